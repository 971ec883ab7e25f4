"""Text as masks: measured, wrapped and shrunk until it fits, rendered once and kept."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from threading import Lock
from typing import Final, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.uint8]

REGULAR: Final = 450
BOLD: Final = 750
SMALLEST_PX: Final = 6
_TIGHT: Final = 1.05
_LOCK = Lock()  # a FontFace changes its weight while it draws


class Block(NamedTuple):
    """Lines of text at the size at which they fit; `tight` ones stand as close as letters may."""

    lines: tuple[str, ...]
    px: int
    weight: int
    tight: bool = False

    @property
    def step(self) -> int:
        """Distance between two lines in pixels."""
        return round(_TIGHT * self.px) if self.tight else line_height(self.px)

    @property
    def height(self) -> int:
        """Height in pixels."""
        return max(0, len(self.lines) - 1) * self.step + line_height(self.px)

    @property
    def width(self) -> int:
        """Width of the longest line in pixels."""
        return max((width(line, self.px, self.weight) for line in self.lines), default=0)


def line_height(px: int) -> int:
    """Distance between two lines in pixels."""
    return round(px * 1.25) + 2


def width(text: str, px: int, weight: int = REGULAR) -> int:
    """Width in pixels of one line of text."""
    return int(render(text, px, weight).shape[1])


@lru_cache(maxsize=512)
def render(text: str, px: int, weight: int = REGULAR) -> Mask:
    """One line of text as an anti-aliased mask, in the variable font that OpenCV 5 brings.

    Args:
        text: One line.
        px: Font size in pixels.
        weight: 100 (thin) to 1000 (black).

    Returns:
        (line_height, W) uint8, 255 inside the strokes; read-only, shared between callers.
    """
    with _LOCK:
        x, _, wide, _ = cv2.getTextSize((0, 0), text, (0, 0), _font(), px, weight)
        pad = px // 6 + 1  # strokes may lean over their advance width
        mask = np.zeros((line_height(px), max(1, wide) + 2 * pad), np.uint8)
        baseline = round(px * 0.98) + 1
        cv2.putText(mask, text, (pad - x, baseline), (255,), _font(), px, weight, wrap=(0, 1 << 15))
    mask = _trim_sides(mask)
    mask.flags.writeable = False
    return mask


def crop(mask: Mask) -> Mask:
    """The mask without empty rows above and below: for text that is aligned by its ink."""
    rows = np.flatnonzero(mask.any(axis=1))
    return mask[rows[0] : rows[-1] + 1] if rows.size else mask[:1]


@lru_cache(maxsize=256)
def fit(
    text: str, box: tuple[int, int], px: int, weight: int = REGULAR, *, tight: bool = False
) -> Block:
    """Wraps text into a box and shrinks it until it is inside.

    Args:
        text: Any text; line breaks count as spaces.
        box: Width and height in pixels.
        px: Largest font size in pixels.
        weight: Font weight.
        tight: Whether the lines stand as close as letters may.

    Returns:
        The block at the largest size that fits; at the smallest size the rest is cut with an
        ellipsis.
    """
    for size in sizes(px):
        block = wrap(text, box[0], size, weight)._replace(tight=tight)
        if block.width <= box[0] and block.height <= box[1]:
            return balance(text, block)
    return _shorten(block, box)


def sizes(px: int) -> Iterator[int]:
    """Font sizes to try, from the wished one down to the smallest."""
    size = max(px, SMALLEST_PX)
    while size > SMALLEST_PX:
        yield size
        size = min(size - 1, round(size * 0.94))
    yield SMALLEST_PX


def wrap(text: str, limit: int, px: int, weight: int) -> Block:
    """Text broken into lines of at most `limit` pixels; a longer word gets a line of its own."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, px, weight) <= limit:
            lines[-1] = longer
        else:
            lines.append(word)
    return Block(tuple(lines), px, weight)


def balance(text: str, block: Block) -> Block:
    """The same number of lines, but of even length: no single word on the last one."""
    limit = block.width
    while limit > block.px:
        limit -= block.px // 4 + 1
        narrower = wrap(text, limit, block.px, block.weight)
        if len(narrower.lines) > len(block.lines) or narrower.width > limit:
            break
        block = narrower._replace(tight=block.tight)
    return block


def _shorten(block: Block, box: tuple[int, int]) -> Block:
    count = max(1, box[1] // line_height(block.px))
    lines = list(block.lines[:count])
    if count < len(block.lines):
        lines[-1] += "…"
    for i, line in enumerate(lines):
        while len(lines[i]) > 1 and width(lines[i], block.px, block.weight) > box[0]:
            line = line[:-1]  # noqa: PLW2901 - one letter less until it fits
            lines[i] = line + "…" if len(line) > 1 else line
    return block._replace(lines=tuple(lines))


def _trim_sides(mask: Mask) -> Mask:
    columns = np.flatnonzero(mask.any(axis=0))
    if not columns.size:
        return np.zeros((mask.shape[0], max(1, mask.shape[0] // 4)), np.uint8)
    return np.ascontiguousarray(mask[:, columns[0] : columns[-1] + 1])


@cache
def _font() -> cv2.FontFace:
    return cv2.FontFace("sans")
