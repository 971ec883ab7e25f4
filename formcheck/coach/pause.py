"""A set that is paused because its person is away, or back and not in place."""

from __future__ import annotations

import math
from collections.abc import Callable

from formcheck.coach.light import TOO_DARK
from formcheck.coach.setup import REPEAT_S
from formcheck.coach.values import Priority
from formcheck.engine.values.feedback import Feedback
from formcheck.words import Phrase

__all__ = ["Pause"]

_BACK = Phrase("coach.back-to-start")


class Pause:
    """Tells what is waited for, once it is new and now and then; to who is away once, to come back.

    Args:
        say: Has something said.
    """

    def __init__(self, say: Callable[[str, Priority], None]) -> None:
        self._say, self._last, self._said_s = say, "", -math.inf

    def begin(self) -> None:
        """Somebody has stepped out."""
        self._last = ""
        self._say(Phrase("coach.paused-out"), "visibility")

    def instruction(self, f: Feedback, *, somebody: bool) -> str:
        """What is to be done now; `somebody` is in the picture, be it judged or not."""
        problem = next(iter(f.problems), None)
        text = problem.message if problem else _BACK
        dark = problem is not None and problem.code == TOO_DARK.code
        due = text != self._last or f.time_s - self._said_s >= REPEAT_S
        if due and (dark or somebody):
            self._last, self._said_s = text, f.time_s
            self._say(text, "visibility")
        return text
