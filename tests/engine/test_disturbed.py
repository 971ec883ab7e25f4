"""Whoever turns round, walks in, or is filmed in the middle of a stretch loses nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.engine.person.legs import LOST_S
from formcheck.engine.reps.finder import Movement, MovementFinder, Sample
from formcheck.engine.session import Session
from formcheck.engine.values.landmarks import LEG_PARTS, Landmark
from formcheck.engine.values.pose import Pose
from formcheck.engine.values.signals import Signals
from formcheck.library import load_exercise
from formcheck.words import Phrase
from tests.engine.recorded import DATA, frames_of, mirrored, report_of
from tests.engine.reps.test_closer import (
    HOLDS,
    RAISES,
    changed,
    frames,
    true_verdicts,
    truth,
    verdicts,
)
from tests.engine.skeleton import Frames

TURNS_S, STANDS_S = 1.2, 1.5
TOE = 4  # of a leg's points


def turned_round(of: Frames) -> Frames:
    """The same again after a turn, in which nobody is found, and a moment of standing."""
    again = mirrored(of)
    last_s, first = of[-1][0], again[0][1]
    standing = [(last_s + TURNS_S + i / 20, first) for i in range(int(STANDS_S * 20))]
    begins_s = last_s + TURNS_S + STANDS_S - of[0][0]
    return [*of, *standing, *((begins_s + time_s, pose) for time_s, pose in again)]


@pytest.mark.parametrize("exercise", RAISES)
def test_the_set_goes_on_after_a_turn(exercise: str) -> None:
    report = report_of(exercise, turned_round(frames(exercise)))
    assert verdicts(report.reps) == 2 * true_verdicts(exercise)


def far_toes(_time_s: float, pose: Pose) -> Pose:
    assert pose.legs
    xy = pose.legs.xy_px.copy()
    xy[:, TOE, 1] -= 1.5 * np.ptp(xy[..., 1])
    return replace(pose, legs=replace(pose.legs, xy_px=xy))


def shoulders_exchanged(_time_s: float, pose: Pose) -> Pose:
    pair = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
    xy = pose.xy_px.copy()
    xy[pair] = xy[[pair[1], pair[0], pair[3], pair[2]]] + (0.0, 0.25 * np.ptp(pose.xy_px[:, 1]))
    return replace(pose, xy_px=xy)


@pytest.mark.parametrize("exercise", RAISES)
def test_feet_that_cannot_be_change_no_count(exercise: str) -> None:
    seen = frames(exercise)
    odd = [*seen[:12], *changed(seen[12:20], far_toes), *seen[20:]]
    assert verdicts(report_of(exercise, odd).reps) == true_verdicts(exercise)


@pytest.mark.parametrize("exercise", RAISES)
def test_shoulders_exchanged_in_single_frames_sink_no_body(exercise: str) -> None:
    rare = [
        seen if number % 25 else changed([seen], shoulders_exchanged)[0]
        for number, seen in enumerate(frames(exercise))
    ]
    assert verdicts(report_of(exercise, rare).reps) == true_verdicts(exercise)


def movements(values: list[float], step_s: float = 0.05) -> list[Movement]:
    config = load_exercise("calf-raise").reps
    assert config
    finder = MovementFinder(config)
    samples = [Sample(i * step_s, v, Signals(), np.zeros(2)) for i, v in enumerate(values)]
    return [found for s in samples if (found := finder.update(s))]


RAISE = [*np.linspace(0, 0.4, 10), *[0.4] * 10, *np.linspace(0.4, 0, 10)]


def test_a_movement_begins_at_rest_not_on_the_way_down_from_a_step() -> None:
    found = movements([0.9, 0.6, 0.3, *[0.0] * 6, *RAISE, *[0.0] * 10])
    assert [round(each.top, 2) for each in found] == [0.4]


def test_a_step_that_follows_at_once_is_not_the_top_of_the_raise() -> None:
    found = movements([*[0.0] * 10, *RAISE, 0.0, 0.0, 0.6, 0.9, 0.9, 0.9])
    assert [round(each.top, 2) for each in found] == [0.4]


@pytest.mark.parametrize("exercise", HOLDS)
def test_a_film_may_begin_in_the_stretch(exercise: str) -> None:
    hold = truth(exercise)["holds"][0]
    later = [(time_s, pose) for time_s, pose in frames(exercise) if time_s >= hold["start_s"] + 1.0]
    held_s = sum(each.held_s for each in report_of(exercise, later).holds)
    assert held_s == pytest.approx(hold["good_s"] - 1.0, abs=0.7)


def legs_lost(_time_s: float, pose: Pose) -> Pose:
    assert pose.legs
    return replace(pose, legs=replace(pose.legs, error_px=np.full((2, len(LEG_PARTS)), 500.0)))


@pytest.mark.parametrize("exercise", RAISES)
def test_legs_that_are_lost_for_a_moment_cost_no_repetition(exercise: str) -> None:
    blinking = [
        changed([seen], legs_lost)[0] if number % 12 < 2 else seen
        for number, seen in enumerate(frames(exercise))
    ]
    assert verdicts(report_of(exercise, blinking).reps) == true_verdicts(exercise)


def test_somebody_whose_legs_the_network_loses_is_still_there() -> None:
    session = Session(load_exercise("calf-raise"))
    for time_s, pose in changed(frames("single-leg-calf-raise"), legs_lost):
        assert session.update(time_s, pose).phase != "no-person" or time_s <= LOST_S
    report = session.finish()
    assert not report.reps
    assert report.view.reason == Phrase("view.no-feet")


@pytest.mark.parametrize("exercise", HOLDS)
@pytest.mark.parametrize("clip", ["an-tall", "ankle-mobilization"])
def test_a_foot_on_a_chair_is_no_wall_stretch(exercise: str, clip: str) -> None:
    assert not report_of(exercise, frames_of(DATA / "clips" / f"{clip}.npz")).holds
