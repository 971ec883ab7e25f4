"""Points as inline SVG."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from statistics import fmean
from typing import Final

from formcheck.words import number

__all__ = ["Line", "Point", "chart", "thinned"]

Point = tuple[int, float]
_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 720, 180, 44, 24, 12
_MOST_POINTS: Final = 400


@dataclass(frozen=True, slots=True)
class Line:
    """One series: its name, its class in the style sheet, and days with values."""

    name: str
    style: str
    points: Sequence[Point]


def thinned(points: Sequence[Point]) -> list[Point]:
    """Means of so many days that not more points are left than can be seen."""
    if len(points) <= _MOST_POINTS:
        return list(points)
    days = -(-(points[-1][0] - points[0][0] + 1) // _MOST_POINTS)
    groups: dict[int, list[float]] = {}
    for day, value in points:
        groups.setdefault(day // days, []).append(value)
    return [(group * days, fmean(values)) for group, values in groups.items()]


def chart(title: str, lines: Sequence[Line], most: float, day_name: Callable[[int], str]) -> str:
    """A chart over days.

    Args:
        title: What it shows.
        lines: The series; those without points are left out.
        most: The highest value of the scale at least.
        day_name: How a day is written.

    Returns:
        A figure, or an empty text when there is no point at all.
    """
    shown = [Line(line.name, line.style, thinned(line.points)) for line in lines if line.points]
    if not shown:
        return ""
    days = [day for line in shown for day, _ in line.points]
    first, last = min(days), max(days)
    top = max(most, *(value for line in shown for _, value in line.points))
    scale = _Scale(first, max(1, last - first), top)
    legend = " ".join(f'<span class="{line.style}">{escape(line.name)}</span>' for line in shown)
    drawn = "".join(_drawn(line, scale) for line in shown)
    return (
        f"<figure><figcaption>{escape(title)} {legend}</figcaption>"
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(title)}">'
        f"{_axes(top, day_name(first), day_name(last))}{drawn}</svg></figure>"
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    first: int
    days: int
    top: float

    def at(self, point: Point) -> tuple[float, float]:
        x = _LEFT + (_WIDTH - _LEFT - 10) * (point[0] - self.first) / self.days
        y = _HEIGHT - _BOTTOM - (_HEIGHT - _BOTTOM - _TOP) * point[1] / (self.top or 1)
        return round(x, 1), round(y, 1)


def _drawn(line: Line, scale: _Scale) -> str:
    places = [scale.at(point) for point in line.points]
    path = " ".join(f"{x},{y}" for x, y in places)
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="2.5"/>' for x, y in places)
    return f'<g class="{line.style}"><polyline points="{path}"/>{dots}</g>'


def _axes(top: float, first: str, last: str) -> str:
    low, right = _HEIGHT - _BOTTOM, _WIDTH - 10
    most = number(top, 0 if top >= 1 else 2)
    return (
        f'<g class="axis"><line x1="{_LEFT}" y1="{low}" x2="{right}" y2="{low}"/>'
        f'<text x="{_LEFT - 6}" y="{_TOP + 4}" text-anchor="end">{most}</text>'
        f'<text x="{_LEFT - 6}" y="{low}" text-anchor="end">0</text>'
        f'<text x="{_LEFT}" y="{_HEIGHT - 6}">{escape(first)}</text>'
        f'<text x="{right}" y="{_HEIGHT - 6}" text-anchor="end">{escape(last)}</text></g>'
    )
