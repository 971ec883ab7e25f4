"""People for the tests of the shipped exercises.

Recorded ones, who may be altered, and people made of angles.

A recorded clip is what the heavy model found in a rendered video with known truth
(`tests/data/clips`, points rounded to 1/16 pixel). For faults that no clip shows the landmarks of a
faultless one are moved.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from formcheck.engine.values.landmarks import Array, Landmark, Side, other_side
from formcheck.engine.values.pose import Pose
from tests.engine.recorded import frames_of
from tests.engine.skeleton import Frames, Stance, film
from tests.specs.figures import Posed

CLIPS = Path(__file__).parents[1] / "data" / "clips"
TRUTH: dict[str, Any] = json.loads((CLIPS / "truth.json").read_text())
RAMP_S = 0.8


@dataclass(frozen=True, slots=True)
class Change:
    """How body parts are moved for some seconds, with a smooth begin and end.

    Attributes:
        parts: What is moved; without a side, as "shoulder".
        about: The joint of the same side that it is turned and stretched about.
        turn_deg: Turn, positive: what is above the joint goes to the front.
        stretch: Distance from the joint, as a factor.
        forward: Shift to the front in leg lengths.
        up: Shift upwards in leg lengths.
        hz: To and fro so often a second, instead of once there and back.
        begin_s: From when on.
        end_s: Until when.
        legs: "near", "far" or "both": the sides that are moved.
    """

    parts: tuple[str, ...]
    about: str = "hip"
    turn_deg: float = 0.0
    stretch: float = 1.0
    forward: float = 0.0
    up: float = 0.0
    hz: float = 0.0
    begin_s: float = 0.0
    end_s: float = math.inf
    legs: str = "both"

    def share(self, time_s: float) -> float:
        """Share of the change at a time; between -1 and 1 when it goes to and fro."""
        into = min(1.0, max(0.0, (time_s - self.begin_s) / RAMP_S))
        back = min(1.0, max(0.0, (self.end_s - time_s) / RAMP_S)) if self.end_s < math.inf else 1.0
        swing = math.sin(2 * math.pi * self.hz * time_s) if self.hz else 1.0
        return min(into, back) * swing


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recorded clip, or its beginning, perhaps altered, or played so many times as fast."""

    name: str
    until_s: float = math.inf
    changes: tuple[Change, ...] = ()
    speed: float = 1.0

    def frames(self) -> Frames:
        """Times and poses."""
        near: Side = TRUTH[self.name]["near_side"]
        forward = 1 if TRUTH[self.name]["facing"] == "right" else -1
        return [
            (
                time_s / self.speed,
                _altered(time_s, pose, self.changes, near, forward) if pose else None,
            )
            for time_s, pose in frames_of(CLIPS / f"{self.name}.npz")
            if time_s < self.until_s
        ]

    def but(self, *parts: str, **how: Any) -> Recorded:
        """The same person with one thing done differently."""
        return replace(self, changes=(*self.changes, Change(parts, **how)))


@dataclass(frozen=True, slots=True)
class Filmed:
    """A person made of angles, who takes these postures at these seconds."""

    script: tuple[tuple[float, Stance], ...]

    def frames(self) -> Frames:
        """Times and poses."""
        return film(self.script)


@dataclass(frozen=True, slots=True)
class Closer:
    """What the leg network found in a sample clip."""

    name: str

    def frames(self) -> Frames:
        """Times and poses."""
        return frames_of(CLIPS.parent / "closer" / f"{self.name}.npz")


Source = Recorded | Filmed | Posed | Closer


def _altered(
    time_s: float, pose: Pose, changes: Iterable[Change], near: Side, forward: int
) -> Pose:
    xy = pose.xy_px.copy()
    for change in changes:
        sides = {"near": (near,), "far": (other_side(near),), "both": (near, other_side(near))}[
            change.legs
        ]
        for side in sides:
            _move(xy, side, change, change.share(time_s), forward)
    return replace(pose, xy_px=xy)


def _move(xy: Array, side: Side, change: Change, share: float, forward: int) -> None:
    hip, knee, ankle = (xy[Landmark.of(side, part)] for part in ("hip", "knee", "ankle"))
    leg = float(np.linalg.norm(hip - knee) + np.linalg.norm(knee - ankle))
    shift = share * leg * np.array([forward * change.forward, -change.up])
    angle = math.radians(forward * share * change.turn_deg)
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    joint = xy[Landmark.of(side, change.about)].copy()
    for part in change.parts:
        mark = Landmark.NOSE if part == "nose" else Landmark.of(side, part)
        if part != "nose" or side == "left":  # there is one nose only
            xy[mark] = (
                joint + (1 + share * (change.stretch - 1)) * turn @ (xy[mark] - joint) + shift
            )
