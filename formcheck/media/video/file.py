"""Recorded video, read frame by frame with the true times."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from formcheck.engine.values.pose import Frame
from formcheck.errors import VideoError
from formcheck.incoming import check_file, name_of
from formcheck.media.video.clock import FrameClock
from formcheck.media.video.decoder import BROKEN, Decoder, open_file
from formcheck.words import Phrase

_SLOWED: Final = 1.5
_TURNS: Final = {
    1: cv2.ROTATE_90_CLOCKWISE,
    2: cv2.ROTATE_180,
    3: cv2.ROTATE_90_COUNTERCLOCKWISE,
}


class VideoFile:
    """A recorded video, an iterable of `Frame`; each iteration starts at the beginning.

    Frame times are those of the container, read after each frame (exact for variable frame rates),
    and shifted so that the first is 0. Where a container has none they are index / fps; a time that
    does not increase is moved on by half a frame; after a clock that was set back (joined files)
    time goes on.

    Attributes:
        path: The file.
        name: The file's name without folders.
        size_px: Width and height as shown, rotation tag and pixel aspect applied; later changes are
            scaled to it.
        fps: The nominal frame rate, None where the file has none. Never used where times are known.
        duration_s: An estimate, or None.
        truncated: Whether the latest complete iteration ended clearly before `duration_s`.
    """

    def __init__(self, path: str | Path, turns: int = 0) -> None:
        """Opens the video.

        Args:
            path: The file.
            turns: Quarter turns to the right that are put on top of its rotation tag.

        Raises:
            VideoError: It is missing, a folder, empty, not a video or has no picture that can be
                decoded.
        """
        self.path = Path(path)
        self.name = name_of(self.path)
        self.truncated = False
        self._turn = _TURNS.get(turns % 4)
        self._decoder = _opened(self.path)
        self.fps, self.duration_s = self._decoder.fps, self._decoder.duration_s
        first = next(iter(self._decoder), None)
        self.close()
        if first is None:
            raise VideoError(Phrase("error.video.no-picture", path=path))
        height, width = first[0].shape[:2]
        self.size_px = (height, width) if turns % 2 else (width, height)

    @property
    def notice(self) -> str | None:
        """What the user should know about the file after reading it, in one line."""
        if not self.truncated:
            return None
        return Phrase("error.video.ends-early", name=self.name, duration=self.duration_s)

    @property
    def slow_motion(self) -> str | None:
        """A line about slow motion, where the file itself says that it is; None otherwise."""
        captured, played = self._decoder.captured_fps, self.fps
        if captured is None or played is None or captured < _SLOWED * played:
            return None
        times = round(captured / played)
        return Phrase("error.video.slow-motion", name=self.name, times=times)

    def __iter__(self) -> Iterator[Frame]:
        """Yields every frame; one iteration at a time."""
        self._decoder = _opened(self.path)
        clock = FrameClock(self.fps)
        for index, (image, position_s) in enumerate(self._decoder):
            upright = (
                image if self._turn is None else np.asarray(cv2.rotate(image, self._turn), np.uint8)
            )
            yield Frame(upright, index, clock.next(position_s))
        missing_s = (self.duration_s or 0.0) - clock.time_s - clock.step_s
        self.truncated = missing_s > max(0.5, 2 * clock.step_s)

    def close(self) -> None:
        """Closes the file; an iteration that is under way ends."""
        self._decoder.close()

    def __enter__(self) -> VideoFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _opened(path: Path) -> Decoder:
    check_file(path, Phrase("kind.video"), VideoError)
    try:
        return Decoder(open_file(path))
    except LookupError as error:
        raise VideoError(Phrase("error.video.sound-only", path=path)) from error
    except BROKEN as error:
        raise VideoError(Phrase("error.video.damaged", path=path)) from error
