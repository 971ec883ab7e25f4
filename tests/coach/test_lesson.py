"""The steps of the exercise, said while somebody gets into place, and the start position."""

from __future__ import annotations

import itertools

import pytest

from formcheck.coach.coach import Coach
from formcheck.coach.keys import press
from formcheck.coach.values import Ear, Plan
from formcheck.demonstrations import demonstration_of
from formcheck.library import exercise_ids, load_exercise
from formcheck.media.sound.lengths import Lengths
from formcheck.words import translated, use
from tests.coach.coached import GO, RAISE, Run, Timed, performed
from tests.engine.skeleton import Stance, pose_of

STEPS = load_exercise(RAISE).steps


def coached(exercise: str = RAISE, *, intro: bool = True, sets: int = 1) -> Run:
    start = demonstration_of(exercise).start
    plan = Plan(sets, target=3, intro=intro, start=start)
    return Run(Coach(load_exercise(exercise), plan))


def nobody(until_s: float, from_s: float = 0.0) -> list[Timed]:
    return [(from_s + i / 10, None) for i in range(1, round(10 * (until_s - from_s)))]


def test_the_steps_are_said_one_after_another_to_who_is_not_there_yet() -> None:
    run = coached().feed(nobody(100.0))
    said = [prompt for prompt in run.prompts if prompt.text in STEPS]
    assert [prompt.text for prompt in said] == list(STEPS)
    gaps = [b.time_s - a.time_s for a, b in itertools.pairwise(said)]
    spoken = [len(step.split()) / 2.8 for step in STEPS]
    assert all(gap >= lasts for gap, lasts in zip(gaps, spoken, strict=False))
    assert [text for text in run.said if "tep into the picture" in text]


def test_nothing_is_said_into_a_step() -> None:
    run = coached().feed(nobody(100.0))
    for step in (prompt for prompt in run.prompts if prompt.text in STEPS):
        until_s = step.time_s + len(step.text.split()) / 2.8
        assert not [p for p in run.prompts if step.time_s < p.time_s < until_s - 0.01]


def test_who_is_in_place_hears_none_and_starts_as_soon_as_without_steps() -> None:
    frames = performed(RAISE, lead_s=45.0)
    run, plain = coached().feed(frames), Run(Coach(load_exercise(RAISE), Plan(1, 3))).feed(frames)
    assert not set(run.said) & set(STEPS)
    begun = [next(p.time_s for p in each.prompts if p.text == GO) for each in (run, plain)]
    assert begun[0] == begun[1]


def test_who_takes_position_does_not_hear_the_rest() -> None:
    run = coached().feed(nobody(40.0))
    before = [text for text in run.said if text in STEPS]
    assert before
    frames = [(40.0 + time_s, pose) for time_s, pose in performed(RAISE, lead_s=15.0)]
    run.feed(frames)
    assert [text for text in run.said if text in STEPS] == before
    assert GO in run.said


def test_a_second_set_begins_without_steps() -> None:
    """Who was in place early before the first one does not hear the rest before the next."""
    run = coached(sets=2).feed(nobody(20.0))
    before = [text for text in run.said if text in STEPS]
    assert 0 < len(before) < len(STEPS)
    run.feed([(20.0 + time_s, pose) for time_s, pose in performed(RAISE, lead_s=15.0)])
    press(run.coach, "enter")
    run.feed(nobody(run.coach.time_s + 120.0, run.coach.time_s))
    assert run.scene is not None
    assert run.scene.set_number == 2
    assert [text for text in run.said if text in STEPS] == before


def test_without_the_introduction_there_are_no_steps() -> None:
    assert not set(coached(intro=False).feed(nobody(60.0)).said) & set(STEPS)


def test_what_is_missing_is_said_and_shown() -> None:
    run = coached("seated-calf-raise", intro=False)
    run.feed([(i / 10, pose_of(Stance())) for i in range(30)])
    assert run.scene is not None
    assert run.scene.state == "setup"
    assert run.scene.instruction == run.scene.missing == "Sit down on the chair"
    assert "Sit down on the chair" in run.said
    assert not run.scene.fits


def test_a_start_that_is_accepted_is_not_held_up_by_what_is_missing() -> None:
    """Both feet on the floor: the engine takes that for a start, the picture asks for one foot."""
    run = coached(intro=False).feed([(i / 10, pose_of(Stance())) for i in range(17)])
    assert run.scene is not None
    assert run.states == ["setup", "ready"]
    assert run.scene.instruction == "Lift your right foot off the floor"
    run.feed([(i / 10, pose_of(Stance())) for i in range(17, 90)])
    assert GO in run.said
    assert "Lift your right foot off the floor" not in run.said


@pytest.mark.parametrize("exercise", ["deficit-calf-raise", "eccentric-heel-drop"])
def test_with_insertional_pain_nobody_is_told_to_go_below_the_step(exercise: str) -> None:
    spec = load_exercise(exercise)
    run = Run(Coach(spec.for_insertional_pain(), Plan(1, 3))).feed(nobody(100.0))
    assert not set(run.said) & set(spec.steps)
    assert spec.steps[-1] in Run(Coach(spec, Plan(1, 3))).feed(nobody(100.0)).said


def test_insertional_pain_that_changes_nothing_leaves_the_steps() -> None:
    spec = load_exercise("towel-calf-stretch").for_insertional_pain()
    assert not spec.is_eased
    run = Run(Coach(spec, Plan(1, 3))).feed(nobody(100.0))
    assert set(spec.steps) <= set(run.said)


def lasts_s(text: str) -> float:
    return Lengths(170).of(translated(text))


@pytest.mark.parametrize("language", ["en", "nl", "de"])
@pytest.mark.parametrize("exercise", exercise_ids())
def test_who_takes_position_as_the_longest_sentence_begins_starts_in_ten_seconds(
    exercise: str, language: str
) -> None:
    use(language)
    longest = max(load_exercise(exercise).steps, key=lasts_s)
    spec = load_exercise(RAISE).model_copy(update={"steps": (longest,)})
    run = Run(Coach(spec, Plan(1, 3), Ear(lasts_s)))
    frames = iter(nobody(60.0))
    while longest not in run.said:
        run.feed([next(frames)])
    begun_s = run.coach.time_s
    run.feed([(begun_s + 0.1 + t, pose) for t, pose in performed(RAISE, lead_s=12.0) if t < 12.0])
    go = next(prompt for prompt in run.prompts if prompt.text == GO)
    assert lasts_s(longest) < go.time_s - begun_s <= 10.0
