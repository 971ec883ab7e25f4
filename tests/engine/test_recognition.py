"""Which exercise it is: named when certain, never where the picture does not show it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from formcheck.engine.recognition import Guess, Recognizer, guess
from formcheck.engine.values.report import Counts, Finding, Hold, Level, Rep, Report, Verdict, View
from formcheck.library import exercise_ids, load_exercise
from tests.engine.recorded import DATA, frames_of, mirrored, obliquely
from tests.engine.skeleton import Frames

SPECS = {id_: load_exercise(id_) for id_ in exercise_ids()}
ROOMS, CLOSER = DATA / "rooms", DATA / "closer"
Findings = dict[str, Level]


def guessed(frames: Frames) -> Guess:
    recognizer = Recognizer(SPECS.values())
    for time_s, pose in frames:
        recognizer.update(time_s, pose)
    return recognizer.guess()


def report(
    exercise: str,
    findings: Findings,
    *,
    reps: int = 3,
    peak: float = 0.4,
    sink: float | None = 0.0,
    verdict: Verdict = "full",
) -> Report:
    """What a session says of as many raises of two seconds."""
    measures = {"other_rise_fraction": 1.0} | ({} if sink is None else {"sink": sink})
    found = tuple(
        Finding(check, level, 0.0, 1.0, None, "", (None, None), "")
        for check, level in findings.items()
    )
    made = tuple(
        Rep(
            number=number,
            side="left",
            start_s=3.0 * number,
            peak_s=3.0 * number + 1,
            end_s=3.0 * number + 2,
            up_s=0.8,
            top_s=0.4,
            down_s=0.8,
            verdict=verdict,
            peak=peak,
            valley=0.0,
            findings=found,
            measures=measures,
        )
        for number in range(reps)
    )
    view = View("usable", "left", "left", ("Turn a little more sideways",))
    return Report(exercise, "reps", view, Counts(), made, (), (), (), 100, 100, 10.0, (640, 480))


def guess_of(*reports: Report) -> Guess:
    return guess(SPECS, {each.exercise: each for each in reports})


ON_BOTH_LEGS = report("single-leg-calf-raise", {"other-foot-up": "bad"})
STRAIGHT = report("bent-knee-calf-raise", {"knees-bent": "bad"})


@pytest.mark.parametrize("name", ["se-feet", "df-front"])
def test_what_the_picture_does_not_show_is_never_certain(name: str) -> None:
    frames = frames_of(ROOMS / f"{name}.npz")
    for seen in (frames, mirrored(frames)):
        made = guessed(seen)
        assert made.exercise is None
        assert "calf-raise" in made.likeliest
        assert made.remedy is not None


@pytest.mark.parametrize("exercise", ["deficit-calf-raise", "seated-calf-raise"])
def test_seen_from_the_side_it_is_certain(exercise: str) -> None:
    assert guessed(frames_of(CLOSER / f"{exercise}.npz")).exercise == exercise


@pytest.mark.parametrize("turn_deg", [45, 80])
def test_a_raise_off_a_step_is_no_plain_raise_however_it_is_seen(turn_deg: float) -> None:
    frames = obliquely(frames_of(CLOSER / "deficit-calf-raise.npz"), turn_deg)
    half = frames[len(frames) // 2 :]  # begins where the heels hang
    assert guessed(half).exercise in (None, "deficit-calf-raise")


def test_poor_form_still_is_the_exercise() -> None:
    sloppy: Findings = {"slow-lowering": "bad", "pause-at-top": "warn"}
    made = guess_of(report("calf-raise", sloppy, verdict="partial", reps=2), ON_BOTH_LEGS)
    assert made.exercise == "calf-raise"


def test_one_slow_repetition_is_enough_and_a_low_one_is_not() -> None:
    one = report("seated-calf-raise", {}, reps=2)
    assert guess_of(one).exercise == "seated-calf-raise"
    low = report("seated-calf-raise", {"full-height": "bad"}, reps=2, verdict="partial")
    assert guess_of(low) == Guess(None, ("seated-calf-raise",))


@pytest.mark.parametrize(("held_s", "named"), [(3.0, None), (4.5, "soleus-wall-stretch")])
def test_a_stretch_lasts(held_s: float, named: str | None) -> None:
    still = report("soleus-wall-stretch", {}, reps=0)
    hold = Hold(1, "left", 1.0, 1.0 + held_s, held_s, 0.0)
    assert guess_of(replace(still, kind="hold", holds=(hold,))).exercise == named


def test_bent_knees_make_it_the_exercise_with_bent_knees_even_too_deep() -> None:
    bent = report("bent-knee-calf-raise", {"knees-not-deep": "bad"}, verdict="partial")
    plain = report("calf-raise", {"knee-straight": "bad"}, verdict="partial")
    assert guess_of(bent, plain).exercise == "bent-knee-calf-raise"


def test_knees_that_are_not_seen_may_be_bent() -> None:
    unseen: Findings = {"knees-bent": "unknown", "knee-bend-kept": "unknown"}
    bent = report("bent-knee-calf-raise", unseen)
    plain = report("calf-raise", {"knee-straight": "unknown"})
    expected = ("calf-raise", "bent-knee-calf-raise")
    assert guess_of(bent, plain) == Guess(None, expected, "Turn a little more sideways")


def test_the_plain_raise_is_likelier_where_only_the_step_is_unseen() -> None:
    off_a_step = report("deficit-calf-raise", {"heels-below-step": "unknown"}, sink=None)
    plain = report("calf-raise", {}, sink=None)
    made = guess_of(off_a_step, plain, ON_BOTH_LEGS, STRAIGHT)
    assert made.exercise == "calf-raise"


def test_a_rise_too_far_for_the_floor_may_come_from_below_it() -> None:
    off_a_step = report("deficit-calf-raise", {"heels-below-step": "unknown"}, sink=None, peak=0.7)
    plain = report("calf-raise", {}, sink=None, peak=0.7)
    made = guess_of(off_a_step, plain, ON_BOTH_LEGS, STRAIGHT)
    assert made.exercise is None
    assert made.likeliest == ("calf-raise", "deficit-calf-raise")


def test_heels_that_never_come_down_do_not_show_on_what_they_stand() -> None:
    up: Findings = {"heel-down-between": "bad"}
    assert guess_of(report("calf-raise", up, verdict="partial"), ON_BOTH_LEGS).exercise is None
    assert guess_of(report("calf-raise", {}, verdict="full"), ON_BOTH_LEGS).exercise == "calf-raise"


def test_the_other_foot_must_be_seen_for_a_raise_on_both() -> None:
    alone = report("calf-raise", {})
    reps = tuple(replace(rep, measures={"sink": 0.0}) for rep in alone.reps)
    made = guess_of(replace(alone, reps=reps))
    assert (made.exercise, made.likeliest) == (None, ("calf-raise",))


def test_nothing_fits() -> None:
    assert guess_of(report("calf-raise", {}, reps=0)) == Guess(
        None, (), "Turn a little more sideways"
    )
