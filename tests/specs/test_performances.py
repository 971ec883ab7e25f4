"""Each exercise done right once and wrong several times.

By people and from azimuths not used for tuning.

What is done wrong does not count, and is told; what is done right counts, and nothing is blamed.
"""

from __future__ import annotations

import pytest

from formcheck.engine.values.report import Report
from tests.engine.recorded import report_of
from tests.specs.figures import PEOPLE, film
from tests.specs.performances import POSTURE, RIGHT, WRONG, Script
from tests.specs.proofs import told

TOLERANCE_S = 0.5
each_person = pytest.mark.parametrize("person", PEOPLE)
each_wrong = pytest.mark.parametrize(
    ("exercise", "name"), [(exercise, name) for exercise in WRONG for name in WRONG[exercise]]
)


def done(exercise: str, script: Script, person: str) -> Report:
    return report_of(exercise, film(POSTURE.get(exercise, "standing"), script, PEOPLE[person]))


@each_person
@pytest.mark.parametrize("exercise", RIGHT)
def test_done_right_it_counts_and_nothing_is_blamed(exercise: str, person: str) -> None:
    report = done(exercise, RIGHT[exercise], person)
    if report.kind == "hold":
        assert sum(hold.held_s for hold in report.holds) == pytest.approx(8.0, abs=TOLERANCE_S)
    else:
        assert (report.counts.full, report.counts.partial, report.counts.uncertain) == (4, 0, 0)
    assert told(report) == {}


@each_person
@each_wrong
def test_done_wrong_it_does_not_count_and_is_told(exercise: str, name: str, person: str) -> None:
    wrong = WRONG[exercise][name]
    report = done(exercise, wrong.script, person)
    assert report.counts.full <= wrong.full
    assert sum(hold.held_s for hold in report.holds) <= wrong.held_s + TOLERANCE_S * bool(
        wrong.held_s
    )
    if wrong.told:
        level = (
            "warn" if wrong.full or wrong.held_s == 8.0 or wrong.told == "no-bouncing" else "bad"
        )
        assert told(report).get(wrong.told) == level
    assert wrong.reason in (report.view.reason or "")


@pytest.mark.parametrize("exercise", RIGHT)
def test_each_exercise_is_done_wrong_at_least_four_times(exercise: str) -> None:
    assert len(WRONG[exercise]) >= 4
