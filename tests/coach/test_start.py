"""What of the start position is missing, and when a body is in it."""

from __future__ import annotations

import pytest

from formcheck.coach.start import HINT_S, SEEN, StartWatch
from formcheck.coach.values import Start
from formcheck.demonstrations import demonstration_of
from formcheck.engine.values.feedback import Feedback, Problem
from formcheck.engine.values.landmarks import Landmark, Side
from formcheck.engine.values.pose import Pose
from formcheck.library import exercise_ids, load_exercise
from tests.coach.bodies import PARTS, body_of
from tests.coach.coached import performed
from tests.engine.skeleton import Stance, near_of, pose_of

STANDING = ("calf-raise", "single-leg-calf-raise", "soleus-wall-stretch", "deficit-calf-raise")


def start_of(exercise: str) -> Start:
    start = demonstration_of(exercise).start
    assert start is not None
    return start


def watch_of(exercise: str) -> StartWatch:
    return StartWatch(start_of(exercise), load_exercise(exercise).kind)


def told(watch: StartWatch, pose: Pose, phase: str = "set-up", *problems: Problem) -> str | None:
    for time_s in (0.0, HINT_S + 0.1):
        watch.update(Feedback(time_s, pose, "left", phase, problems))
    return watch.missing


@pytest.mark.parametrize("near", ["left", "right"])
@pytest.mark.parametrize("exercise", exercise_ids())
def test_the_person_of_the_demonstration_is_in_the_position(exercise: str, near: Side) -> None:
    watch = watch_of(exercise)
    assert told(watch, body_of(start_of(exercise), near)) is None
    assert watch.fits


@pytest.mark.parametrize(
    ("exercise", "stance", "expected"),
    [
        ("seated-calf-raise", Stance(), "Sit down on the chair"),
        ("plantar-fascia-stretch", Stance(), "Sit down on the chair"),
        ("towel-calf-stretch", Stance(), "Sit down on the floor"),
        ("supine-hamstring-stretch", Stance(), "Lie down on your back"),
        ("ankle-mobilization", Stance(), "Left foot onto the chair"),
        ("single-leg-calf-raise", Stance(), "Lift your right foot off the floor"),
        ("single-leg-calf-raise", Stance(lifted=1), None),
        ("soleus-wall-stretch", Stance(), "Both hands on the wall, at shoulder height"),
        ("soleus-wall-stretch", Stance(hands=1), None),
        ("soleus-wall-stretch", Stance(hands=1, step=1.0), "Left foot further forward"),
        ("calf-raise", Stance(step=-0.9), "Left foot further back"),
        ("calf-raise", Stance(), None),
    ],
)
def test_one_thing_that_is_missing_is_told(
    exercise: str, stance: Stance, expected: str | None
) -> None:
    watch = watch_of(exercise)
    assert told(watch, pose_of(stance)) == expected
    assert watch.fits == (expected is None)


def test_the_foot_is_called_by_its_own_name() -> None:
    for forward in (-1, 1):
        expected = f"{near_of(forward).capitalize()} foot further back"
        assert told(watch_of("calf-raise"), pose_of(Stance(step=-0.9), forward)) == expected


def test_a_foot_that_is_hidden_behind_the_other_goes_onto_the_chair_all_the_same() -> None:
    pose = pose_of(Stance())
    pose.visibility[[Landmark.of("right", part) for part in PARTS]] = SEEN - 0.1
    assert told(watch_of("ankle-mobilization"), pose) == "Left foot onto the chair"


def test_who_lies_is_asked_to_sit_up() -> None:
    lies = start_of("supine-hamstring-stretch")
    assert told(watch_of("seated-calf-raise"), body_of(lies)) == "Get upright"


@pytest.mark.parametrize("exercise", STANDING)
def test_who_sits_or_lies_is_asked_to_get_up(exercise: str) -> None:
    sits, lies = start_of("seated-calf-raise"), start_of("supine-hamstring-stretch")
    assert told(watch_of(exercise), body_of(sits)) == "Stand up"
    assert told(watch_of(exercise), body_of(lies)) == "Get upright"


def test_what_is_not_seen_is_not_asked_for() -> None:
    pose = pose_of(Stance())
    far = [Landmark.of("right", part) for part in PARTS]
    pose.visibility[far] = SEEN - 0.1
    assert told(watch_of("single-leg-calf-raise"), pose) is None
    pose.visibility[Landmark.of("left", "hip")] = SEEN - 0.1
    watch = watch_of("seated-calf-raise")
    assert told(watch, pose) is None
    assert not watch.fits


def test_a_view_with_a_problem_tells_nothing() -> None:
    problem = Problem("oblique", "Turn a little more sideways")
    assert told(watch_of("seated-calf-raise"), pose_of(Stance()), "set-up", problem) is None


def test_it_is_told_when_it_lasts_and_no_longer_when_it_is_done() -> None:
    watch = watch_of("ankle-mobilization")
    watch.update(Feedback(0.0, pose_of(Stance()), "left", "set-up"))
    assert watch.missing is None
    watch.update(Feedback(HINT_S, pose_of(Stance()), "left", "set-up"))
    assert watch.missing is not None
    raised = body_of(start_of("ankle-mobilization"))
    watch.update(Feedback(HINT_S + 0.05, raised, "left", "set-up"))
    assert watch.missing is None
    assert watch.fits


def test_whoever_goes_into_a_stretch_is_not_called_back() -> None:
    watch, back = watch_of("soleus-wall-stretch"), pose_of(Stance(hands=1, step=1.0))
    watch.update(Feedback(0.0, pose_of(Stance(hands=1)), "left", "ready"))
    for time_s in (1.0, 3.0):
        watch.update(Feedback(time_s, back, "left", "set-up"))
        assert watch.missing is None
    watch.update(Feedback(4.0, back, "left", "holding"))
    assert watch.fits


@pytest.mark.parametrize("exercise", STANDING)
def test_nothing_is_missing_of_who_stands_as_rendered(exercise: str) -> None:
    """The recorded landmarks of the clips, before anything is done."""
    (_, pose), *_ = performed(exercise)
    assert pose is not None
    expected = "Both hands on the wall, at shoulder height" if "wall" in exercise else None
    assert told(watch_of(exercise), pose) == expected


def test_without_a_demonstration_nothing_fits_and_nothing_is_missing() -> None:
    watch = StartWatch(None, "reps")
    assert told(watch, pose_of(Stance())) is None
    assert not watch.fits
