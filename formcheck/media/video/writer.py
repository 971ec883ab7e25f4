"""Video that browsers play, written picture by picture: H.264 in MP4."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from types import TracebackType

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.atomic import Draft, cannot_write, draft_of
from formcheck.errors import OutputError
from formcheck.media.video.fragments import cut_to_whole
from formcheck.words import Phrase

__all__ = ["VideoWriter"]

_TICK_S = Fraction(1, 90_000)  # the usual clock of H.264; divides 24, 25, 30 and 60 fps
# Against "veryfast" at 720p: a fifth less time and less than half of the memory, for few pictures
# wait to be looked at; the same picture in a third more bytes. More threads would each hold
# pictures of their own.
_X264 = {
    "preset": "superfast",
    "crf": "22",
    "bf": "0",
    "rc-lookahead": "2",
    "x264-params": "mbtree=1:threads=2",
    "colorspace": "smpte170m",
    "color_range": "tv",
}
_LIVE = {
    "preset": "ultrafast"
}  # two thirds of the time: the pose model needs it; half a decibel less
_FRAGMENTS = {
    "movflags": "+hybrid_fragmented",
    "frag_duration": "2000000",
}  # microseconds; one usual file at the end


class VideoWriter:
    """Writes an H.264 MP4 with the true time of each frame, playable in browsers.

    The file appears under its name when it is complete: `close()` finishes it, `abort()` removes
    it. As context manager an error aborts, but Ctrl-C finishes what is there. Without frames no
    file is made.
    """

    def __init__(
        self, path: str | Path | Draft, size_px: tuple[int, int], *, once_only: bool = False
    ) -> None:
        """Starts a video.

        Args:
            path: Where it will be; an older file there is replaced.
            size_px: Width and height of the pictures. The last row or column of an odd size is cut
                off, for H.264 in 4:2:0 has even sizes only.
            once_only: The pictures cannot be had again: what is whole when a disk is full becomes
                the file, and until then the unfinished one can be played. Otherwise a file starts
                to play before it is loaded.

        Raises:
            OutputError: The file cannot be written there.
        """
        self._width, self._height = (side // 2 * 2 for side in size_px)
        if not self._width or not self._height:
            raise OutputError(Phrase("error.output.too-small", size=str(size_px)))
        self._draft = draft_of(Path(path) if isinstance(path, str) else path)
        self.path = self._draft.path
        self._tick = -1
        self._open, self._once_only = True, once_only
        options = _FRAGMENTS if once_only else {"movflags": "+faststart"}
        try:
            # FFmpeg opens the file with the first packet, and does not survive closing fragments
            # without one.
            self._container = av.open(
                f"file:{self._draft.part.absolute()}", "w", format="mp4", options=options
            )
            self._stream = self._add_stream()
        except (OSError, av.FFmpegError) as error:
            self._draft.discard()
            raise cannot_write(self.path, error) from error

    def _add_stream(self) -> av.VideoStream:
        # The rate is a hint for rate control only; times are counted in ticks.
        stream = self._container.add_stream(
            "libx264", rate=30, options=_X264 | (_LIVE if self._once_only else {})
        )
        stream.width, stream.height, stream.pix_fmt = self._width, self._height, "yuv420p"
        stream.codec_context.time_base = _TICK_S
        return stream

    def write(self, image_bgr: NDArray[np.uint8], time_s: float) -> None:
        """Adds one picture, (H, W, 3) uint8 in BGR, shown from `time_s` on.

        Raises:
            OutputError: The disk is full or the folder went away; the unfinished file is removed,
                or, if its pictures cannot be had again, cut to what is whole.
        """
        even = np.ascontiguousarray(image_bgr[: self._height, : self._width])
        yuv = np.asarray(cv2.cvtColor(even, cv2.COLOR_BGR2YUV_I420), np.uint8)
        frame = av.VideoFrame.from_ndarray(yuv, format="yuv420p")
        self._tick = max(round(time_s / _TICK_S), self._tick + 1)
        frame.pts, frame.time_base = self._tick, _TICK_S
        self._encode(frame)

    def close(self) -> None:
        """Finishes the file and gives it its name. Can be called again.

        Raises:
            OutputError: The disk is full or the folder went away; the unfinished file is removed,
                or, if its pictures cannot be had again, cut to what is whole.
        """
        if not self._open:
            return
        if self._tick < 0:
            self.abort()
            return
        self._encode(None)
        try:
            self._container.close()
            self._draft.publish()
        except (OSError, av.FFmpegError) as error:
            self._fail()
            raise cannot_write(self.path, error) from error
        self._open = False

    def abort(self) -> None:
        """Removes what was written. Can be called again."""
        if self._open:
            self._stop()
            self._draft.discard()

    def _fail(self) -> None:
        self._stop()
        if self._once_only and self._draft.part.is_file() and cut_to_whole(self._draft.part):
            self._draft.publish()
        self._draft.discard()

    def _stop(self) -> None:
        self._open = False
        with suppress(OSError, av.FFmpegError):  # what is missing then is thrown away
            self._container.close()

    def _encode(self, frame: av.VideoFrame | None) -> None:
        try:
            self._container.mux(self._stream.encode(frame))
        except (OSError, av.FFmpegError) as error:
            self._fail()
            raise cannot_write(self.path, error) from error

    def __enter__(self) -> VideoWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None or issubclass(kind, KeyboardInterrupt):
            self.close()
        else:
            self.abort()
