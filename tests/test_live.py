from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest

from formcheck import live as live_room
from formcheck import live_folder
from formcheck.atomic import Draft
from formcheck.coach.values import Plan, Priority, Prompt, Start
from formcheck.engine.values.facts import BodyFacts
from formcheck.errors import CameraError, OutputError
from formcheck.library import load_exercise
from formcheck.live import Live, LiveSession
from formcheck.media.kept import Kept
from formcheck.media.pose.traces import read_trace
from formcheck.media.screen.stage import Stage
from formcheck.media.sound.voice import Voice
from formcheck.media.video.file import VideoFile
from formcheck.run import analyze
from tests.media.stepped import SteppedCamera

RAISE = "single-leg-calf-raise"
PLAN = Plan(1, 10, intro=False, countdown_s=1, waits=False)


class Speaker:
    """A speech engine at the rim that needs half a second for everything, and notes what it said."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self._closed = Event()

    def speak(self, text: str, priority: Priority) -> None:  # noqa: ARG002
        if not self._closed.wait(0.5):
            self.said.append(text)

    def close(self) -> None:
        self._closed.set()


class Session:
    """A session on a clip that plays as a camera, without window and, mostly, without voice."""

    def __init__(
        self, clip: Path, out: Path, drops: int = 0, speaker: Speaker | None = None
    ) -> None:
        self._camera, self._speaker = SteppedCamera(clip, drops), speaker
        self.out = out
        self.said: list[str] = []

    def run(
        self, plan: Plan = PLAN, stop: Callable[[], bool] = lambda: False, **wishes: Any
    ) -> Live:
        def told(prompt: Prompt) -> None:
            self.said.append(prompt.text)

        with self._camera as camera, Voice(self._speaker) as voice:
            session = LiveSession(
                camera,
                load_exercise(RAISE),
                plan,
                stage=Stage(None),
                voice=voice,
                stop=stop,
                told=told,
                body=BodyFacts(foot_cm=25, mass_kg=80),
            )
            return session.run(self.out, **wishes)


def test_counts_equal_those_of_analyze_although_frames_are_dropped(
    calf_raises: Path, tmp_path: Path
) -> None:
    session = Session(calf_raises, tmp_path / "out", drops=3)
    live = session.run(model="heavy", save=True)
    expected = analyze(
        Path(__file__).parent / "data" / f"{RAISE}.npz", RAISE
    )  # the heavy model's landmarks
    assert live.report.counts == expected.report.counts
    assert [rep.verdict for rep in live.report.reps] == [
        rep.verdict for rep in expected.report.reps
    ]
    assert sorted(path.name for path in live.files) == [
        "annotated.mp4",
        "frames.csv",
        "landmarks.npz",
        "report.html",
        "report.json",
    ]
    document = json.loads((session.out / "report.json").read_text())
    assert document["source"]["captured"] == live.report.frames + document["source"]["dropped"]
    assert document["source"]["dropped"] > live.report.frames / 3
    assert session.said[1:4] == ["1", "Go. Up onto your toes", "1"]
    with VideoFile(session.out / "annotated.mp4") as video:
        times_s = [frame.time_s for frame in video]
    # Encoded with true times, so the video is in step with the table whatever was dropped.
    table = list(csv.DictReader((session.out / "frames.csv").read_text().splitlines()))
    assert float(table[0]["time_s"]) == 0.0
    assert len(times_s) == len(table)
    assert times_s[-1] == pytest.approx(float(table[-1]["time_s"]), abs=0.1)
    trace = read_trace(session.out / "landmarks.npz")
    assert [f"{time_s:.3f}" for time_s in trace.time_s] == [row["time_s"] for row in table]
    page = (session.out / "report.html").read_text()
    assert page.count('<td class="piece"><svg') == len(live.report.reps)
    assert page.count('src="data:image/jpeg;base64,') == 2
    assert 'src="annotated.mp4"' in page


def test_what_was_done_until_a_stop_is_in_the_report(calf_raises: Path, tmp_path: Path) -> None:
    asked = iter(range(1000))
    session = Session(calf_raises, tmp_path / "out")
    live = session.run(model="full", stop=lambda: next(asked) >= 25)
    assert live.stopped
    assert 10 < live.report.frames <= 25
    document = json.loads((session.out / "report.json").read_text())
    # Whoever ends a set has done what they wanted: the result is whole.
    assert document["source"]["complete"] is True
    assert document["summary"]["body"]["foot_length_cm"] == 25
    assert sorted(path.name for path in session.out.iterdir()) == [
        "frames.csv",
        "landmarks.npz",
        "report.html",
        "report.json",
    ]


def test_a_bug_or_a_broken_camera_still_leaves_a_report(
    calf_raises: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest, calls = SteppedCamera.newest, iter(range(1000))

    def breaks(camera: SteppedCamera, timeout_s: float) -> Any:
        if next(calls) > 20:
            raise CameraError("camera 0 is gone")
        return newest(camera, timeout_s)

    monkeypatch.setattr(SteppedCamera, "newest", breaks)
    session = Session(calf_raises, tmp_path / "out")
    with pytest.raises(CameraError, match="gone"):
        session.run(model="full", save=True)
    source = json.loads((session.out / "report.partial.json").read_text())["source"]
    assert source["frames"] > 10
    assert source["complete"] is False
    assert sorted(path.name for path in session.out.iterdir()) == [
        "annotated.partial.mp4",
        "frames.partial.csv",
        "landmarks.partial.npz",
        "report.partial.html",
        "report.partial.json",
    ]


def test_a_killed_session_leaves_what_it_had(calf_raises: Path, tmp_path: Path) -> None:
    program = f"""
import os
import signal
from pathlib import Path
from formcheck.coach.values import Plan
from tests.test_live import Session
out = Path({str(tmp_path / "out")!r})
def stop():
    if (out / "report.partial.html").exists():
        os.kill(os.getpid(), signal.SIGKILL)
    return False
plan = Plan(2, 1, intro=False, countdown_s=1, waits=False, rest_s=0.3)
Session(Path({str(calf_raises)!r}), out, drops=2).run(plan, stop, model="full")
"""
    root = Path(__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", program], cwd=root, check=False)
    assert done.returncode < 0
    out = tmp_path / "out"
    document = json.loads((out / "report.partial.json").read_text())
    assert len(document["reps"]) == 1
    page = (out / "report.partial.html").read_text()
    assert page.count('<td class="piece"><svg') == 1
    assert 'src="data:image/jpeg;base64,' in page
    (landmarks,) = out.glob("landmarks.npz.*.part")
    assert read_trace(landmarks).time_s[-1] > document["source"]["duration_s"] - 6
    assert analyze(landmarks, RAISE).report.reps


def test_what_was_done_is_written_while_the_session_goes_on(
    calf_raises: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_room, "_REPORT_S", 0.2)
    session, seen = Session(calf_raises, tmp_path / "out"), []

    def stop() -> bool:
        path = session.out / "report.partial.json"
        seen.append(json.loads(path.read_text())["source"])
        return len(seen) > 20

    session.run(model="full", stop=stop)
    assert seen[0]["frames"] == 0
    assert seen[-1]["frames"] > 10
    assert seen[-1]["complete"] is False
    assert not (session.out / "report.partial.json").exists()


def test_a_folder_that_cannot_be_made_is_told_before_anything_starts(
    calf_raises: Path, tmp_path: Path
) -> None:
    (tmp_path / "out").write_text("a file is in the way")
    with pytest.raises(OutputError, match="choose a folder"):
        Session(calf_raises, tmp_path / "out").run(model="full")


class Rows:
    """A sink on a disk that takes so many items."""

    def __init__(self, takes: int = 2) -> None:
        self._takes = takes
        self.items: list[int] = []
        self.ended: list[str] = []

    def write(self, item: int) -> None:
        if len(self.items) == self._takes:
            raise OutputError("cannot write rows.csv: no space left on device")
        self.items.append(item)

    def close(self) -> None:
        self.ended.append("closed")

    def abort(self) -> None:
        self.ended.append("aborted")


def test_a_full_disk_ends_an_output_with_one_note(tmp_path: Path) -> None:
    sink = Rows(takes=2)
    kept = Kept(sink, Draft(tmp_path / "rows.csv"), 0)
    for item in range(5):
        kept.write(item)
    assert kept.finish() is False
    assert (sink.items, sink.ended) == ([0, 1], ["aborted"])
    assert "rows.csv ends early" in str(kept.note)


def test_a_nearly_full_disk_completes_an_output_while_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sink, draft = Rows(takes=9), Draft(tmp_path / "rows.csv")
    free = iter([3 << 20, 1 << 20])
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=next(free)))
    kept = Kept(sink, draft, spare_mb=2)
    for item in range(5):
        kept.write(item)
    draft.publish()
    assert kept.finish() is True
    assert (sink.items, sink.ended) == ([0], ["closed"])
    assert "nearly full" in str(kept.note)


def test_a_disk_without_room_for_a_report_is_told_before_anything_is_done(
    calf_raises: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, _document: object) -> None:
        raise OutputError(f"cannot write {path}: no space left on device")

    monkeypatch.setattr(live_folder, "write_json", refuse)
    session = Session(calf_raises, tmp_path / "out")
    with pytest.raises(OutputError, match="no space"):
        session.run(model="full", save=True)
    assert session.said == []
    assert not session.out.exists()


def test_a_folder_that_goes_away_ends_an_output_with_a_note(tmp_path: Path) -> None:
    draft = Draft(tmp_path / "rows.csv")
    draft.path = tmp_path / "gone" / "rows.csv"
    kept = Kept(Rows(takes=1), draft, spare_mb=2)
    kept.write(0)
    kept.write(1)
    assert kept.finish() is False
    assert "rows.csv ends early" in str(kept.note)


class Noted(Stage):
    """Notes which film and start position are to be shown."""

    def __init__(self) -> None:
        super().__init__(None)
        self.shown: list[tuple[str | None, bool]] = []

    def demonstrate(self, film: Path | None, start: Start | None) -> None:
        self.shown.append((film.name if film is not None else None, start is not None))


def test_the_exercise_is_demonstrated_but_for_insertional_pain_not_below_the_step(
    calf_raises: Path,
) -> None:
    stage = Noted()
    step, own = load_exercise("deficit-calf-raise"), load_exercise(RAISE)
    mine = own.model_copy(update={"id": "my-raise"})
    with SteppedCamera(calf_raises, 0) as camera, Voice(None) as voice:
        for spec in (step, step.for_insertional_pain(), mine):
            LiveSession(camera, spec, PLAN, stage=stage, voice=voice)
    assert stage.shown == [("deficit-calf-raise.mp4", True), (None, True), (None, False)]


def test_a_film_that_is_over_is_summed_up_and_asked_about_without_a_key(
    calf_raises: Path, tmp_path: Path
) -> None:
    session = Session(calf_raises, tmp_path / "out", drops=2)
    plan = replace(PLAN, waits=True, hands_free=True, leave_s=5)
    live = session.run(plan, model="full")
    asked = next(i for i, said in enumerate(session.said) if said.startswith("Pain in this set?"))
    assert session.said[asked:] == [session.said[asked], *map(str, range(11)), "No answer"]
    assert not live.alone
    log = live.report.log
    assert log is not None
    assert [done.full for done in log.sets] == [2]


def test_without_a_screen_the_last_sentence_is_heard_to_its_end(
    calf_raises: Path, tmp_path: Path
) -> None:
    speaker = Speaker()
    session = Session(calf_raises, tmp_path / "out", speaker=speaker)
    session.run(model="full")
    assert session.said[-1].endswith("All done")
    assert speaker.said[-1] == session.said[-1]
