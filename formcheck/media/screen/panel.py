"""The window itself, as OpenCV opens it."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.media.overlay.palette import INK

__all__ = ["Panel"]

_FLAGS: Final = cv2.WINDOW_NORMAL | cv2.WINDOW_FREERATIO | cv2.WINDOW_GUI_NORMAL
_UNSEEN_PX: Final = 2  # a window is whole pixels, a shape is not
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
        cv2.imshow(self._title, self._framed(image))
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

    def _framed(self, image: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The picture on a dark ground in the shape of the window, whose own ground is light."""
        _, _, wide, high = cv2.getWindowImageRect(self._title) if self._shown else (0, 0, 0, 0)
        tall, across = image.shape[:2]
        if min(wide, high) < 1:
            return image
        left = max(0, round(tall * wide / high) - across) // 2
        top = max(0, round(across * high / wide) - tall) // 2
        if max(left, top) <= _UNSEEN_PX:
            return image
        edges = top, top, left, left
        framed = cv2.copyMakeBorder(image, *edges, cv2.BORDER_CONSTANT, value=INK)
        return np.asarray(framed, np.uint8)

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
