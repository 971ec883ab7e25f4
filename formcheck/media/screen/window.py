"""A window on the screen that shows pictures and hands back keys."""

from __future__ import annotations

import os
import sys
from types import TracebackType
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from formcheck.errors import DisplayError
from formcheck.media.screen.panel import Panel
from formcheck.words import Phrase

if sys.platform != "win32":
    from formcheck.media.screen.apart import PanelApart

__all__ = ["Window", "key_name", "require_display"]

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


class Window:
    """A resizable window; use it as a context manager, from the main thread.

    Attributes:
        closed: Whether the user has closed it; it stays closed.

    Raises:
        DisplayError: On entering, when there is no display to open a window on; on showing, when it
            went away.
    """

    def __init__(self, title: str) -> None:
        self._title = title
        self._panel: Panel | PanelApart | None = None
        self.closed = False

    def __enter__(self) -> Self:
        self._panel = _panel(self._title)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.closed = True
        if self._panel is not None:
            self._panel.close()

    def fill(self) -> None:
        """Fills the screen, and goes back to a window the next time."""
        if self._panel is not None and not self.closed:
            self._panel.fill()

    def show(self, image: NDArray[np.uint8]) -> str | None:
        """Shows a picture and looks for a key, waiting a millisecond or two at most.

        Args:
            image: (H, W, 3) uint8 BGR.

        Returns:
            Name of the key pressed ("space", "left", "q", "3", ...); None without one, or once
            closed.
        """
        if self._panel is None or self.closed:
            return None
        code = self._panel.show(image)
        self.closed = code is None
        return None if code is None else key_name(code)


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

    Raises:
        DisplayError: There is no display, or it does not answer.
    """
    if sys.platform == "linux":
        with Window("formcheck"):
            pass


def _panel(title: str) -> Panel | PanelApart:
    if sys.platform != "linux":
        return Panel(title)
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise DisplayError(Phrase("error.display.none"))
    return PanelApart(title)
