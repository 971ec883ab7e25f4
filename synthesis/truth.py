"""Exact measurements of every frame.

In the conventions of the ground truth (degrees, metres, pixels).
"""

from typing import Any

import numpy as np

from synthesis.body.body import Body, Points
from synthesis.body.data import bone_numbers
from synthesis.body.human import Placed
from synthesis.exercises.exercise import Frames, Planted
from synthesis.gl.camera import Camera
from synthesis.maths import Array, angle_deg, inclination_deg
from synthesis.sides import NAMES, SIDES, Side

COLUMNS = (
    "hip_flexion_deg",
    "knee_flexion_deg",
    "ankle_dorsiflexion_deg",
    "shank_inclination_deg",
    "heel_height_m",
)
JOINTS = {
    "hip": "hip",
    "knee": "knee",
    "ankle": "ankle",
    "heel": "heel",
    "foot_index": "toe",
    "shoulder": "shoulder",
}
SLIP_M = 0.003


class SlipError(Exception):
    """A foot that should stand still slides: the exercise is wrong, not the scenario."""


class Measured:
    """Columns that grow frame by frame."""

    def __init__(self, body: Body):
        self._body = body
        self.frames: Frames = {"time_s": []}
        for name in NAMES.values():
            self.frames[name] = {column: [] for column in COLUMNS}
        self.frames["trunk_inclination_deg"] = []
        self.frames["joints_px"] = {
            f"{name}_{joint}": [] for name in NAMES.values() for joint in JOINTS
        }
        self._balls: list[tuple[Points, Planted]] = []
        self._rest = {side: self._foot_at_rest(side) for side in SIDES}

    def _foot_at_rest(self, side: Side) -> tuple[Array, float]:
        """Direction of the foot, and height of the heel over the ball."""
        heel, toe = self._body.feet[side].points([part.vertices for part in self._body.human.parts])
        forward = (toe - heel) * [1, 1, 0]
        return forward / np.linalg.norm(forward), float(heel[2] - self._body.legs[side].ball[2])

    def add(
        self, time_s: float, points: Points, placed: Placed, planted: Planted, camera: Camera
    ) -> None:
        """Measures one frame."""
        self.frames["time_s"].append(round(time_s, 4))
        hips = (points["left_hip"] + points["right_hip"]) / 2
        trunk = (points["left_shoulder"] + points["right_shoulder"]) / 2 - hips
        self.frames["trunk_inclination_deg"].append(round(inclination_deg(trunk), 2))
        for side, name in NAMES.items():
            own = {joint: points[f"{name}_{point}"] for joint, point in JOINTS.items()}
            ball = points[f"{name}_ball"]
            self._add_leg(side, own, trunk, placed.rotations[bone_numbers()[f"foot.{side}"]], ball)
            for joint, point in own.items():
                pixel = [round(float(value), 2) for value in camera.project(point)[:2]]
                self.frames["joints_px"][f"{name}_{joint}"].append(pixel)
        self._balls.append(
            ({NAMES[side]: points[f"{NAMES[side]}_ball"] for side in SIDES}, planted)
        )

    def _add_leg(self, side: Side, own: Points, trunk: Array, foot: Array, ball: Array) -> None:
        thigh, shank = own["hip"] - own["knee"], own["knee"] - own["ankle"]
        hip_deg = 180 - angle_deg(own["shoulder"] - own["hip"], own["knee"] - own["hip"])
        # The thigh in front of the line of the trunk is flexion, behind it extension.
        sign = np.sign(np.cross(trunk, own["knee"] - own["hip"])[0]) if hip_deg > 1 else 1
        forward, heel_over_ball = self._rest[side]
        leg = self.frames[NAMES[side]]
        leg["hip_flexion_deg"].append(round(float(hip_deg * (sign or 1)), 2))
        leg["knee_flexion_deg"].append(round(180 - angle_deg(thigh, -shank), 2))
        leg["ankle_dorsiflexion_deg"].append(round(90 - angle_deg(shank, foot @ forward), 2))
        leg["shank_inclination_deg"].append(round(inclination_deg(shank), 2))
        leg["heel_height_m"].append(round(float(own["heel"][2] - ball[2] - heel_over_ball), 5))

    def slip_m(self) -> float:
        """How far the ball of a planted foot moved at most.

        From frame to frame or since it was planted.
        """
        worst = 0.0
        since: Points = {}
        for (before, _), (balls, planted) in zip(
            [self._balls[0], *self._balls], self._balls, strict=False
        ):
            for side in SIDES:
                name = NAMES[side]
                if side not in planted:
                    since.pop(name, None)
                    continue
                moved = np.linalg.norm(balls[name] - before[name]) if name in since else 0.0
                crept = np.linalg.norm(balls[name] - since.setdefault(name, balls[name]))
                worst = max(worst, float(moved), float(crept))
        return worst

    def check(self) -> float:
        """The slip, refused when a planted foot slides."""
        slip = self.slip_m()
        if slip >= SLIP_M:
            raise SlipError(f"planted foot slides by {slip:.4f} m")
        return slip


def cut(
    truth: dict[str, Any], frames: Frames, start_s: float, end_s: float
) -> tuple[dict[str, Any], Frames]:
    """Truth and frames of a clip that begins and ends within the exercise, on the clip's own clock.

    What lies outside is dropped; a repetition, hold or fault that is cut keeps its true times,
    which are then negative or beyond the clip's end, and says `"cut": true`.
    """
    times = np.array(frames["time_s"])
    kept = [int(i) for i in np.where((times >= start_s) & (times < end_s))[0]]
    moved = {**truth}
    for kind in ("reps", "holds", "faults"):
        moved[kind] = [
            _moved(record, start_s, end_s)
            for record in truth[kind]
            if _overlaps(record, start_s, end_s)
        ]
    columns = _chosen(frames, kept)
    columns["time_s"] = [round(time_s - start_s, 4) for time_s in columns["time_s"]]
    return moved, columns


def _overlaps(record: dict[str, Any], start_s: float, end_s: float) -> bool:
    return bool(record["end_s"] > start_s and record["start_s"] < end_s)


def _moved(record: dict[str, Any], start_s: float, end_s: float) -> dict[str, Any]:
    moved = {**record}
    for key in ("start_s", "peak_s", "end_s"):
        if key in moved:
            moved[key] = round(moved[key] - start_s, 3)
    if record["start_s"] < start_s or record["end_s"] > end_s:
        moved["cut"] = True
    return moved


def _chosen(columns: Any, kept: list[int]) -> Any:
    if isinstance(columns, dict):
        return {name: _chosen(column, kept) for name, column in columns.items()}
    return [columns[i] for i in kept]
