"""The one door for what is read: a path names a file that can be read, or one line says why not."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from formcheck.errors import FormcheckError

__all__ = ["check_file", "name_of", "read_bytes", "read_text"]

_REASONS = {
    errno.ENAMETOOLONG: "the name is too long; rename it",
    errno.ELOOP: "it is a link that leads to itself; give the file it should lead to",
    errno.EACCES: "permission denied; check its permissions",
    errno.EPERM: "permission denied; check its permissions",
}


def check_file(path: Path, kind: str, wrong: type[FormcheckError]) -> int:
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
        raise wrong(f"there is no file {path}: check the name and the folder") from error
    except (OSError, ValueError) as error:
        reason = (
            _REASONS.get(getattr(error, "errno", None) or 0)
            or f"{error}; check the name and its permissions"
        )
        raise wrong(f"cannot read {path}: {reason}") from error
    if not stat.S_ISREG(found.st_mode):
        other = "a folder" if stat.S_ISDIR(found.st_mode) else "a pipe or a device"
        raise wrong(f"{path} is {other}, not a file: give the path of one {kind}")
    if not found.st_size:
        raise wrong(f"{path} is empty: copy or make it again")
    return found.st_size


def read_bytes(path: Path, kind: str, wrong: type[FormcheckError], most_bytes: int) -> bytes:
    """The content of a file, which is not larger than such a file can sensibly be.

    Raises:
        FormcheckError: `wrong`: it cannot be read, or is larger.
    """
    size = check_file(path, kind, wrong)
    try:
        with path.open("rb") as file:
            content = file.read(most_bytes + 1)
    except OSError as error:
        raise wrong(f"cannot read {path}: {error.strerror}; check its permissions") from error
    if len(content) > most_bytes:
        raise wrong(
            f"{path} has {size} bytes, and a {kind} at most {most_bytes}: give another file"
        )
    return content


def read_text(path: Path, kind: str, wrong: type[FormcheckError], most_bytes: int) -> str:
    """The text of a file in UTF-8.

    Raises:
        FormcheckError: `wrong`: it cannot be read, is larger, or is not text.
    """
    try:
        return read_bytes(path, kind, wrong, most_bytes).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise wrong(f"{path}: cannot be read as text; save it as UTF-8") from error


def name_of(path: Path) -> str:
    """The name of a file without its folder, in characters that every output can hold."""
    return os.fsencode(path.name).decode("utf-8", "replace")
