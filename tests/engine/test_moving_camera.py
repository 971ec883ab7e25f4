"""What a session makes of a camera that moves, where it is told how the picture does."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from formcheck.engine.session import Session
from formcheck.engine.values.report import Report
from formcheck.library import load_exercise
from tests.engine.recorded import DATA, TRUTH, frames_of, report_of
from tests.engine.skeleton import Frames

RAISES = [name for name, truth in TRUTH.items() if truth.get("reps")]


def in_a_hand(frames: Frames, size_px: float, *, told: bool = True) -> Frames:
    """The same people filmed by somebody whose hand sways, then is pushed aside."""
    moved: Frames = []
    for time_s, pose in frames:
        x = size_px * math.sin(2 * math.pi * 0.9 * time_s) + 40 * (time_s > 5)
        y = size_px * math.sin(2 * math.pi * 1.3 * time_s)
        there = pose and replace(pose.moved((x, y)), shift_px=(x, y) if told else None)
        moved.append((time_s, there))
    return moved


def said(report: Report) -> tuple[list[tuple[str, float]], list[str]]:
    reps = [(rep.verdict, rep.peak_s) for rep in report.reps]
    return reps, [finding.check for finding in report.findings]


@pytest.mark.parametrize("exercise", RAISES)
def test_a_hand_that_sways_changes_nothing(exercise: str) -> None:
    frames = frames_of(DATA / f"{exercise}.npz")
    assert said(report_of(exercise, in_a_hand(frames, 8))) == said(report_of(exercise, frames))


def test_untold_it_would_be_the_foot_that_moves() -> None:
    frames = frames_of(DATA / "single-leg-calf-raise.npz")
    report = report_of("single-leg-calf-raise", in_a_hand(frames, 8, told=False))
    assert report.counts.full < 2


def test_what_is_shown_stays_where_it_is_in_the_picture() -> None:
    frames = frames_of(DATA / "calf-raise.npz")
    resting, swaying = (Session(load_exercise("calf-raise")) for _ in range(2))
    for (time_s, pose), (_, moved) in zip(frames, in_a_hand(frames, 8), strict=True):
        here, there = resting.update(time_s, pose).pose, swaying.update(time_s, moved).pose
        assert here
        assert there
        assert moved
        assert moved.shift_px
        assert there.xy_px - here.xy_px == pytest.approx(
            here.xy_px * 0 + moved.shift_px, abs=1e-6, nan_ok=True
        )


def test_where_the_surroundings_are_not_seen_for_a_moment_the_last_word_holds() -> None:
    frames = frames_of(DATA / "calf-raise.npz")
    moved = in_a_hand(frames, 0)
    gaps = [
        (t, pose and replace(pose, shift_px=None) if i % 7 and t > 6 else pose)
        for i, (t, pose) in enumerate(moved)
    ]
    assert said(report_of("calf-raise", gaps)) == said(report_of("calf-raise", frames))
