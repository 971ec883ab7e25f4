"""Pinhole cameras. Camera axes: x right, y up, looking along -z."""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from synthesis.maths import UP, Array, rotate_x, rotate_z, unit

NEAR_M, FAR_M = 0.05, 30.0


def look_at(eye: ArrayLike, target: ArrayLike, up: ArrayLike = UP) -> Array:
    """World to camera (4, 4)."""
    eye = np.asarray(eye, float)
    forward = unit(np.asarray(target, float) - eye)
    right = np.cross(forward, up)
    right = np.array([1.0, 0, 0]) if np.linalg.norm(right) < 1e-6 else unit(right)
    view = np.eye(4)
    view[0, :3], view[1, :3], view[2, :3] = right, np.cross(right, forward), -forward
    view[:3, 3] = -view[:3, :3] @ eye
    return view


def rolled_up(eye: ArrayLike, target: ArrayLike, deg: float) -> Array:
    """Up vector that rolls the picture of look_at about the line of sight."""
    forward = unit(np.asarray(target, float) - np.asarray(eye, float))
    right = unit(np.cross(forward, UP))
    a = math.radians(deg)
    return np.asarray(math.cos(a) * np.cross(right, forward) + math.sin(a) * right)


def perspective(vertical_deg: float, aspect: float, near_m: float, far_m: float) -> Array:
    """OpenGL's projection matrix (4, 4)."""
    t = 1 / math.tan(math.radians(vertical_deg) / 2)
    matrix = np.zeros((4, 4))
    matrix[0, 0], matrix[1, 1], matrix[3, 2] = t / aspect, t, -1
    matrix[2, 2] = (far_m + near_m) / (near_m - far_m)
    matrix[2, 3] = 2 * far_m * near_m / (near_m - far_m)
    return matrix


@dataclass(frozen=True, slots=True)
class Camera:
    """A view of size (width, height) pixels."""

    view: Array  # world to camera (4, 4)
    eye: Array
    fov_deg: float  # vertical
    size_px: tuple[int, int]

    @classmethod
    def at(
        cls,
        eye: ArrayLike,
        target: ArrayLike,
        fov_deg: float,
        size_px: tuple[int, int],
        roll_deg: float = 0.0,
    ) -> "Camera":
        """A camera at eye that looks at target."""
        view = look_at(eye, target, rolled_up(eye, target, roll_deg))
        return cls(view, np.asarray(eye, float), fov_deg, size_px)

    @property
    def focal_px(self) -> float:
        """Focal length in pixels."""
        return self.size_px[1] / 2 / math.tan(math.radians(self.fov_deg) / 2)

    @property
    def projection(self) -> Array:
        """World to clip coordinates (4, 4)."""
        width, height = self.size_px
        return perspective(self.fov_deg, width / height, NEAR_M, FAR_M) @ self.view

    def project(self, points: ArrayLike) -> Array:
        """Pixels and depth in metres (..., 3) of points in the world (..., 3).

        Y is down, (0, 0) the corner.
        """
        at = np.asarray(points) @ self.view[:3, :3].T + self.view[:3, 3]
        depth, (width, height) = -at[..., 2], self.size_px
        x = width / 2 + self.focal_px * at[..., 0] / depth
        y = height / 2 - self.focal_px * at[..., 1] / depth
        return np.stack([x, y, depth], -1)

    def turned(self, yaw_deg: float, pitch_deg: float, roll_deg: float) -> "Camera":
        """The camera turned where it stands: to the right, upwards, clockwise."""
        about_y = rotate_x(-90) @ rotate_z(yaw_deg) @ rotate_x(90)
        turn = np.eye(4)
        turn[:3, :3] = rotate_z(roll_deg) @ rotate_x(-pitch_deg) @ about_y
        return replace(self, view=turn @ self.view)
