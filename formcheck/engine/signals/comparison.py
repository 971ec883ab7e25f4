"""What signals are made of: readings of now beside those of the start position."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.engine.person.geometry import NAN
from formcheck.engine.signals import corrections
from formcheck.engine.signals.corrections import Posture
from formcheck.engine.values.signals import NOTHING, Values


@dataclass(frozen=True, slots=True)
class Comparison:
    """One leg, or the body, now and in the start position.

    Attributes:
        now: Readings of this frame.
        start: Readings of the quiet start position; NaN before there was one.
        body: Signals of the body.
        posture: Which corrections and assumptions hold.
        legs: The leg network found knee and foot.
        yaw_deg: Turn of the body out of the side view; NaN where not known.
        other: Readings of the other leg while that foot is flat; NaN where it is not known to be.
    """

    now: Values
    start: Values
    body: Values
    posture: Posture
    legs: bool
    yaw_deg: float
    other: Values = NOTHING

    def true(self, name: str) -> float:
        """The anatomical value of a reading."""
        return corrections.to_true(name, self.now[name], self.start, self.posture, legs=self.legs)

    def heel_height(self) -> float:
        """Height of the heel above the flat foot, foot lengths."""
        if not self.posture.feet_flat:
            return NAN
        flat = flat_heel(self.start, self.other, legs=self.legs, yaw_deg=self.yaw_deg)
        heel = self.now["heel_over_toe_ratio"] - flat
        if self.legs:
            return heel
        shank = "shank_inclination_deg"
        return heel - corrections.heel_ride_up(heel, self.now[shank], self.start[shank])

    def clearance(self) -> float:
        """Height of the foot above the other leg's toe, as if both stood on the floor at first."""
        resting = corrections.resting_clearance(self.start["clearance_ratio"])
        return self.now["clearance_ratio"] - resting


def flat_heel(start: Values, other: Values, *, legs: bool, yaw_deg: float) -> float:
    """What `heel_over_toe_ratio` reads while the foot is flat; NaN where that is not known.

    Args:
        start: Readings of the leg in the start position.
        other: Readings of the other leg while that foot is flat.
        legs: The leg network found the foot.
        yaw_deg: Turn of the body out of the side view.
    """
    name = "heel_over_toe_ratio"
    if not legs:
        return start[name]
    return corrections.resting_heel(start[name], other[name], yaw_deg)
