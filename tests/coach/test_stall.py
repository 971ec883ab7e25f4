"""A set in which nothing is done: it is said again, asked, and then the set ends."""

from __future__ import annotations

from dataclasses import replace

import pytest

from formcheck.coach.stall import ENOUGH_S, UNSEEN_S, URGE_S, StandStill, Urge
from formcheck.engine.values.feedback import Feedback, Problem
from formcheck.engine.values.report import Counts, Level
from formcheck.library import exercise_ids, load_exercise
from formcheck.words import translated, use
from tests.coach.coached import RAISE, STRETCH, performed

STILL = performed(RAISE)[0][1]
RAISING, STRETCHING = load_exercise(RAISE), load_exercise(STRETCH)


def heard(urge: Urge, frames: list[Feedback]) -> list[tuple[float, str]]:
    return [(f.time_s, text) for f in frames for text, _ in urge.update(f)]


def standing(seconds: float, phase: str = "ready", from_s: float = 0.0) -> list[Feedback]:
    times_s = [from_s + i / 20 for i in range(round(20 * seconds))]
    return [Feedback(time_s, STILL, "left", phase, target=10) for time_s in times_s]


def test_after_eight_seconds_it_is_said_again_in_other_words_once() -> None:
    said = heard(Urge(RAISING), standing(40.0))
    assert said == [(URGE_S, RAISING.summary)]
    assert URGE_S < ENOUGH_S


def test_who_does_something_and_stands_still_again_hears_it_again() -> None:
    urge = Urge(RAISING)
    first = heard(urge, standing(10.0))
    one = [replace(f, counts=Counts(full=1)) for f in standing(10.0, from_s=10.0)]
    assert [text for _, text in first + heard(urge, one)] == [RAISING.summary] * 2


def test_never_while_a_hold_runs_nor_while_somebody_moves() -> None:
    assert heard(Urge(STRETCHING), standing(60.0, "holding")) == []
    phases = [("rising", "top", "lowering", "ready")[i // 60 % 4] for i in range(20 * 60)]
    slow = [Feedback(i / 20, STILL, "left", phase, target=10) for i, phase in enumerate(phases)]
    assert heard(Urge(RAISING), slow) == []


def unseen(seconds: float, level: Level = "unknown", **other: object) -> list[Feedback]:
    """A stretch whose timer stands because of the heel."""
    levels: dict[str, Level] = {"heel-down": level}
    frames = standing(seconds, "paused")
    return [replace(f, paused_by=("heel-down",), levels=levels, **other) for f in frames]  # type: ignore[arg-type]


def test_a_timer_that_stands_because_something_is_not_seen_says_so_once() -> None:
    said = heard(Urge(STRETCHING), unseen(7.0))
    check = STRETCHING.check("heel-down").message
    assert said == [(UNSEEN_S, f"The timer stands still. I cannot see this: {check}")]


@pytest.mark.parametrize("level", ["bad", "warn", "ok"])
def test_a_fault_is_told_by_its_correction_alone(level: Level) -> None:
    assert heard(Urge(STRETCHING), unseen(7.0, level)) == []


def test_a_view_that_hinders_is_told_by_itself() -> None:
    hindered = unseen(7.0, problems=(Problem("oblique", "Turn a little"),))
    assert heard(Urge(STRETCHING), hindered) == []


def test_with_insertional_pain_nobody_is_told_to_go_as_far() -> None:
    spec = load_exercise("deficit-calf-raise")
    (_, text), *_ = heard(Urge(spec.for_insertional_pain()), standing(10.0))
    assert "below" not in text
    assert text == "Go. Up onto your toes"


@pytest.mark.parametrize("exercise", exercise_ids())
@pytest.mark.parametrize("language", ["nl", "de"])
def test_the_other_words_are_there_in_every_language(exercise: str, language: str) -> None:
    (_, text), *_ = heard(Urge(load_exercise(exercise)), standing(10.0))
    use(language)
    assert translated(text) != text


def test_seconds_are_not_rounded_up_to_the_goal() -> None:
    still = StandStill("hold", wanted=True)
    frames = [replace(f, held_s=29.7, target=30.0) for f in standing(16.0)]
    assert [text for f in frames for text, _ in still.update(f)] == ["29 of 30 seconds. Enough?"]


@pytest.mark.parametrize("phase", ["paused", "entering", "ready"])
def test_a_stretch_whose_form_stays_wrong_asks_and_ends(phase: str) -> None:
    still, heard = StandStill("hold", wanted=True), []
    for frame in range(20 * 32):
        f = Feedback(frame / 20, STILL, "left", phase, held_s=12.0, target=30.0)
        heard += [text for text, _ in still.update(f)]
    assert heard == ["12 of 30 seconds. Enough?"]
    assert still.over


@pytest.mark.parametrize("phase", ["top", "rising", "ready"])
def test_who_stays_where_a_repetition_may_be_under_way_stands_still_too(phase: str) -> None:
    still, heard = StandStill("reps", wanted=True), []
    for frame in range(20 * 32):
        f = Feedback(frame / 20, STILL, "left", phase, target=10)
        heard += [text for text, _ in still.update(f)]
    assert heard == ["0 of 10. Enough?"]
    assert still.over


def test_slow_repetitions_that_do_not_count_are_not_asked() -> None:
    still = StandStill("reps", wanted=True)
    for frame in range(20 * 60):
        phase = ("rising", "top", "lowering", "ready")[frame // 120 % 4]
        assert still.update(Feedback(frame / 20, STILL, "left", phase, target=10)) == []


def test_a_stretch_that_is_held_is_not_asked() -> None:
    still = StandStill("hold", wanted=True)
    for frame in range(20 * 32):
        f = Feedback(frame / 20, STILL, "left", "holding", held_s=12.0, target=30.0)
        assert still.update(f) == []
