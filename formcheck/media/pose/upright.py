"""Which way is up in a video, told by the people in it: who stands or sits is upright."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np

from formcheck.engine.values.landmarks import Array, Landmark
from formcheck.media.pose.people import size_px as stature_px

__all__ = ["quarter_turns"]

_ALONG_DEG: Final = 30.0  # a part of the body this near to an axis of the picture lies along it
_LOOKS: Final = 5  # with somebody in them, at least
_MOSTLY: Final = 0.8  # of these show the body the same way up
_INSIDE: Final = (
    0.02  # shares of the picture from its border: in shins alone a body is guessed beyond
)
_ENDS: Final = ("shoulder", "ankle")
_STRAIGHT: Final = (("hip", "shoulder"), ("ankle", "hip"), ("ankle", "knee"))
# The parts that are upright in each posture. Lying and sitting on the floor tell nothing.
_UPRIGHT: Final = {
    "standing": _STRAIGHT,
    "foot-up": _STRAIGHT[::2],
    "seated": _STRAIGHT[::2],
    None: _STRAIGHT,
}


def quarter_turns(
    looks: Sequence[Sequence[Array]], size_px: tuple[int, int], posture: str | None = None
) -> int:
    """Quarter turns to the right that put the pictures upright; 0 unless it is unmistakable.

    Args:
        looks: The (33, 2) bodies in each of several pictures.
        size_px: Width and height of the pictures; who is not wholly in them tells nothing.
        posture: Of the exercise, None where it is not known: then only who stands tells.
    """
    parts = _UPRIGHT.get(posture, ())
    whole = ([body for body in bodies if _is_inside(body, size_px)] for bodies in looks)
    seen = [max(bodies, key=stature_px) for bodies in whole if bodies]
    if not parts or len(seen) < _LOOKS:
        return 0
    ((turns, count),) = Counter(_turns(body, parts) for body in seen).most_common(1)
    return turns if turns is not None and count >= _MOSTLY * len(seen) else 0


def _is_inside(body: Array, size_px: tuple[int, int]) -> bool:
    ends = np.array([_middle(body, part) for part in _ENDS]) / size_px
    return bool(((ends > _INSIDE) & (ends < 1 - _INSIDE)).all())


def _turns(body: Array, parts: Sequence[tuple[str, str]]) -> int | None:
    """Quarter turns that put a body upright, None where its parts do not agree."""
    found = {_direction(_middle(body, upper) - _middle(body, lower)) for lower, upper in parts}
    return found.pop() if len(found) == 1 else None


def _direction(up: Array) -> int | None:
    """0 up in the picture, 1 to the left, 2 down, 3 to the right; None in between."""
    left_of_up_deg = float(np.degrees(np.arctan2(-up[0], -up[1])))
    quarters = round(left_of_up_deg / 90)
    return quarters % 4 if abs(left_of_up_deg - 90 * quarters) <= _ALONG_DEG else None


def _middle(body: Array, part: str) -> Array:
    middle: Array = body[[Landmark.of("left", part), Landmark.of("right", part)]].mean(0)
    return middle
