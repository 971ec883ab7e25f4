"""What does not count is not counted, and the count says why; what is done right counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from formcheck.engine.values.report import Report
from formcheck.reports.words import counted
from tests.engine.recorded import report_of
from tests.engine.skeleton import Stance, film, raises, stay, without

STANDING = Stance()
UP = Stance(heel=0.36, other_heel=0.36)
ONE_LEG = Stance(lifted=1)
ONE_LEG_UP = replace(ONE_LEG, heel=0.36)
BELOW = Stance(heel=-0.15, other_heel=-0.15)
SOFT = Stance(knee_deg=30, shank_deg=20)
SOFT_UP = replace(SOFT, heel=0.33, other_heel=0.33)
SLOW = (1.5, 0.8, 3.2, 0.4)
DROPPED = (1.5, 0.8, 0.4, 0.4)
BOUNCED = (0.35, 0.05, 0.35, 0.05)


def bent(stance: Stance, knee_deg: float = 32) -> Stance:
    return replace(stance, knee_deg=knee_deg, shank_deg=20)


def done(exercise: str, low: Stance, high: Stance, tempo_s: Sequence[float] = SLOW) -> Report:
    """Stands level, then does four repetitions."""
    script = stay(replace(low, heel=0.0, other_heel=0.0), 2.0)
    if low.heel or low != STANDING:
        script = stay(low, 0.5, script)
    for _ in range(4):
        for seconds, stance in zip(tempo_s, (high, high, low, low), strict=True):
            script.append((script[-1][0] + seconds, stance))
    return report_of(exercise, film(stay(low, 1.0, script)))


RIGHT = {
    "single-leg-calf-raise": (ONE_LEG, ONE_LEG_UP),
    "calf-raise": (STANDING, UP),
    "deficit-calf-raise": (BELOW, UP),
    "bent-knee-calf-raise": (SOFT, SOFT_UP),
}
WRONG = {
    "on both legs": ("single-leg-calf-raise", STANDING, UP, SLOW),
    "on the other foot, too": (
        "single-leg-calf-raise",
        STANDING,
        replace(UP, other_heel=0.0),
        SLOW,
    ),
    "knee bent": ("single-leg-calf-raise", bent(ONE_LEG), bent(ONE_LEG_UP), SLOW),
    "knee pumping": ("single-leg-calf-raise", ONE_LEG, bent(ONE_LEG_UP), SLOW),
    "low": ("single-leg-calf-raise", ONE_LEG, replace(ONE_LEG, heel=0.15), SLOW),
    "knees bent": ("calf-raise", bent(STANDING), bent(UP), SLOW),
    "dropped off the step": ("deficit-calf-raise", BELOW, UP, DROPPED),
    "bouncing off the step": ("deficit-calf-raise", BELOW, UP, BOUNCED),
    "level on the step": ("deficit-calf-raise", STANDING, UP, SLOW),
    "bent off the step": ("deficit-calf-raise", bent(BELOW), bent(UP), SLOW),
    "straight": ("bent-knee-calf-raise", STANDING, UP, SLOW),
    "straightening": ("bent-knee-calf-raise", SOFT, UP, SLOW),
    "dropped": ("bent-knee-calf-raise", SOFT, SOFT_UP, DROPPED),
}
TOLD = {
    "on both legs": "0 full, 4 on both legs, 0 uncertain",
    "on the other foot, too": "0 full, 4 on both legs, 0 uncertain",
    "knee bent": "0 full, 4 knee bent, 0 uncertain",
    "knees bent": "0 full, 4 knees bent, 0 uncertain",
    "dropped off the step": "0 full, 4 too fast, 0 uncertain",
    "bouncing off the step": "0 full, 4 too fast, 0 uncertain",
}


@pytest.mark.parametrize("exercise", RIGHT)
def test_done_right_counts_and_nothing_is_blamed(exercise: str) -> None:
    report = done(exercise, *RIGHT[exercise])
    assert counted(report) == "4 full, 0 partial, 0 uncertain"
    assert [f for f in report.findings if f.level != "unknown"] == []


@pytest.mark.parametrize("name", WRONG)
def test_done_wrong_does_not_count(name: str) -> None:
    exercise, low, high, tempo_s = WRONG[name]
    report = done(exercise, low, high, tempo_s)
    assert [rep.verdict for rep in report.reps] == ["partial"] * 4
    assert all(any(f.level == "bad" for f in rep.findings) for rep in report.reps)
    assert counted(report) == TOLD.get(name, counted(report))


@pytest.mark.parametrize("fps", [15, 30])
@pytest.mark.parametrize("seconds", [0.6, 0.75, 0.9])
def test_quick_raises_are_told_as_too_fast_and_none_is_lost(seconds: float, fps: float) -> None:
    tempo_s = [share * seconds for share in (0.4, 0.1, 0.4, 0.1)]
    report = report_of(
        "single-leg-calf-raise", film(raises(ONE_LEG, ONE_LEG_UP, 5, tempo_s), fps=fps)
    )
    assert counted(report) == "0 full, 5 too fast, 0 uncertain"


def test_the_count_names_each_reason() -> None:
    script = raises(ONE_LEG, ONE_LEG_UP, 3, SLOW)
    for low, high, tempo_s in ((STANDING, UP, SLOW), (ONE_LEG, ONE_LEG_UP, DROPPED)):
        script = stay(low, 0.5, script)
        for seconds, stance in zip(tempo_s, (high, high, low, low), strict=True):
            script.append((script[-1][0] + seconds, stance))
    report = report_of("single-leg-calf-raise", film(stay(ONE_LEG, 1.0, script)))
    assert counted(report) == "3 full, 1 on both legs, 1 too fast, 0 uncertain"


def test_what_is_not_seen_makes_no_repetition_partial() -> None:
    script = raises(ONE_LEG, ONE_LEG_UP, 4, SLOW)
    hidden = [(time_s, without(pose, "knee") if pose else None) for time_s, pose in film(script)]
    report = report_of("single-leg-calf-raise", hidden)
    assert report.counts.partial == 0


def test_three_that_do_not_count_name_the_easier_exercise() -> None:
    assert done("calf-raise", bent(STANDING), bent(UP)).summary.easier == "seated-calf-raise"
    assert done("calf-raise", *RIGHT["calf-raise"]).summary.easier is None
    assert (
        done("calf-raise", STANDING, Stance(heel=0.05)).summary.easier is None
    )  # nothing was tried


def test_a_hold_that_is_never_reached_names_the_easier_exercise() -> None:
    on_tiptoe = Stance(knee_deg=2, shank_deg=25, trunk_deg=15, step=1.2, hands=1, heel=0.2)
    tried = film(stay(STANDING, 2.0, stay(on_tiptoe, 6.0, stay(STANDING, 2.0))))
    report = report_of("gastrocnemius-wall-stretch", tried)
    assert (report.holds, report.summary.easier) == ((), "towel-calf-stretch")
