"""How cameras are opened, on all systems, and what to do when one does not open."""

from __future__ import annotations

import math
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.errors import CameraError
from formcheck.incoming import is_there
from formcheck.media.video.decoder import BROKEN, Decoder, open_address
from formcheck.words import Phrase

__all__ = [
    "Asked",
    "Device",
    "Got",
    "Opens",
    "Taken",
    "is_address",
    "list_cameras",
    "open_capture",
]

cv2.utils.logging.setLogLevel(
    cv2.utils.logging.LOG_LEVEL_SILENT
)  # what users need to know, CameraError says

# OpenCV opens cameras by the system's own means only: no file, no stream and none of its decoders
# is in reach.
_BACK_END: Final = {"darwin": cv2.CAP_AVFOUNDATION, "win32": cv2.CAP_MSMF}.get(
    sys.platform, cv2.CAP_V4L2
)
_SCHEMES: Final = ("http", "https", "rtsp", "rtsps", "rtmp", "rtmps", "udp", "rtp", "tcp")
_PROBED: Final = 5  # indices that are tried where the system has no list
_MOST: Final = 99  # cameras; numbers above are no camera's
_COMPRESSED_PX: Final = (
    640 * 480
)  # more than this does not pass through USB 2 uncompressed at 30 pictures a second


Image = NDArray[np.uint8]


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


class Taken(NamedTuple):
    """A picture, BGR, and when it was taken or came, on the clock of `time.monotonic`."""

    image: Image
    at_s: float


class Device(Protocol):
    """An open camera; every method is called from one thread.

    Attributes:
        got: What it gives.
    """

    got: Got

    def read(self) -> Taken | None:
        """The next picture; None when the camera is gone or has stalled."""

    def close(self) -> None:
        """Gives the camera back."""


Opens = Callable[[str, Asked], Device]
"""Opens a camera by its name, or raises CameraError."""


class _Local:
    """A camera of this machine."""

    def __init__(self, capture: cv2.VideoCapture) -> None:
        self._capture, self.got = capture, _got(capture)

    def read(self) -> Taken | None:
        taken, image = self._capture.read()
        return _now(np.asarray(image, np.uint8)) if taken and image is not None else None

    def close(self) -> None:
        self._capture.release()


class _Network:
    """A camera on the network."""

    def __init__(self, decoder: Decoder) -> None:
        self._decoder, self._pictures = decoder, iter(decoder)
        self.got = Got(decoder.coded_size_px, decoder.fps or 0.0)

    def read(self) -> Taken | None:
        image, _ = next(self._pictures, (None, None))
        return None if image is None else _now(image)

    def close(self) -> None:
        self._decoder.close()


def is_address(source: str) -> bool:
    """Whether the source is on the network."""
    return "://" in source


def is_index(source: str) -> bool:
    """Whether the source is the number of a camera."""
    return source.isascii() and source.isdecimal()


def open_capture(source: str, asked: Asked) -> Device:
    """Opens a camera by index, device path or address.

    Raises:
        CameraError: It does not open; the message says what to do.
    """
    if is_address(source):
        return _network(source)
    if is_index(source) and int(source) > _MOST:
        raise CameraError(_unknown(source))
    capture = cv2.VideoCapture(int(source) if is_index(source) else source, _BACK_END)
    if not capture.isOpened():
        capture.release()
        raise CameraError(_why(source))
    _ask(capture, asked)
    return _Local(capture)


def _now(image: Image) -> Taken:
    """What such cameras say of times cannot be relied on."""
    return Taken(image, time.monotonic())


def _network(address: str) -> Device:
    scheme = address.partition("://")[0].lower()
    if scheme not in _SCHEMES:
        known = tuple(_SCHEMES[:3])
        raise CameraError(Phrase("error.camera.no-address", address=_bare(address), known=known))
    try:
        return _Network(Decoder(open_address(address), hurried=True))
    except (*BROKEN, LookupError) as error:
        raise CameraError(Phrase("error.camera.network", where=_bare(address))) from error


def _bare(address: str) -> str:
    """The address without user, password and what follows the path: a token may stand there."""
    scheme, _, rest = address.partition("://")
    place = rest.partition("?")[0].partition("#")[0]
    host, slash, path = place.partition("/")
    return f"{scheme}://{host.rpartition('@')[2]}{slash}{path}"


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
        capture.get(prop)
        for prop in (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT, cv2.CAP_PROP_FPS)
    )
    return Got((int(width), int(height)), fps if math.isfinite(fps) and 0 < fps <= 1000 else 0.0)


def _why(source: str) -> str:
    """Why a camera does not open, with the remedy."""
    path = (
        Path(f"/dev/video{source}")
        if is_index(source) and sys.platform == "linux"
        else Path(source)
    )
    if not is_index(source) or sys.platform == "linux":
        if not is_there(path):
            return _unknown(source)
        if not os.access(path, os.R_OK | os.W_OK):
            return Phrase("error.camera.denied", path=path)
    return Phrase("error.camera.does-not-open", source=source)


def _unknown(source: str) -> str:
    return Phrase("error.camera.unknown", source=source)


def list_cameras() -> tuple[tuple[str, str], ...]:
    """Connected cameras: what to give as source, and a description.

    Those that do not open say why.
    """
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
        return error.message if sys.platform == "linux" else None
    seen = device.read() is not None
    device.close()
    width, height = device.got.size_px
    got = {"width": width, "height": height, "fps": device.got.fps}
    if not seen:
        return None
    model = _model(source)
    return (
        Phrase("camera.described-model", model=model, **got)
        if model
        else Phrase("camera.described", **got)
    )


def _model(source: str) -> str:
    name = Path(f"/sys/class/video4linux/video{source}/name")
    return name.read_text(encoding="utf-8").strip() if name.is_file() else ""
