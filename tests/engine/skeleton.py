"""A person made of angles: poses as the estimator would read them, seen exactly from the side.

Angles and heights of a `Stance` are true values. The landmarks carry the biases that `corrections`
takes away, so what the engine makes of them should be the true values again. Lengths follow Drillis
and Contini (1966).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from itertools import pairwise

import numpy as np

from formcheck.engine.session import Session
from formcheck.engine.signals.corrections import (
    HEEL_PER_DORSIFLEXION_DEG,
    POSTURES,
    STANDING_KNEE_DEG,
)
from formcheck.engine.values.feedback import Feedback
from formcheck.engine.values.landmarks import Array, Landmark, Side
from formcheck.engine.values.pose import Pose
from formcheck.engine.values.report import Report
from formcheck.library import load_exercise

SIZE_PX = (640, 480)
STATURE_PX = 360.0
SHANK = THIGH = 0.245  # of stature
TRUNK, FOOT = 0.288, 0.14
REST_SHANK_DEG = 5.0
FAR = np.array([0.0, 0.1 * FOOT])  # the far leg is seen a little higher
BIAS_DEG = POSTURES["standing"].offsets_deg  # true value minus reading
Frames = list[tuple[float, Pose | None]]


@dataclass(frozen=True, slots=True)
class Stance:
    """A posture on the near leg, which is the measured one.

    Attributes:
        knee_deg: Knee flexion.
        shank_deg: Forward inclination of the shank.
        trunk_deg: Forward inclination of the trunk.
        heel: Heel height in foot lengths.
        lift_ratio: Rise of the ankle, and of all above it, for a heel rise of 1.
        other_heel: Heel height of the far foot.
        step: How far the far foot is in front, heel to heel, in shank lengths.
        lifted: 1 when the far foot hangs in the air behind, 0 when it stands.
        hands: 1 at a wall in front, 0 hanging.
        x: Place in the room, in statures towards the front.
    """

    knee_deg: float = STANDING_KNEE_DEG
    shank_deg: float = REST_SHANK_DEG
    trunk_deg: float = 0.0
    heel: float = 0.0
    lift_ratio: float = 0.8
    other_heel: float = 0.0
    step: float = 0.1
    lifted: float = 0.0
    hands: float = 0.0
    x: float = 0.0

    def towards(self, other: Stance, share: float) -> Stance:
        """The posture on the way to another one."""
        mixed = {
            f.name: (1 - share) * getattr(self, f.name) + share * getattr(other, f.name)
            for f in fields(self)
        }
        return Stance(**mixed)


def near_of(forward: int) -> Side:
    """Who faces the left of the picture shows the left side."""
    return "right" if forward > 0 else "left"


def pose_of(stance: Stance, forward: int = -1, stature_px: float = STATURE_PX) -> Pose:
    """The landmarks of a posture; `forward` is +1 for facing the right of the picture."""
    points = {part: at * (forward, -1.0) for part, at in _points(stance).items()}
    origin = np.array([SIZE_PX[0] / 2, SIZE_PX[1] - 30.0])
    xy = np.tile(origin + stature_px * points["nose"], (len(Landmark), 1))
    near = near_of(forward)
    far: Side = "right" if near == "left" else "left"
    for part, at in points.items():
        owner, _, name = part.rpartition(" ")
        sides = {"far": (far,), "near": (near,), "": () if name == "nose" else (near, far)}[owner]
        for side in sides:
            xy[Landmark.of(side, name)] = origin + stature_px * at
    world = np.zeros((len(Landmark), 3))
    world[Landmark.of(near, "shoulder"), 2], world[Landmark.of(far, "shoulder"), 2] = -0.18, 0.18
    return Pose(xy, np.full(len(Landmark), 0.95), world, SIZE_PX)


def _points(s: Stance) -> dict[str, Array]:
    """Places of the landmarks in statures: x forward, y up, the near toe at (x, 0)."""
    shank, knee = (
        s.shank_deg - BIAS_DEG["shank_inclination_deg"],
        s.knee_deg - BIAS_DEG["knee_flexion_deg"],
    )
    toe = np.array([s.x, 0.0])
    ankle = toe + _ankle_over_toe(s.heel, s.lift_ratio)
    knee_at = ankle + SHANK * _up(shank)
    hip = knee_at + THIGH * _up(shank - knee)
    shoulder = hip + TRUNK * _up(s.trunk_deg - BIAS_DEG["trunk_inclination_deg"])
    wrist = shoulder + (1 - s.hands) * np.array([0.02, -0.33]) + s.hands * np.array([0.30, 0.0])
    return {
        "nose": shoulder + np.array([0.03, 0.12]),
        "near shoulder": shoulder,
        "far shoulder": shoulder + FAR,
        "elbow": (shoulder + wrist) / 2,
        "wrist": wrist,
        "index": wrist + np.array([0.03, 0.0]),
        "near hip": hip,
        "near knee": knee_at,
        "near ankle": ankle,
        "near heel": toe + _heel_over_toe(s.heel + _ride_up(s)),
        "near foot_index": toe,
        **_far_leg(s, toe, hip + FAR),
    }


def _far_leg(s: Stance, toe: Array, hip: Array) -> dict[str, Array]:
    standing = toe + FAR + (s.step * SHANK, 0.0)
    hanging = hip + np.array([-0.15, -0.40])
    foot = (1 - s.lifted) * standing + s.lifted * hanging
    ankle = foot + _ankle_over_toe(s.other_heel, s.lift_ratio)
    return {
        "far hip": hip,
        "far foot_index": foot,
        "far heel": foot + _heel_over_toe(s.other_heel),
        "far ankle": ankle,
        "far knee": _knee_between(hip, ankle),
    }


def _up(forward_deg: float) -> Array:
    angle = math.radians(forward_deg)
    return np.array([math.sin(angle), math.cos(angle)])


def _heel_over_toe(height: float) -> Array:
    return FOOT * np.array([-math.sqrt(1 - height**2), height])


def _ankle_over_toe(heel: float, lift_ratio: float) -> Array:
    return FOOT * np.array([-0.8 * math.sqrt(1 - heel**2), 0.25 + lift_ratio * heel])


def _ride_up(s: Stance) -> float:
    foot_deg = math.degrees(math.asin(max(0.0, s.heel)))
    return HEEL_PER_DORSIFLEXION_DEG * max(0.0, s.shank_deg - REST_SHANK_DEG - foot_deg)


def _knee_between(hip: Array, ankle: Array) -> Array:
    """The knee of a leg that is bent forward as far as hip and ankle ask for."""
    down = ankle - hip
    half = float(np.linalg.norm(down)) / 2
    out = math.sqrt(max(0.0, THIGH**2 - half**2))
    place: Array = hip + down / 2 + out * np.array([-down[1], down[0]]) / (2 * half)
    return place


def minimum_jerk(u: float) -> float:
    """Share of the way that an unhurried movement has made after the share `u` of its time."""
    return u**3 * (10 - 15 * u + 6 * u * u)


def film(
    script: Sequence[tuple[float, Stance]],
    fps: float = 15,
    forward: int = -1,
    noise_px: float = 0.0,
) -> Frames:
    """Poses of somebody who takes the postures of `script` at the given seconds."""
    random = np.random.default_rng(7)
    frames: Frames = []
    for (begin, a), (end, b) in pairwise(script):
        while (time_s := len(frames) / fps) < end:
            pose = pose_of(a.towards(b, minimum_jerk((time_s - begin) / (end - begin))), forward)
            frames.append(
                (
                    time_s,
                    replace(pose, xy_px=pose.xy_px + random.normal(0, noise_px, pose.xy_px.shape)),
                )
            )
    return frames


def stay(
    stance: Stance, seconds: float, after: Sequence[tuple[float, Stance]] = ()
) -> list[tuple[float, Stance]]:
    """`after` and then `stance`, unchanged for some seconds; reached within one second."""
    begin = after[-1][0] + 1.0 if after else 0.0
    return [*after, (begin, stance), (begin + seconds, stance)]


def raises(
    low: Stance, high: Stance, count: int, tempo_s: Sequence[float] = (0.9, 0.6, 1.3, 0.4)
) -> list[tuple[float, Stance]]:
    """Two quiet seconds, then `count` times up, top, down and rest."""
    script = stay(low, 2.0)
    for _ in range(count):
        for seconds, stance in zip(tempo_s, (high, high, low, low), strict=True):
            script.append((script[-1][0] + seconds, stance))
    return stay(low, 1.0, script)


def watch(exercise: str, frames: Frames, side: Side | None = None) -> tuple[Report, list[Feedback]]:
    """The session of an exercise: its report, and what it said at every frame."""
    session = Session(load_exercise(exercise), side)
    feedback = [session.update(time_s, pose) for time_s, pose in frames]
    return session.finish(), feedback


def worst_level(report: Report, check: str) -> str:
    """The gravest level that a check reached: "bad", "warn", "unknown" or "ok"."""
    levels = {f.level for f in report.findings if f.check == check}
    return next((level for level in ("bad", "warn", "unknown") if level in levels), "ok")


def shorter_feet(pose: Pose, share: float) -> Pose:
    """A pose whose feet look shorter, as those that point out of the picture do."""
    xy = pose.xy_px.copy()
    sides: tuple[Side, Side] = ("left", "right")
    for side in sides:
        toe, heel = Landmark.of(side, "foot_index"), Landmark.of(side, "heel")
        xy[toe, 0] = xy[heel, 0] + share * (xy[toe, 0] - xy[heel, 0])
    return replace(pose, xy_px=xy)


def without(pose: Pose, *parts: str) -> Pose:
    """A pose in which some body parts are not seen, on both sides."""
    hidden = [
        mark
        for mark in Landmark
        if mark.name.lower().removeprefix("left_").removeprefix("right_") in parts
    ]
    xy = pose.xy_px.copy()
    xy[hidden] = np.nan
    return replace(pose, xy_px=xy)
