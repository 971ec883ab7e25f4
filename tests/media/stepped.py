"""A clip as a camera that waits for its caller.

What is seen does not depend on how fast the machine is.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Self

from formcheck.engine.values.pose import Frame
from formcheck.media.camera.camera import Camera
from formcheck.media.camera.devices import Got
from formcheck.media.video.file import VideoFile


class SteppedCamera(Camera):
    """Hands out the pictures of a clip at their own times, except every `drops`-th one (0: all)."""

    def __init__(self, clip: Path, drops: int = 0) -> None:
        super().__init__(str(clip), holds=True)
        self._drops = drops
        self._video = VideoFile(clip)
        self.got = Got(self._video.size_px, self._video.fps or 0.0)
        self._frames = self._played()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._video.close()

    def restart(self) -> None:
        """Begins anew, with the first picture."""
        self.captured = self.taken = 0
        self._frames = self._played()

    def newest(self, timeout_s: float) -> Frame | None:  # noqa: ARG002 - nobody has to wait
        """The next picture that is not dropped."""
        for frame in self._frames:
            self.captured += 1
            self._last_s = frame.time_s
            if self._drops and frame.index % self._drops == self._drops - 1:
                continue
            self.taken += 1
            return frame
        self.ended = True
        return None

    @property
    def now_s(self) -> float:
        """The time of the newest picture."""
        return self._last_s

    def _played(self) -> Iterator[Frame]:
        """The clip; while it is held, its present picture 10 times a second."""
        index, held_s = 0, 0.0
        for frame in self._video:
            yield Frame(frame.image, index, held_s + frame.time_s)
            index += 1
            while self.holds:
                held_s += 0.1
                yield Frame(frame.image, index, held_s + frame.time_s)
                index += 1
