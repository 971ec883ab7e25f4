"""The same recording seen otherwise: in a mirror, by a slower camera, in part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from formcheck.engine.session import Session
from formcheck.engine.values.landmarks import Landmark, Legs
from formcheck.engine.values.pose import Pose
from formcheck.engine.values.report import Report
from formcheck.library import load_exercise

Frames = Sequence[tuple[float, Pose | None]]


def _mirror_image(mark: Landmark) -> Landmark:
    left, right = mark.name.replace("LEFT", "RIGHT"), mark.name.replace("RIGHT", "LEFT")
    return Landmark[left if left != mark.name else right]


_IMAGES = [_mirror_image(mark) for mark in Landmark]


def mirrored(frames: Frames) -> Frames:
    """The same person in a mirror: left is right."""
    return [(time_s, None if pose is None else _mirrored(pose)) for time_s, pose in frames]


def _mirrored(pose: Pose) -> Pose:
    flip, across = np.array([-1, 1]), np.array([pose.size_px[0], 0])
    world = None if pose.world_m is None else pose.world_m[_IMAGES] * (-1, 1, 1)
    legs = (
        None
        if pose.legs is None
        else Legs(pose.legs.xy_px[::-1] * flip + across, pose.legs.error_px[::-1])
    )
    xy, visibility = pose.xy_px[_IMAGES] * flip + across, pose.visibility[_IMAGES]
    shift = pose.shift_px and (-pose.shift_px[0], pose.shift_px[1])
    return replace(pose, xy_px=xy, visibility=visibility, world_m=world, legs=legs, shift_px=shift)


def halved(frames: Frames) -> Frames:
    """Every second frame."""
    return frames[::2]


def since(frames: Frames, start_s: float) -> Frames:
    """Without its beginning."""
    return [frame for frame in frames if frame[0] >= start_s]


def first_half(frames: Frames) -> Frames:
    """As if it ended in the middle of the film."""
    return frames[: len(frames) // 2]


def second_half(frames: Frames) -> Frames:
    """As if it began there."""
    return frames[len(frames) // 2 :]


def report_of(exercise: str, frames: Frames) -> Report:
    """What a session makes of them."""
    session = Session(load_exercise(exercise))
    for time_s, pose in frames:
        session.update(time_s, pose)
    return session.finish()
