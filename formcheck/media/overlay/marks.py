"""Small finished pieces: the number of an angle and the banners."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from formcheck.engine.values.report import Level
from formcheck.media.overlay.distance import FAR
from formcheck.media.overlay.icons import stamp
from formcheck.media.overlay.palette import LEVEL_COLOURS, WHITE
from formcheck.media.overlay.surface import Board, Sprite, Surface, rounded
from formcheck.media.overlay.text import (
    BOLD,
    SMALLEST_PX,
    Block,
    balance,
    fit,
    line_height,
    sizes,
    wrap,
)

_PLATE: Final = 35.0  # units of height for words: two lines

Row = tuple[Level | None, str]


@lru_cache(maxsize=256)
def value_plate(number: int | None, level: Level, px: int) -> Sprite:
    """The sign of a level with a number of degrees beside it.

    Only the sign where there is no number.
    """
    block = Block(() if number is None else (f"{number}°",), px, BOLD)
    pad, size = px // 3, px
    wide = size + 2 * pad + (block.width + pad if block.lines else 0)
    tall = line_height(px) + pad
    board = Board.plate(wide, tall, tall // 2)
    stamp(board, level, size, (pad, (tall - size) // 2))
    board.write(block, (size + 2 * pad, (tall - block.height) // 2), WHITE)
    return board.freeze()


def named(
    surface: Surface, level: Level | None, text: str, across: int, tall: int | None = None
) -> Sprite:
    """Words for three metres on a plate that takes no more room than they need.

    Two lines at most, unless `tall` is their room in pixels.
    """
    size, pad = surface.px(FAR), surface.px(1.5)
    return _named(level, text, (across, tall or surface.px(_PLATE)), size, pad)


@lru_cache(maxsize=8)
def _named(level: Level | None, text: str, box: tuple[int, int], size: int, pad: int) -> Sprite:
    indent = 0 if level is None else size + pad
    block = fit(text, (box[0] - 2 * pad - indent, box[1]), size, BOLD, tight=True)
    board = Board.plate(block.width + 2 * pad + indent, block.height, pad, 0.85)
    if level is not None:
        stamp(board, level, block.px, (pad, (board.alpha.shape[0] - block.px) // 2))
    board.write(block, (pad + indent, 0), WHITE)
    return board.freeze()


@lru_cache(maxsize=8)
def banner(rows: tuple[Row, ...], box: tuple[int, int], px: int, weight: int) -> Sprite:
    """Rows of sign and text on one plate, as small as the text allows.

    Args:
        rows: Level (None: no sign) and text of each row.
        box: Largest width and height in pixels.
        px: Largest font size in pixels.
        weight: Font weight.
    """
    blocks = _blocks(rows, box, px, weight)
    px = blocks[0].px
    pad, indent = _pad(px), _indent(rows, px)
    wide = indent + 2 * pad + max(block.width for block in blocks)
    tall = sum(block.height for block in blocks) + (len(blocks) + 1) * pad - pad // 2
    board = Board.plate(min(wide, box[0]), min(tall, box[1]), pad, 0.82)
    y = pad - pad // 4
    for (level, _), block in zip(rows, blocks, strict=True):
        _row(board, level, block, (pad, y), indent)
        y += block.height + pad
    _accent(board, rows[0][0], pad)
    return board.freeze()


def _row(board: Board, level: Level | None, block: Block, at: tuple[int, int], indent: int) -> None:
    x, y = at
    if level is not None:
        size = _sign_size(block.px)
        stamp(board, level, size, (x, y + (block.height - size) // 2))
    board.write(block, (x + indent, y), WHITE)


def _accent(board: Board, level: Level | None, radius: int) -> None:
    """A bar in the colour of the gravest row along the left edge of the plate."""
    if level is not None:
        tall, wide = board.alpha.shape
        edge = rounded(wide, tall, radius)[:, : max(2, radius // 3)]
        board.paint(edge, (0, 0), LEVEL_COLOURS[level])


def _sign_size(px: int) -> int:
    return round(px * 1.3)


def _indent(rows: tuple[Row, ...], px: int) -> int:
    return _sign_size(px) + round(px * 0.55) if any(level is not None for level, _ in rows) else 0


def _pad(px: int) -> int:
    return max(2, round(px * 0.6))


def _blocks(rows: tuple[Row, ...], box: tuple[int, int], px: int, weight: int) -> list[Block]:
    """The text of the rows at the largest size at which all of them fit together."""
    for size in sizes(px):
        pad = _pad(size)
        room = max(1, box[0] - 2 * pad - _indent(rows, size)), box[1] - (len(rows) + 1) * pad
        blocks = [wrap(text, room[0], size, weight) for _, text in rows]
        if (
            max(block.width for block in blocks) <= room[0]
            and sum(b.height for b in blocks) <= room[1]
        ):
            return [balance(text, block) for (_, text), block in zip(rows, blocks, strict=True)]
    share = max(1, room[1] // len(rows))
    return [fit(text, (room[0], share), SMALLEST_PX, weight) for _, text in rows]
