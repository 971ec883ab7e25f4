"""Movements that go up and come back, on a signal of any unit."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from formcheck.engine.person.geometry import NAN
from formcheck.engine.spec.exercise import Reps
from formcheck.engine.values.landmarks import Array
from formcheck.engine.values.signals import Signals

STARTED = 0.7  # this share of the smallest repetition says that a movement has begun
TURN = 0.2  # falling back by this share of the excursion ends the top
# on both sides it must fall by this share of the excursion, or it is part of the same movement
COMES_BACK = 0.4
NEAR = 0.3  # this near to the lowest, in shares of the smallest repetition, it rests there
BACK = 0.25  # this near to where it began, in shares of the excursion, it has come back
SETTLE_S = 0.25  # no lower for so long: the movement has ended ...
SETTLE_HIGH_S = 0.6  # ... or for so long when it stops well above where it began
GAP_S = 0.5  # longer without sight makes the movement uncertain
STILL = 0.02  # a fall by less than this share of the excursion is no fall
STARTS_S = 0.2  # a movement that begins so soon after the first sample may have begun before it
BEFORE_S = 0.5  # of rest that belong to a movement
KEEP_S = 3.0  # seconds remembered before a movement


@dataclass(frozen=True, slots=True)
class Sample:
    """One frame of the movement signal.

    Attributes:
        time_s: Time of the frame.
        value: The signal; its zero may be anywhere.
        signals: Those of the frame.
        toe: (2,) place of the toe in the picture, foot lengths, y down.
        error: Expected error of `value`; NaN where none is told.
    """

    time_s: float
    value: float
    signals: Signals
    toe: Array
    error: float = NAN


@dataclass(frozen=True, slots=True)
class Movement:
    """One up-and-down movement.

    Attributes:
        samples: From start to return.
        peak: Index of the highest one.
        gap_s: The longest gap without sight.
        settled: It was seen to its end; else the film, or the set, ended on the way down.
        whole: It was seen from its bottom and back to it; else the film began or ended well above.
    """

    samples: tuple[Sample, ...]
    peak: int
    gap_s: float
    settled: bool = True
    whole: bool = True

    @property
    def time_s(self) -> Array:
        """(N,) seconds."""
        return np.array([s.time_s for s in self.samples])

    @property
    def values(self) -> Array:
        """(N,) the movement signal."""
        return np.array([s.value for s in self.samples])

    @property
    def bottom(self) -> float:
        """The lower of the levels before and after, without the outliers of single frames."""
        values = self.values
        return min(_low_level(values[: self.peak + 1]), _low_level(values[self.peak :]))

    @property
    def rebound(self) -> float:
        """The higher of the lowest values before and after: it did not rest at both ends."""
        values = self.values
        return float(max(values[: self.peak + 1].min(), values[self.peak :].min()))

    @property
    def top(self) -> float:
        """The highest value."""
        return float(self.samples[self.peak].value)

    @property
    def error(self) -> float:
        """Typical expected error of the signal; NaN where none is told."""
        known = [s.error for s in self.samples if not math.isnan(s.error)]
        return float(np.median(known)) if known else NAN


def _low_level(values: Array) -> float:
    return float(np.percentile(values, 10)) if len(values) else NAN


class MovementFinder:
    """Hysteresis machine: bottom -> rising -> lowering -> bottom.

    What is low is told by the last seconds alone, so a film may begin anywhere and the level may
    wander.
    """

    def __init__(self, config: Reps) -> None:
        self._config = config
        self.phase = "bottom"
        self._samples: list[Sample] = []
        self._low = self._high = self._next_low = NAN
        self._next_low_s = self._first_s = NAN

    def forget(self) -> None:
        """Start anew."""
        self.phase = "bottom"
        self._samples.clear()
        self._first_s = NAN

    def update(self, sample: Sample) -> Movement | None:
        """Take one sample; the movement when this sample ends one.

        Samples with unknown value are not given.
        """
        self._samples.append(sample)
        if math.isnan(self._first_s):
            self._first_s = sample.time_s
        if self._lasts_too_long(sample.time_s):
            self.forget()  # not a movement that comes back: the posture has changed
        elif self.phase == "bottom":
            self._at_bottom(sample)
        elif self.phase == "rising":
            self._rising(sample)
        else:
            return self._lowering(sample)
        return None

    def _at_bottom(self, sample: Sample) -> None:
        while sample.time_s - self._samples[0].time_s > KEEP_S:
            self._samples.pop(0)
        self._low = min(s.value for s in self._samples)
        if sample.value - self._low >= STARTED * self._config.ignore_below:
            self.phase, self._high = "rising", sample.value
            del self._samples[: self._start()]

    def _start(self) -> int:
        """Index a little before the last sample at the bottom.

        The slow start of the movement belongs to it.
        """
        near = self._low + NEAR * self._config.ignore_below
        last = max(i for i, s in enumerate(self._samples) if s.value <= near)
        first = last
        while first > 0 and self._rests(self._samples[first - 1], self._samples[last].time_s):
            first -= 1
        return first

    def _rests(self, sample: Sample, until_s: float) -> bool:
        """At the bottom a little before, not on the way down from something else."""
        is_low = sample.value - self._low < STARTED * self._config.ignore_below
        return is_low and sample.time_s >= until_s - BEFORE_S

    def _rising(self, sample: Sample) -> None:
        self._high = max(self._high, sample.value)
        turn = max(TURN * (self._high - self._low), 0.4 * self._config.ignore_below)
        if self._high - sample.value >= turn:
            self.phase, self._next_low, self._next_low_s = "lowering", sample.value, sample.time_s

    def _lasts_too_long(self, time_s: float) -> bool:
        """Nothing is remembered for longer, in no phase; on its way back it is still told."""
        most = {"bottom": math.inf, "rising": 2.0, "lowering": 3.0}[self.phase]
        return time_s - self._samples[0].time_s > most * self._config.max_s

    def _lowering(self, sample: Sample) -> Movement | None:
        if sample.value < self._next_low - STILL * (self._high - self._low):
            self._next_low, self._next_low_s = sample.value, sample.time_s
        excursion = self._high - self._low
        is_low = self._high - self._next_low >= COMES_BACK * excursion
        if sample.value - self._next_low >= max(self._config.ignore_below, 0.3 * excursion):
            if not is_low:
                self.phase, self._high = "rising", max(self._high, sample.value)
                return None
            return self._close(rising_again=True)
        bottom = max(self._low, self._next_low)
        rests = sample.value - bottom <= NEAR * self._config.ignore_below
        wait = SETTLE_S if self._is_back and rests else SETTLE_HIGH_S
        if not is_low or sample.time_s - self._next_low_s < wait:
            return None
        return self._close(at_rest=rests)

    @property
    def _is_back(self) -> bool:
        return self._next_low <= self._low + BACK * (self._high - self._low)

    def leave(self, left_s: float) -> Movement | None:
        """The foot was moved at `left_s`: the movement until then, when it has come back.

        What came later goes on.
        """
        later = [s for s in self._samples if s.time_s >= left_s]
        movement = self.finish(left_s)
        for sample in later:
            self.update(replace(sample, toe=sample.toe - later[0].toe))
        return movement

    def finish(self, until_s: float = math.inf) -> Movement | None:
        """The movement under way when it has come back already; the session or the set ends here.

        Args:
            until_s: What came later belongs to something else.
        """
        self._samples = [s for s in self._samples if s.time_s < until_s]
        if self._samples and self.phase == "lowering":
            self._next_low = min(self._next_low, self._samples[-1].value)
        comes_back = self._high - self._next_low >= COMES_BACK * (self._high - self._low)
        movement = (
            self._close(settled=False)
            if self.phase == "lowering" and self._samples and comes_back
            else None
        )
        self.forget()
        return movement

    def _close(
        self, *, rising_again: bool = False, at_rest: bool = True, settled: bool = True
    ) -> Movement | None:
        values = np.array([s.value for s in self._samples])
        goes_on = rising_again or not at_rest  # another one has begun, quickly or slowly
        end = self._next_low_index if goes_on else len(values) - 1
        peak = int(np.argmax(values[: end + 1]))
        samples = tuple(self._samples[: end + 1])
        before, after = values[: peak + 1].min(), values[peak : end + 1].min()
        height = values[peak] - min(before, after)
        begun = (
            samples[0].time_s - self._first_s > STARTS_S
            or values[peak] - before >= (1 - BACK) * height
        )
        whole = bool(begun and (settled or values[peak] - after >= (1 - BACK) * height))
        gap_s = max(np.diff([s.time_s for s in samples]), default=0.0)
        del self._samples[:end]
        self.phase = "rising" if rising_again else "bottom"
        self._low, self._high = self._samples[0].value, max(s.value for s in self._samples)
        if not goes_on:
            del self._samples[:-1]
        comes_back = values[peak] - max(before, after) >= COMES_BACK * height
        return (
            Movement(samples, peak, gap_s, settled, whole)
            if comes_back and self._is_enough(height)
            else None
        )

    @property
    def _next_low_index(self) -> int:
        """Where it was lowest after the top: what rises from there may soon be higher than that."""
        turned = [i for i, s in enumerate(self._samples) if s.time_s <= self._next_low_s]
        later = [s.value for s in self._samples[turned[-1] :]]
        return turned[-1] + int(np.argmin(later))

    def _is_enough(self, height: float) -> bool:
        return height >= self._config.ignore_below
