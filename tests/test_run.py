import csv
import errno
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from formcheck.atomic import replacing
from formcheck.engine.session import Session
from formcheck.engine.values.feedback import Feedback
from formcheck.engine.values.landmarks import Landmark
from formcheck.engine.values.pose import Frame, Pose
from formcheck.errors import OutputError, SpecError, VideoError
from formcheck.library import load_exercise
from formcheck.media.pose.recorder import TraceRecorder
from formcheck.media.pose.traces import read_trace
from formcheck.media.video.file import VideoFile
from formcheck.output_set import FILES, OutputSet, partial_name
from formcheck.reports import document as document_room
from formcheck.run import analyze, record, run

EXERCISE = "calf-raise"
WHOLE = {"frames.csv", "landmarks.npz", "report.html", "report.json"}
PARTIAL = {partial_name(name) for name in WHOLE}
STANDING = {
    "nose": (300, 60),
    "shoulder": (320, 110),
    "elbow": (322, 160),
    "wrist": (320, 210),
    "hip": (320, 220),
    "knee": (318, 300),
    "ankle": (322, 380),
    "heel": (332, 395),
    "foot_index": (290, 397),
}


def _standing() -> Pose:
    xy = np.full((33, 2), np.nan)
    xy[Landmark.NOSE] = STANDING["nose"]
    for side in ("left", "right"):
        for part, at in STANDING.items():
            if part != "nose":
                xy[Landmark.of(side, part)] = at
    return Pose(xy, np.ones(33), None, (640, 480))


@pytest.fixture
def trace(tmp_path: Path) -> Path:
    """Somebody stands for two seconds, then leaves."""
    poses = (*[_standing()] * 60, *[None] * 30)
    path = tmp_path / "standing.npz"
    recorder = TraceRecorder((640, 480))
    for number, pose in enumerate(poses):
        recorder.add(number / 30, pose)
    recorder.write(path)
    return path


class _Room:
    """A source that shows an empty room."""

    def __iter__(self) -> Iterator[tuple[Frame, None]]:
        for index in range(5):
            yield Frame(np.zeros((4, 4, 3), np.uint8), index, index / 10), None


class _Notes:
    """An output that keeps what it is given."""

    def __init__(self) -> None:
        self.seen: list[tuple[int, Feedback]] = []

    def write(self, frame: Frame, feedback: Feedback) -> None:
        self.seen.append((frame.index, feedback))


def test_run_hands_every_frame_with_its_feedback_to_every_output() -> None:
    outputs = (_Notes(), _Notes())
    report = run(_Room(), Session(load_exercise(EXERCISE)), outputs)
    assert (report.frames, report.frames_with_person, report.duration_s) == (5, 0, 0.4)
    for output in outputs:
        assert [index for index, _ in output.seen] == [0, 1, 2, 3, 4]
        assert [feedback.time_s for _, feedback in output.seen] == [0.0, 0.1, 0.2, 0.3, 0.4]


def test_run_stops_when_asked() -> None:
    notes = _Notes()
    report = run(_Room(), Session(load_exercise(EXERCISE)), [notes], lambda: len(notes.seen) == 2)
    assert report.frames == 2


def test_trace_gives_report_and_table_but_no_video(trace: Path, tmp_path: Path) -> None:
    result = analyze(trace, EXERCISE, out=tmp_path / "out")
    assert {path.name for path in result.files} == WHOLE
    assert {path.name for path in (tmp_path / "out").iterdir()} == WHOLE
    assert any("no annotated video" in note for note in result.notes)
    document = json.loads((tmp_path / "out" / "report.json").read_text())
    assert document == result.document
    assert document["source"]["complete"] is True
    assert document["source"]["size_px"] == [640, 480]
    assert (document["source"]["frames"], document["source"]["frames_with_person"]) == (90, 60)
    assert document["provenance"]["model_sha256"] is None
    rows = list(csv.DictReader((tmp_path / "out" / "frames.csv").read_text().splitlines()))
    assert [row["person"] for row in rows] == ["1"] * 60 + ["0"] * 30
    assert rows[-1]["left_knee_flexion_deg"] == ""


def test_same_input_gives_same_bytes(trace: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        analyze(trace, EXERCISE, out=tmp_path / name)
    for name in ("report.json", "frames.csv"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_video_gives_an_annotated_video_in_step(clip, tmp_path: Path) -> None:
    video = clip([0, 0.1, 0.2, 0.5, 0.6], (96, 64))
    told: list[tuple[float, float | None]] = []
    result = analyze(
        video,
        EXERCISE,
        model="full",
        out=tmp_path / "out",
        progress=lambda *so_far: told.append(so_far),
    )
    assert result.document["provenance"]["model_sha256"].startswith("4eaa5eb7")
    assert [done for done, _ in told] == pytest.approx([0, 0.1, 0.2, 0.5, 0.6], abs=0.01)
    with VideoFile(tmp_path / "out" / "annotated.mp4") as annotated:
        assert annotated.size_px == (96, 64)
        assert [frame.time_s for frame in annotated] == pytest.approx(
            [0, 0.1, 0.2, 0.5, 0.6], abs=0.01
        )


def test_without_a_folder_nothing_is_written(clip, tmp_path: Path) -> None:
    result = analyze(clip([0, 0.1]), EXERCISE, model="full")
    assert result.files == ()
    assert [path.name for path in tmp_path.iterdir()] == ["clip.mp4"]


def test_stopped_run_says_so_and_leaves_whole_files(clip, tmp_path: Path) -> None:
    video = clip(index / 10 for index in range(30))
    asked = iter([False, False, True])
    result = analyze(video, EXERCISE, model="full", out=tmp_path / "out", stop=lambda: next(asked))
    assert result.stopped
    assert result.document["source"]["complete"] is False
    assert result.report.frames == 3
    assert {path.name for path in result.files} == {*PARTIAL, "annotated.partial.mp4"}
    with VideoFile(tmp_path / "out" / "annotated.partial.mp4") as annotated:
        assert len(list(annotated)) == 3


def test_a_stopped_run_leaves_an_earlier_whole_result(trace: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    analyze(trace, EXERCISE, out=out)
    whole = {path.name: path.read_bytes() for path in out.iterdir()}
    analyze(trace, EXERCISE, out=out, stop=lambda: True)
    assert {path.name for path in out.iterdir()} == WHOLE | PARTIAL
    assert {name: (out / name).read_bytes() for name in whole} == whole
    analyze(trace, EXERCISE, out=out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == whole


def test_a_broken_off_run_leaves_an_earlier_whole_result(
    trace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    analyze(trace, EXERCISE, out=out)
    whole = {path.name: path.read_bytes() for path in out.iterdir()}

    def full(*_: object) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(
        document_room, "report_json", full
    )  # the table was written, for the report there is no room
    with pytest.raises(OutputError, match=r"report\.json: No space left"):
        analyze(trace, "single-leg-calf-raise", out=out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == whole


def test_of_two_runs_into_one_folder_one_is_refused(trace: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    refused = []

    def second() -> bool:
        with pytest.raises(OutputError, match="another run is writing") as caught:
            analyze(trace, EXERCISE, out=out)
        refused.append(str(caught.value))
        return len(refused) == 3

    analyze(trace, EXERCISE, out=out, stop=second)
    assert len(refused) == 3
    assert {path.name for path in out.iterdir()} == PARTIAL
    assert analyze(trace, EXERCISE, out=out).files


@pytest.mark.parametrize(
    "name", ["frames.csv", "annotated.mp4", "report.json", "frames.partial.csv"]
)
def test_what_is_read_is_never_an_output(trace: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / "out"
    out.mkdir()
    os.link(trace, out / name)
    before = trace.read_bytes()
    with pytest.raises(OutputError, match="would be lost"):
        analyze(trace, EXERCISE, out=out)
    assert (out / name).read_bytes() == before
    assert len(list(out.iterdir())) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("name", ["frames.csv", "report.json"])
def test_no_link_is_followed(trace: Path, tmp_path: Path, name: str) -> None:
    out, precious = tmp_path / "out", tmp_path / "precious"
    out.mkdir()
    precious.write_text("precious")
    (out / name).symlink_to(precious)
    (out / f"{name}.part").symlink_to(precious)
    analyze(trace, EXERCISE, out=out)
    assert precious.read_text() == "precious"
    assert not (out / name).is_symlink()


@pytest.mark.parametrize("name", ["frames.csv", "report.json"])
def test_a_folder_in_the_way_leaves_all_as_it_was(trace: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / "out"
    (out / name / "deep").mkdir(parents=True)
    with pytest.raises(OutputError, match="is a folder"):
        analyze(trace, EXERCISE, out=out)
    assert [path.name for path in out.iterdir()] == [name]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("stop", [OSError(28, "no space"), KeyboardInterrupt()])
def test_a_rename_that_fails_in_the_middle_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, stop: BaseException
) -> None:
    earlier = {each: f"earlier {each}" for each in FILES if each != "frames.csv"}
    for each, content in earlier.items():
        (tmp_path / each).write_text(content)
    replace = Path.replace

    def fail_at(part: Path, place: Path) -> Path:
        if part.name != name and place.name == name and part.read_text() == "new":
            raise stop
        return replace(part, place)

    with OutputSet(tmp_path) as files:
        for each in FILES:
            with replacing(files.draft(each)) as part:
                part.write_text("new")
        monkeypatch.setattr(Path, "replace", fail_at)
        with pytest.raises((OutputError, KeyboardInterrupt)):
            files.publish()
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == earlier


def test_what_a_killed_run_left_is_cleared_away(trace: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for name in (
        "annotated.mp4.0123456789abcdef.part",
        "report.partial.json",
        "mine.mp4.part",
        "frames.csv.part",
    ):
        (out / name).touch()
    analyze(trace, EXERCISE, out=out)
    assert {path.name for path in out.iterdir()} == {*WHOLE, "frames.csv.part", "mine.mp4.part"}


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are a Unix thing")
def test_full_disk_is_said_and_leaves_nothing_half_written(clip, tmp_path: Path) -> None:
    video = clip(index / 10 for index in range(20))
    (tmp_path / "out").mkdir()
    program = f"""
import resource
from formcheck import FormcheckError, analyze
resource.setrlimit(resource.RLIMIT_FSIZE, (3000, resource.RLIM_INFINITY))
try:
    analyze({str(video)!r}, {EXERCISE!r}, model="full", out="out")
except FormcheckError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert "cannot write out/annotated.mp4: File too large" in done.stdout
    assert list((tmp_path / "out").iterdir()) == []


def test_an_older_annotated_video_does_not_stay_beside_a_newer_report(clip, tmp_path: Path) -> None:
    video, out = clip([0, 0.1]), tmp_path / "out"
    assert not analyze(video, EXERCISE, model="full", out=out).notes
    again = analyze(video, EXERCISE, model="full", out=out, video=False)
    assert {path.name for path in out.iterdir()} == WHOLE
    assert any("removed annotated.mp4" in note for note in again.notes)


def test_a_broken_off_run_takes_away_the_folders_that_it_made(trace: Path, tmp_path: Path) -> None:
    def fail() -> bool:
        raise LookupError

    (tmp_path / "there").mkdir()
    for name in ("new/deep", "there"):
        with pytest.raises(LookupError):
            analyze(trace, EXERCISE, out=tmp_path / name, stop=fail)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["standing.npz", "there"]


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are a Unix thing")
def test_a_full_disk_leaves_no_folder(trace: Path, tmp_path: Path) -> None:
    program = f"""
import resource
from formcheck import FormcheckError, analyze
resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
try:
    analyze({str(trace)!r}, {EXERCISE!r}, out="out")
except FormcheckError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert "cannot write" in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["standing.npz"]


def test_wrong_input_leaves_no_folder(tmp_path: Path) -> None:
    with pytest.raises(VideoError, match="there is no file"):
        analyze(tmp_path / "missing.mp4", EXERCISE, out=tmp_path / "out")
    with pytest.raises(SpecError, match="did you mean 'calf-raise'"):
        analyze(tmp_path / "missing.mp4", "calf-rise", out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_folder_that_cannot_be_made_is_said(trace: Path) -> None:
    with pytest.raises(OutputError, match="cannot write"):
        analyze(trace, EXERCISE, out=trace / "out")


def test_recorded_trace_gives_the_report_of_the_video(calf_raises: Path, tmp_path: Path) -> None:
    asked = iter(range(1000))
    whole = record(calf_raises, tmp_path / "t.npz", model="full", stop=lambda: next(asked) == 59)
    assert not whole
    asked_again = iter(range(1000))
    video = analyze(
        calf_raises, "single-leg-calf-raise", model="full", stop=lambda: next(asked_again) == 59
    )
    assert analyze(tmp_path / "t.npz", "single-leg-calf-raise").report == video.report


def test_a_stopped_recording_leaves_an_earlier_trace(trace: Path, tmp_path: Path) -> None:
    assert record(trace, tmp_path / "t.npz")
    whole = (tmp_path / "t.npz").read_bytes()
    assert not record(trace, tmp_path / "t.npz", stop=lambda: True)
    assert (tmp_path / "t.npz").read_bytes() == whole
    assert len(read_trace(tmp_path / "t.partial.npz").poses) == 1


def test_a_recording_that_could_not_be_kept_is_not_begun(trace: Path, tmp_path: Path) -> None:
    told: list[float] = []
    with pytest.raises(OutputError, match="cannot write"):
        record(
            trace, tmp_path / "nowhere" / "t.npz", progress=lambda done_s, _: told.append(done_s)
        )
    assert told == []
    with pytest.raises(LookupError):
        record(trace, tmp_path / "t.npz", stop=lambda: {}["bug"])
    assert [path.name for path in tmp_path.iterdir()] == ["standing.npz"]
