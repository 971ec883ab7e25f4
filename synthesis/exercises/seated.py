"""What seated and lying exercises share: contacts measured on the body, hands, chair, holds.

Sagittal angles: shank inclination (+ = knee in front of the ankle), foot pitch (+ = heel up); their
difference is the dorsiflexion of the ankle.
"""

from collections.abc import Collection
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from synthesis.body.body import TOES, Body, Points
from synthesis.exercises.exercise import Frames, Truth, fault, hold
from synthesis.gl.scene import Scene
from synthesis.maths import Array, rotate_about, rotate_x, rotate_z, unit
from synthesis.scenario import Scenario
from synthesis.sides import OTHER, SIDES, SIGN, Side
from synthesis.timing import Sway, inside, ramp, window

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


class SeatedHold(Seated):
    """A position that is entered, held and left; faults come and go inside the hold."""

    must: tuple[str, ...] = ()
    faults: dict[str, tuple[float, str]]  # check -> magnitude unless given, unit
    enter_s, hold_s, exit_s = 3.0, 8.0, 2.5

    def __init__(self, body: Body, scenario: Scenario):
        super().__init__(body, scenario)
        times = {
            "enter_s": self.enter_s,
            "hold_s": self.hold_s,
            "exit_s": self.exit_s,
            **scenario.hold,
        }
        self.start_s = self.lead_s + float(times["enter_s"])
        self.end_s = self.start_s + float(times["hold_s"])
        self.left_s = self.end_s + float(times["exit_s"])
        self.duration_s = self.left_s + self.lead_s
        self.planned: list[dict[str, Any]] = scenario.hold.get("faults", [])

    def phase(self, time_s: float, begin: float, end: float) -> float:
        """Rises to 1 between these shares of the way in.

        Falls in the mirrored part of the way out.
        """
        into_s, out_s = self.start_s - self.lead_s, self.left_s - self.end_s
        into = ramp((time_s - self.lead_s - begin * into_s) / ((end - begin) * into_s))
        out = ramp((time_s - self.end_s - (1 - end) * out_s) / ((end - begin) * out_s))
        return into * (1 - out)

    def amount(self, check: str, time_s: float, ramp_s: float = 0.8, base: float = 0.0) -> float:
        """Magnitude (beyond base) of a fault now; its ramps lie inside its span."""
        default = self.faults[check][0]
        spans = (planned for planned in self.planned if planned["check"] == check)
        return sum(
            (self._size(planned, default) - base) * self._share(planned, time_s, ramp_s)
            for planned in spans
        )

    def _size(self, planned: dict[str, Any], default: float) -> float:
        return float(planned.get("magnitude", default))

    def _share(self, planned: dict[str, Any], time_s: float, ramp_s: float) -> float:
        return window(
            time_s, self.start_s + planned["from_s"], self.start_s + planned["to_s"], ramp_s
        )

    def heel_hop_m(self, time_s: float, straight_deg: float) -> float:
        """A heel that has to move while the knee bends is lifted a little instead of sliding."""
        after = self.amount("knee-straight", time_s + 0.02, 1.0, straight_deg)
        before = self.amount("knee-straight", time_s - 0.02, 1.0, straight_deg)
        return float(min(0.012, 0.02 * abs(after - before)))

    def truth(self, frames: Frames) -> Truth:
        """The planned hold and faults."""
        faults = []
        for planned in self.planned:
            size, unit_name = self.faults.get(planned["check"], (1.0, "deg"))
            start, end = self.start_s + planned["from_s"], self.start_s + planned["to_s"]
            faults.append(
                fault(planned["check"], start, end, planned.get("magnitude", size), unit_name)
            )
        spoiled = [
            (record["start_s"], record["end_s"])
            for record in faults
            if record["check"] in self.must
        ]
        good = ~inside(frames["time_s"], spoiled)
        return {
            "reps": [],
            "holds": [hold(frames, self.start_s, self.end_s, good)],
            "faults": faults,
        }

    def leg_out(
        self,
        knee_deg: float,
        x: float,
        floor_m: float,
        start: tuple[float, float],
        dorsiflexion_deg: float,
    ) -> tuple[Array, float, float]:
        """Ankle of a leg whose heel lies on the floor, the foot pitch that it was found with.

        And a better one.

        The pitch follows the shank, which follows the ankle, which follows the pitch: a few
        iterations settle it.

        Args:
            knee_deg: Bend of the knee.
            x: Of the ankle.
            floor_m: Height that the heel lies on.
            start: First guess of the pitch, and how far the foot is turned out.
            dorsiflexion_deg: Of the ankle.
        """
        (pitch, out), hips = start, self.hips
        reach = self.body.legs[self.leg].reach_m(knee_deg)
        for _ in range(4):
            z = floor_m + self.drop_m(self.leg, rotate_z(SIGN[self.leg] * out) @ rotate_x(pitch))
            y = -np.sqrt(reach * reach - (hips[2] - z) ** 2 - (x - hips[0]) ** 2)
            shank = -(90 - np.degrees(np.arctan2(hips[2] - z, -y))) + knee_deg / 2
            used, pitch = pitch, shank - dorsiflexion_deg
        return np.array([x, y, z]), float(used), float(pitch)
