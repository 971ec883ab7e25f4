"""Hamstring stretch, lying."""

import numpy as np

from synthesis.body.body import Body
from synthesis.body.human import Placed
from synthesis.exercises.exercise import Planted
from synthesis.exercises.seated_hold import SeatedHold
from synthesis.gl.scene import Scene
from synthesis.maths import DOWN, FORWARD, Array, mix, rotate_x, rotate_z, unit
from synthesis.scenario import Scenario
from synthesis.sides import SIDES, SIGN, Side

MAT_M = 0.012
MAT = (0.40, 0.22, 0.30)
THIGH_DEG = 94.0  # elevation of the held thigh
LIFTED_KNEE_DEG, LIFTED_ANKLE_DEG = 88.0, -18.0  # before the knee straightens
STRETCHED_ANKLE_DEG = 6.0
LYING_OUT_DEG = 4.0


def _corner_deg(a: float, b: float, opposite: float) -> float:
    """Angle between the sides a and b of a triangle (law of cosines)."""
    return float(np.degrees(np.arccos((a * a + b * b - opposite * opposite) / (2 * a * b))))


class SupineHamstring(SeatedHold):
    """Both hands hold the near thigh upright, then the knee extends with the toes pulled."""

    must = ("thigh-upright", "knee-straight", "thigh-still")
    faults = {
        "thigh-upright": (35.0, "deg"),
        "knee-straight": (45.0, "deg"),
        "toes-pulled": (30.0, "deg"),
        "thigh-still": (18.0, "deg"),
    }
    enter_s, hold_s, exit_s = 6.5, 8.0, 3.5

    def __init__(self, body: Body, scenario: Scenario):
        super().__init__(body, scenario)
        self.knee_deg = float(scenario.hold.get("knee_flexion_deg", 13.0))
        hip_x = body.legs[self.leg].hip[0]
        self.lying_y = {side: -0.60 * body.legs[side].length_m for side in SIDES}
        self.lying_x = {side: SIGN[side] * (abs(hip_x) + 0.02) for side in SIDES}
        self.hips = np.array([hip_x, 0.0, 0.10 * self.scale])
        self.chest_deg, self.head_deg = -90.0, -84.0
        self._lie_down()
        self._measure_start()

    def _lie_down(self) -> None:
        """Lowers pelvis, shoulders and head onto the mat: hip height, angles of chest and head."""
        for _ in range(4):
            self._trunk_and_other_leg(0.0)
            self._bent(self.leg)
            y = self.body.shoulder("L")[1]
            pelvis = MAT_M - 0.008 - self.lowest_m((-0.3, 0.3, -0.1, 0.14))
            shoulder = (
                MAT_M - 0.004 - self.lowest_m((-0.14, 0.14, y - 0.10, y + 0.05), ("shirt", "body"))
            )
            head = MAT_M - 0.003 - self.lowest_m((-0.1, 0.1, y + 0.14, y + 0.5), ("scalp", "body"))
            self.hips[2] += pelvis
            self.chest_deg += 0.8 * float(np.degrees((shoulder - pelvis) / y))
            self.head_deg += 0.8 * float(np.degrees((head - shoulder) / (0.22 * self.scale)))

    def _measure_start(self) -> None:
        """Elevation of the thigh and bend of the knee with the foot flat on the mat."""
        leg = self.body.legs[self.leg]
        y, z = self.lying_y[self.leg] - self.hips[1], MAT_M + self.ankle_m[self.leg] - self.hips[2]
        reach = float(np.hypot(y, z))
        self.first_knee_deg = 180 - _corner_deg(leg.thigh_m, leg.shank_m, reach)
        self.first_thigh_deg = float(np.degrees(np.arctan2(z, -y))) + _corner_deg(
            leg.thigh_m, reach, leg.shank_m
        )

    #
    # ----------------------------------------------------------------------------------------------
    # posture

    def pose(self, time_s: float) -> tuple[Placed, Planted]:
        """Lift the bent leg, then straighten it."""
        self._trunk_and_other_leg(time_s + 1e-3)
        lift, extend = self.phase(time_s, 0.0, 0.40), self.phase(time_s, 0.42, 1.0)
        if lift > 0:
            self._lifted_leg(
                self._thigh_deg(time_s, lift, extend),
                *self._knee_and_ankle(time_s, lift, extend),
                lift,
            )
        else:
            self._bent(self.leg)
        self._arms(self.phase(time_s, 0.18, 0.46))
        return self.body.pose.solve(), (self.other,) if lift > 0 else (self.other, self.leg)

    def _thigh_deg(self, time_s: float, lift: float, extend: float) -> float:
        dropped = self.amount("thigh-upright", time_s, 1.2) + self.amount(
            "thigh-still", time_s, 1.2
        )
        raised = self.first_thigh_deg + (THIGH_DEG - self.first_thigh_deg) * lift
        return raised - dropped + self.sway.at(time_s + 60, 0.4) * extend

    def _knee_and_ankle(self, time_s: float, lift: float, extend: float) -> tuple[float, float]:
        """Flexion of the knee, dorsiflexion of the ankle."""
        goal = self.knee_deg + self.amount("knee-straight", time_s, 1.4, self.knee_deg)
        knee = self.first_knee_deg * (1 - lift) + lift * (
            LIFTED_KNEE_DEG * (1 - extend) + goal * extend
        )
        knee += self.sway.at(time_s + 30, 0.5) * extend
        ankle = LIFTED_ANKLE_DEG * lift * (1 - extend) + STRETCHED_ANKLE_DEG * extend
        return knee, ankle - self.amount("toes-pulled", time_s)

    def _trunk_and_other_leg(self, time_s: float) -> None:
        self.body.start()
        w, pelvis = self.sway.at(time_s, 0.3), rotate_x(-90.0)
        chest, head = (
            rotate_x(self.chest_deg + 0.2 * w),
            rotate_z(1.2 * w) @ rotate_x(self.head_deg),
        )
        self.body.trunk(self.body.root_for_hip(self.leg, self.hips, pelvis), pelvis, chest, head)
        self._bent(self.other)

    def _bent(self, side: Side) -> None:
        """A bent leg, its foot flat on the mat."""
        ankle = self.flat_foot(
            side, self.lying_x[side], self.lying_y[side], MAT_M, out=LYING_OUT_DEG
        )
        self.body.leg(side, ankle, (0, -0.3, 1))

    def _lifted_leg(self, thigh_deg: float, knee_deg: float, ankle_deg: float, lift: float) -> None:
        """The near leg in the air; the foot leaves the mat flat, then follows the shank."""
        side, leg = self.leg, self.body.legs[self.leg]
        across = self.lying_x[side] - self.hips[0]
        inward = np.sqrt(1 - (across / leg.length_m) ** 2)
        thigh, shank = np.radians(thigh_deg), np.radians(thigh_deg - knee_deg)
        forward = leg.thigh_m * np.cos(thigh) + leg.shank_m * np.cos(shank)
        up = leg.thigh_m * np.sin(thigh) + leg.shank_m * np.sin(shank)
        ankle = self.hips + [across, -inward * forward, inward * up]
        pitch = (-90 - (thigh_deg - knee_deg) - ankle_deg) * lift
        foot = rotate_z(SIGN[side] * LYING_OUT_DEG * (1 - lift)) @ rotate_x(pitch)
        self.free_foot(side, foot)
        ankle[2] = max(ankle[2], MAT_M + self.drop_m(side, foot))
        self.body.leg(side, ankle, (0, 0.9, 1))

    def _arms(self, share: float) -> None:
        """0: beside the body with the palms down; 1: both hands behind the near thigh."""
        body = self.body
        thigh = unit(self.knee(self.leg) - body.hip(self.leg))
        back = unit(np.array([0.0, -thigh[2], thigh[1]]))
        middle = body.hip(self.leg) + thigh * 0.60 * body.legs[self.leg].thigh_m
        for side in SIDES:
            inward = np.array([-SIGN[side], 0, 0])
            grip = (
                middle
                + back * (0.55 * self.thigh_radius_m)
                - inward * (self.thigh_radius_m + 0.015)
                - thigh * 0.03
            )
            wrist = self._hand_path(side, grip, share)
            direction = mix(FORWARD, unit(back * 0.8 + inward * 0.75 + thigh * 0.25), share)
            palm = mix(DOWN, unit(inward * 0.8 - back * 0.8), share)
            x = SIGN[side] * 0.9
            self.hand(
                side,
                wrist,
                direction,
                palm,
                mix([x, 0.1, -0.15], [x, 0.25, -0.5], share),
                8 + 26 * share,
            )

    def _hand_path(self, side: Side, grip: Array, share: float) -> Array:
        """From the mat in an arc over the hip to the thigh: a quadratic Bezier curve."""
        shoulder, length = self.body.shoulder(side), self.body.arms[side].length_m
        x = SIGN[side]
        rest = np.array(
            [
                shoulder[0] + x * 0.10 * self.scale,
                shoulder[1] - 0.955 * length,
                MAT_M + 0.035 * self.scale,
            ]
        )
        over = np.array([grip[0] + x * 0.08, 0.5 * (rest[1] + grip[1]), 0.34 * self.scale])
        return np.asarray(
            (1 - share) ** 2 * rest + 2 * share * (1 - share) * over + share * share * grip
        )

    #
    # ----------------------------------------------------------------------------------------------
    # room

    def furnish(self, scene: Scene) -> None:
        """A mat."""
        scene.room(-1.3)
        scene.box((-0.36, -0.86 * self.scale, 0), (0.36, 1.0 * self.scale, MAT_M), MAT)

    def looked_at(self) -> Array:
        """Above the hip."""
        return np.array([0.0, 0.06 * self.scale, 0.40 * self.scale])
