"""What is no rebounding raise: slow raises, raises on one leg, jumps."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from formcheck.engine.values.landmarks import LEG_PARTS, Legs
from formcheck.engine.values.pose import Pose
from tests.engine.recorded import DATA, PEOPLE, frames_of, report_of
from tests.engine.skeleton import Stance, film, stay, watch

REBOUND = "rebound-calf-raise"


@pytest.mark.parametrize(("trace", "number"), [("calf-raise", 4), ("single-leg-calf-raise", 3)])
def test_slow_raises_are_too_slow(trace: str, number: int) -> None:
    report = report_of(REBOUND, frames_of(DATA / f"{trace}.npz"))
    assert len(report.reps) == report.counts.partial == number
    for rep in report.reps:
        assert ("quick", "bad") in {(f.check, f.level) for f in rep.findings}


@pytest.mark.parametrize("trace", ["rope_jumping.heavy", "jump_squats.heavy"])
def test_jumps_are_none(trace: str) -> None:
    path = PEOPLE / "real" / f"{trace}.npz"
    if not path.is_file():
        pytest.skip("the traces of real people are not part of the project")
    assert report_of(REBOUND, frames_of(path)).reps == ()


def test_a_slow_one_that_follows_a_quick_one_is_measured_from_its_bottom() -> None:
    low, high = Stance(heel=0.07, other_heel=0.07), Stance(heel=0.27, other_heel=0.27)
    script = stay(Stance(), 2.0)
    for seconds, stance in [(0.4, high), (0.4, low), (1.4, high), (0.4, Stance())]:
        script.append((script[-1][0] + seconds, stance))
    report = watch(REBOUND, film(stay(Stance(), 1.5, script), fps=10))[0]
    assert [rep.verdict for rep in report.reps] == ["full", "partial"]
    assert report.reps[1].up_s == pytest.approx(1.4, abs=0.25)


def lower_heels(pose: Pose | None, rest: Legs, share: float) -> Pose | None:
    """Ankles and heels that rise less than they do."""
    if pose is None or pose.legs is None:
        return pose
    xy = pose.legs.xy_px.copy()
    parts = [LEG_PARTS.index("ankle"), LEG_PARTS.index("heel")]
    xy[:, parts] = rest.xy_px[:, parts] + share * (xy[:, parts] - rest.xy_px[:, parts])
    return replace(pose, legs=replace(pose.legs, xy_px=xy))


@pytest.mark.parametrize("share", [1.0, 0.7])
def test_all_of_the_sample_are_judged_as_planned(share: float) -> None:
    """Small ones with bent knees, too: both heels rise, so it is no foot that fidgets."""
    truth = json.loads((DATA.parents[1] / "sample_videos" / f"{REBOUND}.json").read_text())
    frames = frames_of(DATA / "clips" / f"{REBOUND}.npz")
    rest = next(pose.legs for time_s, pose in frames if pose and pose.legs and time_s > 0.5)
    report = report_of(REBOUND, [(t, lower_heels(pose, rest, share)) for t, pose in frames])
    faults = [[f.check for f in rep.findings if f.level == "bad"] for rep in report.reps]
    assert faults == [rep["faults"] for rep in truth["reps"]]
    for rep, true in zip(report.reps, truth["reps"], strict=True):
        assert rep.verdict == ("partial" if true["faults"] else "full")
        assert rep.start_s == pytest.approx(true["start_s"], abs=0.4)
        assert rep.end_s == pytest.approx(true["end_s"], abs=0.4)


def test_both_legs_are_not_taken_for_one_though_the_foot_further_away_looks_lifted() -> None:
    report = report_of("single-leg-calf-raise", frames_of(DATA / "clips" / f"{REBOUND}.npz"))
    assert len(report.reps) == 8
    for rep in report.reps:
        assert ("other-foot-up", "bad") in {(f.check, f.level) for f in rep.findings}
