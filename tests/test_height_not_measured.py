"""Seen nearly from in front or behind, repetitions are counted, and nobody praises their height."""

from __future__ import annotations

from functools import cache

import pytest

from formcheck.coach.talk import NOT_MEASURED, Talk
from formcheck.engine.session import Session
from formcheck.engine.values.feedback import Feedback
from formcheck.engine.values.report import Report
from formcheck.library import load_exercise
from formcheck.media.overlay.labels import Labels
from formcheck.media.overlay.panels import _reps_text
from formcheck.page.moments import best_and_worst
from formcheck.reports.document import Source
from formcheck.reports.rows import remarks, rep_rows, total
from tests.engine.recorded import DATA, frames_of, obliquely

CLIPS = (("calf-raise", "rear140", -60.0), ("single-leg-calf-raise", "single-leg-calf-raise", 60.0))
TURNED = pytest.mark.parametrize(("exercise", "clip", "turn_deg"), CLIPS)
SOURCE = Source("clip.mp4", (640, 480))


@cache
def seen(exercise: str, clip: str, turn_deg: float) -> tuple[tuple[Feedback, ...], Report]:
    session = Session(load_exercise(exercise))
    frames = obliquely(frames_of(DATA / "closer" / f"{clip}.npz"), turn_deg)
    shown = tuple(session.update(time_s, pose) for time_s, pose in frames)
    return shown, session.finish()


@TURNED
def test_it_is_counted_and_its_height_is_unknown(exercise: str, clip: str, turn_deg: float) -> None:
    _, report = seen(exercise, clip, turn_deg)
    assert report.counts.full >= 2
    for rep in report.reps:
        assert not rep.is_measured
        level = {f.check: f.level for f in rep.findings}["full-height"]
        assert level == ("unknown" if rep.verdict == "full" else "bad")
    (side,) = report.summary.sides.values()
    (outcomes,) = report.summary.outcomes.values()
    assert side.best_height_ratio is outcomes.peak_height_ratio is None
    assert outcomes.total_displacement_ratio is outcomes.peak_ankle_rise_ratio is None


@TURNED
def test_the_report_says_so(exercise: str, clip: str, turn_deg: float) -> None:
    _, report = seen(exercise, clip, turn_deg)
    assert total(report).endswith("height not measured")
    assert {row[2] for row in rep_rows(report)} == {"-"}
    assert "full-height" in next(r.text for r in remarks(report, SOURCE) if r.kind == "unseen")
    assert all(moment.kind != "best" for moment in best_and_worst(report))


@TURNED
def test_the_screen_says_so_and_its_bar_is_empty(exercise: str, clip: str, turn_deg: float) -> None:
    shown, _ = seen(exercise, clip, turn_deg)
    from_first = [f for f in shown if f.counts.full]
    labels = Labels("Calf raise", "reps")
    assert from_first
    for feedback in from_first:
        assert feedback.height_fraction is None
        assert ("unknown", "height not measured") in _reps_text(feedback, labels).rows


@TURNED
def test_the_voice_says_so_once_and_praises_nothing(
    exercise: str, clip: str, turn_deg: float
) -> None:
    shown, _ = seen(exercise, clip, turn_deg)
    talk = Talk(load_exercise(exercise), 10)
    said = [words for feedback in shown for words in talk.words(feedback)]
    assert [text for text, _ in said].count(NOT_MEASURED) == 1
    assert all(priority != "praise" for _, priority in said)


def test_from_the_side_it_is_measured_and_nothing_of_that_is_said() -> None:
    exercise, clip, _ = CLIPS[1]
    shown, report = seen(exercise, clip, 0.0)
    talk = Talk(load_exercise(exercise), 10)
    said = [text for feedback in shown for text, _ in talk.words(feedback)]
    assert all(rep.is_measured for rep in report.reps)
    assert "not measured" not in total(report)
    assert NOT_MEASURED not in said
    assert any(feedback.height_fraction for feedback in shown)
