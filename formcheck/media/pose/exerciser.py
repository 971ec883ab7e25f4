"""Which of several people exercises: moves up and down in place, large, central, for long."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from formcheck.engine.values.landmarks import Array, Landmark
from formcheck.media.pose import people as seen
from formcheck.media.pose.people import People, Person

__all__ = ["Exerciser"]

_BACK_S: Final = 12.0  # what counts of the past
_CLEARLY: Final = 1.5  # somebody else must deserve to be followed so much more,
_LASTS: Final = 4  # in so many looks in a row
_AWAY_S: Final = 2.0  # who is not seen for so long is away, and may be replaced
# Common ups and downs of hip, knee, ankle and heel around their mean of some seconds, in sizes:
# none at all, and certainly exercise. Single looks at raises and stretches of rendered people gave
# 0.011 to 0.016, at somebody who sits 0.0045, at somebody who shifts on a step 0.007 to 0.009.
_STILL: Final = 0.005
_MOVES: Final = 0.012
_UPS: Final = [
    Landmark.of(side, part)
    for part in ("hip", "knee", "ankle", "heel")
    for side in ("left", "right")
]
_AROUND: Final = 4  # looks before and after one that make its mean
_WANDERS: Final = 0.5  # in sizes: who goes about so far does not exercise
_MOVEMENT_WEIGHT: Final = 4.0
_HIPS: Final = [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]


class Exerciser:
    """Chooses whom to follow, and stays with them.

    Args:
        people: Everybody.

    Attributes:
        now: Who is followed, None before anybody was seen.
    """

    def __init__(self, people: People) -> None:
        self._people = people
        self._size_px = (1, 1)
        self.now: Person | None = None
        self._rival: Person | None = None
        self._rival_looks = 0

    def choose(self, time_s: float, size_px: tuple[int, int]) -> None:
        """Decides anew at the time of a look, from all looks so far, later ones among them.

        Args:
            time_s: Time of the look.
            size_px: Width and height of the picture.
        """
        self._size_px = size_px
        there = self._people.there(time_s)
        if not there:
            return
        merit = {id(person): self._merit(person, time_s) for person in there}
        best = max(there, key=lambda person: merit[id(person)])
        if self.now is None:
            self.now = best
        elif self.now not in there:
            self._replace(time_s, there)
        elif best is not self.now and merit[id(best)] > _CLEARLY * merit[id(self.now)]:
            self._challenge(best)
        else:
            self._rival_looks = 0

    def _challenge(self, rival: Person) -> None:
        self._rival_looks = self._rival_looks + 1 if rival is self._rival else 1
        self._rival = rival
        if self._rival_looks >= _LASTS:
            self.now, self._rival_looks = rival, 0

    def _replace(self, time_s: float, there: Sequence[Person]) -> None:
        """After the followed one has gone.

        Who comes then is taken for the same; who was there beside them only if they exercise.
        """
        assert self.now is not None  # noqa: S101 - somebody was followed
        gone_s = max((at_s for at_s in self.now.times_s if at_s <= time_s), default=-math.inf)
        came = [person for person in there if person.times_s[0] >= gone_s]
        active = [person for person in there if self._movement(person, time_s) > 0.5]
        if came:
            self.now = max(came, key=lambda person: self._merit(person, time_s))
        elif active and time_s - gone_s > _AWAY_S:
            self.now = max(active, key=lambda person: self._merit(person, time_s))

    def _merit(self, person: Person, time_s: float) -> float:
        times_s, bodies = person.within(time_s - _BACK_S, math.inf)
        if not times_s.size:
            return 0.0
        looks = sum(looked_s >= time_s - _BACK_S for looked_s in self._people.looked_s)
        width, height = self._size_px
        hips = bodies[:, _HIPS].mean(1)
        size = float(np.median([seen.size_px(body) for body in bodies]))
        aside = abs(float(np.median(hips[:, 0])) / width - 0.5)
        wanders = float(np.linalg.norm(np.ptp(np.percentile(hips, (10, 90), axis=0), axis=0)))
        stays = 1 / (1 + (wanders / size / _WANDERS) ** 2)
        presence = times_s.size / max(looks, 1)
        moves = 1 + _MOVEMENT_WEIGHT * self._movement(person, time_s) * stays
        return presence * size / height * (1 - aside) * stays * moves

    def _movement(self, person: Person, time_s: float) -> float:
        """From 0 (still) to 1 (certainly goes up and down)."""
        _, bodies = person.within(time_s - _BACK_S, math.inf)
        if len(bodies) < _AROUND:
            return 0.0
        size = float(np.median([seen.size_px(body) for body in bodies]))
        ups = _without_trend(bodies[:, _UPS, 1]) / size
        # What the points do together: their errors are their own.
        together = float(np.linalg.norm(ups, 2)) / math.sqrt(ups.size)
        return float(np.clip((together - _STILL) / (_MOVES - _STILL), 0, 1))


def _without_trend(values: Array) -> Array:
    """(n, m) values minus their mean of the looks around each."""
    sums = np.vstack([np.zeros(values.shape[1]), np.cumsum(values, axis=0)])
    index = np.arange(len(values))
    first, last = np.maximum(index - _AROUND, 0), np.minimum(index + _AROUND + 1, len(values))
    means = (sums[last] - sums[first]) / (last - first)[:, None]
    detrended: Array = values - means
    return detrended
