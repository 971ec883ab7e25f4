"""The worst moment of a set beside the best one: the part of the body that is judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import cv2
import numpy as np

from formcheck.engine.values.feedback import Feedback
from formcheck.engine.values.landmarks import Array, Landmark
from formcheck.engine.values.pose import Pose
from formcheck.engine.values.report import Level
from formcheck.media.overlay.body import arcs, leg, limbs, values
from formcheck.media.overlay.distance import FAR
from formcheck.media.overlay.labels import Labels
from formcheck.media.overlay.marks import named
from formcheck.media.overlay.mount import moved
from formcheck.media.overlay.surface import Image, Rect, Surface
from formcheck.media.overlay.text import line_height
from formcheck.words import said, translated

__all__ = ["Still", "flipped", "lay_pair"]

_GAP: Final = 2.0  # units around the pictures
_NUMBER: Final = 4.4  # units of a number on the body, where it is seen from nearby
_BOLDER: Final = 1.2  # lines, for the same reason
_ROOM: Final = 1.5  # around what is judged
_LEAST_BODY: Final = 0.3  # of the body's height, so that it is clear what is seen
_LEG: Final = ("hip", "knee", "ankle", "heel", "foot_index")
_HEEL: Final = ("knee", "ankle", "heel", "foot_index")  # of how high it rises
_WHOLE: Final = ("shoulder", "hip", "ankle", "heel", "foot_index")
_Kind = Literal["best", "worst"]
_Window = tuple[float, tuple[float, float]]  # scale and shift of a picture


@dataclass(frozen=True, slots=True)
class Still:
    """A moment of a set.

    Attributes:
        image: (H, W, 3) uint8 BGR, not to be changed.
        feedback: Of the engine, in the pixel coordinates of `image`.
        kind: Which of the two it is.
        text: What to change, for the worst one.
        check: The check that it is about; "" for the best one.
    """

    image: Image
    feedback: Feedback
    kind: _Kind
    text: str = ""
    check: str = ""


def flipped(still: Still) -> Still:
    """The same as in a mirror: points move, left stays left."""
    feedback = still.feedback
    if feedback.pose is not None:
        wide = feedback.pose.size_px[0]
        feedback = moved(feedback, (-1.0, 1.0), (wide - 1.0, 0.0), feedback.pose.size_px)
    image = np.asarray(cv2.flip(still.image, 1), np.uint8)
    return replace(still, image=image, feedback=feedback)


def lay_pair(surface: Surface, stills: Sequence[Still], labels: Labels, top: int) -> None:
    """Lays the stills side by side, each named, and below them what to change.

    Args:
        surface: The picture.
        stills: One or two of the same set.
        labels: The words.
        top: Where they begin.
    """
    high, wide = surface.image.shape[:2]
    gap, check = surface.px(_GAP), next((still.check for still in stills if still.check), "")
    text = next((still.text for still in stills if still.text), "")
    about = named(surface, None, translated(text), wide - 2 * gap)
    across = (wide - (len(stills) + 1) * gap) // len(stills)
    tall = high - top - about.alpha.shape[0] - 2 * gap
    line = line_height(surface.px(FAR))  # the picture below is worth more than larger letters
    names = [named(surface, *_name(still), across, line) for still in stills]
    head = max(name.alpha.shape[0] for name in names)
    look = _Look(labels, check, (across, tall), head, stills)
    for i, (still, name) in enumerate(zip(stills, names, strict=True)):
        cell = Rect(gap + i * (across + gap), top, across, tall)
        here = np.s_[cell.y : cell.y + tall, cell.x : cell.x + across]
        surface.image[here] = look.drawn(still, surface.unit)
        surface.taken.append(cell)
        surface.blit(name, cell.x, cell.y)
    surface.blit(about, gap, top + tall + gap)


def _name(still: Still) -> tuple[Level, str]:
    best = still.kind == "best"
    return ("ok", said("screen.best")) if best else ("bad", said("screen.worst"))


class _Look:
    """Cuts the part of the body that a check is about out of pictures, all at one scale.

    Args:
        labels: Of the exercise.
        check: What is judged.
        size_px: Width and height of the place for each picture.
        head_px: How much of it is covered above.
        stills: The pictures.
    """

    def __init__(
        self,
        labels: Labels,
        check: str,
        size_px: tuple[int, int],
        head_px: int,
        stills: Sequence[Still],
    ) -> None:
        self._labels, self._check, self._size_px, self._head_px = labels, check, size_px, head_px
        self._parts = labels.parts.get(check, _LEG) or _HEEL
        self._reach_px = max((self._needed(still) for still in stills), default=0.0)

    def drawn(self, still: Still, unit: float) -> Image:
        """The part of a picture that matters, with what is judged drawn on it."""
        scale, shift = self._window(still)
        move = np.array([[scale, 0.0, shift[0]], [0.0, scale, shift[1]]])
        image = np.asarray(cv2.warpAffine(still.image, move, self._size_px), np.uint8)
        feedback = self._about(moved(still.feedback, (scale, scale), shift, self._size_px))
        inner = Surface(image, feedback, self._labels.big_text)
        inner.unit = unit * _BOLDER
        for layer in (limbs, leg, arcs):
            layer(inner, feedback, self._labels)
        inner.unit = unit * FAR / _NUMBER  # numbers as large as every other letter
        inner.taken.append(Rect(0, 0, self._size_px[0], self._head_px))
        values(inner, replace(feedback, levels={}), self._labels)  # the name has the sign
        return image

    def _about(self, feedback: Feedback) -> Feedback:
        """Nothing but what the check says."""
        angles = tuple(mark for mark in feedback.angles if mark.check == self._check)
        levels = {check: level for check, level in feedback.levels.items() if check == self._check}
        return replace(feedback, angles=angles, levels=levels)

    def _needed(self, still: Still) -> float:
        """How high a picture has to be, in its own pixels, to show what is judged."""
        points, pose = self._points(still), still.feedback.pose
        if points is None or pose is None:
            return 0.0
        wide, tall = np.ptp(points, axis=0)
        shape = self._size_px[0] / (self._size_px[1] - self._head_px)
        body = _LEAST_BODY * _stature_px(pose)
        return max(_ROOM * float(tall), _ROOM * float(wide) / shape, body)

    def _window(self, still: Still) -> _Window:
        """Brings what is judged to the middle of what is free; no border of a picture is shown."""
        size, own = np.array(self._size_px), np.array(still.image.shape[1::-1])
        points, scale, middle = self._points(still), float((size / own).max()), own / 2
        if points is not None and self._reach_px > 0:
            scale = max(scale, (self._size_px[1] - self._head_px) / self._reach_px)
            middle = (points.min(axis=0) + points.max(axis=0)) / 2
        free = (size + np.array([0, self._head_px])) / 2
        x, y = np.clip(free - scale * middle, size - scale * own, 0.0)
        return scale, (float(x), float(y))

    def _points(self, still: Still) -> Array | None:
        """Where the parts are; None where they are not seen."""
        pose, side = still.feedback.pose, still.feedback.side
        if pose is None or side is None:
            return None
        points = pose.xy_px[[Landmark.of(side, part) for part in self._parts]]
        points = points[np.isfinite(points).all(axis=1)]
        return points if len(points) > 1 else None


def _stature_px(pose: Pose) -> float:
    """How large the body is in the picture, whichever way it lies."""
    points = [pose.point(side, part) for side in ("left", "right") for part in _WHOLE]
    seen = np.array([point for point in points if np.isfinite(point).all()])
    return float(np.ptp(seen, axis=0).max()) if len(seen) > 1 else 0.0
