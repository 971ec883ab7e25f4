"""Landmarks that the heavy model found in the sample clips must give what the clips truly show."""

import os
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from benchmarks.expected import expected_verdicts
from formcheck.engine.values.report import Finding, Report
from formcheck.library import load_exercise
from formcheck.reports.document import Provenance, Source, report_dict, report_json
from tests.engine.recorded import (
    DATA,
    PEOPLE,
    TRUTH,
    at_higher_rate,
    at_rate,
    by_hand,
    frames_of,
    mirrored,
    on_its_side,
    report_of,
    slowed,
    with_drops,
)
from tests.engine.skeleton import Frames

EXERCISES = sorted(TRUTH)
REPORTS: dict[str, Report] = {}
each_exercise = pytest.mark.parametrize("exercise", EXERCISES)


def golden(exercise: str) -> Report:
    """The report of the whole recording, made once."""
    if exercise not in REPORTS:
        REPORTS[exercise] = report_of(exercise, frames_of(DATA / f"{exercise}.npz"))
    return REPORTS[exercise]


def held_s(report: Report) -> float:
    return sum(hold.held_s for hold in report.holds)


def bad(report: Report) -> list[Finding]:
    return [f for f in report.findings if f.level == "bad"]


@each_exercise
def test_view(exercise: str) -> None:
    view, truth = golden(exercise).view, TRUTH[exercise]
    assert (view.quality, view.near_side, view.facing) == (
        "good",
        truth["near_side"],
        truth["facing"],
    )


@each_exercise
def test_repetitions(exercise: str) -> None:
    reps, truth = golden(exercise).reps, TRUTH[exercise]["reps"]
    assert [r.verdict for r in reps] == expected_verdicts(load_exercise(exercise), TRUTH[exercise])
    assert {r.side for r in reps} <= {TRUTH[exercise]["near_side"]}
    for rep, true in zip(reps, truth, strict=True):
        assert rep.start_s == pytest.approx(true["start_s"], abs=0.5)
        assert rep.peak_s == pytest.approx(true["peak_s"], abs=0.5)
        assert rep.end_s == pytest.approx(true["end_s"], abs=0.8)
        assert rep.peak == pytest.approx(true["peak_heel_height_ratio"], abs=0.1)
    assert all(before.end_s <= after.start_s for before, after in pairwise(reps))


@each_exercise
def test_good_seconds(exercise: str) -> None:
    assert held_s(golden(exercise)) == pytest.approx(TRUTH[exercise]["good_s"], abs=0.7)


@each_exercise
def test_every_fault_is_found_and_no_other(exercise: str) -> None:
    found, faults = golden(exercise).findings, TRUTH[exercise]["faults"]
    for fault in faults:
        matches = [f for f in found if _is(f, fault)]
        assert len(matches) == 1
        assert matches[0].start_s == pytest.approx(fault["start_s"], abs=1.0)
    assert [
        f.check for f in bad(golden(exercise)) if not any(_is(f, fault) for fault in faults)
    ] == []


def _is(finding: Finding, fault: dict[str, Any]) -> bool:
    overlaps = finding.start_s < fault["end_s"] and fault["start_s"] < finding.end_s
    return bool(finding.check == fault["check"] and overlaps)


@pytest.mark.parametrize(
    "seen",
    [
        mirrored,
        with_drops,
        by_hand,
        lambda frames: at_rate(frames, 15),
        lambda frames: at_rate(frames, 12),
        lambda frames: at_rate(frames, 10),
        lambda frames: at_higher_rate(frames, 60),
    ],
    ids=["mirrored", "a third dropped", "handheld", "15 fps", "12 fps", "10 fps", "60 fps"],
)
@each_exercise
def test_the_same_however_it_is_seen(exercise: str, seen: Callable[[Frames], Frames]) -> None:
    first = golden(exercise)
    frames = frames_of(DATA / f"{exercise}.npz")
    again = report_of(exercise, seen(frames))
    assert [r.verdict for r in again.reps] == [r.verdict for r in first.reps]
    assert held_s(again) == pytest.approx(held_s(first), abs=0.8)
    assert sorted(f.check for f in bad(again)) == sorted(f.check for f in bad(first))
    starts = [(f.check, f.start_s) for f in bad(again)], [(f.check, f.start_s) for f in bad(first)]
    for (check, start_s), (_, first_s) in zip(*map(sorted, starts), strict=True):
        assert start_s == pytest.approx(first_s, abs=0.7), check
    near = (
        {"left": "right", "right": "left"}
        if seen is mirrored
        else {"left": "left", "right": "right"}
    )
    assert again.view.near_side == near[TRUTH[exercise]["near_side"]]
    assert {r.side for r in again.reps} == {near[r.side] for r in first.reps}


@pytest.mark.parametrize("fps", [120, 240])
def test_fast_cameras_count_the_same(fps: float) -> None:
    frames = frames_of(DATA / "calf-raise.npz")
    again = report_of("calf-raise", at_higher_rate(frames, fps))
    assert [r.verdict for r in again.reps] == [r.verdict for r in golden("calf-raise").reps]


@pytest.mark.parametrize("times", [4, 8])
def test_slow_motion_is_told(times: float) -> None:
    frames = frames_of(DATA / "calf-raise.npz")
    view = report_of("calf-raise", slowed(frames, times)).view
    assert "slow motion" in (view.reason or view.problems[0])


def test_at_its_true_speed_no_film_is_slow_motion() -> None:
    assert not [e for e in EXERCISES if any("slow" in p for p in golden(e).view.problems)]


def test_landmarks_on_their_side_are_told_and_not_judged() -> None:
    report = report_of("calf-raise", on_its_side(frames_of(DATA / "calf-raise.npz")))
    assert report.reps == ()
    assert report.view.reason == "The picture is on its side, or you lie: set the camera upright"


def text_of(report: Report, name: str) -> str:
    return report_json(
        report_dict(report, Source(name, report.size_px), Provenance("test", "none"))
    )


@each_exercise
def test_the_same_input_gives_the_same_bytes(exercise: str) -> None:
    again = report_of(exercise, frames_of(DATA / f"{exercise}.npz"))
    assert text_of(again, exercise) == text_of(golden(exercise), exercise)


def test_the_same_bytes_in_another_process_with_another_hash_seed() -> None:
    """Sets of words come in another order there."""
    name = "soleus-wall-stretch"
    program = f"from tests.engine.test_golden import *; print(text_of(golden({name!r}), {name!r}), end='')"
    for seed in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2])}
        done = subprocess.run(
            [sys.executable, "-c", program], env=env, capture_output=True, text=True, check=True
        )
        assert done.stdout == text_of(golden(name), name)


@pytest.mark.parametrize(
    ("trace", "count"),
    [
        ("calf_raises_3", 3),
        ("heavy/calf_raises_3", 3),
        ("calf_raise_wall_2", 2),
        ("heavy/calf_raise_wall_2", 2),
        ("squats_side_2", 0),
        ("heavy/squats_side_2", 0),
        ("walk_sports2d", 0),
        ("one_by_one_people", 0),
        ("nobody_bottles", 0),
        ("feet_only_step", 0),
    ],
)
def test_real_people(trace: str, count: int) -> None:
    report = people(trace)
    assert report.counts.full == count
    assert report.counts.uncertain == 0
    if count == 0:
        assert report.reps == ()


def people(trace: str) -> Report:
    path = PEOPLE / f"{trace}.npz"
    if not path.exists():
        pytest.skip("recordings of real people are not part of the project")
    return report_of("calf-raise", frames_of(path))


def test_feet_without_a_person_are_refused() -> None:
    assert people("feet_only_step").view.quality == "poor"


def test_an_empty_room_has_nobody_in_it() -> None:
    report = people("nobody_bottles")
    assert report.view.quality == "poor"
    assert report.frames_with_person < 0.1 * report.frames
