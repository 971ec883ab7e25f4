"""A film in which nothing was found is told to show another exercise, when that is certain."""

import pytest

from formcheck.engine.session import Session
from formcheck.library import load_exercise
from formcheck.lookalike import SetOnlooker
from formcheck.run import analyze
from tests.engine.recorded import DATA, frames_of


def test_another_exercise_is_named() -> None:
    report = analyze(DATA / "soleus-wall-stretch.npz", "supine-hamstring-stretch").report
    assert not report.holds
    assert str(report.view.reason).startswith("This looks like ")
    assert "back knee bent" in str(report.view.reason)


@pytest.mark.parametrize("exercise", ["soleus-wall-stretch"])
def test_the_right_exercise_is_not_doubted(exercise: str) -> None:
    report = analyze(DATA / f"{exercise}.npz", exercise).report
    assert report.holds
    assert report.view.reason is None


def said_live(trace: str, asked: str) -> list[tuple[float, str]]:
    """What is said of a live set that shows a recording."""
    onlooker, session = SetOnlooker(asked), Session(load_exercise(asked))
    said = []
    for time_s, pose in frames_of(DATA / f"{trace}.npz"):
        reason = onlooker.look(time_s, pose, session.update(time_s, pose))
        if reason is not None:
            said.append((time_s, str(reason)))
    return said


def test_live_it_is_said_once_and_not_before_eight_seconds() -> None:
    said = said_live("clips/so-r2", "supine-hamstring-stretch")
    assert len(said) == 1
    assert said[0][0] >= 8
    assert "back knee bent" in said[0][1]


def test_live_nothing_is_said_of_what_was_asked_for() -> None:
    assert said_live("clips/so-r2", "soleus-wall-stretch") == []


def test_between_sets_nothing_is_looked_at() -> None:
    onlooker = SetOnlooker("calf-raise")
    frames = frames_of(DATA / "clips" / "so-r2.npz")
    assert all(onlooker.look(time_s, pose, None) is None for time_s, pose in frames)
