"""A repetition of another exercise is never full without a finding that names what is wrong."""

from __future__ import annotations

import pytest

from formcheck.engine.values.report import Rep, Report
from tests.engine.recorded import DATA, frames_of, report_of

CLOSER = DATA / "closer"


def told(of: Report | Rep, check: str) -> set[str]:
    return {f.level for f in of.findings if f.check == check}


def test_one_leg_is_no_raise_on_both() -> None:
    report = report_of("calf-raise", frames_of(CLOSER / "single-leg-calf-raise.npz"))
    assert len(report.reps) == report.counts.partial == 3
    assert told(report, "both-feet") == {"bad"}


def test_from_a_step_is_not_from_the_floor() -> None:
    report = report_of("calf-raise", frames_of(CLOSER / "deficit-calf-raise.npz"))
    assert len(report.reps) == report.counts.partial == 3
    assert told(report, "on-the-floor") == {"bad"}
    assert all(rep.measures["sink"] > 0.12 for rep in report.reps)


def test_the_other_foot_must_be_seen_where_it_makes_the_exercise() -> None:
    report = report_of("eccentric-heel-drop", frames_of(CLOSER / "feet-floor.npz"))
    assert report.counts.full == report.counts.partial == 0
    assert "The other foot was not seen" in " ".join(f.message for f in report.findings)


@pytest.mark.parametrize(
    ("exercise", "check"),
    [("deficit-calf-raise", "heels-below-step"), ("bent-knee-calf-raise", "knees-bent")],
)
def test_what_a_view_cannot_show_is_counted_and_said(exercise: str, check: str) -> None:
    report = report_of(exercise, frames_of(CLOSER / "feet-floor.npz"))
    assert len(report.reps) == 4
    assert all(told(rep, check) == {"unknown"} for rep in report.reps)
