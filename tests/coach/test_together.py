"""What is heard of a repetition and of a stretch: one sentence, and no mistake on the way out."""

from __future__ import annotations

from itertools import pairwise

from formcheck.coach.pace import Pace
from formcheck.coach.talk import together
from formcheck.coach.values import Prompt
from tests.coach.coached import RAISE, STRETCH, performed, run_of


def test_not_counted_and_why_are_one_sentence() -> None:
    run = run_of(target=10).feed(performed(RAISE))
    assert "Not counted: Push higher" in run.spoken
    assert "Not counted" not in run.spoken


def test_count_and_correction_of_the_same_repetition_are_heard_together() -> None:
    count, correction = Prompt("3", "count", 9.0), Prompt("Lower more slowly", "must", 9.0)
    (heard,) = together((count, correction))
    assert (heard.text, heard.priority, heard.time_s) == ("3. Lower more slowly", "count", 9.0)
    later = Prompt("Lower more slowly", "must", 9.1)
    assert together((count, later)) == (count, later)
    stop = Prompt("Stop", "safety", 9.0)
    assert together((count, stop)) == (count, stop)


def test_the_same_correction_is_not_said_twice_for_a_repetition() -> None:
    run = run_of(target=10).feed(performed(RAISE))
    said = [p for p in run.prompts if p.text == "Push higher"]
    assert said
    assert all(b.time_s - a.time_s > 3 for a, b in pairwise(said))


def test_too_slow_a_camera_leaves_the_count_alone() -> None:
    run, pace = run_of(target=10), Pace()
    scenes = [pace.update(run.coach.update(t, pose)) for t, pose in performed(RAISE)[::5]]
    assert pace.slow
    texts = [p.text for scene in scenes for p in together(scene.prompts)]
    assert not [text for text in texts if "Push higher" in text]


def test_no_bouncing_is_said_to_nobody_who_comes_out_of_the_stretch() -> None:
    for target in (4, 60):
        run = run_of(STRETCH, target).feed(performed(STRETCH))
        assert "Hold still, no bouncing" not in run.said
    assert "Keep your back heel down" in run.said


def test_nothing_is_said_that_would_drown_the_countdown_of_a_hold() -> None:
    run = run_of(STRETCH, 4).feed(performed(STRETCH))
    times = {p.text: p.time_s for p in run.prompts}
    assert not [
        p for p in run.prompts if times["3"] - 1 < p.time_s < times["1"] and p.priority != "count"
    ]
