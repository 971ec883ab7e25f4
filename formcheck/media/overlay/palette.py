"""Colours (BGR) and words for levels: Okabe-Ito, which the colour-blind can tell apart."""

from __future__ import annotations

from typing import Final

from formcheck.engine.values.feedback import Cue
from formcheck.engine.values.report import Level

Colour = tuple[int, int, int]

WHITE: Final[Colour] = (255, 255, 255)
SOFT: Final[Colour] = (215, 210, 205)  # secondary text, limbs that nothing judges
INK: Final[Colour] = (
    28,
    24,
    20,
)  # plates, and the casing that lets lines stand out on any background
TRACK: Final[Colour] = (96, 90, 84)  # the unfilled part of ring and bar

# Sky blue of the palette rather than its dark blue: the plates are dark, and so are most clothes.
LEVEL_COLOURS: Final[dict[Level, Colour]] = {
    "ok": (233, 180, 86),
    "warn": (0, 159, 230),
    "bad": (0, 94, 213),
    "unknown": (165, 165, 165),
}
CUE_LEVELS: Final[dict[str, Level | None]] = {
    "safety": "bad",
    "visibility": "unknown",
    "must": "bad",
    "should": "warn",
    "praise": "ok",
    "count": None,
}
_SEVERITY: Final[tuple[Level, ...]] = ("ok", "unknown", "warn", "bad")
_PALER: Final = 0.6  # of the way to white


def lighter(colour: Colour) -> Colour:
    """The same colour, paler: of what is not sure yet."""
    blue, green, red = (round(each + _PALER * (255 - each)) for each in colour)
    return blue, green, red


def worst(first: Level | None, second: Level | None) -> Level | None:
    """The graver of two levels; None means not judged. What is not seen outranks what is right."""
    known = [level for level in (first, second) if level is not None]
    return max(known, key=_SEVERITY.index, default=None)


def cue_level(cue: Cue) -> Level | None:
    """The level whose colour and shape announce a cue, None for a bare count."""
    return CUE_LEVELS[cue.priority]
