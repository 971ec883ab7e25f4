"""Recorded video, read frame by frame with the true times."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from pathlib import Path

# FFmpeg inside OpenCV writes its complaints about broken files straight to stderr; what users need to
# know, VideoError says. It reads this when the first file is opened.
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")

import av
import cv2
import numpy as np

from formcheck.engine.types import Frame
from formcheck.errors import VideoError
from formcheck.media.clock import FrameClock

cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)


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
