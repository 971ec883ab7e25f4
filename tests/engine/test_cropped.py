"""Somebody whose feet are out of the picture is told so, not that nobody is there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.engine.session import Session
from formcheck.engine.values.landmarks import Landmark
from formcheck.engine.values.pose import Pose
from formcheck.library import load_exercise
from tests.engine.recorded import DATA, frames_of, report_of
from tests.engine.skeleton import Frames


def without_feet(frames: Frames) -> Frames:
    """The same filmed by a camera that sees them down to the middle of the shins."""
    return [(time_s, pose and _cut(pose)) for time_s, pose in frames]


def _cut(pose: Pose) -> Pose:
    knee, ankle = (np.nanmax(pose.xy_px[[mark, mark + 1], 1]) for mark in (25, 27))
    height = int((knee + ankle) / 2)
    xy = np.where(pose.xy_px[:, 1:] > height, np.nan, pose.xy_px)
    return replace(pose, xy_px=xy, legs=None, size_px=(pose.size_px[0], height))


@pytest.mark.parametrize("exercise", ["calf-raise", "soleus-wall-stretch"])
def test_feet_out_of_the_picture_are_told(exercise: str) -> None:
    report = report_of(exercise, without_feet(frames_of(DATA / f"{exercise}.npz")))
    assert not report.reps
    assert not report.holds
    assert "feet" in (report.view.reason or "")
    assert report.view.problems == (report.view.reason,)


def test_live_it_is_said_while_it_lasts() -> None:
    session = Session(load_exercise("calf-raise"))
    frames = without_feet(frames_of(DATA / "calf-raise.npz"))
    problems = [session.update(time_s, pose).problems for time_s, pose in frames[:40]]
    assert [problem.code for problem in problems[-1]] == ["no-feet"]


def test_without_a_trunk_nobody_is_there() -> None:
    cut = without_feet(frames_of(DATA / "calf-raise.npz"))
    hidden = [
        (
            t,
            pose and replace(pose, visibility=np.where(np.arange(len(Landmark)) == 11, 0.1, 1.0)),
        )
        for t, pose in cut
    ]
    assert report_of("calf-raise", hidden).view.reason is None
