"""The leg that stands is told by what it does, where the picture shows it otherwise."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from formcheck.engine.session import Session
from formcheck.engine.values.landmarks import Landmark, Legs, Side, other_side
from formcheck.engine.values.pose import Pose
from formcheck.library import load_exercise
from tests.engine.recorded import DATA, frames_of, mirrored, obliquely
from tests.engine.reps.test_closer import changed, frames, true_verdicts, truth, verdicts
from tests.engine.skeleton import Frames

EXERCISE = "single-leg-calf-raise"
STANDING: Side = "left"
PARTS = ("knee", "ankle", "heel", "foot_index")


def nearer(of: Frames, side: Side, feet: float) -> Frames:
    """A leg that stands nearer to a camera that looks down is lower in the picture."""
    marks, leg = [Landmark.of(side, part) for part in PARTS], ("left", "right").index(side)

    def lower(_time_s: float, pose: Pose) -> Pose:
        assert pose.legs
        heel, toe = pose.legs.xy_px[leg, 2], pose.legs.xy_px[leg, 4]
        down = (0.0, feet * float(np.hypot(*(toe - heel))))
        xy, legs_xy = pose.xy_px.copy(), pose.legs.xy_px.copy()
        xy[marks] += down
        legs_xy[leg] += down
        return replace(pose, xy_px=xy, legs=replace(pose.legs, xy_px=legs_xy))

    return changed(of, lower)


@pytest.mark.parametrize(("feet", "turn_deg"), [(0.7, 25.0), (0.9, 60.0)])
def test_a_foot_in_the_air_that_looks_lower_than_the_one_that_stands(
    feet: float, turn_deg: float
) -> None:
    session = Session(load_exercise(EXERCISE))
    seen = nearer(obliquely(frames(EXERCISE), turn_deg), other_side(STANDING), feet)
    sides = [session.update(time_s, pose).side for time_s, pose in seen]
    report = session.finish()
    assert len(report.reps) == len(true_verdicts(EXERCISE))
    assert {rep.side for rep in report.reps} == {STANDING}
    assert sides[-1] == STANDING


def test_legs_may_change_in_the_middle_of_the_session() -> None:
    first, again = frames(EXERCISE), mirrored(frames(EXERCISE))
    later = first[-1][0] + 1.0 - again[0][0]
    session = Session(load_exercise(EXERCISE))
    for time_s, pose in [*first, *((later + time_s, pose) for time_s, pose in again)]:
        session.update(time_s, pose)
    report = session.finish()
    assert verdicts(report.reps) == 2 * true_verdicts(EXERCISE)
    half = len(report.reps) // 2
    assert [rep.side for rep in report.reps] == half * ["left"] + half * ["right"]
    assert [rep.number for rep in report.reps] == list(range(1, 2 * half + 1))


def test_two_legs_that_rise_together_are_one_repetition() -> None:
    two = frames_of(DATA / "closer" / "deficit-calf-raise.npz")
    session = Session(load_exercise(EXERCISE))
    for time_s, pose in two:
        session.update(time_s, pose)
    report = session.finish()
    assert len(report.reps) == len(true_verdicts("deficit-calf-raise"))
    assert report.counts.full == 0


def test_the_leg_that_was_asked_for_is_the_one() -> None:
    session = Session(load_exercise(EXERCISE), side="right")
    for time_s, pose in frames(EXERCISE):
        session.update(time_s, pose)
    assert not session.finish().counts.full


@pytest.mark.parametrize("exercise", ["deficit-calf-raise", "seated-calf-raise"])
@pytest.mark.parametrize("number", [1, 2])
def test_who_shows_the_other_side_in_the_middle_of_a_raise_loses_none(
    exercise: str, number: int
) -> None:
    turns_s = truth(exercise)["reps"][number]["start_s"] + 0.2

    def other_side_near(time_s: float, pose: Pose) -> Pose:
        assert pose.world_m is not None
        world = pose.world_m * (1.0, 1.0, -1.0 if time_s >= turns_s else 1.0)
        return replace(pose, world_m=world)

    session = Session(load_exercise(exercise))
    for time_s, pose in changed(frames(exercise), other_side_near):
        session.update(time_s, pose)
    report = session.finish()
    assert len(report.reps) == len(true_verdicts(exercise))
    assert len({rep.side for rep in report.reps}) == 2


def test_both_legs_that_stay_down_are_those_of_the_leg_that_does_the_set() -> None:
    frames_ = frames_of(DATA / "clips" / "eccentric-heel-drop.npz")
    session = Session(load_exercise("eccentric-heel-drop"))
    for time_s, pose in frames_:
        session.update(time_s, pose)
    report = session.finish()
    assert len(report.reps) == 3
    assert len({rep.side for rep in report.reps}) == 1


def in_turns(of: Frames, often: Side) -> Frames:
    """As live: of three pictures two show one leg, one the other."""
    first, second = (0, 1) if often == "left" else (1, 0)
    seen: Frames = []
    for number, (time_s, pose) in enumerate(of):
        if pose and pose.legs:
            xy, error = pose.legs.xy_px.copy(), pose.legs.error_px.copy()
            unseen = second if number % 3 else first
            xy[unseen] = error[unseen] = np.nan
            pose = replace(pose, legs=Legs(xy, error))  # noqa: PLW2901
        seen.append((time_s, pose))
    return seen


@pytest.mark.parametrize("from_frame", [0, 1, 2])
@pytest.mark.parametrize("trace", ["clips/rebound-calf-raise", "closer/deficit-calf-raise"])
def test_legs_that_are_looked_at_in_turns_are_counted_once_and_nothing_is_taken_back(
    trace: str, from_frame: int
) -> None:
    exercise = Path(trace).name
    session = Session(load_exercise(exercise))
    counted = [0]
    for time_s, pose in in_turns(frames_of(DATA / f"{trace}.npz")[from_frame:], "left"):
        counts = session.update(time_s, pose).counts
        counted.append(counts.full + counts.partial + counts.uncertain)
    assert {later - before for before, later in pairwise(counted)} == {0, 1}
    assert len(session.finish().reps) == len(true_verdicts(exercise))
