"""Where the two legs were last, so that one does not become the other between two frames."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from formcheck.engine.values.landmarks import Array
from formcheck.media.pose.leg_net import FEET, KNEE

__all__ = ["MEMORY_S", "LegTracks", "feet_apart", "foot_length"]

MEMORY_S: Final = 0.5  # older places say nothing
# Labels that stay exchanged for longer are right after all; the same as in the engine, which
# repairs landmarks.
RELENT_S: Final = 0.3
CLEARLY: Final = 0.5  # an exchange must fit at least twice as well
# In foot lengths: legs closer together than this need not be told apart.
APART: Final = 0.3
# In foot lengths: points that go further between two frames went to another leg, if they are where
# that one was.
LEAP: Final = 0.3
_GROUPS: Final = ([KNEE], FEET)


class LegTracks:
    """The last good place of each leg."""

    def __init__(self) -> None:
        self._xy = np.full((2, 5, 2), np.nan)
        self._seen_s = np.full(2, -math.inf)
        self._exchanged_s: float | None = None

    def place(self, time_s: float, leg: int) -> Array | None:
        """(5, 2) where the leg was a moment ago, or None."""
        return self._xy[leg] if time_s - self._seen_s[leg] <= MEMORY_S else None

    def keep(self, time_s: float, leg: int, xy_px: Array) -> None:
        """Remembers a good place (5, 2) of a leg."""
        self._xy[leg], self._seen_s[leg] = xy_px, time_s

    def forget(self, *legs: int) -> None:
        """Forgets where legs were."""
        self._seen_s[list(legs)] = -math.inf

    def repaired(self, time_s: float, hints: Array) -> Array:
        """`hints` (2, 5, 2) in pixels, with the parts put back that the model had exchanged.

        An exchange of the feet that lasts is taken over: then the pose model meant it.
        """
        if max(time_s - self._seen_s) > MEMORY_S:
            return hints
        exchanged = [self._is_exchanged(hints, group) for group in _GROUPS]
        if not exchanged[1]:
            self._exchanged_s = None
        elif self._exchanged_s is None:
            self._exchanged_s = time_s
        elif time_s - self._exchanged_s > RELENT_S:
            self._xy, self._exchanged_s = self._xy[::-1].copy(), None
            return hints
        hints = hints.copy()
        for group, is_exchanged in zip(_GROUPS, exchanged, strict=True):
            if is_exchanged:
                hints[:, group] = hints[::-1, group]
        return hints

    def leapt(self, time_s: float, leg: int, xy_px: Array, other_px: Array | None) -> bool:
        """Whether a leg's new points (5, 2) are those of the other leg rather than its own.

        Args:
            time_s: Time of the frame.
            leg: 0 the left one, 1 the right one.
            xy_px: Its new points.
            other_px: Where the other leg is now, None unknown.
        """
        own, other = self.place(time_s, leg), self.place(time_s, 1 - leg)
        if own is None:
            return False
        foot_px = foot_length(own)
        others = [
            place
            for place in (other, other_px)
            if place is not None and feet_apart(own, place) > APART * foot_px
        ]
        gone = feet_apart(xy_px, own)
        return gone > LEAP * foot_px and any(
            feet_apart(xy_px, place) < CLEARLY * gone for place in others
        )

    def _is_exchanged(self, hints: Array, group: list[int]) -> bool:
        was, now = self._xy[:, group], hints[:, group]
        gap = APART * max(foot_length(leg) for leg in self._xy)
        if not np.linalg.norm(was[0] - was[1], axis=-1).mean() > gap:
            return False
        as_labelled = np.linalg.norm(now - was, axis=-1).mean()
        return bool(np.linalg.norm(now[::-1] - was, axis=-1).mean() < CLEARLY * as_labelled)


def foot_length(leg: Array) -> float:
    """How long the foot looks, heel to toe, but at least a third of the shank.

    A foot seen from its end is short.
    """
    foot = np.linalg.norm(leg[FEET[2]] - leg[FEET[1]])
    shank = np.linalg.norm(leg[KNEE] - leg[FEET[0]])
    return float(np.nanmax([foot, shank / 3, 1.0]))


def feet_apart(a: Array, b: Array) -> float:
    """Mean distance of the feet of two legs (5, 2) in pixels."""
    return float(np.linalg.norm(a[FEET] - b[FEET], axis=-1).mean())
