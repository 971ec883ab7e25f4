"""Judging one value against one rule, and the values that need the past."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from statistics import fmean

from formcheck.engine.person.geometry import NAN
from formcheck.engine.person.smoothing import SpeedMeter
from formcheck.engine.spec.exercise import Rule
from formcheck.engine.values.report import Level
from formcheck.engine.values.signals import Key, Signals

SEVERITY: dict[Level, int] = {"ok": 0, "unknown": 1, "warn": 2, "bad": 3}
BOUNCE_S = 3.0  # bouncing: at least three changes of direction within this time ...
BOUNCE_TURNS = 3
BOUNCE_READ = 0.7  # share of a swing at 1 Hz that pose estimation shows (rendered people)
# Expected errors up to which a limit is judged as it is read, ratio and degrees: those of legs that
# are well seen.
USUAL_ERROR = (0.08, 5.0)
DRIFT_S = 0.6  # drift is judged on the mean of this time
AT_REST = (
    1.0  # its start is taken once the two halves of this time differ by less: 3 degrees a second
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A rule at one moment.

    Attributes:
        level: The verdict.
        value: What was judged, NaN where unknown.
        rule: By which rule.
        excess: How far the value is beyond the limit of its level.
        must_excess: How far it is beyond the must limit; negative when that is met, NaN where
            unknown.
        since_s: When that which is judged began, if not at this moment.
    """

    level: Level
    value: float
    rule: Rule
    excess: float = 0.0
    must_excess: float = NAN
    since_s: float = math.inf


def judge(rule: Rule, value: float, dead_band: float = 0.0, error: float = 0.0) -> Judgement:
    """Hold one value against a rule's limits.

    NaN is unknown, and so is what is read too roughly to tell.

    Args:
        rule: The limits.
        value: The measured value.
        dead_band: How far beyond a limit it must be to be called a fault, for what is measured
            roughly.
        error: Expected error of the value; only what is beyond the usual makes it doubtful.
    """
    doubt = error - USUAL_ERROR[rule.signal.rsplit("_", 1)[-1] == "deg"]
    if (
        doubt > 0
        and judge(rule, value - doubt, dead_band).level
        != judge(rule, value + doubt, dead_band).level
    ):
        return Judgement("unknown", value, rule)
    if math.isnan(value):
        return Judgement("unknown", value, rule)
    bad = _excess(value, rule.bad_below, rule.bad_above)
    warn = _excess(value, rule.warn_below, rule.warn_above)
    if bad > dead_band:
        return Judgement("bad", value, rule, bad, bad)
    return Judgement("warn" if warn > dead_band else "ok", value, rule, warn, bad)


def _excess(value: float, low: float | None, high: float | None) -> float:
    below = low - value if low is not None else -math.inf
    return max(below, value - high if high is not None else -math.inf)


def worst(judgements: list[Judgement]) -> Judgement:
    """The most severe judgement, the first of equals."""
    return max(judgements, key=lambda j: SEVERITY[j.level])


class Derived:
    """Values that need the past.

    Change since the start, drift since the hold began, speed and bouncing.
    """

    def __init__(self, rule: Rule) -> None:
        self._rule = rule
        self._speed = SpeedMeter()
        self._recent: deque[tuple[float, float]] = deque()
        self._start = NAN
        self.since_s = math.inf

    def value(self, time_s: float, key: Key, now: Signals, base: Signals) -> float:
        """What the rule judges at this moment, for the signal at `key`."""
        value = now[key]
        match self._rule.of:
            case "change":
                return value - base[key]
            case "speed":
                return abs(self._speed.update(time_s, value))
            case "drift":
                return self._drift(time_s, value)
            case "bounce":
                return self._bounce(time_s, value)
            case _:
                return value

    def _keep(self, time_s: float, value: float, window_s: float) -> None:
        if not math.isnan(value):
            self._recent.append((time_s, value))
        while self._recent and time_s - self._recent[0][0] > window_s:
            self._recent.popleft()

    def _drift(self, time_s: float, value: float) -> float:
        self._keep(time_s, value, DRIFT_S)
        if not self._recent or time_s - self._recent[0][0] < 0.8 * DRIFT_S:
            return 0.0
        values = [v for _, v in self._recent]
        if math.isnan(self._start):
            half = len(values) // 2
            if abs(fmean(values[half:]) - fmean(values[:half] or values)) > AT_REST:
                return 0.0  # still on the way into the position
            self._start = fmean(values)
        return fmean(values) - self._start

    def _bounce(self, time_s: float, value: float) -> float:
        """Swing (degrees, peak to peak) of the last seconds when it went to and fro, else 0."""
        self._keep(time_s, value, BOUNCE_S)
        if len(self._recent) < 4:
            return 0.0
        swings = _swings(list(self._recent))
        if len(swings) < BOUNCE_TURNS:
            self.since_s = math.inf
            return 0.0
        self.since_s = min(self.since_s, swings[-BOUNCE_TURNS][0])
        return min(size for _, size in swings[-BOUNCE_TURNS:]) / BOUNCE_READ


def _swings(samples: list[tuple[float, float]], noise: float = 2.0) -> list[tuple[float, float]]:
    """(start time, size) of the successive swings to and fro that are larger than the noise."""
    low = high = samples[0]
    turns: list[tuple[float, float]] = []
    rising: bool | None = None
    for sample in samples:
        low, high = min(low, sample, key=itemgetter(1)), max(high, sample, key=itemgetter(1))
        if rising is not True and sample[1] - low[1] > noise:
            turns.append(low)
            rising, high = True, sample
        elif rising is not False and high[1] - sample[1] > noise:
            turns.append(high)
            rising, low = False, sample
    turns.append(high if rising else low)
    return [(a[0], abs(b[1] - a[1])) for a, b in pairwise(turns)]
