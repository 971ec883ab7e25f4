"""A repetition of another exercise is never full without a finding that names what is wrong."""

from __future__ import annotations

import pytest

from formcheck.engine.values.report import Report
from tests.engine.recorded import DATA, PEOPLE, frames_of, report_of

CLOSER = DATA / "closer"


def told(report: Report, check: str) -> set[str]:
    return {f.level for f in report.findings if f.check == check}


def test_one_leg_is_no_raise_on_both() -> None:
    report = report_of("calf-raise", frames_of(CLOSER / "single-leg-calf-raise.npz"))
    assert len(report.reps) == report.counts.partial == 3
    assert told(report, "both-feet") == {"bad"}


def test_from_a_step_is_not_from_the_floor() -> None:
    report = report_of("calf-raise", frames_of(CLOSER / "deficit-calf-raise.npz"))
    assert len(report.reps) == report.counts.partial == 3
    assert told(report, "on-the-floor") == {"bad"}
    assert all(rep.measures["sink"] > 0.12 for rep in report.reps)


@pytest.mark.parametrize(
    "exercise", ["deficit-calf-raise", "eccentric-heel-drop", "bent-knee-calf-raise"]
)
def test_what_makes_an_exercise_must_be_seen(exercise: str) -> None:
    """Of feet alone nobody can tell, and no depth is asked of a foot that stays level."""
    report = report_of(exercise, frames_of(CLOSER / "feet-floor.npz"))
    assert report.counts.full == 0
    assert report.reps


def test_obliquely_no_step_is_believed() -> None:
    path = PEOPLE / "real" / "two_leg_raises_3_oblique_front.heavy.npz"
    if not path.exists():
        pytest.skip("recordings of real people are not part of the project")
    report = report_of("deficit-calf-raise", frames_of(path))
    assert report.counts.full == 0
    assert "What makes it this exercise was not seen" in {f.message for f in report.findings}
