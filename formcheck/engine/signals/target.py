"""Which leg is measured.

Told by the role that the exercise gives it, not by the label of the pose model.
"""

from __future__ import annotations

import math

from formcheck.engine.person.body import Body
from formcheck.engine.person.geometry import is_known
from formcheck.engine.values.feedback import Problem
from formcheck.engine.values.landmarks import Side, other_side
from formcheck.engine.values.signals import Signals
from formcheck.words import Phrase

LASTS_S = 0.4  # the role must point to the same leg for so long
TURNED_S = 1.0  # or so long in the middle of a repetition or hold: this has ended it
WRONG_S = 1.0  # before it is said that this is not the leg that was asked for
# Where legs are raised or crossed the pose model exchanges left and right: there nothing is said.
BY_VIEW = ("near", "standing")  # roles that change with the side that is near the camera
CHANGING = (*BY_VIEW, "rear", "straight")  # and those whose legs may change places in the position
ASKED = ("standing", "rear", "straight")


def leg_in_role(role: str, body: Body, readings: Signals) -> Side | None:
    """The leg in a role (see `spec.Target`); None while no leg is in it."""

    def other_is_higher(name: str, by: float) -> Side | None:
        left, right = readings.left[name], readings.right[name]
        if math.isnan(left) or math.isnan(right) or abs(left - right) < by:
            return None
        return "left" if left > right else "right"

    match role:
        case "near":
            return body.near
        case "standing":
            lifted = other_is_higher("clearance_ratio", 0.5)
            return other_side(lifted) if lifted else body.near
        case "rear":
            back = (body.left.heel[0] - body.right.heel[0]) * body.forward
            apart = readings.body["heels_apart_ratio"] >= 0.3
            return None if math.isnan(back) or not apart else "left" if back < 0 else "right"
        case "raised":
            return other_is_higher("ankle_height_ratio", 0.6)
        case "crossed":
            return other_is_higher("ankle_height_ratio", 0.3)
        case _:  # straight
            bent = other_is_higher("knee_flexion_deg", 25.0)
            return other_side(bent) if bent else None


class TargetLeg:
    """Keeps the target leg steady.

    A change must last, in the middle of a repetition or hold for longer.
    """

    def __init__(self, role: str, asked: Side | None) -> None:
        self._role, self._asked = role, asked
        self.side: Side | None = asked
        self._candidate: Side | None = None
        self._since_s = math.inf

    def update(
        self, body: Body, readings: Signals, *, locked: bool, seen: Side | None = None
    ) -> Side | None:
        """The target leg now; None before any leg was in the role.

        Args:
            body: The person.
            readings: Of this frame.
            locked: In the middle of a repetition or hold.
            seen: The leg that is seen to do the exercise, which no role contradicts.
        """
        if seen is not None and self._asked is None:
            self.side = self._candidate = seen
            return self.side
        found = leg_in_role(self._role, body, readings)
        if found != self._candidate:
            self._candidate, self._since_s = found, body.time_s
        lasts_s = self._lasts_s(body) if locked else LASTS_S
        if self._asked is None and found is not None and body.time_s - self._since_s >= lasts_s:
            self.side = found
        return self.side

    def _lasts_s(self, body: Body) -> float:
        """How long the other leg must be in the role in the middle of a movement.

        Of lone feet now this one and now that one is seen best, so nobody turns while both are
        seen.
        """
        turns = body.has_hips or not self._is_seen(body)
        return TURNED_S if turns and self._role in CHANGING else math.inf

    def _is_seen(self, body: Body) -> bool:
        return self.side is not None and is_known(body.limbs(self.side).heel)

    def problems(self, body: Body) -> tuple[Problem, ...]:
        """That the other leg is in the role, although the one asked for is near the camera."""
        wrong = self._asked == body.near and self._candidate == other_side(body.near)
        if not wrong or self._role not in ASKED or body.time_s - self._since_s < WRONG_S:
            return ()
        return (Problem("wrong-leg", Phrase(f"leg.{self._role}.{self._asked}")),)
