"""How cameras are opened, on all systems, and what to do when one does not open."""

from __future__ import annotations

import math
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.errors import CameraError

__all__ = ["Asked", "Device", "Got", "is_address", "list_cameras", "open_capture"]

_TIMEOUT_MS: Final = 5000
_PROBED: Final = 5  # indices that are tried where the system has no list
_COMPRESSED_PX: Final = 640 * 480  # more than this does not pass through USB 2 uncompressed at 30 pictures a second


@dataclass(frozen=True, slots=True)
class Asked:
    """What a camera is asked for; it may give something else.

    Attributes:
        size_px: Width and height, None leaves it to the camera.
        fps: Pictures per second, None leaves it to the camera.
    """

    size_px: tuple[int, int] | None = None
    fps: float | None = None


@dataclass(frozen=True, slots=True)
class Got:
    """What a camera gives: size, and rate as far as it says (else 0)."""

    size_px: tuple[int, int]
    fps: float


class Device:
    """An open camera; every method is called from one thread."""

    def __init__(self, capture: cv2.VideoCapture | None, got: Got) -> None:
        self._capture, self.got = capture, got

    def read(self) -> NDArray[np.uint8] | None:
        """The next picture; None when the camera is gone or has stalled."""
        taken, image = self._capture.read() if self._capture is not None else (False, None)
        return np.asarray(image, np.uint8) if taken and image is not None else None

    def close(self) -> None:
        """Gives the camera back."""
        if self._capture is not None:
            self._capture.release()


def is_address(source: str) -> bool:
    """Whether the source is on the network."""
    return "://" in source


def open_capture(source: str, asked: Asked) -> Device:
    """Opens a camera by index, device path or address.

    Raises:
        CameraError: It does not open; the message says what to do.
    """
    if is_address(source):
        timeouts = [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, _TIMEOUT_MS, cv2.CAP_PROP_READ_TIMEOUT_MSEC, _TIMEOUT_MS]
        capture = cv2.VideoCapture(source, cv2.CAP_FFMPEG, timeouts)
    else:
        capture = cv2.VideoCapture(int(source) if source.isdigit() else source)
    if not capture.isOpened():
        capture.release()
        raise CameraError(_why(source))
    if not is_address(source):
        _ask(capture, asked)
    return Device(capture, _got(capture))


def _ask(capture: cv2.VideoCapture, asked: Asked) -> None:
    if asked.size_px is not None:
        if math.prod(asked.size_px) > _COMPRESSED_PX:
            capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, asked.size_px[0])
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, asked.size_px[1])
    if asked.fps is not None:
        capture.set(cv2.CAP_PROP_FPS, asked.fps)


def _got(capture: cv2.VideoCapture) -> Got:
    width, height, fps = (
        capture.get(prop) for prop in (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT, cv2.CAP_PROP_FPS)
    )
    return Got((int(width), int(height)), fps if math.isfinite(fps) and 0 < fps <= 1000 else 0.0)


def _why(source: str) -> str:
    """Why a camera does not open, with the remedy."""
    if is_address(source):
        return f"no pictures come from {source}: check the address in a browser, and that both are in one network"
    path = Path(f"/dev/video{source}") if source.isdigit() and sys.platform == "linux" else Path(source)
    if not source.isdigit() or sys.platform == "linux":
        if not path.exists():
            return f"there is no camera {source}: `formcheck live --list-cameras` shows those that are connected"
        if not os.access(path, os.R_OK | os.W_OK):
            return f"you may not use {path}: add your user to the group 'video' and log in again"
    return f"camera {source} does not open: close other programs that use it, or allow this one to in the settings"


def list_cameras() -> tuple[tuple[str, str], ...]:
    """Connected cameras: what to give as source, and a description; those that do not open say why."""
    if sys.platform == "linux":
        sources = sorted(path.name.removeprefix("video") for path in Path("/dev").glob("video*"))
    else:
        sources = [str(index) for index in range(_PROBED)]
    found = ((source, _described(source)) for source in sources)
    return tuple((source, text) for source, text in found if text is not None)


def _described(source: str) -> str | None:
    try:
        device = open_capture(source, Asked())
    except CameraError as error:
        return str(error) if sys.platform == "linux" else None
    seen = device.read() is not None
    device.close()
    width, height = device.got.size_px
    return f"{_model(source)}{width} x {height}, {device.got.fps:g} a second" if seen else None


def _model(source: str) -> str:
    name = Path(f"/sys/class/video4linux/video{source}/name")
    return f"{name.read_text(encoding='utf-8').strip()}, " if name.is_file() else ""
