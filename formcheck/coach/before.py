"""What is said and asked before a set, while somebody gets into place."""

from __future__ import annotations

from collections.abc import Callable

from formcheck.coach.course import Introduction
from formcheck.coach.hands_free import HandsFree
from formcheck.coach.setup import STILL_S
from formcheck.coach.values import NO_EAR, Ear, Priority
from formcheck.engine.values.pose import Pose
from formcheck.words import Phrase

__all__ = ["Before"]

_STOP_NOW = Phrase("coach.stop-today")
_LEFT_OUT = Phrase("session.left-out")


class Before:
    """Leads through the introduction and the first question for pain.

    Args:
        intro: What is said.
        hands: The sign, and the question.
        say: Has something said.
        ear: What is known of what is heard.

    Attributes:
        stop_sign: Whether there was one, as the hand said.
        left_out: Whether the hand left the exercise out.
    """

    def __init__(
        self,
        intro: Introduction,
        hands: HandsFree,
        say: Callable[[str, Priority], None],
        ear: Ear = NO_EAR,
    ) -> None:
        self._intro, self._hands, self._say, self._ear = intro, hands, say, ear
        self.stop_sign = self.left_out = False

    def takes(self, time_s: float, pose: Pose | None, still_s: float) -> bool:
        """One frame; whether the set has to wait for it."""
        intro, somebody = self._intro, pose is not None
        if intro.asks_pain and self._hands.signed:
            self.stop_sign = True
            self._skip(_STOP_NOW, "safety")
        elif intro.offers and self._hands.signed:
            self.left_out = True
            self._skip(_LEFT_OUT, "course")
        elif self._hands.signed and not self._hands.asking:
            self._hands.ask_now(max(time_s, intro.until_s))
        elif self._ear.talks() or (self._hands.away and self._asks):
            intro.listen(time_s)
        elif not (self._hands.asking or self._rises):
            in_place = still_s >= STILL_S
            if text := intro.update(time_s, somebody=somebody, in_place=in_place):
                self._say(text, "safety")
        waits = self.over or (intro.shown is not None and not self._hands.asking)
        return waits or self._hands.asks(time_s, pose, first=intro.warned)

    @property
    def _rises(self) -> bool:
        """Whether a hand goes up to answer: who raises it has time."""
        return self._asks and self._hands.rising

    @property
    def _asks(self) -> bool:
        """Whether a hand would answer what is told: that waits for who has stepped out."""
        return self._intro.asks_pain or self._intro.offers

    @property
    def over(self) -> bool:
        """Whether the exercise is not done."""
        return self.stop_sign or self.left_out

    def _skip(self, text: Phrase, priority: Priority) -> None:
        self._intro.skip()
        self._hands.hush()
        self._say(text, priority)
