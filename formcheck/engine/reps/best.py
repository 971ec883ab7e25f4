"""The three highest repetitions of a set, known without looking at all of them again."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable

from formcheck.engine.person.geometry import NAN
from formcheck.engine.reps.draft import Draft

BEST_OF = 3


class Highest:
    """The highest repetitions above their floors.

    Those without doubt go before the others, and those whose height is measured before those that
    are told from their own bottom. A place that was left has its floor for ever, so what is highest
    there need not be found again.
    """

    def __init__(self) -> None:
        self._sure, self._all = _Pool(), _Pool()

    def add(self, draft: Draft) -> None:
        """Takes a repetition; the places come one after the other."""
        for pool in (self._sure, self._all):
            pool.arrive(draft.ground.place)
        for pool in (self._all,) if draft.doubt else (self._all, self._sure):
            pool.add(draft)

    def heights(self, floor: float) -> list[float]:
        """The highest, the highest first; at least one once there was a repetition.

        Args:
            floor: Of the place of the last repetition; NaN where it is not known.
        """
        for pool in (self._sure, self._all):
            pool.floor = floor
        return (self._sure if self._sure.some else self._all).heights()


class _Pool:
    """The highest of some repetitions.

    Attributes:
        some: Whether there are any.
        floor: Of the present place; NaN where it is not known.
    """

    def __init__(self) -> None:
        self.some, self.floor = False, NAN
        self._from_bottom: list[float] = []  # heights above their own bottoms
        self._earlier: list[float] = []  # heights above the floors of places that were left
        self._here: list[float] = []  # levels of the signal at the present place
        self._place = -1

    def arrive(self, place: int) -> None:
        if place != self._place:
            self._earlier = _most((*self._earlier, *self._measured()))
            self._place, self._here = place, []

    def add(self, draft: Draft) -> None:
        self.some = True
        peak = draft.rep.peak or 0.0
        self._from_bottom = _most((*self._from_bottom, peak - draft.bottom))
        if draft.seen:
            self._here = _most((*self._here, peak))

    def heights(self) -> list[float]:
        return _most((*self._earlier, *self._measured())) or self._from_bottom

    def _measured(self) -> list[float]:
        return [] if math.isnan(self.floor) else [level - self.floor for level in self._here]


def _most(heights: Iterable[float]) -> list[float]:
    return heapq.nlargest(BEST_OF, heights)
