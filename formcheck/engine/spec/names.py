"""The names that specs may use.

Signals with their units, and what is measured once per repetition.
"""

from __future__ import annotations

from formcheck.engine.values.landmarks import Side, other_side

# Signals of one leg: written target.NAME or other.NAME in specs, left_NAME / right_NAME in tables.
LEG_SIGNALS = {
    "hip_flexion_deg": "deg",
    "knee_flexion_deg": "deg",
    "ankle_dorsiflexion_deg": "deg",
    "shank_inclination_deg": "deg",
    "thigh_inclination_deg": "deg",  # 0 hanging, 90 level with the knee in front
    "heel_height_ratio": "ratio",  # foot lengths above flat
    "heel_rise_ratio": "ratio",  # heel fused with the lift of the body
    "lift_ratio": "ratio",  # lift of the body for a heel rise of 1
    "clearance_ratio": "ratio",  # lowest foot point above the other leg's toe, foot lengths
    "toe_lift_ratio": "ratio",  # toe above its place in the start position, foot lengths
    "ankle_height_ratio": "ratio",  # ankle above the other ankle, shank lengths
    "ankle_to_thigh_ratio": "ratio",  # ankle to the other thigh, thigh lengths
    "hand_to_toe_ratio": "ratio",  # nearest hand to the toe, foot lengths
    "hand_to_thigh_ratio": "ratio",  # nearest wrist to the thigh, thigh lengths
    "foot_angle_deg": "deg",  # front view: toes turned outwards
    "knee_inward_deg": "deg",  # front view: knee inside the ankle
    # heel to toe as seen, foot lengths: less when it points at the camera
    "foot_length_ratio": "ratio",
    "knee_lift_ratio": "ratio",  # knee above its place in the start position, foot lengths
    "body_line_deg": "deg",  # bend of shoulder - hip - ankle
    "body_lift_ratio": "ratio",  # hip and shoulder above their place over the toe, foot lengths
    "trunk_over_shank_deg": "deg",  # trunk inclination minus shank inclination
}
BODY_SIGNALS = {
    "trunk_inclination_deg": "deg",
    "trunk_length_ratio": "ratio",  # of the upright trunk
    "step_length_ratio": "ratio",  # heel to heel, shank lengths
    "wrist_reach_ratio": "ratio",  # wrist in front of the hip, arm lengths
    "wrist_height_ratio": "ratio",  # that wrist above the shoulder, trunk lengths
    "stance_width_ratio": "ratio",  # front view: ankle distance, hip widths
    "pelvis_tilt_deg": "deg",  # front view
}
SIGNALS = LEG_SIGNALS | BODY_SIGNALS
# As specs write them.
SPEC_SIGNALS = (
    *(f"target.{name}" for name in LEG_SIGNALS),
    *(f"other.{name}" for name in LEG_SIGNALS),
    *BODY_SIGNALS,
)
FRONT_SIGNALS = ("foot_angle_deg", "knee_inward_deg", "stance_width_ratio", "pelvis_tilt_deg")
SIDE_SIGNALS = (  # seen from the front they mean nothing
    "hip_flexion_deg",
    "knee_flexion_deg",
    "ankle_dorsiflexion_deg",
    "shank_inclination_deg",
    "thigh_inclination_deg",
    "trunk_inclination_deg",
    "body_line_deg",
    "heel_height_ratio",
    "heel_rise_ratio",
)
REP_MEASURES = {
    "height_fraction": "ratio",  # peak relative to the own best
    "peak": "",  # in the unit of the signal that is counted, as the valley
    "valley": "",
    "up_s": "s",
    "top_s": "s",
    "down_s": "s",
}
# The body parts that a signal stands on; on the picture they take the colour of its checks.
LANDMARKS: dict[str, tuple[str, ...]] = {
    "hip_flexion_deg": ("shoulder", "hip", "knee"),
    "knee_flexion_deg": ("hip", "knee", "ankle"),
    "ankle_dorsiflexion_deg": ("knee", "ankle", "heel", "foot_index"),
    "shank_inclination_deg": ("knee", "ankle"),
    "thigh_inclination_deg": ("hip", "knee"),
    "heel_height_ratio": ("heel", "foot_index"),
    "heel_rise_ratio": ("heel", "foot_index"),
    "body_line_deg": ("shoulder", "hip", "ankle"),
    "trunk_inclination_deg": ("shoulder", "hip"),
}


def resolve(signal: str, target: Side) -> str:
    """The table name of a spec's signal name: target.knee_flexion_deg -> left_knee_flexion_deg."""
    role, _, name = signal.rpartition(".")
    if not role:
        return name if name in BODY_SIGNALS else f"{target}_{name}"
    return f"{target if role == 'target' else other_side(target)}_{name}"


def unit_of(signal: str, of: str = "value", counted: str = "heel_rise_ratio") -> str:
    """Unit of a signal or repetition measure, as reports print it.

    Args:
        signal: Its name in a spec.
        of: What is taken from it.
        counted: The signal by which repetitions are counted.
    """
    unit = (SIGNALS | REP_MEASURES)[signal.rpartition(".")[2]] or unit_of(counted)
    return f"{unit}/s" if of == "speed" else unit
