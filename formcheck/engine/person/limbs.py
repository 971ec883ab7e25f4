"""The points of one side of a body as pairs of numbers, read once a frame."""

from __future__ import annotations

from typing import NamedTuple

from formcheck.engine.person.geometry import Point
from formcheck.engine.values.landmarks import Array, Landmark, Side


class Limbs(NamedTuple):
    """Where the parts of one side are in the picture: x and y in pixels, y down; NaN not known."""

    shoulder: Point
    wrist: Point
    index_finger: Point
    hip: Point
    knee: Point
    ankle: Point
    heel: Point
    foot_index: Point


def _marks(side: Side) -> list[Landmark]:
    return [Landmark.of(side, part.removesuffix("_finger")) for part in Limbs._fields]


_MARKS = {"left": _marks("left"), "right": _marks("right")}


def limbs_of(xy: Array, side: Side) -> Limbs:
    """One side of the landmarks (33, 2)."""
    return Limbs(*map(tuple, xy[_MARKS[side]].tolist()))
