"""What layers draw on: the picture, its unit of length, and the places that are taken already."""

from __future__ import annotations

from typing import Final, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.engine.values.feedback import Feedback
from formcheck.engine.values.landmarks import Array
from formcheck.media.overlay.palette import INK, Colour
from formcheck.media.overlay.text import Block, Mask, render

Image = NDArray[np.uint8]

_STAYS: Final = 0.08  # of the width: panels that change sides with every sway cannot be read
MARGIN: Final = 3.0  # units between panels and the border of the picture
_SHIFT: Final = 4  # sub-pixel bits, so that lines glide instead of jumping from pixel to pixel


class Rect(NamedTuple):
    """A box in pixels."""

    x: int
    y: int
    w: int
    h: int

    def overlaps(self, other: Rect) -> bool:
        """Whether the two share a pixel."""
        return (
            self.x < other.x + other.w
            and other.x < self.x + self.w
            and self.y < other.y + other.h
            and other.y < self.y + self.h
        )

    def holds(self, point: Array) -> bool:
        """Whether a point lies inside; a missing one does not."""
        inside = self.x <= point[0] <= self.x + self.w and self.y <= point[1] <= self.y + self.h
        return bool(inside)

    def holds_any(self, points: Array) -> bool:
        """Whether one of (N, 2) points lies inside."""
        low, high = (self.x, self.y), (self.x + self.w, self.y + self.h)
        return bool(((points >= low) & (points <= high)).all(axis=1).any())

    def grown(self, by: int) -> Rect:
        """The box with an edge around it."""
        return Rect(self.x - by, self.y - by, self.w + 2 * by, self.h + 2 * by)


class Sprite(NamedTuple):
    """A finished piece of picture: (H, W, 3) BGR with its (H, W) opacity and one minus it."""

    bgr: Image
    alpha: NDArray[np.float32]
    inverse: NDArray[np.float32]


class Board:
    """A small canvas on which a panel is put together once: ink all over, transparent at first."""

    def __init__(self, width: int, height: int) -> None:
        self.bgr: Image = np.full((height, width, 3), INK, np.uint8)
        self.alpha = np.zeros((height, width), np.float32)

    @classmethod
    def plate(cls, width: int, height: int, radius: int, opacity: float = 0.76) -> Board:
        """A dark translucent plate with round corners."""
        board = cls(width, height)
        board.alpha[:] = rounded(width, height, radius) * np.float32(opacity / 255)
        return board

    def paint(self, mask: Mask, at: tuple[int, int], colour: Colour, opacity: float = 1.0) -> None:
        """Lays colour over the board where the mask is; parts beyond the border are left out."""
        x, y = at
        height, width = self.alpha.shape
        mask = mask[max(0, -y) : max(0, height - y), max(0, -x) : max(0, width - x)]
        if not mask.size:
            return
        x, y = max(0, x), max(0, y)
        cover = mask * np.float32(opacity / 255)
        here = np.s_[y : y + mask.shape[0], x : x + mask.shape[1]]
        fill = np.full((*mask.shape, 3), colour, np.uint8)
        self.bgr[here] = cv2.blendLinear(self.bgr[here], fill, 1 - cover, cover)
        self.alpha[here] += cover * (1 - self.alpha[here])

    def write(self, block: Block, at: tuple[int, int], colour: Colour) -> None:
        """Writes lines of text from a top left corner."""
        x, y = at
        for line in block.lines:
            self.paint(render(line, block.px, block.weight), (x, y), colour)
            y += block.step

    def freeze(self) -> Sprite:
        """The finished sprite."""
        return Sprite(self.bgr, self.alpha, 1 - self.alpha)


class Surface:
    """The picture with its unit, and the column in which panels stand, away from the person.

    Attributes:
        image: (H, W, 3) uint8 BGR, drawn on in place.
        unit: One hundredth of the shorter side in pixels, more with big text.
        column: Where panels may stand; as wide as the picture if that is upright.
        taken: Places of the panels drawn so far.
    """

    __slots__ = ("column", "image", "right", "taken", "unit")

    def __init__(
        self, image: Image, feedback: Feedback, big_text: bool, right: bool | None = None
    ) -> None:
        height, width = image.shape[:2]
        self.image = image
        self.unit = min(height, width) / 100 * (1.35 if big_text else 1)
        self.taken: list[Rect] = []
        margin = round(min(height, width) * MARGIN / 100)
        room = width - 2 * margin
        self.right = stands_left(feedback, width) if right is None else right
        wide = room if self.upright else min(room, round(width * 0.36))
        x = width - margin - wide if self.right else margin
        self.column = Rect(x, margin, wide, height - 2 * margin)

    @property
    def upright(self) -> bool:
        """Whether the picture is higher than wide."""
        return bool(self.image.shape[0] > self.image.shape[1])

    def px(self, units: float) -> int:
        """Units as whole pixels, at least one."""
        return max(1, round(units * float(self.unit)))

    def blit(self, sprite: Sprite, x: int, y: int) -> Rect:
        """Lays a sprite over the picture and takes its place.

        What reaches over the border is left out.
        """
        height, width = sprite.alpha.shape
        top, left = max(0, -y), max(0, -x)
        roi = self.image[max(0, y) : max(0, y + height), max(0, x) : max(0, x + width)]
        part = np.s_[top : top + roi.shape[0], left : left + roi.shape[1]]
        if roi.size:
            roi[:] = cv2.blendLinear(
                roi, sprite.bgr[part], sprite.inverse[part], sprite.alpha[part]
            )
        rect = Rect(x, y, width, height)
        self.taken.append(rect)
        return rect

    def line(self, start: Array, end: Array, colour: Colour, width_px: int) -> None:
        """An anti-aliased line between two points, at sub-pixel positions."""
        cv2.line(self.image, fixed(start), fixed(end), colour, width_px, cv2.LINE_AA, _SHIFT)

    def path(self, points: Array, colour: Colour, width_px: int) -> None:
        """An anti-aliased line along (N, 2) points."""
        track = np.rint(points * (1 << _SHIFT)).astype(np.int32)
        cv2.polylines(self.image, [track], False, colour, width_px, cv2.LINE_AA, _SHIFT)

    def dot(self, centre: Array, radius_px: float, colour: Colour) -> None:
        """A filled anti-aliased disc."""
        radius = round(radius_px * (1 << _SHIFT))
        cv2.circle(self.image, fixed(centre), radius, colour, -1, cv2.LINE_AA, _SHIFT)

    def wash(self, polygon: Array, colour: Colour, opacity: float) -> None:
        """Fills an (N, 2) polygon translucently, touching only the pixels around it."""
        height, width = self.image.shape[:2]
        low = np.clip(np.floor(polygon.min(axis=0)).astype(int) - 1, 0, (width, height))
        high = np.clip(np.ceil(polygon.max(axis=0)).astype(int) + 2, 0, (width, height))
        roi = self.image[low[1] : high[1], low[0] : high[0]]
        if not roi.size:
            return
        over = roi.copy()
        points = np.rint((polygon - low) * (1 << _SHIFT)).astype(np.int32)
        cv2.fillPoly(over, [points], colour, cv2.LINE_AA, _SHIFT)
        roi[:] = cv2.addWeighted(over, opacity, roi, 1 - opacity, 0)


def fixed(point: Array) -> tuple[int, int]:
    """A point in the fixed-point coordinates of OpenCV's drawing functions."""
    return round(float(point[0]) * (1 << _SHIFT)), round(float(point[1]) * (1 << _SHIFT))


def rounded(width: int, height: int, radius: int) -> Mask:
    """(height, width) mask of a filled box with round corners."""
    mask = np.zeros((height, width), np.uint8)
    r = max(0, min(radius, (min(width, height) - 1) // 2))
    cv2.rectangle(mask, (r, 0), (width - 1 - r, height - 1), (255,), -1)
    cv2.rectangle(mask, (0, r), (width - 1, height - 1 - r), (255,), -1)
    for x in (r, width - 1 - r):
        for y in (r, height - 1 - r):
            cv2.circle(mask, (x, y), r, (255,), -1, cv2.LINE_AA)
    return mask


def stands_left(feedback: Feedback, width: int, before: bool | None = None) -> bool:
    """Whether hips, or feet alone, are so far left that panels belong to the right.

    Args:
        feedback: Of the frame.
        width: Of the picture, in pixels.
        before: The answer for the frame before, which stays for who only sways; None for the first
            one.
    """
    if feedback.pose is None:
        return bool(before)
    limit = 0.42 if before is None else 0.42 + (_STAYS if before else -_STAYS)
    for part in ("hip", "knee", "ankle", "heel"):
        seen = [
            x for side in ("left", "right") if np.isfinite(x := feedback.pose.point(side, part)[0])
        ]
        if seen:
            return bool(sum(seen) / len(seen) < limit * width)
    return bool(before)
