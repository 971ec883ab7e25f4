"""Lengths and contact points of the limbs at rest, measured on the body."""

from dataclasses import dataclass

import numpy as np

from synthesis.body.human import Human
from synthesis.maths import FORWARD, Array, Ints, mean_of, unit
from synthesis.sides import SIGN, Side

FOOT_TOP_M = 0.02  # above the ankle joint no vertex belongs to the foot
SOLE_M = 0.03
POINT_VERTICES = 12
TIP_VERTICES = 10
FEWEST_VERTICES = 50


@dataclass(frozen=True, slots=True)
class Leg:
    """Joint centres at rest and bone lengths."""

    hip: Array
    knee: Array
    ankle: Array
    ball: Array
    thigh_m: float
    shank_m: float
    axis: Array  # of the knee

    @classmethod
    def of(cls, human: Human, side: Side) -> "Leg":
        """Measures one leg; the ball is the mean of the first three toe joints."""
        hip, knee, ankle = (
            human.joint(bone + side) for bone in ("upperleg01.", "lowerleg01.", "foot.")
        )
        ball = mean_of([human.joint(f"toe{i}-1.{side}") for i in (1, 2, 3)])
        thigh, shank = float(np.linalg.norm(knee - hip)), float(np.linalg.norm(ankle - knee))
        return cls(hip, knee, ankle, ball, thigh, shank, unit(np.cross(FORWARD, ankle - hip)))

    @property
    def length_m(self) -> float:
        """Thigh and shank."""
        return self.thigh_m + self.shank_m

    def reach_m(self, knee_flexion_deg: float) -> float:
        """Distance from hip to ankle for a knee flexion (law of cosines)."""
        thigh, shank = self.thigh_m, self.shank_m
        cosine = np.cos(np.radians(180 - knee_flexion_deg))
        return float(np.sqrt(thigh * thigh + shank * shank - 2 * thigh * shank * cosine))


@dataclass(frozen=True, slots=True)
class Arm:
    """Joint centres at rest, lengths, and how the hand is turned."""

    shoulder: Array
    elbow: Array
    wrist: Array
    upper_m: float
    lower_m: float
    axis: Array  # of the elbow
    hand: Array  # direction of the hand
    palm: Array  # normal that points out of the palm

    @classmethod
    def of(cls, human: Human, side: Side) -> "Arm":
        """Measures one arm."""
        shoulder, elbow, wrist = (
            human.joint(bone + side) for bone in ("upperarm01.", "lowerarm01.", "wrist.")
        )
        index, middle, little = (human.joint(f"finger{i}-1.{side}") for i in (2, 3, 5))
        upper, lower = float(np.linalg.norm(elbow - shoulder)), float(np.linalg.norm(wrist - elbow))
        palm = unit(np.cross(index - wrist, little - wrist)) * -SIGN[side]
        axis = unit(np.cross(elbow - shoulder, wrist - elbow))
        return cls(shoulder, elbow, wrist, upper, lower, axis, unit(middle - wrist), palm)

    @property
    def length_m(self) -> float:
        """Upper arm and forearm."""
        return self.upper_m + self.lower_m


@dataclass(frozen=True, slots=True)
class Foot:
    """The outer surface of a foot: the shoe if one is worn, else the skin."""

    part: int  # index of the surface among the parts
    sole_m: float  # height of the sole at rest
    heel: Ints  # vertices whose mean is the heel point: the rearmost of the low ones
    toe: Ints  # ... and the tip of the big toe: the foremost of the inner low ones

    @classmethod
    def of(cls, human: Human, side: Side, ankle: Array) -> "Foot":
        """Finds the surface and its points."""
        index, near = _outermost(human, side, ankle)
        vertices = human.parts[index].vertices
        sole = float(vertices[near, 2].min())
        low = near[vertices[near, 2] < sole + SOLE_M]
        across, along = np.abs(vertices[low, 0]), vertices[low, 1]
        heel = low[along.argsort()[-POINT_VERTICES:]]
        inner = low[across < np.median(across)]
        toe = inner[vertices[inner, 1].argsort()[:TIP_VERTICES]]
        return cls(index, sole, heel, toe)

    def points(self, vertices: list[Array]) -> tuple[Array, Array]:
        """Heel and toe point of a posed body."""
        surface = vertices[self.part]
        return surface[self.heel].mean(0), surface[self.toe].mean(0)


def _outermost(human: Human, side: Side, ankle: Array) -> tuple[int, Ints]:
    """The last shoe (its sole) or else the first part that reaches the foot.

    With its vertices there.
    """
    found: tuple[int, Ints] | None = None
    for index, part in enumerate(human.parts):
        on_side = np.sign(part.vertices[:, 0]) == SIGN[side]
        near = np.where(on_side & (part.vertices[:, 2] < ankle[2] + FOOT_TOP_M))[0]
        if len(near) >= FEWEST_VERTICES and ("shoe" in part.name or found is None):
            found = (index, near)
    if found is None:
        raise ValueError("the body has no feet")
    return found
