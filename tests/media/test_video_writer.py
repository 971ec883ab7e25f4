import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest

from formcheck.errors import OutputError
from formcheck.media.video import VideoFile, VideoWriter

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


def test_without_frames_there_is_no_film(tmp_path: Path) -> None:
    with VideoWriter(tmp_path / "a.mp4", (64, 48)):
        pass
    assert list(tmp_path.iterdir()) == []


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in ("missing", "file"):
        with pytest.raises(OutputError, match=r"cannot write .*writable"):
            VideoWriter(tmp_path / folder / "a.mp4", (64, 48))
    with pytest.raises(OutputError, match="too small"):
        VideoWriter(tmp_path / "a.mp4", (1, 48))


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are a Unix thing")
@pytest.mark.parametrize("limit_bytes", [0, 30_000])
def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path, limit_bytes: int) -> None:
    program = f"""
import resource, numpy as np
from formcheck.errors import OutputError
from formcheck.media.video import VideoWriter
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit_bytes}, resource.RLIM_INFINITY))
noise = np.random.default_rng(0)
try:
    with VideoWriter("a.mp4", (320, 240)) as writer:
        for number in range(60):
            writer.write(noise.integers(0, 255, (240, 320, 3), np.uint8), number / 30)
except OutputError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "cannot write a.mp4" in done.stdout
    assert list(tmp_path.iterdir()) == []
