"""The window itself, as OpenCV opens it."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = ["Panel"]

_FLAGS: Final = cv2.WINDOW_NORMAL | cv2.WINDOW_KEEPRATIO | cv2.WINDOW_GUI_NORMAL
_LARGEST_PX: Final = (1280, 800)  # a 4K picture must not open a window larger than the screen


class Panel:
    """A resizable window of OpenCV, used by the one thread that made it."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._shown = self._full = False
        self._size_px: tuple[int, int] | None = None
        cv2.namedWindow(title, _FLAGS)

    def show(self, image: NDArray[np.uint8]) -> int | None:
        """Shows a picture and looks for a key, waiting a millisecond or two at most.

        Args:
            image: (H, W, 3) uint8 BGR.

        Returns:
            The code of the key, below 0 without one; None once the user has closed the window.
        """
        if not self._is_there():  # imshow would open it again
            return None
        size_px = image.shape[1], image.shape[0]
        if size_px != self._size_px:
            self._fit(size_px)
        cv2.imshow(self._title, image)
        code = cv2.waitKeyEx(1)
        self._shown = True
        return code if self._is_there() else None

    def fill(self) -> None:
        """Fills the screen, and goes back to a window the next time."""
        self._full = not self._full
        self._set_full(self._full)

    def close(self) -> None:
        """Takes it off the screen."""
        if self._is_there():
            cv2.destroyWindow(self._title)
            cv2.waitKey(1)  # the toolkit removes the window only when its events run

    def _fit(self, size_px: tuple[int, int]) -> None:
        """Takes the shape of a picture of another size, which would be stretched otherwise."""
        if self._full:
            self._set_full(False)
        scale = min(1.0, *(most / side for most, side in zip(_LARGEST_PX, size_px, strict=True)))
        cv2.resizeWindow(self._title, *(round(side * scale) for side in size_px))
        if self._full:
            self._set_full(True)
        self._size_px = size_px

    def _set_full(self, full: bool) -> None:
        how = cv2.WINDOW_FULLSCREEN if full else cv2.WINDOW_NORMAL
        cv2.setWindowProperty(self._title, cv2.WND_PROP_FULLSCREEN, how)

    def _is_there(self) -> bool:
        if not self._shown:
            return True
        try:
            return cv2.getWindowProperty(self._title, cv2.WND_PROP_VISIBLE) >= 1
        except cv2.error:  # this is how Qt reports a window that the user has closed
            return False
