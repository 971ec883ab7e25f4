"""The two sides of a body."""

from __future__ import annotations

from typing import Literal

__all__ = ["Side", "other_side"]

Side = Literal["left", "right"]


def other_side(side: Side) -> Side:
    """The opposite side."""
    return "right" if side == "left" else "left"
