"""Where heads are, generously, also between two sightings; and how they are covered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.engine.values.landmarks import Array, Landmark
from formcheck.engine.values.pose import Pose
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
    """

    def __init__(self, people: People) -> None:
        self._people = people
        self._last: tuple[float, Spot] | None = None

    def at(self, time_s: float, pose: Pose | None) -> tuple[Spot, ...]:
        """The heads of everybody.

        Args:
            time_s: Time of the frame.
            pose: The one that was found in it, whoever it is.
        """
        own = None if pose is None else _spot([pose.xy_px])
        if own is not None:
            self._last = time_s, own
        spots = [_on_the_way(person, time_s) for person in self._people.everybody()]
        if self._last is not None and time_s - self._last[0] <= _AFTER_S:
            spots.append(self._last[1])
        return tuple(spot for spot in spots if spot is not None)


def _on_the_way(person: Person, time_s: float) -> Spot | None:
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
    return _spot(near)


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
