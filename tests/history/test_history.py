"""Sets that are kept, found, deleted; traces within their limit."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from formcheck.errors import HistoryError, OutputError
from formcheck.history.database import NAME
from formcheck.history.history import History, open_history
from formcheck.history.place import PAGE
from formcheck.history.schema import MIGRATIONS
from tests.history.kept import a_set, document


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    with open_history(folder=tmp_path / "data") as opened:
        yield opened


def rows(history: History, query: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in history.database.rows(query)]


def test_a_set_is_found_again_with_its_repetitions_and_its_report(history: History) -> None:
    session = history.begin("live", 740_000, 900.0)
    number = history.add_set(session, a_set())
    (kept,) = history.sets(session)
    assert (kept.exercise, kept.full, kept.side) == ("calf-raise", 3, "left")
    assert kept.best_ratio == pytest.approx(0.36, abs=0.03)
    assert history.document(number) == document()
    peaks = [rep["peak_heel_height_ratio"] for rep in document()["reps"]]
    assert rows(history, "SELECT peak_ratio FROM reps ORDER BY number") == [(p,) for p in peaks]


def told(history: History) -> tuple[int | None, bool]:
    (session,) = history.sessions()
    return session.pain, session.skipped


def test_the_pain_of_a_session_is_the_worst_and_open_until_told_after_the_last_set(
    history: History,
) -> None:
    session = history.begin("today", 740_000, 900.0)
    assert told(history) == (None, True)
    history.add_pain(session, 901.0, "before", 4)
    assert told(history) == (4, True)
    history.add_set(session, a_set(1, at_s=950.0))
    history.add_pain(session, 990.0, "after", 2)
    assert told(history) == (4, False)
    history.add_set(session, a_set(2, at_s=1000.0))
    assert told(history) == (4, True)
    history.add_pain(session, 1001.0, "after", 1)
    history.note(session, 1002.0, "leg-press-calf-raise", "done")
    assert told(history) == (4, True)
    history.add_pain(session, 1003.0, "after", 1)
    history.note(session, 1004.0, "towel-calf-stretch", "left-out")
    assert told(history) == (4, False)
    assert [each["pain"] for each in history.pains(session)] == [4, 2, 1, 1]


def test_answers_take_the_place_of_those_before_with_their_moment(history: History) -> None:
    session = history.begin("live", 740_000, 900.0)
    known = history.felt(session, 901.0, [("before", 1)], ())
    history.felt(session, 950.0, [("before", 1), ("after", 2)], known)
    kept = history.pains(session)
    assert [(each["moment"], each["pain"]) for each in kept] == [("before", 1), ("after", 2)]


def test_load_stays_noted_however_a_session_goes_on(history: History) -> None:
    session = history.begin("today", 740_000, 900.0)
    history.load(session)
    history.end(session)
    (kept,) = history.sessions()
    assert (kept.loaded, kept.finished) == (True, True)


def test_what_was_done_is_added_up_by_exercise_and_leg(history: History) -> None:
    first, second = (history.begin("live", 740_000 + i, 900.0 + i) for i in range(2))
    for session, corrected in ((first, 0), (first, -9), (second, 2)):
        done = replace(a_set(at_s=1000.0 + session), corrected=corrected)
        history.add_set(session, done)
    (one, two) = history.work()
    assert (one.session, one.sets, one.full, one.side) == (first, 2, 3, "left")
    assert (two.session, two.sets, two.full) == (second, 1, 5)
    assert one.best_ratio == max(each.best_ratio or 0 for each in history.sets(first))
    assert one.best_cm is None


def test_deleting_a_session_takes_all_of_it_with_it(history: History) -> None:
    first, second = (history.begin("live", 740_000 + i, 900.0 + i) for i in range(2))
    for session in (first, second):
        history.add_set(session, a_set(), lambda path: path.write_bytes(b"trace"))
        history.add_pain(session, 1.0, "after", 1)
    assert len(list(history.traces.iterdir())) == 2
    assert history.delete([first, 99]) == 1
    assert [s.id for s in history.sessions()] == [second]
    assert len(list(history.traces.iterdir())) == 1
    for table in ("sets", "reps", "documents", "pains"):
        (count,) = rows(history, f"SELECT count(*) FROM {table}")[0]  # noqa: S608 - of the test
        assert count == (3 if table == "reps" else 1)


def test_deleting_all_leaves_nothing_in_the_file(history: History) -> None:
    session = history.begin("live", 740_000, 900.0)
    history.add_set(session, a_set(), lambda path: path.write_bytes(b"trace"))
    history.delete_all()
    assert history.sessions() == ()
    assert list(history.traces.iterdir()) == []
    folder = history.database.path.parent
    content = b"".join(path.read_bytes() for path in folder.glob("history.db*"))
    assert b"calf-raise" not in content


def test_the_oldest_traces_go_when_all_are_too_large(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORMCHECK_TRACES_MB", "1")
    session = history.begin("live", 740_000, 900.0)
    for number in range(4):
        history.add_set(session, a_set(number), lambda path: path.write_bytes(bytes(400_000)))
    assert [kept.trace is not None for kept in history.sets()] == [False, False, True, True]
    assert len(list(history.traces.iterdir())) == 2


@pytest.mark.parametrize("error", [OSError(28, "no space"), OutputError("cannot write")])
def test_a_trace_that_cannot_be_written_costs_only_the_trace(
    history: History, error: Exception
) -> None:
    def refuse(_path: Path) -> None:
        raise error

    history.add_set(history.begin("live", 740_000, 900.0), a_set(), refuse)
    assert history.sets()[0].trace is None


def test_no_traces_are_kept_when_none_are_wanted(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORMCHECK_TRACES_MB", "0")
    history.add_set(history.begin("live", 1, 1.0), a_set(), lambda p: p.write_bytes(b"x"))
    assert not history.traces.exists()
    monkeypatch.setenv("FORMCHECK_TRACES_MB", "many")
    with pytest.raises(HistoryError, match="megabytes"):
        history.add_set(history.begin("live", 1, 1.0), a_set(), lambda p: p.write_bytes(b"x"))


def test_a_full_disk_keeps_what_was_finished_and_nothing_half(history: History) -> None:
    session = history.begin("live", 740_000, 900.0)
    history.add_set(session, a_set())
    pages = rows(history, "PRAGMA page_count")[0][0]
    history.database.rows(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(HistoryError, match="full"):
        many(history, session)
    sets = rows(history, "SELECT count(*) FROM sets")
    assert sets == rows(history, "SELECT count(*) FROM documents")
    assert rows(history, "SELECT count(DISTINCT set_id) FROM reps") == sets
    history.database.rows("PRAGMA max_page_count = 100000")
    history.add_set(session, a_set())  # room was made: it goes on


def strays(history: History) -> list[Path]:
    return sorted(history.traces.iterdir())


def test_a_set_that_cannot_be_kept_leaves_no_trace(history: History) -> None:
    with pytest.raises(HistoryError):
        history.add_set(99, a_set(), lambda path: path.write_bytes(b"trace"))
    assert strays(history) == []


def test_what_a_kill_left_beside_goes_with_the_next_set(history: History) -> None:
    session = history.begin("live", 740_000, 900.0)
    history.traces.mkdir()
    old, new = history.traces / f"{'a' * 24}.npz.0123.part", history.traces / f"{'b' * 24}.npz"
    for path in (old, new):
        path.write_bytes(b"trace")
    os.utime(old, (1.0, 1.0))
    history.add_set(session, a_set(), lambda path: path.write_bytes(b"trace"))
    assert old not in strays(history)
    assert new in strays(history)  # another program may be about to keep its set
    assert len(strays(history)) == 2


def test_nothing_that_was_made_of_a_history_outlives_it(history: History) -> None:
    session = history.begin("live", 740_000, 900.0)
    folder = history.database.path.parent
    page, aside = folder / PAGE, folder / "history.broken-20260504-120000-1.db"
    history.traces.mkdir()
    for path in (page, aside, history.traces / "half.part"):
        path.write_bytes(b"pain of 3")
    history.delete([session])
    assert not page.exists()
    assert aside.exists()
    history.delete_all()
    assert {path.name for path in folder.rglob("*")} <= {
        NAME,
        f"{NAME}-wal",
        f"{NAME}-shm",
        "traces",
    }


def many(history: History, session: int) -> None:
    for number in range(200):
        history.add_set(session, a_set(number + 2))


def use(folder: Path) -> None:
    with open_history(folder=folder) as history:
        for kept in history.sets():
            history.document(kept.id)
        many(history, history.begin("live", 1, 1.0))


@pytest.mark.parametrize(
    "content",
    [b"this is no database at all, but a letter" * 50, b"SQLite format 3\0" + b"x" * 9000],
)
def test_a_broken_file_is_kept_aside_and_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)
    said: list[str] = []
    with open_history(said.append, tmp_path) as history:
        history.add_set(history.begin("live", 1, 1.0), a_set())
    (aside,) = tmp_path.glob("history.broken-*.db")
    assert aside.read_bytes() == content
    assert aside.name in said[0]


def test_a_folder_whose_name_is_not_utf8_is_remembered(history: History) -> None:
    session, names = history.begin("live", 1, 1.0), ("K\udcfcche", "Küche")
    for name in names:
        history.add_folder(session, Path("/") / name)
    assert {folder.name for folder in history.folders(session)} == {*names}


def test_a_folder_whose_path_is_no_text_is_refused(history: History) -> None:
    session = history.begin("live", 1, 1.0)
    with history.database.writing() as file:
        file.execute("INSERT INTO folders (session, path) VALUES (?, ?)", (session, b"\xff"))
    with pytest.raises(HistoryError, match="path"):
        history.folders(session)


def test_a_value_that_is_no_text_is_refused(history: History) -> None:
    session = history.begin("live", 1, 1.0)
    number = history.add_set(session, a_set())
    with history.database.writing() as file:
        values = (b"calf\xb2", number)
        file.execute("UPDATE sets SET exercise = CAST(? AS TEXT) WHERE id = ?", values)
    with pytest.raises(HistoryError, match="exercise"):
        history.sets()


def test_tables_that_are_no_text_are_kept_aside(tmp_path: Path) -> None:
    with open_history(folder=tmp_path) as history:
        history.database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    path = tmp_path / NAME
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE mor", b"CREATE TABL\xb2 mor"))
    with open_history(folder=tmp_path) as history:
        assert history.sets() == ()
    assert len(list(tmp_path.glob("history.broken-*.db"))) == 1


def test_damage_in_the_middle_is_told_and_the_next_start_is_new(tmp_path: Path) -> None:
    with open_history(folder=tmp_path) as history:
        session = history.begin("live", 1, 1.0)
        for number in range(30):
            history.add_set(session, a_set(number))
        history.database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    path = tmp_path / NAME
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 3] + bytes(len(whole) - len(whole) // 3))
    with pytest.raises(HistoryError, match="start again"):
        use(tmp_path)
    with open_history(folder=tmp_path) as history:
        assert history.sets() == ()
    assert len(list(tmp_path.glob("history.broken-*.db"))) == 1


def test_a_file_of_a_newer_formcheck_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / NAME) as file:
        file.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    file.close()
    with pytest.raises(HistoryError, match="update formcheck"), open_history(folder=tmp_path):
        pass
    assert list(tmp_path.glob("history.broken*")) == []


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with (
        pytest.raises(HistoryError, match="--no-history"),
        open_history(folder=tmp_path / "file" / "data"),
    ):
        pass


def test_a_history_of_the_first_version_is_kept_and_learns_of_folders(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / NAME) as file:
        for statement in MIGRATIONS[0]:
            file.execute(statement)
        file.execute("PRAGMA user_version = 1")
        file.execute("INSERT INTO sessions (day, at_s, kind) VALUES (1, 1.0, 'live')")
    file.close()
    with open_history(folder=tmp_path) as history:
        assert [session.id for session in history.sessions()] == [1]
        history.add_folder(1, tmp_path / "results")
        history.add_folder(1, tmp_path / "results")
        assert history.folders(1) == (tmp_path / "results",)
        history.delete([1])
        assert history.folders(1) == ()
