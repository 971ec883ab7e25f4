"""Rotations and small geometry.

World: metres, z up, the person faces -y, the person's left is +x.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial.transform import Rotation

Array = NDArray[np.float64]
Ints = NDArray[np.int_]

UP: Array = np.array([0.0, 0.0, 1.0])
DOWN: Array = np.array([0.0, 0.0, -1.0])
FORWARD: Array = np.array([0.0, -1.0, 0.0])


def rotate_x(deg: float) -> Array:
    """Rotation (3, 3) about the person's left.

    A positive angle tips the top of the body forward.
    """
    a = np.radians(deg)
    c, s = np.cos(a), np.sin(a)
    return np.array([[1, 0, 0], [0, c, -s], [0, s, c]])


def rotate_z(deg: float) -> Array:
    """Rotation (3, 3) about the vertical."""
    a = np.radians(deg)
    c, s = np.cos(a), np.sin(a)
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])


def rotate_about(axis: ArrayLike, deg: float) -> Array:
    """Rotation (3, 3) about any axis: Rodrigues' formula."""
    x, y, z = unit(np.asarray(axis, float))
    a = np.radians(deg)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.eye(3) + np.sin(a) * cross + (1 - np.cos(a)) * cross @ cross


def unit(v: Array) -> Array:
    """The direction of a vector."""
    return np.asarray(v / np.linalg.norm(v))


def mix(a: ArrayLike, b: ArrayLike, share: float) -> Array:
    """Straight line from a (share 0) to b (share 1)."""
    return np.asarray(a, float) * (1 - share) + np.asarray(b, float) * share


def frame_of(direction: Array, normal: Array) -> Array:
    """Right-handed frame (3, 3) whose columns are direction, the part of normal across it.

    And their cross product.
    """
    d = unit(direction)
    n = unit(normal - d * (normal @ d))
    return np.stack([d, n, np.cross(d, n)], 1)


def angle_deg(u: Array, v: Array) -> float:
    """Angle between two vectors."""
    cosine = u @ v / np.linalg.norm(u) / np.linalg.norm(v)
    return float(np.degrees(np.arccos(np.clip(cosine, -1, 1))))


def blend(a: Array, b: Array, share: float) -> Array:
    """Rotation on the shortest way from a (share 0) to b (share 1)."""
    turn = Rotation.from_matrix(a.T @ b).as_rotvec()
    return np.asarray(a @ Rotation.from_rotvec(turn * share).as_matrix())


def twist_part(a: Array, b: Array, axis: Array) -> Array:
    """Rotation a, turned about axis by the twist that b has over a (swing-twist decomposition)."""
    quaternion = Rotation.from_matrix(b @ a.T).as_quat()
    along = unit(axis)
    twist = np.array([*(along * (quaternion[:3] @ along)), quaternion[3]])
    twist /= np.linalg.norm(twist)
    return np.asarray(Rotation.from_quat(twist).as_matrix() @ a)


def two_bone(start: Array, end: Array, first_m: float, second_m: float, pole: Array) -> Array:
    """Middle joint of a chain of two bones from start to end, bent towards pole.

    Stretched when end is out of reach.
    """
    gap = end - start
    length = np.linalg.norm(gap)
    reach = min(length, (first_m + second_m) * 0.99999)
    along = gap / length
    foot = (first_m * first_m - second_m * second_m + reach * reach) / (2 * reach)
    height = np.sqrt(max(first_m * first_m - foot * foot, 0))
    side = pole - along * (pole @ along)
    return np.asarray(start + along * foot + unit(side) * height)


def sagittal(forward_deg: float) -> Array:
    """Unit vector in the sagittal plane, this much forward (-y) of straight up."""
    a = np.radians(forward_deg)
    return np.array([0, -np.sin(a), np.cos(a)])


def inclination_deg(v: Array) -> float:
    """Angle of a vector from straight up, forward (-y) positive."""
    return float(np.degrees(np.arctan2(-v[1], v[2])))


def mean_of(points: Sequence[Array]) -> Array:
    """Mean of a few points."""
    return np.asarray(np.mean(points, 0))
