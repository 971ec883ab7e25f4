"""Who is back and not in place hears what is missing; who is away was told to come back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from formcheck.coach.setup import REPEAT_S
from formcheck.engine.values.landmarks import Landmark
from formcheck.engine.values.pose import Pose
from tests.coach.coached import RAISE, SIDES, Run, performed, run_of

BACK = "Back to the start, and keep still"


def paused() -> Run:
    frames = performed(RAISE)
    run = run_of(target=10).feed([f for f in frames if f[0] < 13.0])
    run.feed([(13.0 + i / 20, None) for i in range(60)])
    assert run.states[-1] == "paused"
    return run


def without_feet(pose: Pose) -> Pose:
    points = [Landmark.of(side, part) for side in SIDES for part in ("heel", "foot_index", "ankle")]
    xy_px, seen = pose.xy_px.copy(), pose.visibility.copy()
    xy_px[points], seen[points] = np.nan, 0.0
    return replace(pose, xy_px=xy_px, visibility=seen)


def test_who_comes_back_without_feet_in_the_picture_hears_that_and_hears_it_again() -> None:
    run, before = paused(), performed(RAISE)[0][1]
    assert before is not None
    said = len(run.prompts)
    run.feed([(16.0 + i / 20, without_feet(before)) for i in range(20 * 12)])
    told = [prompt for prompt in run.prompts[said:] if "cannot see your feet" in prompt.text]
    assert run.states[-1] == "paused"
    assert len(told) == 2
    assert told[1].time_s - told[0].time_s >= REPEAT_S


def test_who_is_away_is_left_in_peace() -> None:
    run = paused()
    said = len(run.prompts)
    run.feed([(16.0 + i / 20, None) for i in range(20 * 30)])
    assert run.prompts[said:] == []
