"""Recorded landmarks: of rendered people, whose truth is known, and of real ones."""

from __future__ import annotations

import json
import math
import random
from bisect import bisect_left
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from formcheck.engine.session import Session
from formcheck.engine.values.landmarks import Array, Landmark, Legs
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
    shift = pose.shift_px and (-pose.shift_px[0], pose.shift_px[1])
    visibility = pose.visibility[MIRROR_IMAGES]
    return Pose(xy, visibility, world, pose.size_px, legs, shift_px=shift)


def at_rate(frames: Frames, fps: float) -> Frames:
    """As a slower camera would have seen it."""
    kept, due_s = [], 0.0
    for time_s, pose in frames:
        if time_s >= due_s - 1e-6:
            kept.append((time_s, pose))
            due_s += 1 / fps
    return kept


def at_higher_rate(frames: Frames, fps: float) -> Frames:
    """As a faster camera would have seen it, in between on straight ways."""
    known_s = [time_s for time_s, _ in frames]
    made = []
    for index in range(int(known_s[-1] * fps)):
        time_s = index / fps
        after = max(1, bisect_left(known_s, time_s))
        (start_s, before), (end_s, later) = frames[after - 1], frames[after]
        made.append((time_s, _between(before, later, (time_s - start_s) / (end_s - start_s))))
    return made


def _between(before: Pose | None, later: Pose | None, share: float) -> Pose | None:
    if before is None or later is None:
        return before if share < 1 / 2 else later

    def mixed(one: Array, other: Array) -> Array:
        return (1 - share) * one + share * other

    legs = None
    if before.legs is not None and later.legs is not None:
        error_px = mixed(before.legs.error_px, later.legs.error_px)
        legs = Legs(mixed(before.legs.xy_px, later.legs.xy_px), error_px)
    world = None
    if before.world_m is not None and later.world_m is not None:
        world = mixed(before.world_m, later.world_m)
    xy, seen = mixed(before.xy_px, later.xy_px), mixed(before.visibility, later.visibility)
    return Pose(xy, seen, world, before.size_px, legs)


def by_hand(frames: Frames, sway_px: float = 1.5) -> Frames:
    """As a camera in a hand would have seen it: it sways slowly by this much.

    And trembles a little.
    """
    made: Frames = []
    for time_s, pose in frames:
        phases = 2 * np.pi * time_s * np.array([0.4, 1.1, 2.3, 5.0])
        waves = np.sin(phases + np.array([[0, 1, 2, 3], [3, 0, 2, 1]]))
        shift = sway_px * waves @ [1, 1 / 2, 1 / 4, 1 / 8]
        made.append((time_s, pose and _shifted(pose, shift)))
    return made


def _shifted(pose: Pose, shift: Array) -> Pose:
    legs = pose.legs and replace(pose.legs, xy_px=pose.legs.xy_px + shift)
    return replace(pose, xy_px=pose.xy_px + shift, legs=legs)


def obliquely(frames: Frames, turn_deg: float) -> Frames:
    """As a camera that stands further round would have seen it; what is in depth is left out."""
    return [
        (time_s, pose and _seen_obliquely(pose, math.radians(turn_deg))) for time_s, pose in frames
    ]


def _seen_obliquely(pose: Pose, turn: float) -> Pose:
    middle = float(np.nanmean(pose.xy_px[:, 0]))

    def narrowed(xy: Array) -> Array:
        x = middle + math.cos(turn) * (xy[..., 0] - middle)
        return np.stack([x, xy[..., 1]], axis=-1)

    world = pose.world_m
    if world is not None:
        x, y, z = world.T
        across, away = (
            math.cos(turn) * x + math.sin(turn) * z,
            math.cos(turn) * z - math.sin(turn) * x,
        )
        world = np.stack([across, y, away], axis=-1)
    legs = pose.legs and replace(pose.legs, xy_px=narrowed(pose.legs.xy_px))
    return replace(pose, xy_px=narrowed(pose.xy_px), world_m=world, legs=legs)


def slowed(frames: Frames, times: float) -> Frames:
    """In slow motion."""
    return [(time_s * times, pose) for time_s, pose in frames]


def on_its_side(frames: Frames) -> Frames:
    """The picture turned by a quarter to the left."""
    return [(time_s, pose and _turned(pose)) for time_s, pose in frames]


def _turned(pose: Pose) -> Pose:
    width, height = pose.size_px

    def turned(xy: Array) -> Array:
        return np.stack([xy[..., 1], width - xy[..., 0]], axis=-1)

    legs = pose.legs and replace(pose.legs, xy_px=turned(pose.legs.xy_px))
    return Pose(turned(pose.xy_px), pose.visibility, None, (height, width), legs)


def with_drops(frames: Frames) -> Frames:
    """Without a third of the frames, at random."""
    chance = random.Random(3)  # noqa: S311 - no secret
    return [frame for frame in frames if chance.random() > 1 / 3]
