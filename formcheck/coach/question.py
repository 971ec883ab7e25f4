"""Pain, asked aloud: the coach counts from 0 to 10, and the sign at the number answers."""

from __future__ import annotations

from formcheck.coach.sign import Sign
from formcheck.coach.tempo import Words
from formcheck.coach.values import NO_EAR, Ask, Ear
from formcheck.words import Phrase

__all__ = ["CORRECT_S", "OFFERED_S", "STEP_S", "PainQuestion"]

STEP_S = 2.0  # for one number: to hear it and to raise a hand
CORRECT_S = 5.0  # the sign within this time after the number was repeated counts anew
OFFERED_S = 3.0  # after the offer, to raise a hand
HEARD_S = 1.2  # at least, from the end of a number to the next one
_LAST = 10


class PainQuestion:
    """One question, from its words to the answer; without a sign there is none.

    Args:
        sign: The hand, kept up to date by the caller.
        text: The question.
        begins_s: When it may be said.
        ear: What is known of what is heard: numbers are said into silence, so that the hand means
            the one that is heard.
        offer: Says that an answer is taken: without a hand there is no question. Who is in place
            waits for a few seconds only.

    Attributes:
        answer: The number, once it was given; it may still be corrected until `over`.
        over: Whether the answer stands, or none came.
    """

    def __init__(
        self,
        sign: Sign,
        text: Phrase,
        begins_s: float,
        ear: Ear = NO_EAR,
        *,
        offer: Phrase | None = None,
    ) -> None:
        self._sign, self._text, self._due_s = sign, text, begins_s
        self._ear = ear
        self._then_s = 0.0  # to answer, after what was said
        self._asked = self._offered = False
        self._offer = offer
        self._said_s: list[float] = []  # when each number was said
        self.answer: int | None = None
        self.over = False

    @property
    def shown(self) -> Ask | None:
        """What is on the screen meanwhile; None before it was asked."""
        if self._offer is not None and self._offered and not self._asked:
            return Ask(self._offer, None)
        if not self._asked:
            return None
        number = len(self._said_s) - 1 if self.answer is None else self.answer
        return Ask(self._text, number if number >= 0 else None)

    def update(self, time_s: float, *, signed: bool) -> list[Words]:
        """What to say now; `signed`: this frame completes the sign."""
        if signed:
            accepts = self._offered and not self._asked
            return self._go_on(time_s) if accepts else self._take(time_s)
        if self._ear.talks():
            self.wait(time_s)
            return []
        if self.over or time_s < self._due_s or self._sign.rising:  # who raises a hand has time
            return []
        if self.answer is not None:
            self.over = True
            return []
        if self._offer is not None and not self._asked:
            return self._offers(time_s, self._offer)
        return self._go_on(time_s)

    def wait(self, time_s: float) -> None:
        """From now on there is as much time to answer as there was."""
        self._due_s = max(self._due_s, time_s + self._then_s)

    def _offers(self, time_s: float, offer: Phrase) -> list[Words]:
        """That an answer is taken, and a little later that none was."""
        if self._offered:
            self.over = True
            return [(Phrase("coach.pain-unknown"), "course")]
        self._offered = True
        self._waits(time_s + self._ear.lasts_s(offer), OFFERED_S)
        return [(offer, "safety")]

    def _waits(self, said_s: float, then_s: float) -> None:
        """Until something is said, and time to answer."""
        self._due_s, self._then_s = said_s + then_s, then_s

    def _take(self, time_s: float) -> list[Words]:
        """The number that was said last when the hand went up; a second sign takes it back."""
        if self.answer is not None:
            self.answer, self._said_s = None, []
            return self._go_on(time_s)
        number = sum(said_s <= self._sign.since_s for said_s in self._said_s) - 1
        if number < 0:
            return []
        self.answer = number
        heard = Phrase("coach.pain-heard", number=number)
        self._waits(time_s + self._ear.lasts_s(heard), CORRECT_S)
        return [(heard, "safety")]

    def _go_on(self, time_s: float) -> list[Words]:
        """The question, then number after number, then that none was taken."""
        if not self._asked:
            self._asked = True
            self._waits(time_s + self._ear.lasts_s(self._text), 0.0)
            return [(self._text, "safety")]
        number = len(self._said_s)
        if number > _LAST:
            self.over = True
            return [(Phrase("coach.pain-unknown"), "course")]
        self._said_s.append(time_s)
        self._waits(time_s + STEP_S - HEARD_S, HEARD_S)
        return [(str(number), "count")]
