"""The hold timer: it runs only while every must check is met.

A short lapse is forgiven, a real one is taken back to where it began; the same holds for recoveries
and for gaps in tracking. So the graces delay what is said, not what is counted. A fault begins
where the movement into it begins, not where it crosses the limit, and ends where the movement out
of it ends.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Mapping

START_S = 0.5  # form must be good and the position steady for so long before the timer starts
GRACE_S = 1.0  # a lapse of form for no longer is forgiven
GAP_S = 1.5  # a gap without sight for no longer is bridged
RESUME_S = 0.5  # form must be good for so long before the timer runs on
# closer to the limit than this share of the usual distance is on the way to or from a fault
ON_THE_WAY = 0.9
LOOK_BACK_S = 1.0


class Margins:
    """Distance of one check from its limit over the last seconds (negative excess: good)."""

    def __init__(self) -> None:
        self._past: deque[tuple[float, float]] = deque()

    def add(self, time_s: float, excess: float) -> None:
        """Take the excess over the limit of one frame."""
        self._past.append((time_s, excess))
        while time_s - self._past[0][0] > 2 * LOOK_BACK_S:
            self._past.popleft()

    def left_good_s(self, crossed_s: float) -> float:
        """When the movement that crossed the limit at `crossed_s` began."""
        before = [(t, e) for t, e in self._past if t <= crossed_s]
        usual = min((e for _, e in before), default=0.0)
        near = [t for t, e in before if e <= ON_THE_WAY * usual and t >= crossed_s - LOOK_BACK_S]
        return max(near, default=crossed_s)

    def reached_good_s(self, crossed_s: float) -> float:
        """When the movement ended that came back at `crossed_s`, as far as it is known."""
        after = [(t, e) for t, e in self._past if t >= crossed_s]
        usual = min((e for _, e in after), default=0.0)
        near = [t for t, e in after if e <= ON_THE_WAY * usual]
        return min(near, default=crossed_s)


class HoldTimer:
    """Adds up good seconds. Feed it every frame from the first attempt on."""

    def __init__(self) -> None:
        self.running = False
        self.start_s: float | None = None
        self._booked: list[tuple[float, float]] = []
        self._good_from_s: float | None = None  # start of the present good stretch of time
        self._good_to_s: float | None = None  # its last good frame
        self._margins: dict[str, Margins] = {}
        self._lapse: frozenset[str] = (
            frozenset()
        )  # checks that ended or may end the present good time
        self._mended: frozenset[str] = frozenset()  # checks that kept the timer from running before

    def update(self, time_s: float, excess: Mapping[str, float], *, steady: bool) -> None:
        """Take one frame in which the person is seen.

        Args:
            time_s: Time of the frame.
            excess: For every must check how far it is beyond its limit; positive or NaN is not met.
            steady: The main signal is still; asked for only until the timer has started.
        """
        for check, value in excess.items():
            self._margins.setdefault(check, Margins()).add(time_s, value)
        failing = frozenset(check for check, value in excess.items() if not value <= 0)
        if not failing and (steady or self.start_s is not None):
            self._good(time_s)
        else:
            self._lapse |= failing
            unseen = all(math.isnan(excess[check]) for check in failing)
            self._not_good(time_s, GAP_S if unseen else GRACE_S)

    def unseen(self, time_s: float) -> None:
        """A frame without the person: bridged for at most GAP_S."""
        self._not_good(time_s, GAP_S)

    def _not_good(self, time_s: float, grace_s: float) -> None:
        if self._good_to_s is None:
            self._mended |= self._lapse
        elif not self.running or time_s - self._good_to_s > grace_s:
            self._stop()

    def _good(self, time_s: float) -> None:
        longest_s = max(GRACE_S, GAP_S)
        if self._good_to_s is not None and time_s - self._good_to_s > longest_s:
            self._stop()
        if self._good_from_s is None:
            self._good_from_s = time_s
        self._good_to_s, self._lapse = time_s, frozenset()
        needed = START_S if self.start_s is None else RESUME_S
        if not self.running and time_s - self._good_from_s >= needed:
            self._start(self._good_from_s)

    def _start(self, crossed_s: float) -> None:
        self.running = True
        if self.start_s is None:
            self.start_s = crossed_s
        else:
            ends = [
                self._margins[c].reached_good_s(crossed_s)
                for c in self._mended
                if c in self._margins
            ]
            self._good_from_s = max(ends, default=crossed_s)

    def _stop(self) -> None:
        """Book the good time that lasted long enough and wait for the next."""
        if self.running and self._good_from_s is not None and self._good_to_s is not None:
            begins = [
                self._margins[c].left_good_s(self._good_to_s)
                for c in self._lapse
                if c in self._margins
            ]
            self._booked.append((self._good_from_s, min(begins, default=self._good_to_s)))
        self.running, self._good_from_s, self._good_to_s = False, None, None
        self._mended, self._lapse = self._lapse, frozenset()

    def close(self, end_s: float) -> None:
        """The hold is over; nothing after `end_s` counts."""
        self._lapse = frozenset()
        self._stop()
        self._booked = [(start, min(end, end_s)) for start, end in self._booked]

    @property
    def held_s(self) -> float:
        """Good seconds so far."""
        return _length_s([*self._booked, *self._present()])

    def settled_s(self, until_s: float) -> float:
        """Good seconds that nothing takes back, if the hold does not end before `until_s`.

        A fault is looked for in the last second before it.
        """
        present = [(start, end - LOOK_BACK_S) for start, end in self._present()]
        spans = [*self._booked, *present]
        return _length_s([(start, min(end, until_s)) for start, end in spans])

    def _present(self) -> list[tuple[float, float]]:
        """The good time that goes on, where one does."""
        if not self.running or self._good_from_s is None or self._good_to_s is None:
            return []
        return [(self._good_from_s, self._good_to_s)]


def _length_s(spans: Iterable[tuple[float, float]]) -> float:
    return sum(max(0.0, end - start) for start, end in spans)
