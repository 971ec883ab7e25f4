"""A Bland-Altman picture (difference against truth) as SVG."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

WIDTH, HEIGHT, PAD, REACH_DEG = 300, 220, 36, 20.0
MOST_POINTS = 600


def bland_altman_svg(pairs: Mapping[str, list[tuple[Any, Any]]]) -> str:
    """One panel a name: read minus true (degrees) over true, with the mean and the 95 % limits of agreement."""
    panels = [_panel(i, name, data) for i, (name, data) in enumerate(pairs.items()) if data]
    size = f'width="{WIDTH * len(panels)}" height="{HEIGHT}"'
    ground = '<rect width="100%" height="100%" fill="white"/><style>text{font:11px sans-serif;fill:#333}</style>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{ground}{"".join(panels)}</svg>\n'


def _panel(index: int, name: str, data: list[tuple[Any, Any]]) -> str:
    true, read = (np.concatenate([d[k] for d in data]) for k in (0, 1))
    error = read - true
    mean, spread = float(np.mean(error)), 1.96 * float(np.std(error))
    low, high = float(np.min(true)), float(np.max(true))
    step = max(1, len(true) // MOST_POINTS)

    def x(value: float) -> float:
        return PAD + (value - low) / max(high - low, 1e-9) * (WIDTH - 2 * PAD)

    def y(value: float) -> float:
        return HEIGHT / 2 - float(np.clip(value, -REACH_DEG, REACH_DEG)) / REACH_DEG * (HEIGHT / 2 - PAD)

    dots = "".join(
        f'<circle cx="{x(t):.1f}" cy="{y(e):.1f}" r="1.5" fill="#0072B2" fill-opacity="0.35"/>'
        for t, e in zip(true[::step], error[::step], strict=True)
    )
    levels = ((mean, "#D55E00", "none"), (mean - spread, "#999", "4"), (mean + spread, "#999", "4"))
    lines = "".join(_level(y(value), value, colour, dash) for value, colour, dash in levels)
    axis = (
        f'<text x="{PAD}" y="{HEIGHT - 8}">{low:.0f}</text>'
        f'<text x="{WIDTH - PAD}" y="{HEIGHT - 8}" text-anchor="end">{high:.0f} deg true</text>'
    )
    title = f'<text x="{PAD}" y="18">{name}: read minus true, deg</text>'
    return f'<g transform="translate({WIDTH * index},0)">{dots}{lines}{axis}{title}</g>'


def _level(y: float, value: float, colour: str, dash: str) -> str:
    line = (
        f'<line x1="{PAD}" x2="{WIDTH - PAD}" y1="{y:.1f}" y2="{y:.1f}" stroke="{colour}" stroke-dasharray="{dash}"/>'
    )
    return f'{line}<text x="{WIDTH - PAD + 2}" y="{y + 4:.1f}">{value:+.1f}</text>'
