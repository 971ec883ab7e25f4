"""Cutting polygons along a line, and the normals along which cloth stands off the body."""

import numpy as np

from synthesis.body.human import Polygons
from synthesis.maths import Array


class Cut:
    """Keeps the side of polygons where a field over the vertices is positive.

    Where an edge crosses zero a new vertex is made; its position, weights and texture coordinates
    lie in between.
    """

    def __init__(self, vertices: Array, weights: Array, uv: Array, faces: Polygons, field: Array):
        self._field = field
        self._first_new = len(vertices)
        self._new: dict[tuple[int, int], tuple[int, float, int, int]] = {}
        self.faces = [kept for face in faces if len(kept := self._kept(face)) >= 3]
        self.vertices, self.weights, self.uv = (
            self._extended(values) for values in (vertices, weights, uv)
        )

    def _kept(self, face: list[int]) -> list[int]:
        positive = [bool(self._field[v] > 0) for v in face]
        if all(positive) or not any(positive):
            return list(face) if positive[0] else []
        corners = []
        for i, vertex in enumerate(face):
            following = (i + 1) % len(face)
            if positive[i]:
                corners.append(vertex)
            if positive[i] != positive[following]:
                corners.append(self._between(vertex, face[following]))
        return corners

    def _between(self, a: int, b: int) -> int:
        edge = (min(a, b), max(a, b))
        if edge not in self._new:
            share = self._field[a] / (self._field[a] - self._field[b])
            self._new[edge] = (self._first_new + len(self._new), share, a, b)
        return self._new[edge][0]

    def _extended(self, values: Array) -> Array:
        added = [
            values[a] + share * (values[b] - values[a]) for _, share, a, b in self._new.values()
        ]
        return np.concatenate([values, np.array(added)]) if added else values


def vertex_normals(vertices: Array, faces: Polygons) -> Array:
    """Unit normals (N, 3): sums over the faces of each vertex, larger faces weigh more.

    Zero where there is none.
    """
    normals = np.zeros_like(vertices)
    for face in faces:
        corners = vertices[face]
        last = corners[3] - corners[1] if len(face) == 4 else corners[2] - corners[0]
        first = corners[2] - corners[0] if len(face) == 4 else corners[1] - corners[0]
        normals[face] += np.cross(first, last)
    return np.asarray(normals / (np.linalg.norm(normals, axis=1, keepdims=True) + 1e-12))
