"""Where heads are, generously, also between two sightings; and how they are covered."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.engine.values.landmarks import LEG_PARTS, Array, Landmark
from formcheck.engine.values.pose import Pose
from formcheck.media.pose.crowd import MOST
from formcheck.media.pose.people import People, Person, size_px

__all__ = ["Heads", "Spot", "cover"]

# In sizes (shoulder to ankle): a head is 0.08 in radius. In extents of the face: of who sits with
# the legs to the camera only the face shows how large the head is.
_RADIUS: Final = 0.17
_FACE: Final = 1.8
_AFTER_S: Final = (
    1.5  # a head is still covered where it was last seen, and before it was first seen
)
_BETWEEN_S: Final = 4.0  # and all along the way between two sightings no further apart than this
_SURE_S: Final = 1.0  # but for so long only it is sure that nobody left that way
_CLOSE_S: Final = 0.5
_GONE_S: Final = 2.0
_EDGE: Final = 0.8  # sizes: a stride
_ABOVE_KNEE: Final = 2.0  # a head is at least so many lower legs above the knee, standing or seated
_TRUNK: Final = [
    Landmark.of(side, part) for part in ("shoulder", "hip") for side in ("left", "right")
]
_HEAD: Final = slice(Landmark.NOSE, Landmark.MOUTH_RIGHT + 1)


@dataclass(frozen=True, slots=True)
class Spot:
    """What to cover.

    Attributes:
        way_px: (n, 2) from where to where.
        radius_px: On all sides of it.
    """

    way_px: Array
    radius_px: float


class Heads:
    """The heads in the frames of one video.

    Args:
        people: Everybody who was seen, ahead of the frames.
        size_px: Width and height of the picture: who leaves it is covered up to its edge.

    Attributes:
        sure: Whether nobody who was found can have shown their face until now.
    """

    def __init__(self, people: People, size_px: tuple[int, int] | None = None) -> None:
        self._people = people
        self._width = math.inf if size_px is None else size_px[0]
        self._last: tuple[float, Spot] | None = None
        self.sure = True

    def at(self, time_s: float, pose: Pose | None) -> tuple[Spot, ...]:
        """The heads of everybody.

        Args:
            time_s: Time of the frame.
            pose: The one that was found in it, whoever it is.
        """
        own = None if pose is None else _spot([pose.xy_px])
        if own is not None:
            self._last = time_s, own
        everybody = self._people.everybody()
        spots = [_on_the_way(person, time_s, self._width) for person in everybody]
        self.sure &= (self._people.count(time_s) or 0) < MOST
        self.sure &= all(
            _is_followed(person, time_s, self._width) or _is_near(own, spot)
            for person, spot in zip(everybody, spots, strict=True)
        )
        if self._last is not None and time_s - self._last[0] <= _AFTER_S:
            spots.append(self._last[1])
        return tuple(spot for spot in spots if spot is not None)

    def check(self, pose: Pose | None) -> None:
        """Takes what was found in the end: of legs alone it is not known whether a face is above.

        It is not where they reach so far up that the head is above the picture.
        """
        if pose is None or _spot([pose.xy_px]) is not None:
            return
        self.sure &= pose.legs is not None and _reaches_up(pose.legs.xy_px)


def _is_followed(person: Person, time_s: float, width: float) -> bool:
    """Whether somebody's head was surely where it is covered, or surely not in the picture."""
    times = person.times_s
    after = bisect_left(times, time_s)
    if 0 < after < len(times):
        return times[after] - times[after - 1] <= _SURE_S
    end = 0 if after == 0 else -1
    away_s = abs(time_s - times[end])
    is_near_in_time = _CLOSE_S < away_s <= _GONE_S  # before: still covered; after: long decided
    return not is_near_in_time or _edge(person.bodies[end], width) is not None


def _is_near(own: Spot | None, spot: Spot | None) -> bool:
    """Whether the pose of the frame itself is that of somebody."""
    if own is None or spot is None:
        return False
    gaps = np.linalg.norm(spot.way_px - own.way_px[0], axis=1)
    return bool(gaps.min() < 2 * own.radius_px)


def _edge(body: Array, width: float) -> float | None:
    """The edge of the picture that somebody is about to cross, as its x; None far from both."""
    x_px, reach = float(body[_TRUNK, 0].mean()), _EDGE * size_px(body)
    if x_px < reach:
        return 0.0
    return width if x_px > width - reach else None


def _reaches_up(legs_px: Array) -> bool:
    """Whether knee and ankle are so large and high that a head over them is above the picture."""
    knee, ankle = (legs_px[:, LEG_PARTS.index(part), 1] for part in ("knee", "ankle"))
    above = knee - _ABOVE_KNEE * (ankle - knee)
    known = np.isfinite(above)
    return bool(known.any() and (above[known] < 0).all() and (ankle > knee)[known].all())


def _on_the_way(person: Person, time_s: float, width: float) -> Spot | None:
    """The head of somebody between the sightings around a moment."""
    times = person.times_s
    for (before_s, before), (after_s, after) in pairwise(zip(times, person.bodies, strict=True)):
        if before_s <= time_s <= after_s and after_s - before_s <= _BETWEEN_S:
            return _spot([before, after])
    near = [
        body
        for at_s, body in zip(times, person.bodies, strict=True)
        if abs(at_s - time_s) <= _AFTER_S
    ]
    spot = _spot(near)
    edge = _edge(near[-1 if time_s > times[-1] else 0], width) if near else None
    if spot is None or edge is None or times[0] <= time_s <= times[-1]:
        return spot
    beyond = np.array([[edge, spot.way_px[-1 if time_s > times[-1] else 0, 1]]])
    way = [spot.way_px, beyond] if time_s > times[-1] else [beyond, spot.way_px]
    return replace(spot, way_px=np.concatenate(way))


def _spot(bodies: Sequence[Array]) -> Spot | None:
    ways, radius = [], 0.0
    for body in bodies:
        face = body[_HEAD][np.isfinite(body[_HEAD]).all(axis=1)]
        if not len(face):
            continue
        centre = face.mean(0)
        ways.append(centre)
        extent = _FACE * float(np.linalg.norm(face - centre, axis=1).max())
        size = size_px(body)
        radius = max(radius, extent, _RADIUS * size if np.isfinite(size) else 0.0)
    return Spot(np.array(ways), radius) if ways else None


def cover(image: NDArray[np.uint8], spots: Sequence[Spot]) -> None:
    """Makes the spots unrecognisable, in place."""
    for spot in spots:
        for start, end in _steps(spot.way_px):
            _cover(image, start, end, max(4, round(spot.radius_px)))


def _steps(way_px: Array) -> Iterator[tuple[Array, Array]]:
    return pairwise(way_px) if len(way_px) > 1 else iter([(way_px[0], way_px[0])])


def _cover(image: NDArray[np.uint8], start: Array, end: Array, radius_px: int) -> None:
    height, width = image.shape[:2]
    low, high = np.minimum(start, end) - radius_px, np.maximum(start, end) + radius_px
    (left, top), (right, bottom) = np.clip([low, high], 0, (width, height)).astype(int).tolist()
    part = image[top:bottom, left:right]
    if not part.size:
        return
    cells = max(1, part.shape[1] // radius_px), max(1, part.shape[0] // radius_px)
    coarse = cv2.resize(part, cells, interpolation=cv2.INTER_AREA)
    coarse = cv2.resize(coarse, (part.shape[1], part.shape[0]), interpolation=cv2.INTER_LINEAR)
    where = np.zeros(part.shape[:2], np.uint8)
    (x0, y0), (x1, y1) = (
        (round(float(point[0])) - left, round(float(point[1])) - top) for point in (start, end)
    )
    cv2.line(where, (x0, y0), (x1, y1), 255, 2 * radius_px)
    part[where > 0] = np.asarray(coarse, np.uint8)[where > 0]
