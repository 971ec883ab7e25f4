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
_TITLE_PX, _STEP_PX, _FOOT_PX = 40, 27, 19
_GAP: Final = 0.5  # of the size of the letters, between two texts
_SHARES: Final = tuple(size / 20 for size in range(20, 7, -1))

_Row = tuple[str, int, int, Colour]


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
    """The texts from top to bottom, as large as all of them fit."""
    numbered = [f"{number}. {step}" for number, step in enumerate(steps, 1)]
    rows: list[_Row] = [(title, _TITLE_PX, BOLD, WHITE)]
    rows += [(text, _STEP_PX, REGULAR, WHITE) for text in numbered]
    rows += [(text, _FOOT_PX, REGULAR, SOFT) for text in foot]
    board = Board(wide, high)
    for share in _SHARES:
        placed, y = [], 0
        for text, px, weight, colour in rows:
            block = fit(text, (wide, high // 3), round(share * px), weight)
            placed.append((block, y, colour))
            y += block.height + round(share * px * _GAP)
        if y <= high:
            break
    for block, top, colour in placed:
        board.write(block, (0, top), colour)
    return board.bgr
