"""Who is there: sightings of everybody, joined to people through time.

Nothing here looks at a picture.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from formcheck.engine.values.landmarks import Array, Landmark

__all__ = ["People", "Person", "apart", "size_px"]

# In sizes (shoulder to ankle): how far somebody gets between two sightings, standing and a second
# of walking.
_STEP: Final = 0.35
_WALK_PER_S: Final = 1.2
_GROWTH: Final = 1.6  # who differs more in size is somebody else
_FORGOTTEN_S: Final = 4.0  # somebody who is found again later is somebody else
_SURE: Final = 2  # sightings that make a person
_HELD_S: Final = 1.2  # for so long after a sighting somebody is taken to be where they were
_BRIDGED_S: Final = 2.5  # and between two sightings
_KEPT_S: Final = 60.0
_BODY: Final = [
    Landmark.of(side, part)
    for part in ("shoulder", "hip", "knee", "ankle")
    for side in ("left", "right")
]


def size_px(xy_px: Array) -> float:
    """Shoulder to hip to knee to ankle of a body (33, 2) in pixels, whatever its posture."""
    middle = xy_px[_BODY].reshape(4, 2, 2).mean(1)
    return float(np.linalg.norm(np.diff(middle, axis=0), axis=1).sum())


def apart(one: Array, other: Array) -> float:
    """How far two bodies (33, 2) are from each other, in sizes of the first.

    Only points that both have count; NaN where they have none.
    """
    gaps = np.linalg.norm(one[_BODY] - other[_BODY], axis=1)
    known = gaps[np.isfinite(gaps)]
    return float(np.mean(known)) / size_px(one) if known.size else math.nan


@dataclass(slots=True, eq=False)
class Person:
    """Somebody, as seen again and again.

    Attributes:
        times_s: When, increasing.
        bodies: (33, 2) pixels each.
    """

    times_s: list[float] = field(default_factory=list)
    bodies: list[Array] = field(default_factory=list)

    @property
    def is_sure(self) -> bool:
        """Whether they were seen more than once: a single look may err."""
        return len(self.times_s) >= _SURE

    def add(self, time_s: float, xy_px: Array) -> None:
        """One more sighting; those of long ago are forgotten."""
        self.times_s.append(time_s)
        self.bodies.append(xy_px)
        if self.times_s[0] < time_s - 2 * _KEPT_S:
            old = sum(seen_s < time_s - _KEPT_S for seen_s in self.times_s)
            del self.times_s[:old], self.bodies[:old]

    def at(self, time_s: float) -> Array | None:
        """(33, 2) where they are, between two sightings or shortly after the last; None if gone."""
        after = int(np.searchsorted(self.times_s, time_s))
        if after == 0:
            is_now = bool(self.times_s) and self.times_s[0] == time_s
            return self.bodies[0] if is_now else None
        if after == len(self.times_s):
            return self.bodies[-1] if time_s - self.times_s[-1] <= _HELD_S else None
        before_s, after_s = self.times_s[after - 1], self.times_s[after]
        if after_s - before_s > _BRIDGED_S:
            return self.bodies[after - 1] if time_s - before_s <= _HELD_S else None
        share = (time_s - before_s) / (after_s - before_s)
        return (1 - share) * self.bodies[after - 1] + share * self.bodies[after]

    def was_beside(self, other: Person) -> bool:
        """Whether both were ever seen in one look, so that they are two."""
        return not set(self.times_s).isdisjoint(other.times_s)

    def within(self, start_s: float, end_s: float) -> tuple[Array, Array]:
        """Times (n,) and bodies (n, 33, 2) of the sightings in a stretch of time."""
        first, last = np.searchsorted(self.times_s, [start_s, end_s])
        times_s = np.array(self.times_s[first:last])
        return times_s, np.array(self.bodies[first:last]).reshape(-1, len(Landmark), 2)


class People:
    """Everybody who was seen, from looks in the order of their time.

    Attributes:
        looked_s: Times of the looks.
    """

    def __init__(self) -> None:
        self._all: list[Person] = []
        self.looked_s: list[float] = []
        self._seen: list[list[Person]] = []  # in each look

    def see(self, time_s: float, bodies: Sequence[Array]) -> bool:
        """Takes what one look found; whether somebody in it was never seen before."""
        self.looked_s.append(time_s)
        recent = [p for p in self._all if time_s - p.times_s[-1] <= _FORGOTTEN_S]
        gaps = sorted(self._gaps(time_s, recent, bodies))
        who, taken = dict[int, Person](), set[int]()
        for _, known, body in gaps:
            if known not in taken and body not in who:
                who[body] = recent[known]
                taken.add(known)
        seen = [self._person(who.get(number)) for number in range(len(bodies))]
        for person, body_px in zip(seen, bodies, strict=True):
            person.add(time_s, body_px)
        self._seen.append(seen)
        if self.looked_s[0] < time_s - 2 * _KEPT_S:
            old = bisect_left(self.looked_s, time_s - _KEPT_S)
            del self.looked_s[:old], self._seen[:old]
        self._all = [p for p in self._all if time_s - p.times_s[-1] <= _KEPT_S]
        return len(who) < len(bodies)

    def there(self, time_s: float) -> list[Person]:
        """Those who are surely there."""
        return [p for p in self._all if p.is_sure and p.at(time_s) is not None]

    def count(self, time_s: float) -> int | None:
        """How many surely were in one picture of the last second; None before the first look."""
        first = bisect_left(self.looked_s, time_s - _HELD_S)
        last = bisect_right(self.looked_s, time_s)
        if not last:
            return None
        looks = self._seen[first:last]
        return max((sum(person.is_sure for person in look) for look in looks), default=0)

    def everybody(self) -> tuple[Person, ...]:
        """Whoever was seen in the last minute, were it a single time."""
        return tuple(self._all)

    def newest_s(self, time_s: float) -> float:
        """When the last look until then was, minus infinity without one."""
        index = bisect_right(self.looked_s, time_s)
        return self.looked_s[index - 1] if index else -math.inf

    def _person(self, known: Person | None) -> Person:
        if known is None:
            known = Person()
            self._all.append(known)
        return known

    @staticmethod
    def _gaps(
        time_s: float, recent: Sequence[Person], bodies: Sequence[Array]
    ) -> Iterable[tuple[float, int, int]]:
        """Distance, number of the person and of the body, where they can be the same."""
        for number, person in enumerate(recent):
            last = person.bodies[-1]
            reach = _STEP + _WALK_PER_S * min(1.0, time_s - person.times_s[-1])
            for index, body in enumerate(bodies):
                gap, growth = apart(last, body), size_px(body) / size_px(last)
                if gap <= reach and 1 / _GROWTH <= growth <= _GROWTH:
                    yield gap, number, index
