"""The coach, led through recorded landmarks.

A person who stands still, then does what the clip shows.
"""

from __future__ import annotations

from itertools import pairwise

import pytest

from formcheck.coach.course import Turns
from formcheck.coach.keys import press
from formcheck.coach.setup import CAMERA_LOST
from formcheck.coach.tempo import beat_at
from formcheck.coach.values import SHORT_DISCLAIMER, Plan
from formcheck.engine.session import Session
from formcheck.engine.values.report import Report
from formcheck.library import exercise_ids, load_exercise
from tests.coach.coached import GO, RAISE, STRETCH, performed, run_of
from tests.engine.skeleton import Stance, pose_of


def analysed(exercise: str) -> Report:
    session = Session(load_exercise(exercise))
    for time_s, pose in performed(exercise):
        session.update(time_s, pose)
    return session.finish()


@pytest.mark.parametrize("step", [1, 2])
def test_counts_are_those_of_analyze_with_and_without_dropped_frames(step: int) -> None:
    run = run_of().feed(performed(RAISE, step=step))
    report = run.coach.report()
    expected = analysed(RAISE)
    assert (report.counts, expected.counts.full) == (expected.counts, 2)
    assert [r.verdict for r in report.reps] == [r.verdict for r in expected.reps]
    for mine, theirs in zip(report.reps, expected.reps, strict=True):
        assert mine.start_s == pytest.approx(theirs.start_s, abs=0.15)


def test_a_report_in_between_has_what_was_done_and_changes_nothing() -> None:
    frames, asked, plain = performed(RAISE), run_of(), run_of()
    counted = []
    for at in range(0, len(frames), 25):
        asked.feed(frames[at : at + 25])
        counted.append(asked.coach.report().counts.full)
    plain.feed(frames)
    assert counted == sorted(counted)
    assert {1, 2} <= set(counted)
    assert asked.prompts == plain.prompts
    assert asked.coach.report() == plain.coach.report()


def test_good_seconds_are_those_of_analyze() -> None:
    run = run_of(STRETCH, 60).feed(performed(STRETCH))
    (mine,), (theirs,) = run.coach.report().holds, analysed(STRETCH).holds
    assert mine.held_s == pytest.approx(theirs.held_s, abs=0.5)
    assert run.scene is not None
    assert run.scene.state == "active"


def test_a_set_goes_from_still_start_over_countdown_to_the_summary() -> None:
    run = run_of(target=2).feed(performed(RAISE))
    assert run.states == ["setup", "ready", "countdown", "active", "summary"]
    assert run.said[1:5] == ["3", "2", "1", GO]
    assert [text for text in run.said if text[0].isdigit()][3:] == [
        "1, one more",
        "2",
        "2 full, 1 partial. Work on this: Push higher. All done",
    ]
    assert "Not counted" in run.said
    assert run.scene is not None
    assert run.scene.summary is not None
    assert run.scene.summary.sides["left"].full == 2


def test_a_hold_is_counted_down_and_ends_when_its_seconds_are_good() -> None:
    run = run_of(STRETCH, 4).feed(performed(STRETCH))
    times = {p.text: p.time_s for p in run.prompts}
    assert times["3"] < times["2"] < times["1"]
    assert run.states[-1] == "summary"
    assert run.coach.record.sets[0].held_s == pytest.approx(
        4, abs=0.3
    )  # its end is dated back to where it was lost


def test_nothing_counts_before_the_start() -> None:
    """Who raises the heels during the countdown is asked to wait.

    And starts the countdown again.
    """
    frames = performed(RAISE, lead_s=2.0)
    run = run_of().feed([(t, pose) for t, pose in frames if t < 8.0])
    assert "Keep still until I say go" in run.said
    assert "active" not in run.states
    assert run.coach.report().reps == ()


def test_a_set_never_begins_on_tiptoe_however_long_somebody_goes_on_moving() -> None:
    """Raises without end.

    Whatever pause the countdown falls into, the baseline is the foot on the floor.
    """
    clip, run = performed(RAISE, lead_s=2.0), run_of(target=3, sets=9, rest_s=1.0)
    for again in range(14):
        run.feed([(again * 20.0 + time_s, pose) for time_s, pose in clip])
    sets = run.coach.record.sets
    assert len(sets) > 3
    assert {done.full for done in sets} == {3}


def test_who_is_in_place_hears_what_must_be_known_once_and_no_more() -> None:
    run = run_of(intro=True, safety=True).feed(performed(RAISE, lead_s=30.0))
    starts = [p for p in run.prompts if p.text == "3"]
    assert run.said.count(SHORT_DISCLAIMER) == 1
    assert run.prompts[0].text == SHORT_DISCLAIMER
    assert run.prompts[1].text.startswith("Pain above 5")
    assert starts[0].time_s - run.prompts[1].time_s > 5
    assert not [text for text in run.said if text.startswith("I cannot judge")]


def test_who_gets_into_place_hears_what_cannot_be_judged() -> None:
    squatting = pose_of(Stance(knee_deg=50, shank_deg=25, trunk_deg=30, heel=0.1))
    run = run_of(intro=True, safety=True).feed([(i / 20, squatting) for i in range(20 * 30)])
    limits = next(p for p in run.prompts if p.text.startswith("I cannot judge: ankle rolling"))
    assert limits.time_s > run.prompts[1].time_s + 5


@pytest.mark.parametrize("exercise", [RAISE, STRETCH])
def test_who_gets_into_place_meanwhile_does_not_wait_for_all_of_it(exercise: str) -> None:
    squatting = pose_of(Stance(knee_deg=50, shank_deg=25, trunk_deg=30, heel=0.1))
    run = run_of(exercise, intro=True, safety=True)
    while not any(text.startswith("I cannot judge") for text in run.said):
        run.feed([(run.coach.time_s + 0.05, squatting)])
    begin_s = run.coach.time_s + 0.05
    run.feed([(begin_s + t, pose) for t, pose in performed(exercise, lead_s=10.0) if t < 10.0])
    assert run.states[-1] == "active"


def test_enter_skips_the_introduction() -> None:
    run = run_of(intro=True)
    run.take(run.coach.update(0.0, None))
    press(run.coach, "enter")
    run.feed([(t + 0.05, pose) for t, pose in performed(RAISE)])
    assert run.prompts[2].time_s < 4.0


@pytest.mark.parametrize("exercise", exercise_ids())
def test_every_exercise_leads_somebody_to_its_start(exercise: str) -> None:
    """A posture of its own in every spec: who is seen but not yet in it is told what to do."""
    squatting = pose_of(Stance(knee_deg=50, shank_deg=25, trunk_deg=30, heel=0.1))
    run = run_of(exercise).feed([(i / 20, squatting) for i in range(60)])
    assert run.scene is not None
    assert run.scene.instruction


def test_one_instruction_at_a_time_is_repeated_now_and_then() -> None:
    run = run_of(first="left")
    run.feed([(i / 20, None) for i in range(200)])
    visible = [p for p in run.prompts if p.priority == "visibility"]
    assert visible[0].text == "Step into the picture, your left side to me"
    assert all(b.time_s - a.time_s >= 2.0 for a, b in pairwise(visible))
    assert run.states == ["setup"]


def test_the_wrong_side_is_told_and_does_not_start() -> None:
    run = run_of(first="right").feed(performed(RAISE)[:110])
    assert "Turn round: right side to the camera" in run.said
    assert run.states == ["setup"]


def test_stepping_out_pauses_and_coming_back_goes_on() -> None:
    frames = performed(RAISE)
    until = [f for f in frames if f[0] < 13.0]
    run = run_of().feed(until)
    away = [(13.0 + i / 20, None) for i in range(60)]
    run.feed(away)
    assert run.states[-1] == "paused"
    run.feed([(16.0 + i / 20, frames[0][1]) for i in range(60)])
    assert run.states[-1] == "active"
    assert run.said[-2:] == ["Paused. Come back to go on", "Go on"]
    assert run.coach.report().counts.full == 1


@pytest.mark.parametrize("away_s", [3.0, 10.0])
def test_who_leaves_a_stretch_and_comes_back_keeps_the_seconds(away_s: float) -> None:
    """However long that takes, on the screen, too."""
    frames = performed(STRETCH)
    run = run_of(STRETCH, 30).feed([f for f in frames if f[0] < 14.0])
    assert run.scene is not None
    held_s = run.scene.feedback.held_s
    assert held_s > 2.5
    for at in range(round(20 * away_s)):
        run.feed([(14.0 + at / 20, None)])
        assert run.scene.feedback.held_s >= held_s - 0.1
    assert run.states[-1] == "paused"
    run.feed([(14.0 + away_s + i / 20, frames[0][1]) for i in range(60)])
    assert run.states[-1] == "active"
    assert run.scene.feedback.held_s == pytest.approx(held_s, abs=0.5)


def test_space_pauses_until_space_and_the_count_stays_on_screen() -> None:
    frames = performed(RAISE)
    run = run_of().feed([f for f in frames if f[0] < 13.0])
    press(run.coach, "space")
    run.feed([f for f in frames if 13.0 <= f[0] < 17.0])
    assert run.states[-1] == "paused"
    assert run.scene is not None
    assert run.scene.feedback.counts.full == 1
    press(run.coach, "space")
    run.feed([(20.0 + i / 20, frames[0][1]) for i in range(40)])
    assert run.states[-1] == "active"


def test_corrections_show_and_are_logged_but_measured_stays_measured() -> None:
    run = run_of(target=10).feed([f for f in performed(RAISE) if f[0] < 13.0])
    for key in ("plus", "plus", "minus"):
        press(run.coach, key)
    run.feed([f for f in performed(RAISE) if 13.0 <= f[0] < 14.0])
    assert run.scene is not None
    assert run.scene.feedback.counts.full == 2
    report = run.coach.report()
    assert report.counts.full == 1
    assert [c.change for c in report.log.corrections] == [1, 1, -1]
    assert report.log.sets[0].corrected == 1


def test_a_correction_in_a_pause_shows_at_once_and_is_taken_from_what_was_measured() -> None:
    run, shown = run_of(target=10).feed([f for f in performed(RAISE) if f[0] < 13.0]), []
    press(run.coach, "space")
    for key in ("minus", "minus", "plus", "plus", "plus"):
        press(run.coach, key)
        run.feed([(13.0 + len(shown) / 20, None)])
        assert run.scene is not None
        shown.append(run.scene.feedback.counts.full)
    assert run.states[-1] == "paused"
    assert shown == [0, 0, 0, 1, 2]


def test_restart_throws_the_set_away_and_says_so_in_the_report() -> None:
    run = run_of().feed([f for f in performed(RAISE) if f[0] < 13.0])
    press(run.coach, "r")
    report = run.coach.report()
    assert (report.reps, report.log.restarts[0].dropped) == ((), 1)


def test_legs_alternate_with_a_rest_between() -> None:
    run = run_of(target=1, first="left", legs=2, sets=2, switch_s=5.0).feed(performed(RAISE)[:400])
    assert run.states[-2:] == ["rest", "setup"]
    assert "1 full. Switch legs: right side to me" in run.said
    assert run.scene is not None
    assert (run.scene.side, run.scene.set_number) == ("right", 1)


def test_swapping_keeps_what_was_done() -> None:
    run = run_of(first="left").feed([f for f in performed(RAISE) if f[0] < 13.0])
    press(run.coach, "s")
    run.feed([f for f in performed(RAISE) if 13.0 <= f[0] < 13.5])
    assert run.scene is not None
    assert (run.scene.state, run.scene.side) == ("setup", "right")
    assert run.coach.report().counts.full == 1


def test_a_programme_may_draw_the_line_lower() -> None:
    run = run_of(target=1, sets=3, rest_s=60.0, most_pain=3).feed(performed(RAISE)[:300])
    press(run.coach, "4")
    run.feed([(100.0, None)])
    assert run.states[-1] == "summary"
    assert run.scene is not None
    assert run.scene.most_pain == 3


def test_pain_above_the_limit_ends_the_session() -> None:
    run = run_of(target=1, sets=3, rest_s=60.0).feed(performed(RAISE)[:300])
    assert run.states[-1] == "rest"
    press(run.coach, "1")
    assert run.coach.record.pain_now == 1
    press(run.coach, "0")
    run.feed([(100.0, None)])
    assert run.coach.record.pain_now == 10
    assert run.states[-1] == "summary"
    assert ("Stop for today, and do less next time", "safety") in [
        (p.text, p.priority) for p in run.prompts
    ]


def test_a_lost_camera_pauses_says_so_once_and_keeps_the_count() -> None:
    frames = performed(RAISE)
    run = run_of().feed([f for f in frames if f[0] < 13.0])
    for i in range(5):
        run.take(run.coach.camera_lost(15.0 + i / 10))
    assert run.said.count(CAMERA_LOST) == 1
    assert run.states[-1] == "paused"
    assert run.scene is not None
    assert run.scene.feedback.counts.full == 1
    run.feed([(20.0 + i / 20, frames[0][1]) for i in range(40)])
    assert run.states[-1] == "active"


@pytest.mark.parametrize("seconds", [0.0, 3.0, 8.0, 13.0, 20.5])
def test_a_report_can_be_had_at_any_time(seconds: float) -> None:
    run = run_of().feed([f for f in performed(RAISE) if f[0] <= seconds])
    report = run.coach.report()
    assert report.duration_s == pytest.approx(seconds, abs=0.1)
    assert report.counts.full == (seconds > 10) + (seconds > 17.9)


def test_q_goes_to_the_summary_then_ends_and_ends_at_once_without_results() -> None:
    run = run_of().feed([f for f in performed(RAISE) if f[0] < 13.0])
    press(run.coach, "q")
    assert run.coach.state == "summary"
    press(run.coach, "q")
    assert run.coach.state == "done"
    empty = run_of()
    press(empty.coach, "q")
    assert empty.coach.state == "done"


def test_in_auto_the_leg_that_was_shown_is_the_first() -> None:
    turns = Turns(Plan(2, 10, None, 2))
    order = [turns.side]
    for _ in range(3):
        turns.advance("right")
        order.append(turns.side)
    assert order == [None, "left", "right", "left"]


def test_the_metronome_keeps_the_tempo_of_the_exercise() -> None:
    lean = load_exercise("ankle-mobilization").reps
    assert lean is not None
    times = (0.0, 1.9, 2.0, 5.9, 6.1, 7.9, 8.0)
    parts = [(0, 0), (0, 0), (0, 1), (0, 1), (0, 2), (0, 2), (1, 0)]
    assert [beat_at(lean.tempo.beats, t) for t in times] == parts
    run = run_of(metronome=True).feed(performed(RAISE))
    go_s = next(p.time_s for p in run.prompts if p.text == GO)
    beats = [p for p in run.prompts if p.priority == "beat"]
    assert [p.text for p in beats[:3]] == ["Hold", "Down", "Up"]  # "go" was the first
    times_s = [p.time_s - go_s for p in beats[:3]]
    assert times_s == pytest.approx([2.0, 3.0, 6.0], abs=0.1)


def test_a_camera_that_is_lost_leaves_nobody_ready() -> None:
    run = run_of().feed([f for f in performed(RAISE) if f[0] < 1.5])
    assert run.states[-1] in ("ready", "countdown")
    scene = run.coach.camera_lost(4.0)
    assert (scene.state, scene.instruction) == ("setup", CAMERA_LOST)
