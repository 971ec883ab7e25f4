"""How low the foot stands at each place, and how high repetitions are above it."""

from __future__ import annotations

import math

from formcheck.engine.person.geometry import NAN
from formcheck.engine.reps.draft import Draft


class Floors:
    """The floor of each place: where the foot is flat, unless it was seen clearly lower.

    Args:
        sinks: Heels come below the flat foot, so that what is lower is no other floor.

    Attributes:
        first: The first repetition at the present place, counted from 0.
    """

    def __init__(self, *, sinks: bool) -> None:
        self._sinks = sinks
        self._floors: dict[int, float] = {}
        self._seen = self.first = 0

    def add(self, draft: Draft) -> bool:
        """Take the next repetition; whether it moves the floor under earlier ones."""
        place, flat = draft.ground.place, draft.ground.flat
        if place not in self._floors:
            self.first = self._seen
        self._seen += 1
        was = self._floors.get(place, NAN)
        floor = min((level for level in (flat, was) if not math.isnan(level)), default=NAN)
        # also true when nothing is known of the floor
        lower = not draft.bottom >= floor - draft.ground.margin
        self._floors[place] = draft.bottom if lower and not self._sinks else floor
        return not (math.isnan(self._floors[place]) or self._floors[place] == was)

    def under(self, draft: Draft) -> float:
        """The floor of its place; NaN where it is not known."""
        return self._floors[draft.ground.place]

    def measures(self, draft: Draft) -> bool:
        """Whether its height is measured."""
        return draft.seen and not math.isnan(self.under(draft))

    def peak(self, draft: Draft) -> float:
        """Its height above the floor, or above its own bottom where none is measured."""
        level = self.under(draft) if self.measures(draft) else draft.bottom
        return (draft.rep.peak or 0.0) - level
