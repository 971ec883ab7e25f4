"""Left and right: repairs joints that the pose model exchanges between the legs from one frame to the next.

Near and far joints are exchanged one by one, not only leg by leg, so every pair is tested by itself: the
assignment that continues the movement wins, and only when it is clearly better.
"""

from __future__ import annotations

import math

import numpy as np

from formcheck.engine.types import Array, Landmark

PARTS = ("hip", "knee", "ankle", "heel", "foot_index")
PAIRS = tuple((Landmark.of("left", part), Landmark.of("right", part)) for part in PARTS)
MIN_GAP = 0.10  # leg lengths: pairs closer together than this cannot be told apart and need not be
CLEARLY = 0.5  # the exchanged assignment must be less than half as far from where the points were
MEMORY_S = 0.5  # older positions say nothing


class PairTracker:
    """Remembers where the two points of each pair were."""

    def __init__(self) -> None:
        self._xy = np.full((len(Landmark), 2), np.nan)
        self._seen_s = np.full(len(Landmark), -math.inf)

    def forget(self) -> None:
        """Start anew, with the labels of the model."""
        self._xy[:] = np.nan

    def repair(self, time_s: float, xy: Array, leg_px: float) -> Array:
        """Copy of `xy` (33, 2) in which exchanged pairs are put back; `leg_px` is the length of a leg."""
        xy = xy.copy()
        for left, right in PAIRS:
            if self._is_exchanged(time_s, xy, left, right, leg_px):
                xy[[left, right]] = xy[[right, left]]
        known = np.isfinite(xy[:, 0])
        self._xy[known], self._seen_s[known] = xy[known], time_s
        return xy

    def _is_exchanged(self, time_s: float, xy: Array, left: Landmark, right: Landmark, leg_px: float) -> bool:
        if time_s - min(self._seen_s[left], self._seen_s[right]) > MEMORY_S:
            return False
        a, b = self._xy[left], self._xy[right]
        if not np.linalg.norm(a - b) > MIN_GAP * leg_px:
            return False
        as_labelled = np.linalg.norm(xy[left] - a) + np.linalg.norm(xy[right] - b)
        exchanged = np.linalg.norm(xy[right] - a) + np.linalg.norm(xy[left] - b)
        return bool(exchanged < CLEARLY * as_labelled)
