"""A posed person: limbs are placed by where they touch, everything else follows."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike

from synthesis.body.human import Human, Placed, Pose
from synthesis.body.limbs import Arm, Foot, Leg
from synthesis.maths import FORWARD, Array, blend, frame_of, twist_part, two_bone, unit
from synthesis.sides import NAMES, SIDES, SIGN, Side

TOES = tuple(f"toe{i}-1." for i in range(1, 6))
SPINE = ("spine05", "spine04", "spine03", "spine02", "spine01")
NECK = ("neck01", "neck02", "neck03", "head")
JOINTS = {
    "shoulder": "upperarm01.",
    "elbow": "lowerarm01.",
    "wrist": "wrist.",
    "hip": "upperleg01.",
    "knee": "lowerleg01.",
    "ankle": "foot.",
}
OVERREACH_M = 0.001
Points = dict[str, Array]  # "left_ankle" -> (3,)


class Body:
    """Poses a human: trunk first, then legs and arms, then `pose.solve()`."""

    def __init__(self, human: Human):
        self.human = human
        self.legs = {side: Leg.of(human, side) for side in SIDES}
        self.arms = {side: Arm.of(human, side) for side in SIDES}
        self.feet = {side: Foot.of(human, side, self.legs[side].ankle) for side in SIDES}
        self._root_at_rest = human.joint("root")
        self.start()

    def start(self) -> None:
        """A new pose, at rest."""
        self.pose = Pose(self.human)
        self._root = self._root_at_rest
        self._pelvis = self._chest = np.eye(3)

    def trunk(
        self, root: Array, pelvis: Array, chest: Array | None = None, head: Array | None = None
    ) -> None:
        """Root position and the rotations of pelvis.

        Chest (default: as the pelvis) and head (as the chest).
        """
        chest = pelvis if chest is None else chest
        head = chest if head is None else head
        self._root = self.pose.root = np.asarray(root, float)
        self.pose.set(pelvis, "root")
        for i, bone in enumerate(SPINE, 1):
            self.pose.set(blend(pelvis, chest, i / len(SPINE)), bone)
        for i, bone in enumerate(NECK, 1):
            self.pose.set(blend(chest, head, i / len(NECK)), bone)
        self._pelvis, self._chest = pelvis, chest

    def hip(self, side: Side) -> Array:
        """Where the hip joint is."""
        return np.asarray(self._pelvis @ (self.legs[side].hip - self._root_at_rest) + self._root)

    def root_for_hip(self, side: Side, hip: Array, pelvis: Array) -> Array:
        """Root position that brings a hip joint to a point."""
        return np.asarray(hip - pelvis @ (self.legs[side].hip - self._root_at_rest))

    def foot(self, side: Side, ball: Array, foot: Array, toes: Array) -> Array:
        """Turns the foot about its planted ball; returns where that brings the ankle."""
        self.pose.set(foot, "foot." + side)
        self.pose.set(toes, *(toe + side for toe in TOES))
        return np.asarray(ball + foot @ (self.legs[side].ankle - self.legs[side].ball))

    def ball_on(self, side: Side, x: float, y: float, floor_m: float) -> Array:
        """Ball of a flat foot on a floor of this height."""
        return np.array([x, y, floor_m + self.legs[side].ball[2] - self.feet[side].sole_m])

    def leg(self, side: Side, ankle: Array, pole: ArrayLike = FORWARD) -> None:
        """Thigh and shank from the hip to the ankle, the knee towards pole.

        A planted foot must be in reach.
        """
        leg, hip, pole = self.legs[side], self.hip(side), np.asarray(pole, float)
        over = np.linalg.norm(ankle - hip) - leg.length_m
        if over > OVERREACH_M:
            raise ValueError(f"foot {side} is out of reach by {over:.3f} m")
        knee = two_bone(hip, ankle, leg.thigh_m, leg.shank_m, pole)
        axis = unit(np.cross(pole, ankle - hip))
        thigh = frame_of(knee - hip, axis) @ frame_of(leg.knee - leg.hip, leg.axis).T
        shank = frame_of(ankle - knee, axis) @ frame_of(leg.ankle - leg.knee, leg.axis).T
        self.pose.set(thigh, "upperleg01." + side, "upperleg02." + side)
        self.pose.set(shank, "lowerleg01." + side, "lowerleg02." + side)

    def joint(self, bone: str) -> Array:
        """Where a bone begins in the current pose."""
        return self.pose.solve().of(bone, self.human.joint(bone))

    def shoulder(self, side: Side) -> Array:
        """Where the shoulder joint is."""
        return self.joint("upperarm01." + side)

    def arm(
        self,
        side: Side,
        wrist: Array,
        pole: ArrayLike,
        hand: ArrayLike | None = None,
        palm: ArrayLike | None = None,
        share: float = 1.0,
    ) -> None:
        """Wrist to a point, elbow towards pole.

        Share blends from a relaxed hand to the given direction and palm.
        """
        arm, shoulder = self.arms[side], self.shoulder(side)
        wrist = shoulder + (wrist - shoulder) * min(
            1, 0.995 * arm.length_m / np.linalg.norm(wrist - shoulder)
        )
        elbow = two_bone(shoulder, wrist, arm.upper_m, arm.lower_m, np.asarray(pole, float))
        axis = unit(np.cross(elbow - shoulder, wrist - elbow))
        upper = frame_of(elbow - shoulder, axis) @ frame_of(arm.elbow - arm.shoulder, arm.axis).T
        lower = frame_of(wrist - elbow, axis) @ frame_of(arm.wrist - arm.elbow, arm.axis).T
        self.pose.set(upper, "upperarm01." + side, "upperarm02." + side)
        self.pose.set(lower, "lowerarm01." + side)
        if hand is None or palm is None:
            self.pose.set(lower, "lowerarm02." + side)
            return
        turned = self.hand_rotation(side, hand, palm)
        turned = blend(lower, turned, share) if share < 1 else turned
        self.pose.set(turned, "wrist." + side)
        self.pose.set(
            blend(lower, twist_part(lower, turned, wrist - elbow), 0.6), "lowerarm02." + side
        )

    def hand_rotation(self, side: Side, hand: ArrayLike, palm: ArrayLike) -> Array:
        """Rotation of a hand that points along hand and whose palm faces palm."""
        arm = self.arms[side]
        wanted = frame_of(np.asarray(hand, float), np.asarray(palm, float))
        return np.asarray(wanted @ frame_of(arm.hand, arm.palm).T)

    def hang(self, side: Side) -> tuple[Array, Array]:
        """Wrist position and elbow pole of a relaxed hanging arm."""
        down = (
            self._chest
            @ np.array([SIGN[side] * 0.10, -0.10, -0.965])
            * self.arms[side].length_m
            * 0.985
        )
        return self.shoulder(side) + down, self._chest @ np.array([SIGN[side] * 0.3, 1, 0])

    def arms_down(self, sides: Iterable[Side] = SIDES) -> None:
        """Arms that hang."""
        for side in sides:
            self.arm(side, *self.hang(side))

    def points(self, vertices: list[Array], placed: Placed) -> Points:
        """Joint centres and, from the posed surfaces, heel and toe of both sides.

        Ball is fixed to the hindfoot.
        """
        found: Points = {}
        for side in SIDES:
            name = NAMES[side]
            for joint, bone in JOINTS.items():
                found[f"{name}_{joint}"] = placed.of(bone + side, self.human.joint(bone + side))
            found[f"{name}_ball"] = placed.of("foot." + side, self.legs[side].ball)
            found[f"{name}_heel"], found[f"{name}_toe"] = self.feet[side].points(vertices)
        return found

    def foot_length_m(self, side: Side) -> float:
        """From the heel to the tip of the big toe, seen from above."""
        heel, toe = self.feet[side].points([part.vertices for part in self.human.parts])
        return float(np.linalg.norm((toe - heel)[:2]))
