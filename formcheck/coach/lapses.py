"""Faults that come and go in a hold: each is over too soon to be told, all of them are a habit."""

from __future__ import annotations

import math
from typing import Final

from formcheck.engine.checks.episodes import MERGE_S
from formcheck.engine.values.feedback import Feedback

__all__ = ["Lapses"]

LAPSE_S: Final = 0.3  # what fails for less is a flicker
HABIT_S: Final = 12.0  # so many lapses within this time are told, with the last of them
OFTEN: Final = 3
_IN_HOLD: Final = frozenset({"holding", "paused"})


class Lapses:
    """Follows what stops the timer of a hold again and again."""

    def __init__(self) -> None:
        self._now: dict[str, tuple[float, float]] = {}  # since when it fails, and its last moment
        self._past: dict[str, list[float]] = {}

    def update(self, f: Feedback) -> str | None:
        """The check of which this frame shows that it fails again and again."""
        failing = [check for check, level in f.levels.items() if level == "bad"]
        for check in failing if f.phase in _IN_HOLD else ():
            since_s, last_s = self._now.get(check, (math.inf, -math.inf))
            since_s = f.time_s if f.time_s - last_s > MERGE_S else since_s
            if f.time_s - since_s >= LAPSE_S:
                since_s = math.inf  # it counts once
                if self._is_habit(check, f.time_s):
                    return check
            self._now[check] = since_s, f.time_s
        return None

    def told(self, check: str) -> None:
        """It was told otherwise: what was before counts no more."""
        self._past.pop(check, None)

    def _is_habit(self, check: str, time_s: float) -> bool:
        """Whether this lapse is one too many; then they are counted anew."""
        before = [past_s for past_s in self._past.get(check, []) if time_s - past_s < HABIT_S]
        often = len(before) + 1 >= OFTEN
        self._past[check] = [] if often else [*before, time_s]
        return often
