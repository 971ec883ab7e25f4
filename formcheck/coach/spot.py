"""How large somebody is in the picture, and where: the start position is drawn around them."""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping
from typing import Final

from formcheck.coach.values import MIDDLE, Spot, Start
from formcheck.engine.person.geometry import Point, distance, mean_known
from formcheck.engine.values.feedback import Feedback
from formcheck.engine.values.landmarks import Landmark, Side
from formcheck.engine.values.pose import Pose

__all__ = ["SpotWatch"]

SETTLES_S = 0.4  # it follows a body, not the jitter of its points
SEEN = 0.6  # visibility from which a point is believed
_BONES: Final = (("shoulder", "hip"), ("hip", "knee"), ("knee", "ankle"))
_LOWEST: Final = ("hip", "ankle", "heel", "foot_index")
_SIDES: Final[tuple[Side, Side]] = ("left", "right")
_Points = Mapping[tuple[str, str], Point]  # by side and part


class SpotWatch:
    """Follows whoever takes position, calmly.

    Args:
        start: The position that is drawn; None where none is known.

    Attributes:
        spot: None until somebody is seen well enough; then the last one that was.
    """

    def __init__(self, start: Start | None) -> None:
        self._bones = None if start is None else _bones(_of_start(start))
        self.spot: Spot | None = None
        self._time_s = -math.inf

    def update(self, f: Feedback) -> None:
        """One frame of the set-up."""
        found = None if f.pose is None or self._bones is None else _spot(f.pose, self._bones)
        if found is None:
            return
        share = 1.0 if self.spot is None else -math.expm1((self._time_s - f.time_s) / SETTLES_S)
        self.spot = found if self.spot is None else self.spot.towards(found, share)
        self._time_s = f.time_s


def _spot(pose: Pose, bones: tuple[float, ...]) -> Spot | None:
    """Where a body is; None where too little of it is seen."""
    points = _of_pose(pose)
    pairs = zip(_bones(points), bones, strict=True)
    sizes = [seen / wanted for seen, wanted in pairs if math.isfinite(seen)]
    x_px = mean_known(*(points[side, part][0] for side in _SIDES for part in MIDDLE))
    lowest = [points[side, part][1] for side in _SIDES for part in _LOWEST]
    known = [y for y in lowest if math.isfinite(y)]
    if len(sizes) < len(bones) or not known:
        return None
    return Spot(statistics.median(sizes), x_px, max(known))


def _bones(points: _Points) -> tuple[float, ...]:
    """The length of each bone, of the side that shows more of it: what is turned away is short."""
    lengths = []
    for upper, lower in _BONES:
        sides = [distance(points[side, upper], points[side, lower]) for side in _SIDES]
        lengths.append(max((each for each in sides if math.isfinite(each)), default=math.nan))
    return tuple(lengths)


def _of_start(start: Start) -> _Points:
    roles = zip(("near", "far"), _SIDES, strict=True)
    return {(side, p): start.points[f"{role}_{p}"] for role, side in roles for p in MIDDLE}


def _of_pose(pose: Pose) -> _Points:
    """The points that are seen."""
    points: dict[tuple[str, str], Point] = {}
    for side in _SIDES:
        for part in {*MIDDLE, *_LOWEST}:
            seen = pose.visibility[Landmark.of(side, part)] >= SEEN
            x, y = pose.point(side, part).tolist() if seen else (math.nan, math.nan)
            points[side, part] = (x, y)
    return points
