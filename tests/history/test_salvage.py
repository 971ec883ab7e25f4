"""Histories that are damaged in several ways: what is sound goes on, what is lost is unknown."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest

from formcheck.errors import HistoryError
from formcheck.history.database import NAME
from formcheck.history.diary import PlanBook
from formcheck.history.history import History, open_history
from formcheck.plan.advice import Advice, advise
from formcheck.plan.signs import LOST
from formcheck.plan.values import Change, Morning, Person
from formcheck.programmes import read_programme
from tests.history.kept import a_set

DAY = 740_000
DAYS = 120
PAGE = 4096
Damage = Callable[[bytearray], object]


def write(history: History) -> None:
    """A plan of months, with a set, an answer and a morning a day, and a stop sign at the end."""
    book = PlanBook(history)
    person = Person("left", insertional=True, poor_balance=True, usual_pain=1)
    book.begin(read_programme("gentle-routine"), person, DAY, 0.0, {"clearance": []})
    for number in range(DAYS):
        day, at_s = DAY + number, 100.0 + 86400.0 * number
        book.morning(Morning(day, 1, 5.0), at_s)
        session = history.begin("today", day, at_s, 1)
        history.add_set(session, a_set(1, at_s))
        history.add_pain(session, at_s, "after", 1)
        history.end(session, stop_sign="a fall" if number == DAYS - 1 else "")
        if number == 60:
            book.confirm(1, Change(day, at_s, "agreed"), "why")
            book.confirm(1, Change(day, at_s, "rise", 0, 1, 0), "why")


@cache
def whole() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        with open_history(folder=Path(folder)) as history:
            write(history)
        return (Path(folder) / NAME).read_bytes()


def roots() -> dict[str, int]:
    """On which page each table begins, from 0."""
    with tempfile.TemporaryDirectory() as folder, open_history(folder=Path(folder)) as history:
        rows = history.database.rows("SELECT name, rootpage FROM sqlite_master")
    return {row["name"]: row["rootpage"] - 1 for row in rows}


def zero(content: bytearray, page: int) -> None:
    content[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)


def damaged(folder: Path, damage: Damage) -> list[str]:
    """What is said while a damaged history is opened and all of it is read."""
    content = bytearray(whole())
    damage(content)
    (folder / NAME).write_bytes(content)
    said: list[str] = []
    for _ in range(2):
        with suppress(HistoryError), open_history(said.append, folder) as history:
            use(history)
    with open_history(folder=folder) as history:
        use(history)  # it is sound now
    asides = [*folder.glob("history.broken-*.db")]
    assert [path.read_bytes() for path in asides] == [content] * bool(said)
    return said


def use(history: History) -> None:
    book = PlanBook(history)
    if (kept := book.current()) is not None:
        book.diary(kept, DAY + DAYS)
    book.rows(0)
    history.work()
    for session in history.sessions():
        history.pains(session.id)
        for each in history.sets(session.id):
            history.document(each.id)


def today(folder: Path) -> tuple[Advice, Person] | None:
    with open_history(folder=folder) as history:
        book = PlanBook(history)
        if (kept := book.current()) is None:
            return None
        diary = book.diary(kept, DAY + DAYS)
        return advise(kept.plan, diary, DAY + DAYS), kept.plan.person


def header(content: bytearray) -> None:
    content[:100] = b"overwritten " * 8 + b"!!!!"


def first_page(content: bytearray) -> None:
    zero(content, 0)


def no_tables(content: bytearray) -> None:
    at = content.index(b"CREATE TABLE mor")
    content[at : at + 12] = b"CREATE \xb2ABLE"


@pytest.mark.parametrize("damage", [header, first_page, no_tables])
def test_nothing_is_lost_where_only_the_begin_of_the_file_is(
    tmp_path: Path, damage: Damage
) -> None:
    said = damaged(tmp_path, damage)
    assert "plans: 1, sessions: 120, sets: 120, mornings: 120" in said[-1]
    advice, person = today(tmp_path) or (None, None)
    assert person == Person("left", insertional=True, poor_balance=True, usual_pain=1)
    assert advice is not None
    assert (advice.verdict, advice.at.place) == ("stop", (0, 1, 0))
    assert "a fall" in advice.why.text


def test_a_page_of_reports_costs_reports(tmp_path: Path) -> None:
    reports = roots()["documents"]
    damaged(tmp_path, lambda content: zero(content, reports))
    with open_history(folder=tmp_path) as history:
        assert len(history.sets()) == DAYS
        assert history.document(1) == {}
    advice, _ = today(tmp_path) or (None, None)
    assert advice is not None
    assert (advice.at.place, "a fall" in advice.why.text) == ((0, 1, 0), True)


@pytest.mark.parametrize("table", ["sessions", "mornings", "changes"])
def test_a_plan_rests_at_its_first_load_where_what_steers_it_is_not_all_there(
    tmp_path: Path, table: str
) -> None:
    page = roots()[table]
    said = damaged(tmp_path, lambda content: zero(content, page))
    assert "not all be read" in said[-1]
    advice, person = today(tmp_path) or (None, None)
    assert advice is not None
    assert (advice.verdict, advice.at.phase, advice.at.step) == ("stop", 0, 0)
    assert ("a fall" in advice.why.text) == (table != "sessions")
    assert person is not None
    assert person.insertional


def test_a_plan_that_is_gone_is_said(tmp_path: Path) -> None:
    page = roots()["plans"]
    said = damaged(tmp_path, lambda content: zero(content, page))
    assert any("`formcheck plan new`" in line for line in said)
    assert today(tmp_path) is None
    with open_history(folder=tmp_path) as history:
        assert [told.stop_sign for told in history.told() if told.stop_sign] == ["a fall", LOST]


def test_any_page_that_is_zeroed_never_lifts_the_rest_nor_makes_it_heavier(
    tmp_path: Path,
) -> None:
    pages = len(whole()) // PAGE
    for page in range(0, pages, max(1, pages // 12)):
        folder = tmp_path / str(page)
        folder.mkdir()
        damaged(folder, lambda content, page=page: zero(content, page))  # type: ignore[misc]
        _is_safe(folder)


def _is_safe(folder: Path) -> None:
    """A plan rests; without one the stop sign is still known, or known to be unknown."""
    found = today(folder)
    if found is not None:
        assert found[0].verdict == "stop"
        assert found[0].at.place <= (0, 1, 0)
        return
    with open_history(folder=folder) as history:
        assert {told.stop_sign for told in history.told()} & {"a fall", LOST}


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("part", [0.0001, 0.01])
def test_flipped_bytes_never_lift_the_rest(tmp_path: Path, seed: int, part: float) -> None:
    def damage(content: bytearray) -> None:
        chance = random.Random(seed)  # noqa: S311 - damage, not a secret
        for at in chance.sample(range(len(content)), int(part * len(content))):
            content[at] ^= chance.randrange(1, 256)

    said = damaged(tmp_path, damage)
    if part > 0.001:
        assert said
    _is_safe(tmp_path)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_file_that_is_cut_off_keeps_what_lies_before(tmp_path: Path, part: float) -> None:
    def damage(content: bytearray) -> None:
        del content[int(part * len(content)) :]

    damaged(tmp_path, damage)
    _is_safe(tmp_path)
    if part >= 0.5:
        assert today(tmp_path) is not None


def test_what_nobody_can_have_kept_costs_its_row(tmp_path: Path) -> None:
    with open_history(folder=tmp_path) as history:
        write(history)
        with history.database.writing() as file:
            file.execute("UPDATE pains SET pain = 88 WHERE id = 7")
        with pytest.raises(HistoryError, match="start again"):
            history.sessions()
        assert len(history.sessions()) == DAYS  # the same program goes on
    assert (today(tmp_path) or [None])[0] is not None


def test_what_cannot_be_read_at_all_is_unknown(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"this is no database at all, but a letter" * 500)
    said: list[str] = []
    with open_history(said.append, tmp_path) as history:
        assert [told.stop_sign for told in history.told()] == [LOST]
    assert any("is gone" in line for line in said)
    assert any("still holds" in line for line in said)


def test_another_program_that_has_it_open_goes_on_with_what_was_read(tmp_path: Path) -> None:
    with open_history(folder=tmp_path) as history:
        write(history)
        history.database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        content = bytearray((tmp_path / NAME).read_bytes())
        with open_history(folder=tmp_path) as other:
            with (tmp_path / NAME).open("r+b") as file:
                file.write(bytes(len(content)))
            other.database.broken("damage")
        session = history.begin("live", DAY + DAYS, 0.0)
        history.end(session, stop_sign="a pop")
    with open_history(folder=tmp_path) as history:
        assert "a pop" in {told.stop_sign for told in history.told()}


def test_a_disk_that_is_full_leaves_the_broken_file_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = bytearray(whole())
    header(content)
    (tmp_path / NAME).write_bytes(content)

    def full(*_args: object) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr("formcheck.history.salvage.shutil.copyfile", full)
    with pytest.raises(HistoryError, match="no space"), open_history(folder=tmp_path):
        pass
    assert (tmp_path / NAME).read_bytes() == content
    monkeypatch.undo()
    assert today(tmp_path) is not None
