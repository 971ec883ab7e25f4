"""Plane geometry on pixel coordinates (y down).

NaN in, NaN out; a zero-length direction gives NaN.
"""

from __future__ import annotations

import math

import numpy as np

from formcheck.engine.values.landmarks import Array

NAN = math.nan


def distance(a: Array, b: Array) -> float:
    """Distance between two (2,) points."""
    return math.hypot(float(a[0] - b[0]), float(a[1] - b[1]))


def angle_deg(a: Array, vertex: Array, b: Array) -> float:
    """Unsigned angle at `vertex` between the directions to `a` and `b`, 0..180 degrees."""
    ux, uy, vx, vy = a[0] - vertex[0], a[1] - vertex[1], b[0] - vertex[0], b[1] - vertex[1]
    if (ux == 0 and uy == 0) or (vx == 0 and vy == 0):
        return NAN
    return math.degrees(math.atan2(abs(ux * vy - uy * vx), ux * vx + uy * vy))


def flexion_deg(a: Array, vertex: Array, b: Array, forward: float) -> float:
    """Signed bend of the chain a - vertex - b: 0 straight, positive when the vertex points forward.

    Args:
        a: Upper end, (2,) pixels (the hip for a knee).
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


def inclination_deg(lower: Array, upper: Array, forward: float) -> float:
    """Angle of lower -> upper from the vertical, positive when the upper end is further forward."""
    dx, dy = (upper[0] - lower[0]) * forward, lower[1] - upper[1]
    if dx == 0 and dy == 0:
        return NAN
    return math.degrees(math.atan2(dx, dy))


def distance_to_segment(point: Array, a: Array, b: Array) -> float:
    """Distance of a point from the segment a-b."""
    ab = b - a
    length2 = float(ab @ ab)
    if length2 == 0:
        return distance(point, a)
    t = float(np.clip((point - a) @ ab / length2, 0.0, 1.0))
    return distance(point, a + t * ab)


def mean_known(*values: float) -> float:
    """Mean of the values that are not NaN; NaN when none is known."""
    known = [v for v in values if not math.isnan(v)]
    return sum(known) / len(known) if known else NAN
