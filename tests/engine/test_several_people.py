"""What a session makes of the number of people who are there."""

from dataclasses import replace
from pathlib import Path

from formcheck.media.pose.recorder import TraceRecorder
from tests.engine.recorded import DATA, frames_of, report_of
from tests.engine.skeleton import Frames

EXERCISE = "calf-raise"


def with_people(frames: Frames, from_s: float, until_s: float) -> Frames:
    """Somebody else is there for a while."""
    return [
        (time_s, pose and replace(pose, people=2 if from_s <= time_s < until_s else 1))
        for time_s, pose in frames
    ]


def test_the_report_says_how_many_there_were_at_most() -> None:
    frames = frames_of(DATA / f"{EXERCISE}.npz")
    assert report_of(EXERCISE, frames).people is None  # nobody looked
    assert report_of(EXERCISE, with_people(frames, 0, 0)).people == 1
    assert report_of(EXERCISE, with_people(frames, 5, 6)).people == 2


def test_a_second_person_changes_no_repetition() -> None:
    frames = frames_of(DATA / f"{EXERCISE}.npz")
    alone, together = report_of(EXERCISE, frames), report_of(EXERCISE, with_people(frames, 0, 99))
    assert together.reps == alone.reps
    assert [p.key for p in together.view.problems] == ["view.another-person"]  # type: ignore[attr-defined]
    assert not alone.view.problems


def test_a_trace_gives_the_same_report(tmp_path: Path) -> None:
    frames = with_people(frames_of(DATA / f"{EXERCISE}.npz"), 5, 6)
    recorder = TraceRecorder((640, 480))
    for time_s, pose in frames:
        recorder.add(time_s, pose)
    recorder.write(tmp_path / "people.npz")
    assert report_of(EXERCISE, frames_of(tmp_path / "people.npz")) == report_of(EXERCISE, frames)
