"""The table of all frames as CSV, written row by row so that memory stays flat."""

from __future__ import annotations

import csv
import math
from contextlib import suppress
from pathlib import Path

import numpy as np

from formcheck.atomic import Draft, Written, cannot_write, draft_of
from formcheck.engine.spec.signals import BODY_SIGNALS, LEG_SIGNALS
from formcheck.engine.values.feedback import Feedback
from formcheck.engine.values.landmarks import LEG_PARTS, Side
from formcheck.engine.values.pose import Frame, Pose
from formcheck.engine.values.signals import Key

__all__ = ["COLUMNS", "SIGNALS", "FrameTable"]

_SIDES: tuple[Side, Side] = ("left", "right")
_KEYS = (
    *(Key(side, name) for side in _SIDES for name, signal in LEG_SIGNALS.items() if signal.column),
    *(Key(None, name) for name, signal in BODY_SIGNALS.items() if signal.column),
)
SIGNALS = {f"{key.side}_{key.name}" if key.side else key.name: key for key in _KEYS}  # by column
_LEG_COLUMNS = tuple(
    f"{side}_{part}_{what}_px"
    for side in ("left", "right")
    for part in LEG_PARTS
    for what in ("x", "y", "error")
)
COLUMNS = ("time_s", *SIGNALS, "person", *_LEG_COLUMNS)


class FrameTable(Written):
    """An output of `run`: one CSV row a frame; the file appears under its name when it is closed.

    Every method raises OutputError when the disk does not take the rows; then no file is left
    behind, except the whole rows of a table that can be had once only. As a context manager it
    closes at the end and aborts on an exception.
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
        values = (_number(feedback.signals[key]) for key in _KEYS)
        legs = map(_number, _leg_values(feedback.pose))
        try:
            self._rows.writerow(
                (f"{frame.time_s:.3f}", *values, int(feedback.pose is not None), *legs)
            )
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


def _leg_values(pose: Pose | None) -> list[float]:
    """x, y and expected error of every part of the left, then of the right leg."""
    if pose is None or pose.legs is None:
        return [math.nan] * len(_LEG_COLUMNS)
    values: list[float] = np.dstack([pose.legs.xy_px, pose.legs.error_px]).ravel().tolist()
    return values


def _number(value: float) -> str:
    return f"{value:.3f}" if math.isfinite(value) else ""
