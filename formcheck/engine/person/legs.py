"""The lower legs as the leg network sees them, in place of what the pose model makes of them.

Where the network has looked its points count and no others: the pose model is a third of a foot off
there (0.12-0.16 foot lengths against 0.03, rendered people), and a point that changes its source
jumps. What it is not sure of is unknown.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from formcheck.engine.person.geometry import Points, distance
from formcheck.engine.values.landmarks import KEPT_S, LEG_PARTS, Array, Landmark, Legs, Side
from formcheck.engine.values.pose import Pose

SIDES: tuple[Side, Side] = ("left", "right")
UNSURE = (
    0.25  # foot lengths: with a larger expected error a point may as well be one of the other leg
)
# mean expected error of ankle, heel and toe, foot lengths, of a leg that is certainly there
SURE = 0.12
# foot lengths: expected where there is no leg (0.2 of a crop and more, which is 3.2 feet wide)
LOST = 0.6
LOST_S = 1.0  # without any sure point for longer the pose model's knees are better than nothing
# rendered people 0.55-0.60; with shoes 0.62 (0.152 and 0.246 of stature, Drillis and Contini 1966)
FOOT_PER_SHANK = 0.57
KNEE, ANKLE, HEEL, BALL, TOE = range(len(LEG_PARTS))
FOOT = (ANKLE, HEEL, TOE)
_PLACES = [
    [Landmark.of(side, part) for part in ("knee", "ankle", "heel", "foot_index")] for side in SIDES
]
_ROWS = [KNEE, ANKLE, HEEL, TOE]


@dataclass(frozen=True, slots=True)
class Joined:
    """A pose with the better legs.

    Attributes:
        pose: The toe tip takes the place of `foot_index`; its legs are those of the last moment,
            judged.
        error_px: (33,) expected error; NaN where the pose model alone knows the point, which tells
            none.
        foot_px: Foot length by the leg that is seen best; NaN without legs.
        sure: The side of a leg that is certainly there, the best seen one; None without.
    """

    pose: Pose
    error_px: Array
    foot_px: float = math.nan
    sure: Side | None = None


class LegMemory:
    """Joins each pose with its legs.

    A leg that was not looked at in a frame is where it was a moment ago.
    """

    def __init__(self) -> None:
        self._xy, self._error = (
            np.full((2, len(LEG_PARTS), 2), np.nan),
            np.full((2, len(LEG_PARTS)), np.nan),
        )
        self._seen_s = np.full(2, -math.inf)
        self._sure_s = math.inf

    def joined(self, time_s: float, pose: Pose) -> Joined:
        """The pose with the legs of this frame, or of the frames just before."""
        if pose.legs is not None:
            self._keep(time_s, pose.legs)
        fresh = time_s - self._seen_s <= KEPT_S
        error_px = np.full(len(Landmark), np.nan)
        if not fresh.any():
            return Joined(pose, error_px)
        xy = np.where(fresh[:, None, None], self._xy, np.nan)
        error = np.where(fresh[:, None], self._error, np.nan)
        expected = [_foot_error(leg) for leg in error.tolist()]
        best = min((0, 1), key=lambda leg: expected[leg] if fresh[leg] else math.inf)
        foot = foot_px(xy[best].tolist(), error[best].tolist())
        points, seen = pose.xy_px.copy(), pose.visibility.copy()
        sure_of = error[:, _ROWS] <= UNSURE * foot
        self._sure_s = time_s if sure_of.any() else min(self._sure_s, time_s)
        if time_s - self._sure_s > LOST_S:
            return _without_feet(pose, _judged(xy, error, foot), error)
        for leg in np.flatnonzero(fresh):
            known = sure_of[leg]
            points[_PLACES[leg]] = np.where(known[:, None], xy[leg, _ROWS], np.nan)
            error_px[_PLACES[leg]] = error[leg, _ROWS]
            seen[_PLACES[leg]] = np.where(known, 1.0, 0.0)
        sure = SIDES[best] if expected[best] <= SURE * foot else None
        legs = _judged(xy, error, foot)
        return Joined(replace(pose, xy_px=points, visibility=seen, legs=legs), error_px, foot, sure)

    def _keep(self, time_s: float, legs: Legs) -> None:
        looked = np.isfinite(legs.error_px[:, FOOT]).all(axis=1)
        self._xy[looked], self._error[looked], self._seen_s[looked] = (
            legs.xy_px[looked],
            legs.error_px[looked],
            time_s,
        )


def _without_feet(pose: Pose, legs: Legs, error: Array) -> Joined:
    """Where the network finds no leg at all: knees and ankles of the pose model, and no feet.

    The person is still there, and sits, lies or leans. The errors of the feet are told, for the
    network still looks.
    """
    points, error_px = pose.xy_px.copy(), np.full(len(Landmark), np.nan)
    for leg, side in enumerate(SIDES):
        feet = [Landmark.of(side, part) for part in ("heel", "foot_index")]
        points[feet], error_px[feet] = np.nan, error[leg, [HEEL, TOE]]
    return Joined(replace(pose, xy_px=points, legs=legs), error_px)


def relabelled(legs: Legs, *, knees: bool, feet: bool) -> Legs:
    """The legs with their knees, or all below, exchanged between left and right."""
    swapped = np.where(np.arange(len(LEG_PARTS)) == KNEE, knees, feet)
    return Legs(
        np.where(swapped[:, None], legs.xy_px[::-1], legs.xy_px),
        *(np.where(swapped, v[::-1], v) for v in (legs.error_px, legs.sure, legs.vague)),
    )


def _judged(xy: Array, error: Array, foot: float) -> Legs:
    """Legs that tell which of their points count, and which are rather not there at all."""
    seen = np.isfinite(xy).all(axis=-1)
    sure = seen & (error <= UNSURE * foot)
    return Legs(xy, error, sure, seen & ~sure & (error <= LOST * foot))


def _foot_error(error_px: Sequence[float]) -> float:
    """Mean expected error of the foot's points."""
    return sum(error_px[part] for part in FOOT) / len(FOOT)


def foot_px(xy: Points, error: Sequence[float] | Array) -> float:
    """Foot length of a leg in pixels.

    As seen, or from the shank where it points towards the camera.

    Args:
        xy: (5, 2) points of the leg.
        error: (5,) their expected errors.
    """
    seen = distance(xy[TOE], xy[HEEL])
    expected = FOOT_PER_SHANK * distance(xy[KNEE], xy[ANKLE])
    return max(seen, expected) if error[KNEE] <= UNSURE * expected else seen
