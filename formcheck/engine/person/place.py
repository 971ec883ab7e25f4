"""Where the measured foot stands.

A step aside, a turn, a nudge of the camera begin a new place with a new floor.
"""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections import deque
from dataclasses import dataclass

from formcheck.engine.person.geometry import NOWHERE, Point, distance, is_known

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
        tilt: By how much a heel on the floor may be read off it, because the camera may be tilted.
    """

    place: int = 0
    flat: float = 0.0
    margin: float = 0.1
    judges_floor: bool = True
    jitter: float = 0.0
    doubt: float = 0.0
    tilt: float = 0.0


LEVEL = Ground()


class Place:
    """Follows the toe of the measured foot.

    Attributes:
        number: Of the present place, counted from 0.
    """

    def __init__(self) -> None:
        self.number = 0
        self._toe: Point | None = None
        self._origin: Point = NOWHERE
        self._away: Point = NOWHERE
        self._time_s = -math.inf
        self._left_s = math.inf
        self._past: deque[tuple[float, float]] = deque()
        self._steps: deque[tuple[float, float]] = deque()
        self._sorted_steps: list[float] = []

    @property
    def jitter(self) -> float:
        """Standard deviation of a reading of the toe's height, foot lengths.

        It has no reason to move, so what it is seen to do within half a second is jitter, and that
        of every other point is about as large. The median does not mind that it moves now and then.
        NaN before it was seen for so long.
        """
        steps = self._sorted_steps
        if not steps:
            return math.nan
        median = (steps[(len(steps) - 1) // 2] + steps[len(steps) // 2]) / 2
        return MEDIAN_SD * median

    def left_s(self, time_s: float, toe_px: Point, foot_px: float) -> float | None:
        """When the foot left its place, once that is certain; None while it is there.

        Args:
            time_s: Time of the frame.
            toe_px: The toe in the picture.
            foot_px: Foot length.
        """
        if not is_known(toe_px) or not foot_px > 0:
            return None
        dt, self._time_s = time_s - self._time_s, time_s
        if self._toe is None:
            self._toe = self._origin = toe_px
        self._watch(time_s, self.offset(toe_px, foot_px)[1])
        if distance(toe_px, self._toe) <= AWAY * foot_px:
            self._toe = _towards(self._toe, toe_px, 1 - math.exp(-dt / FOLLOWS_S))
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

    def offset(self, toe_px: Point, foot_px: float) -> tuple[float, float]:
        """Foot lengths from where the toe came to this place; y down."""
        dx, dy = toe_px[0] - self._origin[0], toe_px[1] - self._origin[1]
        return dx / foot_px, dy / foot_px

    def _watch(self, time_s: float, toe_y: float) -> None:
        self._past.append((time_s, toe_y))
        while time_s - self._past[0][0] > JITTER_S:
            step = abs(toe_y - self._past.popleft()[1])
            self._steps.append((time_s, step))
            insort(self._sorted_steps, step)
        while self._steps and time_s - self._steps[0][0] > WATCHED_S:
            _, step = self._steps.popleft()
            del self._sorted_steps[bisect_left(self._sorted_steps, step)]

    def forget(self) -> None:
        """The foot stands elsewhere now."""
        self.number, self._left_s = self.number + 1, math.inf
        self._toe, self._origin = None, NOWHERE
        self._past.clear()


def _towards(start: Point, end: Point, share: float) -> Point:
    """A share of the way from one point to another."""
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])
