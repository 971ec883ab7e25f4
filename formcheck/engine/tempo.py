"""When a movement began and ended, from noisy samples.

Thresholds near the ends drown in noise, so the steep middle part (20 to 80 %) is measured and extended with the
shape that fits better: constant speed, or the minimum-jerk curve of unhurried human movement (Flash and Hogan,
J Neurosci 1985;5:1688), x = 10 u^3 - 15 u^4 + 6 u^5.
"""

from __future__ import annotations

import numpy as np

from formcheck.engine.types import Array

LOW, HIGH = 0.2, 0.8
PLATEAU_S = 0.2  # first and last stretch of time whose median is the level before and after
# Heel and body landmarks linger at the top and hurry after it: a movement reads 7 % too short in the median
# (rendered people, 80 repetitions, both models), so it is lengthened about its middle.
READ_SHARE = 0.93
# Shape -> share of the whole duration at which 20 % of the way is done (by symmetry 80 % at 1 - share).
SHARE = {"constant": 0.2, "minimum-jerk": 0.3266}


def ramp(time_s: Array, values: Array) -> tuple[float, float]:
    """Begin and end of a rise from the lowest to the highest of `values`.

    Args:
        time_s: (N,) increasing.
        values: (N,) rising on the whole; the first and last are taken as the plateaus.

    Returns:
        (begin_s, end_s) within the span of `time_s`.
    """
    if np.ptp(values) <= 0 or len(values) < 3:
        return float(time_s[0]), float(time_s[-1])
    low = float(np.median(values[time_s <= time_s[0] + PLATEAU_S]))
    high = float(np.median(values[time_s >= time_s[-1] - PLATEAU_S]))
    if high <= low:
        low, high = float(values.min()), float(values.max())
    x = np.clip((values - low) / (high - low), 0.0, 1.0)
    t20, t80 = _crossing(time_s, x, LOW), _crossing(time_s, x, HIGH)
    fits = [_fit(time_s, x, t20, t80, shape) for shape in SHARE]
    _, begin, end = min(fits)
    return max(begin, float(time_s[0])), min(end, float(time_s[-1]))


def _crossing(time_s: Array, x: Array, level: float) -> float:
    """Last time at which x rises through the level."""
    below = np.flatnonzero(x[:-1] < level)
    i = int(below[-1]) if len(below) else 0
    step = x[i + 1] - x[i]
    share = (level - x[i]) / step if step > 0 else 0.0
    return float(time_s[i] + np.clip(share, 0, 1) * (time_s[i + 1] - time_s[i]))


def _fit(time_s: Array, x: Array, t20: float, t80: float, shape: str) -> tuple[float, float, float]:
    share = SHARE[shape]
    duration = max(t80 - t20, 1e-3) / (1 - 2 * share)
    begin = t20 - share * duration
    u = np.clip((time_s - begin) / duration, 0, 1)
    model = u if shape == "constant" else u**3 * (10 - 15 * u + 6 * u * u)
    middle, half = begin + duration / 2, duration / 2 / READ_SHARE
    return float(np.mean((x - model) ** 2)), middle - half, middle + half


def phases(time_s: Array, values: Array, peak: int) -> tuple[float, float, float, float]:
    """Start, top begin, top end and end of one up-and-down movement.

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
