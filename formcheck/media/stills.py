"""Single pictures out of a video that was just written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.media.video.file import VideoFile

__all__ = ["jpeg", "stills"]

_QUALITY = 80
_MOST_PX = 640


def stills(video: Path, times_s: Sequence[float]) -> list[bytes]:
    """The pictures shown at these times, as JPEG of at most 640 pixels; of the last one beyond.

    Raises:
        VideoError: The video cannot be read.
    """
    found: list[bytes] = [b""] * len(times_s)
    open_ones = sorted(range(len(times_s)), key=lambda number: times_s[number])
    for frame in VideoFile(video):
        if not open_ones:
            break
        while open_ones and frame.time_s >= times_s[open_ones[0]] - 1e-3:
            number = open_ones.pop(0)
            found[number] = jpeg(frame.image, small=True)
    return found


def jpeg(image: NDArray[np.uint8], *, small: bool = False) -> bytes:
    """A picture (H, W, 3) in BGR as JPEG, if wanted of at most 640 pixels."""
    scale = min(1.0, _MOST_PX / max(image.shape)) if small else 1.0
    size = None if scale == 1 else (round(image.shape[1] * scale), round(image.shape[0] * scale))
    picture = image if size is None else cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    return cv2.imencode(".jpg", picture, (cv2.IMWRITE_JPEG_QUALITY, _QUALITY))[1].tobytes()
