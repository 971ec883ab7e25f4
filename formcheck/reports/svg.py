"""A drawing as SVG: plain text that every browser shows, with nothing in it that acts."""

from __future__ import annotations

import re
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from formcheck.shapes import Box, Drawing, Shape, Stroke

__all__ = ["svg"]

_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def svg(drawing: Drawing) -> str:
    """The text of an SVG file."""
    size = f'width="{drawing.width}" height="{drawing.height}"'
    lines = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}'
        f' viewBox="0 0 {drawing.width} {drawing.height}" font-family="sans-serif">',
        f"<title>{_text(drawing.title)}</title>",
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        *map(_shape, drawing.shapes),
        "</svg>",
    )
    return "\n".join(lines) + "\n"


def _shape(shape: Shape) -> str:
    colour = quoteattr(shape.colour)
    if isinstance(shape, Box):
        about = f"<title>{_text(shape.about)}</title>" if shape.about else ""
        place = f'x="{shape.x:.1f}" y="{shape.y:.1f}"'
        size = f'width="{shape.width:.1f}" height="{shape.height:.1f}"'
        return f'<rect {place} {size} fill={colour} opacity="{shape.opacity:g}">{about}</rect>'
    if isinstance(shape, Stroke):
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in shape.points)
        dashes = ' stroke-dasharray="6 4"' if shape.dashed else ""
        stroke = f'stroke={colour} stroke-width="{shape.width:g}"{dashes}'
        return f'<polyline points="{points}" fill="none" stroke-linejoin="round" {stroke}/>'
    place = f'x="{shape.x:.1f}" y="{shape.y:.1f}" font-size="{shape.px}"'
    anchor = f'text-anchor="{shape.anchor}"'
    return f"<text {place} {anchor} fill={colour}>{_text(shape.text)}</text>"


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text))
