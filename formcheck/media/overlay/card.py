"""The card in the corner: repetition count with a height bar, or hold timer with a ring."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final, NamedTuple

import cv2
import numpy as np

from formcheck.engine.values.report import Level
from formcheck.media.overlay.icons import stamp
from formcheck.media.overlay.marks import Row
from formcheck.media.overlay.palette import LEVEL_COLOURS, SOFT, TRACK, WHITE, Colour
from formcheck.media.overlay.surface import Board, Rect, Sprite, rounded
from formcheck.media.overlay.text import (
    BOLD,
    REGULAR,
    Block,
    Mask,
    crop,
    fit,
    line_height,
    render,
    sizes,
    width,
)

_GOAL: Final = 0.36  # size of the goal's letters in a ring, of the number's
_LEAST_GOAL: Final = 3.4  # units of the letters of a goal beside its number
BAR_TOP: Final = 1.1  # height fraction at the upper end of the bar: a new best still shows


class Card(NamedTuple):
    """A finished card and the place on it where bar or ring are drawn, relative to its corner."""

    sprite: Sprite
    gauge: Rect


class Text(NamedTuple):
    """The words of a card; `rows` stand below the phase."""

    title: str
    number: str
    goal: str
    phase: str
    sign: Level | None = None
    rows: tuple[Row, ...] = ()


@lru_cache(maxsize=8)
def reps_card(text: Text, full_fraction: float, wide: int, unit: float) -> Card:
    """The card of an exercise that is counted.

    Args:
        text: What it says.
        full_fraction: Where the target zone of the bar begins.
        wide: Width in pixels.
        unit: One hundredth of the shorter side of the picture in pixels.
    """
    sheet = _Sheet(wide, unit, right=round(8 * unit))
    sheet.title(text.title)
    sheet.count(text.number, text.goal)
    sheet.footer(text)
    pad = sheet.pad
    bar = Rect(wide - pad - round(4.6 * unit), pad, round(4.6 * unit), sheet.y - pad)
    board = sheet.board()
    _bar_track(board, bar, full_fraction)
    return Card(board.freeze(), bar)


@lru_cache(maxsize=8)
def hold_card(text: Text, wide: int, unit: float) -> Card:
    """The card of an exercise that is held; like `reps_card`."""
    sheet = _Sheet(wide, unit)
    sheet.title(text.title)
    size = min(round(23 * unit), round(wide * (0.48 if text.phase else 0.8)))  # for the phase
    ring = Rect(sheet.pad, sheet.y, size, size)
    sheet.ring(text, ring)
    board = sheet.board()
    return Card(board.freeze(), ring)


class _Sheet:
    """Lays out text from top to bottom, then becomes a board of just that height."""

    def __init__(self, wide: int, unit: float, right: int = 0) -> None:
        self.unit, self.wide = unit, wide
        self.pad = max(2, round(2.6 * unit))
        self.inner = max(8, wide - 2 * self.pad - right)
        self.y = self.pad
        self.inks: list[tuple[Mask, tuple[int, int], Colour]] = []
        self.signs: list[tuple[Level, int, tuple[int, int]]] = []

    def px(self, units: float) -> int:
        return max(1, round(units * self.unit))

    def board(self) -> Board:
        board = Board.plate(self.wide, self.y + self.pad, self.pad)
        for mask, at, colour in self.inks:
            board.paint(mask, at, colour)
        for level, size, at in self.signs:
            stamp(board, level, size, at)
        return board

    def title(self, title: str) -> None:
        if not title:
            return
        block = fit(title, (self.inner, self.px(9.5)), self.px(3.7), REGULAR)
        self.lines(block, (self.pad, self.y), SOFT)
        self.y += self.px(2)

    def lines(self, block: Block, at: tuple[int, int], colour: Colour = WHITE) -> None:
        for i, line in enumerate(block.lines):
            mask = render(line, block.px, block.weight)
            self.inks.append((mask, (at[0], at[1] + i * line_height(block.px)), colour))
        self.y = at[1] + block.height

    def count(self, number: str, goal: str) -> None:
        """The number, and beside it its goal; below it where there is no room."""
        big = _fitted(number, round(self.inner * 0.62), self.px(22))
        room = self.inner - big.shape[1] - self.px(1.8)
        self.inks.append((big, (self.pad, self.y), WHITE))
        if width(goal, self.px(_LEAST_GOAL), REGULAR) > room:
            self.y += big.shape[0] + self.px(1)
            self.lines(fit(goal, (self.inner, self.px(8)), self.px(5), BOLD), (self.pad, self.y))
            self.y += self.px(1)
            return
        small = _fitted(goal, room, self.px(5.6), REGULAR)
        right = self.pad + big.shape[1] + self.px(1.8)
        self.inks.append((small, (right, self.y + big.shape[0] - small.shape[0]), SOFT))
        self.y += big.shape[0] + self.px(2)

    def ring(self, text: Text, ring: Rect) -> None:
        outer, thick = ring.w // 2, max(2, round(ring.w * 0.1))
        track = np.zeros((ring.h, ring.w), np.uint8)
        cv2.circle(
            track, (outer, outer), max(1, outer - thick // 2 - 1), (255,), thick, cv2.LINE_AA
        )
        self.inks.append((track, (ring.x, ring.y), TRACK))
        self.within(ring, outer - round(1.4 * thick), text)
        left = ring.x + ring.w + self.px(2)
        self.status(text, left, ring)

    def within(self, ring: Rect, radius: int, text: Text) -> None:
        """Number over goal in the middle of the ring, with all of their corners inside a circle."""
        for size in sizes(self.px(11)):
            big, small = (
                crop(render(text.number, size, BOLD)),
                crop(render(text.goal, round(_GOAL * size), REGULAR)),
            )
            gap = size // 9
            tall, across = big.shape[0] + gap + small.shape[0], max(big.shape[1], small.shape[1])
            if math.hypot(tall, across) <= 2 * radius:
                break
        top = ring.y + (ring.h - tall) // 2
        for mask, y in ((big, top), (small, top + big.shape[0] + gap)):
            self.inks.append((mask, (ring.x + (ring.w - mask.shape[1]) // 2, y), WHITE))

    def status(self, text: Text, left: int, ring: Rect) -> None:
        room = max(8, self.wide - left - self.pad)
        block = fit(text.phase, (room, ring.h // 2), self.px(5), BOLD)
        size = self.px(5) if text.sign is not None else 0
        top = ring.y + (ring.h - block.height - size) // 2
        if text.sign is not None:
            self.signs.append((text.sign, size, (left, top - self.px(0.8))))
        self.lines(block, (left, top + size))
        self.y = ring.y + ring.h
        self.rows(text.rows)

    def footer(self, text: Text) -> None:
        if text.phase:
            block = fit(text.phase, (self.inner, self.px(13)), self.px(5), BOLD)
            self.lines(block, (self.pad, self.y))
        self.rows(text.rows)

    def rows(self, rows: tuple[Row, ...]) -> None:
        size = self.px(3.8)
        for level, words in rows:
            self.y += self.px(1)
            indent = size + self.px(1.2) if level is not None else 0
            if level is not None:
                self.signs.append(
                    (level, size, (self.pad, self.y + (line_height(size) - size) // 2))
                )
            block = fit(words, (self.inner - indent, self.px(9.6)), size, REGULAR)
            self.lines(block, (self.pad + indent, self.y))


def _fitted(text: str, room: int, px: int, weight: int = BOLD) -> Mask:
    """One line, cropped to its ink, as large as fits into the room."""
    while px > 1 and width(text, px, weight) > room:
        px = min(px - 1, round(px * 0.94))
    return crop(render(text, px, weight))


def _bar_track(board: Board, bar: Rect, full_fraction: float) -> None:
    board.paint(rounded(bar.w, bar.h, bar.w // 4), (bar.x, bar.y), TRACK)
    zone = bar_y(bar, full_fraction)
    tall = max(1, zone - bar.y)
    board.paint(rounded(bar.w, tall, bar.w // 4), (bar.x, bar.y), LEVEL_COLOURS["ok"], 0.45)
    line = np.full((max(1, bar.w // 10), bar.w + bar.w // 2), 255, np.uint8)
    board.paint(line, (bar.x - bar.w // 4, zone), WHITE)


def bar_y(bar: Rect, fraction: float) -> int:
    """Where a height fraction lies on the bar."""
    return bar.y + bar.h - round(bar.h * min(max(fraction, 0.0), BAR_TOP) / BAR_TOP)
