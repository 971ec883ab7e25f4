"""Files that are there whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from formcheck.errors import OutputError


def part_path(path: Path) -> Path:
    """Where `path` is collected until it is complete: its folder, so that renaming works."""
    return path.with_name(f"{path.name}.part")


def cannot_write(path: Path, error: Exception) -> OutputError:
    """The error to raise when `path` cannot be written."""
    reason = getattr(error, "strerror", None) or error
    return OutputError(f"cannot write {path}: {reason}; choose a folder that exists, is writable and has free space")


def spare(source: Path, output: Path) -> None:
    """Makes sure that what is read is not written over.

    Raises:
        OutputError: Both are the same file.
    """
    if output.exists() and source.exists() and output.samefile(source):
        raise OutputError(f"{output} is the file to read, and would be lost: choose another name or folder")


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Gives a path to write to; when the block ends well the file there takes the place of `path`.

    Raises:
        OutputError: The file cannot be written. Nothing is left behind then.
    """
    part = part_path(path)
    try:
        yield part
        part.replace(path)
    except OSError as error:
        raise cannot_write(path, error) from error
    finally:
        remove(part)


def remove(part: Path) -> None:
    """Removes an unfinished file, if there is one."""
    # A folder that turns out not to be one has nothing to clean up, and the first error is the one to show.
    if part.is_file():
        part.unlink()
