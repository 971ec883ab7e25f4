"""The one sign that stands for a key: a hand held above the head for two seconds.

No exercise contains it, and it is seen standing, sitting and lying, because "above" is where the
trunk points to.
"""

from __future__ import annotations

import math

import numpy as np

from formcheck.engine.values.landmarks import Array, Landmark, Side
from formcheck.engine.values.pose import Pose

__all__ = ["HELD_S", "Sign", "is_hand_up"]

HELD_S = 2.0
_ABOVE_NOSE = 0.3  # of the trunk: who leans with the hands on a wall stays below
_ELBOW_ABOVE_NOSE = 0.1
_VISIBLE = 0.5  # what the model guesses is no sign
_LAPSE_S = 0.3  # a hand that is lost for no longer has not come down
_UPRIGHT = math.cos(math.radians(45.0))  # of the trunk's length, upwards
_FLAT = math.sin(math.radians(35.0))
_KNEE_BELOW = 0.25  # of the trunk: the knees of who lies are no lower than that below the hips
_UP = np.array([0.0, -1.0])
_SIDES: tuple[Side, ...] = ("left", "right")


class Sign:
    """Follows the hand.

    Attributes:
        since_s: When the hand went up; NaN while it is down.
    """

    def __init__(self) -> None:
        self.since_s = self._seen_s = math.nan
        self._given = False

    @property
    def rising(self) -> bool:
        """Whether a hand is up that may become a sign."""
        return not (math.isnan(self.since_s) or self._given)

    def update(self, time_s: float, pose: Pose | None) -> bool:
        """Whether this frame completes the sign; the hand comes down before the next one."""
        up = pose is not None and is_hand_up(pose)
        if up:
            self.since_s = time_s if math.isnan(self.since_s) else self.since_s
            self._seen_s = time_s
        elif not time_s - self._seen_s <= _LAPSE_S:
            self.since_s, self._given = math.nan, False
        if not (up and self.rising) or time_s - self.since_s < HELD_S:
            return False
        self._given = True
        return True


def is_hand_up(pose: Pose) -> bool:
    """Whether a hand is held above the head, upright or lying."""
    seen = _seen(pose)
    hip = _middle(seen, "hip")
    trunk = _middle(seen, "shoulder") - hip
    long_px = math.hypot(*trunk)
    ways = _ways(trunk, long_px, _middle(seen, "knee") - hip)
    return any(_is_above(seen, side, ways, long_px) for side in _SIDES)


def _ways(trunk: Array, long_px: float, thigh: Array) -> tuple[Array, ...]:
    """Where "above" is; nowhere for who is bent over, whose hands lean on something in front."""
    if -trunk[1] > _UPRIGHT * long_px:
        return trunk / long_px, _UP
    lies = abs(trunk[1]) < _FLAT * long_px and thigh[1] < _KNEE_BELOW * long_px
    return (trunk / long_px,) if lies else ()


def _is_above(seen: Array, side: Side, ways: tuple[Array, ...], long_px: float) -> bool:
    """Whether a hand is; one that reaches out of the picture is where its elbow points to."""
    nose, shoulder = seen[Landmark.NOSE], _middle(seen, "shoulder")
    wrist, elbow = _of(seen, side, "wrist") - nose, _of(seen, side, "elbow")
    if np.isfinite(wrist).all():
        over = [wrist @ way > _ABOVE_NOSE * long_px for way in ways]
        over += [(elbow - shoulder) @ way > 0 for way in ways]
    else:
        over = [(elbow - nose) @ way > _ELBOW_ABOVE_NOSE * long_px for way in ways]
    return bool(over) and all(over)


def _seen(pose: Pose) -> Array:
    """(33, 2) The points that are seen and lie in the picture; NaN for the others."""
    inside = (pose.xy_px >= 0) & (pose.xy_px < pose.size_px)
    seen = inside.all(axis=1) & (pose.visibility >= _VISIBLE)
    points: Array = np.where(seen[:, None], pose.xy_px, np.nan)
    return points


def _middle(seen: Array, part: str) -> Array:
    """(2,) Between both sides, or on the one that is seen."""
    points = np.array([_of(seen, side, part) for side in _SIDES])
    known = points[np.isfinite(points).all(axis=1)]
    middle: Array = known.mean(axis=0) if len(known) else np.full(2, np.nan)
    return middle


def _of(seen: Array, side: Side, part: str) -> Array:
    point: Array = seen[Landmark.of(side, part)]
    return point
