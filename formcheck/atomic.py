"""Files that are there whole or not at all."""

from __future__ import annotations

import errno
import os
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from types import TracebackType
from typing import Final, Self

from formcheck.errors import OutputError
from formcheck.words import Phrase

__all__ = ["PART", "Draft", "Written", "cannot_write", "draft_of", "placed", "replacing", "spare"]

_TOKEN_BYTES: Final = 8
PART: Final = rf"\.[0-9a-f]{{{2 * _TOKEN_BYTES}}}\.part"
"""What the name of a file under way has behind its own."""


def cannot_write(path: Path, error: Exception) -> OutputError:
    """The error to raise when `path` cannot be written."""
    reason = getattr(error, "strerror", None) or error
    return OutputError(Phrase("error.output.cannot-write", path=path, reason=str(reason)))


def spare(source: Path, output: Path) -> None:
    """Makes sure that what is read is not written over.

    Raises:
        OutputError: Both are the same file.
    """
    try:
        same = output.samefile(source)
    except (OSError, ValueError):  # one of them is not there, or cannot be
        return
    if same:
        raise OutputError(Phrase("error.output.is-source", path=output))


class Draft:
    """A file under way.

    Made anew beside its place under a name that nobody can guess, so no link is followed.

    Attributes:
        path: Its place.
        part: Where it is written until it is whole.
        published: Whether it was said to be whole.

    Raises:
        OutputError: No file can be made there.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.published = False
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
        try:
            self.part = _part_of(path)
            os.close(os.open(self.part, flags, 0o666))
        except (OSError, ValueError) as error:
            raise cannot_write(path, error) from error

    def publish(self) -> None:
        """Takes the place of `path`.

        Raises:
            OSError: That cannot be.
        """
        self.part.replace(self.path)
        self.published = True

    def withdraw(self) -> None:
        """Takes back that it is whole, where it has not taken its place yet."""
        self.published = False

    def discard(self) -> None:
        """Removes what was not published, if it is still there."""
        if not self.published:
            with suppress(OSError):
                self.part.unlink()


def draft_of(place: Path | Draft) -> Draft:
    """The draft for a place, unless it is one already."""
    return place if isinstance(place, Draft) else Draft(place)


def placed(files: Iterable[tuple[Path, Path]]) -> None:
    """Gives files their places: all of them, or everything is as it was.

    Args:
        files: Where each lies, and where it belongs.

    Raises:
        OSError: One of them cannot take its place.
    """
    aside: list[tuple[Path, Path]] = []
    try:
        for part, place in files:
            if place.is_dir() and not place.is_symlink():
                raise _is_folder()
            aside.append((place, _part_of(place)))
            with suppress(FileNotFoundError):
                place.replace(aside[-1][1])
            part.replace(place)
    except BaseException:
        for place, earlier in reversed(aside):
            with suppress(OSError):
                place.unlink()
            with suppress(OSError):
                earlier.replace(place)
        raise
    for _, earlier in aside:
        with suppress(OSError):
            earlier.unlink()


def _part_of(path: Path) -> Path:
    if not path.name:  # `.` or `/`
        raise _is_folder()
    return path.with_name(f"{path.name}.{token_hex(_TOKEN_BYTES)}.part")


def _is_folder() -> OSError:
    return IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))


@contextmanager
def replacing(place: Path | Draft) -> Iterator[Path]:
    """Gives a path to write to; when the block ends well the file there takes its place.

    Raises:
        OutputError: The file cannot be written. Nothing is left behind then.
    """
    draft = draft_of(place)
    try:
        yield draft.part
        draft.publish()
    except OSError as error:
        raise cannot_write(draft.path, error) from error
    finally:
        draft.discard()


class Written(ABC):
    """A file that is written piece by piece: as a context, whole at the end, gone on an error."""

    @abstractmethod
    def close(self) -> None:
        """Completes the file and gives it its name."""

    @abstractmethod
    def abort(self) -> None:
        """Removes what was written."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.close()
        else:
            self.abort()
