"""Bodies in the start positions that the demonstrations show."""

from __future__ import annotations

import numpy as np

from formcheck.coach.values import Start
from formcheck.engine.person.geometry import NAN
from formcheck.engine.values.landmarks import Landmark, Side, other_side
from formcheck.engine.values.pose import Pose

PARTS = ("shoulder", "hip", "knee", "ankle", "heel", "foot_index", "wrist")


def body_of(
    start: Start,
    near: Side = "left",
    size_px: float = 300.0,
    at_px: tuple[float, float] = (320.0, 400.0),
) -> Pose:
    """Somebody in a start position, as the pose model would see them."""
    xy = np.full((len(Landmark), 2), NAN)
    way = 1 if near == "left" else -1
    for role, side in (("near", near), ("far", other_side(near))):
        for part in PARTS:
            x, y = start.points[f"{role}_{part}"]
            xy[Landmark.of(side, part)] = at_px[0] + way * x * size_px, at_px[1] + y * size_px
    return Pose(xy, np.full(len(Landmark), 0.9), None, (640, 480))
