"""Damaged videos, read in a process of their own: a decoder that crashes takes nobody with it."""

import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from tests.fuzz.effort import TIMES
from tests.fuzz.test_files import mutated

EACH = 12 * max(TIMES, 1)
H264 = ("libx264", "yuv420p")
KINDS = {
    "mp4": H264,
    "mkv": H264,
    "ts": H264,
    "avi": ("mpeg4", "yuv420p"),
    "webm": ("libvpx-vp9", "yuv420p"),
    "mov": ("mjpeg", "yuvj420p"),
    "mpg": ("mpeg2video", "yuv420p"),
}
READ = """
import faulthandler, resource, sys
from pathlib import Path
from formcheck.errors import VideoError
from formcheck.media.video.file import VideoFile
faulthandler.enable()
resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
for path in sorted(Path(sys.argv[1]).iterdir()):
    print(path.name, flush=True)
    last_s = -1.0
    try:
        with VideoFile(path) as video:
            for frame in video:
                assert frame.time_s > last_s
                assert frame.image.shape == (video.size_px[1], video.size_px[0], 3)
                last_s = frame.time_s
                if frame.index > 60:
                    break
    except VideoError as error:
        assert len(str(error).splitlines()) == 1
"""


def made(path: Path, codec: str, pix_fmt: str) -> bytes:
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=25)
        stream.width, stream.height, stream.pix_fmt = 64, 48, pix_fmt
        for number in range(12):
            image = np.full((48, 64, 3), 20 * number, np.uint8)
            image[number : number + 8, 3 * number : 3 * number + 8] = 255
            frame = av.VideoFrame.from_ndarray(image, format="bgr24").reformat(format=pix_fmt)
            frame.pts, frame.time_base = number, Fraction(1, 25)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path.read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="memory is limited in another way there")
@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_video_is_refused_in_words_or_read(tmp_path: Path, kind: str) -> None:
    content = made(tmp_path / f"whole.{kind}", *KINDS[kind])
    (tmp_path / "damaged").mkdir()
    begin = int.from_bytes(np.random.default_rng().bytes(4)) if TIMES else 0
    for seed in range(begin, begin + EACH):
        rng = np.random.default_rng(seed)
        head = int(rng.choice([64, 1024, len(content)]))
        (tmp_path / "damaged" / f"{seed}.{kind}").write_bytes(
            mutated(content[:head], seed, int(rng.integers(1, 12))) + content[head:]
        )
    done = subprocess.run(
        [sys.executable, "-c", READ, str(tmp_path / "damaged")],
        capture_output=True,
        check=False,
        timeout=60 * EACH,
    )
    assert done.returncode == 0, (done.stdout.splitlines()[-1:], done.stderr.decode()[-2000:])
