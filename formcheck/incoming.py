"""The one door for what is read: a path names a file that can be read, or one line says why not."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from formcheck.errors import FormcheckError
from formcheck.words import Phrase

__all__ = ["check_file", "is_folder", "is_there", "name_of", "read_bytes", "read_text"]

_REASONS = {
    errno.ENAMETOOLONG: Phrase("error.file.name-too-long"),
    errno.ELOOP: Phrase("error.file.loop"),
    errno.EACCES: Phrase("error.file.denied"),
    errno.EPERM: Phrase("error.file.denied"),
}


def check_file(path: Path, kind: Phrase, wrong: type[FormcheckError]) -> int:
    """The size in bytes of a file that can be read.

    Nothing is opened that is not a file: a pipe would wait for ever.

    Args:
        path: The file.
        kind: What it should be, in a word or two, for the message.
        wrong: The error to raise.

    Raises:
        FormcheckError: `wrong`: it is missing, a folder, a pipe, a device, empty or cannot be read.
    """
    try:
        found = path.stat()
        if stat.S_ISREG(found.st_mode):
            os.close(os.open(path, os.O_RDONLY))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise wrong(Phrase("error.file.missing", path=path)) from error
    except (OSError, ValueError) as error:
        known = _REASONS.get(getattr(error, "errno", None) or 0)
        reason = known or Phrase("error.file.other", error=str(error))
        raise wrong(Phrase("error.file.cannot-read", path=path, reason=reason)) from error
    if not stat.S_ISREG(found.st_mode):
        other = "folder" if stat.S_ISDIR(found.st_mode) else "pipe"
        raise wrong(Phrase(f"error.file.{other}", path=path, kind=kind))
    if not found.st_size:
        raise wrong(Phrase("error.file.empty", path=path))
    return found.st_size


def is_folder(path: Path) -> bool:
    """Whether a folder has this name; also where no file can have it."""
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises for names that are too long


def is_there(path: Path) -> bool:
    """Whether something has this name; also where no file can have it."""
    return os.path.exists(path)  # noqa: PTH110 - Path.exists raises for names that are too long


def read_bytes(path: Path, kind: Phrase, wrong: type[FormcheckError], most_bytes: int) -> bytes:
    """The content of a file, which is not larger than such a file can sensibly be.

    Raises:
        FormcheckError: `wrong`: it cannot be read, or is larger.
    """
    size = check_file(path, kind, wrong)
    too_large = Phrase("error.file.too-large", path=path, size=size, kind=kind, most=most_bytes)
    if size > most_bytes:
        raise wrong(too_large)
    try:
        with path.open("rb") as file:
            content = file.read(most_bytes + 1)
    except OSError as error:
        raise wrong(
            Phrase("error.file.check-permissions", path=path, reason=error.strerror)
        ) from error
    if len(content) > most_bytes:  # it grows
        raise wrong(too_large)
    return content


def read_text(path: Path, kind: Phrase, wrong: type[FormcheckError], most_bytes: int) -> str:
    """The text of a file in UTF-8.

    Raises:
        FormcheckError: `wrong`: it cannot be read, is larger, or is not text.
    """
    try:
        return read_bytes(path, kind, wrong, most_bytes).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise wrong(Phrase("error.file.no-text", path=path)) from error


def name_of(path: Path) -> str:
    """The name of a file without its folder, in characters that every output can hold."""
    return os.fsencode(path.name).decode("utf-8", "replace")
