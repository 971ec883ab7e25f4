"""A session that needs no key: sign, question for pain, nobody there, sets that stand still."""

from __future__ import annotations

import math
from collections.abc import Callable

from formcheck.coach.question import PainQuestion
from formcheck.coach.sign import Sign
from formcheck.coach.talk import LONGEST_S, Words
from formcheck.coach.values import Ask, Lasts, Plan, Priority, by_words
from formcheck.engine.values.feedback import Feedback
from formcheck.engine.values.pose import Pose
from formcheck.engine.values.report import Kind
from formcheck.words import Phrase

__all__ = ["ALONE_S", "ENOUGH_S", "HandsFree", "StandStill"]

ALONE_S = 180.0  # nobody for so long ends the session
ENOUGH_S = 15.0  # without progress, until it is asked, and again until the set ends
_AT_REST = frozenset({"ready", "set-up", "bottom"})


class HandsFree:
    """Watches for the sign and for whoever is there, and leads through the question for pain.

    Args:
        plan: Says whether any of it is wanted.
        say: Has something said.
        answered: Takes the answer.
        lasts_s: How long it takes to say something.

    Attributes:
        signed: This frame completed the sign.
        alone: Whether nobody was there for ALONE_S.
    """

    def __init__(
        self,
        plan: Plan,
        say: Callable[[str, Priority], None],
        answered: Callable[[int], None],
        lasts_s: Lasts = by_words,
    ) -> None:
        self._lasts_s, self._leave_s = lasts_s, plan.leave_s
        self._wanted, self._say, self._answered = plan.hands_free, say, answered
        self._first = plan.intro and plan.safety
        self._sign = Sign()
        self._question: PainQuestion | None = None
        self._there_s = self._quiet_s = math.nan
        self.signed = self.alone = False

    def look(self, time_s: float, pose: Pose | None) -> bool:
        """A frame; whether nobody was there for ALONE_S."""
        if pose is not None or math.isnan(self._there_s):
            self._there_s = time_s
        self.signed = self._wanted and self._sign.update(time_s, pose)
        self.alone = self._wanted and time_s - self._there_s >= ALONE_S
        return self.alone

    @property
    def shown(self) -> Ask | None:
        """What is asked now."""
        return None if self._question is None else self._question.shown

    @property
    def asking(self) -> bool:
        """Whether a question is under way, be it said already or not."""
        return self._question is not None

    def ask(self, key: str, begins_s: float, offer: Phrase | None = None) -> None:
        """Asks for pain as soon as `begins_s` has come, where an offer is made only on a sign."""
        if self._wanted:
            question = PainQuestion(self._sign, Phrase(key), begins_s, self._lasts_s, offer=offer)
            self._question, self._first = question, False

    @property
    def rising(self) -> bool:
        """Whether a hand goes up."""
        return self._wanted and self._sign.rising

    def hush(self) -> None:
        """Asks no more: it was answered, or need not be."""
        self._question, self._first, self._quiet_s = None, False, math.nan

    def asks(self, time_s: float, pose: Pose | None, *, first: bool = False) -> bool:
        """Goes on with the question, which waits for who is away; whether there was one.

        With `first` it begins, once, before the first set of the day: red flags were told.
        """
        if first and self._first and pose is not None:
            self.ask("coach.pain-before", time_s, Phrase("coach.pain-offer"))
        question = self._question
        if question is None or pose is None:
            return question is not None
        for text, priority in question.update(time_s, signed=self.signed):
            self._say(text, priority)
        if question.over:
            self.hush()
            if question.answer is not None:
                self._answered(question.answer)
        return True

    def leaves(self, time_s: float) -> bool:
        """Whether the summary was there for long enough, or the sign ends it."""
        if not self._wanted or self._question is not None:
            return False
        if math.isnan(self._quiet_s):
            self._quiet_s = time_s
        return self.signed or time_s - self._quiet_s >= self._leave_s


class StandStill:
    """A set below its goal in which nothing is done any more: asks, and then ends it.

    Args:
        kind: Whether repetitions are counted or seconds held.
        wanted: False never asks.

    Attributes:
        over: Whether the set is to end.
    """

    def __init__(self, kind: Kind, *, wanted: bool) -> None:
        self._kind, self._wanted = kind, wanted
        self._done: tuple[float, ...] = ()
        self._phase = ""
        self._since_s = self._last_s = -math.inf
        self._asked = self.over = False

    def update(self, f: Feedback) -> list[Words]:
        """What to say about this frame."""
        counts = f.counts
        done = (counts.full, counts.partial, counts.uncertain, f.held_s)
        paused = f.time_s - self._last_s > LONGEST_S
        self._last_s = f.time_s
        # A stretch in wrong form brings no second; who stays "at the top" stands on a step.
        moves = f.phase not in _AT_REST and f.phase != self._phase
        self._phase = f.phase
        works = moves if self._kind == "reps" else f.phase == "holding"
        if done != self._done or paused or works:
            self._done, self._since_s, self._asked = done, f.time_s, False
        still_s = f.time_s - self._since_s
        self.over = self._wanted and still_s >= 2 * ENOUGH_S
        if not self._wanted or self._asked or still_s < ENOUGH_S:
            return []
        self._asked = True
        so_far = counts.full if self._kind == "reps" else round(f.held_s)
        enough = Phrase(f"coach.enough.{self._kind}", done=so_far, target=round(f.target))
        return [(enough, "course")]
