"""What deleting, a clock and a second program may do to what was told: nothing lifts a rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.cli import kept
from formcheck.cli.studio import Studio
from formcheck.errors import HistoryError
from formcheck.history.database import Database
from formcheck.history.diary import PlanBook
from formcheck.history.history import History, open_history
from formcheck.history.lock import leading
from formcheck.history.place import data_folder
from formcheck.live import Live
from formcheck.reports.document import Source
from tests.cli.machine import MINE, NO, Machine
from tests.cli.test_plan_safety import REPORT
from tests.history.kept import a_set


def stop(history: History, session: int) -> None:
    history.end(session, stop_sign="a fall", at_s=kept.now_s())


def told(kind: str, plan: int | None = 1) -> int:
    """A session with a set and a stop sign; its number."""
    with open_history() as history:
        session = history.begin(kind, kept.today_number(), kept.now_s(), plan)  # type: ignore[arg-type]
        history.add_set(session, a_set(at_s=kept.now_s()), lambda path: path.write_bytes(b"x"))
        stop(history, session)
        return session


@pytest.mark.parametrize(("kind", "plan"), [("live", None), ("today", 1)])
def test_deleting_the_session_of_a_stop_sign_lifts_no_rest(
    planned: Machine, kind: str, plan: int | None
) -> None:
    session = told(kind, plan)
    deleted = planned("history", "delete", session)
    assert "still steers the plan" in deleted.err
    assert "a fall" in deleted.err
    assert planned("history", "list").out == ""
    with open_history() as history:
        assert (history.sets(), list(history.traces.iterdir())) == ((), [])
    assert "The plan rests" in planned("today").out
    assert "a fall" in planned("plan", "new", answers=[*NO, "no"]).out
    assert planned("plan", "new", answers=[*NO, "yes", *MINE]).code == 0
    assert "Calf raise" in planned("today").out


def test_deleting_a_stop_sign_that_was_agreed_to_rests_nothing(planned: Machine) -> None:
    session = told("live", None)
    planned("plan", "agreed")
    planned.sleep(1)
    planned("history", "delete", session)
    assert "Calf raise" in planned("today").out


def test_deleting_pain_makes_nothing_heavier(planned: Machine) -> None:
    for _ in range(2):
        planned("today", "--done", "--pain", "8")
        planned.sleep(1)
    before = planned("today").out
    assert "in a row" in before
    planned("history", "delete", 1, 2)
    assert planned("today").out == before


def test_a_stop_sign_before_the_first_plan_outlives_its_session(machine: Machine) -> None:
    machine("history", "delete", told("live", None))
    assert "a fall" in machine("plan", "new", answers=[*NO, "no"]).out


def test_deleting_everything_says_what_still_holds(planned: Machine, tmp_path: Path) -> None:
    told("live", None)
    everything = planned("history", "delete", "--all")
    assert "still holds: a stop sign was told: a fall" in everything.err
    with open_history() as history:
        assert history.told() == ()
    assert "holds" not in planned("history", "delete", "--all").err
    planned("history", "export", tmp_path / "all.json")
    assert "a fall" not in (tmp_path / "all.json").read_text()


def test_what_is_told_after_a_clock_went_back_is_later_than_what_was_confirmed(
    planned: Machine,
) -> None:
    planned.sleep(4000)
    told("live", None)
    planned.sleep(-4000)
    planned("plan", "agreed")
    assert "Calf raise" in planned("today").out
    for days in (0, 1):
        planned.sleep(days)
        told("live", None)
        assert "The plan rests" in planned("today").out
        planned("plan", "agreed")


def test_a_stop_sign_of_a_session_that_began_before_it_was_agreed_is_not_lifted(
    planned: Machine,
) -> None:
    told("live", None)
    with open_history() as history:
        session = history.begin("today", kept.today_number(), kept.now_s(), 1)
        planned("plan", "agreed")
        stop(history, session)
    assert "The plan rests" in planned("today").out


@pytest.mark.parametrize("pain", ["2", "8"])
def test_a_stop_sign_while_a_new_plan_is_made_rests_the_new_one(
    planned: Machine, pain: str
) -> None:
    with open_history() as history:
        session = history.begin("today", kept.today_number(), kept.now_s(), 1)
        planned("plan", "new", answers=[*NO, pain, *MINE[1:]])  # above 5 it begins tomorrow
        stop(history, session)
    assert "The plan rests" in planned("today").out
    planned.sleep(1)
    assert "The plan rests" in planned("today").out


def test_a_second_program_that_ends_the_session_takes_back_no_stop_sign(planned: Machine) -> None:
    session = told("today")
    with open_history() as history:
        history.end(session)
    assert "The plan rests" in planned("today").out


def test_a_stop_sign_in_a_session_that_was_deleted_meanwhile_is_kept(planned: Machine) -> None:
    with open_history() as history:
        keeper = kept.Keeper(history, "today", plan=1)
        keeper.keep(lambda session: history.add_pain(session, kept.now_s(), "before", 1))
        planned("history", "delete", keeper.session)
        keeper.stop("a fall")
    assert "The plan rests" in planned("today").out


@pytest.mark.parametrize("how", [("--begin", "--headless", "--voice", "off"), ("--done",)])
def test_a_day_that_another_program_leads_is_not_begun_twice(
    planned: Machine, how: tuple[str, ...]
) -> None:
    with leading(data_folder()):
        assert "Calf raise" in planned("today").out  # to look is allowed
        second = planned("today", *how)
        assert (second.code, second.err.count("\n")) == (1, 1)
        assert "another formcheck leads" in second.err
    with open_history() as history:
        assert history.sessions() == ()
    assert planned("today", "--done").code == 0


def broken() -> None:
    """The history is overwritten as a whole."""
    with open_history() as history:
        history.database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        path = history.database.path
    path.write_bytes(b"a letter" * (path.stat().st_size // 8))


def test_a_plan_that_is_lost_is_asked_for_again_and_so_is_what_it_waited_for(
    planned: Machine,
) -> None:
    told("live", None)
    broken()
    lost = planned("today")
    assert (lost.code, "the plan could not be read and is gone" in lost.err) == (1, True)
    assert "A stop sign that was told before still holds" in lost.err
    refused = planned("plan", "new", answers=[*NO, "yes", "no"])
    assert "Was there a stop sign" in refused.out
    assert planned("today").code == 1
    assert planned("plan", "new", answers=[*NO, "no", *MINE]).code == 0
    assert "Calf raise" in planned("today").out


def test_a_broken_header_costs_nothing_of_a_plan(planned: Machine) -> None:
    told("live", None)
    with open_history() as history:
        history.database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        path = history.database.path
    with path.open("r+b") as file:
        file.write(bytes(100))
    mended = planned("today")
    assert "The plan rests" in mended.out
    assert "is gone" not in mended.err
    assert planned("today").err == ""
    assert planned("plan", "agreed").code == 0
    assert "Calf raise" in planned("today").out


def test_what_is_left_of_a_broken_history_goes_with_everything(planned: Machine) -> None:
    told("live", None)
    broken()
    planned("today")
    folder = data_folder()
    (folder / "history.broken-1.db.copy").write_bytes(b"of a killed program")
    planned("history", "delete", "--all")
    assert not [*folder.glob("history.broken*")]


def test_a_new_plan_is_no_way_around_one_high_session(planned: Machine) -> None:
    planned("today", "--done", "--pain", "7")
    planned.sleep(1)
    planned("plan", "new", answers=[*NO, *MINE])
    assert "Easier today: pain of 7" in planned("today").out
    planned("today", "--done", "--pain", "7")
    planned.sleep(1)
    assert "in a row" in planned("today").out


def test_a_new_plan_begins_with_its_load_where_pain_was_calm_long_ago_or_agreed_to(
    planned: Machine,
) -> None:
    planned("today", "--done", "--pain", "7")
    planned.sleep(1)
    planned("plan", "new", answers=["yes", *NO[1:], "yes", *MINE])
    assert "Easier" not in planned("today").out
    planned("today", "--done", "--pain", "7")
    planned.sleep(9)
    planned("plan", "new", answers=[*NO, *MINE])
    assert "Easier" not in planned("today").out
    planned("today", "--done", "--pain", "7")
    planned.sleep(1)
    planned("today", "--done", "--pain", "2")
    planned("plan", "new", answers=[*NO, *MINE])
    assert "Easier" not in planned("today").out


def test_a_morning_that_is_told_again_says_so_and_keeps_what_is_not(planned: Machine) -> None:
    planned("morning", "8", "--stiffness", "25")
    again = planned("morning", "2")
    assert "takes the place of 8" in again.out
    assert "takes the place" not in planned("morning", "2").out
    with open_history() as history:
        (morning,) = PlanBook(history).mornings()
    assert (morning.pain, morning.stiffness_min) == (2, 25)


@pytest.mark.parametrize("how", ["--no-history", "full"])
def test_a_stop_sign_that_is_not_kept_is_said(
    planned: Machine, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    live = Live(REPORT, {}, Source("camera 0", (9, 9)), (), (), False, stop_sign=True)
    monkeypatch.setattr(Studio, "coach", lambda *_args, **_how: live)
    if how == "full":
        monkeypatch.setattr(Database, "writing", _full)
    options = ["--no-history"] if how == "--no-history" else []
    done = planned("live", "calf-raise", "--headless", "--voice", "off", *options)
    assert "Seek care the same day" in done.out
    assert "the stop sign is not kept" in done.err


def _full(_file: Database) -> None:
    raise HistoryError("the disk is full")


@pytest.mark.usefixtures("planned")
def test_a_history_that_breaks_in_a_session_costs_no_stop_sign() -> None:
    with open_history() as history:
        keeper = kept.Keeper(history, "today", plan=1)
        keeper.keep(lambda session: history.add_pain(session, kept.now_s(), "before", 1))
        broken()
        keeper.stop("a fall")
    with open_history() as history:
        assert "a fall" in {told.stop_sign for told in history.told()}
