"""What the other foot does during a movement; any view shows it."""

from __future__ import annotations

import numpy as np

from formcheck.engine.reps.finder import Movement
from formcheck.engine.values.landmarks import Array, Side, other_side
from formcheck.engine.values.signals import Values

OTHER_RISE, OTHER_LIFT = "other_rise_fraction", "other_lift_ratio"
# Measures that any view shows, judged where what stands beside them in a check is not known.
STAND_INS = (OTHER_RISE, OTHER_LIFT)
# Live, the legs are looked at in turns: the other one is seen so much later than it is.
LAGS_S = (0.0, 0.05, 0.1, 0.15)
MOSTLY = 0.5  # share of the frames in which it must be seen


def other_rise(movement: Movement, target: Side) -> dict[str, float]:
    """How far the heel of the other foot rises along, as a measure of the repetition.

    Any view shows that, while a foot that stands further away only looks as if it were lifted. With
    the pose model alone it is judged where the height of the foot is not: MediaPipe moves a lifted
    leg along now and then. Nothing where the other foot is not seen for most of the time.
    """
    own, other = (
        np.array([sample.signals.of(side)["heel_over_toe_ratio"] for sample in movement.samples])
        for side in (target, other_side(target))
    )
    known = np.isfinite(own) & np.isfinite(other)
    if known.mean() < MOSTLY or np.ptp(own[known]) == 0:
        return {}
    return {OTHER_RISE: _follows(movement.time_s[known], own[known], other[known])}


def _follows(time_s: Array, own: Array, other: Array) -> float:
    """By how much the other one rises for a rise of 1, at the delay at which they go together."""
    if np.ptp(other) == 0:
        return 0.0
    delayed = (np.interp(time_s - lag_s, time_s, own) for lag_s in LAGS_S)
    earlier = [was for was in delayed if np.ptp(was)]
    alike = [np.corrcoef(was, other)[0, 1] for was in earlier]
    return float(np.polyfit(earlier[int(np.argmax(alike))], other, 1)[0])


def other_lift(movement: Movement, target: Side, start_s: float, end_s: float) -> dict[str, float]:
    """How far the other foot is lifted between its lowest and its highest place, foot lengths.

    As a measure of the repetition; any view shows it. Nothing where the other foot is not seen for
    most of the time.

    Args:
        movement: What was found.
        target: The measured leg.
        start_s: When the repetition begins; what the foot does before belongs to something else.
        end_s: When it ends.
    """
    samples = [s for s in movement.samples if start_s <= s.time_s <= end_s]
    own, other = (
        np.array([_lowest_of_foot(s.signals.of(side)) for s in samples])
        for side in (target, other_side(target))
    )
    height = other - own
    known = height[np.isfinite(height)]
    if not len(known) or len(known) < MOSTLY * len(height):
        return {}
    low, high = np.percentile(known, [5, 95])
    return {OTHER_LIFT: float(high - low)}


def _lowest_of_foot(leg: Values) -> float:
    """Height of its lowest point in the picture, foot lengths."""
    return leg["toe_y_ratio"] + float(np.minimum(0.0, leg["heel_over_toe_ratio"]))
