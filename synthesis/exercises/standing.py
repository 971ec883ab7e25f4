"""What the standing exercises share.

The hip follows from the planted feet, hands find their support.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from synthesis.body.body import Body, Points
from synthesis.maths import Array, mix, rotate_x, rotate_z
from synthesis.scenario import Scenario
from synthesis.sides import OTHER, Side
from synthesis.timing import Sway

FULL_PITCH_DEG = 33.0  # hindfoot pitch of a full calf raise
LEG_M = 0.845  # the leg for which distances are written down; they grow with the leg


class Standing:
    """Measurements of one body and the sway of its pelvis (x, y), trunk, head and hands."""

    def __init__(self, body: Body, scenario: Scenario):
        self.body, self.scenario = body, scenario
        self.leg: Side = scenario.leg
        self.other: Side = OTHER[self.leg]
        self.thigh_m, self.shank_m = body.legs[self.leg].thigh_m, body.legs[self.leg].shank_m
        self.scale = (self.thigh_m + self.shank_m) / LEG_M
        self.foot_m = body.foot_length_m(self.leg)
        self.height_m = body.human.height_m
        self.random = np.random.default_rng(scenario.seed)
        self.sway_x, self.sway_y, self.sway_trunk, self.sway_head, self.sway_knee = (
            Sway([scenario.seed, i]) for i in range(5)
        )

    def update(self, time_s: float, points: Points) -> None:
        """Nothing moves but the person."""

    def heel_lift_m(self, pitch_deg: float) -> float:
        """How far the heel is above its height when flat.

        For a hindfoot pitch about the ball of the foot.
        """
        heel, _ = self.body.feet[self.leg].points([part.vertices for part in self.body.human.parts])
        lever = heel - self.body.legs[self.leg].ball
        return float((rotate_x(pitch_deg) @ lever)[2] - lever[2])

    def pitch_for(self, share: float) -> float:
        """Pitch whose heel height is this share of the person's full raise."""
        pitches = np.linspace(-30, FULL_PITCH_DEG * 1.15, 300)
        heights = [self.heel_lift_m(pitch) for pitch in pitches]
        return float(np.interp(share * self.heel_lift_m(FULL_PITCH_DEG), heights, pitches))

    def hip_height_m(
        self, x: float, y: float, ankles: Mapping[Side, Array], knees_deg: Mapping[Side, float]
    ) -> float:
        """Highest hip above (x, y) for which no supporting knee is straighter than asked.

        X is the pelvis's shift.
        """
        heights = []
        for side, ankle in ankles.items():
            reach = self.body.legs[side].reach_m(knees_deg[side])
            dx, dy = x + self.body.legs[side].hip[0] - ankle[0], y - ankle[1]
            heights.append(ankle[2] + np.sqrt(max(reach * reach - dy**2 - dx**2, 0.01)))
        return float(min(heights))

    def stand(
        self, time_s: float, hip: tuple[float, float, float], leans_deg: tuple[float, float, float]
    ) -> None:
        """Pelvis shifted to x with the hips at y and z; forward lean of pelvis, chest and head."""
        x, y, z = hip
        pelvis, chest, head = leans_deg
        turned = rotate_x(pelvis)
        left_hip = np.array([self.body.legs["L"].hip[0] + x, y, z])
        gaze = rotate_x(head) @ rotate_z(self.sway_head.at(time_s, 1.5))
        self.body.trunk(
            self.body.root_for_hip("L", left_hip, turned), turned, rotate_x(chest), gaze
        )

    def support(
        self,
        side: Side,
        point: ArrayLike,
        pole: ArrayLike,
        hand: ArrayLike,
        palm: ArrayLike,
        share: float,
    ) -> None:
        """A hand between hanging (share 0) and a support (share 1).

        On an arc in front of the body.
        """
        hanging, hanging_pole = self.body.hang(side)
        arc = np.array([0, -0.10, 0]) * 4 * share * (1 - share)
        wrist = hanging + (np.asarray(point, float) - hanging) * share + arc
        self.body.arm(side, wrist, mix(hanging_pole, pole, share), hand, palm, share)

    def looked_at(self) -> Array:
        """Half the height of the person."""
        return np.array([0, -0.05, 0.52 * self.height_m])
