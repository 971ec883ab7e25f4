"""Garments as fields over the body-hugging helper surface.

Cloth is where the field (metres) is positive.
"""

from collections.abc import Callable

import numpy as np

from synthesis.body.data import SKIN_VERTICES, body_data, bone_numbers
from synthesis.body.human import Human, Part, Polygons
from synthesis.clothes.cutting import Cut, vertex_normals
from synthesis.maths import Array, unit

Field = Callable[[Array], Array]  # vertices (N, 3) -> (N,)
ARM_BONES = ("upperarm", "lowerarm", "wrist")


class Tailor:
    """Measures a human and cuts garments for it."""

    def __init__(self, human: Human):
        data = body_data()
        self.human = human
        self.vertices = human.vertices
        self.surface: Polygons = data.faces["tights"].tolist()
        self._normals = vertex_normals(self.vertices, self.surface)
        x, y, z = self.vertices.T
        self._uv = np.stack([np.arctan2(x - np.sign(x) * 0.1, -y) * 0.8, z * 4], 1)
        self.height = z
        self.sole_m = float(z[:SKIN_VERTICES].min())
        self.hip, self.knee, self.ankle = (
            human.joint(bone + "L") for bone in ("upperleg01.", "lowerleg01.", "foot.")
        )
        self.waist_m = float(self.hip[2] + 0.06)
        arm = [number for bone, number in bone_numbers().items() if bone.startswith(ARM_BONES)]
        self.is_arm = data.weights[:, arm].sum(1) > 0.5

    def shirt(self, hem_m: float, sleeve: float) -> Array:
        """From hem_m below the waist up to the neck; sleeves to this share of the upper arm."""
        shoulder, elbow = self.human.joint("upperarm01.L"), self.human.joint("lowerarm01.L")
        mirrored = np.stack(
            [np.abs(self.vertices[:, 0]), self.vertices[:, 1], self.vertices[:, 2]], 1
        )
        along_arm = (
            (mirrored - shoulder) @ unit(elbow - shoulder) / np.linalg.norm(elbow - shoulder)
        )
        neck = (
            self.human.joint("neck01")[2]
            - 0.012
            + 0.25 * np.clip(self.vertices[:, 1] + 0.02, -0.1, 0.1)
        )
        body = np.minimum(
            self.height - (self.waist_m - hem_m),
            np.where(self.is_arm, (sleeve - along_arm) * 0.3, 0.05),
        )
        return np.asarray(np.minimum(body, neck - self.height))

    def legs(self, hem_z: float) -> Array:
        """Trousers from the waist down to a height."""
        cloth = np.minimum(self.height - hem_z, self.waist_m + 0.01 - self.height)
        return np.where(self.is_arm, -1, cloth)

    def sock(self, top_m: float) -> Array:
        """From the toes up to this far above the ankle."""
        return np.where(self.is_arm, -1, self.ankle[2] + top_m - self.height)

    def collar(self, above_ankle_m: float) -> Array:
        """Height of the upper edge of a shoe: lower in front of the ankle and at the heel."""
        behind = self.vertices[:, 1] - self.ankle[1]
        front = 0.22 * np.clip(behind, -0.06, 0.06) * (behind < 0)
        return np.asarray(self.ankle[2] + above_ankle_m + front - 0.02 * (behind > 0.02))

    def sew(
        self,
        name: str,
        field: Array | Field,
        off_m: float | Array,
        texture: Array,
        reshape: Field | None = None,
    ) -> None:
        """Adds a garment that stands off the body.

        Reshape moves its vertices, a callable field sees them moved.
        """
        cloth = self.vertices + self._normals * (
            off_m[:, None] if isinstance(off_m, np.ndarray) else off_m
        )
        cloth = reshape(cloth) if reshape else cloth
        values = field(cloth) if callable(field) else field
        cut = Cut(cloth, body_data().weights, self._uv, self.surface, values)
        if cut.faces:
            self._add(name, cut, texture)

    def _add(self, name: str, cut: Cut, texture: Array) -> None:
        self.human.parts.append(
            Part.cut(name, cut.vertices, cut.weights, cut.faces, cut.uv, cut.faces, texture)
        )

    def skin(self, texture: Array) -> None:
        """The skin itself, always the first part."""
        data = body_data()
        faces, face_uv = data.faces["body"].tolist(), data.face_uv.tolist()
        self.human.parts.insert(
            0, Part.cut("body", self.vertices, data.weights, faces, data.uv, face_uv, texture)
        )

    def eyes(self, texture: Array) -> None:
        """Both eyeballs, fixed to the head."""
        weights = np.zeros_like(body_data().weights)
        weights[:, bone_numbers()["head"]] = 1
        for name in ("eye_l", "eye_r"):
            faces = body_data().faces[name]
            own = self.vertices[np.unique(faces)]
            centre, radius = (own.min(0) + own.max(0)) / 2, np.ptp(own[:, 2]) / 2
            uv = (self.vertices[:, [0, 2]] - centre[[0, 2]]) / radius / 2 + 0.5
            polygons: Polygons = faces.tolist()
            self.human.parts.append(
                Part.cut(name, self.vertices, weights, polygons, uv, polygons, texture)
            )

    def hair(self, texture: Array) -> None:
        """Short hair: the scalp above a hair line, pushed out."""
        field = self._hairline()
        scalp = [
            face for face in body_data().faces["body"].tolist() if max(field[v] for v in face) > 0
        ]
        ruffled = 1 + 0.06 * np.random.default_rng(5).normal(0, 1, len(self.vertices))[:, None]
        thick = (0.003 + 0.016 * _smooth(field / 0.055))[:, None] * ruffled
        moved = self.vertices + vertex_normals(self.vertices, scalp) * thick
        x, y, z = self.vertices.T
        uv = np.stack([np.arctan2(x, -y - 0.03) * 2, z * 3], 1)
        self._add("scalp", Cut(moved, body_data().weights, uv, scalp, field), texture)

    def _hairline(self) -> Array:
        """Metres inside the hair.

        Above a line that runs from the forehead round the ears to the neck.
        """
        x, y, z = self.vertices.T
        eye = self.vertices[np.unique(body_data().faces["eye_l"])].mean(0)
        skin = self.vertices[:SKIN_VERTICES]
        ear_x = np.abs(skin[skin[:, 2] > eye[2] - 0.02][:, 0]).max()
        behind_eye_m = [0, 0.03, 0.06, 0.075, 0.085, 0.10, 0.13, 0.16, 0.2]
        lower_m = [0, 0.005, 0.02, 0.05, 0.075, 0.045, 0.06, 0.095, 0.11]
        line = eye[2] + 0.066 - np.interp(y - eye[1], behind_eye_m, lower_m)
        field = np.minimum(z - line, ear_x - 0.011 - np.abs(x))
        return np.where(z > self.human.joint("head")[2] - 0.05, field, -1.0)


def _smooth(x: Array) -> Array:
    x = np.clip(x, 0, 1)
    return np.asarray(x * x * (3 - 2 * x))
