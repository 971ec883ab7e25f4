"""Finds feet where the pose model finds nobody.

Looks over the picture with no idea of where they may be.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.engine.values.landmarks import Array
from formcheck.engine.values.pose import Frame
from formcheck.media.pose.leg_net import FEET, KNEE, Crop, LegNet, Look, crop_around
from formcheck.media.pose.leg_tracks import feet_apart, foot_length

__all__ = ["Found", "LoneFeet", "Voucher", "are_both", "confirmed", "labelled"]

# Expected error as a share of the crop, nothing known in advance. In 22 pictures of the lower parts
# of eleven rendered clips (one man) the best crop had 0.007 to 0.018; in six of an empty room 0.08
# and more, in 20 of bottles 0.023 to 0.042. A foot that the picture cuts off has 0.03 and is not
# found.
FOUND: Final = 0.02
CONFIRMED: Final = 0.035
# In foot lengths. Of those pictures two crops agreed to less in 18 of 22 with a leg (else the other
# leg was seen) and in 3 of 20 with bottles: one agreement says little, so several are asked for.
AGREED: Final = 0.15
# Two legs beside each other, from in front or behind, are found without a hint, too, but not
# which is which: the expected error is then up to half of their distance, and both must agree, in
# foot lengths as they look, which are short from there.
_BOTH_AGREE: Final = 0.25
_MIXED: Final = 0.5
LOOKS: Final = 3  # that must agree, in different crops and frames
# Seconds between two looks with no hint, and how long one counts; with a body around the legs, and
# without.
_SELDOM_S: Final = (0.3, 1.5)
_OFTEN_S: Final = (0.15, 0.5)
_ZOOMS: Final = (1.0, 1.35, 0.8)
_SCALES: Final = (0.5, 0.9, 1.5)  # sides of the crops in shorter sides of the picture
# Shank in foot lengths as they look: a foot from its end is short, a shank that leans to the camera
# is, too.
_SHANK: Final = (0.45, 4.5)
_ASIDE: Final = 0.3  # in foot lengths: less is a foot that points to the camera or away from it


@dataclass(frozen=True, slots=True)
class Found:
    """Legs that were found by themselves.

    Attributes:
        xy_px: (2, 5, 2) left and right leg, pixels; NaN for one that was not found.
        lead: Which of them is the nearer one.
    """

    xy_px: Array
    lead: int


class LoneFeet:
    """Looks for a leg in the pictures of one video until it is sure.

    Args:
        net: The leg network.
        crops: How many crops it looks at in a frame; the first picture is looked over at once.
    """

    def __init__(self, net: LegNet, crops: int = 2) -> None:
        self._net, self._crops = net, crops
        self._grid: list[Crop] = []
        self._candidate: Array | None = None
        self._agreed = 0

    def search(self, frame: Frame) -> Found | None:
        """One step of the search."""
        if self._candidate is None:
            self._candidate, self._agreed = self._scan(frame.image), 0
            return None
        look = confirmed(self._net, frame.image, self._candidate, _ZOOMS[self._agreed])
        if look is None:
            self._candidate = None
            return None
        self._candidate, self._agreed = look.xy_px[0], self._agreed + 1
        if self._agreed < LOOKS:
            return None
        self._candidate = None
        return labelled(look, frame.image.shape[1])

    def _scan(self, image: NDArray[np.uint8]) -> Array | None:
        """The best leg in the next crops, if it looks like one."""
        first = not self._grid
        if first:
            self._grid = list(_grid(image.shape[1], image.shape[0]))
        count = len(self._grid) if first else self._crops
        looks = [self._net.look(image, crop) for crop in self._grid[:count]]
        self._grid = self._grid[count:] + self._grid[:count]
        best = min(looks, key=lambda look: float(look.share[0, FEET].mean()))
        return best.xy_px[0] if _is_leg(best, FOUND) else None


class Voucher:
    """Makes sure from time to time that there are legs at all.

    Told where one should be, the network sees one anywhere.

    Args:
        net: The leg network.

    Attributes:
        asked: Whether it looked with no hint in this frame, and saw a leg.
        beside: (5, 2) the other leg as it was seen then, None where it was not seen apart from the
            first.
    """

    def __init__(self, net: LegNet) -> None:
        self._net = net
        self._sure_s = self._asked_s = -math.inf
        self.asked = False
        self.beside: Array | None = None

    def trust(self, time_s: float) -> None:
        """Legs were found without being told where."""
        self._sure_s = self._asked_s = time_s

    def vouches(
        self, frame: Frame, looks: Sequence[Look], more: Sequence[Array] = (), *, often: bool
    ) -> bool:
        """Whether these are legs; looks again, with no hint, if that was not seen for some time.

        Args:
            frame: The picture.
            looks: At the legs in it.
            more: Legs (5, 2) that were looked at a moment ago, and not now.
            often: Ask sooner, for no body says that there are legs.
        """
        ask_s, sure_s = _OFTEN_S if often else _SELDOM_S
        self.asked, self.beside = False, None
        known = frame.time_s - self._sure_s <= sure_s
        if not looks or (known and frame.time_s - self._asked_s < ask_s):
            return known
        self._asked_s = frame.time_s
        legs = [look.xy_px[0] for look in sorted(looks, key=_foot_error)]
        leg, *others = legs + list(more)
        # All crops to begin with; later any of two will do, for a leg that moves is not always seen
        # as well.
        beside = others[0] if others and not often else None
        looks_again = (
            confirmed(self._net, frame.image, leg, zoom, beside=beside)
            for zoom in _ZOOMS[: 2 if known else LOOKS]
        )
        seen = (
            next((look for look in looks_again if look), None)
            if known
            else _last_if_all(looks_again)
        )
        if seen is None:
            return known
        self._sure_s = frame.time_s
        self.asked, self.beside = True, self._beside(frame, seen, others) if often else None
        return True

    def _beside(self, frame: Frame, look: Look, others: Sequence[Array]) -> Array | None:
        """(5, 2) the other leg, seen in a crop of its own with no hint, too.

        Looked for where it seems to be beside the first, and where it is followed: a foot in the
        air may be outside of the crop around the first.
        """
        places = [leg for leg in (_second(look), *others) if leg is not None and _apart(look, leg)]
        looks = (confirmed(self._net, frame.image, place) for place in places)
        return next((own.xy_px[0] for own in looks if own), None)


def _last_if_all(looks: Iterable[Look | None]) -> Look | None:
    last = None
    for last in looks:
        if last is None:
            return None
    return last


def confirmed(
    net: LegNet,
    image: NDArray[np.uint8],
    leg: Array,
    zoom: float = 1.0,
    *,
    beside: Array | None = None,
) -> Look | None:
    """What the network sees where a leg (5, 2) should be without being told so.

    None when it sees no such leg, nor both where the other one should be `beside` it.
    """
    crop = crop_around(leg)
    if crop is None:
        return None
    look = net.look(image, Crop(crop.centre_px, crop.side_px * zoom))
    if feet_apart(look.xy_px[1], leg) < feet_apart(look.xy_px[0], leg):
        look = Look(look.xy_px[::-1], look.share[::-1], look.crop)
    agrees = feet_apart(look.xy_px[0], leg) < AGREED * foot_length(leg)
    if agrees and _is_leg(look, CONFIRMED):
        return look
    return look if beside is not None and are_both(look, leg, beside) else None


def are_both(look: Look, leg: Array, beside: Array) -> bool:
    """Whether a look shows both legs in their places, unsure of nothing but which is which."""
    gap, reach = feet_apart(leg, beside), _BOTH_AGREE * foot_length(leg)
    error_px = float(look.share[:, FEET].mean()) * look.crop.side_px
    agree = feet_apart(look.xy_px[0], leg) < reach and feet_apart(look.xy_px[1], beside) < reach
    apart = gap > 2 * reach
    return agree and apart and error_px < _MIXED * gap + CONFIRMED * look.crop.side_px


def labelled(look: Look, width_px: int) -> Found:
    """The legs of a look as left and right, as the direction of the nearer one suggests.

    Toes to the left of the picture: the left leg is the nearer one. From in front or behind the
    place decides.
    """
    near = look.xy_px[0]
    second = _second(look)
    ankle, heel, toe = near[FEET]
    forward = toe - heel
    if abs(forward[0]) > _ASIDE * foot_length(near):
        is_left = forward[0] < 0
    else:
        beside = width_px / 2 if second is None else second[FEET[0], 0]
        from_behind = forward[1] < 0
        is_left = (ankle[0] < beside) == from_behind
    other = np.full_like(near, np.nan) if second is None else second
    return Found(np.array([near, other] if is_left else [other, near]), 0 if is_left else 1)


def _second(look: Look) -> Array | None:
    """(5, 2) the other leg in a look with no hint; None when not seen well or the same one."""
    if not look.share[1, FEET].mean() < CONFIRMED:
        return None
    return look.xy_px[1] if _apart(look, look.xy_px[1]) else None


def _apart(look: Look, leg: Array) -> bool:
    """Whether a leg (5, 2) is another one than the first of a look."""
    return feet_apart(look.xy_px[0], leg) > AGREED * foot_length(look.xy_px[0])


def _foot_error(look: Look) -> float:
    return float(look.share[0, FEET].mean())


def _is_leg(look: Look, at_most: float) -> bool:
    leg, share = look.xy_px[0], look.share[0]
    if not share[FEET].mean() < at_most or not look.crop.holds(leg[FEET]).all():
        return False
    if share[KNEE] > CONFIRMED or not look.crop.holds(leg[KNEE]):
        return True  # the knee may be out of the picture
    shank, foot = (
        np.linalg.norm(leg[KNEE] - leg[FEET[0]]),
        np.linalg.norm(leg[FEET[2]] - leg[FEET[1]]),
    )
    return bool(_SHANK[0] * foot < shank < _SHANK[1] * foot)


def _grid(width: int, height: int) -> Iterator[Crop]:
    """Overlapping squares over the whole picture at a few sizes."""
    for scale in _SCALES:
        side = scale * min(width, height)
        for y in _places(height, side):
            for x in _places(width, side):
                yield Crop(np.array([x, y]), side)


def _places(length: float, side: float) -> Array:
    count = int(np.ceil(1.6 * length / side - 0.6))
    return (
        np.array([length / 2]) if count < 2 else np.linspace(0.4 * side, length - 0.4 * side, count)
    )
