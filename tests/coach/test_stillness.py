"""The countdown waits for one second of stillness."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from formcheck.engine.values.pose import Pose
from tests.coach.coached import Timed, run_of
from tests.engine.skeleton import STATURE_PX, Stance, pose_of

QUIET_S = 10.0
END_S = 14.0
Sway = Callable[[float], float]


def swaying(sway: Sway) -> list[Timed]:
    """Somebody on one leg who sways by shares of the stature, up to the tenth second."""
    pose, frames = pose_of(Stance(lifted=1)), []
    for number in range(round(END_S * 20)):
        time_s = number / 20
        share = sway(time_s) if time_s < QUIET_S else 0.0
        frames.append((time_s, _shifted(pose, share * STATURE_PX)))
    return frames


def _shifted(pose: Pose, by_px: float) -> Pose:
    return replace(pose, xy_px=pose.xy_px + np.array([by_px, 0.0]))


def countdown_s(frames: list[Timed]) -> float:
    """When the countdown begins."""
    run = run_of()
    for frame in frames:
        run.feed([frame])
        if run.states[-1] == "countdown":
            return frame[0]
    return math.inf


def after_one_second(share: float) -> Sway:
    """Quiet for a second, which is a start position, and swaying from then on."""
    return lambda time_s: share * math.sin(2 * math.pi * time_s) if time_s > 1.0 else 0.0


@pytest.mark.parametrize("share", [0.02, 0.04])
def test_who_sways_waits_until_a_second_has_been_still(share: float) -> None:
    begun_s = countdown_s(swaying(after_one_second(share)))
    assert begun_s == pytest.approx(QUIET_S + 1.0, abs=0.15)


def test_who_breathes_need_not_wait() -> None:
    assert countdown_s(swaying(after_one_second(0.004))) < 5.0


def test_who_sways_in_the_start_position_is_told_what_is_waited_for() -> None:
    run = run_of().feed(swaying(after_one_second(0.04))[: round(QUIET_S * 20)])
    told = [prompt.time_s for prompt in run.prompts if prompt.text == "Keep still"]
    assert run.states[-1] != "countdown"
    assert told
    assert min(b - a for a, b in pairwise([0.0, *told])) >= 2.0


def test_a_pause_of_less_than_a_second_is_not_enough() -> None:
    """A step to the side every 0.9 s, and nothing in between."""
    begun_s = countdown_s(swaying(lambda time_s: 0.03 * (int(time_s / 0.9) % 2)))
    assert begun_s > QUIET_S
