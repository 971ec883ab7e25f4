"""What one program does at a time; the system gives it free again, however the program ends."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Final

from formcheck.errors import HistoryError
from formcheck.words import Phrase

__all__ = ["BUSY", "alone", "cannot", "check_file", "leading"]

BUSY: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)

_MOST_BYTES: Final = 1 << 20  # it is empty
_WAIT_S: Final = 2.0  # for another program, that may only be noting that it was done


@contextmanager
def alone(place: Path, wait_s: float, busy: Phrase) -> Iterator[None]:
    """One program at a time: an exclusive transaction on an empty file of its own.

    Args:
        place: The file.
        wait_s: For another program.
        busy: What is said when it does not end within that time.

    Raises:
        HistoryError: Another program is at it, or the file cannot be made.
    """
    check_file(place, _MOST_BYTES)
    try:
        connection = sqlite3.connect(place, timeout=wait_s, isolation_level=None)
    except sqlite3.Error as error:
        raise cannot(place, error) from error
    with closing(connection):
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF in BUSY:
                raise HistoryError(busy) from error
            raise cannot(place, error) from error
        yield


def leading(folder: Path) -> AbstractContextManager[None]:
    """Held by the one program that leads through the session of today.

    Args:
        folder: Where the history lies.

    Raises:
        HistoryError: Another one does.
    """
    return alone(folder / "today.lock", _WAIT_S, Phrase("error.history.led"))


def check_file(path: Path, most_bytes: int) -> None:
    """Makes sure that SQLite may open a file: it would wait for ever for a pipe.

    Raises:
        HistoryError: It is no file, too large, or out of reach.
    """
    try:
        found = path.stat()
    except FileNotFoundError:
        return
    except OSError as error:
        raise cannot(path, error) from error
    if not stat.S_ISREG(found.st_mode):
        raise HistoryError(Phrase("error.history.no-file", path=path))
    if found.st_size > most_bytes:
        raise HistoryError(Phrase("error.history.too-large", path=path))


def cannot(path: Path, error: Exception) -> HistoryError:
    """The error to raise when a file cannot be used."""
    reason = getattr(error, "strerror", None) or error
    return HistoryError(Phrase("error.history.unusable", path=path, reason=str(reason)))
