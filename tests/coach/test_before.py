"""Before the first set: pain now, red flags, the own stop rules.

And what pain at the heel changes.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from formcheck.coach.coach import Coach
from formcheck.coach.course import Turns
from formcheck.coach.keys import press
from formcheck.coach.values import DISCLAIMER, SHORT_DISCLAIMER, Plan
from formcheck.library import exercise_ids, load_exercise
from tests.coach.coached import RAISE, Run, performed, run_of
from tests.engine.skeleton import Stance, film, stay
from tests.specs.test_checks_standing import SOFT, SOFT_UP, UP, raising

TOLD_S = 10.5


@pytest.mark.parametrize("exercise", exercise_ids())
def test_what_to_know_is_told_in_ten_seconds(exercise: str) -> None:
    spec = load_exercise(exercise)
    run = run_of(exercise, intro=True, safety=True)
    still = performed(RAISE, lead_s=60.0)
    run.feed([frame for frame in still if frame[0] < 40])
    told, after = run.prompts[1], run.prompts[2]
    assert told.text.startswith("Pain above 5")
    assert spec.stop[0] in told.text
    assert 0 < after.time_s - told.time_s <= TOLD_S


def test_all_of_it_is_shown_meanwhile_and_no_countdown_begins() -> None:
    run = run_of(intro=True, safety=True).feed(performed(RAISE, lead_s=40.0)[: 20 * 8])
    assert run.scene is not None
    shown = (run.scene.notice or "").splitlines()
    assert "Pain now, 0 to 10" in shown[0]
    assert "pop or snap" in shown[1]
    assert shown[2:] == list(load_exercise(RAISE).stop)
    assert "countdown" not in run.states
    assert not run.coach.intro.warned


def test_a_lower_limit_of_the_programme_is_the_only_one_that_is_told() -> None:
    for exercise in (RAISE, "soleus-wall-stretch"):
        run = run_of(exercise, intro=True, safety=True, most_pain=3)
        run.feed(performed(RAISE, lead_s=40.0)[: 20 * 8])
        assert run.scene is not None
        shown = run.scene.notice or ""
        assert "Above 3: not today" in shown
        assert "above 5" not in run.prompts[1].text + shown
        assert load_exercise(exercise).stop[1] in shown


def test_with_much_pain_there_is_no_set_today_and_it_is_asked_again() -> None:
    run = run_of(intro=True, safety=True).feed(performed(RAISE, lead_s=40.0)[: 20 * 8])
    press(run.coach, "7")
    run.feed([(50.0, None)])
    assert run.states[-1] == "summary"
    assert run.said[-1] == "Above 5: not today"
    assert [(said.sets_done, said.pain) for said in run.coach.record.pain] == [(0, 7)]
    assert not (run.coach.intro.warned and run.coach.record.bearable)


def test_with_little_pain_the_session_goes_on_and_the_day_is_done() -> None:
    run = run_of(intro=True, safety=True)
    frames = performed(RAISE, lead_s=40.0)
    run.feed(frames[: 20 * 8])
    press(run.coach, "2")
    run.feed(frames[20 * 8 :])
    assert "active" in run.states
    assert run.coach.intro.warned
    assert run.coach.record.bearable
    assert [said.pain for said in run.coach.record.pain] == [2]


def test_a_digit_is_no_answer_before_it_is_asked() -> None:
    run = run_of(intro=True, safety=True).feed(performed(RAISE, lead_s=40.0)[:20])
    press(run.coach, "9")
    assert run.said == [SHORT_DISCLAIMER]
    assert run.scene is not None
    assert run.scene.notice == DISCLAIMER
    assert run.coach.record.pain == []


@pytest.mark.parametrize(
    ("exercise", "level", "high"),
    [("deficit-calf-raise", Stance(), UP), ("bent-knee-calf-raise", SOFT, SOFT_UP)],
)
def test_with_pain_at_the_heel_bone_the_note_comes_first_and_no_heel_is_sent_lower(
    exercise: str, level: Stance, high: Stance
) -> None:
    spec = load_exercise(exercise).for_insertional_pain()
    run = Run(Coach(spec, Plan(1, 9)))
    lead = [(i / 15, pose) for i, (_, pose) in enumerate(film(stay(Stance(), 35.0)))]
    below = replace(level, heel=-0.15, other_heel=-0.15)
    to_level = raising(level, *[high] * 4).frames()
    sunk = raising(below, *[high] * 4).frames()
    later = [(35.0 + t, pose) for t, pose in to_level] + [(70.0 + t, pose) for t, pose in sunk]
    run.feed([*lead, *later])
    assert run.said[0] == spec.insertional_note
    assert "active" in run.states
    assert not [text for text in run.said if "lower" in text.lower() and text not in run.said[:1]]
    assert "Stop when your feet are level" in run.said
    messages = {f.message for f in run.coach.report().findings}
    assert "Let your heels sink lower" not in messages
    assert "Lower all the way" not in messages


def test_one_foot_is_finished_before_the_other() -> None:
    turns = Turns(Plan(3, 10, "left", 2, sides="one-first", rest_s=10.0, switch_s=12.0))
    order = []
    while not turns.over:
        side, number = turns.side, turns.number
        switch = turns.advance(side, 100.0)
        order.append((side, number, turns.rest_until_s(100.0, switch=switch)))
    lefts, rights = order[:3], order[3:]
    assert [(side, number) for side, number, _ in lefts] == [("left", n) for n in (1, 2, 3)]
    assert [(side, number) for side, number, _ in rights] == [("right", n) for n in (1, 2, 3)]
    assert [until for *_, until in order[:4]] == [110.0, 110.0, 112.0, 110.0]


def test_the_leg_that_comes_back_has_had_its_rest() -> None:
    turns = Turns(Plan(2, 10, "left", 2, rest_s=75.0, switch_s=10.0))
    turns.advance("left", 100.0)
    assert turns.rest_until_s(100.0, switch=True) == 110.0
    turns.advance("right", 130.0)
    assert turns.rest_until_s(130.0, switch=True) == 175.0
