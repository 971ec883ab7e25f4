"""What is kept of sessions: sets, repetitions, holds and pain."""

from __future__ import annotations

import json
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from secrets import token_hex
from typing import Any, Final, Literal

from pydantic import TypeAdapter

from formcheck.errors import OutputError
from formcheck.history.database import Database
from formcheck.history.place import data_folder, most_trace_bytes
from formcheck.history.values import KeptNote, KeptSession, KeptSet, SetDone
from formcheck.plan.signs import stop_sign

__all__ = ["History", "open_history"]

Kind = Literal["live", "today", "analyze"]
Moment = Literal["before", "after"]
What = Literal["done", "left-out"]
_SESSIONS = """SELECT sessions.*,
    (SELECT count(*) FROM sets WHERE sets.session = sessions.id) AS sets,
    (SELECT CASE WHEN sum(moment = 'after') > 0 OR max(pain) > 5 THEN max(pain) END
     FROM pains WHERE pains.session = sessions.id) AS pain,
    coalesce((SELECT max(at_s) FROM pains WHERE pains.session = sessions.id), at_s) AS told_s
    FROM sessions"""
_SESSION: Final = TypeAdapter(list[KeptSession])
_NOTE: Final = TypeAdapter(list[KeptNote])
_SET: Final = TypeAdapter(list[KeptSet])
_MOST_REPORT_BYTES: Final = 1 << 26
_SETS = f"SELECT {', '.join(KeptSet.__slots__)} FROM sets"  # noqa: S608 - names of our own


class History:
    """Sessions and sets, each set kept in one transaction.

    Args:
        database: The open file.
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    @property
    def traces(self) -> Path:
        """The folder of the traces, beside the file."""
        return self.database.path.parent / "traces"

    def begin(self, kind: Kind, day: int, at_s: float, plan: int | None = None) -> int:
        """A new session; its number."""
        with self.database.writing() as file:
            values = (kind, day, at_s, plan)
            query = "INSERT INTO sessions (kind, day, at_s, plan) VALUES (?, ?, ?, ?)"
            return _new_id(file.execute(query, values))

    def add_set(
        self, session: int, done: SetDone, trace: Callable[[Path], object] | None = None
    ) -> int:
        """Keeps a set with its repetitions or holds and its report; its number.

        Args:
            session: Of which session.
            done: The set.
            trace: Writes its trace to the path that it is given.

        Raises:
            HistoryError: It cannot be kept; then nothing of it is.
        """
        name = self._write_trace(trace) if trace and most_trace_bytes() else None
        with self.database.writing() as file:
            number = _insert_set(file, session, done, name)
        if name is not None:
            self._drop_old_traces()
        return number

    def add_folder(self, session: int, folder: Path) -> None:
        """Remembers where results of a session lie."""
        with self.database.writing() as file:
            query = "INSERT OR IGNORE INTO folders (session, path) VALUES (?, CAST(? AS TEXT))"
            file.execute(query, (session, os.fsencode(folder.absolute())))

    def folders(self, session: int) -> tuple[Path, ...]:
        """Where results of a session were written to.

        Raises:
            HistoryError: One of them is no path.
        """
        rows = self.database.rows("SELECT path FROM folders WHERE session = ?", session)
        if not all(isinstance(row["path"], str) for row in rows):
            raise self.database.wrong("path")
        return tuple(Path(row["path"]) for row in rows)

    def add_pain(self, session: int, at_s: float, moment: Moment, pain: int) -> None:
        """Keeps an answer to the question for pain."""
        with self.database.writing() as file:
            query = "INSERT INTO pains (session, at_s, moment, pain) VALUES (?, ?, ?, ?)"
            file.execute(query, (session, at_s, moment, pain))

    def felt(
        self, session: int, at_s: float, pains: Sequence[int], known: Sequence[int]
    ) -> tuple[int, ...]:
        """Keeps answers in the place of those known before; their numbers."""
        with self.database.writing() as file:
            for number in known:
                file.execute("DELETE FROM pains WHERE id = ?", (number,))
            query = "INSERT INTO pains (session, at_s, moment, pain) VALUES (?, ?, 'after', ?)"
            return tuple(_new_id(file.execute(query, (session, at_s, pain))) for pain in pains)

    def end(self, session: int, *, loaded: bool = False, stop_sign: str = "") -> None:
        """The session was finished, or a stop sign ended it."""
        with self.database.writing() as file:
            query = "UPDATE sessions SET finished = 1, loaded = ?, stop_sign = ? WHERE id = ?"
            file.execute(query, (loaded, stop_sign, session))

    def sessions(self, from_day: int = 0) -> tuple[KeptSession, ...]:
        """All sessions from a day on, in order."""
        query = f"{_SESSIONS} WHERE day >= ? ORDER BY day, at_s"
        return tuple(
            replace(session, stop_sign=stop_sign(session.stop_sign))
            if session.stop_sign
            else session
            for _, session in self.database.read(_SESSION, query, from_day)
        )

    def sets(self, session: int | None = None) -> tuple[KeptSet, ...]:
        """The sets of a session, or of all, in order."""
        where, values = ("", ()) if session is None else ("WHERE session = ?", (session,))
        found = self.database.read(_SET, f"{_SETS} {where} ORDER BY at_s, id", *values)
        return tuple(each for _, each in found)

    def note(self, session: int, at_s: float, exercise: str, what: What) -> None:
        """Keeps that a set was done without being judged, or an exercise left out by choice."""
        with self.database.writing() as file:
            query = "INSERT INTO notes (session, at_s, exercise, what) VALUES (?, ?, ?, ?)"
            file.execute(query, (session, at_s, exercise, what))

    def notes(self, session: int) -> tuple[KeptNote, ...]:
        """What was told of the exercises of a session that were not judged, in order."""
        query = "SELECT * FROM notes WHERE session = ? ORDER BY id"
        return tuple(note for _, note in self.database.read(_NOTE, query, session))

    def document(self, set_id: int) -> dict[str, Any]:
        """The report of a set.

        Raises:
            HistoryError: It has none, or one that cannot be.
        """
        rows = self.database.rows("SELECT report FROM documents WHERE set_id = ?", set_id)
        try:
            return _unpacked(rows[0]["report"])
        except (IndexError, TypeError, ValueError, RecursionError, zlib.error) as error:
            raise self.database.wrong("report") from error

    def delete(self, sessions: Sequence[int]) -> int:
        """Deletes sessions with all that belongs to them, traces included; how many there were."""
        gone = [s for s in sessions if s in {kept.id for kept in self.sessions()}]
        names = [each.trace for s in gone for each in self.sets(s) if each.trace]
        with self.database.writing() as file:
            for session in gone:
                file.execute("DELETE FROM sessions WHERE id = ?", (session,))
        self._forget(names)
        return len(gone)

    def delete_all(self) -> None:
        """Deletes everything, plans and mornings, too, and gives the room back."""
        with self.database.writing() as file:
            for table in ("sessions", "mornings", "plans"):
                file.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own
        self._forget([path.name for path in self.traces.glob("*.npz")])
        self.database.rows("VACUUM")

    def _forget(self, names: Iterable[str]) -> None:
        for name in names:
            (self.traces / name).unlink(missing_ok=True)
        self.database.rows("PRAGMA wal_checkpoint(TRUNCATE)")  # nothing is left in the log

    def _write_trace(self, trace: Callable[[Path], object]) -> str | None:
        """Writes a trace; a disk that is full costs the trace, not the set."""
        name = f"{token_hex(12)}.npz"
        try:
            self.traces.mkdir(mode=0o700, exist_ok=True)
            trace(self.traces / name)
        except (OSError, OutputError):
            return None
        return name

    def _drop_old_traces(self) -> None:
        """The oldest traces go when all together are too large."""
        query = f"{_SETS} WHERE trace IS NOT NULL ORDER BY id DESC"
        left, most = 0, most_trace_bytes()
        for _, each in tuple(self.database.read(_SET, query)):
            path = self.traces / (each.trace or "")
            with suppress(OSError):
                left += path.stat().st_size
            if left > most:
                with self.database.writing() as file:
                    file.execute("UPDATE sets SET trace = NULL WHERE id = ?", (each.id,))
                path.unlink(missing_ok=True)


def _insert_set(file: sqlite3.Connection, session: int, done: SetDone, trace: str | None) -> int:
    document = done.document
    reps, holds, counts = document["reps"], document["holds"], document["counts"]
    counted = [rep for rep in reps if rep["verdict"] != "uncertain"] or reps
    number = _insert(
        file,
        "sets",
        session=session,
        at_s=done.at_s,
        exercise=document["exercise"],
        kind=document["kind"],
        number=done.number,
        side=next((part["side"] for part in (*reps, *holds)), document["view"]["near_side"]),
        duration_s=done.duration_s,
        full=counts["full"],
        partial=counts["partial"],
        uncertain=counts["uncertain"],
        held_s=sum(hold["held_s"] for hold in holds),
        corrected=done.corrected,
        best_ratio=_best(counted, "peak_heel_height_ratio"),
        best_cm=_best(counted, "peak_heel_height_cm"),
        made_by=json.dumps(document["provenance"]),
        trace=trace,
    )
    for rep in reps:
        _insert(file, "reps", set_id=number, **_rep(rep))
    for hold in holds:
        names = ("number", "side", "start_s", "held_s", "paused_s")
        _insert(file, "holds", set_id=number, **{name: hold[name] for name in names})
    report = zlib.compress(json.dumps(dict(document), ensure_ascii=False).encode())
    _insert(file, "documents", set_id=number, report=report)
    return number


def _unpacked(packed: bytes) -> dict[str, Any]:
    """A report; not more of it than a report can sensibly have."""
    unpack = zlib.decompressobj()
    content = unpack.decompress(packed, _MOST_REPORT_BYTES)
    if not unpack.eof:
        raise ValueError("too long, or cut off")
    found = json.loads(content, parse_constant=_no_number)
    if not isinstance(found, dict):
        raise TypeError(type(found))
    return found


def _no_number(constant: str) -> float:
    raise ValueError(constant)


def _rep(rep: Mapping[str, Any]) -> dict[str, Any]:
    names = ("number", "side", "verdict", "start_s", "up_s", "top_s", "down_s")
    return {
        **{name: rep[name] for name in names},
        "peak_ratio": rep["peak_heel_height_ratio"],
        "valley_ratio": rep["valley_heel_height_ratio"],
        "peak_cm": rep.get("peak_heel_height_cm"),
    }


def _best(reps: Sequence[Mapping[str, Any]], name: str) -> float | None:
    return max((rep[name] for rep in reps if rep.get(name) is not None), default=None)


def _insert(file: sqlite3.Connection, table: str, **values: Any) -> int:
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    query = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - names of our own
    return _new_id(file.execute(query, tuple(values.values())))


def _new_id(cursor: sqlite3.Cursor) -> int:
    return int(cursor.lastrowid or 0)


@contextmanager
def open_history(
    say: Callable[[str], object] = lambda _line: None, folder: Path | None = None
) -> Iterator[History]:
    """The history in the user's data folder.

    Args:
        say: Is told when a broken file was kept aside.
        folder: Another folder.

    Raises:
        HistoryError: It cannot be opened.
    """
    database = Database(folder or data_folder(), say)
    try:
        yield History(database)
    finally:
        database.close()
