"""The CC0 body data in synthesis/data, read once."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from synthesis.maths import Array, Ints

DATA = Path(__file__).parents[1] / "data" / "body.npz"
SKIN_VERTICES = 13380  # the first vertices are the skin
MESH_SCALE = 1e-4
TARGET_SCALE = 1e-3


@dataclass(frozen=True, slots=True)
class BodyData:
    """The mesh in MakeHuman's units (decimetres, y up) and everything that hangs on its N vertices."""

    vertices: Array  # (N, 3)
    faces: dict[str, Ints]  # (F, 4) for body, tights, eye_l, eye_r
    uv: Array  # (U, 2) texture coordinates of the skin
    face_uv: Ints  # (F, 4) into uv, for the faces of "body"
    bones: list[str]  # parents first
    parents: list[int]  # -1 for the root
    heads: list[Ints]  # of each bone: the vertices whose mean is its head
    weights: Array  # (N, bones), rows sum to 1 or are all 0
    brows: Array  # (2, 20, 2) in texture coordinates
    masks: dict[str, Array]  # areas of the skin's texture (1024, 1024), 0..1


@cache
def _archive() -> Any:
    return np.load(DATA)


@cache
def body_data() -> BodyData:
    """The mesh, the rig and the painted areas."""
    file = _archive()
    splits = np.cumsum(file["head_counts"])[:-1]
    return BodyData(
        vertices=file["vertices"] * MESH_SCALE,
        faces={
            name: file[f"faces_{name}"].astype(int) for name in ("body", "tights", "eye_l", "eye_r")
        },
        uv=file["body_uv"],
        face_uv=file["body_face_uv"].astype(int),
        bones=[str(bone) for bone in file["bones"]],
        parents=[int(parent) for parent in file["parents"]],
        heads=np.split(file["head_vertices"].astype(int), splits),
        weights=_dense_weights(file),
        brows=file["brows"],
        masks={
            str(name): mask / 255
            for name, mask in zip(file["mask_names"], file["masks"], strict=True)
        },
    )


@cache
def bone_numbers() -> dict[str, int]:
    """The number of each bone."""
    return {bone: i for i, bone in enumerate(body_data().bones)}


def _dense_weights(file: Any) -> Array:
    weights = np.zeros((len(file["vertices"]), len(file["bones"])))
    np.add.at(weights, (file["weight_vertices"], file["weight_bones"]), file["weights"])
    total = weights.sum(1, keepdims=True)
    return np.asarray(weights / np.where(total > 0, total, 1))


@cache
def _targets() -> dict[str, Any]:
    file = _archive()
    moved = np.cumsum(file["targets"], axis=2, dtype=np.int16)
    return {str(name): target for name, target in zip(file["target_names"], moved, strict=True)}


def target(name: str) -> Array | None:
    """Displacements (N, 3) of a macro target.

    None for a combination that MakeHuman leaves at zero.
    """
    moved = _targets().get(name)
    return None if moved is None else moved.T * TARGET_SCALE
