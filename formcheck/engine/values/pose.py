"""Pictures, and the landmarks of a person in them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from formcheck.engine.values.landmarks import Array, Landmark, Legs, Side


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture of a video or camera.

    Attributes:
        image: (H, W, 3) uint8, BGR, upright (rotation tag applied), never mirrored.
        index: Counts from 0; a gap means dropped frames.
        time_s: Strictly increasing, the first frame of a source is 0.
    """

    image: NDArray[np.uint8]
    index: int
    time_s: float


@dataclass(frozen=True, slots=True)
class Pose:
    """The landmarks of one person in one frame.

    Attributes:
        xy_px: (33, 2) float64, pixels in the image, y down; NaN where not known, all of it where
            only feet are seen.
        visibility: (33,) float64, 0..1 as the model gave it.
        world_m: (33, 3) float64 metres from the hip centre (x right in the image, y down, z away
            from the camera), or None.
        size_px: Width and height of the picture.
        legs: The lower legs seen more closely; None where nobody looked.
        people: How many people were in the picture a moment ago; None where nobody looked.
        shift_px: (x, y) by which what stands still has moved in the picture since the first one,
            because the camera did; None where nobody looked.
    """

    xy_px: Array
    visibility: Array
    world_m: Array | None
    size_px: tuple[int, int]
    legs: Legs | None = None
    people: int | None = None
    shift_px: tuple[float, float] | None = None

    def point(self, side: Side, part: str) -> Array:
        """(2,) pixel position of a body part on one side."""
        point: Array = self.xy_px[Landmark.of(side, part)]
        return point

    def without_face(self) -> Pose:
        """The pose with one point of the head, the nose, and nothing of the face around it."""
        face = slice(Landmark.LEFT_EYE_INNER, Landmark.MOUTH_RIGHT + 1)
        xy_px, visibility = self.xy_px.copy(), self.visibility.copy()
        xy_px[face], visibility[face] = np.nan, 0.0
        world_m = None if self.world_m is None else self.world_m.copy()
        if world_m is not None:
            world_m[: face.stop] = np.nan
        return replace(self, xy_px=xy_px, visibility=visibility, world_m=world_m)

    def moved(self, by_px: tuple[float, float]) -> Pose:
        """The pose elsewhere in the picture, with its legs."""
        if by_px == (0.0, 0.0):
            return self
        legs = self.legs and replace(self.legs, xy_px=self.legs.xy_px + by_px)
        return replace(self, xy_px=self.xy_px + by_px, legs=legs)
