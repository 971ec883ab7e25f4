"""A short film that is shown again and again: decoded once, in the background."""

from __future__ import annotations

from pathlib import Path
from threading import Thread
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.media.video.decoder import Decoder, open_file

__all__ = ["Film"]

_FPS: Final = 12.0  # where the file says nothing

Image = NDArray[np.uint8]


class Film:
    """The pictures of a short film by the time of whoever watches it.

    Args:
        path: A film that comes with the package.
    """

    def __init__(self, path: Path) -> None:
        self._pictures: tuple[Image, ...] = ()
        self._fps = _FPS
        self._thread = Thread(target=self._decode, args=(path,), name="formcheck-film", daemon=True)
        self._thread.start()

    def at(self, time_s: float) -> Image | None:
        """The picture (H, W, 3) BGR of this time, not to be changed; None until it is decoded."""
        pictures = self._pictures
        return pictures[int(time_s * self._fps) % len(pictures)] if pictures else None

    @property
    def duration_s(self) -> float:
        """After which it begins anew; 0 until it is decoded."""
        return len(self._pictures) / self._fps

    def wait(self) -> None:
        """Until it is decoded."""
        self._thread.join()

    def _decode(self, path: Path) -> None:
        decoder = Decoder(open_file(path))
        pictures = tuple(image for image, _ in decoder)
        decoder.close()
        self._fps = decoder.fps or _FPS
        self._pictures = pictures
