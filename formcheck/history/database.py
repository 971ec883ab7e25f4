"""The SQLite file: opened, brought to the newest tables, and kept aside when it is broken."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter, ValidationError

from formcheck.errors import HistoryError
from formcheck.history.lock import BUSY, alone, cannot, check_file
from formcheck.history.salvage import salvage
from formcheck.history.schema import MIGRATIONS
from formcheck.words import Phrase

__all__ = ["ASIDE", "NAME", "Database", "MendedError"]

_Shape = TypeVar("_Shape")
_Fill = Callable[[sqlite3.Connection], object]
NAME: Final = "history.db"
ASIDE: Final = "history.broken-*"
"""How broken files are called, and what SQLite had beside them."""
_VERSION: Final = """SELECT user_version, (SELECT count(*) FROM sqlite_master)
    FROM pragma_user_version"""
_TABLES: Final = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite%' ORDER BY name"
_FILES: Final = ("", "-journal", "-wal", "-shm")  # what SQLite opens
_MOST_BYTES: Final = 1 << 30  # a hundred years, traces are files of their own
_MOST_ROWS: Final = 200_000
_MOST_ROW_BYTES: Final = 1 << 26
_MEND_S: Final = 60.0  # for another program that reads what can be read
_WAIT_S: Final = 15.0  # for another program that is writing
_BROKEN: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class Database:
    """An open history file; one transaction at a time, each there whole or not at all.

    Args:
        folder: Where it lies; made if it is not there.
        say: Is told what the user should know, in one line.

    Raises:
        HistoryError: It cannot be opened, or a newer formcheck has made it.
    """

    def __init__(self, folder: Path, say: Callable[[str], object] = lambda _line: None) -> None:
        self.path = folder / NAME
        self._say = say
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise cannot(self.path, error) from error
        try:
            self._connection = self._opened()
        except _BrokenError:
            self._connection = self._mended()

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def rows(self, query: str, *values: Any) -> list[sqlite3.Row]:
        """The rows of a query.

        Raises:
            HistoryError: The file cannot be read.
        """
        with self._told():
            found = self._connection.execute(query, values).fetchmany(_MOST_ROWS + 1)
        if len(found) > _MOST_ROWS:
            raise HistoryError(Phrase("error.history.too-large", path=self.path))
        return found

    def read(
        self, shape: TypeAdapter[list[_Shape]], query: str, *values: Any
    ) -> Iterable[tuple[sqlite3.Row, _Shape]]:
        """The rows of a query, each with what it is in its shape.

        Raises:
            HistoryError: The file cannot be read, or has what nobody can have kept.
        """
        rows = self.rows(query, *values)
        try:
            return zip(rows, shape.validate_python(list(map(dict, rows))), strict=True)
        except ValidationError as error:
            raise self.broken(".".join(map(str, error.errors()[0]["loc"][1:]))) from error

    def broken(self, what: str) -> MendedError:
        """The error to raise for damage: the file goes on with what is sound of it."""
        self._connection.close()
        self._connection = self._mended()
        return MendedError(Phrase("error.history.broken", path=self.path, what=what))

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: kept when the block ends well, else nothing of it.

        Raises:
            HistoryError: It cannot be written: the disk is full, or another program holds it.
        """
        with self._told():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                raise

    def _opened(self, fill: _Fill | None = None) -> sqlite3.Connection:
        """The file; where it is new, what fills it comes with its tables."""
        self._check_files()
        self._seen = _identity(self.path)
        with self._raised():
            connection = sqlite3.connect(self.path, timeout=_WAIT_S, isolation_level=None)
            try:
                connection.row_factory = sqlite3.Row
                connection.text_factory = _text
                connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST_ROW_BYTES)
                connection.execute("PRAGMA trusted_schema = OFF")
                _patiently(lambda: connection.execute("PRAGMA journal_mode = WAL"))
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("PRAGMA foreign_keys = ON")
                connection.execute("PRAGMA secure_delete = ON")
                self._migrate(connection, fill)
                self._check_tables(connection)
            except BaseException:
                connection.close()
                raise
        self._seen = _identity(self.path)
        return connection

    def _check_files(self) -> None:
        for end in _FILES:
            check_file(self.path.with_name(self.path.name + end), _MOST_BYTES)

    def _check_tables(self, connection: sqlite3.Connection) -> None:
        """A view or a trigger of somebody else's would be run."""
        found = [tuple(row) for row in connection.execute(_TABLES).fetchmany(len(_tables()) + 1)]
        if found != _tables():
            if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise _BrokenError("damaged")
            raise HistoryError(Phrase("error.history.other-tables", path=self.path))

    def _migrate(self, connection: sqlite3.Connection, fill: _Fill | None) -> None:
        if self._version(connection) == len(MIGRATIONS):
            return
        connection.execute("BEGIN IMMEDIATE")  # another program may have been quicker
        for step in MIGRATIONS[self._version(connection) :]:
            for statement in step:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        if fill is not None:
            fill(connection)
        connection.execute("COMMIT")

    def _version(self, connection: sqlite3.Connection) -> int:
        row = connection.execute(_VERSION).fetchone()  # at one moment: others may write
        version, tables = int(row[0]), int(row[1])
        if version > len(MIGRATIONS):
            raise HistoryError(Phrase("error.history.newer", path=self.path))
        if not version and tables:
            raise _BrokenError("no version")
        return version

    @contextmanager
    def _raised(self) -> Iterator[None]:
        """Errors of SQLite as those of formcheck."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in _BROKEN:
                raise _BrokenError(str(error)) from error
            raise cannot(self.path, error) from error
        except OSError as error:
            raise cannot(self.path, error) from error
        except UnicodeDecodeError as error:  # SQLite tells what it read, and that is no text
            raise _BrokenError(str(error)) from error

    @contextmanager
    def _told(self) -> Iterator[None]:
        """A file that turns out to be broken is kept aside; what is sound of it goes on."""
        if self._seen != _identity(self.path):  # another program has kept it aside
            self._connection.close()
            self._connection = self._opened()
        try:
            with self._raised():
                yield
        except _BrokenError as error:
            raise self.broken(str(error)) from error

    def _mended(self) -> sqlite3.Connection:
        """Keeps a broken file aside, and opens a new one with what could be read of it."""
        place, busy = self.path.with_name("mend.lock"), Phrase("error.history.mended")
        with alone(place, _MEND_S, busy):
            if self._seen != _identity(self.path):  # another program was quicker
                return self._opened()
            aside = self._aside()
            lines: list[Phrase] = []
            _move(self.path, aside)
            try:
                connection = self._opened(lambda file: lines.extend(salvage(aside, file).lines()))
            except BaseException:
                _move(aside, self.path)
                raise
        for line in (Phrase("history.kept-aside", path=self.path, aside=aside.name), *lines):
            self._say(line)
        return connection

    def _aside(self) -> Path:
        stamp = f"{datetime.now().astimezone():%Y%m%d-%H%M%S-%f}"
        return self.path.with_name(f"history.broken-{stamp}.db")


class MendedError(HistoryError):
    """The file was broken; what was asked may be asked again of what could be read of it."""


class _BrokenError(HistoryError):
    """The file is no history, or damaged."""


@cache
def _tables() -> list[tuple[str, str]]:
    """Names and definitions of the newest tables."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for statement in chain(*MIGRATIONS):
            connection.execute(statement)
        return connection.execute(_TABLES).fetchall()


def _move(path: Path, place: Path) -> None:
    """With what SQLite has beside it; what lay there is gone."""
    for end in ("", "-wal", "-shm"):
        place.with_name(place.name + end).unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            path.with_name(path.name + end).replace(place.with_name(place.name + end))


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file lies there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _text(content: bytes) -> str:
    """Text, as Python has the names of files that are no UTF-8; other values may not be such."""
    return content.decode("utf-8", "surrogateescape")


def _patiently(call: Callable[[], object]) -> None:
    """Tries again while another program makes the file: changing its mode waits for nobody."""
    until_s = time.monotonic() + _WAIT_S
    while True:
        try:
            call()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in BUSY or time.monotonic() > until_s:
                raise
            time.sleep(0.02)
        else:
            return
