import wave
from itertools import pairwise
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.errors import VideoError
from formcheck.media.video.clock import FrameClock
from formcheck.media.video.file import VideoFile

EVERY_50_MS = [number / 20 for number in range(12)]


def encoded(path: Path, codec: str, times_ms: list[int]) -> Path:
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=20)
        stream.width, stream.height = 64, 48
        stream.pix_fmt = {"mjpeg": "yuvj420p"}.get(codec, "yuv420p")
        for number, time_ms in enumerate(times_ms):
            image = np.full((48, 64, 3), 20 * (number % 12), np.uint8)
            frame = av.VideoFrame.from_ndarray(image, format="bgr24")
            frame.pts = time_ms // 50
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def greys(path: Path) -> list[int]:
    with VideoFile(path) as video:
        return [round(float(frame.image.mean()) / 20) for frame in video]


def times(path: Path) -> list[float]:
    with VideoFile(path) as video:
        return [frame.time_s for frame in video]


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("a.mp4", "libx264"),
        ("a.mkv", "libx264"),
        ("a.ts", "libx264"),
        ("a.avi", "mjpeg"),
        ("a.webm", "libvpx"),
        ("a.mjpeg", "mjpeg"),
    ],
)
class TestEverySource:
    @pytest.fixture
    def path(self, tmp_path: Path, name: str, codec: str) -> Path:
        return encoded(tmp_path / name, codec, [50 * number for number in range(12)])

    def test_gives_all_frames_in_order(self, path: Path) -> None:
        assert greys(path) == list(range(12))

    def test_counts_and_times_from_zero(self, path: Path) -> None:
        with VideoFile(path) as video:
            frames = list(video)
        assert [frame.index for frame in frames] == list(range(12))
        step_s = 1 / (video.fps or 0)
        assert [frame.time_s for frame in frames] == pytest.approx(
            [step_s * n for n in range(12)], abs=2e-3
        )

    def test_knows_its_size(self, path: Path) -> None:
        with VideoFile(path) as video:
            assert video.size_px == (64, 48)
            assert next(iter(video)).image.shape == (48, 64, 3)
            assert next(iter(video)).image.dtype == np.uint8

    def test_can_be_read_twice(self, path: Path) -> None:
        with VideoFile(path) as video:
            assert [frame.time_s for frame in video] == [frame.time_s for frame in video]
        assert not video.truncated
        assert video.notice is None


def test_uneven_frame_times_are_exact(clip) -> None:
    uneven = [0, 0.05, 0.25, 0.26, 1.0, 1.013]
    assert times(clip(uneven)) == pytest.approx(uneven, abs=1e-4)


def test_time_starts_at_zero_when_the_container_does_not(clip) -> None:
    assert times(clip([3.0, 3.1, 3.2])) == pytest.approx([0, 0.1, 0.2], abs=1e-4)


def test_estimates_for_a_progress_bar(clip) -> None:
    with VideoFile(clip(EVERY_50_MS)) as video:
        assert video.name == "clip.mp4"
        assert video.fps == pytest.approx(20, rel=0.1)
        assert video.duration_s == pytest.approx(0.6, abs=0.06)


@pytest.mark.parametrize("size_px", [(48, 64), (3840, 2160), (2, 2)])
def test_any_picture_size(clip, size_px: tuple[int, int]) -> None:
    with VideoFile(clip([0, 0.1], size_px)) as video:
        assert video.size_px == size_px
        assert len(list(video)) == 2


def test_one_frame(clip) -> None:
    path = clip([0.0])
    assert times(path) == [0.0]


def test_rotation_tag_is_applied(tmp_path: Path, clip) -> None:
    # The matrix of the track header (tkhd) turns the picture by 90 degrees clockwise.
    upright = bytearray(clip(EVERY_50_MS).read_bytes())
    matrix = upright.index(b"tkhd") + 4 + 40
    turn = (0, 1 << 16, 0, -(1 << 16), 0, 0, 48 << 16, 0, 1 << 30)
    upright[matrix : matrix + 36] = b"".join(part.to_bytes(4, "big", signed=True) for part in turn)
    path = tmp_path / "turned.mp4"
    path.write_bytes(upright)
    with VideoFile(path) as video:
        assert video.size_px == (48, 64)
        assert next(iter(video)).image.shape == (64, 48, 3)


def test_times_of_a_stream_without_any_come_from_its_rate(tmp_path: Path) -> None:
    path = encoded(tmp_path / "raw.h264", "libx264", [50 * number for number in range(12)])
    with VideoFile(path) as video:
        assert video.fps
        found = [frame.time_s for frame in video]
    assert found == pytest.approx([number / video.fps for number in range(12)])


def test_time_goes_on_where_files_were_joined(tmp_path: Path) -> None:
    part = encoded(tmp_path / "a.ts", "libx264", [50 * number for number in range(60)]).read_bytes()
    path = tmp_path / "joined.ts"
    path.write_bytes(part + part)
    found = times(path)
    assert len(found) > 100
    assert all(0 < step < 0.3 for step in np.diff(found))
    assert found[-1] == pytest.approx(6, abs=0.5)


def test_a_cut_off_file_gives_what_is_there(
    tmp_path: Path, clip, capfd: pytest.CaptureFixture[str]
) -> None:
    whole = clip([number / 20 for number in range(60)], (640, 480)).read_bytes()
    path = tmp_path / "cut.mp4"
    path.write_bytes(whole[: len(whole) * 3 // 5])
    with VideoFile(path) as video:
        assert 1 < len(list(video)) < 60
    assert video.truncated
    assert "cut off" in (video.notice or "")
    assert capfd.readouterr().err == ""


def test_stopping_early_does_not_call_a_file_truncated(clip) -> None:
    with VideoFile(clip([0, 1, 2, 3])) as video:
        for _ in video:
            break
    assert not video.truncated


def test_closing_ends_an_iteration(clip) -> None:
    video = VideoFile(clip(EVERY_50_MS))
    frames = iter(video)
    next(frames)
    video.close()
    assert list(frames) == []


def write_sound(path: Path) -> None:
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(16000))


def write_only_a_header(path: Path) -> None:
    path.write_bytes(b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom")


BAD_FILES = {
    "missing": (lambda _: None, "check the name"),
    "folder": (lambda path: path.mkdir(), "not a file"),
    "empty": (lambda path: path.touch(), "is empty"),
    "text": (lambda path: path.write_text("this is no video\n"), "not a video"),
    "sound": (write_sound, "sound only"),
    "header": (write_only_a_header, "not a video"),
}


@pytest.mark.parametrize(("make", "words"), BAD_FILES.values(), ids=BAD_FILES)
def test_what_is_not_a_video_is_refused_in_one_line(
    tmp_path: Path, make, words: str, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "film.mp4"
    make(path)
    with pytest.raises(VideoError, match=words) as caught:
        VideoFile(path)
    assert "film.mp4" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert capfd.readouterr().err == ""


def test_pictures_that_cannot_be_decoded_are_refused(tmp_path: Path, clip) -> None:
    whole = bytearray(clip(EVERY_50_MS).read_bytes())
    data = whole.index(b"mdat") + 4
    whole[data:] = bytes(len(whole) - data)
    path = tmp_path / "zeros.mp4"
    path.write_bytes(whole)
    with pytest.raises(VideoError, match="can be decoded"):
        VideoFile(path)


def test_a_change_of_picture_size_is_scaled_to_the_first(tmp_path: Path) -> None:
    path = tmp_path / "two_sizes.mjpeg"
    pictures = [np.zeros((48, 64, 3), np.uint8)] * 3 + [np.zeros((96, 128, 3), np.uint8)] * 3
    path.write_bytes(b"".join(cv2.imencode(".jpg", picture)[1].tobytes() for picture in pictures))
    with VideoFile(path) as video:
        assert [frame.image.shape for frame in video] == [(48, 64, 3)] * 6


@given(
    st.lists(st.floats(-10, 10_000), min_size=1, max_size=30), st.sampled_from([None, 5.0, 30.0])
)
def test_frame_times_always_increase_from_zero(positions_s: list[float], fps: float | None) -> None:
    clock = FrameClock(fps)
    found = [clock.next(position_s) for position_s in positions_s]
    assert found[0] == 0
    assert all(later > earlier for earlier, later in pairwise(found))


@given(st.lists(st.integers(1, 500), max_size=30), st.integers(0, 10_000))
def test_good_stamps_are_kept(steps_ms: list[int], start_ms: int) -> None:
    stamps_ms = np.cumsum([start_ms, *steps_ms])
    clock = FrameClock(30)
    found = [clock.next(float(stamp_ms) / 1000) for stamp_ms in stamps_ms]
    assert found == pytest.approx((stamps_ms - start_ms) / 1000)


def test_one_repeated_stamp_shifts_nothing_else() -> None:
    clock = FrameClock(10)
    found = [clock.next(position_s) for position_s in (0, 0.1, 0.1, 0.2, 0.15, 0.3)]
    assert found == pytest.approx([0, 0.1, 0.15, 0.2, 0.25, 0.3])
