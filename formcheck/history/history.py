"""What is kept of sessions: sets, repetitions, holds and pain."""

from __future__ import annotations

import os
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from secrets import token_hex
from typing import Any, Final, Literal

from pydantic import TypeAdapter

from formcheck.errors import HistoryError, OutputError
from formcheck.history.database import ASIDE, Database
from formcheck.history.place import PAGE, data_folder, most_trace_bytes
from formcheck.history.queries import LEAVE, REMAINS, SESSIONS, SETS, WORKS
from formcheck.history.rows import insert_set, new_id, on_clock, unpacked
from formcheck.history.values import (
    KeptNote,
    KeptPain,
    KeptSession,
    KeptSet,
    KeptWork,
    SetDone,
)
from formcheck.plan.signs import stop_sign

__all__ = ["History", "open_history"]

Kind = Literal["live", "today", "analyze"]
Moment = Literal["before", "after"]
What = Literal["done", "left-out"]
_LAST_DAY: Final = date.max.toordinal()
_UNDER_WAY_S: Final = 3600.0  # another program may be about to keep the set of a trace
_SESSION: Final = TypeAdapter(list[KeptSession])
_NOTE: Final = TypeAdapter(list[KeptNote])
_PAIN: Final = TypeAdapter(list[KeptPain])
_WORK: Final = TypeAdapter(list[KeptWork])
_SET: Final = TypeAdapter(list[KeptSet])


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
        """A new session; its number. A plan that is gone meanwhile is none."""
        with self.database.writing() as file:
            values = (kind, day, on_clock(file, at_s), plan)
            query = """INSERT INTO sessions (kind, day, at_s, plan)
                VALUES (?, ?, ?, (SELECT id FROM plans WHERE id = ?))"""
            return new_id(file.execute(query, values))

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
        try:
            with self.database.writing() as file:
                number = insert_set(file, session, done, name)
        except HistoryError:
            if name is not None:
                (self.traces / name).unlink(missing_ok=True)
            raise
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
            raise self.database.broken("path")
        return tuple(Path(row["path"]) for row in rows)

    def add_pain(self, session: int, at_s: float, moment: Moment, pain: int) -> None:
        """Keeps an answer to the question for pain."""
        with self.database.writing() as file:
            query = "INSERT INTO pains (session, at_s, moment, pain) VALUES (?, ?, ?, ?)"
            file.execute(query, (session, on_clock(file, at_s), moment, pain))

    def felt(
        self, session: int, at_s: float, answers: Sequence[tuple[Moment, int]], known: Sequence[int]
    ) -> tuple[int, ...]:
        """Keeps answers in the place of those known before; their numbers."""
        with self.database.writing() as file:
            for number in known:
                file.execute("DELETE FROM pains WHERE id = ?", (number,))
            query = "INSERT INTO pains (session, at_s, moment, pain) VALUES (?, ?, ?, ?)"
            told_s = on_clock(file, at_s)
            rows = ((session, told_s, moment, pain) for moment, pain in answers)
            return tuple(new_id(file.execute(query, row)) for row in rows)

    def pains(self, session: int) -> list[dict[str, Any]]:
        """The answers to the questions for pain of a session, in order, as they lie in the file."""
        query = "SELECT at_s, moment, pain FROM pains WHERE session = ? ORDER BY id"
        return [dict(row) for row, _ in self.database.read(_PAIN, query, session)]

    def load(self, session: int) -> None:
        """Extra load is used in the session, however it ends."""
        with self.database.writing() as file:
            file.execute("UPDATE sessions SET loaded = 1 WHERE id = ?", (session,))

    def end(self, session: int, *, stop_sign: str = "", at_s: float = 0.0) -> None:
        """The session was finished, or a stop sign ended it; a sign once told is never taken back.

        Args:
            session: The session.
            stop_sign: The sign.
            at_s: When it was told; the clock of the file where that is later.
        """
        with self.database.writing() as file:
            file.execute("UPDATE sessions SET finished = 1 WHERE id = ?", (session,))
            if stop_sign:
                query = "UPDATE sessions SET stop_sign = ?, stopped_s = ? WHERE id = ?"
                file.execute(query, (stop_sign, on_clock(file, at_s), session))

    def has(self, session: int) -> bool:
        """Whether a session is still there."""
        return bool(self.database.rows("SELECT 1 FROM sessions WHERE id = ?", session))

    def sessions(self, from_day: int = 0) -> tuple[KeptSession, ...]:
        """All sessions from a day on, in order."""
        return self._read(f"{SESSIONS} WHERE day >= ? ORDER BY day, at_s", from_day)

    def told(self) -> tuple[KeptSession, ...]:
        """All that was told in sessions, deleted ones included, in any order."""
        return (*self.sessions(), *self._read(REMAINS))

    def _read(self, query: str, *values: int) -> tuple[KeptSession, ...]:
        return tuple(
            replace(session, stop_sign=stop_sign(session.stop_sign))
            if session.stop_sign
            else session
            for _, session in self.database.read(_SESSION, query, *values)
        )

    def sets(self, session: int | None = None) -> tuple[KeptSet, ...]:
        """The sets of a session, or of all, in order."""
        where, values = ("", ()) if session is None else ("WHERE session = ?", (session,))
        found = self.database.read(_SET, f"{SETS} {where} ORDER BY at_s, id", *values)
        return tuple(each for _, each in found)

    def work(self) -> tuple[KeptWork, ...]:
        """What was done of each exercise in each session, in order."""
        return tuple(each for _, each in self.database.read(_WORK, WORKS))

    def note(self, session: int, at_s: float, exercise: str, what: What) -> None:
        """Keeps that a set was done without being judged, or an exercise left out by choice."""
        with self.database.writing() as file:
            query = "INSERT INTO notes (session, at_s, exercise, what) VALUES (?, ?, ?, ?)"
            file.execute(query, (session, on_clock(file, at_s), exercise, what))

    def notes(self, session: int) -> tuple[KeptNote, ...]:
        """What was told of the exercises of a session that were not judged, in order."""
        query = "SELECT * FROM notes WHERE session = ? ORDER BY id"
        return tuple(note for _, note in self.database.read(_NOTE, query, session))

    def document(self, set_id: int) -> dict[str, Any]:
        """The report of a set; empty where it was lost.

        Raises:
            HistoryError: It is one that cannot be.
        """
        rows = self.database.rows("SELECT report FROM documents WHERE set_id = ?", set_id)
        try:
            return unpacked(rows[0]["report"]) if rows else {}
        except (TypeError, ValueError, RecursionError, zlib.error) as error:
            raise self.database.broken("report") from error

    def delete(self, sessions: Sequence[int], today: int = _LAST_DAY) -> int:
        """Deletes sessions with all that belongs to them, traces included; how many there were.

        The page that was made of the history goes, too. That they were done, and what was told of
        pain and stop signs, remains for the plan, which it steers until there is a new one.

        Args:
            sessions: Their numbers.
            today: What remains is of no later day.
        """
        gone = [s for s in sessions if s in {kept.id for kept in self.sessions()}]
        names = [each.trace for s in gone for each in self.sets(s) if each.trace]
        with self.database.writing() as file:
            for session in gone:
                file.execute(LEAVE, (today, session))
                file.execute("DELETE FROM sessions WHERE id = ?", (session,))
        self._drop_strays()
        self._forget(names)
        return len(gone)

    def delete_all(self) -> None:
        """Deletes everything, plans, mornings and what was kept aside, too; the room is free."""
        with self.database.writing() as file:
            for table in ("sessions", "sets", "mornings", "plans", "remains"):
                file.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own
        self._forget([path.name for path in self.traces.glob("*")])
        for aside in self.database.path.parent.glob(ASIDE):
            aside.unlink(missing_ok=True)
        self.database.rows("VACUUM")

    def _forget(self, names: Iterable[str]) -> None:
        for name in names:
            (self.traces / name).unlink(missing_ok=True)
        self.database.path.with_name(PAGE).unlink(missing_ok=True)
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

    def _traced(self) -> tuple[KeptSet, ...]:
        """The sets that have a trace, the latest first."""
        query = f"{SETS} WHERE trace IS NOT NULL ORDER BY id DESC"
        return tuple(each for _, each in self.database.read(_SET, query))

    def _drop_strays(self) -> None:
        """Traces that belong to no set: a kill, or a full disk, came between the two."""
        named = {each.trace for each in self._traced()}
        before_s = time.time() - _UNDER_WAY_S
        for path in self.traces.glob("*"):
            with suppress(OSError):
                if path.name not in named and path.stat().st_mtime < before_s:
                    path.unlink()

    def _drop_old_traces(self) -> None:
        """The oldest traces go when all together are too large, and what a kill left behind."""
        self._drop_strays()
        left, most = 0, most_trace_bytes()
        for each in self._traced():
            path = self.traces / (each.trace or "")
            with suppress(OSError):
                left += path.stat().st_size
            if left > most:
                with self.database.writing() as file:
                    file.execute("UPDATE sets SET trace = NULL WHERE id = ?", (each.id,))
                path.unlink(missing_ok=True)


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
