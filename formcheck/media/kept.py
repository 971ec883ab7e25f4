"""Outputs of a live session: when one cannot go on, the session does."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from formcheck.errors import OutputError
from formcheck.media.pipeline import Background
from formcheck.media.video import VideoWriter

__all__ = ["Kept", "LiveVideo"]

_QUEUED: Final = 8  # pictures that may wait for the encoder


class Sink(Protocol):
    """An output that is there whole or not at all; every method raises OutputError when the disk refuses."""

    def write(self, *args: Any) -> None:
        """Takes one item."""

    def close(self) -> None:
        """Completes it."""

    def abort(self) -> None:
        """Removes it."""


class Kept:
    """An output that is given up when it fails.

    Attributes:
        path: Where it is once it is complete.
        note: Why it was given up, in one line; None while all is well.
    """

    def __init__(self, sink: Sink, path: Path) -> None:
        self._sink = sink
        self.path = path
        self.note: str | None = None

    def write(self, *args: Any) -> None:
        """Writes one item, unless it was given up."""
        if self.note is None:
            try:
                self._sink.write(*args)
            except OutputError as error:
                self.note = f"{error} (the session went on without {self.path.name})"
                self._sink.abort()

    def finish(self) -> bool:
        """Completes the output; whether it is there."""
        if self.note is None:
            try:
                self._sink.close()
            except OutputError as error:
                self.note = str(error)
        return self.note is None and self.path.exists()


class LiveVideo:
    """A video that is encoded while the session goes on.

    Raises:
        OutputError: It cannot be written there.
    """

    def __init__(self, path: Path, size_px: tuple[int, int]) -> None:
        self._writer = VideoWriter(path, size_px)
        self._background = Background(self._writer.write, _QUEUED)

    def write(self, image: NDArray[np.uint8], time_s: float) -> None:
        """Adds one picture, which must not be changed afterwards."""
        self._background.write(image, time_s)

    def close(self) -> None:
        """Completes the video."""
        try:
            self._background.close()
        finally:
            self._writer.close()

    def abort(self) -> None:
        """Removes it."""
        self._background.abort()
        self._writer.abort()
