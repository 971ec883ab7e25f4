"""Where the measured foot stands.

A step aside, a turn, a nudge of the camera begin a new place with a new floor.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

import numpy as np

from formcheck.engine.values.landmarks import Array

AWAY = 0.5  # foot lengths: the toe is no longer where it stood
AWAY_S = 0.4  # for so long, or it comes back
FOLLOWS_S = 2.0  # slow shifts belong to the place
JITTER_S = 0.5  # what comes and goes faster is jitter, what is slower the person or the camera
WATCHED_S = 8.0
MEDIAN_SD = 1 / (0.6745 * math.sqrt(2))  # from the median of the differences of two readings


@dataclass(frozen=True, slots=True)
class Ground:
    """What the feet stand on.

    Attributes:
        place: Number of the place; each has a floor of its own.
        flat: What the signal reads while the foot is flat; NaN where that is not known.
        margin: What is lower than flat by so much is lower indeed.
        judges_floor: The signal is exact enough to tell from any floor whether a heel came down to
            it.
        jitter: Standard deviation of the height of a point there, in the unit of the signal.
        doubt: By how much heights may be off, because the level of the flat foot is not certain.
    """

    place: int = 0
    flat: float = 0.0
    margin: float = 0.1
    judges_floor: bool = True
    jitter: float = 0.0
    doubt: float = 0.0


LEVEL = Ground()


class Place:
    """Follows the toe of the measured foot.

    Attributes:
        number: Of the present place, counted from 0.
    """

    def __init__(self) -> None:
        self.number = 0
        self._toe = self._origin = self._away = np.full(2, np.nan)
        self._time_s = -math.inf
        self._left_s = math.inf
        self._past: deque[tuple[float, float]] = deque()
        self._steps: deque[tuple[float, float]] = deque()

    @property
    def jitter(self) -> float:
        """Standard deviation of a reading of the toe's height, foot lengths.

        It has no reason to move, so what it is seen to do within half a second is jitter, and that
        of every other point is about as large. The median does not mind that it moves now and then.
        NaN before it was seen for so long.
        """
        if not self._steps:
            return math.nan
        return MEDIAN_SD * float(np.median([step for _, step in self._steps]))

    def left_s(self, time_s: float, toe_px: Array, foot_px: float) -> float | None:
        """When the foot left its place, once that is certain; None while it is there.

        Args:
            time_s: Time of the frame.
            toe_px: (2,) the toe in the picture.
            foot_px: Foot length.
        """
        if np.isnan(toe_px).any():
            return None
        dt, self._time_s = time_s - self._time_s, time_s
        if np.isnan(self._toe).any():
            self._toe = self._origin = toe_px
        self._watch(time_s, float(self.offset(toe_px, foot_px)[1]))
        if np.linalg.norm(toe_px - self._toe) <= AWAY * foot_px:
            self._toe = self._toe + (1 - math.exp(-dt / FOLLOWS_S)) * (toe_px - self._toe)
            self._left_s = math.inf
            return None
        if math.isinf(self._left_s):
            self._left_s, self._away = time_s, toe_px
        if time_s - self._left_s < AWAY_S:
            return None
        left_s = self._left_s
        self.forget()
        self._toe, self._origin = toe_px, self._away
        return left_s

    def offset(self, toe_px: Array, foot_px: float) -> Array:
        """(2,) foot lengths from where the toe came to this place; y down."""
        offset: Array = (toe_px - self._origin) / foot_px
        return offset

    def _watch(self, time_s: float, toe_y: float) -> None:
        self._past.append((time_s, toe_y))
        while time_s - self._past[0][0] > JITTER_S:
            self._steps.append((time_s, abs(toe_y - self._past.popleft()[1])))
        while self._steps and time_s - self._steps[0][0] > WATCHED_S:
            self._steps.popleft()

    def forget(self) -> None:
        """The foot stands elsewhere now."""
        self.number, self._left_s = self.number + 1, math.inf
        self._toe, self._origin = np.full(2, np.nan), np.full(2, np.nan)
        self._past.clear()
