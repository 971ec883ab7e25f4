"""Faults that come and go in a hold: each is over too soon to be told, all of them are a habit."""

from __future__ import annotations

import math
from typing import Final

from formcheck.engine.values.feedback import Feedback

__all__ = ["LEAVING_S", "Lapses"]

LEAVING_S: Final = 0.8  # until the engine has seen that a stretch is left
LAPSE_S: Final = 0.3  # what fails for less is a flicker
ONE_S: Final = 0.6  # what is gone for no longer goes on
HABIT_S: Final = 12.0  # so many lapses within this time are told, with the last of them
OFTEN: Final = 3
_IN_HOLD: Final = frozenset({"entering", "holding", "paused"})


class Lapses:
    """Follows what stops the timer of a hold again and again."""

    def __init__(self) -> None:
        self._now: dict[str, tuple[float, float]] = {}  # since when it fails, and its last moment
        self._past: dict[str, list[float]] = {}

    def update(self, f: Feedback) -> str | None:
        """The check of which this frame shows that it fails again and again."""
        if f.phase not in _IN_HOLD:
            self._now.clear()
            return None
        for check, level in f.levels.items():
            lapse = self._is_lapse(check, f.time_s, fails=level == "bad")
            if lapse and self._is_habit(check, f.time_s):
                return check
        return None

    def _is_lapse(self, check: str, time_s: float, *, fails: bool) -> bool:
        """Whether this frame shows a lapse, once: one that lasts, or was, is no way out."""
        since_s, last_s = self._now.get(check, (math.inf, -math.inf))
        if fails:
            since_s = time_s if time_s - last_s > ONE_S else since_s
            last_s = time_s
        shows = last_s - since_s >= (LEAVING_S if fails else LAPSE_S)
        self._now[check] = math.inf if shows else since_s, last_s
        return shows

    def told(self, check: str) -> None:
        """It was told otherwise: what was before counts no more."""
        self._past.pop(check, None)

    def _is_habit(self, check: str, time_s: float) -> bool:
        """Whether this lapse is one too many; then they are counted anew."""
        before = [past_s for past_s in self._past.get(check, []) if time_s - past_s < HABIT_S]
        often = len(before) + 1 >= OFTEN
        self._past[check] = [] if often else [*before, time_s]
        return often
