"""A sheet in the middle of the picture: menu, help, rest, summary."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from formcheck.media.overlay.distance import FAR
from formcheck.media.overlay.palette import INK, LEVEL_COLOURS, SOFT, WHITE
from formcheck.media.overlay.surface import Board, Image, Sprite, Surface, rounded
from formcheck.media.overlay.text import BOLD, REGULAR, Block, fit, line_height, width

_SHARE: Final = 0.94  # of the picture that a sheet may take
_SHRINK: Final = 0.92
_NEAR: Final = 130.0  # units across of what is read from nearby
_MOST: Final = 76.0  # units of height for one text
_ALONE, _FEW = 28.0, 18.0  # units of a number that stands alone, or above other lines


class Line(NamedTuple):
    """A row of a sheet: what it is about, what it says, and whether it is chosen."""

    head: str
    text: str
    chosen: bool = False


class Sheet(NamedTuple):
    """The content of a sheet; with `far` all but the `foot` is read from afar."""

    title: str
    big: str = ""
    lines: tuple[Line, ...] = ()
    foot: tuple[str, ...] = ()
    far: bool = False


def lay(surface: Surface, sheet: Sheet) -> None:
    """Dims the picture and lays the sheet over its middle."""
    dim(surface.image)
    high, wide = surface.image.shape[:2]
    unit = float(surface.unit)
    sprite = _made(sheet, round(_SHARE * wide), unit)
    while sprite.alpha.shape[0] > _SHARE * high and unit > 1:
        unit *= _SHRINK
        sprite = _made(sheet, round(_SHARE * wide), unit)
    tall, across = sprite.alpha.shape
    surface.blit(sprite, (wide - across) // 2, (high - tall) // 2)


def dim(image: Image) -> None:
    """Darkens a picture, as far as its ground, so that what lies over it stands out."""
    image[:] = np.maximum(image // 3, np.array(INK, np.uint8))


@lru_cache(maxsize=16)
def _made(sheet: Sheet, limit: int, unit: float) -> Sprite:
    return _Layout(sheet, limit, unit).sprite()


class _Layout:
    """Places texts from top to bottom, then paints them on a plate of just that size."""

    def __init__(self, sheet: Sheet, limit: int, unit: float) -> None:
        self.unit, self.pad = unit, round(4 * unit)
        self.far = sheet.far or bool(sheet.big)
        self.inner = limit - 2 * self.pad
        if not self.far:
            self.inner = min(self.inner, round(_NEAR * unit))
        self.y = self.pad
        self.inks: list[tuple[Block, int, int, tuple[int, int, int]]] = []
        self.bars: list[tuple[int, int]] = []
        if sheet.title:
            self.title(sheet.title)
        if sheet.big:
            self.big(sheet.big, _FEW if sheet.lines else _ALONE)
        self.lines(sheet.lines)
        for text in sheet.foot:
            self.paragraph(text, round(3.6 * unit), SOFT)
        self.wide = max((x + block.width for block, x, _, _ in self.inks), default=0) + self.pad

    def title(self, title: str) -> None:
        self.paragraph(title, round((FAR if self.far else 6) * self.unit), WHITE, BOLD)

    def big(self, text: str, number: float) -> None:
        self.paragraph(text, round((number if len(text) <= 3 else FAR) * self.unit), WHITE, BOLD)

    def paragraph(
        self, text: str, px: int, colour: tuple[int, int, int], weight: int = REGULAR
    ) -> None:
        block = fit(text, (self.inner, round(_MOST * self.unit)), px, weight)
        self.inks.append((block, self.pad, self.y, colour))
        self.y += block.height + round(1.6 * self.unit)

    def lines(self, lines: tuple[Line, ...]) -> None:
        px = round((FAR if self.far else 4.6) * self.unit)
        heads = [width(line.head, px, BOLD) for line in lines if line.head]
        column = max(heads) + round(3 * self.unit) if heads else 0
        for line in lines:
            block = fit(
                line.text,
                (self.inner - column, 6 * line_height(px)),
                px,
                BOLD if line.chosen else REGULAR,
            )
            colour = INK if line.chosen else WHITE
            tall = max(block.height, line_height(px))
            if line.chosen:
                self.bars.append((self.y, tall))
            self.inks.append(
                (Block((line.head,), px, BOLD), self.pad, self.y, INK if line.chosen else SOFT)
            )
            self.inks.append((block, self.pad + column, self.y, colour))
            self.y += tall + round(0.9 * self.unit)
        self.y += round(1.2 * self.unit) if lines else 0

    def sprite(self) -> Sprite:
        board = Board.plate(self.wide, self.y + self.pad // 2, self.pad // 2, 0.88)
        for y, tall in self.bars:
            inset = self.pad // 2
            bar = rounded(max(1, self.wide - 2 * inset), tall, inset)
            board.paint(np.asarray(bar, np.uint8), (inset, y), LEVEL_COLOURS["ok"])
        for block, x, y, colour in self.inks:
            board.write(block, (x, y), colour)
        return board.freeze()
