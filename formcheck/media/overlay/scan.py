"""The code that a phone scans to become the camera, with what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.media.overlay.palette import INK, SOFT, WHITE, Colour
from formcheck.media.overlay.surface import Board, Image
from formcheck.media.overlay.text import BOLD, REGULAR, fit

__all__ = ["scan_card"]

_SIZE_PX: Final = (1280, 720)
_MARGIN_PX: Final = 40
_GAP_PX: Final = 18


def scan_card(
    code: NDArray[np.bool_], title: str, steps: Sequence[str], foot: Sequence[str]
) -> Image:
    """The code on the left, large enough for three metres; texts on the right.

    Args:
        code: (N, N), true is dark, with its quiet zone.
        title: What to do.
        steps: How, one after the other.
        foot: In small letters.

    Returns:
        (720, 1280, 3) uint8 BGR.
    """
    wide, high = _SIZE_PX
    card = np.full((high, wide, 3), INK, np.uint8)
    scale = (high - 2 * _MARGIN_PX) // len(code)
    side = scale * len(code)
    top = (high - side) // 2
    light = np.where(code, 0, 255).astype(np.uint8)
    square = cv2.resize(light, (side, side), interpolation=cv2.INTER_NEAREST)
    card[top : top + side, _MARGIN_PX : _MARGIN_PX + side] = square[..., None]
    left = 2 * _MARGIN_PX + side
    texts = _texts(wide - left - _MARGIN_PX, high - 2 * _MARGIN_PX, title, steps, foot)
    card[_MARGIN_PX:-_MARGIN_PX, left:-_MARGIN_PX] = texts
    return card


def _texts(wide: int, high: int, title: str, steps: Sequence[str], foot: Sequence[str]) -> Image:
    board = Board(wide, high)
    numbered = [f"{number}. {step}" for number, step in enumerate(steps, 1)]
    rows: list[tuple[str, int, int, Colour]] = [(title, 40, BOLD, WHITE)]
    rows += [(text, 27, REGULAR, WHITE) for text in numbered]
    rows += [(text, 19, REGULAR, SOFT) for text in foot]
    y = 0
    for text, px, weight, colour in rows:
        block = fit(text, (wide, high // 3), px, weight)
        board.write(block, (0, y), colour)
        y += block.height + (_GAP_PX if px > 19 else 4)
    return board.bgr
