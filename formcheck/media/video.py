"""Recorded video: reads frames with their true times, writes H.264 that browsers play."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from types import TracebackType

# FFmpeg inside OpenCV writes its complaints about broken files straight to stderr; what users need to
# know, VideoError says. It reads this when the first file is opened.
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.atomic import cannot_write, part_path, remove
from formcheck.engine.types import Frame
from formcheck.errors import OutputError, VideoError
from formcheck.media.clock import FrameClock

cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)

_TICK_S = Fraction(1, 90_000)  # the usual clock of H.264; divides 24, 25, 30 and 60 fps
# Against "veryfast" at 720p: a fifth less time and less than half of the memory, for few pictures wait to be
# looked at; the same picture in a third more bytes. More threads would each hold pictures of their own.
_X264 = {
    "preset": "superfast",
    "crf": "22",
    "bf": "0",
    "rc-lookahead": "2",
    "x264-params": "mbtree=1:threads=2",
    "colorspace": "smpte170m",
    "color_range": "tv",
}


class VideoFile:
    """A recorded video, an iterable of `Frame`; each iteration starts at the beginning.

    Frame times are those of the container, read after each frame (exact for variable frame rates), and
    shifted so that the first is 0. Where a container has none they are index / fps; a time that does not
    increase is moved on by half a frame; after a clock that was set back (joined files) time goes on.

    Attributes:
        path: The file.
        name: The file's name without folders.
        size_px: Width and height as shown, rotation tag applied; OpenCV scales later changes to it.
        fps: The nominal frame rate, None where the file has none. Never used where times are known.
        frame_count: An estimate for progress bars, or None; it can be wrong.
        duration_s: An estimate, or None.
        truncated: Whether the latest complete iteration ended clearly before `duration_s`.
    """

    def __init__(self, path: str | Path) -> None:
        """Opens the video.

        Raises:
            VideoError: It is missing, a folder, empty, not a video or has no picture that can be decoded.
        """
        self.path = Path(path)
        _check_file(self.path)
        self.name = self.path.name
        self.duration_s = _duration_s(self.path)
        self.truncated = False
        self._capture = cv2.VideoCapture(str(self.path), cv2.CAP_FFMPEG)
        decoded, image = self._capture.read()
        if not decoded:
            self._capture.release()
            raise VideoError(f"no picture of {path} can be decoded: export it again, as MP4 with H.264")
        self.size_px = (image.shape[1], image.shape[0])
        fps = self._capture.get(cv2.CAP_PROP_FPS)
        self.fps = fps if math.isfinite(fps) and 0 < fps <= 1000 else None
        count = self._capture.get(cv2.CAP_PROP_FRAME_COUNT)
        self.frame_count = int(count) if math.isfinite(count) and count > 0 else None

    @property
    def notice(self) -> str | None:
        """What the user should know about the file after reading it, in one line."""
        if not self.truncated:
            return None
        return f"{self.name} ends before the {self.duration_s:.1f} s it announces: it was cut off or is damaged"

    def __iter__(self) -> Iterator[Frame]:
        """Yields every frame; one iteration at a time."""
        self._capture.open(str(self.path), cv2.CAP_FFMPEG)
        clock = FrameClock(self.fps)
        index = 0
        while True:
            decoded, image = self._capture.read()
            if not decoded:
                break
            time_s = clock.next(self._capture.get(cv2.CAP_PROP_POS_MSEC) / 1000)
            yield Frame(np.asarray(image, np.uint8), index, time_s)
            index += 1
        missing_s = (self.duration_s or 0.0) - clock.time_s - clock.step_s
        self.truncated = missing_s > max(0.5, 2 * clock.step_s)

    def close(self) -> None:
        """Closes the file; an iteration that is under way ends."""
        self._capture.release()

    def __enter__(self) -> VideoFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _check_file(path: Path) -> None:
    if not path.exists():
        raise VideoError(f"there is no file {path}: check the name and the folder")
    if not path.is_file():
        raise VideoError(f"{path} is not a file: give the path of one video")
    if path.stat().st_size == 0:
        raise VideoError(f"{path} is empty: copy or record it again")


def _duration_s(path: Path) -> float | None:
    try:
        with av.open(str(path)) as container:
            if not container.streams.video:
                raise VideoError(f"{path} has sound only: give a file with pictures")
            stream = container.streams.video[0]
            if stream.duration and stream.time_base:
                return float(stream.duration * stream.time_base)
            return container.duration / av.time_base if container.duration else None
    except PermissionError as error:
        raise VideoError(f"cannot read {path}: {error.strerror}; check its permissions") from error
    except av.FFmpegError as error:
        raise VideoError(
            f"{path} is not a video, or is damaged: play it to check; MP4 with H.264 works best"
        ) from error


class VideoWriter:
    """Writes an H.264 MP4 with the true time of each frame, playable in browsers.

    The file appears under its name when it is complete: `close()` finishes it, `abort()` removes it.
    As context manager an error aborts, but Ctrl-C finishes what is there. Without frames no file is made.
    """

    def __init__(self, path: str | Path, size_px: tuple[int, int]) -> None:
        """Starts a video.

        Args:
            path: Where it will be; an older file there is replaced.
            size_px: Width and height of the pictures. The last row or column of an odd size is cut off,
                for H.264 in 4:2:0 has even sizes only.

        Raises:
            OutputError: The file cannot be written there.
        """
        self.path = Path(path)
        self._part = part_path(self.path)
        self._width, self._height = (side // 2 * 2 for side in size_px)
        if not self._width or not self._height:
            raise OutputError(f"a picture of {size_px} pixels is too small for a video: use --no-video")
        self._tick = -1
        self._open = True
        try:
            self._container = av.open(str(self._part), "w", format="mp4", options={"movflags": "+faststart"})
            self._stream = self._add_stream()
            self._container.start_encoding()  # makes the file, so that a bad place is found out now
        except (OSError, av.FFmpegError) as error:
            remove(self._part)
            raise cannot_write(self.path, error) from error

    def _add_stream(self) -> av.VideoStream:
        # The rate is a hint for rate control only; times are counted in ticks.
        stream = self._container.add_stream("libx264", rate=30, options=_X264)
        stream.width, stream.height, stream.pix_fmt = self._width, self._height, "yuv420p"
        stream.codec_context.time_base = _TICK_S
        return stream

    def write(self, image_bgr: NDArray[np.uint8], time_s: float) -> None:
        """Adds one picture, (H, W, 3) uint8 in BGR, shown from `time_s` on.

        Raises:
            OutputError: The disk is full or the folder went away; the unfinished file is removed.
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
            OutputError: The disk is full or the folder went away; the unfinished file is removed.
        """
        if not self._open:
            return
        if self._tick < 0:
            self.abort()
            return
        self._encode(None)
        self._open = False
        try:
            self._container.close()
            self._part.replace(self.path)
        except (OSError, av.FFmpegError) as error:
            remove(self._part)
            raise cannot_write(self.path, error) from error

    def abort(self) -> None:
        """Removes what was written. Can be called again."""
        if not self._open:
            return
        self._open = False
        try:
            self._container.close()
        except (OSError, av.FFmpegError):
            pass  # the trailer of a file that is thrown away does not matter
        finally:
            remove(self._part)

    def _encode(self, frame: av.VideoFrame | None) -> None:
        try:
            self._container.mux(self._stream.encode(frame))
        except (OSError, av.FFmpegError) as error:
            self.abort()
            raise cannot_write(self.path, error) from error

    def __enter__(self) -> VideoWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None or issubclass(kind, KeyboardInterrupt):
            self.close()
        else:
            self.abort()
