"""What can still be read of a broken history: table by table, row by row."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Final

from formcheck.history.rows import insert, on_clock
from formcheck.history.schema import LATEST, MIGRATIONS
from formcheck.history.shapes import fits
from formcheck.plan.signs import LOST
from formcheck.words import Phrase

__all__ = ["Salvaged", "salvage"]

_KEYS: Final = {
    "plans": "id",
    "changes": "id",
    "mornings": "day",
    "sessions": "id",
    "remains": "id",
    "pains": "id",
    "notes": "id",
    "folders": "session",
    "sets": "id",
    "documents": "set_id",
    "reps": "set_id",
    "holds": "set_id",
}
"""By what each table is in order; those that others refer to come first."""
_STEERS: Final = frozenset({"plans", "changes", "mornings", "sessions", "remains", "pains"})
_OF_A_PLAN: Final = frozenset({"sessions", "remains"})  # they outlive it
_YOUNG: Final = frozenset({"remains", "notes", "folders"})  # an old history has none
_HEADER_BYTES: Final = 100
_MOST_LOOKS: Final = 5000  # for rows behind a damaged page
_MOST_STEPS: Final = 200_000_000  # of SQLite: a damaged file may lead in circles
_MOST_ROW_BYTES: Final = 1 << 26


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What was read.

    Attributes:
        counts: How many rows of each table.
        lost: The tables of which something could not be read.
        has_plan: Whether a plan is under way.
    """

    counts: Mapping[str, int]
    lost: frozenset[str]
    has_plan: bool

    def lines(self) -> Iterator[Phrase]:
        """What the user should know."""
        names = ("plans", "sessions", "sets", "mornings")
        yield Phrase("history.salvaged", **{name: self.counts[name] for name in names})
        if "plans" in self.lost and not self.has_plan:
            yield Phrase("history.plan-gone")
        if self.lost & _STEERS:
            yield Phrase("history.told-lost")


def salvage(aside: Path, file: sqlite3.Connection) -> Salvaged:
    """Reads what can be read of a broken history into an empty one.

    Where what steers a plan is not all there the plan rests, and begins with its first load: a
    stop sign or a step back may be among what is lost.

    Args:
        aside: The broken file; it stays as it is.
        file: The new one, in a transaction.
    """
    counts, lost = _best(aside, file)
    file.execute("DELETE FROM clock")
    file.execute(LATEST)
    if lost & _STEERS:
        _rest(file)
    under_way = file.execute("SELECT 1 FROM plans WHERE ended_s IS NULL").fetchone()
    return Salvaged(counts, frozenset(lost), under_way is not None)


def _best(aside: Path, file: sqlite3.Connection) -> tuple[dict[str, int], set[str]]:
    """Puts in what can be read, with as much of the file mended as gives most."""
    told: dict[int | None, int] = {}
    for first_bytes in (0, _HEADER_BYTES, None):
        file.execute("SAVEPOINT mend")
        counts, lost = _moved(aside, first_bytes, file)
        if not lost:
            return counts, lost
        told[first_bytes] = sum(counts[table] for table in _STEERS)
        file.execute("ROLLBACK TO mend")
    return _moved(aside, max(told, key=lambda each: told[each]), file)


def _rest(file: sqlite3.Connection) -> None:
    """Later than all that was confirmed, whatever the clock said."""
    file.execute("DELETE FROM changes WHERE kind = 'rise'")
    days = "SELECT max(day) FROM (SELECT day FROM plans UNION ALL SELECT day FROM changes)"
    ((latest,),) = file.execute(days).fetchall()
    day, at_s = max(date.today().toordinal(), latest or 0), on_clock(file, 0.0)
    insert(file, "remains", day=day, at_s=at_s, kind="live", stop_sign=LOST, skipped=1)


@contextmanager
def _copied(aside: Path, first_bytes: int | None) -> Iterator[Path]:
    """A copy whose first bytes are those of a sound one: none, its header, or its first page.

    The page has the list of the tables, too.
    """
    path = aside.with_name(f"{aside.name}.copy")
    try:
        for end in ("", "-wal"):
            with suppress(FileNotFoundError):
                shutil.copyfile(aside.with_name(aside.name + end), path.with_name(path.name + end))
        if first_bytes != 0:
            first = _first_page(path.stat().st_size)
            with path.open("r+b") as file:
                file.write(first[:first_bytes])
        yield path
    finally:
        for end in ("", "-journal", "-wal", "-shm"):
            path.with_name(path.name + end).unlink(missing_ok=True)


def _first_page(size: int) -> bytes:
    with closing(sqlite3.connect(":memory:")) as sound:
        for statement in chain(*MIGRATIONS):
            sound.execute(statement)
        sound.commit()
        ((page,),) = sound.execute("PRAGMA page_size").fetchall()
        first = bytearray(sound.serialize()[:page])
    first[18:20] = b"\x02\x02"  # there may be a log
    first[28:32] = (size // page).to_bytes(4, "big")
    return bytes(first)


def _moved(
    aside: Path, first_bytes: int | None, file: sqlite3.Connection
) -> tuple[dict[str, int], set[str]]:
    """Puts what is sound into the new file; how much it was, and of which tables some is lost."""
    counts: dict[str, int] = {}
    lost: set[str] = set()
    with _copied(aside, first_bytes) as path, closing(sqlite3.connect(path)) as source:
        _be_careful(source)
        sure = first_bytes is not None or _is_sound(source)
        for table in _KEYS:
            rows, whole = _rows(source, table)
            counts[table] = sum(_inserted(file, table, row) for row in rows)
            if not whole or counts[table] < len(rows) or not (rows or sure):
                lost.add(table)
    return counts, lost


def _is_sound(source: sqlite3.Connection) -> bool:
    """Whether tables that are empty are so: where each begins is only a guess."""
    found: dict[tuple[object, ...], sqlite3.Row] = {}
    return _read(source, "PRAGMA integrity_check(1)", found) and ("ok",) in found


def _be_careful(source: sqlite3.Connection) -> None:
    source.row_factory = sqlite3.Row
    source.text_factory = _text
    source.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST_ROW_BYTES)
    source.set_progress_handler(lambda: 1, _MOST_STEPS)
    for pragma in (
        "PRAGMA trusted_schema = OFF",
        "PRAGMA writable_schema = ON",
        "PRAGMA cell_size_check = ON",
    ):
        with suppress(sqlite3.DatabaseError):
            source.execute(pragma)


def _text(content: bytes) -> str:
    return content.decode("utf-8", "surrogateescape")


def _inserted(file: sqlite3.Connection, table: str, row: sqlite3.Row) -> bool:
    """Puts a row into the new file, if it is one that can have been kept."""
    values = dict(row)
    if not fits(table, values):
        return False
    if table in _OF_A_PLAN and not _is_there(file, values["plan"]):
        values["plan"] = None
    try:
        insert(file, table, **values)
    except (sqlite3.IntegrityError, ValueError):  # of what is lost itself, or no text
        return False
    return True


def _is_there(file: sqlite3.Connection, plan: object) -> bool:
    return file.execute("SELECT 1 FROM plans WHERE id = ?", (plan,)).fetchone() is not None


def _rows(source: sqlite3.Connection, table: str) -> tuple[list[sqlite3.Row], bool]:
    """The rows of a table that can be read, and whether these are all.

    Read from both ends up to the damage, and then one by one what may lie in between.
    """
    key, query = _KEYS[table], f"SELECT * FROM {table}"  # noqa: S608 - names of our own
    found: dict[tuple[object, ...], sqlite3.Row] = {}
    whole = _read(source, f"{query} ORDER BY {key}", found)
    whole = whole or _read(source, query, found)  # an index may hold the same
    if not whole and _has_none(source, table):
        return [], True
    if not whole:
        begin = [*found]
        _read(source, f"{query} ORDER BY {key} DESC", found)
        end = [*found][len(begin) :]
        for number in _between(_numbers(begin), _numbers(end)):
            _read(source, f"{query} WHERE {key} = {number}", found)
    return [*found.values()], whole


def _read(
    source: sqlite3.Connection, query: str, found: dict[tuple[object, ...], sqlite3.Row]
) -> bool:
    """Adds rows by what tells them from each other; whether there was no damage."""
    try:
        for row in source.execute(query):
            found.setdefault(tuple(row)[:2], row)
    except (sqlite3.DatabaseError, UnicodeDecodeError):  # what it tells may be no text
        return False
    return True


def _has_none(source: sqlite3.Connection, table: str) -> bool:
    """Whether the history is of a version that did not have the table yet."""
    found: dict[tuple[object, ...], sqlite3.Row] = {}
    asked = "SELECT user_version FROM pragma_user_version"
    young = table in _YOUNG and _read(source, asked, found)
    return young and all(0 < row[0] < len(MIGRATIONS) for row in found.values())


def _numbers(keys: list[tuple[object, ...]]) -> list[int]:
    return [key[0] for key in keys if isinstance(key[0], int)]


def _between(begin: list[int], end: list[int]) -> range:
    """The numbers of rows that may lie between those that were read from both ends."""
    if not begin and not end:
        return range(0)
    low = begin[-1] if begin else end[-1] - _MOST_LOOKS
    high = end[-1] if end else low + _MOST_LOOKS
    return range(low, min(high, low + _MOST_LOOKS) + 1)
