"""The course of a session: what is said before it, and whose turn it is."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from formcheck.coach.values import (
    DISCLAIMER,
    PAIN_LIMIT,
    SHORT_DISCLAIMER,
    Ask,
    Lasts,
    Plan,
    by_words,
)
from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.values.landmarks import Side, other_side
from formcheck.words import Phrase

OFFERED_S = 2.0  # after the words, to raise a hand


class _Text(NamedTuple):
    """What is said, what is to be read meanwhile, and whether who is in place must hear it."""

    said: str
    shown: str
    must: bool = True
    day: bool = False  # holds for the day: nobody has to be in place yet
    asks: bool = False  # for pain and stop signs
    offers: bool = False  # to leave the exercise out


class Introduction:
    """Disclaimer, what to know before the first set, what cannot be judged; each said once.

    What holds for the day comes first, and before anybody is asked to get into place. All but the
    disclaimer wait for somebody who is there. Who is in place hears no more than what must be
    known.

    Attributes:
        warned: Whether pain now, red flags and stop rules were told.
    """

    def __init__(self, spec: ExerciseSpec, plan: Plan, lasts_s: Lasts = by_words) -> None:
        self._texts = list(_introduction(spec, plan)) if plan.intro else []
        self._now: _Text | None = None
        self._lasts_s = lasts_s
        self._until_s = -math.inf
        self.warned = False

    @property
    def shown(self) -> str | None:
        """What is to be read now."""
        return self._now.shown if self._now is not None else None

    @property
    def asks_pain(self) -> bool:
        """Whether pain and stop signs are asked for now."""
        return self._now is not None and self._now.asks

    @property
    def offers(self) -> bool:
        """Whether a hand leaves the exercise out now."""
        return self._now is not None and self._now.offers

    @property
    def told(self) -> Ask | None:
        """What is said now of the day, and seen from afar."""
        return Ask(self._now.said, None) if self._now is not None and self._now.day else None

    @property
    def until_s(self) -> float:
        """When the text will have been said."""
        return self._until_s

    def listen(self, time_s: float) -> None:
        """The text is still being said, however long that takes."""
        self._until_s = max(self._until_s, time_s + (OFFERED_S if self.offers else 0.0))

    def update(self, time_s: float, *, somebody: bool, in_place: bool = False) -> str | None:
        """The text that begins now, if one does; a frame later where it was asked for pain."""
        if time_s < self._until_s:
            return None
        asked, self._now = self.asks_pain, None
        if in_place:
            self._texts = [text for text in self._texts if text.must]
        nobody = not (somebody or (self._texts and self._texts[0].shown is DISCLAIMER))
        if asked or nobody or not self._texts:
            self.warned |= asked
            return None
        text = self._now = self._texts.pop(0)
        self._until_s = time_s + self._lasts_s(text.said) + (OFFERED_S if text.offers else 0.0)
        return text.said

    def skip(self) -> None:
        """Leaves the rest unsaid."""
        self.warned |= self.asks_pain
        self._texts.clear()
        self._until_s, self._now = -math.inf, None


def _stops(spec: ExerciseSpec, plan: Plan) -> tuple[str, ...]:
    """The exercise's own stop rules; a lower limit of the programme replaces the usual one."""
    usual = f" {PAIN_LIMIT} "
    lower = tuple(stop for stop in spec.stop if usual not in stop)
    return lower if lower and plan.most_pain < PAIN_LIMIT else spec.stop


def _introduction(spec: ExerciseSpec, plan: Plan) -> Iterator[_Text]:
    """What is said; what holds for the day is told once, with the first set."""
    if plan.safety:
        before = "coach.before-hand" if plan.hands_free else "coach.before"
        stops = _stops(spec, plan)
        shown = Phrase("coach.before-shown", stop=stops, limit=plan.most_pain)
        yield _Text(SHORT_DISCLAIMER, DISCLAIMER, day=True)
        yield _Text(Phrase(before, stop=stops[0], limit=plan.most_pain), shown, day=True, asks=True)
    if plan.announced:
        yield _Text(plan.announced, plan.announced)
    if plan.optional:
        offer = Phrase("session.optional")
        yield _Text(offer, offer, offers=True)
    if spec.told_first:
        yield _Text(spec.told_first, spec.told_first)
    if plan.safety and spec.not_observable:
        # One after another: who is in place meanwhile does not wait for all of them.
        first, *others = spec.not_observable
        limits = Phrase("coach.limits", what=spec.not_observable)
        for said in (Phrase("coach.limits", what=(first,)), *others):
            yield _Text(said, limits, must=False)


class Lesson:
    """What is shown of the exercise while somebody takes position, and its steps.

    Each step is said once; who is in place early does not hear the rest. With insertional pain,
    where it changes the exercise, nobody is told to go as far as the steps do.

    Attributes:
        start: The start position; None where no demonstration shows it.
    """

    def __init__(self, spec: ExerciseSpec, plan: Plan, lasts_s: Lasts = by_words) -> None:
        self.start, self._lasts_s = plan.start, lasts_s
        self._steps = list(spec.steps) if plan.intro and not spec.is_eased else []
        self._until_s = -math.inf

    def talks(self, time_s: float) -> bool:
        """Whether a step is probably still being said."""
        return time_s < self._until_s

    def skip(self) -> None:
        """Leaves the rest unsaid: it has been done."""
        self._steps.clear()

    def step(self, time_s: float) -> str | None:
        """The next step, to be said now."""
        if not self._steps:
            return None
        text = self._steps.pop(0)
        self._until_s = time_s + self._lasts_s(text)
        return text


class Turns:
    """Sets and legs in their order.

    With two legs, each set is done on the one and then on the other, or all on the one first.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._first = plan.first
        self._done = 0
        self._rested_s: dict[bool, float] = {}  # of the second leg, of the first

    @property
    def _second(self) -> bool:
        if self._plan.sides == "one-first":
            return self._plan.legs == 2 and self._done >= self._plan.sets
        return self._done % self._plan.legs == 1

    @property
    def side(self) -> Side | None:
        """The leg of the present set; None when it is not known yet."""
        return other_side(self._first) if self._first is not None and self._second else self._first

    @property
    def number(self) -> int:
        """The present set, from 1."""
        one_first = self._plan.sides == "one-first"
        before = self._done % self._plan.sets if one_first else self._done // self._plan.legs
        return self._plan.sets if self.over else before + 1

    @property
    def over(self) -> bool:
        """Whether all are done."""
        return self._done >= self._plan.sets * self._plan.legs

    def advance(self, found: Side | None, time_s: float = 0.0) -> bool:
        """Goes on to the next; `found` is the leg that was used until `time_s`.

        Returns whether the leg changes.
        """
        if self._plan.legs == 2:
            self._first = self._first or found
        before = self._second
        self._rested_s[before] = time_s + self._plan.rest_s
        self._done += 1
        return self._second != before

    def rest_until_s(self, time_s: float, *, switch: bool) -> float:
        """When the next set may begin: each leg has its rest, and changing legs takes its time."""
        rested_s = self._rested_s.get(self._second, time_s)
        return max(rested_s, time_s + self._plan.switch_s) if switch else rested_s

    def then(self, *, switch: bool) -> Phrase:
        """What comes after a set."""
        return Phrase(f"coach.switch.{self.side or 'any'}" if switch else "coach.rest")

    def swap(self, shown: Side | None) -> None:
        """Changes legs, in this and all later sets.

        `shown` is the leg in use if none was asked for.
        """
        self._first = other_side(self._first or shown or "right")
