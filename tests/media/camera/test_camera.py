from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from formcheck.engine.values.pose import Frame
from formcheck.errors import CameraError, VideoError
from formcheck.media.camera import camera as room
from formcheck.media.camera.camera import Camera
from formcheck.media.camera.devices import Asked, list_cameras, open_capture
from formcheck.media.camera.film import camera_named
from tests.conftest import Clip
from tests.media.camera.mjpeg import MjpegCamera


@pytest.fixture
def network() -> Iterator[MjpegCamera]:
    with MjpegCamera(fps=30, size_px=(64, 48)).running() as camera:
        yield camera


def taken(camera: Camera, count: int, each_s: float = 0.0) -> list[Frame]:
    frames = []
    while len(frames) < count and (frame := camera.newest(2.0)) is not None:
        frames.append(frame)
        time.sleep(each_s)
    return frames


def until(condition: Callable[[], bool], timeout_s: float = 12.0) -> bool:
    end = time.monotonic() + timeout_s
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return condition()


def test_a_slow_caller_gets_the_newest_and_the_rest_is_counted_as_dropped(
    network: MjpegCamera,
) -> None:
    with Camera(network.url) as camera:
        frames = taken(camera, 10, each_s=0.1)
        assert np.diff([frame.index for frame in frames]).max() > 1
        assert camera.dropped > 0


def test_restarting_begins_at_zero(network: MjpegCamera) -> None:
    with Camera(network.url) as camera:
        taken(camera, 5)
        camera.restart()
        frames = taken(camera, 3)
    assert (frames[0].index, frames[0].time_s < 2.0) == (0, True)
    assert camera.taken == 3


def test_a_network_camera_is_read_with_our_own_clock(network: MjpegCamera) -> None:
    with Camera(network.url) as camera:
        begun_s = time.monotonic()
        frames = taken(camera, 15)
        took_s = time.monotonic() - begun_s
    assert frames[-1].time_s - frames[0].time_s == pytest.approx(took_s, abs=1.0)
    assert frames[0].image.shape == (48, 64, 3)
    assert camera.name == "network camera"  # an address may hold a password


def test_a_camera_that_goes_away_is_lost_and_comes_back(
    network: MjpegCamera, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "LOST_S", 0.5)
    with Camera(network.url) as camera:
        before = taken(camera, 5)
        network.gone.set()
        assert until(lambda: camera.lost)
        while camera.newest(0.0) is not None:
            pass
        assert camera.newest(0.1) is None
        network.gone.clear()
        assert until(lambda: not camera.lost)
        after = taken(camera, 3)
    assert after[0].time_s > before[-1].time_s
    assert after[0].index > before[-1].index


def test_a_stalled_stream_is_lost_while_the_caller_never_waits(
    network: MjpegCamera, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "LOST_S", 2.0)
    with Camera(network.url) as camera:
        taken(camera, 3)
        network.stalled.set()
        answers = 0
        while not camera.lost:
            camera.newest(0.1)
            answers += 1
        assert answers > 1  # who waits for the picture itself is answered once
        network.stalled.clear()
        assert until(lambda: not camera.lost)


@pytest.mark.parametrize(
    ("source", "remedy"),
    [
        ("97", "--list-cameras"),
        ("/dev/video98", "--list-cameras"),
        ("9" * 30, "--list-cameras"),
        ("100", "--list-cameras"),
        ("\N{SUPERSCRIPT TWO}", "check the name"),
        ("-1", "check the name"),
        ("no-such-clip.mp4", "check the name"),
        ("x" * 300, "rename it"),
        ("http://127.0.0.1:9/video", "check the address"),
        ("rtsp://127.0.0.1:9/video", "check the address"),
        ("https://127.0.0.1:9/video", "check the address"),
        ("http://", "check the address"),
        ("file:///etc/passwd", "begins with http"),
        ("concat://a|b", "begins with http"),
        ("://", "begins with http"),
    ],
)
def test_what_does_not_open_names_the_remedy(source: str, remedy: str) -> None:
    with pytest.raises((CameraError, VideoError), match=remedy) as caught, camera_named(source):
        pass
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("scheme", ["http", "rtsp", "ftp"])
def test_no_password_of_a_camera_is_shown(scheme: str, capfd: pytest.CaptureFixture[str]) -> None:
    address = f"{scheme}://admin:hunter2@127.0.0.1:9/video?token=hunter2#hunter2"
    with pytest.raises(CameraError, match=r"127\.0\.0\.1:9/video") as caught, Camera(address):
        pass
    assert "hunter2" not in f"{caught.value}{capfd.readouterr()}"
    assert "admin" not in str(caught.value)


def test_opencv_opens_cameras_by_the_means_of_the_system_and_no_file(clip: Clip) -> None:
    path = clip([0, 0.1])
    assert cv2.VideoCapture(
        str(path), cv2.CAP_FFMPEG
    ).isOpened() or not cv2.videoio_registry.hasBackend(cv2.CAP_FFMPEG)
    with pytest.raises(CameraError):
        open_capture(str(path), Asked())


def test_nothing_else_in_the_house_lets_opencv_open_or_decode() -> None:
    package = Path(room.__file__).parents[2]
    wanted = re.compile(
        r"VideoCapture\(|imread|imdecode|VideoWriter\(.*fourcc|CAP_FFMPEG|CAP_ANY|CAP_GSTREAMER|CAP_IMAGES"
    )
    found = [
        (path.name, line.strip())
        for path in package.rglob("*.py")
        for line in path.read_text().splitlines()
    ]
    using = [(name, line) for name, line in found if wanted.search(line)]
    assert using == [
        (
            "devices.py",
            "capture = cv2.VideoCapture(int(source) if is_index(source) else source, _BACK_END)",
        )
    ]


def test_a_file_that_is_no_video_is_told_as_such(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no video")
    with pytest.raises(VideoError, match="not a video"), camera_named(str(path)):
        pass


def test_what_was_asked_and_what_came_is_kept_for_the_report(network: MjpegCamera) -> None:
    with Camera(network.url, Asked((1280, 720), 30)) as camera:
        frames = taken(camera, 10)
    assert (camera.asked.size_px, camera.taken) == ((1280, 720), len(frames))
    assert 0 < camera.fps < 45  # it sends 30, and a slow machine takes fewer


def test_listing_cameras_needs_none() -> None:
    assert all(len(row) == 2 for row in list_cameras())
