from __future__ import annotations

import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from queue import Queue

import cv2
import numpy as np
import pytest

from formcheck.engine.values.pose import Frame
from formcheck.errors import CameraError, VideoError
from formcheck.media.camera import camera as room
from formcheck.media.camera.camera import Camera
from formcheck.media.camera.devices import Asked, Got, Taken, list_cameras, open_capture
from formcheck.media.camera.film import camera_named
from tests.conftest import Clip
from tests.media.camera.mjpeg import MjpegCamera
from tests.media.waiting import HANGS_S, Clock, wait_for


class Lens:
    """A camera at the rim, whose pictures come when the test says so."""

    def __init__(self, clock: Clock) -> None:
        self.got = Got((64, 48), 0.0)
        self._clock = clock
        self._pictures: Queue[Taken | None] = Queue()

    def gives(self, after_s: float = 0.0) -> None:
        """One picture, so long after the last one."""
        self._clock.now_s += after_s
        self._pictures.put(Taken(np.zeros((48, 64, 3), np.uint8), self._clock.now_s))

    def read(self) -> Taken | None:
        return self._pictures.get(timeout=HANGS_S)

    def close(self) -> None:
        return

    @contextmanager
    def opened(self, asked: Asked | None = None) -> Iterator[Camera]:
        with Camera("0", asked, opens=lambda _source, _asked: self) as camera:
            try:
                yield camera
            finally:
                self._pictures.put(None)  # it is gone


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    told = Clock()
    monkeypatch.setattr(room, "time", told)
    return told


@pytest.fixture
def lens(clock: Clock) -> Lens:
    """A camera that gives one picture."""
    made = Lens(clock)
    made.gives()
    return made


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> Iterator[MjpegCamera]:
    monkeypatch.setattr(room, "_START_S", HANGS_S)
    monkeypatch.setattr(room, "_RETRY_S", 0.05)
    with MjpegCamera(fps=10, size_px=(64, 48)).running() as camera:
        yield camera


@pytest.fixture(scope="module")
def shut() -> Iterator[str]:
    """Where nobody listens, and nobody will."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{unused.getsockname()[1]}"


def taken(camera: Camera, count: int) -> list[Frame]:
    frames = [camera.newest(HANGS_S) for _ in range(count)]
    return [frame for frame in frames if frame is not None]


def test_a_slow_caller_gets_the_newest_and_the_rest_is_counted_as_dropped(lens: Lens) -> None:
    with lens.opened() as camera:
        taken(camera, 1)
        for _ in range(5):
            lens.gives(0.1)
        wait_for(lambda: camera.captured == 6)
        (frame,) = taken(camera, 1)
        assert frame.index == 5
        assert frame.time_s == pytest.approx(0.5)
        assert (camera.taken, camera.dropped) == (2, 4)


def test_restarting_begins_at_zero(lens: Lens) -> None:
    with lens.opened() as camera:
        lens.gives(3.0)
        wait_for(lambda: camera.captured == 2)
        camera.restart()
        assert camera.newest(0.0) is None
        lens.gives(1.0)
        frames = taken(camera, 1)
        lens.gives(0.5)
        frames += taken(camera, 1)
    assert [(frame.index, frame.time_s) for frame in frames] == [(0, 0.0), (1, 0.5)]
    assert camera.taken == 2


def test_a_camera_that_gives_nothing_is_lost_while_the_caller_never_waits(
    lens: Lens, clock: Clock
) -> None:
    with lens.opened() as camera:
        taken(camera, 1)
        clock.now_s += room.LOST_S
        assert not camera.lost
        clock.now_s += 0.5
        assert camera.lost
        assert camera.newest(0.0) is None
        lens.gives()
        (frame,) = taken(camera, 1)
        assert not camera.lost
    assert (frame.index, frame.time_s) == (1, room.LOST_S + 0.5)


def test_what_was_asked_and_what_came_is_kept_for_the_report(lens: Lens) -> None:
    with lens.opened(Asked((1280, 720), 30)) as camera:
        for _ in range(10):
            lens.gives(0.04)
        wait_for(lambda: camera.captured == 11)
        assert len(taken(camera, 1)) == 1
    assert camera.asked == Asked((1280, 720), 30)
    assert camera.got.size_px == (64, 48)
    assert (camera.captured, camera.taken, camera.dropped) == (11, 1, 10)
    assert camera.fps == pytest.approx(25)


def test_a_network_camera_is_read_with_our_own_clock(network: MjpegCamera) -> None:
    with Camera(network.url) as camera:
        frames = taken(camera, 10)
        begun_s = -camera.now_s
        begun_s += time.monotonic()  # or before: the clock of the frames was read first
    for frame in frames:  # none came before it was sent; its own clock says 25 a second
        assert begun_s + frame.time_s >= network.sent_s[frame.index]
    assert frames[0].image.shape == (48, 64, 3)
    assert camera.name == "network camera"  # an address may hold a password


def test_a_network_camera_that_goes_away_comes_back(network: MjpegCamera) -> None:
    with Camera(network.url) as camera:
        before = taken(camera, 5)
        network.gone.set()
        wait_for(lambda: network.connections > 1)  # it knocks again
        network.gone.clear()
        after = taken(camera, 3)
    frames = [*before, *after]
    assert all(a.time_s < b.time_s and a.index < b.index for a, b in pairwise(frames))


def test_a_stream_that_stalled_goes_on(network: MjpegCamera) -> None:
    with Camera(network.url) as camera:
        taken(camera, 3)
        network.stalled.set()
        while camera.newest(0.2) is not None:
            pass
        network.stalled.clear()
        assert len(taken(camera, 3)) == 3


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
        ("http://{shut}/video", "check the address"),
        ("rtsp://{shut}/video", "check the address"),
        ("https://{shut}/video", "check the address"),
        ("http://", "check the address"),
        ("file:///etc/passwd", "begins with http"),
        ("concat://a|b", "begins with http"),
        ("://", "begins with http"),
    ],
)
def test_what_does_not_open_names_the_remedy(shut: str, source: str, remedy: str) -> None:
    source = source.format(shut=shut)
    with pytest.raises((CameraError, VideoError), match=remedy) as caught, camera_named(source):
        pass
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("scheme", ["http", "rtsp", "ftp"])
def test_no_password_of_a_camera_is_shown(
    shut: str, scheme: str, capfd: pytest.CaptureFixture[str]
) -> None:
    address = f"{scheme}://admin:hunter2@{shut}/video?token=hunter2#hunter2"
    with pytest.raises(CameraError, match=f"{shut}/video") as caught, Camera(address):
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


def test_listing_cameras_needs_none() -> None:
    assert all(len(row) == 2 for row in list_cameras())
