"""A body in one frame -> named readings, and readings -> signals relative to the person's own start position.

`read` takes from the picture what is there; `signals` brings the readings to anatomical values with
the corrections (`corrections.py`) and the baseline of the quiet start position. Heights are in foot
lengths.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from formcheck.engine.person.body import Body
from formcheck.engine.person.geometry import (
    NAN,
    angle_deg,
    distance,
    distance_to_segment,
    flexion_deg,
    inclination_deg,
    mean_known,
)
from formcheck.engine.signals import corrections
from formcheck.engine.signals.corrections import Posture
from formcheck.engine.values.landmarks import Landmark, Side, other_side

SIDES: tuple[Side, Side] = ("left", "right")
ARM_PER_TRUNK = (
    1.15  # shoulder to wrist 0.332, shoulder to hip 0.288 of stature (Drillis and Contini 1966)
)
SHANK_PER_LEG = 0.5  # knee to ankle 0.246, hip to ankle 0.491 of stature (same source)
Readings = Mapping[str, float]


def read(body: Body) -> dict[str, float]:
    """All readings of both legs and the trunk; NaN where a point is missing."""
    values: dict[str, float] = {}
    for side in SIDES:
        values |= {f"{side}_{name}": value for name, value in _read_leg(body, side).items()}
        values |= {f"{side}_{name}_error": error for name, error in _errors(body, side).items()}
    return values | _read_trunk(body)


def _read_leg(body: Body, side: Side) -> dict[str, float]:
    p = {
        n: body.point(side, n)
        for n in ("shoulder", "hip", "knee", "ankle", "heel", "foot_index", "wrist")
    }
    other = {n: body.point(other_side(side), n) for n in ("hip", "knee", "ankle", "foot_index")}
    f, foot = body.forward, body.foot_px
    thigh = SHANK_PER_LEG * body.leg_px
    toe_y = float(p["foot_index"][1])
    foot_angle = angle_deg(p["ankle"] + (p["foot_index"] - p["heel"]), p["ankle"], p["knee"])
    hands = [body.point(s, n) for s in SIDES for n in ("wrist", "index")]
    return {
        "hip_flexion_deg": flexion_deg(p["shoulder"], p["hip"], p["knee"], -f),
        "knee_flexion_deg": flexion_deg(p["hip"], p["knee"], p["ankle"], f),
        "ankle_dorsiflexion_deg": 90.0 - foot_angle,
        "shank_inclination_deg": inclination_deg(p["ankle"], p["knee"], f),
        "thigh_inclination_deg": inclination_deg(p["knee"], p["hip"], -f),
        "heel_over_toe_ratio": (toe_y - p["heel"][1]) / foot,
        "body_over_toe_ratio": (toe_y - mean_known(p["hip"][1], p["shoulder"][1])) / foot,
        "ankle_over_toe_ratio": (toe_y - p["ankle"][1]) / foot,
        "knee_over_toe_ratio": (toe_y - p["knee"][1]) / foot,
        "toe_y_ratio": -toe_y / foot,
        "clearance_ratio": (other["foot_index"][1] - max(toe_y, p["heel"][1])) / foot,
        "ankle_height_ratio": (other["ankle"][1] - p["ankle"][1]) / (SHANK_PER_LEG * body.leg_px),
        "ankle_to_thigh_ratio": distance_to_segment(p["ankle"], other["hip"], other["knee"])
        / thigh,
        "hand_to_toe_ratio": _nearest([distance(h, p["foot_index"]) for h in hands]) / foot,
        "hand_to_thigh_ratio": _nearest(
            [distance_to_segment(h, p["hip"], p["knee"]) for h in hands]
        )
        / thigh,
        "body_line_deg": flexion_deg(p["shoulder"], p["hip"], p["ankle"], -f),
        "foot_length_ratio": distance(p["heel"], p["foot_index"]) / foot,
        **_read_front(body, side),
    }


def _errors(body: Body, side: Side) -> dict[str, float]:
    """Expected errors of what stands on the points of the leg network, as far as these tell any.

    0 where not.
    """
    knee, ankle, heel, toe = (
        0.0 if math.isnan(error := float(body.error_px[Landmark.of(side, part)])) else error
        for part in ("knee", "ankle", "heel", "foot_index")
    )
    shank_px = SHANK_PER_LEG * body.leg_px
    foot = math.hypot(heel, toe) / body.foot_px
    shank = math.degrees(math.hypot(knee, ankle) / shank_px)
    return {
        "heel_height_ratio": foot,
        "clearance_ratio": toe / body.foot_px,
        "toe_lift_ratio": toe / body.foot_px,
        "shank_inclination_deg": shank,
        "knee_flexion_deg": math.hypot(shank, math.degrees(knee / shank_px)),
        "ankle_dorsiflexion_deg": math.hypot(shank, math.degrees(foot)),
    }


def _read_front(body: Body, side: Side) -> dict[str, float]:
    """What only a front view shows; outwards is away from the other hip."""
    hip, knee, ankle, heel, toe = (
        body.point(side, n) for n in ("hip", "knee", "ankle", "heel", "foot_index")
    )
    outwards = math.copysign(1.0, float(hip[0] - body.point(other_side(side), "hip")[0]))
    turned = float(toe[0] - heel[0]) * outwards / body.foot_px
    return {
        "foot_angle_deg": math.degrees(math.asin(min(1.0, max(-1.0, turned))))
        if not math.isnan(turned)
        else NAN,
        "knee_inward_deg": -inclination_deg(ankle, knee, outwards),
    }


def _read_trunk(body: Body) -> dict[str, float]:
    f, near = body.forward, body.near
    shoulder, hip = body.point(near, "shoulder"), body.point(near, "hip")
    arm = ARM_PER_TRUNK * body.trunk_px
    wrists = [body.point(side, "wrist") - hip for side in SIDES]
    reach = max(wrists, key=lambda w: -math.inf if math.isnan(w[0]) else w[0] * f)
    heels = body.point("left", "heel")[0] - body.point("right", "heel")[0]
    ankles = distance(body.point("left", "ankle"), body.point("right", "ankle"))
    hips = body.point("left", "hip") - body.point("right", "hip")
    return {
        "trunk_inclination_deg": inclination_deg(hip, shoulder, f),
        "trunk_px_ratio": distance(shoulder, hip) / body.leg_px,
        "step_length_ratio": abs(heels) / (SHANK_PER_LEG * body.leg_px),
        "wrist_reach_ratio": float(reach[0]) * f / arm,
        "wrist_height_ratio": (shoulder[1] - hip[1] - float(reach[1])) / body.trunk_px,
        "stance_width_ratio": ankles / (abs(float(hips[0])) or NAN),
        "pelvis_tilt_deg": math.degrees(math.atan2(float(hips[1]), abs(float(hips[0])) or NAN)),
    }


def _nearest(values: list[float]) -> float:
    return min((v for v in values if not math.isnan(v)), default=NAN)


def signals(
    readings: Readings,
    base: Readings,
    posture: Posture,
    *,
    legs: bool = False,
    yaw_deg: float = NAN,
) -> dict[str, float]:
    """Signals of `names.SIGNALS` for both legs (left_..., right_...) and the body.

    Args:
        readings: What `read` gave for this frame.
        base: Medians of the readings in the quiet start position; empty before there was one, then
            everything that needs it is NaN.
        posture: Which corrections and assumptions hold.
        legs: The leg network found knee and foot.
        yaw_deg: Turn of the body out of the side view.
    """
    values = {
        name: corrections.to_true(name, reading, base, posture, legs=legs)
        for name, reading in readings.items()
    }
    for side in SIDES:
        flat = resting_heel(side, base, legs=legs, yaw_deg=yaw_deg) if posture.feet_flat else NAN
        heel = readings[f"{side}_heel_over_toe_ratio"] - flat
        if not legs:
            shank = f"{side}_shank_inclination_deg"
            heel -= corrections.heel_ride_up(heel, readings[shank], base.get(shank, NAN))
        values |= {
            f"{side}_{name}": value for name, value in _relative(side, heel, readings, base).items()
        }
        lean = values["trunk_inclination_deg"] - values[f"{side}_shank_inclination_deg"]
        values[f"{side}_trunk_over_shank_deg"] = lean
    values["trunk_length_ratio"] = readings["trunk_px_ratio"] / base.get("trunk_px_ratio", NAN)
    return values


def resting_heel(side: Side, base: Readings, *, legs: bool, yaw_deg: float) -> float:
    """What `heel_over_toe_ratio` reads while the foot is flat; NaN where that is not known."""
    read = base.get(f"{side}_heel_over_toe_ratio", NAN)
    return corrections.resting_heel(read, yaw_deg) if legs else read


def _relative(side: Side, heel: float, now: Readings, base: Readings) -> dict[str, float]:
    def change(name: str) -> float:
        return now[f"{side}_{name}"] - base.get(f"{side}_{name}", NAN)

    body = change("body_over_toe_ratio")
    floor = corrections.resting_clearance(base.get(f"{side}_clearance_ratio", NAN))
    return {
        "heel_height_ratio": heel,
        "toe_lift_ratio": change("toe_y_ratio"),
        "knee_lift_ratio": change("knee_over_toe_ratio"),
        "body_lift_ratio": body,
        "lift_ratio": body / heel if heel > 0.1 else NAN,
        "clearance_ratio": now[f"{side}_clearance_ratio"] - floor,
    }


def median_of(values: list[Readings]) -> dict[str, float]:
    """Median of every reading over several frames; NaN where it was never known."""
    return {name: _median([v[name] for v in values]) for name in values[0]}


def _median(values: list[float]) -> float:
    known = sorted(v for v in values if not math.isnan(v))
    return mean_known(*known[(len(known) - 1) // 2 : len(known) // 2 + 1])
