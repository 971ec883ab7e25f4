"""Cameras: a thread takes every picture, the caller gets the newest."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, Event, Thread
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.coach.values import Scene
from formcheck.engine.values.pose import Frame
from formcheck.errors import CameraError
from formcheck.incoming import name_of
from formcheck.media.camera.devices import (
    Asked,
    Device,
    Got,
    Opens,
    Taken,
    is_address,
    is_index,
    open_capture,
)
from formcheck.words import Phrase

__all__ = ["Asked", "Camera", "is_device"]

LOST_S: Final = 2.0  # without a picture for so long, the camera counts as lost
_RETRY_S: Final = 1.0
_START_S: Final = 15.0  # drivers and network cameras take their time for the first picture
_JOIN_S: Final = 6.0  # longer than a read that times out

Image = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class _Shot:
    image: Image
    index: int
    at_s: float


class Camera:
    """A camera as context manager; `film` plays a video in its place.

    A picture that nobody has taken when the next one comes is dropped: `Frame.index` has a gap
    then. Times are those that the device gives, mostly when the picture came, on a monotonic clock
    that starts with the first one. A camera that goes away is opened again until it is back.

    Args:
        source: Index ("0"), device path or address (http, rtsp).
        asked: Size and rate to ask the camera for.
        opens: Opens a source that is no camera of this machine or network.

    Attributes:
        name: The source without folders or address, for reports.
        asked: Size and rate that were asked for.
        got: What the camera gives.
        captured: Pictures that came.
        taken: Pictures that were handed out.
        ended: True when a film is over.
        paced: Whether a second of a film lasts a second, for who looks or listens.
        waits: Whether it waits for who is slow, as a film does, and loses nothing.
    """

    waits = False

    def __init__(
        self, source: str, asked: Asked | None = None, *, opens: Opens = open_capture
    ) -> None:
        self._source, self.asked, self._opens = source, asked or Asked(), opens
        self.name = _name(source)
        self.got = Got((0, 0), 0.0)
        self.captured = self.taken = 0
        self.ended, self.paced = False, True
        self._start_s = self._last_s = 0.0
        self._shot: _Shot | None = None
        self._fresh = Condition()
        self._stopped = Event()
        self._error: BaseException | None = None
        self._thread = Thread(target=self._work, name="formcheck-camera", daemon=True)

    def __enter__(self) -> Camera:
        """Opens the camera and waits for its first picture.

        Raises:
            CameraError: There is no such camera, it is in use or gives no picture.
        """
        self._thread.start()
        with self._fresh:
            self._fresh.wait_for(lambda: self._shot or self._error or self.ended, _START_S)
        if self._shot is None:
            self.__exit__()
            self._raise()
            raise CameraError(Phrase("error.camera.no-picture", camera=self.name))
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join(_JOIN_S)

    def restart(self) -> None:
        """Begins anew: the next picture is number 0, at the time 0."""
        with self._fresh:
            self._shot = None
            self.captured = self.taken = 0
            self._start_s, self._last_s = time.monotonic(), 0.0

    def newest(self, timeout_s: float) -> Frame | None:
        """The newest picture that was not handed out yet, waiting for one if there is none.

        Returns:
            None when none came in time, or the file has ended.

        Raises:
            CameraError: The capture thread cannot go on.
        """
        with self._fresh:
            self._fresh.wait_for(lambda: self._shot or self._error or self.ended, timeout_s)
            shot, self._shot = self._shot, None
        if shot is None:
            self._raise()
            return None
        self.taken += 1
        return Frame(shot.image, shot.index, shot.at_s - self._start_s)

    def follow(self, scene: Scene) -> None:
        """What the coach makes of a picture, to which a film answers and a camera does not."""

    @property
    def now_s(self) -> float:
        """The time now, on the clock of the frames."""
        return time.monotonic() - self._start_s

    @property
    def lost(self) -> bool:
        """Whether no picture has come for a while."""
        return not self.ended and self.now_s - self._last_s > LOST_S

    @property
    def dropped(self) -> int:
        """Pictures that came and were never handed out."""
        return max(0, self.captured - self.taken - (self._shot is not None))

    @property
    def fps(self) -> float:
        """Pictures that came per second, measured."""
        return (self.captured - 1) / self._last_s if self._last_s > 0 else 0.0

    def _raise(self) -> None:
        if self._error is not None:
            raise self._error

    def _work(self) -> None:
        try:
            self._capture()
        except BaseException as error:  # raised again in the caller
            self._error = error
        with self._fresh:
            self._fresh.notify_all()

    def _put(self, image: Image, at_s: float) -> None:
        with self._fresh:
            if not self.captured:
                self._start_s = at_s
                self.got = Got((image.shape[1], image.shape[0]), self.got.fps)
            self._shot = _Shot(image, self.captured, at_s)
            self.captured += 1
            self._last_s = at_s - self._start_s
            self._fresh.notify_all()

    def _capture(self) -> None:
        """Takes pictures until stopped; only the first opening may fail."""
        device: Device | None = self._opens(self._source, self.asked)
        while device is not None:
            self.got = device.got
            self._drain(device)
            device.close()
            device = self._reopened()

    def _drain(self, device: Device) -> None:
        while not self._stopped.is_set():
            taken: Taken | None = device.read()
            if taken is None:
                return
            self._put(*taken)

    def _reopened(self) -> Device | None:
        while not self._stopped.wait(_RETRY_S):
            try:
                return self._opens(self._source, self.asked)
            except CameraError:
                continue  # it is still away; the caller sees `lost`
        return None


def _name(source: str) -> str:
    if is_address(source):
        return "network camera"
    return f"camera {source}" if is_index(source) else name_of(Path(source))


def is_device(source: str) -> bool:
    """Whether the source is a device of this machine, there or not."""
    try:
        return Path(source).is_relative_to("/dev") or Path(source).is_char_device()
    except OSError:  # a name that is too long, or a link to itself
        return False
