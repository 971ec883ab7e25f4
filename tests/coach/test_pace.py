"""Too few pictures a second: counted and timed, not corrected."""

from dataclasses import replace

import pytest

from formcheck.coach.pace import TOO_SLOW, Pace
from formcheck.coach.values import Prompt, Scene
from formcheck.engine.values.feedback import AngleMark, Cue, Feedback
from formcheck.engine.values.landmarks import Landmark
from formcheck.engine.values.report import Counts, Finding, Rep, Report, View
from tests.coach.coached import RAISE, performed, run_of


def scene(time_s: float) -> Scene:
    mark = AngleMark(
        Landmark.LEFT_KNEE, Landmark.LEFT_HIP, Landmark.LEFT_ANKLE, "knee-straight", 30.0, "bad"
    )
    feedback = Feedback(
        time_s,
        None,
        "left",
        "rising",
        levels={"knee-straight": "bad"},
        angles=(mark,),
        counts=Counts(full=3),
        cue=Cue("Keep your knee straight", "must"),
    )
    return Scene(
        "active",
        feedback,
        (Prompt("3", "count", time_s), Prompt("Keep your knee straight", "must", time_s)),
    )


def played(
    fps: float, lasts_s: float, pace: Pace | None = None, begin_s: float = 0.0
) -> list[Scene]:
    pace = pace or Pace()
    return [pace.update(scene(begin_s + number / fps)) for number in range(round(lasts_s * fps))]


@pytest.mark.parametrize("fps", [6.2, 10, 30])
def test_enough_pictures_change_nothing(fps: float) -> None:
    assert played(fps, 20) == [scene(number / fps) for number in range(round(20 * fps))]


@pytest.mark.parametrize("fps", [0.3, 1, 3, 5.5])
def test_too_few_are_said_once_and_shown_and_nothing_is_corrected(fps: float) -> None:
    scenes = played(fps, 40)
    said = [prompt.text for one in scenes for prompt in one.prompts]
    assert said.count(TOO_SLOW.message) == 1
    last = scenes[-1]
    assert [prompt.text for prompt in last.prompts] == ["3"]
    assert last.feedback.problems == (TOO_SLOW,)
    assert (last.feedback.cue, last.feedback.counts.full) == (None, 3)
    assert (
        set(last.feedback.levels.values())
        == {mark.level for mark in last.feedback.angles}
        == {"unknown"}
    )


def test_what_must_be_said_for_safety_is_said() -> None:
    pace = Pace()
    played(2, 10, pace)
    end = pace.update(
        Scene("active", Feedback(10.0, None, None, "rising", cue=Cue("Stop", "safety")))
    )
    assert end.feedback.cue is not None


def test_it_goes_back_to_normal() -> None:
    pace = Pace()
    played(3, 10, pace)
    assert pace.slow
    assert played(15, 10, pace, begin_s=10)[-1] == scene(10 + 149 / 15)
    assert not pace.slow


def test_a_camera_that_was_away_is_not_slow() -> None:
    pace = Pace()
    played(15, 10, pace)
    pace.restart()
    played(15, 10, pace, begin_s=60)
    assert not pace.slow


def test_the_report_leaves_out_what_was_found_meanwhile_and_says_so() -> None:
    pace = Pace()
    played(15, 20, pace)
    played(3, 20, pace, begin_s=20)
    played(15, 20, pace, begin_s=40)
    found = [
        Finding("a", "bad", begin, begin + 2, 1.0, "deg", (None, 0.0), "Do")
        for begin in (5.0, 25.0, 50.0)
    ]
    view = View("good", "left", "left", ("Step back",))
    report = Report("x", "reps", view, Counts(), (), (), tuple(found), (), 1, 1, 60.0, (640, 480))
    reduced = pace.report(report)
    assert [finding.start_s for finding in reduced.findings] == [5.0, 50.0]
    assert reduced.view.problems == ("Step back", TOO_SLOW.message)
    assert Pace().report(report) is report


def test_what_kept_a_repetition_from_counting_stays_with_it() -> None:
    pace = Pace()
    played(3, 20, pace)
    fault = Finding("a", "bad", 5.0, 7.0, 1.0, "deg", (None, 0.0), "Do")
    full = Rep(1, "left", 5.0, 6.0, 7.0, 1.0, 0.0, 1.0, "full", 0.3, 0.0, (fault,))
    reps = (full, replace(full, number=2, verdict="partial"))
    report = Report(
        "x",
        "reps",
        View("good", "left", "left"),
        Counts(1, 1),
        reps,
        (),
        (fault,),
        (),
        1,
        1,
        9.0,
        (9, 9),
    )
    assert [rep.findings for rep in pace.report(report).reps] == [(), (fault,)]


@pytest.mark.parametrize("slow", [False, True])
def test_after_a_set_of_too_few_pictures_nothing_is_corrected(slow: bool) -> None:
    run = run_of(target=2)
    for frame in performed(RAISE):
        run.feed([frame])
        if run.coach.work is not None:
            run.coach.work.slow = slow
    assert run.scene is not None
    assert run.scene.summary is not None
    told = [text for text in run.said if "Work on this" in str(text)]
    assert (bool(told), run.scene.summary.work_on is not None) == (not slow, not slow)
