"""What is said during a set is not said again too soon, and not to who breaks off."""

from __future__ import annotations

import pytest

from formcheck.coach.talk import Talk
from formcheck.engine.values.feedback import Cue, Feedback
from formcheck.engine.values.report import Counts, Finding, Rep, Verdict
from formcheck.library import load_exercise
from tests.coach.coached import RAISE, STRETCH

RAISING, STRETCHING = load_exercise(RAISE), load_exercise(STRETCH)
KNEES, BOUNCE, TOP = "Keep your knees straight", "Hold still, no bouncing", "Hold it at the top"


def heard(talk: Talk, *frames: Feedback) -> list[tuple[float, str]]:
    return [(f.time_s, text) for f in frames for text, _ in talk.words(f)]


def held(time_s: float, phase: str, cue: Cue | None = None) -> Feedback:
    return Feedback(time_s, None, "left", phase, cue=cue, held_s=5.0, target=30.0)


def repeated(number: int, verdict: Verdict = "full", every_s: float = 4.2) -> Feedback:
    """The end of a repetition with the same fault as each."""
    end_s = number * every_s
    finding = Finding("hold-top", "warn", end_s - 2, end_s - 1, 0.1, "s", (1.0, None), TOP)
    times = (end_s - 3, end_s - 2, end_s, 1.0, 1.0, 1.0)
    rep = Rep(number, "left", *times, verdict, 0.5, 0.0, (finding,))
    counts = Counts(full=number) if verdict == "full" else Counts(partial=number)
    return Feedback(end_s, None, "left", "bottom", counts=counts, finished_rep=rep, target=20.0)


def test_a_fault_that_comes_and_goes_is_not_told_every_three_seconds() -> None:
    cues = [Cue(KNEES, "must", "knees") for _ in range(4)]  # each time anew
    frames = [held(3.1 * i, "entering", cue) for i, cue in enumerate(cues)]
    told = [[time_s, time_s + 1.0] for time_s in (f.time_s for f in frames)]
    again = [held(t, "entering", cue) for pair, cue in zip(told, cues, strict=True) for t in pair]
    said_s = [time_s for time_s, text in heard(Talk(STRETCHING, 30.0), *again) if text == KNEES]
    assert len(said_s) == 2
    assert said_s[1] - said_s[0] >= 5.0


def test_a_repetition_that_counts_does_not_repeat_what_the_last_one_was_told() -> None:
    said = heard(Talk(RAISING, 20.0), *map(repeated, range(1, 7)))
    assert [text for _, text in said if text.isdigit()] == ["1", "2", "3", "4", "5", "6"]
    assert [round(time_s / 4.2) for time_s, text in said if text == TOP] == [1, 3, 5]


def test_one_that_does_not_count_is_always_told_why() -> None:
    said = heard(Talk(RAISING, 20.0), *(repeated(i, "partial") for i in range(1, 4)))
    assert [text for _, text in said] == ["Not counted", TOP] * 3


def test_hold_is_not_said_twice_in_a_breath() -> None:
    phases = ["holding", "paused", "holding", "paused", "holding"]
    times_s = [0.0, 0.4, 0.9, 5.0, 6.0]
    frames = [held(t, phase) for t, phase in zip(times_s, phases, strict=True)]
    assert heard(Talk(STRETCHING, 30.0), *frames) == [(0.0, "Hold"), (6.0, "Hold")]


@pytest.mark.parametrize(
    ("phase", "priority", "is_said"),
    [("paused", "should", False), ("paused", "must", True), ("holding", "should", True)],
)
def test_no_bouncing_is_nothing_to_who_comes_out_of_the_stretch(
    phase: str, priority: str, *, is_said: bool
) -> None:
    cue = Cue(BOUNCE, priority, "bounce")  # type: ignore[arg-type]
    frames = [held(0.1 * i, phase, cue) for i in range(15)]
    assert (BOUNCE in [text for _, text in heard(Talk(STRETCHING, 30.0), *frames)]) is is_said
