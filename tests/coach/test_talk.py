"""What is said during a set is not said again too soon, and not to who breaks off."""

from __future__ import annotations

from dataclasses import replace

import pytest

from formcheck.coach.talk import Talk, drowns
from formcheck.engine.values.feedback import Cue, Feedback
from formcheck.engine.values.report import Counts, Finding, Level, Rep, Verdict
from formcheck.library import load_exercise
from tests.coach.coached import RAISE, STRETCH

HEEL = Cue("Keep your back heel down", "must", "heel-down")
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


def test_what_stops_the_timer_is_told_although_it_began_as_worth_mending() -> None:
    """Its cue came while it was not grave yet."""
    cue = Cue(KNEES, "should", "knee-straight")
    frames = [held(0.1 * i, "paused", cue) for i in range(15)]
    grave = [replace(f, levels={"knee-straight": "bad"}) for f in frames]
    talk = Talk(STRETCHING, 30.0)
    assert [words for f in grave for words in talk.words(f)] == [(KNEES, "must")]
    light = [replace(f, levels={"knee-straight": "warn"}) for f in frames]
    assert heard(Talk(STRETCHING, 30.0), *light) == []


def fault(check: str, level: Level, message: str) -> Finding:
    return Finding(check, level, 1.0, 2.0, 0.1, "s", (1.0, None), message)


def told_of(verdict: Verdict, *findings: Finding, counts: Counts, before: Counts) -> list[str]:
    """What is said when a repetition is over."""
    done = repeated(5, verdict)
    assert done.finished_rep is not None
    rep = replace(done.finished_rep, findings=findings)
    talk = Talk(RAISING, 20.0)
    list(talk.words(replace(done, time_s=15.0, counts=before, finished_rep=None)))
    return [text for text, _ in talk.words(replace(done, counts=counts, finished_rep=rep))]


FOUR, FIVE = Counts(full=4), Counts(full=5)


def test_what_was_not_seen_is_no_fault() -> None:
    knees = fault("knee-straight", "unknown", KNEES)
    assert told_of("full", knees, counts=FIVE, before=FOUR) == ["5"]


def test_not_counted_names_what_kept_it_from_counting() -> None:
    found = fault("pause-at-top", "warn", TOP), fault("full-height", "bad", "Push higher")
    partial = Counts(full=4, partial=1)
    assert told_of("partial", *found, counts=partial, before=FOUR) == [
        "Not counted",
        "Push higher",
    ]


def test_an_uncertain_one_is_neither_counted_nor_silent() -> None:
    doubt = fault("full-height", "unknown", "Not seen all the way")
    found = fault("pause-at-top", "warn", TOP), doubt
    uncertain = Counts(full=4, uncertain=1)
    assert told_of("uncertain", *found, counts=uncertain, before=FOUR) == [
        "Not sure",
        "Not seen all the way",
    ]


def test_a_good_one_beside_which_an_earlier_one_is_too_low_is_not_called_not_counted() -> None:
    assert told_of("full", counts=Counts(full=4, partial=1), before=FOUR) == ["Counted so far: 4"]


def test_nothing_is_praised_while_something_is_wrong() -> None:
    praise = Cue("Good lean", "praise", "lean")
    levels: dict[str, Level] = {"lean": "ok", "knees": "bad"}
    frames = [replace(held(0.1 * i, "paused", praise), levels=levels) for i in range(15)]
    assert heard(Talk(STRETCHING, 30.0), *frames) == []
    fine = [replace(f, levels={"lean": "ok"}) for f in frames]
    assert [text for _, text in heard(Talk(STRETCHING, 30.0), *fine)] == ["Good lean"]


def test_seconds_that_were_taken_back_are_counted_down_again() -> None:
    left_s = [3.0, 2.0, 1.2, 3.4, 2.9, 1.9, 0.9]
    frames = [
        replace(held(float(i), "holding"), held_s=30.0 - left) for i, left in enumerate(left_s)
    ]
    said = [text for _, text in heard(Talk(STRETCHING, 30.0), *frames) if text.isdigit()]
    assert said == ["3", "2", "3", "2", "1"]


def test_what_was_mended_while_it_waited_is_not_corrected() -> None:
    """The knee is straight again when it may be said: "Hold. Straighten your knee" is wrong."""
    cue = Cue(KNEES, "must", "knees")
    levels: list[dict[str, Level]] = [{"knees": "bad"}] * 5 + [{"knees": "ok"}] * 20
    frames = [replace(held(0.1 * i, "paused", cue), levels=now) for i, now in enumerate(levels)]
    assert heard(Talk(STRETCHING, 30.0), *frames) == []
    again = [replace(f, cue=HEEL, levels={"heel-down": "ok"}, phase="holding") for f in frames]
    heel = STRETCHING.check("heel-down")
    assert [text for _, text in heard(Talk(STRETCHING, 30.0), *again)] == ["Hold", heel.met]
    stays = [replace(f, levels={"knees": "bad"}) for f in frames]
    assert [text for _, text in heard(Talk(STRETCHING, 30.0), *stays)] == [KNEES]


def test_a_spoilt_repetition_is_not_praised_and_is_told_why_it_does_not_count() -> None:
    heel, over = "Keep your heel down", repeated(1, "partial", every_s=9.0)
    assert over.finished_rep is not None
    rep = replace(over.finished_rep, findings=(fault("heel", "bad", heel),))
    moving = replace(over, phase="top", counts=Counts(), finished_rep=None)
    wrong = replace(moving, time_s=4.0, cue=Cue(heel, "must", "heel"), levels={"heel": "bad"})
    right = replace(moving, time_s=8.6, cue=Cue("Heel stays down", "praise", "heel"))
    said = heard(Talk(RAISING, 20.0), wrong, right, replace(over, finished_rep=rep))
    assert [text for _, text in said] == [heel, "Not counted", heel]
    after = replace(right, time_s=12.0, counts=over.counts, cue=Cue("Heel down", "praise", "heel"))
    talk = Talk(RAISING, 20.0)
    heard(talk, wrong, replace(over, finished_rep=rep))
    assert [text for _, text in heard(talk, replace(after, time_s=14.0))] == ["Heel down"]


def test_one_that_is_counted_a_moment_before_it_is_told_waits_for_its_reason() -> None:
    over = repeated(1, "partial")
    before = replace(over, time_s=over.time_s - 0.2, finished_rep=None)
    said = heard(Talk(RAISING, 20.0), before, over)
    assert said == [(over.time_s, "Not counted"), (over.time_s, TOP)]


@pytest.mark.parametrize(
    ("before_s", "said"), [(3.0, [TOP, "Not counted", TOP]), (1.0, [TOP, "Not counted"])]
)
def test_why_it_does_not_count_is_said_in_one_sentence_unless_it_is_being_said(
    before_s: float, said: list[str]
) -> None:
    over = repeated(1, "partial")
    cue = Cue(TOP, "must", "hold-top")
    before = replace(over, phase="top", counts=Counts(), finished_rep=None, cue=cue)
    frames = replace(before, time_s=over.time_s - before_s), over
    assert [text for _, text in heard(Talk(RAISING, 20.0), *frames)] == said


@pytest.mark.parametrize(("held_s", "drowned"), [(20.0, False), (26.0, True), (30.0, False)])
def test_what_would_drown_the_countdown_of_a_hold(held_s: float, *, drowned: bool) -> None:
    f = replace(held(1.0, "holding"), held_s=held_s)
    assert drowns(f, lasts_s=2.0) is drowned
    assert not drowns(replace(f, phase="paused"), lasts_s=2.0)
