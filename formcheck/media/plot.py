"""A drawing as PNG."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.media.overlay.text import render
from formcheck.shapes import Box, Drawing, Stroke, Words

__all__ = ["png"]

_SCALE: Final = 2  # pixels of the picture for one of the drawing
_DASH_PX, _SPACE_PX = 6.0, 4.0
Image = NDArray[np.uint8]


def png(drawing: Drawing) -> bytes:
    """The content of a PNG file."""
    size = _SCALE * drawing.height, _SCALE * drawing.width, 3
    image = np.full(size, 255, np.uint8)
    for shape in drawing.shapes:
        if isinstance(shape, Box):
            _box(image, shape)
        elif isinstance(shape, Stroke):
            _stroke(image, shape)
        else:
            _words(image, shape)
    return bytes(cv2.imencode(".png", image)[1])


def _bgr(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return blue, green, red


def _box(image: Image, box: Box) -> None:
    left, top = round(_SCALE * box.x), round(_SCALE * box.y)
    right, foot = round(_SCALE * (box.x + box.width)), round(_SCALE * (box.y + box.height))
    part = image[max(0, top) : foot, max(0, left) : right]
    part[:] = (1 - box.opacity) * part + box.opacity * np.array(_bgr(box.colour))


def _stroke(image: Image, stroke: Stroke) -> None:
    points = _SCALE * np.array(stroke.points)
    pieces = _dashes(points) if stroke.dashed else [points]
    width = max(1, round(_SCALE * stroke.width))
    whole = [np.round(16 * piece).astype(np.int32) for piece in pieces]
    cv2.polylines(image, whole, False, _bgr(stroke.colour), width, cv2.LINE_AA, shift=4)


def _dashes(points: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """A straight line from its first point to its last, in pieces."""
    start, end = points[0], points[-1]
    length = float(np.linalg.norm(end - start)) or 1.0
    period = _SCALE * (_DASH_PX + _SPACE_PX)
    begins = np.arange(0.0, length, period)
    ends = np.minimum(begins + _SCALE * _DASH_PX, length)
    way = (end - start) / length
    return [np.array([start + a * way, start + b * way]) for a, b in zip(begins, ends, strict=True)]


def _words(image: Image, words: Words) -> None:
    mask = render(words.text, _SCALE * words.px)
    height, width = mask.shape
    share = {"start": 0.0, "middle": 0.5, "end": 1.0}[words.anchor]
    left = round(_SCALE * words.x - share * width)
    top = round(_SCALE * words.y - 0.8 * height)
    rows, columns = slice(max(0, top), top + height), slice(max(0, left), left + width)
    part = image[rows, columns]
    cut = mask[max(0, -top) :, max(0, -left) :][: part.shape[0], : part.shape[1]]
    cover = cut[..., None] / 255.0
    part[:] = (1 - cover) * part + cover * np.array(_bgr(words.colour))
