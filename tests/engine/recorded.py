"""Recorded landmarks: of rendered people, whose truth is known, and of real ones."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from formcheck.engine.session import Session
from formcheck.engine.values.landmarks import Landmark, Legs
from formcheck.engine.values.pose import Pose
from formcheck.engine.values.report import Report
from formcheck.library import load_exercise
from formcheck.media.pose.traces import read_trace
from tests.engine.skeleton import Frames

DATA = Path(__file__).parents[1] / "data"
PEOPLE = Path(__file__).parents[3] / "shared" / "traces"  # not part of the project
TRUTH: dict[str, Any] = json.loads((DATA / "truth.json").read_text())


def frames_of(path: Path) -> Frames:
    """Times and poses of a trace."""
    trace = read_trace(path)
    return [(float(time_s), pose) for time_s, pose in zip(trace.time_s, trace.poses, strict=True)]


def report_of(exercise: str, frames: Frames) -> Report:
    """What a session makes of them."""
    session = Session(load_exercise(exercise))
    for time_s, pose in frames:
        session.update(time_s, pose)
    return session.finish()


def _mirror_image(mark: Landmark) -> Landmark:
    left, right = mark.name.replace("LEFT", "RIGHT"), mark.name.replace("RIGHT", "LEFT")
    return Landmark[left if left != mark.name else right]


MIRROR_IMAGES = [_mirror_image(mark) for mark in Landmark]


def mirrored(frames: Frames) -> Frames:
    """The same person in a mirror: left is right."""
    return [(time_s, _mirrored(pose) if pose else None) for time_s, pose in frames]


def _mirrored(pose: Pose) -> Pose:
    xy = pose.xy_px[MIRROR_IMAGES] * (-1, 1) + (pose.size_px[0], 0)
    world = None if pose.world_m is None else pose.world_m[MIRROR_IMAGES] * (-1, 1, 1)
    legs = pose.legs and Legs(
        pose.legs.xy_px[::-1] * (-1, 1) + (pose.size_px[0], 0), pose.legs.error_px[::-1]
    )
    return Pose(xy, pose.visibility[MIRROR_IMAGES], world, pose.size_px, legs)


def at_rate(frames: Frames, fps: float) -> Frames:
    """As a slower camera would have seen it."""
    kept, due_s = [], 0.0
    for time_s, pose in frames:
        if time_s >= due_s - 1e-6:
            kept.append((time_s, pose))
            due_s += 1 / fps
    return kept


def with_drops(frames: Frames) -> Frames:
    """Without a third of the frames, at random."""
    chance = random.Random(3)  # noqa: S311 - no secret
    return [frame for frame in frames if chance.random() > 1 / 3]
