"""What each signal means; how it is read stands in `engine/signals/table.py`.

Everything that lists signals is made from here: what specs may name, the columns of `frames.csv`,
`formcheck signals`, `docs/signals.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Plane = Literal["side", "front", "any"]


@dataclass(frozen=True, slots=True)
class Signal:
    """What a signal means; `engine/signals/table.py` says how it is read.

    Attributes:
        name: As in specs; it ends in its kind, `_deg` or `_ratio`.
        unit: What it is measured in: "deg", or lengths of the person's own body.
        zero: The posture in which it is 0.
        positive: What a larger number means.
        plane: The view that it needs.
        parts: Body parts that take the colour of its checks on the picture.
        column: Whether `frames.csv` holds it.
    """

    name: str
    unit: str
    zero: str
    positive: str
    plane: Plane = "side"
    parts: tuple[str, ...] = ()
    column: bool = False

    @property
    def kind(self) -> str:
        """The unit as reports print it: "deg" or "ratio"."""
        return "deg" if self.unit == "deg" else "ratio"


def _named(*signals: Signal) -> Mapping[str, Signal]:
    return MappingProxyType({signal.name: signal for signal in signals})


# Signals of one leg: written target.NAME or other.NAME in specs, left_NAME / right_NAME in tables.
LEG_SIGNALS = _named(
    Signal(
        "hip_flexion_deg",
        "deg",
        "trunk and thigh in line",
        "the hip bends forwards",
        parts=("shoulder", "hip", "knee"),
        column=True,
    ),
    Signal(
        "knee_flexion_deg",
        "deg",
        "straight",
        "the knee bends",
        parts=("hip", "knee", "ankle"),
        column=True,
    ),
    Signal(
        "ankle_dorsiflexion_deg",
        "deg",
        "foot at right angles to the shank",
        "the toes come nearer to the shin",
        parts=("knee", "ankle", "heel", "foot_index"),
        column=True,
    ),
    Signal(
        "shank_inclination_deg",
        "deg",
        "upright",
        "the knee is in front of the ankle",
        parts=("knee", "ankle"),
        column=True,
    ),
    Signal(
        "thigh_inclination_deg",
        "deg",
        "hanging",
        "the knee is in front of the hip; 90 level with it",
        parts=("hip", "knee"),
    ),
    Signal(
        "heel_height_ratio",
        "foot lengths",
        "foot flat",
        "the heel is above the floor",
        parts=("heel", "foot_index"),
        column=True,
    ),
    Signal(
        "heel_rise_ratio",
        "foot lengths",
        "foot flat",
        "the heel is above the floor, told by heel and body together",
        parts=("heel", "foot_index"),
    ),
    Signal(
        "lift_ratio",
        "heel heights",
        "the body stays down",
        "the body rises along with the heel",
        "any",
    ),
    Signal(
        "clearance_ratio",
        "foot lengths",
        "the foot stands beside the other one",
        "its lowest point is above the other leg's toe",
    ),
    Signal(
        "toe_lift_ratio",
        "foot lengths",
        "where it was in the start position",
        "the toe is higher",
        "any",
    ),
    Signal(
        "ankle_height_ratio",
        "shank lengths",
        "level with the other ankle",
        "above the other ankle",
        "any",
    ),
    Signal(
        "ankle_to_thigh_ratio",
        "thigh lengths",
        "on the other thigh",
        "the ankle is away from the other thigh",
        "any",
    ),
    Signal(
        "hand_to_toe_ratio",
        "foot lengths",
        "a hand is at the toe",
        "the nearest hand is away from the toe",
        "any",
    ),
    Signal(
        "hand_to_thigh_ratio",
        "thigh lengths",
        "a hand is at the thigh",
        "the nearest hand is away from the thigh",
        "any",
    ),
    Signal(
        "foot_angle_deg",
        "deg",
        "the toes point straight ahead",
        "the toes turn outwards",
        "front",
    ),
    Signal(
        "knee_inward_deg",
        "deg",
        "the knee is over the ankle",
        "the knee is inside the ankle",
        "front",
    ),
    Signal(
        "foot_length_ratio",
        "foot lengths",
        "the foot points at the camera",
        "the foot looks longer; 1 seen from the side",
    ),
    Signal(
        "knee_lift_ratio",
        "foot lengths",
        "where it was over the toe in the start position",
        "the knee is higher",
        "any",
    ),
    Signal(
        "body_line_deg",
        "deg",
        "shoulder, hip and ankle in line",
        "the hip is behind that line",
        parts=("shoulder", "hip", "ankle"),
    ),
    Signal(
        "body_lift_ratio",
        "foot lengths",
        "where they were over the toe in the start position",
        "hip and shoulder are higher",
        "any",
    ),
    Signal(
        "trunk_over_shank_deg",
        "deg",
        "trunk and shank are parallel",
        "the trunk leans further forwards than the shank",
    ),
)
BODY_SIGNALS = _named(
    Signal(
        "trunk_inclination_deg",
        "deg",
        "upright",
        "the trunk leans forwards",
        parts=("shoulder", "hip"),
        column=True,
    ),
    Signal(
        "trunk_length_ratio",
        "upright trunks",
        "it has no length in the picture",
        "the trunk looks longer; 1 in the start position",
        "any",
    ),
    Signal("step_length_ratio", "shank lengths", "heel beside heel", "the heels are apart"),
    Signal(
        "wrist_reach_ratio",
        "arm lengths",
        "above or below the hip",
        "the foremost wrist is in front of the hip",
    ),
    Signal(
        "wrist_height_ratio",
        "trunk lengths",
        "level with the shoulder",
        "the foremost wrist is above the shoulder",
    ),
    Signal("stance_width_ratio", "hip widths", "ankle at ankle", "the ankles are apart", "front"),
    Signal("pelvis_tilt_deg", "deg", "level", "the left hip is lower", "front"),
)
SIGNALS = MappingProxyType({**LEG_SIGNALS, **BODY_SIGNALS})
