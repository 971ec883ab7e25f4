"""Histories, programmes, reports and corrections that somebody else made, or a disk has damaged."""

import json
import shutil
import sqlite3
import tempfile
import zlib
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from formcheck.cli.history import _content
from formcheck.cli.kept import day_name
from formcheck.cli.progress import progress_of
from formcheck.compare import compare, sums_by_hand
from formcheck.errors import FormcheckError, SpecError
from formcheck.export import FORMATS, export
from formcheck.history.database import NAME
from formcheck.history.diary import PlanBook
from formcheck.history.history import History, open_history
from formcheck.history.schema import MIGRATIONS
from formcheck.plan.advice import advise
from formcheck.plan.programme import parse_programme
from formcheck.plan.sheet import programme_lines
from formcheck.plan.values import Change, Morning, Person
from formcheck.programmes import programmes_folder
from formcheck.progress.page import page_of
from formcheck.reports.schema.corrections import CorrectedRep
from formcheck.results import correct, corrections_of, read_report
from formcheck.run import analyze
from tests.fuzz.effort import effort
from tests.fuzz.test_files import NASTY, TRACE, mutated, one_line
from tests.history.kept import a_set

DAY = 740_000
PROGRAMMES = [path.read_text("utf-8") for path in sorted(programmes_folder().glob("*.toml"))]
VALUES = (
    *(None, 0, -1, 10**12, 2**63 - 1, 1e308, float("inf"), "", "x\x1b[31m<b>\u202e", b"\xff"),
    *("../../victim.npz", "/etc/passwd", "[" * 5000, '{"a": 1}', "NaN", "\ud7ff", 0.5, True),
)


@cache
def kept() -> bytes:
    """A history with some of everything."""
    with tempfile.TemporaryDirectory() as folder:
        with open_history(folder=Path(folder)) as history:
            book = PlanBook(history)
            book.begin(PROGRAMMES[0], Person("left", usual_pain=2), DAY, 1.0, {"clearance": []})
            session = history.begin("today", DAY, 2.0, 1)
            history.add_set(session, a_set(), lambda path: path.write_bytes(b"trace"))
            history.add_pain(session, 3.0, "after", 3)
            history.load(session)
            history.end(session)
            book.morning(Morning(DAY + 1, 2, 5.0), 4.0)
            book.confirm(1, Change(DAY + 1, 5.0, "rise", 0, 1, 0), "why")
        return (Path(folder) / NAME).read_bytes()


def columns() -> list[tuple[str, str]]:
    with closing(sqlite3.connect(":memory:")) as file:
        for statement in MIGRATIONS[0]:
            file.execute(statement)
        tables = [row[0] for row in file.execute("SELECT name FROM sqlite_master WHERE sql > ''")]
        shapes = {table: file.execute(f"PRAGMA table_info({table})") for table in tables}
        return [(table, row[1]) for table, rows in shapes.items() for row in rows]


def used(history: History) -> None:
    """All that reads from it, and what writes."""
    book = PlanBook(history)
    plan = book.current()
    if plan is not None:
        advise(plan.plan, book.diary(plan, DAY + 2), DAY + 2)
    page_of(progress_of(history), day_name)
    json.dumps(_content(history, 0), allow_nan=False)
    session = history.begin("live", DAY, 9.0)
    history.add_set(session, a_set(), lambda path: path.write_bytes(b"trace"))
    history.delete([each.id for each in history.sessions()])


def used_or_refused(change: Callable[[Path], object]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        data, victim = Path(folder) / "a" / "data", Path(folder) / "victim.npz"
        (data / "traces").mkdir(parents=True)
        victim.write_text("precious")
        (data / NAME).write_bytes(kept())
        change(data / NAME)
        try:
            with open_history(folder=data) as history:
                used(history)
        except FormcheckError as error:
            one_line(error)
        assert victim.read_text() == "precious"
        with open_history(folder=data) as history:
            history.delete_all()
            assert history.sessions() == ()


@effort(40)
@given(st.sampled_from(columns()), st.sampled_from(VALUES) | st.text(max_size=9) | st.floats())
@example(("sets", "trace"), "../../victim.npz")
@example(("documents", "report"), zlib.compress(bytes(1 << 27)))
@example(("documents", "report"), zlib.compress(b'{"a": NaN}'))
@example(("documents", "report"), zlib.compress(b"[" * 100_000))
@example(("changes", "phase"), 99)
@example(("changes", "plan"), b"\xff")
@example(("mornings", "at_s"), float("inf"))
@example(("sessions", "id"), 0.0)  # a set of no session
def test_a_value_in_the_history_is_refused_in_words_or_used(
    where: tuple[str, str], value: Any
) -> None:
    def change(path: Path) -> None:
        with closing(sqlite3.connect(path)) as file:
            file.execute("PRAGMA ignore_check_constraints = ON")
            try:
                file.execute(f"UPDATE {where[0]} SET {where[1]} = ?", (value,))  # noqa: S608
            except (sqlite3.Error, UnicodeEncodeError):
                return
            file.commit()

    used_or_refused(change)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON sessions BEGIN DELETE FROM mornings; END",
        "DROP TABLE mornings",
        "ALTER TABLE sets RENAME COLUMN trace TO other",
        "CREATE VIEW v AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x FROM c) SELECT * FROM c",
    ],
)
def test_tables_of_somebody_else_are_not_used(tmp_path: Path, statement: str) -> None:
    (tmp_path / NAME).write_bytes(kept())
    with closing(sqlite3.connect(tmp_path / NAME)) as file:
        file.execute(statement)
        file.commit()
    with pytest.raises(FormcheckError, match="other tables"), open_history(folder=tmp_path):
        pass


@effort(25)
@given(st.integers(0, 2**32 - 1), st.integers(1, 6))
def test_a_damaged_history_is_refused_in_words_or_used(seed: int, changes: int) -> None:
    def change(path: Path) -> None:
        path.write_bytes(mutated(kept(), seed, changes))

    with tempfile.TemporaryDirectory() as folder:
        change(Path(folder) / NAME)
        try:
            with open_history(folder=Path(folder)) as history:
                used(history)
        except FormcheckError as error:
            one_line(error)


@effort(60)
@given(st.sampled_from(PROGRAMMES), st.data())
def test_a_programme_is_refused_in_words_or_can_be_used(text: str, data: st.DataObject) -> None:
    lines = text.splitlines()
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        key, equals, _value = lines[at].partition(" = ")
        nasty = data.draw(st.sampled_from(NASTY))
        lines[at] = f"{key} = {nasty}" if equals else data.draw(st.text(max_size=5))
    try:
        programme = parse_programme("\n".join(lines), "mine.toml")
    except SpecError as error:
        one_line(error)
        return
    assert any(programme_lines(programme, lambda dose: dose.exercise, 0))


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("results")
    analyze(TRACE, "calf-raise", out=folder)
    correct(folder, CorrectedRep(rep=1, counted=False, note="no"))
    return folder


@effort(60)
@given(
    st.sampled_from(("report.json", "corrections.json", "landmarks.npz")),
    st.integers(0, 2**32 - 1),
    st.integers(1, 6),
)
def test_damaged_results_are_refused_in_words_or_used(
    results: Path, name: str, seed: int, changes: int
) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = shutil.copytree(results, Path(place) / "a")
        (folder / name).write_bytes(mutated((folder / name).read_bytes(), seed, changes))
        calls: tuple[Callable[[], object], ...] = (
            lambda: read_report(folder),
            lambda: corrections_of(folder),
            lambda: sums_by_hand(folder),
            lambda: compare(folder, results),
            lambda: correct(folder, CorrectedRep(rep=2, side="left")),
        )
        for call in calls if name != "landmarks.npz" else ():
            try:
                call()
            except FormcheckError as error:
                one_line(error)


@effort(4)
@given(st.sampled_from(tuple(FORMATS)), st.integers(0, 2**32 - 1))
def test_an_export_of_damaged_landmarks_is_refused_or_written(
    results: Path, to: str, seed: int
) -> None:
    with tempfile.TemporaryDirectory() as place:
        trace = Path(place) / "landmarks.npz"
        trace.write_bytes(mutated((results / "landmarks.npz").read_bytes(), seed, 2))
        try:
            assert export(trace, to, exercise="calf-raise").stat().st_size
        except FormcheckError as error:
            one_line(error)
