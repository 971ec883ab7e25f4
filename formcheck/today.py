"""What was told today already: pain, red flags and stop rules are told once a day."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from formcheck.atomic import replacing
from formcheck.errors import OutputError
from formcheck.history.place import data_folder

__all__ = ["warned_on"]

_FILE = "warned-on"


def warned_on(day: str, *, now: bool = False) -> bool:
    """Whether somebody was told on this day; with `now`, remembers that they were.

    Without a file, with a broken one or where none can be written they are told once more.

    Args:
        day: As 2026-11-26.
        now: They have just been told.
    """
    place = data_folder() / _FILE
    if now:
        with suppress(OSError, OutputError):
            place.parent.mkdir(parents=True, exist_ok=True)
            _write(place, day)
    try:
        if not place.is_file():  # a pipe would wait for ever
            return False
        with place.open("rb") as file:
            return file.read(len(day) + 1) == day.encode()
    except OSError:
        return False


def _write(place: Path, day: str) -> None:
    with replacing(place) as part:
        part.write_text(day, encoding="utf-8")
