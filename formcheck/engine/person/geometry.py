"""Plane geometry on pixel coordinates (y down).

NaN in, NaN out; a zero-length direction gives NaN.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from formcheck.engine.values.landmarks import Array

NAN = math.nan
Point = Sequence[float] | Array  # x and y; pairs of floats are much faster than arrays of two
NOWHERE = (NAN, NAN)
Points = Sequence[Point] | Array  # by landmark


def distance(a: Point, b: Point) -> float:
    """Distance between two points."""
    return math.hypot(a[0] - b[0], a[1] - b[1])


def angle_deg(a: Point, vertex: Point, b: Point) -> float:
    """Unsigned angle at `vertex` between the directions to `a` and `b`, 0..180 degrees."""
    ux, uy, vx, vy = a[0] - vertex[0], a[1] - vertex[1], b[0] - vertex[0], b[1] - vertex[1]
    if (ux == 0 and uy == 0) or (vx == 0 and vy == 0):
        return NAN
    return math.degrees(math.atan2(abs(ux * vy - uy * vx), ux * vx + uy * vy))


def flexion_deg(a: Point, vertex: Point, b: Point, forward: float) -> float:
    """Signed bend of the chain a - vertex - b: 0 straight, positive when the vertex points forward.

    Args:
        a: Upper end, pixels (the hip for a knee).
        vertex: The joint.
        b: Lower end (the ankle for a knee).
        forward: +1 when the person faces the right of the image, -1 when left.
    """
    ux, uy, vx, vy = a[0] - vertex[0], a[1] - vertex[1], b[0] - vertex[0], b[1] - vertex[1]
    if (ux == 0 and uy == 0) or (vx == 0 and vy == 0):
        return NAN
    cross, dot = ux * vy - uy * vx, ux * vx + uy * vy
    bend = 180.0 - math.degrees(math.atan2(abs(cross), dot))
    return bend if cross * forward <= 0 else -bend


def inclination_deg(lower: Point, upper: Point, forward: float) -> float:
    """Angle of lower -> upper from the vertical, positive when the upper end is further forward."""
    dx, dy = (upper[0] - lower[0]) * forward, lower[1] - upper[1]
    if dx == 0 and dy == 0:
        return NAN
    return math.degrees(math.atan2(dx, dy))


def distance_to_segment(point: Point, a: Point, b: Point) -> float:
    """Distance of a point from the segment a-b."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length2 = dx * dx + dy * dy
    if length2 == 0:
        return distance(point, a)
    share = ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length2
    if math.isnan(share):
        return NAN
    share = min(1.0, max(0.0, share))
    return distance(point, (a[0] + share * dx, a[1] + share * dy))


def middle(a: Point, b: Point) -> tuple[float, float]:
    """The point half way between two."""
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


def is_known(point: Point) -> bool:
    """Whether a point was seen."""
    return math.isfinite(point[0]) and math.isfinite(point[1])


def mean_known(*values: float) -> float:
    """Mean of the values that are not NaN; NaN when none is known."""
    known = [v for v in values if not math.isnan(v)]
    return sum(known) / len(known) if known else NAN
