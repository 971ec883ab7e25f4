import subprocess
import sys
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from formcheck.engine.values.landmarks import Landmark
from formcheck.engine.values.pose import Frame, Pose
from formcheck.errors import PoseModelError
from formcheck.media.pose.mediapipe import MediaPipePose
from formcheck.media.pose.models import PoseModel, find_model
from formcheck.media.pose.recorder import TraceRecorder
from formcheck.media.pose.traces import read_trace
from formcheck.media.video.file import VideoFile

FRAMES = 12


@pytest.fixture(scope="module")
def frames(calf_raises: Path) -> list[Frame]:
    with VideoFile(calf_raises) as video:
        return list(islice(video, FRAMES))


def poses_of(frames: list[Frame], model: str = "full") -> list[Pose | None]:
    with MediaPipePose(find_model(model)) as estimator:
        return [estimator.estimate(frame) for frame in frames]


@pytest.fixture(scope="module")
def poses(frames: list[Frame]) -> list[Pose | None]:
    return poses_of(frames)


def test_finds_the_person_in_pixels(frames: list[Frame], poses: list[Pose | None]) -> None:
    height, width = frames[0].image.shape[:2]
    for pose in poses:
        assert pose
        assert pose.size_px == (width, height)
        assert pose.world_m is not None
        assert pose.world_m.shape == (33, 3)
        nose, heel = pose.xy_px[Landmark.NOSE], pose.xy_px[Landmark.LEFT_HEEL]
        assert 0 <= nose[1] < heel[1] <= height
        assert heel[1] - nose[1] > height / 2  # the clip shows the whole person, large
        assert ((pose.visibility >= 0) & (pose.visibility <= 1)).all()


def test_heavy_agrees_with_full(frames: list[Frame], poses: list[Pose | None]) -> None:
    for full, heavy in zip(poses[:3], poses_of(frames[:3], "heavy"), strict=True):
        assert full
        assert heavy
        trunk = [Landmark.LEFT_SHOULDER, Landmark.LEFT_HIP]
        assert np.abs(full.xy_px[trunk] - heavy.xy_px[trunk]).max() < 25


def test_a_trace_repeats_the_poses_exactly(tmp_path: Path, poses: list[Pose | None]) -> None:
    recorder = TraceRecorder((640, 480))
    for number, pose in enumerate(poses):
        recorder.add(number / 20, pose)
    recorder.write(tmp_path / "a.npz")
    for pose, replayed in zip(poses, read_trace(tmp_path / "a.npz").poses, strict=True):
        assert pose
        assert replayed
        np.testing.assert_array_equal(replayed.xy_px, pose.xy_px)
        np.testing.assert_array_equal(replayed.visibility, pose.visibility)
        np.testing.assert_array_equal(replayed.world_m, pose.world_m)


def test_the_same_frames_give_the_same_poses(frames: list[Frame], poses: list[Pose | None]) -> None:
    for pose, again in zip(poses[:4], poses_of(frames[:4]), strict=True):
        assert pose
        assert again
        np.testing.assert_array_equal(pose.xy_px, again.xy_px)


def test_nobody_is_none() -> None:
    grey = [Frame(np.full((120, 160, 3), 128, np.uint8), n, n / 30) for n in range(3)]
    assert poses_of(grey) == [None] * 3


def test_frames_of_the_same_millisecond_are_taken(frames: list[Frame]) -> None:
    fast = [Frame(frame.image, frame.index, frame.index / 5000) for frame in frames[:4]]
    assert all(poses_of(fast))


def test_closing_twice_is_fine() -> None:
    estimator = MediaPipePose(find_model("full"))
    estimator.close()
    estimator.close()


@pytest.mark.parametrize("content", [b"x", b"no model at all"])
def test_a_file_that_is_no_model_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "wrong.task"
    path.write_bytes(content)
    with pytest.raises(PoseModelError, match=r"wrong\.task.*--model auto") as caught:
        MediaPipePose(find_model(str(path)))
    assert "\n" not in str(caught.value)


def test_a_model_that_went_away_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PoseModelError, match="--model auto"):
        MediaPipePose(PoseModel("gone", tmp_path / "gone.task", ""))


def test_mediapipe_says_nothing_and_hides_nothing(calf_raises: Path) -> None:
    program = f"""
import os, sys
from formcheck.media.pose.models import find_model
from formcheck.media.pose.mediapipe import MediaPipePose, without_chatter
from formcheck.media.video.file import VideoFile
with VideoFile({str(calf_raises)!r}) as video, MediaPipePose(find_model("full")) as estimator:
    for frame in video:
        if frame.index == 3:
            break
        assert estimator.estimate(frame)
with without_chatter():
    os.write(2, b"W0000 00:00:17 some.cc:1] chatter\\nthe machine is on fire\\n")
sys.exit("last words")
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.stderr == "the machine is on fire\nlast words\n"
    assert done.returncode == 1


def test_its_import_keeps_nothing_of_who_asked_for_it() -> None:
    program = """
import gc, weakref
from formcheck.media.pose.models import find_model
from formcheck.media.pose.mediapipe import MediaPipePose
class Session:
    def run(self):
        MediaPipePose(find_model("full")).close()
session = Session()
left = weakref.ref(session)
session.run()
del session
gc.collect()
assert left() is None
"""
    subprocess.run([sys.executable, "-c", program], check=True)
