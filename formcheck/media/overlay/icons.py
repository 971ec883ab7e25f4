"""One shape for each level, so that nothing hangs on colour alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.engine.values.report import Level
from formcheck.media.overlay.palette import INK, LEVEL_COLOURS, WHITE, Colour
from formcheck.media.overlay.surface import Board
from formcheck.media.overlay.text import Mask

_FINE: Final = 4  # drawn larger and averaged down: smoother than LINE_AA at small sizes
Points = NDArray[np.int32]
Strokes = tuple[tuple[tuple[float, float], ...], ...]

_TICK: Final[Strokes] = (((0.27, 0.52), (0.44, 0.69), (0.74, 0.34)),)
_CROSS: Final[Strokes] = (((0.32, 0.32), (0.68, 0.68)), ((0.68, 0.32), (0.32, 0.68)))
_BANG: Final[Strokes] = (((0.5, 0.38), (0.5, 0.62)), ((0.5, 0.78), (0.5, 0.78)))
_QUERY: Final[Strokes] = (
    (
        (0.36, 0.38),
        (0.40, 0.29),
        (0.50, 0.25),
        (0.61, 0.29),
        (0.64, 0.39),
        (0.58, 0.48),
        (0.5, 0.54),
        (0.5, 0.6),
    ),
    ((0.5, 0.76), (0.5, 0.76)),
)
_TRIANGLE: Final = ((0.5, 0.04), (0.98, 0.92), (0.02, 0.92))
_OCTAGON: Final = tuple(
    (0.5 + 0.5 * np.cos(a), 0.5 + 0.5 * np.sin(a)) for a in np.pi * (np.arange(8) / 4 + 1 / 8)
)


def stamp(board: Board, level: Level, size_px: int, at: tuple[int, int]) -> None:
    """Paints the sign of a level on a board, from a top left corner.

    Tick in a disc, triangle with a bang, cross in an octagon, question mark in a disc.
    """
    ground, strokes, ink = _SIGNS[level]
    board.paint(ground(size_px), at, LEVEL_COLOURS[level])
    board.paint(_stroke_mask(strokes, size_px), at, ink)


def _disc(size_px: int) -> Mask:
    big = np.zeros((size_px * _FINE, size_px * _FINE), np.uint8)
    half = size_px * _FINE // 2
    cv2.circle(big, (half, half), half - 1, (255,), -1)
    return _shrink(big, size_px)


def _polygon(points: tuple[tuple[float, float], ...]) -> Callable[[int], Mask]:
    def mask(size_px: int) -> Mask:
        big = np.zeros((size_px * _FINE, size_px * _FINE), np.uint8)
        cv2.fillPoly(big, [_scaled(points, size_px)], (255,))
        return _shrink(big, size_px)

    return mask


def _stroke_mask(strokes: Strokes, size_px: int) -> Mask:
    big = np.zeros((size_px * _FINE, size_px * _FINE), np.uint8)
    thick = max(1, round(size_px * _FINE * 0.12))
    for stroke in strokes:
        cv2.polylines(big, [_scaled(stroke, size_px)], False, (255,), thick)
    return _shrink(big, size_px)


def _scaled(points: tuple[tuple[float, float], ...], size_px: int) -> Points:
    return np.asarray(np.rint(np.array(points) * (size_px * _FINE - 1)), np.int32)


def _shrink(big: Mask, size_px: int) -> Mask:
    return np.asarray(cv2.resize(big, (size_px, size_px), interpolation=cv2.INTER_AREA), np.uint8)


_SIGNS: Final[dict[Level, tuple[Callable[[int], Mask], Strokes, Colour]]] = {
    "ok": (_disc, _TICK, INK),
    "warn": (_polygon(_TRIANGLE), _BANG, INK),
    "bad": (_polygon(_OCTAGON), _CROSS, WHITE),
    "unknown": (_disc, _QUERY, INK),
}
