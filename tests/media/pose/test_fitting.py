import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
import pytest

from formcheck.engine.values.landmarks import KEPT_S
from formcheck.engine.values.pose import Frame
from formcheck.media.pose import fitting
from formcheck.media.pose.fitting import LivePose
from formcheck.media.video.file import VideoFile


@pytest.fixture(scope="module")
def frames(calf_raises: Path) -> list[Frame]:
    with VideoFile(calf_raises) as video:
        return list(islice(video, 8))


@pytest.fixture(autouse=True)
def short_trial(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "_TRIALS", 2)
    monkeypatch.setattr(fitting, "_WARM_UP", 1)


class Clock:
    """A clock on which every picture takes `took_s`."""

    def __init__(self, took_s: float) -> None:
        self._steps: Iterator[float] = iter([0.0, took_s] * 100)
        self._now_s = 0.0

    def __call__(self) -> float:
        self._now_s += next(self._steps)
        return self._now_s


SEEN = {(True, False): "l", (False, True): "r", (False, False): "-", (True, True): "b"}


def looked_at(live: LivePose, frames: list[Frame]) -> str:
    """Which legs were looked at, frame by frame."""
    looked = ""
    for frame in frames:
        pose = live.estimate(frame)
        assert pose
        known = (
            [False, False]
            if pose.legs is None
            else np.isfinite(pose.legs.error_px).all(axis=1).tolist()
        )
        looked += SEEN[tuple(known)]
    return looked


def test_legs_take_turns_from_the_second_picture_on(frames: list[Frame]) -> None:
    with LivePose("full", clock=Clock(0.03)) as live:
        assert looked_at(live, frames) == "-lrlrlrl"
        assert live.notice is None


def test_the_measured_leg_has_more_turns(frames: list[Frame]) -> None:
    with LivePose("auto", clock=Clock(0.03)) as live:
        live.side = "left"
        assert looked_at(live, frames) == "-lrllrll"
        assert live.model.name == "full"


@pytest.mark.parametrize("every", [1, 2])
@pytest.mark.parametrize("fps", [3, 5, 8, 12, 15])
def test_no_leg_is_forgotten_before_its_turn(frames: list[Frame], fps: float, every: int) -> None:
    """The engine keeps a leg for a quarter of a second: with long gaps both are looked at."""
    with LivePose("full", clock=Clock(0.03)) as live:
        live.side, live.leg_every = "left", every
        apart = [replace(frame, time_s=at / fps) for at, frame in enumerate(frames * 2)]
        looked = looked_at(live, apart)
    most = max(1, math.floor(KEPT_S * fps + 1e-9))
    for leg in "lr":
        first, *later = (at for at, seen in enumerate(looked) if seen in (leg, "b"))
        assert all(b - a <= most for a, b in pairwise([first, *later]))


def test_a_picture_that_stands_still_shows_both_legs(frames: list[Frame]) -> None:
    with LivePose("full", clock=None) as live:
        still = [replace(frames[0], time_s=at / 20) for at in range(5)]
        assert looked_at(live, still)[-2:] == "bb"


def test_a_slow_machine_saves_at_the_legs_first(frames: list[Frame]) -> None:
    with LivePose("auto", "heavy", Clock(0.12)) as live:
        looked_at(live, frames[:4])
        assert (live.leg_every, live.model.name, live.notice) == (2, "heavy", None)


def test_a_machine_that_is_still_too_slow_takes_the_smaller_model(frames: list[Frame]) -> None:
    with LivePose("auto", "heavy", Clock(0.12)) as live:
        looked_at(live, frames)
        assert live.model.name == "full"
        assert live.notice
        assert "too slow" in live.notice
