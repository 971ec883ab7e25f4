"""Ankle mobilisation: a foot on a chair, the knee is driven forward over it."""

import numpy as np

from synthesis.body.human import Placed
from synthesis.exercises.exercise import Frames, Planted, Truth, fault, rep
from synthesis.exercises.repeated import Repeated
from synthesis.gl.scene import Scene
from synthesis.maths import FORWARD, Array, rotate_x, rotate_z, sagittal, two_bone, unit
from synthesis.sides import NAMES, SIDES, SIGN
from synthesis.timing import ramp

SEAT_M = 0.43
START_DEG, FULL_DEG = 7.0, 35.0  # inclination of the shank
PARTIAL_BELOW_DEG = 20.0
HEEL_LEVER = 0.72  # of the foot's length from the ball to the heel
HEEL_UP = 0.16  # foot lengths of the fault heel-down
BACK_FOOT_M = 0.56
WOOD = (0.42, 0.30, 0.20)


class AnkleMobilization(Repeated):
    """Height 1 brings the shank to FULL_DEG; the standing leg carries the hips along."""

    first_s, gap_s, last_s = 0.3, 0.8, 0.3
    rep_defaults = {"height": 1.0, "up_s": 2.0, "top_s": 3.2, "down_s": 2.0}

    def prepare(self) -> None:
        """A seat as high as the leg suits, but never higher than a chair."""
        self.seat_z = round(min(0.45, SEAT_M * self.scale + 0.02), 3)

    def pose(self, time_s: float) -> tuple[Placed, Planted]:
        """The shank leans, the hips follow."""
        self.body.start()
        driven, shank_deg, heel_deg = self._drive(time_s)
        shank_deg += self.sway_knee.at(time_s, 0.5)
        x, body = SIGN[self.leg], self.body
        turned, out = rotate_z(x * 3), rotate_z(-x * 8)
        front = body.foot(
            self.leg,
            body.ball_on(self.leg, x * 0.10, 0.0, self.seat_z),
            turned @ rotate_x(heel_deg),
            turned,
        )
        back = body.foot(
            self.other, body.ball_on(self.other, -x * 0.11, BACK_FOOT_M * self.scale, 0), out, out
        )
        knee = front + self.shank_m * sagittal(shank_deg)
        hip_x = self.sway_x.at(time_s, 0.004) - x * 0.015
        hip_y, hip_z = self._hip(hip_x, knee, (front, back), 7 + 4 * driven)
        chest = 14 + 8 * driven + self.sway_trunk.at(time_s, 0.6)
        self.stand(time_s, (hip_x, hip_y, hip_z), (9 + 3 * driven, chest, 6 + 3 * driven))
        body.leg(self.leg, front)
        body.leg(self.other, back)
        self._hands(front)
        return body.pose.solve(), (self.leg, self.other)

    def _drive(self, time_s: float) -> tuple[float, float, float]:
        """How far the knee is driven (0..1), inclination of the shank.

        Pitch of a heel that lifts.
        """
        driven, shank, heel = 0.0, 0.0, 0.0
        for planned in self.reps:
            phase = planned.phase(time_s)
            driven += phase
            shank += phase * ((FULL_DEG - START_DEG) * planned.height)
            if "heel-down" in planned.faults:
                lift = (planned.faults["heel-down"] or HEEL_UP) / HEEL_LEVER
                heel += ramp((phase - 0.35) / 0.65) * float(np.degrees(np.arcsin(lift)))
        return driven, START_DEG + shank, heel

    def _hip(
        self, x: float, knee: Array, ankles: tuple[Array, Array], standing_knee_deg: float
    ) -> tuple[float, float]:
        """Place (y, z) of the hips.

        On a circle round the raised knee and on one round the standing ankle.
        """
        front, back = ankles
        across_thigh = x + self.body.legs[self.leg].hip[0] - front[0]
        across_leg = x + self.body.legs[self.other].hip[0] - back[0]
        thigh = np.sqrt(self.thigh_m**2 - min(0.02, (across_thigh * 0.5) ** 2))
        leg = np.sqrt(
            self.body.legs[self.other].reach_m(standing_knee_deg) ** 2 - across_leg * across_leg
        )
        between = back[1:] - knee[1:]
        distance = np.linalg.norm(between)
        along = between / distance
        foot = (thigh * thigh - leg * leg + distance * distance) / (2 * distance)
        height = np.sqrt(max(thigh * thigh - foot * foot, 0))
        across = np.array([-along[1], along[0]])
        y, z = max(
            (knee[1:] + foot * along + sign * height * across for sign in (1, -1)),
            key=lambda hip: hip[1],
        )
        return float(y), float(z)

    def _hands(self, ankle: Array) -> None:
        """Both hands on the raised thigh, just above the knee."""
        hip = self.body.hip(self.leg)
        knee = two_bone(hip, ankle, self.thigh_m, self.shank_m, FORWARD)
        thigh = unit(knee - hip)
        above = unit(np.cross(np.array([1.0, 0, 0]), thigh))
        above = above * np.sign(above[2])
        for side in SIDES:
            x = SIGN[side]
            point = (
                knee
                - thigh * 0.17
                + above * 0.085
                + np.array([x * 0.05 - SIGN[self.leg] * 0.01, 0, 0])
            )
            hand = thigh * 0.9 + np.array([-x * 0.25, 0, 0])
            self.support(side, point, (x, 0.5, -0.2), hand, -above, 1.0)

    def furnish(self, scene: Scene) -> None:
        """A chair whose back is in front of the foot."""
        scene.room(-1.3, -1.15)
        z, x0, (y0, y1) = self.seat_z, SIGN[self.leg] * 0.08, (-0.26, 0.20)
        scene.box((x0 - 0.22, y0, z - 0.04), (x0 + 0.22, y1, z), WOOD)
        for x in (x0 - 0.21, x0 + 0.17):
            for y in (y0 + 0.005, y1 - 0.05):
                scene.box((x, y, 0), (x + 0.04, y + 0.04, z - 0.04), WOOD)
            scene.box((x, y0 - 0.03, 0), (x + 0.04, y0, z + 0.46), WOOD)
        for up in (0.20, 0.38):
            scene.box((x0 - 0.21, y0 - 0.025, z + up), (x0 + 0.21, y0 - 0.005, z + up + 0.08), WOOD)

    def looked_at(self) -> Array:
        """Between the feet, half the height of the person."""
        return np.array([0, 0.20, 0.53 * self.height_m])

    def truth(self, frames: Frames) -> Truth:
        """Planned times, measured inclination and heel height."""
        times, leg = np.array(frames["time_s"]), frames[NAMES[self.leg]]
        heel, shank = np.array(leg["heel_height_m"]), np.array(leg["shank_inclination_deg"])
        reps, faults = [], []
        for number, planned in enumerate(self.reps, 1):
            during = np.where((times >= planned.start_s) & (times <= planned.end_s))[0]
            peak, lift = float(shank[during].max()), heel[during]
            partial = peak < PARTIAL_BELOW_DEG
            checks = sorted(planned.faults) + ["knee-over-toes"] * (
                partial and "knee-over-toes" not in planned.faults
            )
            peak_s = float(times[during[shank[during] >= peak - 0.5]].mean())
            record = rep(
                number,
                planned.times_s,
                peak_s,
                "partial" if partial else "full",
                checks,
                peak_heel_height_m=round(float(lift.max()), 4),
                peak_heel_height_ratio=round(float(lift.max() / self.foot_m), 3),
                valley_heel_height_m=round(float(lift.min()), 4),
                peak_shank_inclination_deg=round(peak, 2),
            )
            reps.append(record)
            sizes = {
                "heel-down": (lift.max() / self.foot_m, "foot_lengths"),
                "slow": (planned.up_s, "s"),
            }
            for check in checks:
                faults.append(
                    fault(check, planned.start_s, planned.end_s, *sizes.get(check, (peak, "deg")))
                )
        return {"reps": reps, "holds": [], "faults": faults}
