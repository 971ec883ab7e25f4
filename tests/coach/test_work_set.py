"""A set and its end: what a hold has shown when it reaches its goal is what it is closed with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from formcheck.coach.values import Plan
from formcheck.coach.work_set import SETTLE_S, WorkSet
from formcheck.engine.session import Session
from formcheck.engine.values.feedback import Feedback
from formcheck.engine.values.pose import Pose
from formcheck.engine.values.report import Counts, Hold
from formcheck.library import load_exercise
from tests.coach.coached import RAISE, STRETCH


class Told(Session):
    """A session that says what it is told to."""

    now: Feedback

    def update(self, time_s: float, pose: Pose | None) -> Feedback:  # noqa: ARG002
        return replace(self.now, time_s=time_s)


def begun(exercise: str, target: float) -> tuple[WorkSet, Told]:
    spec, first = load_exercise(exercise), Feedback(0.0, None, "left", "ready")
    work = WorkSet(spec, Plan(1, target), "left", first)
    told = work.session = Told(spec, "left")
    told.now = first
    work.begin(0.0)
    return work, told


def ended(work: WorkSet, from_s: float, seconds: float) -> bool:
    times_s = [from_s + i / 20 for i in range(round(20 * seconds))]
    return any(work.is_done(work.update(time_s, None)) for time_s in times_s)


def test_who_lets_go_at_the_last_second_has_held_all_of_them() -> None:
    """The engine takes back what it has not booked; the goal was shown, and is reached."""
    work, told = begun(STRETCH, 30.0)
    told.now = replace(told.now, phase="holding", held_s=29.9)
    assert not ended(work, 1.0, 2.0)
    told.now = replace(told.now, held_s=30.0)
    assert not work.is_done(work.update(3.0, None))
    hold = Hold(1, "left", 0.0, 30.0, 29.2, 0.0, ())
    told.now = replace(told.now, phase="ready", held_s=0.0, finished_hold=hold)
    work.update(3.05, None)
    told.now = replace(told.now, finished_hold=None)
    assert ended(work, 3.1, SETTLE_S + 0.1)
    assert work.held_s(29.2) == 30.0


@pytest.mark.parametrize("booked_s", [12.0, 29.4])
def test_below_the_goal_what_is_booked_counts(booked_s: float) -> None:
    work, told = begun(STRETCH, 30.0)
    told.now = replace(told.now, phase="holding", held_s=29.8)
    assert not ended(work, 1.0, 2.0)
    assert work.held_s(booked_s) == booked_s


def test_a_set_whose_last_repetition_turns_out_too_low_goes_on() -> None:
    work, told = begun(RAISE, 3)
    told.now = replace(told.now, counts=Counts(full=3))
    assert not work.is_done(work.update(1.0, None))
    told.now = replace(told.now, counts=Counts(full=2, partial=1))
    assert not ended(work, 1.1, 2.0)
