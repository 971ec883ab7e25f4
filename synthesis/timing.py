"""Movements over time: smooth ramps, slow sway, spans. Times in seconds."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

Span = tuple[float, float]


def ramp(x: float) -> float:
    """Minimum-jerk ramp from 0 (x <= 0) to 1 (x >= 1).

    10 x^3 - 15 x^4 + 6 x^5 (Flash and Hogan 1985).
    """
    x = np.clip(x, 0, 1)
    return float(x**3 * (10 - 15 * x + 6 * x * x))


def along_keys(time_s: float, keys: Sequence[tuple[float, float]]) -> float:
    """Value at a time between key frames (time, value), joined by minimum-jerk ramps."""
    if time_s <= keys[0][0]:
        return keys[0][1]
    for (start, before), (end, after) in pairwise(keys):
        if time_s <= end:
            return before + (after - before) * ramp((time_s - start) / (end - start))
    return keys[-1][1]


def window(time_s: float, start_s: float, end_s: float, ramp_s: float = 0.6) -> float:
    """0, then 1, then 0.

    Rises during the first ramp_s inside the span and falls during the last.
    """
    ramp_s = min(ramp_s, (end_s - start_s) / 2)
    return ramp((time_s - start_s) / ramp_s) * ramp((end_s - time_s) / ramp_s)


class Sway:
    """Smooth, seeded noise of about unit amplitude: a sum of slow sines, weaker above 0.25 Hz."""

    def __init__(
        self,
        seed: int | list[int],
        lowest_hz: float = 0.08,
        highest_hz: float = 0.55,
        waves: int = 5,
    ):
        random = np.random.default_rng(seed)
        self._hz = random.uniform(lowest_hz, highest_hz, waves)
        self._phase = random.uniform(0, 2 * np.pi, waves)
        amplitude = 1 / np.sqrt(1 + (self._hz / 0.25) ** 2)
        self._amplitude = amplitude / (np.sqrt((amplitude**2).sum() / 2) * 1.4)

    def at(self, time_s: float, size: float = 1.0) -> float:
        """The noise at a time, times size."""
        return float(
            size * (self._amplitude * np.sin(2 * np.pi * self._hz * time_s + self._phase)).sum()
        )


def inside(times_s: ArrayLike, spans: Sequence[Span]) -> NDArray[np.bool_]:
    """For every time whether it lies in any of the spans."""
    times = np.asarray(times_s)
    if not spans:
        return np.zeros(len(times), bool)
    return np.asarray(np.any([(times >= start) & (times <= end) for start, end in spans], 0))


def spans_where(
    times_s: ArrayLike, holds: NDArray[np.bool_], shortest_s: float = 0.3
) -> list[Span]:
    """The spans during which a condition holds for at least shortest_s."""
    times = np.asarray(times_s)
    edges = np.diff(np.concatenate([[False], holds, [False]]).astype(int))
    spans = []
    for first, after in zip(np.where(edges == 1)[0], np.where(edges == -1)[0], strict=True):
        until = times[after] if after < len(times) else times[-1] + 1
        if until - times[first] >= shortest_s:
            spans.append((float(times[first]), float(min(until, times[-1]))))
    return spans
