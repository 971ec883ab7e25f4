"""What a hostile day may do to a plan: it is never heavier than what was told allows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from formcheck.cli import kept
from formcheck.cli.studio import Studio
from formcheck.cli.wishes import Wishes
from formcheck.engine.values.report import Counts, Report, View
from formcheck.errors import PlanError
from formcheck.history.history import open_history
from formcheck.library import load_exercise
from formcheck.live import Live
from formcheck.reports.document import Source
from tests.cli.machine import MINE, NO, Machine
from tests.history.kept import a_set
from tests.plan.made import TEN_LINES

AGREED, NOT_AGREED = ["yes"], ["no"]
REPORT = Report(
    "calf-raise",
    "reps",
    View("good", "left", None),
    Counts(),
    (),
    (),
    (),
    (),
    0,
    0,
    9.0,
    (9, 9),
)


def stopped(sign: str = "a fall") -> None:
    with open_history() as history:
        session = history.begin("live", kept.today_number(), kept.now_s())
        history.end(session, stop_sign=sign)


def test_a_bad_morning_is_a_day_of_rest_and_the_next_is_looked_at_anew(planned: Machine) -> None:
    planned("morning", "8")
    today = planned("today").out
    assert "no loading today" in today
    assert "Calf raise" not in today
    planned.sleep(1)
    assert "Calf raise" in planned("today").out


def test_pain_is_never_taken_and_forgotten(planned: Machine) -> None:
    for wrong in (("--pain", "7"), ("--begin", "--pain", "7"), ("--begin", "--done")):
        refused = planned("today", *wrong)
        assert (refused.code, "--done --pain" in refused.err) == (2, True)


def test_a_stop_sign_in_a_live_session_rests_the_plan(
    planned: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = Live(REPORT, {}, Source("camera 0", (9, 9)), (), (), False, stop_sign=True)
    monkeypatch.setattr(Studio, "coach", lambda *_args, **_how: live)
    done = planned("live", "calf-raise", "--headless", "--voice", "off")
    assert "Seek care the same day" in done.out
    assert "The plan rests" in planned("today").out
    again = planned("live", "calf-raise", "--headless", "--voice", "off")
    assert "Nothing is done until a health professional agreed" in again.err
    planned("plan", "agreed")
    assert "Calf raise" in planned("today").out


def test_a_plan_that_live_cannot_read_is_said(
    planned: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_history() as history, history.database.writing() as file:
        file.execute("UPDATE plans SET programme = 'id = 3'")
    live = Live(REPORT, {}, Source("camera 0", (9, 9)), (), (), False)
    monkeypatch.setattr(Studio, "coach", lambda *_args, **_how: live)
    done = planned("live", "calf-raise", "--headless", "--voice", "off")
    assert (done.code, "--pain-free-range" in done.err) == (0, True)


@pytest.mark.parametrize("ended", [True, False])
def test_a_new_plan_is_no_way_around_a_stop_sign(planned: Machine, *, ended: bool) -> None:
    stopped()
    if ended:
        planned("plan", "end")
    refused = planned("plan", "new", answers=NO + NOT_AGREED)
    assert "a stop sign was told: a fall" in refused.out
    assert "Calf raise" not in planned("today").out
    assert planned("plan", "new", answers=NO + AGREED + MINE).code == 0
    assert "Calf raise" in planned("today").out


def test_a_stop_sign_before_the_first_plan_is_asked_about(machine: Machine) -> None:
    stopped()
    assert "a fall" in machine("plan", "new", answers=NO + NOT_AGREED).out
    assert machine("today").code == 1


def test_a_new_plan_is_no_way_around_two_bad_sessions(planned: Machine) -> None:
    for _ in range(2):
        planned("today", "--done", "--pain", "8")
        planned.sleep(1)
    assert "in a row" in planned("plan", "new", answers=NO + NOT_AGREED).out


def test_who_has_to_be_asked_first_has_no_plan_under_way(planned: Machine) -> None:
    refused = planned("plan", "new", answers=["yes", *NO[1:], "no"])
    assert "ended until then" in refused.out
    assert planned("today").code == 1


def test_another_plan_on_the_same_day_gives_no_second_session(planned: Machine) -> None:
    planned("today", "--done", "--pain", "1")
    planned("plan", "new", answers=NO + MINE)
    assert "are done" in planned("today").out


def test_pain_told_in_a_session_that_was_killed_counts(planned: Machine) -> None:
    with open_history() as history:
        session = history.begin("today", kept.today_number(), kept.now_s(), 1)
        history.add_pain(session, kept.now_s(), "before", 8)
    assert "Easier today: pain of 8" in planned("today").out


def test_a_session_that_was_broken_off_behind_its_last_set_is_done(machine: Machine) -> None:
    machine(
        "plan", "new", answers=[*NO, "1", "alfredson-floor", "left", "mid", "no", "no", "1", ""]
    )
    with open_history() as history:
        session = history.begin("today", kept.today_number(), kept.now_s(), 1)
        for number in range(3):
            document = {**a_set().document, "exercise": "eccentric-heel-drop"}
            history.add_set(session, replace(a_set(number), document=document))
    assert "Session 2 of 2" in machine("today").out
    assert "Session 2 of 2" in machine("today").out
    machine("today", "--done", "--pain", "1")
    assert "are done" in machine("today").out


def test_the_export_has_every_answer(planned: Machine, tmp_path: Path) -> None:
    planned("today", "--done", "--pain", "3")
    planned("history", "export", tmp_path / "all.json")
    assert '"pain": 3' in (tmp_path / "all.json").read_text().partition('"pains": [')[2]


ALTERNATING = TEN_LINES.replace(
    "exercises = [",
    'exercises = [{ exercise = "seated-calf-raise", sets = 1, reps = 9, side = "both-legs",'
    ' days = "odd" }, ',
).replace('side = "both-legs" }]', 'side = "both-legs", days = "even" }]')


def test_a_day_on_which_nothing_is_left_is_a_day_of_rest(machine: Machine, tmp_path: Path) -> None:
    path = tmp_path / "my-plan.toml"
    path.write_text(ALTERNATING)
    machine("plan", "new", path, answers=[*NO, "1", "left", "mid", "yes", "no", "1", ""])
    assert "Seated calf raise" in machine("today").out
    machine.sleep(1)
    assert "rest" in machine("today").out.splitlines()[-1]
    assert machine("today", "--done").code == 0
    machine.sleep(1)
    assert "Seated calf raise" in machine("today").out


def test_the_same_exercise_twice_in_a_session_is_done_twice(
    machine: Machine, tmp_path: Path
) -> None:
    path = tmp_path / "my-plan.toml"
    again = '{ exercise = "calf-raise", sets = 1, reps = 20, side = "both-legs" }, {'
    path.write_text(TEN_LINES.replace("exercises = [{", f"exercises = [{again}"))
    machine("plan", "new", path, answers=[*NO, "1", *MINE[2:]])
    with open_history() as history:
        session = history.begin("today", kept.today_number(), kept.now_s(), 1)
        for number in range(2):
            history.add_set(session, a_set(number))
    today = machine("today").out
    assert "1. Calf raise on both legs: 2 x 10" in today
    assert "x 20" not in today


def test_pain_at_the_heel_bone_reaches_a_single_exercise_from_the_plan(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    wishes: list[Wishes] = []

    def end(_studio: Studio, _spec: object, wish: Wishes, *_args: object, **_how: object) -> None:
        wishes.append(wish)
        raise PlanError("enough")

    monkeypatch.setattr(Studio, "coach", end)
    for where in ("mid", "insertion"):
        machine("plan", "new", answers=[*NO, "1", "alfredson", "left", where, "no", "no", "1", ""])
        machine("live", "deficit-calf-raise", "--headless", "--no-history")
    assert [wish.floor for wish in wishes] == [False, True]


def test_poor_balance_is_said_before_a_standing_exercise(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def end(*_args: object, **_how: object) -> None:
        raise PlanError("enough")

    monkeypatch.setattr(Studio, "coach", end)
    answers = [*NO, "1", "gentle-routine", "left", "mid", "yes", "no", "1", ""]
    machine("plan", "new", answers=answers)
    for exercise, told in (("single-leg-calf-raise", True), ("seated-calf-raise", False)):
        done = machine("live", exercise, "--headless", "--no-history")
        assert ("sitting exercises only" in done.err) == told


@pytest.mark.parametrize("chosen", ["single-leg-calf-raise", "supine-hamstring-stretch"])
def test_what_the_plan_has_not_is_said_and_shown_when_it_is_chosen_from_the_menu(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, chosen: str
) -> None:
    announced: list[str] = []

    def end(*_args: object, **how: str) -> None:
        announced.append(how["announced"])
        raise PlanError("enough")

    monkeypatch.setattr(Studio, "coach", end)
    monkeypatch.setattr("formcheck.cli.studio.stage_of", lambda *_args, **_how: None)
    monkeypatch.setattr("formcheck.cli.live._chosen", lambda _studio: load_exercise(chosen))
    for balance, pregnant in (("no", "no"), ("yes", "no"), ("no", "yes")):
        mine = ["1", "gentle-routine", "left", "mid", balance, pregnant, "1", ""]
        machine("plan", "new", answers=[*NO, *mine])
        done = machine("live", "--no-history", "--voice", "off")
        lying = chosen == "supine-hamstring-stretch"
        assert ("sitting exercises only" in done.err) == (balance == "yes")
        assert ("lying on the back" in done.err) == (pregnant == "yes" and lying)
        assert bool(announced[-1]) == (balance == "yes" or (pregnant == "yes" and lying))


def test_what_was_told_in_the_session_is_not_called_unknown(planned: Machine) -> None:
    with open_history() as history:
        session = history.begin("today", kept.today_number(), kept.now_s(), 1)
        history.add_set(session, a_set())
        history.add_pain(session, kept.now_s(), "after", 2)
    assert "pain was not told" not in planned("today", "--done").out


@pytest.mark.parametrize("days", [1, 4000])
def test_a_clock_that_goes_back_forgets_no_stop_sign(planned: Machine, days: int) -> None:
    planned.sleep(days)
    stopped()
    planned.sleep(-days)
    assert "The plan rests" in planned("today").out
    assert ("history delete 1" in planned("today").err) == (days > 1)
    planned("plan", "agreed")
    for _ in range(3):
        today = planned("today").out
        assert "Calf raise" in today
        assert "The plan rests" not in today
        planned.sleep(1)


def test_what_hangs_on_the_refrigerator_is_what_the_person_may_do(machine: Machine) -> None:
    machine(
        "plan", "new", answers=[*NO, "1", "silbernagel", "left", "insertion", "no", "no", "1", ""]
    )
    shown = machine("plan", "show").out
    assert "on a step" not in shown
    assert "Heel drop, straight knee: 3 x 15, each leg, on the floor" in shown
    assert "on a step" in machine("plan", "show", "silbernagel").out
    machine(
        "plan", "new", answers=[*NO, "1", "gentle-routine", "left", "mid", "yes", "no", "1", ""]
    )
    shown = machine("plan", "show").out
    assert "Seated calf raise" in shown
    assert "Single-leg calf raise" not in shown


def test_nobody_agrees_in_advance(planned: Machine) -> None:
    planned("today", "--done", "--pain", "8")
    refused = planned("plan", "agreed")
    assert (refused.code, refused.err.count("\n")) == (1, 1)
    planned.sleep(1)
    planned("today", "--done", "--pain", "8")
    assert "see somebody" in planned("today").out
    assert planned("plan", "agreed").code == 0
