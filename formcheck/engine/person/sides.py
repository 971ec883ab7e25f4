"""Left and right: repairs joints that the pose model exchanges between the legs.

Hips, knees and feet are exchanged one by one, not only leg by leg, so each is tested by itself: the
assignment that continues the movement wins, and only when it is clearly better. A foot goes with
its ankle.
"""

from __future__ import annotations

import math

from formcheck.engine.person.geometry import NOWHERE, Point, distance
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
    """(33, ...) values of the landmarks with those of the legs exchanged."""
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
        self._at: dict[Landmark, Point] = {}
        self._seen_s: dict[Landmark, float] = {}
        self._exchanged_s: dict[Landmark, float] = {}

    def forget(self) -> None:
        """Start anew, with the labels of the model."""
        self._at.clear()

    def repair(self, time_s: float, xy: Array, leg_px: float) -> Array:
        """Copy of `xy` (33, 2) in which exchanged pairs are put back.

        `leg_px` is the length of a leg.
        """
        xy, seen = xy.copy(), xy.tolist()
        for group, (left, right) in enumerate(GROUPS):
            a, b = [seen[mark] for mark in left], [seen[mark] for mark in right]
            self.put_back[group] = self._is_put_back(time_s, left, right, (a, b), leg_px)
            if self.put_back[group]:
                xy[left + right] = xy[right + left]
                a, b = b, a
            self._remember(time_s, left + right, a + b)
        return xy

    def _is_put_back(
        self,
        time_s: float,
        left: list[Landmark],
        right: list[Landmark],
        seen: tuple[list[Point], list[Point]],
        leg_px: float,
    ) -> bool:
        if self._is_exchanged(time_s, left, right, seen, leg_px):
            return time_s - self._exchanged_s.setdefault(left[0], time_s) <= RELENT_S
        self._exchanged_s.pop(left[0], None)
        return False

    def _is_exchanged(
        self,
        time_s: float,
        left: list[Landmark],
        right: list[Landmark],
        seen: tuple[list[Point], list[Point]],
        leg_px: float,
    ) -> bool:
        if any(time_s - self._seen_s.get(mark, -math.inf) > MEMORY_S for mark in left + right):
            return False
        a, b = ([self._at.get(mark, NOWHERE) for mark in marks] for marks in (left, right))
        if not _apart(a, b) > MIN_GAP * leg_px:
            return False
        as_labelled = _apart(seen[0], a) + _apart(seen[1], b)
        return _apart(seen[1], a) + _apart(seen[0], b) < CLEARLY * as_labelled

    def _remember(self, time_s: float, marks: list[Landmark], at: list[Point]) -> None:
        for mark, point in zip(marks, at, strict=True):
            if math.isfinite(point[0]):
                self._at[mark], self._seen_s[mark] = point, time_s


def _apart(a: list[Point], b: list[Point]) -> float:
    """Mean distance of corresponding points."""
    return sum(map(distance, a, b)) / len(a)
