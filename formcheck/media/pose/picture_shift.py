"""How far the picture moves because the camera does, by what stands still around the person."""

from __future__ import annotations

import math
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.engine.values.landmarks import Array, Landmark, Side
from formcheck.engine.values.pose import Frame, Pose

__all__ = ["PictureShift"]

_LONGEST_PX: Final = 480  # the picture is looked at in this size
_MOST: Final = 120  # corners followed
_FEW: Final = 60  # with fewer than this new ones are looked for ...
_TOO_FEW: Final = 12  # ... and with fewer that agree nothing is known
_AGREE: Final = 0.5  # share of the corners that must move as one
_AGREE_PX: Final = 1.0
# While this share of the corners is within so many pixels of where it was the picture has not
# moved: shadows of the person move, and a camera that moves leaves no corner in its place.
_REST: Final = 0.3
_REST_PX: Final = 0.5
_LOOK_S: Final = 0.5  # new corners are looked for so often
_APART_PX: Final = 8.0  # from one corner to the next
_AROUND: Final = 0.08  # share of the longer side around the landmarks that may be the person, too
_FEET: Final[dict[Side, list[int]]] = {
    side: [Landmark.of(side, part) for part in ("ankle", "heel", "foot_index")]
    for side in ("left", "right")
}


class PictureShift:
    """Follows corners around the person through the frames of one video, in their order.

    Their places are kept as they were in the first frame, so errors do not add up.
    """

    def __init__(self) -> None:
        self._last: NDArray[np.uint8] | None = None
        self._now, self._first = _nothing(), _nothing()
        self._moved: Array = np.eye(2, 3)
        self._looked_s = -math.inf

    def shift(self, frame: Frame, pose: Pose | None) -> tuple[float, float] | None:
        """(x, y) by which what stands still has moved since the first frame, pixels.

        Where the picture turns, too, it is that of the feet. None where too little is seen of the
        surroundings.

        Args:
            frame: The picture.
            pose: The person in it, who does not stand still.
        """
        scale = min(1.0, _LONGEST_PX / max(frame.image.shape[:2]))
        image = _small(frame.image, scale)
        if self._last is not None and len(self._now):
            self._follow(self._last, image)
        self._last = image
        room = _around(image, pose, scale)
        self._keep(_is_in(room, self._now))
        if len(self._now) >= _TOO_FEW and not self._rests():
            self._fit()
        if len(self._now) < _FEW and frame.time_s - self._looked_s >= _LOOK_S:
            self._looked_s = frame.time_s
            self._add(image, room)
        known = len(self._now) >= _TOO_FEW
        return self._at(_feet(image, pose, scale), scale) if known else None

    def _follow(self, last: NDArray[np.uint8], image: NDArray[np.uint8]) -> None:
        now, found, _ = cv2.calcOpticalFlowPyrLK(
            last, image, self._now, np.empty_like(self._now), winSize=(15, 15), maxLevel=3
        )
        self._now = np.asarray(now, np.float32)
        self._keep(found.ravel() == 1)

    def _keep(self, chosen: NDArray[np.bool_]) -> None:
        self._now, self._first = self._now[chosen], self._first[chosen]

    def _rests(self) -> bool:
        """Whether the picture is where it was a frame ago."""
        there = self._first @ self._moved[:, :2].T + self._moved[:, 2]
        away = np.linalg.norm(self._now - there, axis=1)
        return bool((away < _REST_PX).mean() >= _REST)

    def _fit(self) -> None:
        """How the picture has moved, if most corners have moved as one; the others are given up."""
        moved, fits = cv2.estimateAffinePartial2D(
            self._first, self._now, ransacReprojThreshold=_AGREE_PX
        )
        if moved is None or fits.mean() < _AGREE or fits.sum() < _TOO_FEW:
            self._now, self._first = _nothing(), _nothing()
            return
        self._keep(fits.ravel() == 1)
        self._moved = np.asarray(moved, float)

    def _add(self, image: NDArray[np.uint8], room: NDArray[np.uint8]) -> None:
        """New corners, with the places that they would have had in the first frame."""
        free = room.copy()
        for x, y in self._now.astype(int).tolist():
            cv2.circle(free, (x, y), int(_APART_PX), 0, -1)
        new = cv2.goodFeaturesToTrack(image, _MOST - len(self._now), 0.01, _APART_PX, mask=free)
        if new is None:
            return
        back = cv2.invertAffineTransform(self._moved)
        new = new.reshape(-1, 2)
        first = (new @ back[:, :2].T + back[:, 2]).astype(np.float32)
        self._now, self._first = np.vstack([self._now, new]), np.vstack([self._first, first])

    def _at(self, place: Array, scale: float) -> tuple[float, float]:
        back = cv2.invertAffineTransform(self._moved)
        x, y = (place - (back[:, :2] @ place + back[:, 2])).tolist()
        return float(np.float32(x / scale)), float(np.float32(y / scale))  # as a trace keeps them


def _nothing() -> NDArray[np.float32]:
    return np.empty((0, 2), np.float32)


def _small(image: NDArray[np.uint8], scale: float) -> NDArray[np.uint8]:
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    if scale < 1:
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(grey, np.uint8)


def _points(pose: Pose | None) -> Array:
    """(n, 2) every known point of the person."""
    if pose is None:
        return np.empty((0, 2))
    legs = [] if pose.legs is None else [pose.legs.xy_px.reshape(-1, 2)]
    points = np.vstack([pose.xy_px, *legs])
    known: Array = points[np.isfinite(points).all(axis=1)]
    return known


def _around(image: NDArray[np.uint8], pose: Pose | None, scale: float) -> NDArray[np.uint8]:
    """255 where the room is seen, 0 where the person may be."""
    room = np.full_like(image, 255)
    points = _points(pose) * scale
    if len(points):
        margin = _AROUND * max(image.shape)
        low, high = points.min(axis=0) - margin, points.max(axis=0) + margin
        (left, top), (right, bottom) = np.maximum([low, high], 0).astype(int).tolist()
        room[top:bottom, left:right] = 0
    return room


def _is_in(room: NDArray[np.uint8], points: NDArray[np.float32]) -> NDArray[np.bool_]:
    height, width = room.shape
    x, y = points[:, 0].astype(int), points[:, 1].astype(int)
    inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    seen: NDArray[np.bool_] = inside & (room[y.clip(0, height - 1), x.clip(0, width - 1)] > 0)
    return seen


def _feet(image: NDArray[np.uint8], pose: Pose | None, scale: float) -> Array:
    """Where the feet are, the middle of the picture where that is not known."""
    marks = [mark for side in _FEET.values() for mark in side]
    points = np.empty((0, 2)) if pose is None else pose.xy_px[marks]
    known = points[np.isfinite(points).all(axis=1)]
    if not len(known):
        return np.array(image.shape[::-1]) / 2
    middle: Array = known.mean(axis=0) * scale
    return middle
