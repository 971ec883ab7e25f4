"""The outline of a body: where to stand, sit or lie, and which way to face."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import cv2
import numpy as np

from formcheck.coach.values import Spot, Start
from formcheck.engine.values.landmarks import Array
from formcheck.media.overlay.palette import INK, Colour
from formcheck.media.overlay.surface import Image, Surface

Stroke = tuple[tuple[tuple[float, float], ...], float]

_SHARE: Final = 0.78  # of the picture's height
# Strokes and their widths, facing left, in body heights; x from the middle, y from the top.
_STANDING: Final[tuple[Stroke, ...]] = (
    (((0.0, 0.075), (0.0, 0.08)), 0.13),
    (((0.0, 0.15), (0.0, 0.2)), 0.07),
    (((0.01, 0.24), (0.01, 0.46)), 0.15),
    (((0.01, 0.46), (0.01, 0.72), (0.02, 0.94)), 0.10),
    (((0.02, 0.965), (-0.11, 0.97)), 0.05),
)
_BODIES: Final[dict[str, tuple[Stroke, ...]]] = {
    "standing": _STANDING,
    "foot-up": (
        *_STANDING,
        (((0.0, 0.46), (-0.23, 0.47), (-0.21, 0.70)), 0.10),
        (((-0.21, 0.725), (-0.34, 0.73)), 0.05),
    ),
    "seated": (
        (((0.14, 0.09), (0.14, 0.1)), 0.15),
        (((0.15, 0.16), (0.15, 0.22)), 0.08),
        (((0.15, 0.28), (0.15, 0.56)), 0.17),
        (((0.14, 0.58), (-0.16, 0.58), (-0.15, 0.93)), 0.12),
        (((-0.15, 0.965), (-0.30, 0.97)), 0.06),
    ),
    "lying": (
        (((0.62, 0.8), (0.63, 0.8)), 0.15),
        (((0.5, 0.84), (0.1, 0.86)), 0.17),
        (((0.1, 0.86), (-0.2, 0.62), (-0.38, 0.9)), 0.11),
        (((-0.38, 0.92), (-0.5, 0.92)), 0.06),
    ),
    "long-sitting": (
        (((0.3, 0.2), (0.3, 0.21)), 0.15),
        (((0.31, 0.28), (0.31, 0.34)), 0.08),
        (((0.31, 0.4), (0.31, 0.76)), 0.17),
        (((0.3, 0.84), (-0.42, 0.88)), 0.11),
        (((-0.44, 0.88), (-0.46, 0.74)), 0.06),
    ),
}


# A start position of nobody, in shares of the picture: where its highest point is, how wide it is
# and how large a stature is at most, and where its lowest point is.
_TOP, _WIDE, _STATURE, _FLOOR = 0.08, 0.6, 0.95, 0.9
_STEP_PX: Final = 4  # sizes differ by: a body that breathes is not drawn anew
# Widths of the strokes of a start position, in statures.
_LIMBS: Final = (
    (("shoulder", "hip"), 0.13),
    (("hip", "knee", "ankle"), 0.085),
    (("heel", "foot_index"), 0.045),
    (("shoulder", "elbow", "wrist"), 0.05),
)
_HEAD, _NECK = 0.12, 0.06


def outline(surface: Surface, posture: str, *, faces_right: bool, colour: Colour) -> None:
    """Draws the outline of a posture in the middle of the picture."""
    height, width = surface.image.shape[:2]
    size = min(_SHARE * height, 0.75 * width)
    contours = _contours(_BODIES[posture], round(size), faces_right=faces_right)
    _draw(surface, contours, (width / 2, (height - size) / 2), colour)


def start_outline(
    surface: Surface, start: Start, spot: Spot | None, *, faces_right: bool, colour: Colour
) -> None:
    """Draws the start position of an exercise around a body, as large as that is.

    In the middle where there is none.
    """
    strokes, spot = _strokes(start), spot or _spot_of_nobody(surface.image, start)
    size = max(_STEP_PX, _STEP_PX * round(spot.size_px / _STEP_PX))
    ahead = -1 if faces_right else 1
    contours = _contours(strokes, size, faces_right=faces_right)
    _draw(
        surface, contours, (spot.x_px - ahead * start.middle * size, spot.floor_px - size), colour
    )


def _spot_of_nobody(image: Image, start: Start) -> Spot:
    """Where somebody should be: in the middle, as large as the position fits."""
    height, width = image.shape[:2]
    wide, high = np.ptp(np.array(list(start.points.values())), axis=0) + _HEAD
    size = min((_FLOOR - _TOP) * height / high, _WIDE * width / wide, _STATURE * height)
    return Spot(float(size), width / 2, _FLOOR * height)


def _draw(
    surface: Surface, contours: tuple[Array, ...], origin: tuple[float, float], colour: Colour
) -> None:
    for contour in contours:
        points = np.add(contour, origin)
        closed = np.vstack([points, points[:1]])
        surface.path(closed, INK, surface.px(1.6))
        surface.path(closed, colour, surface.px(0.8))


def _strokes(start: Start) -> tuple[Stroke, ...]:
    """The strokes of a start position; its lowest point is at 1, as that of a posture."""
    at = {name: (x, y + 1.0) for name, (x, y) in start.points.items()}
    limbs = [
        (tuple(at[f"{side}_{part}"] for part in parts), wide)
        for side in ("far", "near")
        for parts, wide in _LIMBS
    ]
    neck = (at["head"], at["near_shoulder"]), _NECK
    return (((at["head"], at["head"]), _HEAD), neck, *limbs)


@lru_cache(maxsize=4)
def _contours(strokes: tuple[Stroke, ...], size_px: int, *, faces_right: bool) -> tuple[Array, ...]:
    mask = np.zeros((size_px + size_px // 4, 2 * size_px), np.uint8)
    for points, wide in strokes:
        track = np.array(points) * (-1 if faces_right else 1, 1) * size_px + (size_px, size_px / 8)
        line = [np.asarray(np.rint(track), np.int32)]
        cv2.polylines(mask, line, False, (255,), round(wide * size_px), cv2.LINE_8)
    found, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    return tuple(np.asarray(c[:, 0] - (size_px, size_px / 8), np.float64) for c in found)
