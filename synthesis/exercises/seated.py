"""What seated and lying exercises share: contacts measured on the body, hands, chair, holds.

Sagittal angles: shank inclination (+ = knee in front of the ankle), foot pitch (+ = heel up); their
difference is the dorsiflexion of the ankle.
"""

from collections.abc import Collection

import numpy as np
from numpy.typing import ArrayLike

from synthesis.body.body import TOES, Body, Points
from synthesis.gl.scene import Scene
from synthesis.maths import Array, rotate_about, rotate_x, rotate_z, unit
from synthesis.scenario import Scenario
from synthesis.sides import OTHER, SIDES, SIGN, Side
from synthesis.timing import Sway

LEG_M = 0.849  # the leg for which distances are written down; they grow with the leg
FINGER_BONES = tuple((finger, joint) for finger in range(1, 6) for joint in range(1, 4))
FOOT_HEIGHT_M = 0.05
WOOD = (0.42, 0.30, 0.20)
SEAT_HALF_M = 0.22
ALONG_THIGH = np.array([0.4, 0.55, 0.7, 0.85, 1.0])
Region = tuple[float, float, float, float]  # x0, x1, y0, y1


class Seated:
    """One body, sitting or lying; `leg` exercises and is near the camera."""

    def __init__(self, body: Body, scenario: Scenario):
        self.body, self.scenario = body, scenario
        self.leg: Side = scenario.leg
        self.other: Side = OTHER[self.leg]
        self.lead_s = scenario.lead_in_s
        self.scale = body.legs["L"].length_m / LEG_M
        self.sway = Sway(scenario.seed)
        self.random = np.random.default_rng(scenario.seed)
        self.ankle_m = {
            side: body.legs[side].ankle[2] - body.feet[side].sole_m for side in SIDES
        }  # foot flat
        self._thigh_radii_m = self._measured_thigh()
        self.thigh_radius_m = self.radius_m(0.6)
        self.palm_m = 0.030 * self.scale  # the wrist joint above the surface under a flat hand
        self._foot_shape = {side: self._low_foot(side) - body.legs[side].ankle for side in SIDES}

    def update(self, time_s: float, points: Points) -> None:
        """Nothing moves but the person."""

    #
    # ----------------------------------------------------------------------------------------------
    # measurements

    def _low_foot(self, side: Side) -> Array:
        """The lowest part of the foot's surface at rest (n, 3)."""
        foot = self.body.feet[side]
        vertices = self.body.human.parts[foot.part].vertices
        low = (np.sign(vertices[:, 0]) == SIGN[side]) & (
            vertices[:, 2] < foot.sole_m + FOOT_HEIGHT_M
        )
        return vertices[low]

    def _measured_thigh(self) -> Array:
        """How far the clothed left thigh reaches in front of its axis at ALONG_THIGH.

        Beyond 1 the knee goes on.
        """
        leg = self.body.legs["L"]
        axis = leg.knee - leg.hip
        radii = np.zeros(len(ALONG_THIGH))
        for part in self.body.human.parts:
            along = (part.vertices - leg.hip) @ axis / (axis @ axis)
            in_front = (leg.hip + along[:, None] * axis)[:, 1] - part.vertices[:, 1]
            beside = (part.vertices[:, 0] > 0) & (np.abs(part.vertices[:, 0] - leg.hip[0]) < 0.13)
            for i, share in enumerate(ALONG_THIGH):
                here = beside & (np.abs(along - share) < 0.09)
                radii[i] = max(radii[i], in_front[here].max(initial=0.0))
        return radii

    def radius_m(self, share: float) -> float:
        """Radius of the thigh at a share of its length."""
        return float(np.interp(share, ALONG_THIGH, self._thigh_radii_m))

    def drop_m(self, side: Side, foot: Array) -> float:
        """Height of the ankle when the lowest point of a turned foot is at 0."""
        return -float((self._foot_shape[side] @ foot.T)[:, 2].min())

    def lowest_m(self, region: Region | None = None, parts: Collection[str] = ()) -> float:
        """Lowest point of the pose, inside a region and of some parts only if given."""
        lowest = np.inf
        human = self.body.human
        for part, vertices in zip(human.parts, human.skinned(self.body.pose.solve()), strict=True):
            if parts and part.name not in parts:
                continue
            x, y, z = vertices.T
            x0, x1, y0, y1 = region or (-np.inf, np.inf, -np.inf, np.inf)
            lowest = min(lowest, z[(x > x0) & (x < x1) & (y > y0) & (y < y1)].min(initial=np.inf))
        return float(lowest)

    def knee(self, side: Side) -> Array:
        """Where the knee is."""
        return self.body.joint("lowerleg01." + side)

    def thigh_frame(self, side: Side) -> tuple[Array, Array, Array]:
        """Hip, direction of the thigh, and the normal that points out of its upper side."""
        hip = self.body.hip(side)
        along = unit(self.knee(side) - hip)
        up = np.array([0, -0.35, 1.0])
        return hip, along, unit(up - along * (up @ along))

    #
    # ----------------------------------------------------------------------------------------------
    # posing

    def trunk(
        self,
        hip: Array,
        pelvis_deg: float,
        chest_deg: float,
        head_deg: float,
        time_s: float = 0.0,
        sway: float = 0.5,
    ) -> None:
        """The trunk pivots about the hips, which stay where the seat or mat carries them."""
        w = self.sway.at(time_s, sway)
        pelvis = rotate_x(pelvis_deg + 0.4 * w)
        chest = rotate_z(0.8 * w) @ rotate_x(chest_deg + w)
        head = rotate_z(-1.5 * w) @ rotate_x(head_deg + 0.6 * w)
        self.body.trunk(self.body.root_for_hip(self.leg, hip, pelvis), pelvis, chest, head)

    def flat_foot(
        self,
        side: Side,
        x: float,
        y: float,
        floor_m: float = 0.0,
        pitch: float = 0.0,
        out: float = 5.0,
        *,
        toes_flat: bool = True,
    ) -> Array:
        """Ankle of a foot on the floor whose flat ankle would be over (x, y).

        Pitch lifts the heel about the ball.
        """
        leg, turned = self.body.legs[side], rotate_z(SIGN[side] * out)
        lever = turned @ (leg.ball - leg.ankle)
        ball = self.body.ball_on(side, x + lever[0], y + lever[1], floor_m)
        foot = turned @ rotate_x(pitch)
        return self.body.foot(side, ball, foot, turned if toes_flat else foot)

    def free_foot(self, side: Side, foot: Array, toe_extension_deg: float = 0.0) -> None:
        """A foot that does not stand."""
        self.body.pose.set(foot, "foot." + side)
        self.body.pose.set(foot @ rotate_x(-toe_extension_deg), *(toe + side for toe in TOES))

    def hand(
        self,
        side: Side,
        wrist: ArrayLike,
        direction: ArrayLike,
        palm: ArrayLike,
        pole: ArrayLike | None = None,
        curl_deg: float = 12.0,
    ) -> None:
        """Wrist to a point, with fingers curled by this much at every joint (the thumb less)."""
        pole = (SIGN[side] * 0.7, 0.8, -0.25) if pole is None else pole
        self.body.arm(side, np.asarray(wrist, float), pole, direction, palm)
        turned, arm = self.body.hand_rotation(side, direction, palm), self.body.arms[side]
        axis = np.cross(arm.hand, arm.palm)
        for finger, joint in FINGER_BONES:
            curl = rotate_about(axis, curl_deg * (joint if finger > 1 else 0.4 * joint))
            self.body.pose.set(turned @ curl, f"finger{finger}-{joint}.{side}")

    def hand_on_thigh(self, side: Side, share: float, curl_deg: float = 10.0) -> None:
        """A flat hand on the thigh of its side."""
        hip, along, up = self.thigh_frame(side)
        surface = (
            hip
            + along * share * self.body.legs[side].thigh_m
            + up * (self.radius_m(share) + self.palm_m)
        )
        inward = along - 0.28 * up - [SIGN[side] * 0.22, 0, 0]
        self.hand(side, surface + [SIGN[side] * 0.01, 0, 0], inward, -up, curl_deg=curl_deg)

    #
    # ----------------------------------------------------------------------------------------------
    # chair

    def sit_down(self, covered: float = 0.55) -> None:
        """Hip height for a level thigh and an upright shank.

        The seat lies under this share of the thigh.
        """
        body, leg = self.body, self.body.legs[self.leg]
        self.foot_x = {side: SIGN[side] * (abs(leg.hip[0]) + 0.015) for side in SIDES}
        self.foot_y = -0.975 * leg.thigh_m
        self.hips = np.array([leg.hip[0], 0.0, self.ankle_m[self.leg] + 0.985 * leg.shank_m])
        body.start()
        self.trunk(self.hips, 0.0, 0.0, 0.0)
        for side in SIDES:
            body.leg(side, self.flat_foot(side, self.foot_x[side], self.foot_y), (0, -1, 0.6))
        self.seat_front = -covered * leg.thigh_m
        self.seat_z = self.lowest_m((-0.25, 0.25, max(self.seat_front, -0.12), 0.12)) + 0.012
        self.seat_back = self.seat_front + max(0.42 * self.scale, 0.17 - self.seat_front)

    def furnish(self, scene: Scene) -> None:
        """A chair in a room."""
        scene.room(-1.3)
        half, y0, y1, z = SEAT_HALF_M, self.seat_front, self.seat_back, self.seat_z
        scene.box((-half, y0, z - 0.04), (half, y1, z), WOOD)
        for x in (-half + 0.02, half - 0.06):
            for y in (y0 + 0.01, y1 - 0.05):
                scene.box((x, y, 0), (x + 0.04, y + 0.04, z - 0.04), WOOD)
        for x in (-half + 0.01, half - 0.05):
            scene.box((x, y1 - 0.04, z), (x + 0.04, y1, z + 0.46), WOOD)
        for up in (0.14, 0.30):
            scene.box(
                (-half + 0.01, y1 - 0.03, z + up), (half - 0.01, y1 - 0.01, z + up + 0.10), WOOD
            )

    def looked_at(self) -> Array:
        """Between seat and chest."""
        return np.array([0.0, -0.22 * self.scale, 0.60 * self.scale])
