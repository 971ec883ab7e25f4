"""Keeps the pose model on the one person who exercises while others are in the picture.

With one person there nothing is changed: the pictures go to the model as they are.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.engine.values.landmarks import Array
from formcheck.engine.values.pose import Frame, Pose
from formcheck.media.pose.exerciser import Exerciser
from formcheck.media.pose.people import People, Person, apart, size_px

__all__ = ["Followed", "Following"]

# In sizes of the person: what of the picture around them the model is shown.
_AROUND: Final = 0.25
_FRESH_S: Final = 0.5  # an accepted pose older than this says nothing of where they are now
# A pose is somebody else's when it is so much nearer to theirs, or this far (sizes) from the own.
_NEARER: Final = 0.6
_ELSEWHERE: Final = 0.6
_GREY: Final = 114
Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Followed:
    """What was found of the person who is followed.

    Attributes:
        frame: The frame as the models saw it: without the others.
        pose: The pose, None where it is not to be seen.
        hidden: Whether others hide the person: then nothing else in the picture is theirs.
        people: How many are there, None before the first look.
    """

    frame: Frame
    pose: Pose | None
    hidden: bool
    people: int | None

    def counted(self, pose: Pose | None) -> Pose | None:
        """The pose with the number of people in it."""
        count = None if self.people is None else max(1, self.people)
        return None if pose is None else replace(pose, people=count)


class Following:
    """Follows one of several people through the frames of a video.

    Args:
        size_px: Width and height of the picture.
    """

    def __init__(self, size_px: tuple[int, int]) -> None:
        self.people = People()
        self._exerciser = Exerciser(self.people, size_px)
        self._chosen_s = -math.inf
        self._last: tuple[float, Array] | None = None
        self._refused = False

    def find(self, frame: Frame, estimate: Callable[[Frame], Pose | None]) -> Followed:
        """The pose of the person who exercises.

        Args:
            frame: The picture.
            estimate: Finds one pose in a picture.
        """
        time_s = frame.time_s
        self._choose(time_s)
        own, count = self._exerciser.now, self.people.count(time_s)
        others = self._others(time_s, own)
        if own is None or not others:
            return Followed(frame, self._kept(time_s, estimate(frame)), False, count)
        place = own.at(time_s)
        if place is None:
            return Followed(frame, None, True, count)
        shown = replace(frame, image=self._shown(frame, place, others))
        pose = estimate(shown)
        self._refused = pose is not None and _is_of(pose, place, others, time_s)
        if pose is None or self._refused:
            return Followed(shown, None, self._refused, count)
        return Followed(shown, self._kept(time_s, pose), False, count)

    def _others(self, time_s: float, own: Person | None) -> list[Person]:
        there = self.people.there(time_s)
        return [p for p in there if own is not None and p is not own and p.was_beside(own)]

    def _choose(self, time_s: float) -> None:
        """Once for each look that has become the past."""
        newest_s = self.people.newest_s(time_s)
        if newest_s > self._chosen_s:
            self._chosen_s = newest_s
            self._exerciser.choose(newest_s)

    def _kept(self, time_s: float, pose: Pose | None) -> Pose | None:
        if pose is not None:
            self._last = time_s, pose.xy_px
        return pose

    def _shown(self, frame: Frame, place: Array, others: Sequence[Person]) -> NDArray[np.uint8]:
        """The picture around the person, grey elsewhere.

        After a pose of somebody else, grey where they are, too.
        """
        height, width = frame.image.shape[:2]
        margin = _AROUND * size_px(place)
        corners = [place]
        if self._last is not None and frame.time_s - self._last[0] <= _FRESH_S:
            corners.append(self._last[1])
        left, top, right, bottom = _box(np.vstack(corners), margin, (width, height))
        image = np.full_like(frame.image, _GREY)
        image[top:bottom, left:right] = frame.image[top:bottom, left:right]
        for person in others if self._refused else ():
            body = person.at(frame.time_s)
            if body is not None:
                left, top, right, bottom = _box(body, 0.0, (width, height))
                image[top:bottom, left:right] = _GREY
        if self._refused:
            left, top, right, bottom = _box(place, 0.0, (width, height))
            image[top:bottom, left:right] = frame.image[top:bottom, left:right]
        return image


def _is_of(pose: Pose, place: Array, others: Sequence[Person], time_s: float) -> bool:
    """Whether a pose is that of one of the others, or of nobody."""
    own = apart(place, pose.xy_px)
    gaps = [apart(body, pose.xy_px) for p in others if (body := p.at(time_s)) is not None]
    return own > _ELSEWHERE or min(gaps, default=math.inf) < _NEARER * own


def _box(points: Array, margin_px: float, size_px_: tuple[int, int]) -> Box:
    """Left, top, right, bottom in the picture around points (n, 2)."""
    low, high = np.nanmin(points, axis=0) - margin_px, np.nanmax(points, axis=0) + margin_px
    left, top = np.clip(low, 0, size_px_).astype(int)
    right, bottom = np.clip(high, 0, size_px_).astype(int)
    return int(left), int(top), int(right), int(bottom)
