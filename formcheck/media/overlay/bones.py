"""Which bones are drawn, from where to where, and whether both ends are sure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np

from formcheck.engine.values.landmarks import LEG_PARTS, Array, Side
from formcheck.engine.values.pose import Pose

CHAIN: Final = ("shoulder", "hip", "knee", "ankle", "heel", "foot_index")
FOOT: Final = ("heel", "ball", "foot_index")
ARM: Final = ("shoulder", "elbow", "wrist")
GIRDLES: Final = ("shoulder", "hip")
SIDES: Final[tuple[Side, Side]] = ("left", "right")

_NETWORK_NAMES: Final = {"foot_index": "toe"}


class Spot(NamedTuple):
    """A place in the picture in pixels, and whether the engine is sure of it."""

    at: Array
    sure: bool


class Bone(NamedTuple):
    """A straight piece.

    `name` is the part of `CHAIN` at its upper end, or "" outside of the chain.
    """

    name: str
    start: Spot
    end: Spot

    @property
    def sure(self) -> bool:
        """Whether both ends are."""
        return self.start.sure and self.end.sure

    @property
    def of_foot(self) -> bool:
        """Whether it lies below the ankle."""
        return self.name in ("ankle", *FOOT)


def spot(pose: Pose, side: Side, part: str) -> Spot | None:
    """Where a body part is: as the engine takes it, else where the leg network suspects it.

    None if nobody knows.
    """
    if part != "ball" and np.isfinite(at := pose.point(side, part)).all():
        return Spot(at, True)
    name = _NETWORK_NAMES.get(part, part)
    if pose.legs is None or name not in LEG_PARTS:
        return None
    here = SIDES.index(side), LEG_PARTS.index(name)
    if not (pose.legs.sure[here] or pose.legs.vague[here]):
        return None
    return Spot(pose.legs.xy_px[here], part == "ball" and bool(pose.legs.sure[here]))


def chain(pose: Pose, side: Side) -> Iterator[Bone]:
    """From shoulder to toes, and over the instep back to the ankle.

    The ball lies on the sole where it is known.
    """
    spots = {part: spot(pose, side, part) for part in CHAIN}
    heel, toe, ball = spots["heel"], spots["foot_index"], spot(pose, side, "ball")
    for upper, lower in pairwise(CHAIN[:-1]):
        yield from _bone(upper, spots[upper], spots[lower])
    if ball is None or (heel and toe and heel.sure and toe.sure and not ball.sure):
        yield from _bone("heel", heel, toe)
    else:
        yield from _bone("heel", heel, ball)
        yield from _bone("heel", ball, toe)
    yield from _bone("foot_index", toe, spots["ankle"])


def arm(pose: Pose, side: Side) -> Iterator[Bone]:
    """From shoulder to wrist."""
    for upper, lower in pairwise(ARM):
        yield from _bone("", spot(pose, side, upper), spot(pose, side, lower))


def girdles(pose: Pose) -> Iterator[Bone]:
    """From the left to the right shoulder and hip."""
    for part in GIRDLES:
        yield from _bone("", spot(pose, "left", part), spot(pose, "right", part))


def joints(pose: Pose, side: Side) -> Iterator[tuple[str, Array]]:
    """Where the engine is sure of the joints of the chain, and of the ball."""
    for part in (*CHAIN, "ball"):
        place = spot(pose, side, part)
        if place is not None and place.sure:
            yield part, place.at


def dashes(bone: Bone, period_px: float) -> Iterable[tuple[Array, Array]]:
    """Starts and ends of the dashes of a broken line that begins and ends with one."""
    start, end = bone.start.at, bone.end.at
    count = max(2, round(float(np.hypot(*(end - start))) / period_px))
    step = (end - start) / (2 * count - 1)
    return ((start + 2 * i * step, start + (2 * i + 1) * step) for i in range(count))


def _bone(name: str, start: Spot | None, end: Spot | None) -> Iterator[Bone]:
    if start is not None and end is not None:
        yield Bone(name, start, end)
