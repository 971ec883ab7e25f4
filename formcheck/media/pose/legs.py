"""Finds the lower legs in the pictures of one video more exactly than the pose model does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from formcheck.engine.values.landmarks import Array, Landmark, Side
from formcheck.engine.values.pose import Frame, Pose
from formcheck.media.pose.leg_net import FEET, Crop, LegNet, Look, crop_around
from formcheck.media.pose.leg_tracks import MEMORY_S, LegTracks, feet_apart, foot_length
from formcheck.media.pose.lone_feet import AGREED, LoneFeet, Voucher
from formcheck.media.pose.models import PoseModel
from formcheck.media.pose.traces import legs_of, pose_of

__all__ = ["SIDES", "LegFinder"]

SIDES: Final[tuple[Side, Side]] = ("left", "right")
# Expected error of a foot as a share of the crop: seen well enough to go on from there.
GOOD: Final = 0.06
# A second look pays when the first crop was displaced by more than this share of its side, or
# differed more in size.
DISPLACED: Final = 0.12
RESIZED: Final = 1.35
_LANDMARKS: Final = [
    [Landmark.of(side, part) for part in ("knee", "ankle", "heel", "heel", "foot_index")]
    for side in SIDES
]
_NOBODY: Final = np.full((len(Landmark), 3), np.nan)
_BALL: Final = 3  # MediaPipe has none


class LegFinder:
    """Adds `Legs` to the poses of one video, in the order of its frames; one thread at a time.

    Where the pose model finds nobody, legs alone make a pose, once they are sure to be legs.

    Args:
        crops: How many places to look at in a frame while searching for feet alone.

    Raises:
        PoseModelError: The leg network is missing or damaged.
    """

    def __init__(self, crops: int = 2) -> None:
        self._net = LegNet()
        self._tracks = LegTracks()
        self._voucher = Voucher(self._net)
        self._feet = LoneFeet(self._net, crops)
        self._alone = False  # the legs in hand were found by themselves
        self._newest: dict[int, tuple[float, Array]] = {}  # of each leg: when, (5, 2)
        self._lead = 0  # the one of them that was found first, the nearer one

    @property
    def model(self) -> PoseModel:
        """The network in use."""
        return self._net.model

    def look(self, frame: Frame, pose: Pose | None, sides: Sequence[Side] = SIDES) -> Pose | None:
        """The pose with its legs.

        Args:
            frame: The picture.
            pose: What the pose model found in it.
            sides: At which legs to look; each takes its time. The others stay unknown in this
                frame.
        """
        hints = self._hints(frame, pose)
        looks = {leg: self._see(frame, hints, leg) for leg in (SIDES.index(side) for side in sides)}
        steady = self._steadied(frame, looks)
        alone = pose is None or self._alone
        if not self._voucher.vouches(
            frame, list(steady.values()), self._not_now(frame.time_s, steady), often=alone
        ):
            steady = {leg: _doubted(look) for leg, look in steady.items()}
            self._search(frame)
        elif self._voucher.asked and alone:
            steady = self._paired(frame, steady)
        return _posed(pose, steady, (frame.image.shape[1], frame.image.shape[0]))

    def _not_now(self, time_s: float, looks: dict[int, Look]) -> list[Array]:
        """Legs that took their turn a moment ago."""
        self._newest |= {leg: (time_s, look.xy_px[0]) for leg, look in looks.items()}
        newest = ((leg, *when) for leg, when in self._newest.items() if leg not in looks)
        return [leg_px for _, seen_s, leg_px in newest if time_s - seen_s <= MEMORY_S]

    def _hints(self, frame: Frame, pose: Pose | None) -> Array:
        """(2, 5, 2) where the legs are roughly.

        As the pose model says, else where they were a moment ago.
        """
        hints = np.full((2, 5, 2), np.nan) if pose is None else _landmarks(pose)
        places = [self._tracks.place(frame.time_s, leg) for leg in (0, 1)]
        if self._alone and not _agree(hints, places):
            hints[:] = np.nan  # feet were found where the pose model sees something else
        else:
            self._alone = False
        if np.isfinite(hints[:, FEET]).all():
            return self._tracks.repaired(frame.time_s, hints)
        for leg, place in enumerate(places):
            if place is not None and np.isnan(hints[leg, FEET]).any():
                hints[leg] = place
        return hints

    def _search(self, frame: Frame) -> None:
        self._tracks.forget(0, 1)
        found = self._feet.search(frame)
        self._alone = found is not None
        if found is not None:
            self._voucher.trust(frame.time_s)
            self._lead = found.lead
            for leg in (0, 1):
                if np.isfinite(found.xy_px[leg]).all():
                    self._tracks.keep(frame.time_s, leg, found.xy_px[leg])

    def _paired(self, frame: Frame, looks: dict[int, Look]) -> dict[int, Look]:
        """Follows the second of two lone legs, too, while seen beside the first with no hint."""
        best = min(looks, key=lambda leg: float(looks[leg].share[0, FEET].mean()))
        beside = self._voucher.beside
        best_px, place = looks[best].xy_px[0], self._tracks.place(frame.time_s, 1 - best)
        if beside is not None:
            if place is None or feet_apart(place, beside) > AGREED * foot_length(beside):
                self._tracks.keep(frame.time_s, 1 - best, beside)
            return looks
        is_same = place is not None and feet_apart(place, best_px) < AGREED * foot_length(best_px)
        ghost = 1 - self._lead if is_same else 1 - best
        self._tracks.forget(
            ghost
        )  # a hint of a leg that is not there would find the first one again
        return {leg: _doubted(look) if leg == ghost else look for leg, look in looks.items()}

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
        """The looks, with a second one at legs that seem to have become the other.

        Less sure where that fails.
        """
        return {
            leg: self._steady(frame, leg, look, looks.get(1 - leg))
            for leg, look in looks.items()
            if look is not None
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


def _landmarks(pose: Pose) -> Array:
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


def _agree(hints: Array, places: Sequence[Array | None]) -> bool:
    """Whether the pose model has a leg where every lone one is."""
    known = [place for place in places if place is not None]
    return all(
        min(feet_apart(hint, place) for hint in hints) < foot_length(place) for place in known
    )


def _posed(pose: Pose | None, looks: dict[int, Look], size_px: tuple[int, int]) -> Pose | None:
    """The pose with its legs; legs alone make one, too, if some of their points are to be had."""
    xy_px, error_px = np.full((2, 5, 2), np.nan), np.full((2, 5), np.nan)
    for leg, look in looks.items():
        xy_px[leg], error_px[leg] = look.xy_px[0], look.error_px[0]
    legs = legs_of(xy_px, error_px, size_px)
    if pose is not None:
        return replace(pose, legs=legs)
    if all(look.share[0, FEET].min() > GOOD for look in looks.values()):
        return None
    return pose_of(_NOBODY[:, :2], np.zeros(len(_NOBODY)), _NOBODY, size_px, legs)
