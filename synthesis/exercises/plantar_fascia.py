"""Plantar fascia stretch."""

import numpy as np

from synthesis.body.body import Body
from synthesis.body.human import Placed
from synthesis.exercises.exercise import Frames, Planted, Truth, fault
from synthesis.exercises.seated_hold import SeatedHold
from synthesis.maths import DOWN, Array, blend, mix, rotate_x, rotate_z, unit
from synthesis.scenario import Scenario
from synthesis.sides import SIGN, Side
from synthesis.timing import ramp, spans_where

TOES_M = 0.075  # from the ball to the tips
LOST_FEET = 0.5  # foot lengths between hand and toes


class PlantarFascia(SeatedHold):
    """Near ankle on the other thigh; the near hand pulls the toes, the other steadies the shin."""

    must = ("ankle-on-thigh", "hand-on-toes")
    faults = {
        "ankle-on-thigh": (1.0, "fraction"),
        "hand-on-toes": (1.0, "fraction"),
        "toes-pulled": (1.0, "fraction"),
    }
    enter_s, hold_s, exit_s = 4.0, 8.0, 3.0

    def __init__(self, body: Body, scenario: Scenario):
        super().__init__(body, scenario)
        self.sit_down()
        self.hand_gaps: dict[float, float] = {}

    def pose(self, time_s: float) -> tuple[Placed, Planted]:
        """Leg up, hand to the toes, pull."""
        body, near, other = self.body, self.leg, self.other
        body.start()
        up, grab = self.phase(time_s, 0.05, 0.62), self.phase(time_s, 0.5, 0.85)
        ramps = (("ankle-on-thigh", 1.0), ("hand-on-toes", 0.8), ("toes-pulled", 0.8))
        slip, away, slack = (
            float(np.clip(self.amount(check, time_s, ramp_s), 0, 1)) for check, ramp_s in ramps
        )
        pull = self.phase(time_s, 0.75, 1.0) * (1 - max(away, slack)) * (1 - slip)
        self.trunk(self.hips, 3 + 9 * grab, 6 + 15 * grab, 8 + 24 * grab, time_s, 0.7)
        body.leg(other, self.flat_foot(other, self.foot_x[other], self.foot_y), (0, -1, 0.6))
        ankle, foot = self._near_leg(up, slip, pull)
        self._hands(ankle, foot, (up, grab, away))
        gap = np.linalg.norm(body.joint("finger3-1." + near) - self._toe_tips(ankle, foot))
        self.hand_gaps[round(time_s, 4)] = float(gap / body.foot_length_m(near))
        return body.pose.solve(), (other,) if up > 0 else (other, near)

    def _toe_tips(self, ankle: Array, foot: Array) -> Array:
        leg = self.body.legs[self.leg]
        return np.asarray(ankle + foot @ (leg.ball + [0, -TOES_M * self.scale, 0] - leg.ankle))

    def _near_leg(self, up: float, slip: float, pull: float) -> tuple[Array, Array]:
        """Ankle and foot, from the floor (up 0) to the other thigh (up 1).

        Slip 1: fallen off in front of the shin.
        """
        body, near, x = self.body, self.leg, SIGN[self.leg]
        ankle = self._swing(up, slip)
        body.leg(near, ankle, unit(mix([0, -1, 0.6], [x, -0.30, 0.24], up)))
        flat = rotate_z(x * 5)
        if up <= 0:
            self.flat_foot(near, self.foot_x[near], self.foot_y)
            return ankle, flat
        shank = body.pose.rotations["lowerleg01." + near]
        foot = blend(flat, shank @ rotate_x(14 * up - 16 * pull), ramp(up / 0.8))
        self.free_foot(near, foot, 38 * pull)
        return ankle, foot

    def _swing(self, up: float, slip: float) -> Array:
        """Path of the ankle: a quadratic Bezier curve up, an arc down."""
        side, other, x, k = self.leg, self.other, SIGN[self.leg], self.scale
        hip, knee = self.body.hip(other), self.knee(other)
        floor = np.array([self.foot_x[side], self.foot_y, self.ankle_m[side]])
        over = np.array([x * 0.06, self.foot_y - 0.17 * k, 0.62 * k])
        along = unit(knee - hip) * 0.74 * self.body.legs[other].thigh_m
        on = hip + along + [-x * 0.015, 0, 0.8 * self.radius_m(0.74) + 0.035 * k]
        off = knee + [x * 0.04, -0.10 * k, -0.17 * k]
        ankle = (1 - up) ** 2 * floor + 2 * up * (1 - up) * over + up * up * on
        arc = np.sin(np.pi * slip)
        return mix(ankle, off, slip) + [0, -0.09 * k * arc, 0.02 * arc]

    def _hands(self, ankle: Array, foot: Array, shares: tuple[float, float, float]) -> None:
        """From the thighs: near hand across the toe tips from above, fingers hooked under.

        Other hand on the shin.
        """
        (up, grab, away), x, k = shares, SIGN[self.leg], self.scale
        sole, ahead = -foot[:, 2], -foot[:, 1]
        shank, knee = self.body.pose.rotations["lowerleg01." + self.leg], self.knee(self.leg)
        toes = self._toe_tips(ankle, foot) + (ahead * 0.022 - sole * 0.080) * k
        idle = knee + np.array([-x * 0.03, -0.02, 0.10]) * k
        direction = mix(unit(sole + 0.15 * ahead), [-x * 0.2, -1, -0.2], away)
        curl = 38 * (1 - away) + 12
        on_toes = (mix(toes, idle, away), direction, mix(-ahead, DOWN, away), curl)
        self._hand_from_thigh(self.leg, on_toes, grab, 0.03 * up if up >= 0.02 else 0.0)
        shin = mix(ankle, knee, 0.42) + shank @ np.array([0, -0.075, 0]) * k
        steadying = (
            shin,
            unit(np.array([x * 0.9, -0.25, -0.25])),
            shank @ np.array([0, 1.0, 0]),
            30.0,
        )
        self._hand_from_thigh(self.other, steadying, grab, 0.0)

    def _hand_from_thigh(
        self, side: Side, goal: tuple[Array, Array, Array, float], share: float, raised_m: float
    ) -> None:
        """A hand between resting on the thigh (share 0) and its goal.

        Wrist, direction, palm, curl.
        """
        wrist, direction, palm, curl = goal
        hip, along, up = self.thigh_frame(side)
        rest = (
            hip
            + along * 0.58 * self.body.legs[side].thigh_m
            + up * (self.thigh_radius_m + self.palm_m)
        )
        arc = [0, 0, 0.05 * np.sin(np.pi * share)]
        at = mix(rest + [0, 0, raised_m], wrist, share) + arc
        turned = mix(along - 0.28 * up, direction, share)
        self.hand(side, at, turned, mix(-up, palm, share), curl_deg=10 + (curl - 10) * share)

    def looked_at(self) -> Array:
        """A little higher than for the other seated exercises."""
        return np.array([0.0, -0.22 * self.scale, 0.62 * self.scale])

    def truth(self, frames: Frames) -> Truth:
        """The hand also loses the toes when the ankle slips off.

        That span is measured, not planned.
        """
        truth = super().truth(frames)
        if any(planned["check"] == "hand-on-toes" for planned in self.planned):
            return truth
        times = np.array(frames["time_s"])
        gaps = np.array([self.hand_gaps[round(time_s, 4)] for time_s in times])
        lost = (gaps > LOST_FEET) & (times >= self.start_s) & (times < self.end_s)
        for start, end in spans_where(times, lost):
            worst = gaps[(times >= start) & (times <= end)].max()
            truth["faults"].append(fault("hand-on-toes", start, end, worst, "foot lengths"))
        return truth
