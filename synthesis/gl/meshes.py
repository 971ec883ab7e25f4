"""Triangles as rows of position, normal and texture coordinates: (n, 8)."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from synthesis.maths import Array, Ints, unit

QUAD = ((0, 0), (1, 0), (1, 1), (0, 0), (1, 1), (0, 1))  # two triangles
CORNERS = ((1, 1), (-1, 1), (-1, -1), (1, -1))


def _rows(positions: Sequence[ArrayLike], normals: Sequence[ArrayLike]) -> Array:
    return np.concatenate([positions, normals, np.zeros((len(positions), 2))], 1)


def box(low: ArrayLike, high: ArrayLike) -> Array:
    """A box along the axes of the world."""
    corners = np.array([low, high], float)
    positions, normals = [], []
    for axis in range(3):
        u, v = (axis + 1) % 3, (axis + 2) % 3
        for end, sign in ((0, -1), (1, 1)):
            quad = []
            for a, b in QUAD:
                at = np.zeros(3)
                at[axis], at[u], at[v] = corners[end, axis], corners[a, u], corners[b, v]
                quad.append(at)
            positions += quad if sign > 0 else quad[::-1]
            normals += [np.eye(3)[axis] * sign] * len(QUAD)
    return _rows(positions, normals)


def wall(axis: int, at_m: float, sign: int, half_m: float, height_m: float) -> Array:
    """One side of a wall.

    A quad at axis = at_m that faces towards sign and is seen from there only.
    """
    other = 1 - axis
    positions = np.zeros((len(QUAD), 3))
    for row, (a, b) in zip(positions, QUAD, strict=True):
        row[axis], row[other], row[2] = at_m, (2 * a - 1) * half_m, b * height_m
    normal = np.zeros(3)
    normal[axis] = sign
    if np.cross(positions[1] - positions[0], positions[2] - positions[0])[axis] * sign < 0:
        positions = positions[::-1]
    return _rows(list(positions), [normal] * len(QUAD))


def ribbon_rows(stations: int) -> int:
    """How many rows a ribbon through this many stations has."""
    return (stations - 1) * 24 + 12


def ribbon(
    points: Sequence[Array],
    widths_along: Sequence[Array],
    widths_m: Sequence[float],
    thick_m: float,
) -> Array:
    """A band of rectangular section through stations.

    Their points, the directions of their widths, their widths.
    """
    rings = []
    for i, point in enumerate(points):
        along = unit(points[min(i + 1, len(points) - 1)] - points[max(i - 1, 0)])
        across = unit(widths_along[i] - along * (widths_along[i] @ along))
        normal = np.cross(along, across)
        rings.append(
            [point + a * across * widths_m[i] / 2 + b * normal * thick_m / 2 for a, b in CORNERS]
        )
    quads = [
        (ring[(k + 1) % 4], following[(k + 1) % 4], following[k], ring[k])
        for ring, following in pairwise(rings)
        for k in range(4)
    ]
    quads += [tuple(rings[0][::-1]), tuple(rings[-1])]
    positions, normals = [], []
    for a, b, c, d in quads:
        normal = np.cross(b - a, d - a)
        positions += [a, b, c, a, c, d]
        normals += [normal / (np.linalg.norm(normal) + 1e-9)] * len(QUAD)
    return _rows(positions, normals)


def triangles(faces: Sequence[Sequence[int]]) -> Array:
    """Polygons as a fan of triangles (n * 3,): corner numbers."""
    return np.array(
        [
            corner
            for face in faces
            for i in range(1, len(face) - 1)
            for corner in (face[0], *face[i : i + 2])
        ]
    )


def vertex_normals(vertices: Array, corners: Ints) -> Array:
    """Vertex normals (n, 3).

    Sums over the triangles (t, 3) of each vertex, larger ones weigh more.
    """
    a, b, c = (vertices[corners[:, k]] for k in range(3))
    faces = np.cross(b - a, c - a)
    normals = np.zeros_like(vertices)
    for k in range(3):
        normals += np.stack(
            [np.bincount(corners[:, k], faces[:, i], len(vertices)) for i in range(3)], 1
        )
    return np.asarray(normals / (np.linalg.norm(normals, axis=1, keepdims=True) + 1e-12))
