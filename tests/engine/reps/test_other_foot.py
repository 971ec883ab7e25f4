"""Whether the other foot helps, seen from where its height over the floor tells nothing."""

from __future__ import annotations

import pytest

from tests.engine.recorded import DATA, frames_of, obliquely, report_of

CLOSER = DATA / "closer"


def test_two_legs_seen_from_behind_are_no_single_leg_raise() -> None:
    report = report_of("single-leg-calf-raise", frames_of(CLOSER / "rear140.npz"))
    assert report.counts.full == 0
    for rep in report.reps:
        assert rep.measures["other_rise_fraction"] > 0.6
        assert ("other-foot-up", "bad") in {(f.check, f.level) for f in rep.findings}


@pytest.mark.parametrize("turn_deg", [0.0, 30.0, 60.0])
def test_one_leg_is_one_leg_from_anywhere(turn_deg: float) -> None:
    frames = obliquely(frames_of(CLOSER / "single-leg-calf-raise.npz"), turn_deg)
    report = report_of("single-leg-calf-raise", frames)
    assert report.counts.full == 2
    assert all(abs(rep.measures["other_rise_fraction"]) < 0.2 for rep in report.reps)


def test_without_sight_of_the_other_foot_nobody_can_tell() -> None:
    report = report_of("single-leg-calf-raise", frames_of(CLOSER / "feet-floor.npz"))
    assert len(report.reps) == report.counts.uncertain == 4
    for rep in report.reps:
        assert "The other foot was not seen" in {f.message for f in rep.findings}


DROPS = ("eccentric-heel-drop", "eccentric-heel-drop-bent-knee")


@pytest.mark.parametrize("turn_deg", [25.0, 45.0])
@pytest.mark.parametrize("exercise", DROPS)
def test_a_foot_that_is_put_down_and_lifted_is_seen_from_anywhere(
    exercise: str, turn_deg: float
) -> None:
    frames = frames_of(DATA / "clips" / f"{exercise}.npz")
    side, turned = (report_of(exercise, obliquely(frames, deg)) for deg in (0.0, turn_deg))
    for rep, seen in zip(side.reps, turned.reps, strict=True):
        bad, true = ({f.check for f in r.findings if f.level == "bad"} for r in (seen, rep))
        assert bad & {"lower-on-one-leg", "rise-on-both"} == true & {"lower-on-one-leg"}
        assert seen.verdict == rep.verdict
