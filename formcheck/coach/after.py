"""What is told, shown and asked after a set."""

from __future__ import annotations

import math
from collections.abc import Callable

from formcheck.coach.hands_free import HandsFree
from formcheck.coach.record import Record
from formcheck.coach.values import Lasts, Priority, SetTold, State
from formcheck.words import Phrase

__all__ = ["LOOK_S", "After"]

LOOK_S = 4.0  # to look at what to work on, before pain is asked for


class After:
    """Tells what a set was, leaves time to look at it, and asks for pain.

    Args:
        record: Of what was done.
        hands: The question.
        say: Has something said.
        lasts_s: How long it takes to say something.
    """

    def __init__(
        self,
        record: Record,
        hands: HandsFree,
        say: Callable[[str, Priority], None],
        lasts_s: Lasts,
    ) -> None:
        self._record, self._hands, self._say, self._lasts_s = record, hands, say, lasts_s
        self._until_s = -math.inf
        self._shown: tuple[object, ...] = ()
        self._since_s = 0.0

    def tell(self, time_s: float, then: Phrase) -> None:
        """A set is over; `then` is what comes next."""
        text = self._record.sum_up(then)
        self._say(text, "course")
        told = self._record.last
        look_s = LOOK_S if told is not None and told.work_on else 0.0
        self._until_s = time_s + self._lasts_s(text) + look_s
        self._hands.ask("coach.pain-after", self._until_s)

    def last(self, time_s: float, state: State) -> SetTold | None:
        """What the last set was, while it is to be shown: the whole rest, or before the summary."""
        return self._record.last if state == "rest" or time_s < self._until_s else None

    def since_s(self, time_s: float, *screen: object) -> float:
        """For how long the present screen is shown; `screen` tells it from the one before."""
        if screen != self._shown:
            self._shown, self._since_s = screen, time_s
        return time_s - self._since_s
