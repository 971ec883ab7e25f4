"""Finds the lower legs in the pictures of one video more exactly than the pose model does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from formcheck.engine.types import Array, Frame, Landmark, Pose, Side
from formcheck.media.leg_net import FEET, Crop, LegNet, Look, crop_around
from formcheck.media.leg_tracks import LegTracks
from formcheck.media.models import PoseModel
from formcheck.media.traces import legs_of

__all__ = ["SIDES", "LegFinder"]

SIDES: Final[tuple[Side, Side]] = ("left", "right")
# Expected error of a foot as a share of the crop: seen well enough to go on from there.
GOOD: Final = 0.06
# A second look pays when the first crop was displaced by more than this share of its side, or differed more in size.
DISPLACED: Final = 0.12
RESIZED: Final = 1.35
_LANDMARKS: Final = [
    [Landmark.of(side, part) for part in ("knee", "ankle", "heel", "heel", "foot_index")] for side in SIDES
]
_BALL: Final = 3  # MediaPipe has none


class LegFinder:
    """Adds `Legs` to the poses of one video, in the order of its frames; one thread at a time.

    Raises:
        PoseModelError: The leg network is missing or damaged.
    """

    def __init__(self) -> None:
        self._net = LegNet()
        self._tracks = LegTracks()

    @property
    def model(self) -> PoseModel:
        """The network in use."""
        return self._net.model

    def look(self, frame: Frame, pose: Pose | None, sides: Sequence[Side] = SIDES) -> Pose | None:
        """The pose with its legs.

        Args:
            frame: The picture.
            pose: What the pose model found in it.
            sides: At which legs to look; each takes its time. The others stay unknown in this frame.
        """
        if pose is None:
            return None
        hints = self._tracks.repaired(frame.time_s, _hints(pose))
        looks = {leg: self._see(frame, hints, leg) for leg in (SIDES.index(side) for side in sides)}
        xy_px, error_px = np.full((2, 5, 2), np.nan), np.full((2, 5), np.nan)
        for leg, look in self._steadied(frame, looks).items():
            xy_px[leg], error_px[leg] = look.xy_px[0], look.error_px[0]
        return replace(pose, legs=legs_of(xy_px, error_px, pose.size_px))

    def _see(self, frame: Frame, hints: Array, leg: int) -> Look | None:
        """One leg where the pose model has it, twice where that was far off."""
        crop = crop_around(hints[leg])
        if crop is None:
            return None
        look = self._net.look(frame.image, crop, hints[leg], hints[1 - leg])
        better = crop_around(look.xy_px[0]) if _is_good(look) else None
        if better is None or not _differs(better, crop):
            return look
        other = look.xy_px[1] if _is_good(look, 1) else hints[1 - leg]
        return self._net.look(frame.image, better, look.xy_px[0], other)

    def _steadied(self, frame: Frame, looks: dict[int, Look | None]) -> dict[int, Look]:
        """The looks, with a second one at legs that seem to have become the other, and less sure where that fails."""
        return {
            leg: self._steady(frame, leg, look, looks.get(1 - leg)) for leg, look in looks.items() if look is not None
        }

    def _steady(self, frame: Frame, leg: int, look: Look, now: Look | None) -> Look:
        other_px = None if now is None else now.xy_px[0]
        if self._tracks.leapt(frame.time_s, leg, look.xy_px[0], other_px):
            return self._again(frame, leg, other_px) or _doubted(look)
        if _is_good(look):
            self._tracks.keep(frame.time_s, leg, look.xy_px[0])
        return look

    def _again(self, frame: Frame, leg: int, other_px: Array | None) -> Look | None:
        """A look at where the leg was a moment ago, if it is still there."""
        was = self._tracks.place(frame.time_s, leg)
        crop = None if was is None else crop_around(was)
        if crop is None:
            return None
        place = self._tracks.place(frame.time_s, 1 - leg)
        look = self._net.look(frame.image, crop, was, other_px if place is None else place)
        if not _is_good(look) or self._tracks.leapt(frame.time_s, leg, look.xy_px[0], other_px):
            return None
        self._tracks.keep(frame.time_s, leg, look.xy_px[0])
        return look


def _hints(pose: Pose) -> Array:
    """(2, 5, 2) what the pose model says of the legs, in the order of `LEG_PARTS`."""
    hints: Array = pose.xy_px[np.array(_LANDMARKS)]
    hints[:, _BALL] = np.nan
    return hints


def _is_good(look: Look, leg: int = 0) -> bool:
    return bool(look.share[leg, FEET].mean() < GOOD)


def _differs(one: Crop, other: Crop) -> bool:
    moved = np.linalg.norm(one.centre_px - other.centre_px) / other.side_px
    return bool(moved > DISPLACED or not 1 / RESIZED < one.side_px / other.side_px < RESIZED)


def _doubted(look: Look) -> Look:
    """The look with the expected error of a leg that is not there."""
    return replace(look, share=np.maximum(look.share, 0.3))
