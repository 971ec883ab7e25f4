"""Performances of every exercise, right and wrong, by people made of angles.

Each wrong one differs from the right one in the one thing that its name says.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.specs.figures import Figure, Script, held, repeated, swung

STANDING = Figure(far_x=0.1)
LEAN = Figure(knee=2, shank=23, trunk=15, far_x=1.25, hand=1)
SINK = Figure(knee=35, shank=30, trunk=8, far_x=0.85, hand=1)
ONE_LEG = Figure(far_x=-0.5, far_y=0.15)
BELOW = STANDING.but(foot=-9, far_foot=-9)
UP = STANDING.but(foot=21, far_foot=21)
SOFT = STANDING.but(knee=30, shank=20)
SOFT_UP = SOFT.but(foot=19, far_foot=19)
DEEP = STANDING.but(knee=65, shank=35)
SEAT = Figure(knee=92, shank=2, far_knee=92, far_shank=2)
HEELS_UP = SEAT.but(foot=20, shank=6)
LUNGE = Figure(knee=70, shank=0, y=0.27, x=1.0, far_x=-0.9)
LUNGING = LUNGE.but(shank=34, knee=92, trunk=8)
CHAIR = Figure(pinned=0, hip_y=0.27, knee=5, shank=-62, foot=-30, far_knee=92, far_shank=2)
LYING = Figure(
    pinned=0,
    hip_y=0.06,
    trunk=-90,
    far_knee=90,
    far_shank=30,
    hand=2,
    knee=95,
    shank=-85,
    foot=20,
)
LEG_UP = LYING.but(knee=15, shank=-165, foot=-165)
MAT = Figure(
    pinned=0, hip_y=0.06, trunk=-5, knee=3, shank=-86, foot=-45, far_knee=100, far_shank=20, hand=4
)

RAISE_S = (2.0, 1.2, 3.0, 0.6)
DROP_S = (1.5, 1.0, 0.3, 0.6)
QUICK_S = (0.3, 0.1, 0.3, 0.1)
LIFT_S = (1.5, 3.0, 2.0, 0.6)
LUNGE_S = (2.0, 3.5, 2.0, 0.8)


@dataclass(frozen=True, slots=True)
class Performance:
    """One thing done wrong, and what is to be told.

    Attributes:
        script: What is done.
        told: The check that names it; "" where a reason does.
        full: Repetitions that count all the same, because clinical.md only asks that they should.
        held_s: Good seconds that are allowed, for the same reason or before the fault began.
        reason: Part of the reason where nothing was counted or held.
    """

    script: Script
    told: str
    full: int = 0
    held_s: float = 0.0
    reason: str = ""


Wrong = dict[str, Performance]
POSTURE = {
    "ankle-mobilization": "foot-up",
    "seated-calf-raise": "seated",
    "seated-hamstring-stretch": "seated",
    "supine-hamstring-stretch": "lying",
    "towel-calf-stretch": "long-sitting",
}
RIGHT: dict[str, Script] = {
    "gastrocnemius-wall-stretch": held(STANDING, LEAN),
    "soleus-wall-stretch": held(STANDING, SINK),
    "ankle-mobilization": repeated(LUNGE, LUNGING, LUNGE_S),
    "seated-hamstring-stretch": held(CHAIR, CHAIR.but(trunk=35)),
    "supine-hamstring-stretch": held(LYING, LEG_UP),
    "towel-calf-stretch": held(MAT, MAT.but(foot=-68)),
    "deficit-calf-raise": repeated(STANDING, UP, RAISE_S, low=BELOW),
    "bent-knee-calf-raise": repeated(STANDING, SOFT_UP, RAISE_S, low=SOFT),
    "single-leg-calf-raise": repeated(ONE_LEG, ONE_LEG.but(foot=21), RAISE_S),
    "seated-calf-raise": repeated(SEAT, HEELS_UP, LIFT_S),
    "calf-raise": repeated(STANDING, UP, RAISE_S),
}
WRONG: dict[str, Wrong] = {
    "gastrocnemius-wall-stretch": {
        "heel up": Performance(held(STANDING, LEAN.but(foot=11)), "heel-down"),
        "knee bent": Performance(held(STANDING, LEAN.but(knee=32, shank=30)), "back-knee-straight"),
        "short step": Performance(held(STANDING, LEAN.but(far_x=0.5, shank=16)), "step-length"),
        "hips back": Performance(held(STANDING, LEAN.but(shank=6)), "hips-forward"),
        "folded": Performance(held(STANDING, LEAN.but(trunk=75)), "body-line"),
        "bouncing": Performance(swung(STANDING, LEAN, LEAN.but(shank=13)), "no-bouncing"),
        "half a hold": Performance(
            held(STANDING, LEAN, LEAN.but(foot=11), seconds=5.0), "heel-down", held_s=5.0
        ),
    },
    "soleus-wall-stretch": {
        "heel up": Performance(held(STANDING, SINK.but(foot=11)), "heel-down"),
        "knee straight": Performance(held(STANDING, SINK.but(knee=5, shank=22)), "back-knee-bent"),
        "no depth": Performance(held(STANDING, SINK.but(shank=10)), "hips-forward"),
        "folded": Performance(held(STANDING, SINK.but(trunk=70)), "trunk-upright"),
        "bouncing": Performance(swung(STANDING, SINK, SINK.but(shank=20, knee=26)), "no-bouncing"),
        "bouncing twice a second": Performance(
            swung(STANDING, SINK, SINK.but(shank=20, knee=26), hz=2.0, times=24), "no-bouncing"
        ),
    },
    "ankle-mobilization": {
        "heel lifts": Performance(
            repeated(LUNGE, LUNGING.but(foot=10, shank=40), LUNGE_S), "heel-down"
        ),
        "not far": Performance(repeated(LUNGE, LUNGING.but(shank=15), LUNGE_S), "knee-over-toes"),
        "thrown": Performance(repeated(LUNGE, LUNGING, (0.4, 0.2, 0.4, 0.3)), "slow"),
        "pumped": Performance(repeated(LUNGE, LUNGING, (0.25, 0.05, 0.25, 0.05), 8), "slow"),
        "standing heel": Performance(
            repeated(LUNGE, LUNGING.but(far_foot=15), LUNGE_S), "standing-heel-down"
        ),
        "foot not up": Performance(
            repeated(LUNGE.but(y=0.08), LUNGING.but(y=0.08), LUNGE_S), "", reason="on a chair"
        ),
        "no hold": Performance(
            repeated(LUNGE, LUNGING, (1.5, 0.1, 1.5, 0.6)), "hold-at-front", full=4
        ),
    },
    "seated-hamstring-stretch": {
        "knee bent": Performance(
            held(CHAIR, CHAIR.but(trunk=35, knee=32, shank=-48)), "knee-straight"
        ),
        "not far": Performance(held(CHAIR, CHAIR.but(trunk=12)), "hip-hinge"),
        "heel up": Performance(
            held(CHAIR, CHAIR.but(trunk=35, shank=-80, foot=10)), "heel-on-floor"
        ),
        "bouncing": Performance(
            swung(CHAIR, CHAIR.but(trunk=40), CHAIR.but(trunk=28)), "no-bouncing"
        ),
        "bouncing far": Performance(
            swung(CHAIR, CHAIR.but(trunk=40), CHAIR.but(trunk=15)), "no-bouncing"
        ),
    },
    "supine-hamstring-stretch": {
        "thigh low": Performance(held(LYING, LEG_UP.but(shank=-125)), "thigh-upright"),
        "knee bent": Performance(held(LYING, LEG_UP.but(knee=43, shank=-137)), "knee-straight"),
        "kicked": Performance(swung(LYING, LEG_UP, LEG_UP.but(knee=55, shank=-125)), "no-bouncing"),
        "thigh drops": Performance(
            held(LYING, LEG_UP, LEG_UP.but(shank=-135), seconds=5.0), "thigh-still", held_s=5.0
        ),
        "toes pointed": Performance(held(LYING, LEG_UP.but(foot=-120)), "toes-pulled", held_s=8.0),
        "not tried": Performance(
            held(LYING, LEG_UP.but(knee=60, shank=-120)), "", reason="position of the exercise"
        ),
    },
    "towel-calf-stretch": {
        "knee bent": Performance(held(MAT, MAT.but(foot=-68, knee=32, shank=-70)), "knee-straight"),
        "hardly pulled": Performance(
            held(MAT, MAT.but(foot=-49)), "", reason="go into the stretch"
        ),
        "bouncing": Performance(swung(MAT, MAT.but(foot=-75), MAT.but(foot=-58)), "no-bouncing"),
        "leaning back": Performance(
            held(MAT, MAT.but(foot=-68, trunk=-35)), "sit-tall", held_s=8.0
        ),
        "hands in the lap": Performance(
            held(MAT.but(hand=2), MAT.but(foot=-68, hand=2)), "towel-in-hands"
        ),
        "leg up": Performance(held(MAT, MAT.but(foot=-88, shank=-106)), "leg-on-mat", held_s=8.0),
    },
    "deficit-calf-raise": {
        "level": Performance(repeated(STANDING, UP, RAISE_S), "heels-below-step"),
        "dropped": Performance(repeated(STANDING, UP, DROP_S, low=BELOW), "slow-lowering"),
        "knees bent": Performance(
            repeated(
                STANDING, UP.but(knee=32, shank=18), RAISE_S, low=BELOW.but(knee=32, shank=18)
            ),
            "knee-straight",
        ),
        "bouncing": Performance(repeated(STANDING, UP, QUICK_S, 6, low=BELOW), "slow-lowering"),
    },
    "bent-knee-calf-raise": {
        "straight": Performance(repeated(STANDING, UP, RAISE_S), "knees-bent"),
        "straightening": Performance(repeated(STANDING, UP, RAISE_S, low=SOFT), "knee-bend-kept"),
        "dropped": Performance(repeated(STANDING, SOFT_UP, DROP_S, low=SOFT), "slow-lowering"),
        "too deep": Performance(
            repeated(STANDING, DEEP.but(foot=19, far_foot=19), RAISE_S, low=DEEP), "knees-not-deep"
        ),
        "never down": Performance(
            repeated(STANDING, SOFT_UP, RAISE_S, low=SOFT.but(foot=9, far_foot=9)),
            "heels-down-between",
        ),
    },
    "single-leg-calf-raise": {
        "on both legs": Performance(repeated(STANDING, UP, RAISE_S), "other-foot-up"),
        "knee bent": Performance(
            repeated(
                ONE_LEG.but(knee=30, shank=18), ONE_LEG.but(knee=30, shank=18, foot=21), RAISE_S
            ),
            "knee-straight",
        ),
        "low": Performance(repeated(ONE_LEG, ONE_LEG.but(foot=8), RAISE_S), "full-height"),
        "dropped": Performance(repeated(ONE_LEG, ONE_LEG.but(foot=21), DROP_S), "slow-lowering"),
        "quick": Performance(repeated(ONE_LEG, ONE_LEG.but(foot=21), QUICK_S, 6), "slow-lowering"),
        "never down": Performance(
            repeated(ONE_LEG, ONE_LEG.but(foot=21), RAISE_S, low=ONE_LEG.but(foot=9)),
            "heel-down-between",
        ),
        "rocking": Performance(
            repeated(ONE_LEG, ONE_LEG.but(foot=21, trunk=25), RAISE_S), "lift-straight-up", full=4
        ),
    },
    "seated-calf-raise": {
        "dropped": Performance(repeated(SEAT, HEELS_UP, (1.5, 2.5, 0.3, 0.6)), "slow-lowering"),
        "quick": Performance(
            repeated(SEAT, HEELS_UP, (0.28, 0.07, 0.28, 0.07), 6), "slow-lowering"
        ),
        "half": Performance(repeated(SEAT, SEAT.but(foot=8), LIFT_S), "full-height"),
        "never down": Performance(
            repeated(SEAT, HEELS_UP, LIFT_S, low=SEAT.but(foot=10)), "heel-down-between"
        ),
        "feet in front": Performance(
            repeated(SEAT.but(shank=-22, knee=68), HEELS_UP.but(shank=-20, knee=70), LIFT_S),
            "feet-under-knees",
        ),
        "rocking": Performance(repeated(SEAT, HEELS_UP.but(trunk=35), LIFT_S), "sit-tall", full=4),
        "no hold": Performance(
            repeated(SEAT, HEELS_UP, (1.5, 0.1, 2.0, 0.6)), "pause-at-top", full=4
        ),
    },
    "calf-raise": {
        "pumping": Performance(
            repeated(STANDING, UP.but(knee=32, shank=20), RAISE_S), "knee-straight"
        ),
        "low": Performance(
            repeated(STANDING, STANDING.but(foot=8, far_foot=8), RAISE_S), "full-height"
        ),
        "dropped": Performance(repeated(STANDING, UP, DROP_S), "slow-lowering"),
        "never down": Performance(
            repeated(STANDING, UP, RAISE_S, low=STANDING.but(foot=9, far_foot=9)),
            "heel-down-between",
        ),
    },
}
