"""A drawing as data: what `reports` lays out and a file of any kind can show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Box", "Drawing", "Shape", "Stroke", "Words"]


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle; `about` is told when somebody points at it."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    opacity: float = 1.0
    about: str = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    colour: str
    width: float = 1.0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text, whose foot stands at y."""

    x: float
    y: float
    text: str
    px: int = 12
    anchor: Literal["start", "middle", "end"] = "start"
    colour: str = "#222222"


Shape = Box | Stroke | Words


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes on white, the later ones above; lengths are pixels, y grows downwards."""

    width: int
    height: int
    title: str
    shapes: tuple[Shape, ...]
