"""How each signal is read: one row a signal, beside what it means in `engine/spec/signals.py`.

Who adds a signal adds a row there and a row here, to one of these tables:

* `LEG` and `BODY` take a number from the picture. `corrections` brings it to the anatomical value.
* `COMPARED` holds such numbers against the start position, or against each other.
* `ERRORS` tells how sure a number is, where the leg network says so.

The rise of the heel (`heel_rise_ratio`) needs the frames before: `engine/reps/rise.py` adds it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from formcheck.engine.person.body import Body
from formcheck.engine.person.geometry import (
    NAN,
    Point,
    angle_deg,
    distance,
    distance_to_segment,
    flexion_deg,
    inclination_deg,
    mean_known,
)
from formcheck.engine.person.limbs import Limbs
from formcheck.engine.signals.comparison import Comparison
from formcheck.engine.values.landmarks import Side

ARM_PER_TRUNK = (
    1.15  # shoulder to wrist 0.332, shoulder to hip 0.288 of stature (Drillis and Contini 1966)
)
SHANK_PER_LEG = 0.5  # knee to ankle 0.246, hip to ankle 0.491 of stature (same source)
MOST_YAW_DEG = 45.0  # what is turned further is not made longer than that
LONGEST_FOOT = 1.25  # foot lengths from heel to toe; what is seen farther apart is no foot
X, Y = 0, 1


def _shank_px(body: Body) -> float:
    """Length of a shank, and of a thigh."""
    return SHANK_PER_LEG * body.leg_px


def _ankle_dorsiflexion(own: Limbs, other: Limbs, body: Body) -> float:  # noqa: ARG001
    """Between the shank and the sole, which is moved to the ankle."""
    tip = (
        own.ankle[X] + own.foot_index[X] - own.heel[X],
        own.ankle[Y] + own.foot_index[Y] - own.heel[Y],
    )
    return 90.0 - angle_deg(tip, own.ankle, own.knee)


def _clearance(own: Limbs, other: Limbs, body: Body) -> float:
    lowest = max(own.foot_index[Y], own.heel[Y])
    return (other.foot_index[Y] - lowest) / body.foot_px


def _hand_to_toe(own: Limbs, other: Limbs, body: Body) -> float:
    hands = (own.wrist, own.index_finger, other.wrist, other.index_finger)
    return _nearest([distance(hand, own.foot_index) for hand in hands]) / body.foot_px


def _hand_to_thigh(own: Limbs, other: Limbs, body: Body) -> float:
    hands = (own.wrist, own.index_finger, other.wrist, other.index_finger)
    apart = [distance_to_segment(hand, own.hip, own.knee) for hand in hands]
    return _nearest(apart) / _shank_px(body)


def _nearest(values: list[float]) -> float:
    return min((v for v in values if not math.isnan(v)), default=NAN)


def _foot_angle(own: Limbs, other: Limbs, body: Body) -> float:
    turned = (own.foot_index[X] - own.heel[X]) * _outwards(own, other) / body.foot_px
    if math.isnan(turned):
        return NAN
    return math.degrees(math.asin(min(1.0, max(-1.0, turned))))


def _outwards(own: Limbs, other: Limbs) -> float:
    """The direction away from the other hip: +1 to the right of the picture, -1 to the left."""
    return math.copysign(1.0, own.hip[X] - other.hip[X])


def _heel_over_toe(own: Limbs, _: Limbs, body: Body) -> float:
    """Not known where it is no foot that is seen: heel and toe are of two legs, or of nobody."""
    height = (own.foot_index[Y] - own.heel[Y]) / body.foot_px
    return height if abs(height) <= LONGEST_FOOT else NAN


LEG: dict[str, Callable[[Limbs, Limbs, Body], float]] = {
    "hip_flexion_deg": lambda own, _, body: flexion_deg(
        own.shoulder, own.hip, own.knee, -body.forward
    ),
    "knee_flexion_deg": lambda own, _, body: flexion_deg(
        own.hip, own.knee, own.ankle, body.forward
    ),
    "ankle_dorsiflexion_deg": _ankle_dorsiflexion,
    "shank_inclination_deg": lambda own, _, body: inclination_deg(
        own.ankle, own.knee, body.forward
    ),
    "thigh_inclination_deg": lambda own, _, body: inclination_deg(own.knee, own.hip, -body.forward),
    "clearance_ratio": _clearance,
    "ankle_height_ratio": lambda own, other, body: (
        (other.ankle[Y] - own.ankle[Y]) / _shank_px(body)
    ),
    "ankle_to_thigh_ratio": lambda own, other, body: (
        distance_to_segment(own.ankle, other.hip, other.knee) / _shank_px(body)
    ),
    "hand_to_toe_ratio": _hand_to_toe,
    "hand_to_thigh_ratio": _hand_to_thigh,
    "foot_angle_deg": _foot_angle,
    "knee_inward_deg": lambda own, other, _: (
        -inclination_deg(own.ankle, own.knee, _outwards(own, other))
    ),
    "foot_length_ratio": lambda own, _, body: distance(own.heel, own.foot_index) / body.foot_px,
    "body_line_deg": lambda own, _, body: flexion_deg(
        own.shoulder, own.hip, own.ankle, -body.forward
    ),
    # no signals, but what signals and repetitions are told by
    "heel_over_toe_ratio": _heel_over_toe,
    "ankle_over_toe_ratio": lambda own, _, body: (own.foot_index[Y] - own.ankle[Y]) / body.foot_px,
    "knee_over_toe_ratio": lambda own, _, body: (own.foot_index[Y] - own.knee[Y]) / body.foot_px,
    "body_over_toe_ratio": lambda own, _, body: (
        (own.foot_index[Y] - mean_known(own.hip[Y], own.shoulder[Y])) / body.foot_px
    ),
    "toe_y_ratio": lambda own, _, body: -own.foot_index[Y] / body.foot_px,
}


def _trunk_inclination(body: Body) -> float:
    near = body.limbs(body.near)
    return inclination_deg(near.hip, near.shoulder, body.forward)


def _trunk_length(body: Body) -> float:
    near = body.limbs(body.near)
    return distance(near.shoulder, near.hip) / body.leg_px


def _foremost_wrist(body: Body) -> Point:
    """From the near hip."""
    hip = body.limbs(body.near).hip
    wrists = [(w[X] - hip[X], w[Y] - hip[Y]) for w in (body.left.wrist, body.right.wrist)]
    return max(wrists, key=lambda w: -math.inf if math.isnan(w[X]) else w[X] * body.forward)


def _wrist_reach(body: Body) -> float:
    return _foremost_wrist(body)[X] * body.forward / (ARM_PER_TRUNK * body.trunk_px)


def _wrist_height(body: Body) -> float:
    near = body.limbs(body.near)
    return (near.shoulder[Y] - near.hip[Y] - _foremost_wrist(body)[Y]) / body.trunk_px


def _heels_apart(body: Body) -> float:
    """From side to side in the picture, in shank lengths."""
    apart: float = abs(body.left.heel[X] - body.right.heel[X])
    return apart / _shank_px(body)


def _foreshortening(yaw_deg: float) -> float:
    """Share of a length from front to back that a body shows which is turned out of the side."""
    return math.cos(math.radians(0.0 if math.isnan(yaw_deg) else min(yaw_deg, MOST_YAW_DEG)))


def _hip_width_px(body: Body) -> float:
    return abs(body.left.hip[X] - body.right.hip[X]) or NAN


BODY: dict[str, Callable[[Body], float]] = {
    "trunk_inclination_deg": _trunk_inclination,
    "step_length_ratio": lambda body: _heels_apart(body) / _foreshortening(body.yaw_deg),
    "wrist_reach_ratio": _wrist_reach,
    "wrist_height_ratio": _wrist_height,
    "stance_width_ratio": lambda body: (
        distance(body.left.ankle, body.right.ankle) / _hip_width_px(body)
    ),
    "pelvis_tilt_deg": lambda body: math.degrees(
        math.atan2(body.left.hip[Y] - body.right.hip[Y], _hip_width_px(body))
    ),
    "trunk_px_ratio": _trunk_length,  # no signals, but what some are told by
    "heels_apart_ratio": _heels_apart,
}
# Changes since the start position, of what is read from the picture.
SINCE_START = {
    "toe_lift_ratio": "toe_y_ratio",
    "knee_lift_ratio": "knee_over_toe_ratio",
    "body_lift_ratio": "body_over_toe_ratio",
}


def _change_of(reading: str) -> Callable[[Comparison], float]:
    return lambda it: it.now[reading] - it.start[reading]


def _lift(it: Comparison) -> float:
    heel = it.heel_height()
    return COMPARED["body_lift_ratio"](it) / heel if heel > 0.1 else NAN


COMPARED: dict[str, Callable[[Comparison], float]] = {
    **{name: _change_of(reading) for name, reading in SINCE_START.items()},
    "heel_height_ratio": Comparison.heel_height,
    "lift_ratio": _lift,
    "clearance_ratio": Comparison.clearance,
    "trunk_over_shank_deg": lambda it: (
        it.body["trunk_inclination_deg"] - it.true("shank_inclination_deg")
    ),
    "trunk_length_ratio": lambda it: it.now["trunk_px_ratio"] / it.start["trunk_px_ratio"],
}


def _toe_error(body: Body, side: Side) -> float:
    return body.error_of(side, "foot_index") / body.foot_px


def _foot_error(body: Body, side: Side) -> float:
    heel_px, toe_px = body.error_of(side, "heel"), body.error_of(side, "foot_index")
    return math.hypot(heel_px, toe_px) / body.foot_px


def _shank_error(body: Body, side: Side) -> float:
    knee_px, ankle_px = body.error_of(side, "knee"), body.error_of(side, "ankle")
    return math.degrees(math.hypot(knee_px, ankle_px) / _shank_px(body))


def _knee_error(body: Body, side: Side) -> float:
    knee_deg = math.degrees(body.error_of(side, "knee") / _shank_px(body))
    return math.hypot(_shank_error(body, side), knee_deg)


def _ankle_error(body: Body, side: Side) -> float:
    return math.hypot(_shank_error(body, side), math.degrees(_foot_error(body, side)))


BY_THE_JUDGE = frozenset({"heel_rise_ratio"})  # from the frames before, by `reps/judge`
ERRORS: Mapping[str, Callable[[Body, Side], float]] = {
    "heel_height_ratio": _foot_error,
    "clearance_ratio": _toe_error,
    "toe_lift_ratio": _toe_error,
    "shank_inclination_deg": _shank_error,
    "knee_flexion_deg": _knee_error,
    "ankle_dorsiflexion_deg": _ankle_error,
}
