"""plan, today, morning, history and progress, as one types them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from sqlite3 import Connection

import pytest

from formcheck.cli import kept
from formcheck.cli.kept import SetsKept
from formcheck.cli.studio import Studio
from formcheck.cli.wishes import Wishes
from formcheck.coach.alone import Alone, Farewell
from formcheck.coach.values import Board
from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.values.report import Counts, Report, View
from formcheck.engine.values.results import Pain
from formcheck.errors import HistoryError
from formcheck.history.database import NAME, Database
from formcheck.history.history import open_history
from formcheck.history.values import SetDone
from formcheck.live import Live
from formcheck.reports.document import Source
from tests.cli.machine import MINE, NO, Machine
from tests.history.kept import a_set, document
from tests.plan.made import TEN_LINES


def test_a_plan_is_made_by_answers_and_shown(planned: Machine) -> None:
    shown = planned("plan", "show").out
    assert "Phase 1, weeks 1-2  <- now" in shown
    assert "3 x 10-15" in shown
    assert "Silbernagel KG" in shown
    today = planned("today").out
    assert "formcheck live calf-raise --sets 3 --reps 10" in today


def test_wrong_answers_ask_again(machine: Machine) -> None:
    slips = ["maybe", "no", *NO[1:], "eleven", "2", "?", "silbernagle", "leff", "midd"]
    done = machine("plan", "new", answers=[*slips, "no", "no", "", "400", ""])
    assert done.code == 0
    assert done.out.count("is no answer here") == 4
    assert "Silbernagel's programme" in machine("plan", "show").out


def test_who_needs_clearance_gets_advice_and_no_plan(machine: Machine) -> None:
    answers = ["no", "yes", *NO[2:]]
    done = machine("plan", "new", answers=[*answers, "no"])
    assert "Ask a health professional before" in done.out
    assert machine("today").code == 1
    assert "plan new" in machine("today").err
    agreed = machine("plan", "new", answers=[*answers, "yes", *MINE])
    assert agreed.code == 0
    assert machine("today").code == 0


def test_an_end_in_the_middle_leaves_the_plan_before(planned: Machine) -> None:
    broken = planned("plan", "new", answers=[*NO, "2", "alfredson", "left"])
    assert (broken.code, broken.err.count("\n")) == (1, 1)
    assert "Silbernagel" in planned("plan", "show").out


def test_pain_above_five_at_the_start_begins_tomorrow(machine: Machine) -> None:
    done = machine("plan", "new", answers=[*NO, "7", *MINE[1:]])
    assert "no loading today" in done.out
    assert "begins on 2026-05-05" in machine("today").out
    machine.sleep(1)
    assert "Calf raise" in machine("today").out


def test_alfredson_with_pain_at_the_heel_bone_is_done_on_the_floor(machine: Machine) -> None:
    answers = [*NO, "1", "alfredson", "left", "insertion", "no", "no", "1", ""]
    assert "on the floor" in machine("plan", "new", answers=answers).out
    today = machine("today").out
    assert "eccentric-heel-drop --sets 3 --reps 15 --rest 60 --side left --floor" in today
    assert "Session 1 of 2 today" in today
    machine("today", "--done", "--pain", "1")
    assert "Session 2 of 2 today" in machine("today").out
    machine("today", "--done", "--pain", "1")
    assert "are done" in machine("today").out


def test_poor_balance_asks_for_a_programme_that_has_something_left(machine: Machine) -> None:
    answers = [*NO, "1", "alfredson", "left", "mid", "yes", "no", "1", "", "gentle-routine"]
    assert "has none" in machine("plan", "new", answers=answers).out
    today = machine("today").out
    assert "Seated calf raise" in today
    assert "step" not in today.replace("steps", "")


def test_pain_steps_back_by_itself_and_a_rise_waits_to_be_confirmed(planned: Machine) -> None:
    refused = planned("plan", "rise")
    assert (refused.code, "no rise" in refused.err) == (1, True)
    for _ in range(7):
        planned("today", "--done", "--pain", "1")
        planned.sleep(1)
        told = planned("morning", "1").out
    assert "Proposed: 2 repetitions more" in told
    assert "1. Calf raise on both legs: 3 x 10," in planned("today").out
    assert planned("plan", "rise").code == 0
    assert "1. Calf raise on both legs: 3 x 12," in planned("today").out
    planned("today", "--done", "--pain", "7")
    planned.sleep(1)
    eased = planned("today").out
    assert "Easier today: pain of 7" in eased
    assert "1. Calf raise on both legs: 2 x 12," in eased


def test_a_skipped_answer_leaves_the_load(planned: Machine) -> None:
    assert "unknown" in planned("today", "--done").out
    planned.sleep(1)
    assert "Stay at this load" in planned("today").out


def test_two_high_sessions_ask_for_somebody_until_agreed(planned: Machine) -> None:
    for _ in range(2):
        planned("today", "--done", "--pain", "8")
        planned.sleep(1)
    assert "see somebody" in planned("today").out
    assert "agreed to go on" in planned("plan", "agreed").out
    assert "see somebody" not in planned("today").out


class Patient:
    """Somebody in front of the camera of a session, and what each exercise comes to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.pain, self.stop_sign, self.leaves = 2, False, ""
        self.leaves_out: set[str] = set()
        self.does_alone = 3
        self.heard: list[str] = []
        self.boards: list[Board] = []
        monkeypatch.setattr(Studio, "lead", lambda _studio, leader, _near: self._led(leader))
        monkeypatch.setattr(Studio, "coach", lambda _studio, *args, **kw: self._does(*args, **kw))

    def _does(
        self,
        spec: ExerciseSpec,
        _wishes: Wishes,
        folder: Path,
        *,
        sets: SetsKept,
        announced: str,
        optional: bool,
    ) -> Live:
        self.heard.append(announced)
        if spec.id in self.leaves_out:
            assert optional
        alone = self.leaves == spec.id
        if not (alone or self.stop_sign):
            sets.felt((Pain(0.0, 1, self.pain),))
        report = Report(
            spec.id,
            spec.kind,
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
        source = Source("camera 0", (640, 480), complete=True)
        return Live(
            report,
            {},
            source,
            (folder / "report.json",),
            (),
            False,
            stop_sign=self.stop_sign,
            alone=alone,
            left_out=spec.id in self.leaves_out,
        )

    def _led(self, leader: Alone | Farewell) -> None:
        self.boards.append(leader.update(0.0, None))
        if isinstance(leader, Alone):
            leader.done, leader.pains, leader.over = self.does_alone, [self.pain], True


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> Patient:
    return Patient(monkeypatch)


def begin(planned: Machine) -> str:
    """The session of today, with nobody at the terminal."""
    return str(planned("today", "--begin", "--headless", "--voice", "off", answers=[]).out)


def test_the_day_ends_on_the_screen_and_is_never_praised(
    planned: Machine, patient: Patient
) -> None:
    begin(planned)
    assert [board.title for board in patient.boards] == ["Done for today"]


HEEL = [*NO, "1", "gentle-routine", "left", "insertion", "no", "no", "1", ""]
PRESS = [*NO, "1", "heavy-slow-resistance", "left", "mid", "no", "no", "1", ""]


def test_one_that_is_optional_is_left_out_by_the_hand_as_a_choice(
    machine: Machine, patient: Patient
) -> None:
    machine("plan", "new", answers=HEEL)
    patient.leaves_out = {"towel-calf-stretch"}
    assert "Left out for today" in begin(machine)
    with open_history() as history:
        session = history.sessions()[0].id
        assert [(n.exercise, n.what) for n in history.notes(session)] == [
            ("towel-calf-stretch", "left-out")
        ]
    shown = machine("history", "show", session).out
    assert "towel-calf-stretch: left out by choice" in shown


def test_one_that_is_optional_is_left_out_by_an_option(machine: Machine, patient: Patient) -> None:
    machine("plan", "new", answers=HEEL)
    assert "Towel" in machine("today").out
    assert "Towel" not in machine("today", "--without", "towel-calf-stretch").out
    begin(machine)
    assert not any("Towel" in text for text in patient.heard)


def test_one_that_belongs_to_the_day_is_not_left_out(machine: Machine) -> None:
    machine("plan", "new", answers=HEEL)
    refused = machine("today", "--without", "plantar-fascia-stretch")
    assert refused.code == 2
    assert "plantar-fascia-stretch is not optional today; optional: " in refused.err
    assert "towel-calf-stretch" in refused.err


def test_an_exercise_without_a_judge_is_led_and_done_without_judgement(
    machine: Machine, patient: Patient
) -> None:
    machine("plan", "new", answers=PRESS)
    begin(machine)
    assert "leg press" in patient.boards[0].title
    with open_history() as history:
        session = history.sessions()[0].id
        noted = [(n.exercise, n.what) for n in history.notes(session)]
        assert noted.count(("leg-press-calf-raise", "done")) == 3
        assert "leg-press-calf-raise" not in [each.exercise for each in history.sets(session)]
    shown = machine("history", "show", session).out
    assert "leg-press-calf-raise: a set done, not judged" in shown


def test_a_whole_session_asks_nothing_at_the_terminal(planned: Machine, patient: Patient) -> None:
    out = begin(planned)
    assert "Noted: the session is done" in out
    assert [text.partition(":")[0] for text in patient.heard] == [
        "Calf raise on both legs",
        "Single-leg calf raise",
        "Seated calf raise",
        "Heel drop, straight knee",
    ]
    with open_history() as history:
        (session,) = history.sessions()
    assert session.finished


def test_a_stop_sign_ends_the_day_and_the_plan_rests(planned: Machine, patient: Patient) -> None:
    patient.stop_sign = True
    assert "Seek care the same day" in begin(planned)
    assert len(patient.heard) == 1
    planned.sleep(3)
    assert "The plan rests" in planned("today").out
    planned("plan", "agreed")
    assert "Calf raise" in planned("today").out


def test_pain_above_five_ends_the_session(planned: Machine, patient: Patient) -> None:
    patient.pain = 6
    assert "no loading today" in begin(planned) or len(patient.heard) == 1
    planned.sleep(1)
    assert "Easier today" in planned("today").out


def test_a_full_disk_costs_the_keeping_and_not_the_session(
    planned: Machine, patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned("plan", "end")
    planned("plan", "new", answers=PRESS)

    @contextmanager
    def full(_file: Database) -> Iterator[Connection]:
        raise HistoryError("the disk is full")
        yield

    monkeypatch.setattr(Database, "writing", full)
    done = planned("today", "--begin", "--headless", "--voice", "off", answers=[])
    assert done.code == 0
    assert len(patient.heard) == 2
    assert patient.boards[0].title.startswith("Calf raise")
    assert done.err.count("the disk is full") == 1


def test_a_session_that_nobody_goes_on_with_stays_open(planned: Machine, patient: Patient) -> None:
    patient.leaves = "single-leg-calf-raise"
    begin(planned)
    assert len(patient.heard) == 2
    with open_history() as history:
        (session,) = history.sessions()
    assert not session.finished


def _of_leg(number: int, side: str) -> SetDone:
    """A set of the single-leg raise."""
    done = document()
    reps = [{**rep, "side": side} for rep in done["reps"]]
    changed = {**done, "exercise": "single-leg-calf-raise", "reps": reps}
    return replace(a_set(number), document=changed)


def test_what_was_done_of_a_session_is_not_asked_again(planned: Machine) -> None:
    today = kept.today_number()
    with open_history() as history:
        session = history.begin("today", today, 0.0, 1)
        for number in range(3):
            history.add_set(session, a_set(number + 1))
        assert "1. Single-leg calf raise: 3 x 10, each leg" in planned("today").out
        for number, side in ((1, "left"), (1, "right"), (2, "left")):
            history.add_set(session, _of_leg(number, side))
        left = planned("today").out
        assert "1. Single-leg calf raise: 1 x 10, the left leg" in left
        assert "2. Single-leg calf raise: 2 x 10, the right leg" in left
        history.add_set(session, _of_leg(2, "right"))
        assert "1. Single-leg calf raise: 1 x 10, each leg" in planned("today").out


def test_a_programme_of_ten_lines_is_validated_shown_and_used(
    machine: Machine, tmp_path: Path
) -> None:
    path = tmp_path / "my-plan.toml"
    path.write_text(TEN_LINES)
    assert machine("validate", path).out == "1 spec is valid\n"
    assert "Anna's plan" in machine("plan", "show", path).out
    assert machine("plan", "new", path, answers=[*NO, "1", *MINE[2:]]).code == 0
    path.unlink()
    assert "Anna's plan" in machine("plan", "show").out  # the plan keeps its programme
    path.write_text(TEN_LINES.replace("calf-raise", "calf-rise"))
    wrong = machine("validate", path)
    assert (wrong.code, "did you mean 'calf-raise'" in wrong.out) == (1, True)


def test_history_is_listed_shown_exported_and_deleted(planned: Machine, tmp_path: Path) -> None:
    with open_history() as history:
        session = history.begin("live", kept.today_number(), 1.0)
        history.add_set(session, a_set())
        history.add_pain(session, 2.0, "after", 3)
    planned("morning", "2", "--stiffness", "15")
    assert "live     1 set  pain 3" in planned("history", "list").out
    assert "calf-raise, set 1, left: 3 full" in planned("history", "show", session).out
    assert planned("history", "show", 77).code == 1
    planned("history", "export", tmp_path / "all.json")
    content = json.loads((tmp_path / "all.json").read_text())
    assert content["mornings"][0]["stiffness_min"] == 15
    assert content["sessions"][0]["sets"][0]["report"]["counts"]["full"] == 3
    assert planned("history", "delete").code == 2
    assert planned("history", "delete", session).code == 0
    assert planned("history", "list").out == ""
    assert planned("plan", "show").code == 0
    planned("history", "delete", "--all")
    assert planned("plan", "show").code == 1
    assert Path(planned("history", "path").out.strip()).name == NAME


class Page(HTMLParser):
    """What a page has: elements and their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_progress_is_one_page_that_loads_nothing_and_escapes_everything(
    machine: Machine, tmp_path: Path
) -> None:
    path = tmp_path / "my-plan.toml"
    path.write_text(TEN_LINES.replace("Anna's plan", '<script>alert(1)</script> & \\"x'))
    machine("plan", "new", path, answers=[*NO, "1", *MINE[2:]])
    for pain in (2, 7):
        with open_history() as history:
            session = history.begin("today", kept.today_number(), kept.now_s(), 1)
            history.add_set(session, a_set())
        machine("today", "--done", "--pain", pain)
        machine.sleep(1)
        machine("morning", "2", "--stiffness", "15")
    out = tmp_path / "page.html"
    assert machine("progress", "--no-open", "--out", out).code == 0
    text = out.read_text()
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    page = Page(text)
    tags = {tag for tag, _ in page.found}
    assert tags.isdisjoint({"script", "img", "link", "iframe", "object", "a", "form"})
    assert not {name for _, attrs in page.found for name in attrs} & {"src", "href", "onload"}
    (policy,) = [attrs for _, attrs in page.found if "http-equiv" in attrs]
    assert policy["content"] == "default-src 'none'; style-src 'unsafe-inline'"
    assert len(re.findall("<svg", text)) == 4  # pain, stiffness, sets, heights
    assert "pain of 7 in the last session is above 5" in text
    assert "Easier today" in text


def test_progress_without_anything_says_what_to_do(machine: Machine, tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    assert machine("progress", "--no-open", "--out", out).code == 0
    assert "plan new" in out.read_text()


@pytest.mark.parametrize(
    "wrong",
    [
        ("morning", "11"),
        ("morning", "-1"),
        ("morning", "2", "--stiffness", "nan"),
        ("today", "--done", "--pain", "11"),
        ("history", "export", "x.json", "--from", "May"),
    ],
)
def test_wrong_usage_is_code_2(planned: Machine, wrong: tuple[str, ...]) -> None:
    assert planned(*wrong).code == 2
