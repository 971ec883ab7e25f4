"""Outputs of a live session: when one cannot go on, the session does."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, Generic, ParamSpec

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.atomic import Draft
from formcheck.errors import OutputError
from formcheck.media.pipeline import Background, Output
from formcheck.media.video.writer import VideoWriter
from formcheck.words import Phrase

__all__ = ["Kept", "LiveVideo", "notes_of"]

P = ParamSpec("P")
Q = ParamSpec("Q")
_QUEUED: Final = 8  # pictures that may wait for the encoder


class Kept(Generic[P]):
    """An output that ends early, without anything being lost, when the disk is full.

    Args:
        output: Keeps what is whole when the disk refuses the rest.
        place: What it is written to.
        spare_mb: It ends when less than this is free, so that there is room to complete it and for
            the report.

    Attributes:
        name: Of its file.
        note: Why it ended early, in one line; None while all is well.
        for_room: Whether it ended early because the disk was nearly full.
    """

    def __init__(self, output: Output[P], place: Draft, spare_mb: int) -> None:
        self._output, self._place, self._spare = output, place, spare_mb << 20
        self.name = place.path.name
        self.note: str | None = None
        self.for_room = False

    def write(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Writes one item, unless it has ended."""
        if self.note is not None:
            return
        if not self._has_room():
            self.note, self.for_room = Phrase("live.disk-full", names=(self.name,)), True
            self._try(self._output.close)
        else:
            self._try(self._output.write, *args, **kwargs)

    def finish(self) -> bool:
        """Completes the output; whether there is one."""
        if self.note is None:
            self._try(self._output.close)
        return self._place.published

    def _has_room(self) -> bool:
        try:
            return shutil.disk_usage(self._place.path.parent).free >= self._spare
        except OSError:
            return True  # the folder is gone; writing tells so

    def _try(self, call: Callable[Q, None], *args: Q.args, **kwargs: Q.kwargs) -> None:
        try:
            call(*args, **kwargs)
        except OutputError as error:
            self.note = Phrase("live.ends-early", why=error.message, name=self.name)
            self._output.abort()


def notes_of(outputs: Iterable[Kept[Any]]) -> Iterator[str]:
    """Why outputs ended early: a disk that was nearly full is told once for all of them."""
    kept = list(outputs)
    if full := tuple(each.name for each in kept if each.for_room):
        yield Phrase("live.disk-full", names=full)
    yield from (each.note for each in kept if each.note is not None and not each.for_room)


class LiveVideo:
    """A video that is encoded while the session goes on.

    A picture of another size, as of a phone that was turned, stands in the middle of black.

    Raises:
        OutputError: It cannot be written there.
    """

    def __init__(self, place: Draft, size_px: tuple[int, int]) -> None:
        self._size_px = size_px
        self._writer = VideoWriter(place, size_px, once_only=True)
        self._background = Background(self._writer.write, _QUEUED)

    def write(self, image: NDArray[np.uint8], time_s: float) -> None:
        """Adds one picture, which must not be changed afterwards."""
        self._background.write(_fitted(image, self._size_px), time_s)

    def close(self) -> None:
        """Completes the video."""
        try:
            self._background.close()
        finally:
            self._writer.close()

    def abort(self) -> None:
        """Stops after a failure; what is whole was kept then."""
        self._background.abort()
        self._writer.abort()


def _fitted(image: NDArray[np.uint8], size_px: tuple[int, int]) -> NDArray[np.uint8]:
    wide, high = size_px
    if image.shape[:2] == (high, wide):
        return image
    scale = min(wide / image.shape[1], high / image.shape[0])
    inner = max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale))
    whole = np.zeros((high, wide, 3), np.uint8)
    left, top = (wide - inner[0]) // 2, (high - inner[1]) // 2
    whole[top : top + inner[1], left : left + inner[0]] = cv2.resize(image, inner)
    return whole
