"""Finds everybody in a picture, for a second look now and then."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from types import TracebackType
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from formcheck.engine.values.landmarks import Array, Landmark
from formcheck.media.pose.mediapipe import image_of, load_landmarker, without_chatter
from formcheck.media.pose.models import find_model
from formcheck.media.pose.people import size_px

__all__ = ["CrowdFinder"]

MOST: Final = 4  # people; each takes 17 ms, nobody 12 ms
# The model makes a square of the picture, so who stands in a wide one is small in it. In pictures
# wider than this (widths in heights) it looks at a square of it, too, where several people are, or
# whatever is there. Three people side by side in 2.7 : 1 were one or two without, and three with.
_WIDE: Final = 1.5
_VERY_WIDE: Final = 2.0
_SURE: Final = 0.5  # visibility of a shoulder or hip
_SMALLEST_PX: Final = 60.0  # shoulder to ankle; nearer people only can be judged or be in the way
# Bystanders of a quarter of the picture's height are found in squares of this share of its shorter
# side, and in no larger ones. They overlap by two fifths, so whoever fits into one half is whole
# in one.
_SMALL: Final = 2 / 3
_OVERLAP: Final = 0.4
# Two skeletons on one person: their trunks are closer together than this, in sizes.
_SAME: Final = 0.12
_TRUNK: Final = [
    Landmark.LEFT_SHOULDER,
    Landmark.RIGHT_SHOULDER,
    Landmark.LEFT_HIP,
    Landmark.RIGHT_HIP,
]
_BODY: Final = slice(Landmark.LEFT_SHOULDER, len(Landmark))
_AROUND: Final = (1.5, 2.4)  # sizes: the squares in which somebody is looked for again
_Square = tuple[int, int, int]  # left, top, side


class CrowdFinder:
    """Looks at single pictures with no memory of those before; one thread at a time.

    Raises:
        PoseModelError: The model is missing or damaged.
    """

    def __init__(self) -> None:
        with without_chatter():
            self._landmarker = load_landmarker(find_model("full"), people=MOST)
        self._met_somebody = False
        self._squares = 0

    def look(self, image: NDArray[np.uint8]) -> tuple[Array, ...]:
        """The (33, 2) pixels of everybody in the BGR picture, those out of it included.

        Of a wide picture one square after the other is looked at more closely.
        """
        found = self._seen_in(image)
        height, width = image.shape[:2]
        if width > (_WIDE if len(found) > 1 else _VERY_WIDE) * height:
            left, square = self._next_square(image)
            more = (body + np.array([left, 0]) for body in self._seen_in(square))
            found += [body for body in more if not any(_is_same(body, other) for other in found)]
        return tuple(found)

    def small(self, image: NDArray[np.uint8], found: Sequence[Array]) -> tuple[Array, ...]:
        """Those who are too small in the whole picture to be found in it.

        A thigh alone may look like somebody, too, but hardly in every square around it.

        Args:
            image: The BGR picture.
            found: Who was found in it by `look`.
        """
        more: list[Array] = []
        for square in _squares(*image.shape[:2]):
            for body in self._within(image, square):
                is_known = any(_is_same(body, other) for other in (*found, *more))
                is_on_somebody = any(_is_on(body, other) for other in found)
                if not is_known and (not is_on_somebody or self._stays(image, body)):
                    more.append(body)
        return tuple(more)

    def _within(self, image: NDArray[np.uint8], square: _Square) -> list[Array]:
        """Whoever has head and middle of the trunk in a square of the picture."""
        left, top, side = square
        part = np.ascontiguousarray(image[top : top + side, left : left + side])
        found = []
        for body in self._seen_in(part):
            middle = np.array([body[Landmark.NOSE], body[_TRUNK].mean(0)])
            if ((middle >= 0) & (middle < side)).all():
                found.append(body + np.array([left, top]))
        return found

    def _stays(self, image: NDArray[np.uint8], body: Array) -> bool:
        """Whether other squares around a body show it, too."""
        sides = (min(round(size * size_px(body)), *image.shape[:2]) for size in _AROUND)
        looks = (self._within(image, _around(image, body, side)) for side in sides)
        return all(any(_is_same(body, other) for other in look) for look in looks)

    def _next_square(self, image: NDArray[np.uint8]) -> tuple[int, NDArray[np.uint8]]:
        """Left edge and pixels of the square whose turn it is."""
        height, width = image.shape[:2]
        lefts = np.linspace(0, width - height, math.ceil(width / height)).astype(int).tolist()
        left = lefts[self._squares % len(lefts)]
        self._squares += 1
        return left, np.ascontiguousarray(image[:, left : left + height])

    def _seen_in(self, image: NDArray[np.uint8]) -> list[Array]:
        # MediaPipe's last warning comes with the first person.
        with nullcontext() if self._met_somebody else without_chatter():
            result = self._landmarker.detect(image_of(image))
        self._met_somebody |= bool(result.pose_landmarks)
        height, width = image.shape[:2]
        found: list[Array] = []
        for points in result.pose_landmarks:
            xy_px = _pixels(points, width, height)
            if xy_px is not None and not any(_is_same(xy_px, other) for other in found):
                found.append(xy_px)
        return found

    def close(self) -> None:
        """Frees the model."""
        self._landmarker.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _squares(height: int, width: int) -> Iterator[_Square]:
    """Left, top and side of the squares in which bystanders are searched for."""
    side = round(_SMALL * min(height, width))
    for left in _starts(width, side):
        for top in _starts(height, side):
            yield left, top, side


def _around(image: NDArray[np.uint8], body: Array, side: int) -> _Square:
    corner = np.clip(body[_TRUNK].mean(0) - side / 2, 0, np.array(image.shape[1::-1]) - side)
    left, top = corner.astype(int).tolist()
    return left, top, side


def _starts(length: int, side: int) -> list[int]:
    count = 1 + math.ceil((length - side) / ((1 - _OVERLAP) * side))
    return [int(start) for start in np.linspace(0, length - side, count)]


def _pixels(points: Any, width: int, height: int) -> Array | None:
    """The points of somebody, None when that is hardly a person."""
    xy_px = np.array([(point.x, point.y) for point in points]) * (width, height)
    trunk = np.array([points[mark].visibility for mark in _TRUNK])
    is_one = trunk.min() >= _SURE and size_px(xy_px) >= _SMALLEST_PX
    return xy_px if is_one else None


def _is_same(one: Array, other: Array) -> bool:
    """Whether two skeletons lie on one person."""
    gap = np.linalg.norm(one[_TRUNK].mean(0) - other[_TRUNK].mean(0))
    return bool(gap < _SAME * min(size_px(one), size_px(other)))


def _is_on(body: Array, other: Array) -> bool:
    """Whether a head lies where another body is, so that it may be a part of it."""
    head = body[Landmark.NOSE]
    low, high = np.min(other[_BODY], axis=0), np.max(other[_BODY], axis=0)
    return bool(((head >= low) & (head <= high)).all())
