"""Counting movements that go up and come back, on a signal of any unit."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from formcheck.engine.geometry import NAN
from formcheck.engine.spec import Reps
from formcheck.engine.types import Array

STARTED = 0.7  # this share of the smallest repetition says that a movement has begun
TURN = 0.2  # falling back by this share of the excursion ends the top
HALF = 0.5  # a dip that stays above half of the excursion is part of the same movement
BACK = 0.25  # this near to where it began, in shares of the excursion, it has come back
SETTLE_S = 0.25  # no lower for so long: the movement has ended ...
SETTLE_HIGH_S = 0.6  # ... or for so long when it stops well above where it began
GAP_S = 0.5  # longer without sight makes the movement uncertain
STILL = 0.02  # a fall by less than this share of the excursion is no fall
KEEP_S = 3.0  # seconds remembered before a movement


@dataclass(frozen=True, slots=True)
class Sample:
    """One frame of the movement signal, with all signals of that frame and the toe's place in the picture."""

    time_s: float
    value: float
    signals: Mapping[str, float]
    toe: Array


@dataclass(frozen=True, slots=True)
class Movement:
    """One up-and-down movement: its samples from start to return, and the longest gap without sight."""

    samples: tuple[Sample, ...]
    peak: int
    gap_s: float

    @property
    def time_s(self) -> Array:
        """(N,) seconds."""
        return np.array([s.time_s for s in self.samples])

    @property
    def values(self) -> Array:
        """(N,) the movement signal."""
        return np.array([s.value for s in self.samples])


class MovementFinder:
    """Hysteresis machine: bottom -> rising -> lowering -> bottom."""

    def __init__(self, config: Reps) -> None:
        self._config = config
        self.phase = "bottom"
        self._samples: list[Sample] = []
        self._low = self._high = self._next_low = NAN
        self._next_low_s = NAN

    def forget(self) -> None:
        """Start anew."""
        self.phase = "bottom"
        self._samples.clear()

    def update(self, sample: Sample) -> Movement | None:
        """Take one sample; the movement when this sample ends one. Samples with unknown value are not given."""
        self._samples.append(sample)
        if self.phase == "bottom":
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
        """Index a little before the last sample at the bottom: the slow start of the movement belongs to it."""
        limit = self._low + 0.3 * self._config.ignore_below
        last = max(i for i, s in enumerate(self._samples) if s.value <= limit)
        first = [i for i, s in enumerate(self._samples) if s.time_s >= self._samples[last].time_s - 0.5]
        return first[0]

    def _rising(self, sample: Sample) -> None:
        self._high = max(self._high, sample.value)
        turn = max(TURN * (self._high - self._low), 0.4 * self._config.ignore_below)
        if self._high - sample.value >= turn:
            self.phase, self._next_low, self._next_low_s = "lowering", sample.value, sample.time_s
        elif sample.time_s - self._samples[0].time_s > 2 * self._config.max_s:
            self.forget()  # not a movement that comes back: the posture has changed

    def _lowering(self, sample: Sample) -> Movement | None:
        if sample.value < self._next_low - STILL * (self._high - self._low):
            self._next_low, self._next_low_s = sample.value, sample.time_s
        excursion = self._high - self._low
        is_low = self._next_low <= self._low + HALF * excursion
        if sample.value - self._next_low >= max(self._config.ignore_below, 0.3 * excursion):
            if not is_low:
                self.phase, self._high = "rising", max(self._high, sample.value)
                return None
            return self._close(rising_again=True)
        wait = SETTLE_S if self._is_back else SETTLE_HIGH_S
        return self._close() if is_low and sample.time_s - self._next_low_s >= wait else None

    @property
    def _is_back(self) -> bool:
        return self._next_low <= self._low + BACK * (self._high - self._low)

    def finish(self) -> Movement | None:
        """The movement under way when it has come back already; the session or the set ends here."""
        movement = self._close() if self.phase == "lowering" and self._is_back else None
        self.forget()
        return movement

    def _close(self, *, rising_again: bool = False) -> Movement | None:
        values = [s.value for s in self._samples]
        peak = int(np.argmax(values))
        end = peak + int(np.argmin(values[peak:])) if rising_again else len(values) - 1
        times = [s.time_s for s in self._samples[: end + 1]]
        movement = Movement(tuple(self._samples[: end + 1]), peak, max(np.diff(times), default=0.0))
        del self._samples[:end]
        self.phase = "rising" if rising_again else "bottom"
        self._low, self._high = self._samples[0].value, max(s.value for s in self._samples)
        if not rising_again:
            del self._samples[:-1]
        lowest = min(values[0], values[end])
        return movement if values[peak] - lowest >= self._config.ignore_below else None


class RiseSignal:
    """Fuses heel height with the lift of the body into one rise, in foot lengths.

    The heel landmark loses up to half of its movement in oblique views and under long trousers, while hip and
    shoulders rise cleanly by `lift_ratio` of the heel (0.80-0.83, Andreasen 2021). So the body may raise the
    estimate, but only where the heel shows that the foot takes part: straightening the knees is not a raise.
    """

    HEEL_GAIN = 3.0  # the heel is seen to move at least by a third of its true rise
    HEEL_NOISE = 0.05
    BODY_WEIGHT = 0.6  # share of what the body tells more, or less, than the heel
    MOST_LESS = 0.06  # foot lengths; a body that lags further behind is rocking or bending, which is not averaged
    AT_REST = 0.08  # heel this near to its lowest: the zero may follow slow shifts of weight
    REST_S = 0.5
    HEEL_SHIFT = 0.06  # the heel reads up to this much higher once the weight is on one leg

    def __init__(self, lift_ratio: float) -> None:
        self._ratio = lift_ratio
        self._zero = NAN
        self._rest = NAN
        self._heel_zero = 0.0
        self._time_s = -math.inf

    def forget(self) -> None:
        """A new start position: zero again."""
        self._zero = self._rest = NAN
        self._heel_zero = 0.0

    def update(self, time_s: float, heel: float, lift: float, *, resting: bool) -> tuple[float, float]:
        """(rise, lift of the body as heel rise), both in foot lengths; NaN where the heel is not seen.

        Args:
            time_s: Time of the frame.
            heel: Heel height above flat.
            lift: Rise of the body over the toe since the start position.
            resting: True between movements.
        """
        if math.isnan(heel) or math.isnan(lift):
            return heel, NAN
        dt, self._time_s = time_s - self._time_s, time_s
        heel -= self._heel_zero
        agreed = lift - self._ratio * heel  # the zero at which body and heel tell the same
        if math.isnan(self._zero):
            self._zero, self._rest = agreed, heel
        if resting:
            self._rest = min(heel, self._rest + 0.1 * dt)
            if heel < self._rest + self.AT_REST:
                follow = 1 - math.exp(-dt / self.REST_S)
                self._zero += follow * (agreed - self._zero)
                if abs(heel) < self.AT_REST:
                    zero = self._heel_zero + 0.5 * follow * heel
                    self._heel_zero = min(max(zero, 0.0), self.HEEL_SHIFT)
        body = (lift - self._zero) / self._ratio
        believed = min(body, max(heel, self.HEEL_GAIN * heel + self.HEEL_NOISE))
        return heel + self.BODY_WEIGHT * max(-self.MOST_LESS, believed - heel), body
