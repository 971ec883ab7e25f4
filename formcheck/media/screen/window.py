"""A window on the screen that shows pictures and hands back keys."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from types import TracebackType
from typing import Final, Self

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.errors import DisplayError
from formcheck.words import Phrase

__all__ = ["Window", "key_name", "require_display"]

_FLAGS: Final = cv2.WINDOW_NORMAL | cv2.WINDOW_KEEPRATIO | cv2.WINDOW_GUI_NORMAL
_LARGEST_PX: Final = (1280, 800)  # a 4K picture must not open a window larger than the screen
_PROBE: Final = "import cv2; cv2.namedWindow('formcheck'); cv2.destroyAllWindows()"
_PROBE_TIMEOUT_S: Final = 30

# Arrow keys have other codes on X11 (keysyms), Windows (virtual keys << 16) and macOS (private
# Unicode).
_KEYS: Final[dict[int, str]] = {
    **dict.fromkeys((0xFF51, 0x250000, 0xF702), "left"),
    **dict.fromkeys((0xFF52, 0x260000, 0xF700), "up"),
    **dict.fromkeys((0xFF53, 0x270000, 0xF703), "right"),
    **dict.fromkeys((0xFF54, 0x280000, 0xF701), "down"),
    **dict.fromkeys((0x0D, 0x0A, 0xFF8D), "enter"),
    **dict.fromkeys(
        (ord("+"), ord("="), 0xFFAB), "plus"
    ),  # "=" is plus without shift on many keyboards
    **dict.fromkeys((ord("-"), 0xFFAD), "minus"),
    ord(" "): "space",
    0x1B: "escape",
}


class _Server:
    """Tells whether the X server of this machine is still there.

    When it is not, Qt ends the whole process.
    """

    def __init__(self) -> None:
        number = re.match(r":(\d+)", os.environ.get("DISPLAY", ""))
        self._address = f"/tmp/.X11-unix/X{number[1]}" if number and sys.platform == "linux" else ""  # noqa: S108
        self._socket: socket.socket | None = None
        self._watched = bool(self._address) and self._connected()

    def lives(self) -> bool:
        """False once it is gone; True where that cannot be told."""
        if not self._watched:
            return True
        if self._socket is not None:
            try:
                if self._socket.recv(1):
                    return True
            except BlockingIOError:
                return True
            except OSError:
                pass
            # or it tired of a client that says nothing: whether it lives, a new connection shows
            self.close()
        return self._connected()

    def close(self) -> None:
        """Hangs up."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _connected(self) -> bool:
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            line.connect(self._address)
        except OSError:
            line.close()
            return False
        line.setblocking(False)
        self._socket = line
        return True


class Window:
    """A resizable window; use it as a context manager, from the main thread.

    Raises:
        DisplayError: On entering, when there is no display to open a window on; on showing, when it
            went away.
    """

    def __init__(self, title: str) -> None:
        self._title = title
        self._server: _Server | None = None
        self._shown = self._full = False
        self._closed = False
        self._size_px: tuple[int, int] | None = None

    def __enter__(self) -> Self:
        require_display()
        self._server = _Server()
        cv2.namedWindow(self._title, _FLAGS)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self.closed:
            cv2.destroyWindow(self._title)
            cv2.waitKey(1)  # the toolkit removes the window only when its events run
        self._closed = True
        if self._server is not None:
            self._server.close()

    @property
    def closed(self) -> bool:
        """Whether the user has closed the window; it stays closed.

        Raises:
            DisplayError: The display went away.
        """
        if self._server is not None and not self._closed and not self._server.lives():
            self._closed = True
            raise DisplayError(Phrase("error.display.gone"))
        if self._shown and not self._closed:
            self._closed = not _visible(self._title)
        return self._closed

    def fill(self) -> None:
        """Fills the screen, and goes back to a window the next time."""
        self._full = not self._full
        how = cv2.WINDOW_FULLSCREEN if self._full else cv2.WINDOW_NORMAL
        cv2.setWindowProperty(self._title, cv2.WND_PROP_FULLSCREEN, how)

    def _fit(self, size_px: tuple[int, int]) -> None:
        """Takes the shape of a picture of another size, which would be stretched otherwise."""
        if self._full:
            cv2.setWindowProperty(self._title, cv2.WND_PROP_FULLSCREEN, cv2.WINDOW_NORMAL)
        scale = min(1.0, *(most / side for most, side in zip(_LARGEST_PX, size_px, strict=True)))
        cv2.resizeWindow(self._title, *(round(side * scale) for side in size_px))
        if self._full:
            cv2.setWindowProperty(self._title, cv2.WND_PROP_FULLSCREEN, cv2.WINDOW_FULLSCREEN)
        self._size_px = size_px

    def show(self, image: NDArray[np.uint8]) -> str | None:
        """Shows a picture and looks for a key, waiting a millisecond or two at most.

        Args:
            image: (H, W, 3) uint8 BGR.

        Returns:
            Name of the key pressed ("space", "left", "q", "3", ...); None without one, or once
            closed.
        """
        if self.closed:  # imshow would open the window again
            return None
        size_px = image.shape[1], image.shape[0]
        if size_px != self._size_px:
            self._fit(size_px)
        cv2.imshow(self._title, image)
        code = cv2.waitKeyEx(1)
        self._shown = True
        return key_name(code)


def key_name(code: int) -> str | None:
    """The name of a key code of `cv2.waitKeyEx`: a word, a lower-case letter or a digit.

    None for others.
    """
    if code < 0:
        return None
    plain = code & 0xFFFF  # toolkits put shift and lock keys above
    name = _KEYS.get(code) or _KEYS.get(plain)
    letter = chr(plain).lower()
    return name or (letter if letter.isascii() and letter.isalnum() else None)


def require_display() -> None:
    """Makes sure that a window can be opened.

    Where Qt finds no usable display it ends the whole process, so on Linux a child process tries
    first.

    Raises:
        DisplayError: There is no display, or it does not answer.
    """
    if sys.platform != "linux":
        return
    name = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if not name:
        raise DisplayError(Phrase("error.display.none"))
    if not _opens():
        raise DisplayError(Phrase("error.display.does-not-open", name=name))


def _opens() -> bool:
    command = [
        sys.executable,
        "-P",
        "-c",
        _PROBE,
    ]  # -P: no module of the folder that the user is in
    try:
        done = subprocess.run(command, capture_output=True, timeout=_PROBE_TIMEOUT_S, check=False)  # noqa: S603 - fixed
    except subprocess.TimeoutExpired:
        return False  # a display that hangs is none
    return done.returncode == 0


def _visible(title: str) -> bool:
    try:
        return cv2.getWindowProperty(title, cv2.WND_PROP_VISIBLE) >= 1
    except cv2.error:  # this is how Qt reports a window that the user has closed
        return False
