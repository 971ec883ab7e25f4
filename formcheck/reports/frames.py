"""The table of all frames as CSV, written row by row so that memory stays flat."""

from __future__ import annotations

import csv
import math
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from formcheck.atomic import Draft, cannot_write, draft_of
from formcheck.engine.types import Feedback, Frame

__all__ = ["COLUMNS", "FrameTable"]

_PER_SIDE = (
    "hip_flexion_deg",
    "knee_flexion_deg",
    "ankle_dorsiflexion_deg",
    "shank_inclination_deg",
    "heel_height_ratio",
)
_SIGNALS = (*(f"{side}_{name}" for side in ("left", "right") for name in _PER_SIDE), "trunk_inclination_deg")
COLUMNS = ("time_s", *_SIGNALS, "person")


class FrameTable:
    """An output of `run`: one CSV row a frame; the file appears under its name when it is closed.

    Every method raises OutputError when the disk does not take the rows; then no file is left behind, except the
    whole rows of a table that can be had once only. As a context manager it closes at the end and aborts on an
    exception.
    """

    def __init__(self, path: Path | Draft, *, once_only: bool = False) -> None:
        self._draft, self._once_only = draft_of(path), once_only
        self._path = self._draft.path
        try:
            self._file = self._draft.part.open("w", encoding="utf-8", newline="")
        except OSError as error:
            raise cannot_write(self._path, error) from error
        self._rows = csv.writer(self._file, lineterminator="\n")
        self._rows.writerow(COLUMNS)

    def write(self, frame: Frame, feedback: Feedback) -> None:
        """Adds the row of a frame; unknown values stay empty."""
        values = (_number(feedback.signals.get(name, math.nan)) for name in _SIGNALS)
        try:
            self._rows.writerow((f"{frame.time_s:.3f}", *values, int(feedback.pose is not None)))
        except OSError as error:
            self._fail()
            raise cannot_write(self._path, error) from error

    def close(self) -> None:
        """Completes the file and gives it its name."""
        try:
            self._file.close()
            self._draft.publish()
        except OSError as error:
            self._fail()
            raise cannot_write(self._path, error) from error

    def _fail(self) -> None:
        self._stop()
        if self._once_only and self._draft.part.is_file():
            with self._draft.part.open("r+b") as file:
                file.truncate(file.read().rfind(b"\n") + 1)
            self._draft.publish()
        self._draft.discard()

    def abort(self) -> None:
        """Removes what was written."""
        self._stop()
        self._draft.discard()

    def _stop(self) -> None:
        with suppress(OSError):  # rows that a full disk does not take are thrown away here anyway
            self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:
            self.abort()


def _number(value: float) -> str:
    return f"{value:.3f}" if math.isfinite(value) else ""
