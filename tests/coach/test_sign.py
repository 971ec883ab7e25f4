"""A hand above the head for two seconds: seen upright and lying, and in no recorded exercise."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.coach.sign import HELD_S, Sign, is_hand_up
from formcheck.engine.values.landmarks import Landmark
from formcheck.engine.values.pose import Pose
from formcheck.media.pose.traces import read_trace
from tests.coach.coached import DATA, SIDES, hand_up, lying
from tests.engine.skeleton import Stance, pose_of

TRACES = sorted(path for path in DATA.rglob("*.npz") if path.parent.name != "legs")
SITTING = Stance(knee_deg=90, shank_deg=5)


def signs(poses: list[Pose | None], fps: float = 20) -> list[float]:
    sign = Sign()
    return [i / fps for i, pose in enumerate(poses) if sign.update(i / fps, pose)]


@pytest.mark.parametrize("path", TRACES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_recorded_exercise_contains_it(path: object) -> None:
    trace, sign = read_trace(path), Sign()  # type: ignore[arg-type]
    assert not any(sign.update(float(t), p) for t, p in zip(trace.time_s, trace.poses, strict=True))


@pytest.mark.parametrize("stance", [Stance(), SITTING, Stance(trunk_deg=20)])
def test_it_is_seen_standing_and_sitting(stance: Stance) -> None:
    assert is_hand_up(hand_up(pose_of(stance)))
    assert not is_hand_up(pose_of(stance))


@pytest.mark.parametrize("turn", [1, -1])
def test_it_is_seen_lying(turn: int) -> None:
    assert is_hand_up(lying(hand_up(pose_of(Stance())), turn))
    assert not is_hand_up(lying(pose_of(Stance()), turn))


def test_hands_on_a_wall_or_on_a_chair_in_front_are_none() -> None:
    assert not is_hand_up(pose_of(Stance(trunk_deg=25, hands=1)))
    bent_over = pose_of(Stance(trunk_deg=70, shank_deg=15, knee_deg=30))
    assert not is_hand_up(hand_up(bent_over))


def test_what_is_only_guessed_is_none() -> None:
    up = hand_up(pose_of(Stance()))
    assert not is_hand_up(replace(up, visibility=np.full(33, 0.4)))
    assert not is_hand_up(replace(up, xy_px=np.full((33, 2), np.nan)))


def test_a_hand_that_reaches_out_of_the_picture_is_where_its_elbow_points_to() -> None:
    for pose, seen in ((hand_up(pose_of(Stance())), True), (pose_of(Stance()), False)):
        beyond = pose.xy_px.copy()
        for side in SIDES:
            beyond[Landmark.of(side, "wrist"), 1] = -20.0
        assert is_hand_up(replace(pose, xy_px=beyond)) == seen


def test_it_takes_two_seconds_and_comes_once_until_the_hand_is_down() -> None:
    down, up = pose_of(Stance()), hand_up(pose_of(Stance()))
    assert signs([down, *[up] * 39, down, *[down] * 20]) == []
    given = signs([down, *[up] * 200, *[down] * 20, *[up] * 60])
    assert given == pytest.approx([0.05 + HELD_S, 11.05 + HELD_S], abs=0.06)


def test_a_picture_without_the_hand_now_and_then_does_not_break_it() -> None:
    down, up = pose_of(Stance()), hand_up(pose_of(Stance()))
    assert len(signs([*[up] * 15, None, None, *[up] * 15, down, *[up] * 15])) == 1
