"""Left and right: repairs joints that the pose model exchanges between the legs from one frame to the next.

Hips, knees and feet are exchanged one by one, not only leg by leg, so each is tested by itself: the
assignment that continues the movement wins, and only when it is clearly better. A foot goes with
its ankle.
"""

from __future__ import annotations

import math

import numpy as np

from formcheck.engine.values.landmarks import Array, Landmark, Side, other_side

GROUPS = tuple(
    ([Landmark.of("left", part) for part in parts], [Landmark.of("right", part) for part in parts])
    for parts in (("hip",), ("knee",), ("ankle", "heel", "foot_index"))
)
MIN_GAP = 0.10  # leg lengths: pairs closer together than this cannot be told apart and need not be
CLEARLY = 0.5  # the exchanged assignment must be less than half as far from where the points were
MEMORY_S = 0.5  # older positions say nothing
RELENT_S = 0.3  # labels that stay exchanged for longer are right after all: exchanges flicker


def is_raised(xy: Array, side: Side, by_px: float) -> bool:
    """Whether the foot of `side` is higher than the other one by more than `by_px`.

    Args:
        xy: (33, 2) landmarks in pixels.
        side: The label of the leg.
        by_px: How much higher a foot must be to be raised.
    """
    own, other = Landmark.of(side, "ankle"), Landmark.of(other_side(side), "ankle")
    return bool(xy[other][1] - xy[own][1] > by_px)


def with_legs_exchanged(values: Array) -> Array:
    """(33, ...) values of the landmarks with those of the left leg on the right one and the other way round."""
    values = values.copy()
    for left, right in GROUPS:
        values[left + right] = values[right + left]
    return values


class PairTracker:
    """Remembers where the two points of each pair were.

    Attributes:
        put_back: Which of hips, knees and feet the last `repair` has exchanged.
    """

    def __init__(self) -> None:
        self.put_back = [False] * len(GROUPS)
        self._xy = np.full((len(Landmark), 2), np.nan)
        self._seen_s = np.full(len(Landmark), -math.inf)
        self._exchanged_s: dict[Landmark, float] = {}

    def forget(self) -> None:
        """Start anew, with the labels of the model."""
        self._xy[:] = np.nan

    def repair(self, time_s: float, xy: Array, leg_px: float) -> Array:
        """Copy of `xy` (33, 2) in which exchanged pairs are put back.

        `leg_px` is the length of a leg.
        """
        xy = xy.copy()
        for group, (left, right) in enumerate(GROUPS):
            self.put_back[group] = False
            if not self._is_exchanged(time_s, xy, left, right, leg_px):
                self._exchanged_s.pop(left[0], None)
            elif time_s - self._exchanged_s.setdefault(left[0], time_s) <= RELENT_S:
                xy[left + right] = xy[right + left]
                self.put_back[group] = True
        known = np.isfinite(xy[:, 0])
        self._xy[known], self._seen_s[known] = xy[known], time_s
        return xy

    def _is_exchanged(
        self, time_s: float, xy: Array, left: list[Landmark], right: list[Landmark], leg_px: float
    ) -> bool:
        if time_s - self._seen_s[left + right].min() > MEMORY_S:
            return False
        a, b = self._xy[left], self._xy[right]
        if not _apart(a, b) > MIN_GAP * leg_px:
            return False
        as_labelled = _apart(xy[left], a) + _apart(xy[right], b)
        return _apart(xy[right], a) + _apart(xy[left], b) < CLEARLY * as_labelled


def _apart(a: Array, b: Array) -> float:
    """Mean distance of corresponding points."""
    return float(np.linalg.norm(a - b, axis=1).mean())
