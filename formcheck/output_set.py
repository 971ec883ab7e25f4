"""The files of a run: what belongs together appears together."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from formcheck.atomic import PART, Draft, cannot_write, placed, spare
from formcheck.errors import OutputError
from formcheck.incoming import is_folder
from formcheck.words import Phrase

__all__ = ["FILES", "LANDMARKS", "PAGE", "REPORT", "TABLE", "VIDEO", "OutputSet", "partial_name"]

TABLE, VIDEO, LANDMARKS, PAGE, REPORT = FILES = (
    "frames.csv",
    "annotated.mp4",
    "landmarks.npz",
    "report.html",
    "report.json",
)
"""All files that a run may make."""


class _Member(Draft):
    """A file of a set: it appears with the others."""

    def publish(self) -> None:
        self.published = True


class OutputSet:
    """The files of one run in one folder, which nobody else writes to meanwhile.

    As a context manager: what was not published at the end is removed, and so are the folders made
    for it.

    Args:
        folder: Where they go; made if it is not there.
        source: What is read, and must not be written over.

    Raises:
        OutputError: On entering: the folder cannot be made, another run writes into it, or the
            source would be lost.
    """

    def __init__(self, folder: Path, source: Path | None = None) -> None:
        self.folder, self._source = folder, source
        self._members: list[_Member] = []
        self._made: tuple[Path, ...] = ()
        self._lock = -1

    def draft(self, name: str) -> Draft:
        """A file of the set, to be written to."""
        member = _Member(self.folder / name)
        self._members.append(member)
        return member

    def publish(self, *, partial: bool = False) -> tuple[tuple[Path, ...], tuple[str, ...]]:
        """Gives all whole files their names, and removes what earlier runs left beside them.

        Args:
            partial: The run was stopped: the files get names of their own, and an earlier whole
                result stays.

        Returns:
            The files, and the names of whole files of an earlier run that were removed.

        Raises:
            OutputError: One of the files cannot take its place; then all is as it was.
        """
        named = partial_name if partial else str
        places = {named(member.path.name): member for member in self._members if member.published}
        for name in places:
            if is_folder(self.folder / name):
                raise OutputError(Phrase("error.output.is-folder", path=self.folder / name))
        try:
            placed((member.part, self.folder / name) for name, member in places.items())
            removed = self._cleared(set(places), partial=partial)
        except OSError as error:
            raise cannot_write(self.folder, error) from error
        self._members.clear()
        return tuple(self.folder / name for name in places), removed

    def _cleared(self, kept: set[str], *, partial: bool) -> tuple[str, ...]:
        """Removes older files of a run, and what runs that were killed left behind."""
        whole = () if partial else FILES
        older = [name for name in (*whole, *map(partial_name, FILES)) if name not in kept]
        part = re.compile(f"({'|'.join(map(re.escape, FILES))}){PART}")
        removed = []
        for name in (
            *older,
            *filter(part.fullmatch, [path.name for path in self.folder.iterdir()]),
        ):
            with suppress(OSError):
                (self.folder / name).unlink()
                removed.append(name)
        return tuple(name for name in removed if name in FILES)

    def __enter__(self) -> Self:
        for name in FILES if self._source else ():
            for place in (name, partial_name(name)):
                spare(self._source or self.folder, self.folder / place)
        self._made = _make(self.folder)
        self._lock = _locked(self.folder)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for member in self._members:
            with suppress(OSError):
                member.part.unlink()
        os.close(self._lock)
        if kind is not None:
            self._remove_folders()

    def _remove_folders(self) -> None:
        with suppress(OSError):  # it is not empty
            for path in self._made:
                path.rmdir()


def partial_name(name: str) -> str:
    """The name of what a run leaves that was stopped before its end."""
    return f"{Path(name).stem}.partial{Path(name).suffix}"


def _make(folder: Path) -> tuple[Path, ...]:
    """Makes the folder; those that were made, the innermost first."""
    try:
        missing = [path for path in (folder, *folder.parents) if not path.exists()]
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise cannot_write(folder, error) from error
    return tuple(missing)


def _locked(folder: Path) -> int:
    """Holds the folder for this run until the number is closed, or the process ends."""
    try:
        if sys.platform == "win32":
            flags = os.O_CREAT | os.O_EXCL | os.O_TEMPORARY
            return os.open(folder / ".formcheck.lock", flags)
        import fcntl  # noqa: PLC0415 - Unix only

        held = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(held)
            raise
        except OSError:  # a file system without locks
            return held
        return held
    except (BlockingIOError, FileExistsError) as error:
        raise OutputError(Phrase("error.output.other-run", folder=folder)) from error
    except OSError as error:
        raise cannot_write(folder, error) from error
