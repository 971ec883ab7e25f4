"""Norms and changes, checked by hand for five invented people against the table of the field."""

from __future__ import annotations

import math
from typing import Any

import pytest

from formcheck.compare import changes
from formcheck.reports.compared import compared_lines
from formcheck.reports.schema.trial import HeelRiseDocument, LungeDocument
from formcheck.reports.trials import trial_lines
from formcheck.trials.change import LUNGE, REPETITIONS, Change
from formcheck.trials.norms import norm, why_no_norm
from formcheck.words import use


def leg(repetitions: int, **more: Any) -> dict[str, Any]:
    unknown = ("peak_cm", "displacement_cm", "work_j")
    errors = ("peak_error_cm", "displacement_error_cm", "work_error_j")
    return {
        "repetitions": repetitions,
        "validity": "valid",
        "ended_by_rules": False,
        "norm": None,
        "norm_missing": "who",
        "raises": (),
        **dict.fromkeys((*unknown, *errors)),
        **more,
    }


def heel_rise(
    board: bool | None = True, injured: str | None = None, **legs: Any
) -> HeelRiseDocument:
    body = dict.fromkeys(("height_cm", "foot_cm", "mass_kg", "foot_length_cm"))
    who = {"board": board, "age": 45, "sex": "male", "injured": injured, "body": body}
    content = {"schema": 1, "test": "heel-rise", "norm_source": "a study", "legs": legs, **who}
    return HeelRiseDocument.model_validate(content)


def lunge(**degrees: float) -> LungeDocument:
    legs = {
        side: {"mean_deg": value, "best_deg": value, "error_deg": 2.1, "tries": ()}
        for side, value in degrees.items()
    }
    return LungeDocument.model_validate({"schema": 1, "test": "lunge", "legs": legs})


@pytest.mark.parametrize(
    ("age", "sex", "median"),
    [(20, "male", 37), (29, "female", 30), (45, "male", 28), (63, "female", 19), (89, "male", 10)],
)
def test_norms_of_five_people(age: int, sex: Any, median: int) -> None:
    assert why_no_norm(board=True, age=age, sex=sex) is None
    assert norm(age, sex) == median


@pytest.mark.parametrize(
    ("board", "age", "sex", "why"),
    [
        (False, 45, "male", "no-board"),
        (None, 45, "male", "board-unknown"),
        (True, None, "male", "who"),
        (True, 45, None, "who"),
        (True, 19, "male", "age"),
        (True, 90, "female", "age"),
    ],
)
def test_without_board_or_person_there_is_no_norm(board: Any, age: Any, sex: Any, why: str) -> None:
    assert why_no_norm(board=board, age=age, sex=sex) == why


def test_the_smallest_real_changes_are_those_of_the_standard_errors() -> None:
    byrne, ross = REPETITIONS
    assert byrne.limit == pytest.approx(1.96 * math.sqrt(2) * 6.7, abs=0.05)
    assert ross.limit == pytest.approx(1.96 * math.sqrt(2) * 2.07, abs=0.05)
    assert LUNGE[0].limit == 4.6


@pytest.mark.parametrize(
    ("before", "now", "beyond"),
    [  # Byrne 18.6, Ross and Fontenot 5.7
        (20, 25, (False, False)),
        (20, 26, (False, True)),
        (25, 7, (False, True)),
        (10, 29, (True, True)),
        (30, 30, (False, False)),
    ],
)
def test_changes_of_five_people(before: int, now: int, beyond: tuple[bool, bool]) -> None:
    (row,) = changes(heel_rise(left=leg(before)), heel_rise(left=leg(now)))
    assert row.change.difference == now - before
    assert row.change.smallest == REPETITIONS
    assert tuple(row.change.beyond(each) for each in REPETITIONS) == beyond


def test_both_studies_are_named() -> None:
    rows = tuple(changes(heel_rise(left=leg(20)), heel_rise(left=leg(26))))
    lines = list(compared_lines(rows))
    assert "repetitions: 20, now 26 (+6)" in lines[1]
    assert lines[2].startswith("    not more than the smallest real change of 18.6 (Byrne 2017")
    assert lines[3].startswith(
        "    more than the smallest real change of 5.7 (Ross and Fontenot 2000"
    )


def test_height_and_work_stand_only_beside_the_remark_on_the_encoder() -> None:
    first = leg(20, peak_cm=8.0, work_j=1000.0)
    second = leg(20, peak_cm=11.0, work_j=2500.0)
    rows = tuple(changes(heel_rise(left=first), heel_rise(left=second)))
    heights = [row for row in rows if row.name != "repetitions"]
    assert [row.name for row in heights] == ["peak_cm", "work_j"]
    assert all(row.change.smallest == () and row.remark is not None for row in heights)
    lines = list(compared_lines(rows))
    assert "2.2 cm and 1160 J come from a linear encoder" in lines[-1]
    assert not any("real change of" in line for line in lines if "cm" in line.split("(")[0])


def test_another_board_or_form_that_was_not_seen_makes_repetitions_not_comparable() -> None:
    ground = heel_rise(board=False, left=leg(20))
    unsure = heel_rise(left=leg(30, validity="unsure"))
    for other in (ground, unsure):
        (row,) = changes(heel_rise(left=leg(40)), other)
        assert row.change.smallest == ()
        assert row.remark is not None


def test_left_against_right_uses_no_number_of_a_test_and_a_retest() -> None:
    rows = tuple(changes(heel_rise(right=leg(10)), heel_rise(left=leg(40))))
    assert [row.kind for row in rows] == ["sides"]
    assert (rows[0].change.before, rows[0].change.now) == (40, 10)  # left, right
    assert rows[0].change.smallest == ()
    assert not any("real change" in line for line in compared_lines(rows))


@pytest.mark.parametrize(("now", "beyond"), [(39.0, False), (40.0, True), (29.9, True)])
def test_a_lunge_is_compared_with_the_raters(now: float, beyond: bool) -> None:
    (row,) = changes(lunge(left=35.0), lunge(left=now))
    assert row.change.beyond(row.change.smallest[0]) is beyond
    assert any("between raters, not by camera" in line for line in compared_lines([row]))


def test_no_norm_no_number() -> None:
    with_norm = heel_rise(left=leg(22, norm=28, norm_missing=None))
    without = heel_rise(board=False, left=leg(22, norm_missing="no-board"))
    assert any("22 beside a median of 28" in line for line in trial_lines(with_norm))
    lines = [line for line in trial_lines(without) if "norm" in line]
    assert lines == ["  norm: not comparable (the norms are of a 10-degree board)"]


def test_the_injured_side_is_put_in_per_cent_of_the_sound_one() -> None:
    """Silbernagel's means at 12 months: repetitions 95 %, work 76 %."""
    legs = {"left": leg(19, work_j=760.0), "right": leg(20, work_j=1000.0)}
    (line,) = [s for s in trial_lines(heel_rise(injured="left", **legs)) if "per cent" in s]
    assert line == "injured in per cent of sound: repetitions 95 %, work 76 %"
    (line,) = [s for s in trial_lines(heel_rise(injured="right", **legs)) if "per cent" in s]
    assert line == "injured in per cent of sound: repetitions 105 %, work 132 %"


@pytest.mark.parametrize("code", ["nl", "de"])
def test_every_line_is_said_in_other_languages(code: str) -> None:
    tests = heel_rise(left=leg(20, peak_cm=8.0, peak_error_cm=0.4), right=leg(22))
    english = [*trial_lines(tests), *compared_lines(tuple(changes(tests, tests)))]
    use(code)
    other = [*trial_lines(tests), *compared_lines(tuple(changes(tests, tests)))]
    assert len(english) == len(other)
    same = [line for line, english_line in zip(other, english, strict=True) if line == english_line]
    assert not same


def test_a_change_is_measured_in_both_directions() -> None:
    assert Change(30.0, 20.0).difference == -10.0
    assert Change(30.0, 20.0).beyond(REPETITIONS[1])
