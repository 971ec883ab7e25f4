"""Keeps the pose model on the one person who exercises while others are in the picture.

With one person there nothing is changed: the pictures go to the model as they are.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.engine.values.landmarks import Array
from formcheck.engine.values.pose import Frame, Pose
from formcheck.media.pose.exerciser import Exerciser
from formcheck.media.pose.people import People, Person, apart, size_px

__all__ = ["Following", "Shown"]

# In sizes of the person: what of the picture around them the model is shown.
_AROUND: Final = 0.25
_FRESH_S: Final = 0.5  # an accepted pose older than this says nothing of where they are now
# A pose is somebody else's when it is so much nearer to theirs, or this far (sizes) from the own.
_NEARER: Final = 0.6
_ELSEWHERE: Final = 0.6
_GREY: Final = 114


@dataclass(frozen=True, slots=True)
class Shown:
    """What of a frame the models are shown.

    Attributes:
        frame: The frame without the others; the frame itself where nobody else is there.
        hidden: Whether others hide the person who is followed: then nothing seen is theirs.
        people: How many are there, None before the first look.
        place: (33, 2) where the person should be, None where nobody else is.
        others: (33, 2) where the others are.
    """

    frame: Frame
    hidden: bool
    people: int | None
    place: Array | None = None
    others: tuple[Array, ...] = ()

    def counted(self, pose: Pose | None) -> Pose | None:
        """The pose with the number of people in it."""
        count = None if self.people is None else max(1, self.people)
        return None if pose is None else replace(pose, people=count)


class Following:
    """Follows one of several people through the frames of a video.

    Attributes:
        people: Is told of everybody who is seen.
    """

    def __init__(self) -> None:
        self.people = People()
        self._exerciser = Exerciser(self.people)
        self._chosen_s = -math.inf
        self._last: tuple[float, Array] | None = None
        self._refused = False

    def shown(self, frame: Frame) -> Shown:
        """What to show the models of a frame."""
        time_s, (height, width) = frame.time_s, frame.image.shape[:2]
        newest_s = self.people.newest_s(time_s)
        if newest_s > self._chosen_s:
            self._chosen_s = newest_s
            self._exerciser.choose(newest_s, (width, height))
        own, count = self._exerciser.now, self.people.count(time_s)
        others = self._others(time_s, own)
        if own is None or not others:
            return Shown(frame, False, count)
        place = own.at(time_s)
        if place is None:
            return Shown(frame, True, count)
        image = self._image(frame, place, others)
        return Shown(replace(frame, image=image), False, count, place, others)

    def own(self, shown: Shown, pose: Pose | None) -> Pose | None:
        """The pose that was found in what was shown, None if it is not that of the person."""
        if pose is None:
            return None
        self._refused = shown.place is not None and _is_of(pose, shown.place, shown.others)
        if self._refused:
            return None
        self._last = shown.frame.time_s, pose.xy_px
        return pose

    def _others(self, time_s: float, own: Person | None) -> tuple[Array, ...]:
        there = self.people.there(time_s)
        others = [p for p in there if own is not None and p is not own and p.was_beside(own)]
        return tuple(body for person in others if (body := person.at(time_s)) is not None)

    def _image(self, frame: Frame, place: Array, others: tuple[Array, ...]) -> NDArray[np.uint8]:
        """The picture around the person, grey elsewhere.

        After a pose of somebody else, grey where they are, too.
        """
        size = frame.image.shape[1], frame.image.shape[0]
        points = place
        if self._last is not None and frame.time_s - self._last[0] <= _FRESH_S:
            points = np.vstack([place, self._last[1]])
        around = _box(points, _AROUND * size_px(place), size)
        image = np.full_like(frame.image, _GREY)
        image[around] = frame.image[around]
        if self._refused:
            for body in others:
                image[_box(body, 0.0, size)] = _GREY
            tight = _box(place, 0.0, size)
            image[tight] = frame.image[tight]
        return image


def _is_of(pose: Pose, place: Array, others: Sequence[Array]) -> bool:
    """Whether a pose is that of one of the others, or of nobody."""
    own = apart(place, pose.xy_px)
    other = min((apart(body, pose.xy_px) for body in others), default=math.inf)
    return own > _ELSEWHERE or other < _NEARER * own


def _box(points: Array, margin_px: float, size: tuple[int, int]) -> tuple[slice, slice]:
    """Rows and columns of the picture around points (n, 2)."""
    low, high = np.nanmin(points, axis=0) - margin_px, np.nanmax(points, axis=0) + margin_px
    (left, top), (right, bottom) = np.clip([low, high], 0, size).astype(int).tolist()
    return slice(top, bottom), slice(left, right)
