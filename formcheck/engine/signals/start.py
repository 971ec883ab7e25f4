"""Nothing counts before a quiet start position was seen.

This finds it and keeps its readings as baseline.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from formcheck.engine.person.body import Body
from formcheck.engine.person.geometry import distance
from formcheck.engine.signals.readings import Readings, median_of
from formcheck.engine.values.landmarks import Array, Side, other_side

QUIET_S = 0.6
QUIET_BODY = 0.02  # no point moves by more than this share of the body's height while quiet
PARTS = ("shoulder", "hip", "knee", "ankle", "heel", "foot_index")
FEET_TOGETHER = 0.45  # heel to heel, shank lengths
ON_ONE_LEG = 0.4  # foot lengths between the feet in height: the other one is lifted
STANDS_DEG, SITS_DEG = (
    45.0,
    60.0,
)  # inclination of the thigh below and above which nobody sits or stands
LIES_DEG = 75.0  # inclination of the trunk above which nobody stands
FOOT_UP = 0.4  # shank lengths between the ankles: a foot is on a chair
MOVED_FEET = 0.7  # foot lengths: the foot is no longer where it stood


class Quiet:
    """Tells when a body has been still for QUIET_S, and what was read meanwhile."""

    def __init__(self) -> None:
        self._window: deque[tuple[float, Array, Readings]] = deque()

    def update(self, body: Body, side: Side, readings: Readings) -> Readings | None:
        """Median readings of the last QUIET_S when nothing moved, else None.

        Args:
            body: The body now.
            side: The leg that has to be still; shoulder and hip of the same side count too.
            readings: `signals.read` of this frame.
        """
        points = np.array([body.point(side, part) for part in PARTS]) / body.height_px
        if not np.isfinite(points).all():
            self._window.clear()
            return None
        self._window.append((body.time_s, points, readings))
        while body.time_s - self._window[1][0] >= QUIET_S if len(self._window) > 1 else False:
            self._window.popleft()
        if body.time_s - self._window[0][0] < QUIET_S:
            return None
        moved = np.ptp([points for _, points, _ in self._window], axis=0).max()
        return median_of([r for _, _, r in self._window]) if moved <= QUIET_BODY else None

    def forget(self) -> None:
        """Start anew."""
        self._window.clear()


def _standing(r: Readings, side: Side) -> bool:
    return (
        abs(r[f"{side}_knee_flexion_deg"]) < 30
        and abs(r[f"{side}_thigh_inclination_deg"]) < 25
        and abs(r["trunk_inclination_deg"]) < 30
        and (
            r["step_length_ratio"] < FEET_TOGETHER
            or r[f"{other_side(side)}_clearance_ratio"] > ON_ONE_LEG
        )
    )


def _foot_up(r: Readings, side: Side) -> bool:
    raised = abs(r[f"{side}_ankle_height_ratio"]) > FOOT_UP
    return raised and abs(r["trunk_inclination_deg"]) < 40


def _seated(r: Readings, side: Side) -> bool:
    return 55 < r[f"{side}_thigh_inclination_deg"] < 125 and abs(r["trunk_inclination_deg"]) < 40


def _lying(r: Readings, side: Side) -> bool:
    return abs(r["trunk_inclination_deg"]) > 55 and not math.isnan(r[f"{side}_knee_flexion_deg"])


def _long_sitting(r: Readings, side: Side) -> bool:
    return abs(r["trunk_inclination_deg"]) < 50 and 55 < r[f"{side}_thigh_inclination_deg"] < 125


IN_POSTURE: dict[str, Callable[[Readings, Side], bool]] = {
    "standing": _standing,
    "foot-up": _foot_up,
    "seated": _seated,
    "lying": _lying,
    "long-sitting": _long_sitting,
}


def may_be_in(posture: str, readings: Readings, side: Side) -> bool:
    """False when what is seen at the bottom of a movement contradicts a posture.

    What is not seen does not.

    Args:
        posture: As in specs.
        readings: Readings or signals; they may lack what the posture is told by.
        side: The measured leg.
    """
    thigh = readings.get(f"{side}_thigh_inclination_deg", math.nan)
    match posture:
        case "standing":
            return (
                not abs(thigh) > SITS_DEG
                and not abs(readings.get("trunk_inclination_deg", math.nan)) > LIES_DEG
            )
        case "seated":
            return not thigh < STANDS_DEG
        case "foot-up":
            return not abs(readings.get(f"{side}_ankle_height_ratio", math.nan)) < FOOT_UP
        case _:
            return True


class StartPosition:
    """Keeps the baseline of the last quiet start position, and whether the feet are still where they were."""

    def __init__(self, posture: str) -> None:
        self._in_posture = IN_POSTURE[posture]
        self._quiet = Quiet()
        self.base: Readings = {}
        self._body: Body | None = None
        self._moved_since_s = math.inf

    def update(self, body: Body, side: Side, readings: Readings, *, renew: bool) -> None:
        """Look at one frame; `renew` allows a new baseline to replace the old one."""
        still = self._quiet.update(body, side, readings)
        if still is not None and (renew or not self.base) and self._in_posture(still, side):
            self.base, self._body = still, body

    def scaled(self, body: Body) -> Body:
        """The body with the sizes of the start position.

        A scale that wanders would move every height.
        """
        ref = self._body
        if ref is None:
            return body
        return replace(body, leg_px=ref.leg_px, trunk_px=ref.trunk_px, foot_px=ref.foot_px)

    def feet_moved(self, body: Body, side: Side) -> bool:
        """True when the foot has been away from its place for half a second.

        Walking, turning, leaving.
        """
        if self._body is None:
            return True
        away = (
            distance(body.point(side, "foot_index"), self._body.point(side, "foot_index"))
            > MOVED_FEET * body.foot_px
        )
        self._moved_since_s = min(self._moved_since_s, body.time_s) if away else math.inf
        return body.time_s - self._moved_since_s >= 0.5

    def forget(self) -> None:
        """The person left or moved: a new quiet start position is needed."""
        self.base, self._body, self._moved_since_s = {}, None, math.inf
        self._quiet.forget()
