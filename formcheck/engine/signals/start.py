"""Nothing counts before a quiet start position was seen.

This finds it and keeps its readings as baseline.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace

from formcheck.engine.person.body import Body
from formcheck.engine.person.geometry import distance
from formcheck.engine.signals.readings import median_of, read
from formcheck.engine.values.landmarks import Side, other_side
from formcheck.engine.values.signals import UNKNOWN, Signals

QUIET_S = 0.6
QUIET_BODY = 0.02  # no point moves by more than this share of the body's height while quiet
FEET_TOGETHER = 0.45  # heel to heel, shank lengths
ON_ONE_LEG = 0.4  # foot lengths between the feet in height: the other one is lifted
STANDS_DEG, SITS_DEG = (
    45.0,
    60.0,
)  # inclination of the thigh below and above which nobody sits or stands
# Knee and shank of a leg that lies on the floor in front of somebody who sits there (shank 83 to 87
# degrees in real and rendered people; with the heel on the floor in front of a chair 48 to 62).
STRAIGHT_DEG, FLAT_DEG = 25.0, 74.0
LIES_DEG = 75.0  # inclination of the trunk above which nobody stands
FOOT_UP = 0.4  # shank lengths between the ankles: a foot is on a chair
MOVED_FEET = 0.7  # foot lengths: the foot is no longer where it stood ...
AWAY_S = 0.5  # ... once it has been away for so long


class Quiet:
    """Tells when a body has been still for QUIET_S, and what was read meanwhile."""

    def __init__(self) -> None:
        self._window: deque[tuple[float, tuple[float, ...], Signals]] = deque()

    def add(self, body: Body, readings: Signals) -> None:
        """Take one frame.

        The near leg has to be still; shoulder and hip of the same side count too.
        """
        points = _near_points(body)
        if not all(map(math.isfinite, points)):
            self._window.clear()
            return
        self._window.append((body.time_s, points, readings))
        while len(self._window) > 1 and body.time_s - self._window[1][0] >= QUIET_S:
            self._window.popleft()

    def readings(self) -> Signals | None:
        """Median readings of the last QUIET_S when nothing moved, else None."""
        if not self._window or self._window[-1][0] - self._window[0][0] < QUIET_S:
            return None
        ways = zip(*(points for _, points, _ in self._window), strict=True)
        if any(max(way) - min(way) > QUIET_BODY for way in ways):
            return None
        return median_of([readings for _, _, readings in self._window])

    def forget(self) -> None:
        """Start anew."""
        self._window.clear()


def _near_points(body: Body) -> tuple[float, ...]:
    """X and y of what has to be still, in statures."""
    limbs, height_px = body.limbs(body.near), body.height_px
    parts = limbs.shoulder, limbs.hip, limbs.knee, limbs.ankle, limbs.heel, limbs.foot_index
    return tuple(value / height_px for point in parts for value in point)


def _standing(r: Signals, side: Side) -> bool:
    return (
        abs(r.of(side)["knee_flexion_deg"]) < 30
        and abs(r.of(side)["thigh_inclination_deg"]) < 25
        and abs(r.body["trunk_inclination_deg"]) < 30
        and (
            r.body["heels_apart_ratio"] < FEET_TOGETHER
            or r.of(other_side(side))["clearance_ratio"] > ON_ONE_LEG
        )
    )


def _foot_up(r: Signals, side: Side) -> bool:
    raised = abs(r.of(side)["ankle_height_ratio"]) > FOOT_UP
    return raised and abs(r.body["trunk_inclination_deg"]) < 40


def _seated(r: Signals, side: Side) -> bool:
    sits = 55 < r.of(side)["thigh_inclination_deg"] < 125 and not _sits_on_floor(r, side)
    return sits and abs(r.body["trunk_inclination_deg"]) < 40


def _lying(r: Signals, side: Side) -> bool:
    lies = abs(r.body["trunk_inclination_deg"]) > 55
    return lies and not math.isnan(r.of(side)["knee_flexion_deg"])


def _long_sitting(r: Signals, side: Side) -> bool:
    sits = 55 < r.of(side)["thigh_inclination_deg"] < 125
    return sits and abs(r.body["trunk_inclination_deg"]) < 50


IN_POSTURE: dict[str, Callable[[Signals, Side], bool]] = {
    "standing": _standing,
    "foot-up": _foot_up,
    "seated": _seated,
    "lying": _lying,
    "long-sitting": _long_sitting,
}


def may_be_in(posture: str, seen: Signals, side: Side) -> bool:
    """False when what is seen at the bottom of a movement contradicts a posture.

    What is not seen does not.

    Args:
        posture: As in specs.
        seen: Readings or signals.
        side: The measured leg.
    """
    thigh = seen.of(side)["thigh_inclination_deg"]
    trunk = abs(seen.body["trunk_inclination_deg"])
    lies = trunk > LIES_DEG
    match posture:
        case "standing":
            return not abs(thigh) > SITS_DEG and not lies
        case "seated":
            return not thigh < STANDS_DEG and not _sits_on_floor(seen, side)
        case "foot-up":
            return not abs(seen.of(side)["ankle_height_ratio"]) < FOOT_UP and not lies
        case "lying":
            return not trunk < STANDS_DEG
        case _:
            return not thigh < STANDS_DEG and not lies


def _sits_on_floor(seen: Signals, side: Side) -> bool:
    """A straight leg lies flat; from a chair it slopes down by 30 degrees."""
    leg = seen.of(side)
    is_straight = abs(leg["knee_flexion_deg"]) < STRAIGHT_DEG
    return is_straight and abs(leg["shank_inclination_deg"]) > FLAT_DEG


@dataclass(frozen=True, slots=True)
class Placed:
    """A body beside its start position.

    Attributes:
        body: In the sizes of the start position: a scale that wanders would move every height.
        readings: Of this body.
        base: Readings of the start position; UNKNOWN before there was one.
        moved: The near foot has been away from its place for half a second: walking, turning,
            leaving.
    """

    body: Body
    readings: Signals
    base: Signals
    moved: bool


class StartPosition:
    """Keeps the last quiet start position, and whether the feet are still where they were.

    Attributes:
        base: Its readings; UNKNOWN before there was one.
    """

    def __init__(self, posture: str) -> None:
        self._in_posture = IN_POSTURE[posture]
        self._quiet = Quiet()
        self.base = UNKNOWN
        self._body: Body | None = None
        self._moved_since_s = math.inf

    def place(self, body: Body, *, accept: bool, renew: bool) -> Placed:
        """The body of one frame beside the start position, which may be this very moment.

        Args:
            body: As it was found.
            accept: Whether it may be; not in the middle of a repetition, whose top is quiet, too.
            renew: Whether a new start position may replace the old one.
        """
        readings = read(body)
        if accept:
            self._quiet.add(body, readings)
            if renew or not self.base:
                self._look(body)
        start = self._body
        if start is None:
            return Placed(body, readings, self.base, moved=True)
        if start is not body:
            body = _in_sizes_of(start, body)
            readings = read(body)
        return Placed(body, readings, self.base, self._is_away(body, start))

    def _look(self, body: Body) -> None:
        still = self._quiet.readings()
        if still is not None and self._in_posture(still, body.near):
            self.base, self._body = still, body

    def _is_away(self, body: Body, start: Body) -> bool:
        place, was = body.limbs(body.near).foot_index, start.limbs(body.near).foot_index
        away = distance(place, was) > MOVED_FEET * body.foot_px
        self._moved_since_s = min(self._moved_since_s, body.time_s) if away else math.inf
        return body.time_s - self._moved_since_s >= AWAY_S

    def forget(self) -> None:
        """The person left or moved: a new quiet start position is needed."""
        self.base, self._body, self._moved_since_s = UNKNOWN, None, math.inf
        self._quiet.forget()


def _in_sizes_of(start: Body, body: Body) -> Body:
    return replace(body, leg_px=start.leg_px, trunk_px=start.trunk_px, foot_px=start.foot_px)
