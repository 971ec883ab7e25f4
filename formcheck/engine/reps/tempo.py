"""When a movement began and ended, from noisy samples.

Thresholds near the ends drown in noise, and what is cut there depends on how the movement sets off.
So whole shapes are fitted: the minimum-jerk curve of unhurried human movement (Flash and Hogan, J
Neurosci 1985;5:1688), x = 10 u^3 - 15 u^4 + 6 u^5, and constant speed. Their times are averaged by
how well each fits: picking one of the two would turn a little noise into a third of the duration.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from formcheck.engine.values.landmarks import Array

FLAT = 1e-9  # a smaller difference is none
PLATEAU_S = 0.2  # first and last stretch of time whose median is the level before and after
# MediaPipe smooths slow points hard (One Euro filter, 0.05 Hz at rest): they linger at the top and
# hurry after it, so a movement reads 7 % too short in the median (rendered people, 194 repetitions,
# both models) and is lengthened about its middle.
READ_SHARE = 0.93
SAMPLES_PER_S = 6.0  # neighbouring samples err alike: a second counts as so many independent ones
NOISE = 0.01  # share of the way; a fit that is closer proves nothing more
# Ten movements of real people, read with both models: 15 of 20 are nearer to minimum jerk than to
# constant speed.
SHAPES: tuple[tuple[float, Callable[[Array], Array]], ...] = (
    (0.25, lambda u: u),
    (0.75, lambda u: u**3 * (10 - 15 * u + 6 * u * u)),
)
STEPS = np.linspace(-1.0, 1.0, 9)  # the grid that is laid round the best fit so far ...
ROUNDS = 7  # ... so many times ...
FINER = 2.5  # ... finer by this factor


def ramp(time_s: Array, values: Array) -> tuple[float, float]:
    """Begin and end of a rise from the lowest to the highest of `values`.

    Args:
        time_s: (N,) increasing.
        values: (N,) rising on the whole; the first and last are taken as the plateaus.

    Returns:
        (begin_s, end_s) within the span of `time_s`.
    """
    first, last = float(time_s[0]), float(time_s[-1])
    if np.ptp(values) <= FLAT or len(values) < 3:
        return first, last
    low = float(np.median(values[time_s <= first + PLATEAU_S]))
    high = float(np.median(values[time_s >= last - PLATEAU_S]))
    if high - low <= FLAT:
        low, high = float(values.min()), float(values.max())
    x = (values - low) / (high - low)
    fits = np.array([_fit(time_s, x, shape) for _, shape in SHAPES])
    error = fits[:, 2] + NOISE**2
    weight = np.array([prior for prior, _ in SHAPES]) * (error / error.min()) ** (
        -SAMPLES_PER_S * (last - first) / 2
    )
    middle, duration = (float(v) for v in weight @ fits[:, :2] / weight.sum())
    half = duration / 2 / READ_SHARE
    begin, end = max(middle - half, first), min(middle + half, last)
    return (
        (begin, end) if begin < end else (first, last)
    )  # a fit that lies outside, or is none, says nothing


def _fit(time_s: Array, x: Array, shape: Callable[[Array], Array]) -> tuple[float, float, float]:
    """Middle, duration and mean squared error of the shape from 0 to 1 that is nearest to `x`."""
    span = float(time_s[-1] - time_s[0])
    # Of anything that rises evenly about its middle, the area under it tells where that is.
    middle, duration = (
        float(time_s[-1]) - float(np.sum(np.diff(time_s) * (x[1:] + x[:-1]) / 2)),
        span / 2,
    )
    reach, stretch, error = span / 4, math.log(4), math.inf
    for _ in range(ROUNDS):
        middles = np.repeat(middle + reach * STEPS, len(STEPS))
        durations = np.tile(np.minimum(duration * np.exp(stretch * STEPS), 2 * span), len(STEPS))
        u = np.clip((time_s - middles[:, None]) / durations[:, None] + 0.5, 0, 1)
        errors = np.mean((shape(u) - x) ** 2, axis=1)
        i = int(np.argmin(errors))
        middle, duration, error = float(middles[i]), float(durations[i]), float(errors[i])
        reach, stretch = reach / FINER, stretch / FINER
    return middle, duration, error


def phases(time_s: Array, values: Array, peak: int) -> tuple[float, float, float, float]:
    """Start, top begin, top end and end of a movement, in this order whatever the values are.

    Args:
        time_s: (N,) seconds.
        values: (N,) the movement, low - high - low.
        peak: Index of the highest value.
    """
    if peak == 0 or peak == len(values) - 1:
        return float(time_s[0]), float(time_s[peak]), float(time_s[peak]), float(time_s[-1])
    start, top_begin = ramp(time_s[: peak + 1], values[: peak + 1])
    back, top_end = ramp(-time_s[peak:][::-1], values[peak:][::-1])
    return start, top_begin, max(-top_end, top_begin), -back
