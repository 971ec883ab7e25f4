"""Where the pictures of one phone come in: the newest is kept until it is taken."""

from __future__ import annotations

import time
from threading import Condition
from typing import Final, NamedTuple

from formcheck.media.camera.devices import Got, Taken
from formcheck.media.phone.clock import PhoneClock
from formcheck.media.picture import decoded

__all__ = ["Line"]

_LEASE_S: Final = 3.0  # a phone that is silent for so long leaves its place to another
_WAIT_S: Final = 2.0
_SWAPPED_S: Final = 2.0  # pictures under way together may overtake each other


class _Came(NamedTuple):
    phone: str
    jpeg: bytes
    taken_s: float
    came_s: float


class Line:
    """A device whose pictures come from a phone; `put` and `read` from different threads.

    Attributes:
        got: Nothing is known before the first picture.
    """

    def __init__(self) -> None:
        self.got = Got((0, 0), 0.0)
        self._clock = PhoneClock()
        self._fresh = Condition()
        self._newest: _Came | None = None
        self._phone = self._timed = ""
        self._seen_s = self._taken_s = float("-inf")
        self._over = False

    @property
    def present(self) -> bool:
        """Whether a phone is there."""
        return time.monotonic() - self._seen_s < _LEASE_S

    def admits(self, phone: str) -> bool:
        """Whether this phone may send: it is the one that does, or there is none."""
        return phone == self._phone or not self.present

    def put(self, phone: str, jpeg: bytes, taken_s: float) -> bool:
        """Takes a picture in, in place of one that nobody took.

        Args:
            phone: Which one sent it.
            jpeg: The picture.
            taken_s: When it was taken, on the clock of the phone.

        Returns:
            False when another phone is the camera.
        """
        with self._fresh:
            if not self.admits(phone):
                return False
            overtaken = phone == self._phone and 0 <= self._taken_s - taken_s < _SWAPPED_S
            self._phone, self._seen_s = phone, time.monotonic()
            if not overtaken:
                self._taken_s = taken_s
                self._newest = _Came(phone, jpeg, taken_s, self._seen_s)
                self._fresh.notify_all()
        return True

    def read(self) -> Taken | None:
        """The newest picture; None when none comes, or the line is closed for good."""
        until_s = time.monotonic() + _WAIT_S
        while (came := self._next(until_s - time.monotonic())) is not None:
            if (image := decoded(came.jpeg)) is not None:
                return Taken(image, self._at_s(came))
        return None

    def close(self) -> None:
        """A session that closes its camera leaves the line open for the next one."""

    def hang_up(self) -> None:
        """No picture comes any more."""
        with self._fresh:
            self._over = True
            self._fresh.notify_all()

    def _at_s(self, came: _Came) -> float:
        if came.phone != self._timed:
            self._timed, self._clock = came.phone, self._clock.of_another()
        return self._clock.at_s(came.taken_s, came.came_s)

    def _next(self, timeout_s: float) -> _Came | None:
        with self._fresh:
            self._fresh.wait_for(lambda: self._newest or self._over, timeout_s)
            came, self._newest = self._newest, None
        return came
