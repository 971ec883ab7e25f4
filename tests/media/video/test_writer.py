import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest

from formcheck.errors import OutputError
from formcheck.media.video.file import VideoFile
from formcheck.media.video.fragments import whole_boxes
from formcheck.media.video.writer import VideoWriter

GREY = np.full((48, 64, 3), 120, np.uint8)


def frames_of(path: Path) -> int:
    with VideoFile(path) as video:
        return len(list(video))


def test_writes_what_browsers_play(clip) -> None:
    path = clip([0, 0.1, 0.2])
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert (stream.codec.name, stream.pix_fmt) == ("h264", "yuv420p")
    content = path.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")  # starts before it is loaded


def test_keeps_true_times(clip) -> None:
    uneven = [0, 0.031, 0.5, 0.5333, 2.0]
    with av.open(str(clip(uneven))) as container:
        found = [frame.time for frame in container.decode(video=0)]
    assert found == pytest.approx(uneven, abs=1e-4)


def test_frames_of_one_time_stay_apart(clip) -> None:
    assert frames_of(clip([0, 0, 0])) == 3


def test_colours_survive(tmp_path: Path) -> None:
    image = np.zeros((48, 64, 3), np.uint8)
    image[:, :] = (200, 80, 30)
    with VideoWriter(tmp_path / "a.mp4", (64, 48)) as writer:
        writer.write(image, 0)
    with VideoFile(tmp_path / "a.mp4") as video:
        found = next(iter(video)).image.mean(axis=(0, 1))
    assert found == pytest.approx([200, 80, 30], abs=4)


def test_odd_sizes_lose_a_row_and_a_column(clip) -> None:
    with VideoFile(clip([0, 0.1], (65, 49))) as video:
        assert video.size_px == (64, 48)


def test_appears_only_when_complete(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(b"the older one")
    writer = VideoWriter(path, (64, 48))
    writer.write(GREY, 0)
    assert path.read_bytes() == b"the older one"
    writer.close()
    writer.close()
    assert frames_of(path) == 1
    assert list(tmp_path.iterdir()) == [path]


def test_an_error_leaves_nothing(tmp_path: Path) -> None:
    def fail_in_the_middle() -> None:
        with VideoWriter(tmp_path / "a.mp4", (64, 48)) as writer:
            writer.write(GREY, 0)
            raise LookupError

    with pytest.raises(LookupError):
        fail_in_the_middle()
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_leaves_a_film_of_what_was_done(tmp_path: Path) -> None:
    def interrupt_in_the_middle() -> None:
        with VideoWriter(tmp_path / "a.mp4", (64, 48)) as writer:
            writer.write(GREY, 0)
            writer.write(GREY, 0.1)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupt_in_the_middle()
    assert frames_of(tmp_path / "a.mp4") == 2


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in ("missing", "file"):
        with pytest.raises(OutputError, match=r"cannot write .*writable"):
            VideoWriter(tmp_path / folder / "a.mp4", (64, 48))
    with pytest.raises(OutputError, match="too small"):
        VideoWriter(tmp_path / "a.mp4", (1, 48))


FILLS_UP = """
import resource, numpy as np
from formcheck.errors import OutputError
from formcheck.media.video.writer import VideoWriter
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit_bytes}, resource.RLIM_INFINITY))
noise = np.random.default_rng(0)
try:
    with VideoWriter("a.mp4", (320, 240), once_only={once_only}) as writer:
        for number in range(300):
            writer.write(noise.integers(0, 255, (240, 320, 3), np.uint8), number / 30)
except OutputError as error:
    print(error)
"""
on_unix = pytest.mark.skipif(sys.platform == "win32", reason="file size limits are a Unix thing")


def _fill_up(folder: Path, limit_bytes: int, *, once_only: bool) -> str:
    program = FILLS_UP.format(limit_bytes=limit_bytes, once_only=once_only)
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout


@on_unix
@pytest.mark.parametrize("limit_bytes", [0, 30_000])
def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path, limit_bytes: int) -> None:
    assert "cannot write a.mp4" in _fill_up(tmp_path, limit_bytes, once_only=False)
    assert list(tmp_path.iterdir()) == []


@on_unix
def test_a_full_disk_leaves_what_is_whole_of_pictures_that_cannot_be_had_again(
    tmp_path: Path,
) -> None:
    assert "cannot write a.mp4" in _fill_up(tmp_path, 5_000_000, once_only=True)
    assert list(tmp_path.iterdir()) == [tmp_path / "a.mp4"]
    assert 50 < frames_of(tmp_path / "a.mp4") < 300


@on_unix
@pytest.mark.parametrize("limit_bytes", [0, 40, 1_000, 10_000])
def test_of_a_disk_that_was_full_before_there_is_nothing_to_keep(
    tmp_path: Path, limit_bytes: int
) -> None:
    assert "cannot write a.mp4" in _fill_up(tmp_path, limit_bytes, once_only=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("pictures", [0, 1, 2, 30])
@pytest.mark.parametrize("once_only", [False, True])
def test_a_video_is_given_up_at_any_time(tmp_path: Path, pictures: int, once_only: bool) -> None:
    writer = VideoWriter(tmp_path / "a.mp4", (64, 48), once_only=once_only)
    for number in range(pictures):
        writer.write(GREY, number / 10)
    writer.abort()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("once_only", [False, True])
def test_one_picture_is_a_video_none_is_no_file(tmp_path: Path, once_only: bool) -> None:
    VideoWriter(tmp_path / "none.mp4", (64, 48), once_only=once_only).close()
    with VideoWriter(tmp_path / "one.mp4", (64, 48), once_only=once_only) as writer:
        writer.write(GREY, 0)
    assert [path.name for path in tmp_path.iterdir()] == ["one.mp4"]
    assert frames_of(tmp_path / "one.mp4") == 1


def test_pictures_that_cannot_be_had_again_end_as_one_usual_file(tmp_path: Path) -> None:
    with VideoWriter(tmp_path / "a.mp4", (64, 48), once_only=True) as writer:
        for number in range(100):
            writer.write(GREY, number / 10)
    with (tmp_path / "a.mp4").open("rb") as file:
        assert [kind for kind, _ in whole_boxes(file)] == [b"ftyp", b"free", b"mdat", b"moov"]
    assert frames_of(tmp_path / "a.mp4") == 100
