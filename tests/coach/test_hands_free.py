"""A whole session without a key: pain asked aloud, the sign, standing still, stepping out."""

from __future__ import annotations

import pytest

from formcheck.coach.coach import Coach
from formcheck.coach.course import Introduction
from formcheck.coach.hands_free import ALONE_S
from formcheck.coach.keys import press
from formcheck.coach.question import STEP_S
from formcheck.coach.stall import ENOUGH_S
from formcheck.coach.values import SHORT_DISCLAIMER, Ear, Plan, Prompt, by_words
from formcheck.engine.values.pose import Pose
from formcheck.library import exercise_ids, load_exercise
from formcheck.words import Phrase
from tests.coach.coached import GO, RAISE, STRETCH, Run, hand_up, performed, run_of

FPS = 20
STILL = performed(RAISE)[0][1]
assert STILL is not None
SIGNING = hand_up(STILL)


def going_on(run: Run, seconds: float, pose: Pose | None = STILL) -> Run:
    begin_s = run.coach.time_s
    return run.feed([(begin_s + i / FPS, pose) for i in range(1, round(seconds * FPS) + 1)])


def until(run: Run, text: str, seconds: float = 90.0) -> Run:
    """Stands still until the coach has said it."""
    before = len(run.prompts)
    for _ in range(round(seconds * FPS)):
        going_on(run, 1 / FPS)
        if text in [prompt.text for prompt in run.prompts[before:]]:
            return run
    pytest.fail(f"{text!r} was not said, but {run.said[before:]}")


def at_number(run: Run, number: int) -> Run:
    """Raises a hand a moment after the number was said, and takes it down."""
    until(run, str(number))
    going_on(run, 1.2)
    going_on(run, 2.2, SIGNING)
    return going_on(run, 0.6)


NOW = "Pain now? I count from 0 to 10: a hand above your head at your number"
OFFER = "Pain now? To tell me: a hand above your head. The same sign ends a set"


def tells(run: Run, number: int) -> Run:
    """Takes the offer to tell pain before the first set, and answers."""
    until(run, OFFER)
    going_on(run, 3.0)
    going_on(run, 2.2, SIGNING)
    return at_number(going_on(run, 0.6), number)


def worked(until_s: float = 40.0, **plan: object) -> Run:
    """After the first repetition of the clip, or what it has until then."""
    run = run_of(hands_free=True, **{"target": 10, **plan})  # type: ignore[arg-type]
    return run.feed([frame for frame in performed(RAISE) if frame[0] < until_s])


def shown(run: Run) -> int | None:
    assert run.scene is not None
    return run.scene.ask.number if run.scene.ask is not None else None


def test_a_whole_session_without_a_key() -> None:
    """The transcript, as it is heard: introduction, pain, set, sign, pain with correction, the end."""
    run = run_of(target=9, intro=True, safety=True, hands_free=True, sets=2, rest_s=20.0)
    tells(run, 2)
    until(run, GO)
    begin_s = run.coach.time_s
    run.feed([(begin_s + t - 5.95, pose) for t, pose in performed(RAISE) if 6.0 <= t < 13.0])
    going_on(run, 1.0)
    going_on(run, 2.2, SIGNING)
    assert run.coach.state == "rest"
    at_number(run, 4)
    going_on(run, 2.2, SIGNING)
    at_number(run, 3)
    until(run, GO)
    going_on(run, ALONE_S + 1, None)
    assert run.coach.state == "done"
    heard = [text for text in run.spoken if not text.isdigit()]
    assert heard[0].startswith("This is not medical advice")
    assert heard[1].startswith("Pain above 5")
    asks = "I count from 0 to 10: a hand above your head at your number"
    assert heard[2:] == [
        OFFER,
        asks,
        "2. Wrong? The hand again",
        GO,
        "1 full. Rest",
        f"Pain in this set? {asks}",
        "4. Wrong? The hand again",
        "3. Wrong? The hand again",
        "Stand upright and still, your side to me",
        GO,
        "I cannot see anybody: step into the picture",
        "Paused. Come back to go on",
    ]
    assert [(pain.sets_done, pain.pain) for pain in run.coach.record.pain] == [(0, 2), (1, 3)]
    assert [done.full for done in run.coach.record.sets] == [1, 0]


def test_the_sign_stops_the_set_at_once_and_asks_for_pain() -> None:
    run = worked(13.0, sets=2)
    before_s = run.coach.time_s
    going_on(run, 2.1, SIGNING)
    assert run.coach.state == "rest"
    assert run.coach.record.sets[0].full == 1
    assert run.coach.record.sets[0].end_s - before_s <= 2.1
    until(run, "0")
    assert shown(run) == 0


def test_without_a_sign_the_answer_is_unknown() -> None:
    run = worked(13.0)
    press(run.coach, "enter")
    until(run, "No answer")
    numbers = [p for p in run.prompts if p.text.isdigit()][-11:]
    assert [p.text for p in numbers] == [str(n) for n in range(11)]
    assert numbers[-1].time_s - numbers[0].time_s == pytest.approx(10 * STEP_S, abs=1.0)
    assert run.coach.record.pain == []


@pytest.mark.parametrize("number", [0, 5, 10])
def test_the_number_at_which_the_hand_goes_up_is_the_answer(number: int) -> None:
    run = worked(13.0)
    press(run.coach, "enter")
    at_number(run, number)
    assert run.said[-1] == f"{number}. Wrong? The hand again"
    assert run.coach.record.pain == []
    going_on(run, 9.0)
    assert run.coach.record.pain_now == number


def test_above_five_the_session_ends_once_the_answer_stands() -> None:
    run = worked(13.0, sets=3)
    press(run.coach, "enter")
    at_number(run, 7)
    assert run.coach.state == "rest"
    going_on(run, 9.0)
    assert run.coach.state == "summary"
    going_on(run, Plan(1, 1).leave_s + 1)
    assert run.coach.state == "done"


def test_much_pain_before_the_first_set_means_not_today() -> None:
    run = run_of(intro=True, safety=True, hands_free=True)
    tells(run, 8)
    going_on(run, 9.0)
    assert run.said[-1] == "Above 5: not today"
    assert run.coach.state == "summary"
    assert "countdown" not in run.states


def test_a_key_answers_too_and_the_coach_counts_no_further() -> None:
    run = worked(13.0)
    press(run.coach, "enter")
    until(run, "1")
    press(run.coach, "3")
    said = len(run.prompts)
    going_on(run, 20.0)
    assert run.coach.record.pain_now == 3
    assert run.prompts[said:] == []


def test_the_question_waits_for_who_is_away() -> None:
    run = worked(13.0, sets=2)
    press(run.coach, "enter")
    until(run, "2")
    said = len(run.prompts)
    going_on(run, 60.0, None)
    assert len(run.prompts) == said
    assert run.coach.state == "rest"
    at_number(run, 4)
    going_on(run, 9.0)
    assert run.coach.record.pain_now == 4


def test_who_leaves_while_an_answer_is_offered_has_as_long_when_back() -> None:
    run = run_of(intro=True, safety=True, hands_free=True)
    until(run, OFFER)
    going_on(run, 3.0)
    going_on(run, 60.0, None)
    going_on(run, 0.5)
    assert run.said[-1] == OFFER
    going_on(run, 2.2, SIGNING)
    until(run, "0")


def test_who_leaves_while_the_exercise_is_announced_can_leave_it_out_when_back() -> None:
    run = run_of(intro=True, hands_free=True, announced="Calf raise", optional=True)
    offered = "Optional. To leave it out: a hand above your head for two seconds"
    until(run, offered)
    going_on(run, 60.0, None)
    assert run.coach.state == "setup"
    going_on(run, 0.3)
    going_on(run, 2.2, SIGNING)
    assert run.said[-1] == "Left out for today"


def test_a_set_that_stands_still_asks_and_ends() -> None:
    run = worked(13.0)
    going_on(run, ENOUGH_S + 2)
    assert run.said[-1] == "1 of 10. Enough?"
    assert run.coach.state == "active"
    going_on(run, ENOUGH_S + 1)
    assert run.coach.state == "summary"
    assert run.coach.record.sets[0].full == 1


def test_who_goes_on_after_the_question_is_not_stopped() -> None:
    run = worked(13.0)
    going_on(run, ENOUGH_S + 5)
    begin_s = run.coach.time_s
    clip = [(begin_s + t - 5.95, pose) for t, pose in performed(RAISE) if 6.0 <= t < 14.0]
    run.feed(clip)
    assert run.coach.state == "active"
    going_on(run, ENOUGH_S - 5)
    assert run.coach.state == "active"
    assert run.coach.report().counts.full == 2


def test_a_hold_that_was_left_below_its_goal_asks_in_seconds() -> None:
    run = run_of(STRETCH, 60, hands_free=True).feed(performed(STRETCH))
    standing = performed(STRETCH)[0][1]
    going_on(run, ENOUGH_S + 3, standing)
    assert [text for text in run.said if "of 60 seconds. Enough?" in text]


def test_nobody_for_three_minutes_ends_and_keeps_the_set() -> None:
    run = worked(13.0, sets=3)
    going_on(run, ALONE_S - 2, None)
    assert run.coach.state == "paused"
    going_on(run, 3.0, None)
    assert run.coach.state == "done"
    assert [done.full for done in run.coach.record.sets] == [1]


def test_a_camera_that_stays_lost_ends_it_too() -> None:
    run = worked(13.0)
    run.take(run.coach.camera_lost(20.0))
    assert run.coach.state == "paused"
    run.take(run.coach.camera_lost(20.0 + ALONE_S))
    assert run.coach.state == "done"
    assert [done.full for done in run.coach.record.sets] == [1]


def test_a_hand_at_the_stop_signs_ends_the_day() -> None:
    run = run_of(intro=True, safety=True, hands_free=True)
    going_on(run, 6.0)
    assert run.said[-1].startswith("Pain above 5")
    going_on(run, 2.2, SIGNING)
    assert run.said[-1].startswith("Not today")
    assert run.coach.before.stop_sign
    assert run.coach.state == "summary"
    going_on(run, Plan(1, 1).leave_s + 1)
    assert run.coach.state == "done"
    assert not run.coach.record.sets


def test_the_first_set_of_a_day_begins_soon_although_nobody_answers() -> None:
    run = run_of(intro=True, safety=True, hands_free=True, announced="Calf raise")
    until(run, "Calf raise", 60.0)
    asked_s = run.coach.time_s
    until(run, GO, 60.0)
    assert run.coach.time_s - asked_s < 10.0
    assert run.coach.time_s < 30.0
    assert OFFER in run.said
    assert run.coach.record.pain == []  # unknown
    assert [text for text in run.said if text.isdigit()] == ["3", "2", "1"]


def test_what_holds_for_the_day_is_asked_before_anybody_has_to_be_in_place() -> None:
    run = run_of(intro=True, safety=True, hands_free=True, announced="Calf raise")
    screens = []
    for _ in range(round(60 * FPS)):
        going_on(run, 1 / FPS)
        if "Calf raise" in run.said:
            break
        assert run.scene is not None
        screens.append(run.scene.ask)
    assert run.said[-2:] == ["No answer", "Calf raise"]
    seen = [ask.text for ask in screens if ask is not None]
    assert [seen[0], seen[-1]] == [SHORT_DISCLAIMER, OFFER]
    assert any(text.startswith("Pain above 5") for text in seen)
    assert len(seen) > 0.95 * len(screens)


@pytest.mark.parametrize("exercise", exercise_ids())
def test_what_is_told_of_an_exercise_leaves_time_for_the_countdown(exercise: str) -> None:
    spec = load_exercise(exercise)
    announced = Phrase("session.next", name=spec.name, dose="3 x 15 each leg")
    plan = Plan(1, 15, safety=False, announced=announced)
    eased = spec.for_insertional_pain() if spec.insertional else spec
    intro, said, time_s = Introduction(eased, plan), [], 0.0
    while not said or intro.shown is not None:
        said.append(intro.update(time_s, somebody=True, in_place=True))
        time_s += 0.1
    assert announced in said
    assert time_s + plan.countdown_s <= 10.0


def test_later_sets_begin_within_ten_seconds() -> None:
    run = run_of(intro=True, hands_free=True, announced="Single-leg calf raise, 3 times 10")
    until(run, GO, 15.0)
    assert run.coach.time_s <= 10.0


def test_the_sign_is_seen_while_a_key_holds_the_session() -> None:
    run = worked(13.0, sets=2)
    press(run.coach, "space")
    going_on(run, 5.0)
    assert run.coach.state == "paused"
    going_on(run, 2.2, SIGNING)
    assert run.coach.state == "rest"
    assert not run.coach.held_by_key
    assert run.coach.record.sets[0].full == 1


@pytest.mark.parametrize("state", ["ready", "countdown", "rest"])
def test_a_sign_outside_of_a_set_asks_for_pain_and_above_five_ends(state: str) -> None:
    run = run_of(target=1, sets=2, rest_s=200.0, hands_free=True)
    if state == "rest":
        run = until(worked(13.0, target=1, sets=2, rest_s=200.0), "No answer")
    else:
        while run.scene is None or run.scene.state != state:
            going_on(run, 1 / FPS)
    assert run.scene is not None
    assert run.scene.state == state
    going_on(run, 2.2, SIGNING)
    going_on(run, 0.6)
    assert NOW in run.said
    assert run.states[-1] != "active"
    at_number(run, 7)
    going_on(run, 9.0)
    assert run.coach.record.pain_now == 7
    assert run.coach.state in ("summary", "done")


def test_a_sign_into_the_announcement_is_asked_after_it() -> None:
    run = run_of(intro=True, hands_free=True, announced="Single-leg calf raise, 3 times 10")
    going_on(run, 2.6, SIGNING)
    assert run.said[-1] == NOW
    at_number(run, 3)
    going_on(run, 9.0)
    assert run.coach.record.pain_now == 3
    until(run, GO)


def test_who_leaves_after_the_number_was_repeated_meant_it() -> None:
    run = worked(13.0, sets=2)
    press(run.coach, "enter")
    at_number(run, 4)
    going_on(run, ALONE_S + 1, None)
    assert run.coach.state == "done"
    assert run.coach.record.pain_now == 4


class SlowVoice:
    """Says everything in its order, and takes twice as long as is believed."""

    def __init__(self) -> None:
        self.run: Run | None = None
        self._heard, self.free_s = 0, 0.0
        self.begun: list[tuple[float, Prompt]] = []

    def talks(self) -> bool:
        assert self.run is not None
        for prompt in self.run.prompts[self._heard :]:
            self.begun.append((max(prompt.time_s, self.free_s), prompt))
            self.free_s = self.begun[-1][0] + 2 * by_words(prompt.text)
        self._heard = len(self.run.prompts)
        return self.run.coach.time_s < self.free_s

    def late_s(self) -> float:
        """The longest that a number waited."""
        numbers = [(s, p) for s, p in self.begun if p.text.isdigit()]
        return max(begun_s - prompt.time_s for begun_s, prompt in numbers)


def test_a_slow_voice_swallows_neither_countdown_nor_numbers() -> None:
    voice = SlowVoice()
    plan = Plan(1, 1, intro=True, safety=True, hands_free=True)
    ear = Ear(talks=voice.talks)
    run = voice.run = Run(Coach(load_exercise(RAISE), plan, ear))
    until(run, GO)
    going_on(run, ENOUGH_S * 2 + 1)
    until(run, "10")
    assert voice.talks()
    assert voice.late_s() == 0.0
    texts = [prompt.text for _, prompt in voice.begun]
    assert [text for text in texts if text.isdigit()] == ["3", "2", "1", *map(str, range(11))]
