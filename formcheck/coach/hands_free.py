"""A session that needs no key: sign, question for pain, nobody there."""

from __future__ import annotations

import math
from collections.abc import Callable

from formcheck.coach.question import PainQuestion
from formcheck.coach.sign import Sign
from formcheck.coach.values import NO_EAR, Ask, Ear, Plan, Priority
from formcheck.coach.work_set import OUT_S
from formcheck.engine.values.pose import Pose
from formcheck.words import Phrase

__all__ = ["ALONE_S", "HandsFree"]

ALONE_S = 180.0  # nobody for so long ends the session


class HandsFree:
    """Watches for the sign and for whoever is there, and leads through the question for pain.

    Args:
        plan: Says whether any of it is wanted.
        say: Has something said.
        answered: Takes the answer.
        ear: What is known of what is heard.

    Attributes:
        signed: This frame completed the sign.
        alone: Whether nobody was there for ALONE_S.
        away: Whether somebody has stepped out.
    """

    def __init__(
        self,
        plan: Plan,
        say: Callable[[str, Priority], None],
        answered: Callable[[int], None],
        ear: Ear = NO_EAR,
    ) -> None:
        self._ear, self._leave_s = ear, plan.leave_s
        self._wanted, self._say, self._answered = plan.hands_free, say, answered
        self._first = plan.intro and plan.safety
        self._sign = Sign()
        self._question: PainQuestion | None = None
        self._there_s = self._quiet_s = math.nan
        self.signed = self.alone = self.away = False

    def look(self, time_s: float, pose: Pose | None) -> bool:
        """A frame; whether nobody was there for ALONE_S."""
        if pose is not None or math.isnan(self._there_s):
            self._there_s = time_s
        self.signed = self._wanted and self._sign.update(time_s, pose)
        self.away = time_s - self._there_s > OUT_S
        self.alone = self._wanted and time_s - self._there_s >= ALONE_S
        if self.alone:
            self._settle()
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
            self._first = False
            self._question = PainQuestion(self._sign, Phrase(key), begins_s, self._ear, offer=offer)

    def ask_now(self, begins_s: float) -> None:
        """Asks because of a sign where nothing else takes one."""
        self.ask("coach.pain-now", begins_s)

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
        if question is None:
            return False
        if pose is None:
            if self.away:
                question.wait(time_s)
            return True
        for text, priority in question.update(time_s, signed=self.signed):
            self._say(text, priority)
        if question.over:
            self._settle()
        return True

    def _settle(self) -> None:
        """The question is over; who left after the number was repeated meant it."""
        answer = self._question.answer if self._question is not None else None
        self.hush()
        if answer is not None:
            self._answered(answer)

    def leaves(self, time_s: float) -> bool:
        """Whether the summary was there for long enough, or the sign ends it."""
        if not self._wanted or self._question is not None:
            return False
        if math.isnan(self._quiet_s):
            self._quiet_s = time_s
        return self.signed or time_s - self._quiet_s >= self._leave_s
