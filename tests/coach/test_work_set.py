"""A set and its end: what a hold has shown when it reaches its goal is what it is closed with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from formcheck.coach.record import Record
from formcheck.coach.stall import StandStill
from formcheck.coach.values import Plan, held
from formcheck.coach.work_set import SETTLE_S, WorkSet
from formcheck.engine.session import Session
from formcheck.engine.values.feedback import Feedback
from formcheck.engine.values.pose import Pose
from formcheck.engine.values.report import Counts, Hold, Report, View
from formcheck.library import load_exercise
from formcheck.media.overlay.labels import Labels
from formcheck.media.overlay.panels import _hold_text
from formcheck.words import Phrase
from tests.coach.coached import RAISE, STRETCH


class Told(Session):
    """A session that says what it is told to."""

    now: Feedback
    over: Report

    def judged(self) -> Report:
        return self.over

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


@pytest.mark.parametrize(
    ("paused_s", "expected"), [(0.0, (30.0, 0.0, 32.0)), (3.0, (30.0, 2.2, 34.2))]
)
def test_report_summary_and_what_is_said_agree_on_a_goal_that_was_reached(
    paused_s: float, expected: tuple[float, float, float]
) -> None:
    work, told = begun(STRETCH, 30.0)
    told.now = replace(told.now, phase="holding", held_s=30.0)
    assert ended(work, 1.0, SETTLE_S + 0.1)
    last = Hold(2, "left", 12.0, 12.0 + 19.2 + paused_s, 19.2, paused_s)
    holds = (Hold(1, "left", 0.0, 10.0, 10.0, 0.0), last)
    view, size_px = View("good", "left", "left"), (640, 480)
    told.over = Report(STRETCH, "hold", view, Counts(), (), holds, (), (), 10, 10, 40.0, size_px)
    record = Record(load_exercise(STRETCH))
    record.add(work, 1, 40.0)
    _, kept = record.report().holds
    measures = 10.0 + kept.held_s, kept.paused_s, kept.end_s
    assert measures == pytest.approx((expected[0], expected[1], expected[2]))
    assert record.sets[0].held_s == pytest.approx(30.0)
    assert record.summary().sides["left"].held_s == 30.0
    assert "30 good seconds" in record.sum_up(Phrase("coach.rest"))


@pytest.mark.parametrize(("held_s", "said"), [(4.6, "4"), (4.99, "4"), (3 * 10 / 3 - 1e-9, "10")])
def test_question_result_and_screen_name_the_same_seconds(held_s: float, said: str) -> None:
    still, time_s = StandStill("hold", wanted=True), 0.0
    f = Feedback(time_s, None, "left", "ready", held_s=held_s, target=30.0)
    asked: list[str] = []
    while not asked:
        asked, time_s = [t for t, _ in still.update(replace(f, time_s=time_s))], time_s + 0.1
    assert asked[0].startswith(f"{said} of 30")
    assert held(held_s).startswith(f"{said} good")
    assert _hold_text(f, Labels("Stretch", "hold")).number == said


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
