"""Smoothing that is driven by time stamps, so that it means the same at any frame rate.

The One Euro filter (Casiez, Roussel, Vogel, CHI 2012): a low-pass whose cut-off rises with speed,
so quiet points are steady and fast ones do not lag.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import fmean

import numpy as np

from formcheck.engine.values.landmarks import Array

MIN_CUTOFF_HZ = 3.5
BETA_PER_BODY = 10.0  # extra cut-off in Hz per body height per second
SPEED_CUTOFF_HZ = 1.0
MAX_GAP_S = 0.25  # after a longer gap a point starts anew instead of gliding from where it was
JUMP_BODY = 0.12  # a point that leaps further than this share of the body's height ...
JUMP_WAIT_S = 0.15  # ... is believed only when it stays there for this long


def _alpha(cutoff_hz: Array | float, dt: float) -> Array:
    return np.asarray(1.0 / (1.0 + 1.0 / (2 * math.pi * cutoff_hz * dt)))


def _lengths(vectors: Array) -> Array:
    """(N,) of vectors (N, 2)."""
    lengths: Array = np.sqrt(np.add.reduce(vectors * vectors, axis=1))
    return lengths


class PointFilter:
    """One Euro filter for N image points with an outlier step; missing points stay missing."""

    def __init__(self, points: int) -> None:
        self._xy = np.full((points, 2), np.nan)
        self._speed = np.zeros((points, 2))
        self._seen_s = np.full(points, -math.inf)
        self._jump_s = np.full(points, math.nan)
        self._time_s = -math.inf

    def update(self, time_s: float, xy: Array, body_px: float) -> Array:
        """Filtered copy of `xy` (N, 2) pixels.

        `body_px` is the size that speeds are relative to.
        """
        dt = time_s - self._time_s
        self._time_s = time_s
        xy = self._without_jumps(time_s, xy, body_px)
        known = np.isfinite(xy[:, 0])
        fresh = known & ((time_s - self._seen_s > MAX_GAP_S) | ~np.isfinite(self._xy[:, 0]))
        way = xy - self._xy
        speed = self._speed + _alpha(SPEED_CUTOFF_HZ, dt) * (way / dt - self._speed)
        bodies_s = _lengths(speed)[:, None] / body_px
        rate = _alpha(MIN_CUTOFF_HZ + BETA_PER_BODY * bodies_s, dt)
        old, new = (known & ~fresh)[:, None], fresh[:, None]
        self._speed = np.where(old, speed, np.where(new, 0.0, self._speed))
        self._xy = np.where(old, self._xy + rate * way, np.where(new, xy, self._xy))
        self._seen_s[known] = time_s
        return np.where(known[:, None], self._xy, np.nan)

    def _without_jumps(self, time_s: float, xy: Array, body_px: float) -> Array:
        """`xy` without points that have just leapt: they are unknown until they have stayed."""
        recent = time_s - self._seen_s <= MAX_GAP_S
        leap = recent & (_lengths(xy - self._xy) > JUMP_BODY * body_px)
        if not leap.any():
            self._jump_s[:] = np.nan
            return xy
        self._jump_s = np.where(
            leap, np.where(np.isnan(self._jump_s), time_s, self._jump_s), np.nan
        )
        doubted = leap & (time_s - self._jump_s < JUMP_WAIT_S)
        believed = leap & ~doubted
        self._seen_s[believed], self._jump_s[believed] = -math.inf, np.nan
        return np.where(doubted[:, None], np.nan, xy)


def slope(samples: Sequence[tuple[float, float]]) -> float:
    """Least-squares slope of (time, value) samples; at least two, at different times."""
    mean_t, mean_v = (fmean(column) for column in zip(*samples, strict=True))
    spread = sum((t - mean_t) ** 2 for t, _ in samples)
    return sum((t - mean_t) * (v - mean_v) for t, v in samples) / spread


class SpeedMeter:
    """Change per second of one number over a short window of time.

    NaN until it has been seen long enough.
    """

    def __init__(self, window_s: float = 0.3) -> None:
        self._window_s = window_s
        self._samples: list[tuple[float, float]] = []

    def update(self, time_s: float, value: float) -> float:
        """Slope over the window in units per second; forgets everything when `value` is NaN."""
        if math.isnan(value):
            self._samples.clear()
            return math.nan
        self._samples.append((time_s, value))
        while time_s - self._samples[0][0] > self._window_s:
            self._samples.pop(0)
        if time_s - self._samples[0][0] < self._window_s / 2:
            return math.nan
        return slope(self._samples)

    @property
    def spread(self) -> float:
        """Largest minus smallest value in the window; NaN when there is none."""
        values = [value for _, value in self._samples]
        return max(values) - min(values) if values else math.nan
