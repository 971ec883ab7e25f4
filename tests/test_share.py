"""What is made to be passed on names nobody, and shows no face that may not be covered."""

from __future__ import annotations

import json
from pathlib import Path

import av
import numpy as np
import pytest
from typer.testing import CliRunner

from formcheck.cli import app
from formcheck.engine.values.landmarks import Landmark
from formcheck.media.pose.traces import read_trace
from formcheck.media.video.file import VideoFile
from formcheck.media.video.writer import VideoWriter
from formcheck.run import analyze

RAISE = "single-leg-calf-raise"
NAME = "jane-roe"


def film(place: Path, source: Path, empty: int) -> Path:
    """So many pictures of nobody, then a second of somebody."""
    with VideoFile(source) as video, VideoWriter(place, video.size_px) as writer:
        for number in range(empty):
            grey = np.full((*video.size_px[::-1], 3), 128, np.uint8)
            writer.write(grey, number / 20)
        for number, frame in zip(range(20), video, strict=False):
            writer.write(frame.image, (empty + number) / 20)
    return place


def names_in(folder: Path) -> list[str]:
    """Files in which the name of the recording stands, or whose tags have it."""
    found = [path.name for path in folder.iterdir() if NAME.encode() in path.read_bytes()]
    for path in folder.glob("*.mp4"):
        with av.open(str(path)) as video:
            tags = {**video.metadata, **video.streams.video[0].metadata}
            found += [path.name for value in tags.values() if NAME in value]
    return found


@pytest.mark.parametrize(("empty", "kept"), [(0, True), (30, False)], ids=["there", "appears"])
def test_pictures_are_left_out_where_somebody_appears_unseen(
    calf_raises: Path, tmp_path: Path, empty: int, kept: bool
) -> None:
    source = film(tmp_path / f"{NAME}.mp4", calf_raises, empty)
    out = tmp_path / "out"
    result = analyze(source, RAISE, out=out, share=True)
    assert names_in(out) == []
    assert json.loads((out / "report.json").read_text())["source"]["name"] == "a recording"
    assert (out / "annotated.mp4").exists() is kept
    page = (out / "report.html").read_text()
    assert ("<video" in page) is kept
    assert ("Video and stills are left out" in page) is not kept
    assert ("Video and stills are left out" in " ".join(result.notes)) is not kept
    assert not list(out.glob("*.part"))


def test_a_trace_is_passed_on_without_its_name(tmp_path: Path) -> None:
    source = tmp_path / f"{NAME}.npz"
    source.write_bytes((Path(__file__).parent / "data" / f"{RAISE}.npz").read_bytes())
    result = analyze(source, RAISE, out=tmp_path / "out", share=True)
    assert names_in(tmp_path / "out") == []
    assert result.document["source"]["name"] == "a recording"
    assert NAME not in json.dumps(analyze(source, RAISE, share=True).document)


def test_of_a_face_the_landmarks_keep_the_nose_and_are_judged_as_before(tmp_path: Path) -> None:
    source = Path(__file__).parent / "data" / f"{RAISE}.npz"
    shared = analyze(source, RAISE, out=tmp_path, share=True).document
    trace = tmp_path / "landmarks.npz"
    poses = [pose for pose in read_trace(trace).poses if pose is not None]
    known = np.isfinite([pose.xy_px[:, 0] for pose in poses]).any(axis=0)
    face = range(Landmark.LEFT_EYE_INNER, Landmark.MOUTH_RIGHT + 1)
    assert [mark for mark in Landmark if known[mark]] == [m for m in Landmark if m not in face]
    assert not any(pose.visibility[list(face)].any() for pose in poses)
    world_m = np.array([pose.world_m for pose in poses if pose.world_m is not None])
    assert np.isnan(world_m[:, : face.stop]).all()
    again = analyze(trace, RAISE).document
    assert {key: again[key] for key in again.keys() - {"source"}} == {
        key: shared[key] for key in shared.keys() - {"source"}
    }
    assert len(again["reps"]) > 0


def test_results_that_are_there_already_are_shared_by_analysing_again(tmp_path: Path) -> None:
    run = CliRunner().invoke(app, ["analyze", str(tmp_path), "-e", RAISE, "--share"])
    assert run.exit_code == 2
    assert "analyse the video again with --share" in run.output
