"""Sets of a live session are told one by one, as soon as they are over."""

from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.coach.values import Plan
from formcheck.engine.values.results import Pain
from formcheck.library import load_exercise
from formcheck.live import LiveSession
from formcheck.live_sets import LiveSet
from formcheck.media.pose.traces import read_trace
from formcheck.media.screen.stage import Stage
from formcheck.media.sound.voice import Voice
from formcheck.run import analyze
from tests.media.stepped import SteppedCamera

RAISE = "single-leg-calf-raise"


class Kept:
    """Keeps what it is told, and stops the session after so many sets."""

    def __init__(self, most: int = 99) -> None:
        self.sets: list[LiveSet] = []
        self.pains: list[tuple[int, ...]] = []
        self._most = most

    def add(self, done: LiveSet) -> None:
        self.sets.append(done)

    def felt(self, answers: tuple[Pain, ...]) -> None:
        self.pains.append(tuple(answer.pain for answer in answers))

    def enough(self) -> bool:
        return len(self.sets) >= self._most


class Answers(Stage):
    """A stage at which somebody tells the pain whenever it may be told."""

    def show(self, image, scene, labels, posture, record=None):  # type: ignore[no-untyped-def]
        super().show(image, scene, labels, posture, record)
        return "3" if scene.state in ("rest", "summary") else None


def run(clip: Path, out: Path, kept: Kept, plan: Plan, stage: Stage) -> None:
    with SteppedCamera(clip, drops=2) as camera, Voice(None) as voice:
        session = LiveSession(
            camera,
            load_exercise(RAISE),
            plan,
            stage=stage,
            voice=voice,
            stop=kept.enough,
            sets=kept,
        )
        session.run(out, model="full")


def plan(sets: int, reps: int) -> Plan:
    return Plan(sets, reps, intro=False, countdown_s=1, waits=False, rest_s=0.3)


def test_each_set_is_told_with_its_report_and_its_trace(calf_raises: Path, tmp_path: Path) -> None:
    kept = Kept()
    run(calf_raises, tmp_path / "out", kept, plan(1, 10), Stage(None))
    (done,) = kept.sets
    counts = done.document["counts"]
    assert counts["full"] + counts["partial"] + counts["uncertain"] > 0
    assert done.document["provenance"]["spec_sha256"] == load_exercise(RAISE).sha256
    done.trace.write(tmp_path / "set.npz")
    trace = read_trace(tmp_path / "set.npz")
    assert trace.time_s[-1] - trace.time_s[0] >= done.duration_s
    again = analyze(tmp_path / "set.npz", RAISE, side=done.document["reps"][0]["side"])
    assert len(again.report.reps) == len(done.document["reps"])


def test_a_set_and_its_pain_are_told_before_the_session_ends(
    calf_raises: Path, tmp_path: Path
) -> None:
    kept = Kept(most=1)
    run(calf_raises, tmp_path / "out", kept, plan(3, 1), Answers(None))
    assert [done.number for done in kept.sets] == [1]
    assert kept.sets[0].document["counts"]["full"] == 1


@pytest.mark.parametrize("most", [1])
def test_nothing_is_told_twice(calf_raises: Path, tmp_path: Path, most: int) -> None:
    kept = Kept()
    run(calf_raises, tmp_path / "out", kept, plan(2, most), Answers(None))
    assert len(kept.sets) == len({done.number for done in kept.sets})
    assert kept.pains == list(dict.fromkeys(kept.pains))
    assert kept.pains[0] == (3,)
