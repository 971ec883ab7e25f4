"""Every check of the exercises done standing: who meets it, who fails it.

The table says which case proves which check: the name of a recorded clip, perhaps altered, or a
person made of angles (`tests/engine/skeleton.py`) for a fault that no clip shows.
"""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.engine.skeleton import Stance, stay
from tests.specs.people import Closer, Filmed, Recorded
from tests.specs.proofs import Case, Cases, assert_failed, assert_met, each, report, told

STANDING = Stance()
LEAN = Stance(knee_deg=2, shank_deg=25, trunk_deg=15, step=1.2, hands=1)
SINK = Stance(knee_deg=35, shank_deg=30, trunk_deg=10, step=0.9, hands=1)
UP = Stance(heel=0.36, other_heel=0.36)
BELOW = Stance(heel=-0.15, other_heel=-0.15)
ONE_LEG = Stance(lifted=1)
ONE_LEG_UP = replace(ONE_LEG, heel=0.36)
SLOW = (1.0, 0.6, 2.2, 0.4)  # seconds up, at the top, down and at the bottom
HASTY = (1.0, 0.05, 2.2, 0.4)
SOFT = Stance(knee_deg=30, shank_deg=20)
SOFT_UP = replace(SOFT, heel=0.33, other_heel=0.33)
DEEP = Stance(knee_deg=60, shank_deg=30)
DEEP_UP = replace(DEEP, heel=0.33, other_heel=0.33)
DROPPED = (1.0, 0.6, 0.4, 0.4)
BRISK = (1.0, 0.6, 1.4, 0.4)


def holding(*stances: Stance) -> Filmed:
    """Into the stretch, some seconds in each of the postures, and out of it."""
    script = stay(STANDING, 2.0)
    for stance in stances:
        script = stay(stance, 4.0, script)
    return Filmed(tuple(stay(STANDING, 2.0, script)))


def bouncing(stance: Stance, deg: float) -> Filmed:
    """A stretch in which the lean goes to and fro once a second."""
    script = stay(stance, 4.0, stay(STANDING, 2.0))
    for i in range(10):
        script.append(
            (script[-1][0] + 0.5, replace(stance, shank_deg=stance.shank_deg - deg * ((i + 1) % 2)))
        )
    return Filmed(tuple(stay(STANDING, 2.0, stay(stance, 2.0, script))))


def raising(
    low: Stance, *highs: Stance, rest: Stance | None = None, tempo_s: Sequence[float] = SLOW
) -> Filmed:
    """One raise to each of the heights.

    With `rest` at the bottom between them and `low` before and after.
    """
    script = stay(replace(low, heel=0.0, other_heel=0.0), 2.0)
    for i, high in enumerate(highs, 1):
        bottom = low if rest is None or i == len(highs) else rest
        for seconds, stance in zip(tempo_s, (high, high, bottom, bottom), strict=True):
            script.append((script[-1][0] + seconds, stance))
    return Filmed(tuple(stay(low, 1.0, script)))


ON_STEP_SLOWLY = raising(BELOW, UP, UP, UP)
STEP = Recorded("df-heavy-bare")
STEP_FAULTS = Recorded("df-tall")
BENT = Recorded("bk-sporty", until_s=12.3)
BENT_FAULTS = Recorded("bk-older")
ONE = Recorded("sl-r2-bare")
ONE_FAULTS = Recorded("sl-sporty-right")
BOTH = Recorded("cr-tall-front25")
BOTH_FAULTS = Recorded("cr-older-az15")
WALL = Recorded("ga-tall-good")
WALL_BENT = Recorded("so-older-good")

# Who leans back straightens the front knee, too.
FRONT_KNEE = frozenset({"front-knee-bent"})

CASES: Cases = {
    "gastrocnemius-wall-stretch": {
        "hands-on-wall": Case(WALL, Recorded("ga-hips"), "warn"),
        "step-length": Case(WALL, holding(LEAN, replace(LEAN, step=0.55))),
        "heel-down": Case(WALL, Recorded("ga-older")),
        "hips-forward": Case(
            WALL, holding(LEAN, replace(LEAN, shank_deg=8)), also=frozenset({"front-knee-bent"})
        ),
        "front-knee-bent": Case(
            WALL, WALL.but("knee", forward=-0.16, begin_s=7, legs="far"), "warn"
        ),
        "back-knee-straight": Case(WALL, Recorded("ga-older")),
        "feet-straight": Case(
            WALL, WALL.but("foot_index", about="heel", stretch=0.72, begin_s=7, legs="near"), "warn"
        ),
        "body-line": Case(WALL, holding(LEAN, replace(LEAN, trunk_deg=75))),
        "no-bouncing": Case(WALL, Recorded("ga-small-body"), "warn"),
    },
    "soleus-wall-stretch": {
        "hands-on-wall": Case(WALL_BENT, Recorded("so-r2"), "warn"),
        "step-length": Case(WALL_BENT, holding(SINK, replace(SINK, step=0.4))),
        "heel-down": Case(WALL_BENT, Recorded("so-sporty")),
        "hips-forward": Case(
            WALL_BENT, holding(SINK, replace(SINK, shank_deg=12)), also=FRONT_KNEE
        ),
        "back-knee-bent": Case(WALL_BENT, Recorded("so-sporty")),
        "front-knee-bent": Case(
            WALL_BENT, WALL_BENT.but("knee", forward=-0.16, begin_s=7, legs="far"), "warn"
        ),
        "trunk-upright": Case(WALL_BENT, holding(SINK, replace(SINK, trunk_deg=75))),
        "no-bouncing": Case(WALL_BENT, bouncing(SINK, 8), "warn", also=FRONT_KNEE),
    },
    "deficit-calf-raise": {
        "full-height": Case(STEP, STEP_FAULTS),
        "heels-below-step": Case(STEP, STEP_FAULTS),
        "slow-lowering": Case(ON_STEP_SLOWLY, STEP),
        "knee-straight": Case(STEP, STEP_FAULTS),
        "lift-straight-up": Case(STEP_FAULTS, STEP, "warn"),
    },
    "bent-knee-calf-raise": {
        "full-height": Case(BENT, BENT_FAULTS),
        "knees-bent": Case(BENT, raising(STANDING, UP, UP, UP), also=frozenset({"knee-bend-kept"})),
        "knees-not-deep": Case(BENT, raising(DEEP, DEEP_UP, DEEP_UP, DEEP_UP)),
        "knee-bend-kept": Case(BENT, BENT_FAULTS),
        "heels-down-between": Case(
            BENT, raising(SOFT, *[SOFT_UP] * 4, rest=replace(SOFT, heel=0.15, other_heel=0.15))
        ),
        "slow-lowering": Case(BENT, BENT_FAULTS),
        "trunk-upright": Case(
            BENT, BENT.but("shoulder", "nose", "elbow", "wrist", turn_deg=33, begin_s=4), "warn"
        ),
    },
    "single-leg-calf-raise": {
        "full-height": Case(ONE, ONE_FAULTS),
        "heel-down-between": Case(
            ONE, raising(ONE_LEG, *[ONE_LEG_UP] * 4, rest=replace(ONE_LEG, heel=0.14))
        ),
        "knee-straight": Case(ONE, ONE_FAULTS),
        "other-foot-up": Case(ONE, ONE_FAULTS),
        "pause-at-top": Case(ONE_FAULTS, ONE, "warn"),
        "slow-lowering": Case(ONE_FAULTS, raising(ONE_LEG, *[ONE_LEG_UP] * 4, tempo_s=DROPPED)),
        "lift-straight-up": Case(ONE_FAULTS, ONE, "warn"),
    },
    "calf-raise": {
        "full-height": Case(BOTH_FAULTS, BOTH),
        "heel-down-between": Case(
            BOTH, raising(STANDING, *[UP] * 4, rest=Stance(heel=0.14, other_heel=0.14))
        ),
        "both-feet": Case(BOTH, raising(STANDING, *[replace(UP, other_heel=0.0)] * 3)),
        "on-the-floor": Case(
            Closer("feet-floor"), Closer("deficit-calf-raise"), also=frozenset({"lift-straight-up"})
        ),
        "knee-straight": Case(BOTH, raising(STANDING, UP, replace(UP, knee_deg=32), UP)),
        "pause-at-top": Case(BOTH, raising(STANDING, UP, UP, UP, tempo_s=HASTY), "warn"),
        "slow-lowering": Case(BOTH, raising(STANDING, UP, UP, UP, tempo_s=DROPPED)),
        "lift-straight-up": Case(BOTH, BOTH_FAULTS, "warn"),
    },
}
# Checks with a must and a should: a slight fault is only a warning.
SLIGHT: Cases = {
    "gastrocnemius-wall-stretch": {
        "step-length": Case(WALL, holding(LEAN, replace(LEAN, step=0.85)), "warn"),
        "hips-forward": Case(WALL, holding(LEAN, replace(LEAN, shank_deg=18)), "warn"),
        "back-knee-straight": Case(WALL, holding(LEAN, replace(LEAN, knee_deg=17)), "warn"),
        "body-line": Case(WALL, Recorded("ga-small-body"), "warn"),
    },
    "soleus-wall-stretch": {
        "hips-forward": Case(
            WALL_BENT, holding(SINK, replace(SINK, shank_deg=23)), "warn", also=FRONT_KNEE
        ),
        "trunk-upright": Case(WALL_BENT, Recorded("so-r2"), "warn"),
    },
    "deficit-calf-raise": {
        "slow-lowering": Case(ON_STEP_SLOWLY, raising(BELOW, UP, UP, UP, tempo_s=BRISK), "warn"),
        "full-height": Case(
            STEP, raising(BELOW, UP, UP, replace(UP, heel=0.27, other_heel=0.27), UP), "warn"
        ),
        "knee-straight": Case(STEP, raising(BELOW, UP, replace(UP, knee_deg=22), UP), "warn"),
    },
    "single-leg-calf-raise": {
        "full-height": Case(
            ONE, raising(ONE_LEG, *[ONE_LEG_UP] * 3, replace(ONE_LEG_UP, heel=0.27)), "warn"
        ),
        "slow-lowering": Case(ONE_FAULTS, ONE, "warn"),
    },
    "calf-raise": {
        "full-height": Case(
            BOTH_FAULTS,
            raising(STANDING, UP, UP, UP, replace(UP, heel=0.27, other_heel=0.27)),
            "warn",
        ),
        "slow-lowering": Case(BOTH, BOTH_FAULTS, "warn"),
    },
}


@pytest.mark.parametrize(("exercise", "check", "case"), each(CASES))
def test_who_does_it_right_is_told_nothing(exercise: str, check: str, case: Case) -> None:
    assert_met(exercise, check, case)


@pytest.mark.parametrize(("exercise", "check", "case"), [*each(CASES), *each(SLIGHT)])
def test_who_does_it_wrong_is_told_so(exercise: str, check: str, case: Case) -> None:
    assert_failed(exercise, check, case)


def test_the_worst_value_is_one_of_the_hold() -> None:
    found = report("gastrocnemius-wall-stretch", holding(LEAN, replace(LEAN, shank_deg=8))).findings
    (leaned_back,) = [f for f in found if f.check == "hips-forward"]
    assert leaned_back.worst == pytest.approx(8.0, abs=1.0)


def test_heels_that_hardly_sink_are_warned() -> None:
    low = Stance(heel=-0.085, other_heel=-0.085)
    assert told(report("deficit-calf-raise", raising(low, UP, UP, UP))) == {
        "heels-below-step": "warn"
    }


@pytest.mark.parametrize("turn_deg", [45, 60])
def test_raises_with_the_trunk_far_forward_are_told(turn_deg: float) -> None:
    leaning = BENT.but("shoulder", "nose", "elbow", "wrist", turn_deg=turn_deg, begin_s=4)
    assert told(report("bent-knee-calf-raise", leaning)) == {"trunk-upright": "warn"}
