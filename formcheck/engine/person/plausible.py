"""Whether landmarks can be a person, and what of them fits to a leg that is certainly there."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from formcheck.engine.person.geometry import Points, distance, is_known, mean_known, middle
from formcheck.engine.person.legs import SIDES
from formcheck.engine.values.landmarks import Array, Landmark, Side
from formcheck.engine.values.pose import Pose

TORSO = (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, Landmark.LEFT_HIP, Landmark.RIGHT_HIP)
MIN_VISIBILITY = 0.5
MIN_PERSON_PX = 60.0  # joint errors pass 6 degrees below this height
TRUNK_FEET, LEG_FEET = (
    1.9,
    3.2,
)  # shoulder to hip and hip to ankle in foot lengths (Drillis and Contini 1966)
# share of these that is left of somebody who bends to the camera; a body guessed in a shin has less
SMALLEST = 0.6
AT_BORDER = 0.97  # share of the height of the picture below which the model guesses ankles
MIN_TRUNK, MAX_TRUNK = 0.3, 1.5  # leg lengths: human in any posture


def is_plausible(pose: Pose) -> bool:
    """True when the landmarks can be a person: torso in the picture and human proportions."""
    xy: Points = pose.xy_px.tolist()
    if not all(is_known(xy[mark]) and not pose.visibility[mark] < MIN_VISIBILITY for mark in TORSO):
        return False
    trunk = trunk_px(xy)
    legs = [leg for side in SIDES if not math.isnan(leg := leg_px(xy, side))]
    leg = max(legs, default=0.0)
    if leg <= 0 or trunk <= 0:
        return False
    head = distance(xy[Landmark.NOSE], middle(xy[TORSO[0]], xy[TORSO[1]]))
    return (
        trunk + leg >= 0.78 * MIN_PERSON_PX
        and MIN_TRUNK <= trunk / leg <= MAX_TRUNK
        and not head > 1.1 * trunk  # also true when the head is out of the picture
        and any(_thigh_and_shank_match(xy, side) for side in SIDES)
    )


def is_cropped(pose: Pose) -> bool:
    """True when somebody stands in the picture down to the knees and their feet are below it."""
    xy: Points = pose.xy_px.tolist()
    known = [is_known(xy[mark]) and not pose.visibility[mark] < MIN_VISIBILITY for mark in TORSO]
    trunk = trunk_px(xy)
    head = distance(xy[Landmark.NOSE], middle(xy[TORSO[0]], xy[TORSO[1]]))
    knees = [xy[Landmark.of(side, "knee")] for side in SIDES]
    ankles = [xy[Landmark.of(side, "ankle")] for side in SIDES]
    is_low = not any(ankle[1] < AT_BORDER * pose.size_px[1] for ankle in ankles)
    is_whole = all(known) and any(map(is_known, knees)) and not head > 1.1 * trunk
    return is_whole and is_low and trunk >= MIN_PERSON_PX / 2


def is_of_another_size(pose: Pose, foot_px: float) -> bool:
    """True when the pose model saw a whole person in what is nothing but a shin and a foot.

    Args:
        pose: As the pose model gave it.
        foot_px: Length of a foot that is certainly there.
    """
    xy: Points = pose.xy_px.tolist()
    legs = [leg for side in SIDES if not math.isnan(leg := leg_px(xy, side))]
    leg = max(legs, default=math.nan)
    return mean_known(trunk_px(xy) / TRUNK_FEET, leg / LEG_FEET) < SMALLEST * foot_px


def feet_only(pose: Pose, error_px: Array) -> Pose:
    """The pose with nothing but the points that the leg network found.

    `error_px` (33,) is known for these.
    """
    xy = np.where(np.isfinite(error_px)[:, None], pose.xy_px, np.nan)
    return replace(pose, xy_px=xy, world_m=None)


def lower_body(pose: Pose, side: Side) -> Pose:
    """The pose without what does not fit to a leg that is certainly there.

    Nothing but feet may be in the picture.
    """
    xy = pose.xy_px.copy()
    hips, head = (
        slice(Landmark.LEFT_HIP, Landmark.RIGHT_HIP + 1),
        slice(Landmark.NOSE, Landmark.LEFT_HIP),
    )
    fits = pose.visibility[hips].min() >= MIN_VISIBILITY and _thigh_and_shank_match(xy, side)
    trunk, leg = trunk_px(xy), leg_px(xy, side)
    if not fits:
        xy[hips] = np.nan
    if not (fits and MIN_TRUNK <= trunk / leg <= MAX_TRUNK):
        xy[head] = np.nan
    return replace(pose, xy_px=xy, world_m=pose.world_m if fits else None)


def _thigh_and_shank_match(xy: Points, side: Side) -> bool:
    thigh = distance(xy[Landmark.of(side, "hip")], xy[Landmark.of(side, "knee")])
    shank = distance(xy[Landmark.of(side, "knee")], xy[Landmark.of(side, "ankle")])
    foot = distance(xy[Landmark.of(side, "heel")], xy[Landmark.of(side, "foot_index")])
    return shank > 0 and 0.4 <= thigh / shank <= 2.0 and not foot > 0.8 * shank


def leg_px(xy: Points, side: Side) -> float:
    """Hip to knee to ankle in pixels; NaN where one is not known."""
    knee = xy[Landmark.of(side, "knee")]
    thigh = distance(xy[Landmark.of(side, "hip")], knee)
    return thigh + distance(knee, xy[Landmark.of(side, "ankle")])


def trunk_px(xy: Points) -> float:
    """Shoulder to hip in pixels, the mean of both sides; NaN where none is known."""
    left, right = (
        distance(xy[Landmark.of(s, "shoulder")], xy[Landmark.of(s, "hip")])
        for s in ("left", "right")
    )
    return mean_known(left, right)
