"""Single JPEG pictures, decoded: those of a phone, and our own."""

from __future__ import annotations

from typing import Final

import av
import numpy as np
from numpy.typing import NDArray

from formcheck.media.video.decoder import BROKEN

__all__ = ["MOST_BYTES", "decoded", "decoded_own", "size_of"]

MOST_BYTES: Final = 1 << 20  # a picture of 1920 x 1080 at the page's best has a third of that
_MOST_PX: Final = 4_000_000  # of a phone
_ANY_PX: Final = 2**31 - 1
_SIDES_PX: Final = range(16, 4097)
_MOST_SCANS: Final = 32  # a progressive picture of a camera has about ten
_START, _SCAN = b"\xff\xd8", b"\xff\xda"
_FRAMES: Final = (0xC0, 0xC1, 0xC2)  # baseline, extended, progressive

Image = NDArray[np.uint8]


def size_of(jpeg: bytes) -> tuple[int, int] | None:
    """Width and height that a JPEG announces; None where it is none, or none of a phone."""
    if not jpeg.startswith(_START) or jpeg.count(_SCAN) > _MOST_SCANS:
        return None
    at = 2
    while at + 9 <= len(jpeg) and jpeg[at] == 0xFF:
        if jpeg[at + 1] in _FRAMES:
            high, wide = (int.from_bytes(jpeg[at + n : at + n + 2], "big") for n in (5, 7))
            sensible = high in _SIDES_PX and wide in _SIDES_PX and high * wide <= _MOST_PX
            return (wide, high) if sensible else None
        at += 2 + max(2, int.from_bytes(jpeg[at + 2 : at + 4], "big"))
    return None


def decoded(jpeg: bytes) -> Image | None:
    """A phone's picture, (H, W, 3) BGR; None where it is none or cannot be decoded."""
    return None if size_of(jpeg) is None else _decoded(jpeg, _MOST_PX)


def decoded_own(jpeg: bytes) -> Image | None:
    """A picture that was encoded here, of any size, (H, W, 3) BGR; None where it is damaged."""
    return _decoded(jpeg, _ANY_PX)


def _decoded(jpeg: bytes, most_px: int) -> Image | None:
    try:
        decoder = av.VideoCodecContext.create("mjpeg", "r")
        decoder.options = {"max_pixels": str(most_px)}
        decoder.thread_type, decoder.thread_count = "SLICE", 1
        frames = decoder.decode(av.Packet(jpeg)) or decoder.decode(None)
        return np.asarray(frames[0].to_ndarray(format="bgr24"), np.uint8) if frames else None
    except BROKEN:
        return None
