"""When a picture was taken, told by the phone's clock, on the clock of this machine."""

from __future__ import annotations

import math
from typing import Final

__all__ = ["PhoneClock"]

_WINDOW_S: Final = 10.0  # clocks drift apart by a millisecond in that time at most
_LATE_S: Final = 2.0  # on its way at most; beyond that the phone's clock was set
_STEP_S: Final = 0.001


class PhoneClock:
    """Maps times of a phone onto the clock of this machine.

    A picture takes a while to come, never less than the quickest of the last seconds: the least
    difference between arrival and taking is that of the clocks, and the jitter of the network does
    not reach the times. They are late by the quickest way there is, all of them alike.
    """

    def __init__(self) -> None:
        self._least_s = self._before_s = math.inf
        self._turned_s = self._last_s = -math.inf

    def of_another(self) -> PhoneClock:
        """The clock of another phone, whose times come after those of this one."""
        clock = PhoneClock()
        clock._last_s = self._last_s
        return clock

    def at_s(self, taken_s: float, came_s: float) -> float:
        """When a picture was taken.

        Args:
            taken_s: On the clock of the phone, finite.
            came_s: When it came, on the clock of this machine.

        Returns:
            On the clock of this machine, later than the one before.
        """
        if came_s - self._turned_s > _WINDOW_S:
            self._before_s, self._least_s = self._least_s, math.inf
            self._turned_s = came_s
        self._least_s = min(self._least_s, came_s - taken_s)
        at_s = taken_s + min(self._least_s, self._before_s)
        if came_s - at_s > _LATE_S:
            self._least_s, self._before_s = came_s - taken_s, math.inf
            at_s = came_s
        self._last_s = max(at_s, self._last_s + _STEP_S)
        return self._last_s
