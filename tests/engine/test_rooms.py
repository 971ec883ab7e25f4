"""People in rendered living rooms whom nothing was tuned on; points rounded to 1/16 pixel."""

from __future__ import annotations

from dataclasses import replace

import pytest

from formcheck.engine.values.report import Report
from tests.engine.recorded import DATA, at_rate, frames_of, mirrored, report_of
from tests.engine.skeleton import Frames

ROOMS = DATA / "rooms"
HANDHELD = "calf-raise", "cr-handheld", ["full", "full", "partial"]
FLOOR = "single-leg-calf-raise", "sl-floor-feet", ["full", "full", "partial"]
rooms = pytest.mark.parametrize(("exercise", "name", "verdicts"), [HANDHELD, FLOOR])


def verdicts_of(report: Report) -> list[str]:
    return [rep.verdict for rep in report.reps]


def untold(frames: Frames) -> Frames:
    """The same where nobody looked how the picture moves."""
    return [(time_s, pose and replace(pose, shift_px=None)) for time_s, pose in frames]


@rooms
def test_the_repetitions_are_told(exercise: str, name: str, verdicts: list[str]) -> None:
    frames = frames_of(ROOMS / f"{name}.npz")
    for seen in (frames, mirrored(frames), at_rate(frames, 8)):
        assert verdicts_of(report_of(exercise, seen)) == verdicts


def test_a_hand_that_sways_needs_to_be_told_from_feet_that_move() -> None:
    exercise, name, verdicts = HANDHELD
    report = report_of(exercise, untold(frames_of(ROOMS / f"{name}.npz")))
    assert verdicts_of(report) != verdicts


def test_with_feet_alone_the_height_is_told_and_nothing_of_the_rest() -> None:
    exercise, name, _ = FLOOR
    report = report_of(exercise, frames_of(ROOMS / f"{name}.npz"))
    assert [rep.peak for rep in report.reps] == pytest.approx([0.425, 0.421, 0.171], abs=0.06)
    unseen = {f.check for f in report.findings if f.level == "unknown"}
    assert unseen >= {"knee-straight", "lift-straight-up"}


def test_who_is_small_in_the_picture_is_judged_with_the_legs() -> None:
    """110 pixels from head to foot; the legs are seen and the third time the knees stretch."""
    seen = frames_of(ROOMS / "bk-small.npz")
    report = report_of("bent-knee-calf-raise", seen)
    assert verdicts_of(report) == ["full", "full", "partial"]
    assert [(f.check, f.level) for f in report.reps[2].findings] == [("knee-bend-kept", "bad")]
    assert report.view.problems == ()


def test_who_is_small_in_the_picture_without_the_legs_comes_closer() -> None:
    seen = [(t, p and replace(p, legs=None)) for t, p in frames_of(ROOMS / "bk-small.npz")]
    report = report_of("bent-knee-calf-raise", seen)
    assert [problem.key for problem in report.view.problems] == ["view.too-small"]
    assert {f.level for rep in report.reps for f in rep.findings} <= {"unknown"}
