"""The course of a session: what is said before it, and whose turn it is."""

from __future__ import annotations

import math

from formcheck.coach.values import DISCLAIMER, WORDS_A_SECOND, Plan
from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.values.landmarks import Side, other_side
from formcheck.words import Phrase


class Introduction:
    """Disclaimer, then, to somebody who is there, what cannot be judged; each said once.

    Attributes:
        shown: What is being said now.
    """

    def __init__(self, spec: ExerciseSpec, plan: Plan) -> None:
        limits = [Phrase("coach.limits", what=spec.not_observable)] if spec.not_observable else []
        self._texts = [*limits, DISCLAIMER] if plan.intro else []
        self._until_s = -math.inf
        self.shown: Phrase | None = None

    def update(self, time_s: float, *, somebody: bool) -> str | None:
        """The text that begins now, if one does."""
        if time_s < self._until_s:
            return None
        if not self._texts or not (somebody or self._texts[-1].key == DISCLAIMER.key):
            self.shown = None
            return None
        self.shown = self._texts.pop()
        self._until_s = time_s + len(self.shown.split()) / WORDS_A_SECOND
        return self.shown

    def skip(self) -> None:
        """Leaves the rest unsaid."""
        self._texts.clear()
        self._until_s, self.shown = -math.inf, None


class Turns:
    """Sets and legs in their order.

    With two legs, each set is done on the one and then on the other.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._first = plan.first
        self._done = 0

    @property
    def side(self) -> Side | None:
        """The leg of the present set; None when it is not known yet."""
        second = self._done % self._plan.legs == 1
        return other_side(self._first) if self._first is not None and second else self._first

    @property
    def number(self) -> int:
        """The present set, from 1."""
        return min(self._done // self._plan.legs + 1, self._plan.sets)

    @property
    def over(self) -> bool:
        """Whether all are done."""
        return self._done >= self._plan.sets * self._plan.legs

    def advance(self, found: Side | None) -> bool:
        """Goes on to the next; `found` is the leg that was used.

        Returns whether the leg changes.
        """
        if self._plan.legs == 2:
            self._first = self._first or found
        before = self.side
        self._done += 1
        return self.side != before

    def swap(self, shown: Side | None) -> None:
        """Changes legs, in this and all later sets.

        `shown` is the leg in use if none was asked for.
        """
        self._first = other_side(self._first or shown or "right")
