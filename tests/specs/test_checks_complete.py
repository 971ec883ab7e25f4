"""No check of a shipped exercise is without its proof.

And each fault is graver or milder as its limits say.
"""

from __future__ import annotations

import pytest

from formcheck.library import exercise_ids, load_exercise
from tests.specs import test_checks_eccentric as eccentric
from tests.specs import test_checks_rebound as rebound
from tests.specs import test_checks_seated as seated
from tests.specs import test_checks_standing as standing

CASES = seated.CASES | standing.CASES | eccentric.CASES | rebound.CASES


@pytest.mark.parametrize("exercise", exercise_ids())
def test_every_check_has_its_case(exercise: str) -> None:
    assert CASES[exercise].keys() == {check.id for check in load_exercise(exercise).checks}


@pytest.mark.parametrize("exercise", exercise_ids())
def test_a_must_is_proved_by_a_bad_and_a_should_by_a_warning(exercise: str) -> None:
    grave = {
        check.id: "bad" if check.severity == "must" else "warn"
        for check in load_exercise(exercise).checks
    }
    assert {check: case.level for check, case in CASES[exercise].items()} == grave


def test_a_slight_fault_is_shown_only_for_what_has_a_must_too() -> None:
    for exercise, checks in standing.SLIGHT.items():
        assert {load_exercise(exercise).check(check).severity for check in checks} == {"must"}
        assert {case.level for case in checks.values()} == {"warn"}
