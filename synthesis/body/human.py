"""A human at rest: surfaces with skin weights, bones, and how the skin follows them."""

from dataclasses import dataclass, field

import numpy as np

from synthesis.body.data import SKIN_VERTICES, body_data, bone_numbers
from synthesis.body.shape import Macro, shaped
from synthesis.maths import Array, Ints

BONES_A_VERTEX = 8

Polygons = list[list[int]]


@dataclass(frozen=True, slots=True)
class Part:
    """One surface of the person at rest, with only the vertices that it uses."""

    name: str
    vertices: Array  # (n, 3) world, metres
    faces: Polygons
    uv: Array  # (u, 2)
    face_uv: Polygons
    bones: Ints  # (n, 8) the strongest bones of each vertex
    shares: Array  # (n, 8) their weights
    texture: Array  # (h, w, 3) uint8

    @classmethod
    def cut(
        cls,
        name: str,
        vertices: Array,
        weights: Array,
        faces: Polygons,
        uv: Array,
        face_uv: Polygons,
        texture: Array,
    ) -> "Part":
        """Drops vertices that no face uses and keeps the strongest bones of the others.

        Weights is (N, bones).
        """
        used = np.unique(np.concatenate([np.array(face) for face in faces]))
        place = np.full(len(vertices), -1)
        place[used] = np.arange(len(used))
        strongest = np.argsort(-weights[used], 1)[:, :BONES_A_VERTEX]
        shares = np.take_along_axis(weights[used], strongest, 1)
        shares = shares / shares.sum(1, keepdims=True)
        kept = [[int(place[v]) for v in face] for face in faces]
        return cls(name, vertices[used], kept, uv, face_uv, strongest, shares, texture)


@dataclass(slots=True)
class Human:
    """A body at rest; clothes are added to `parts` (see synthesis.clothes)."""

    vertices: Array  # (N, 3) world, metres
    heads: Array  # (bones, 3) where each bone begins
    parts: list[Part] = field(default_factory=list)

    @classmethod
    def of(cls, macro: Macro, height_m: float) -> "Human":
        """A naked body without texture."""
        x, y, z = shaped(macro, height_m).T
        vertices = np.stack([x, -z, y], -1) * 0.1  # decimetres, y up -> metres, z up
        return cls(vertices, np.array([vertices[head].mean(0) for head in body_data().heads]))

    @property
    def height_m(self) -> float:
        """Body height."""
        return float(np.ptp(self.vertices[:SKIN_VERTICES, 2]))

    def joint(self, bone: str) -> Array:
        """Where a bone begins at rest."""
        return np.asarray(self.heads[bone_numbers()[bone]])

    def skinned(self, pose: "Placed") -> list[Array]:
        """Vertices of every part, each moved by the weighted sum of its bones' transforms (linear blend skinning)."""
        moved = []
        for part in self.parts:
            rotation = (pose.rotations[part.bones] * part.shares[..., None, None]).sum(1)
            shift = (pose.shifts[part.bones] * part.shares[..., None]).sum(1)
            moved.append(np.einsum("nij,nj->ni", rotation, part.vertices) + shift)
        return moved


@dataclass(frozen=True, slots=True)
class Placed:
    """Where every bone is: a point p at rest goes to rotations[bone] @ p + shifts[bone]."""

    rotations: Array  # (bones, 3, 3)
    shifts: Array  # (bones, 3)

    def of(self, bone: str, point: Array) -> Array:
        """Where a point that is fixed to a bone goes."""
        index = bone_numbers()[bone]
        return np.asarray(self.rotations[index] @ point + self.shifts[index])


class Pose:
    """A rotation in the world for some bones; the others follow their parents.

    At rest all are the identity.
    """

    def __init__(self, human: Human):
        self.human = human
        self.rotations: dict[str, Array] = {}
        self.root: Array | None = None

    def set(self, rotation: Array, *bones: str) -> None:
        """Turns bones."""
        for bone in bones:
            self.rotations[bone] = rotation

    def solve(self) -> Placed:
        """The transforms of all bones."""
        data, heads = body_data(), self.human.heads
        rotations, shifts = np.zeros((len(data.bones), 3, 3)), np.zeros((len(data.bones), 3))
        for i, (bone, parent) in enumerate(zip(data.bones, data.parents, strict=True)):
            if parent < 0:
                rotations[i] = self.rotations.get(bone, np.eye(3))
                at = heads[i] if self.root is None else self.root
            else:
                rotations[i] = self.rotations.get(bone, rotations[parent])
                at = rotations[parent] @ heads[i] + shifts[parent]
            shifts[i] = at - rotations[i] @ heads[i]
        return Placed(rotations, shifts)
