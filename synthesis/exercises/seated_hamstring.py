"""Seated hamstring stretch."""

import numpy as np

from synthesis.body.body import Body
from synthesis.body.human import Placed
from synthesis.exercises.exercise import Planted
from synthesis.exercises.seated_hold import SeatedHold
from synthesis.maths import mix, rotate_x, rotate_z
from synthesis.scenario import Scenario
from synthesis.sides import SIGN
from synthesis.timing import ramp, window

HINGE_RAMP_S = 0.9
STRAIGHT_DEG = 4.0
OUT_DEG = 5.0


class SeatedHamstring(SeatedHold):
    """On the chair's edge: the near leg slides out onto its heel, then the trunk hinges forward."""

    must = ("knee-straight", "heel-on-floor", "hip-hinge")
    faults = {
        "knee-straight": (30.0, "deg"),
        "hip-hinge": (8.0, "deg"),
        "heel-on-floor": (0.10, "m"),
    }
    enter_s, hold_s, exit_s = 3.4, 8.0, 3.0

    def __init__(self, body: Body, scenario: Scenario):
        super().__init__(body, scenario)
        self.sit_down(0.22)
        self.hinge_deg = float(scenario.hold.get("hinge_deg", 36.0))
        self.hand_slide = float(
            scenario.hold.get("hand_slide", 0.26)
        )  # of the thigh, that the hands go forward
        self.dorsiflexion_deg = -16.0 + 4 * self.random.random()

    def pose(self, time_s: float) -> tuple[Placed, Planted]:
        """Leg out, trunk forward, hands along."""
        self.body.start()
        near, other = self.leg, self.other
        out, lean = self.phase(time_s, 0.0, 0.5), self.phase(time_s, 0.42, 1.0)
        lost = self._hinge_lost(time_s)
        hinge = self.hinge_deg * lean * (1 - lost)
        self.trunk(self.hips, 2 + 0.80 * hinge, 4 + 1.02 * hinge, 2 + 0.72 * hinge, time_s, 0.7)
        self._slide(time_s, out)
        self.body.leg(
            other, self.flat_foot(other, self.foot_x[other], self.foot_y + 0.05), (0, -1, 0.6)
        )
        hands = lean * (1 - 0.6 * lost)
        self.hand_on_thigh(near, 0.50 + self.hand_slide * hands, 10 + 8 * hands)
        self.hand_on_thigh(other, 0.50 + min(0.14, self.hand_slide) * hands)
        return self.body.pose.solve(), (other,) if out > 0 else (other, near)

    def _slide(self, time_s: float, out: float) -> None:
        """The near foot between flat on the floor (0) and out on its heel (1)."""
        side = self.leg
        knee = STRAIGHT_DEG + self.amount("knee-straight", time_s, 1.0, STRAIGHT_DEG)
        flat = np.array([self.foot_x[side], self.foot_y, self.ankle_m[side]])
        far, _, pitch = self.leg_out(
            knee, self.foot_x[side], 0.0, (-45.0, OUT_DEG), self.dorsiflexion_deg
        )
        foot = rotate_z(SIGN[side] * OUT_DEG) @ rotate_x(pitch * out)
        ankle = mix(flat, far, out)
        lift = 0.05 * self.scale * np.sin(np.pi * out) + self.amount("heel-on-floor", time_s)
        ankle[2] = self.drop_m(side, foot) + lift + self.heel_hop_m(time_s, STRAIGHT_DEG)
        self.free_foot(side, foot)
        self.body.leg(side, ankle, (0, -0.3, 1))

    def _hinge_lost(self, time_s: float) -> float:
        """Missing share of the hinge.

        A fault from the first second of the hold is missing on the way in, too.
        """
        lost = 0.0
        for planned in self.planned:
            if planned["check"] != "hip-hinge":
                continue
            start, end = self.start_s + planned["from_s"], self.start_s + planned["to_s"]
            early = planned["from_s"] <= 0
            share = (
                ramp((end - time_s) / HINGE_RAMP_S)
                if early
                else window(time_s, start, end, HINGE_RAMP_S)
            )
            lost = max(lost, (1 - float(planned.get("magnitude", 8.0)) / self.hinge_deg) * share)
        return lost
