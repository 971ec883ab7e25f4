"""Kinds of files that people have and OpenCV did not read, or read wrongly."""

import os
import re
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from formcheck.errors import VideoError
from formcheck.media.video.decoder import open_file
from formcheck.media.video.file import VideoFile

Change = Callable[[av.VideoStream], object]
COUNT = 12


@pytest.fixture(autouse=True)
def _no_more_urgent_than_before() -> Iterator[None]:
    """The encoder of AV1 lets a process of root's go before all others, and for good."""
    if sys.platform != "linux":
        yield
        return
    before = os.sched_getscheduler(0), os.sched_getparam(0)
    yield
    os.sched_setscheduler(0, *before)


def made(
    path: Path,
    codec: str = "libx264",
    change: Change = lambda _: None,
    first: int = 0,
    **kinds: str,
) -> Path:
    """Frame number n, at n / 10 s, is a plain grey of 20 n whose left half is black."""
    with av.open(str(path), "w", options={"avoid_negative_ts": "disabled"}) as container:
        container.metadata["title"] = kinds.get("title", "")
        stream = container.add_stream(codec, rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, kinds.get("pix_fmt", "yuv420p")
        change(stream)
        for number in range(COUNT):
            image = np.full((48, 64, 3), 20 * number, np.uint8)
            image[:, :32] = 0
            frame = av.VideoFrame.from_ndarray(image, format="bgr24").reformat(
                format=stream.pix_fmt
            )
            frame.pts, frame.time_base = number + first, Fraction(1, 10)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def patched(path: Path, old: bytes, new: bytes) -> Path:
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new))
    return path


def turned(path: Path, quarter: tuple[int, int, int, int]) -> Path:
    """Writes the rotation into the track header (tkhd) of an MP4."""
    content = bytearray(path.read_bytes())
    at = content.index(b"tkhd") + 4 + 40
    a, b, c, d = (part << 16 for part in quarter)
    content[at : at + 36] = b"".join(
        part.to_bytes(4, "big", signed=True) for part in (a, b, 0, c, d, 0, 0, 0, 1 << 30)
    )
    path.write_bytes(content)
    return path


def read(path: Path) -> tuple[list[np.ndarray], list[float]]:
    with VideoFile(path) as video:
        frames = list(video)
    assert video.notice is None
    return [frame.image for frame in frames], [frame.time_s for frame in frames]


def assert_whole(path: Path) -> None:
    images, times_s = read(path)
    assert times_s == pytest.approx([number / 10 for number in range(COUNT)], abs=2e-3)
    assert [round(float(image[:, 40:].mean()) / 20) for image in images] == list(range(COUNT))


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.avi", "a.mov"])
def test_a_title_that_is_not_utf8_is_no_obstacle(tmp_path: Path, name: str) -> None:
    path = patched(
        made(tmp_path / name, title="KARRIERE"), b"KARRIERE", "Übung éñå".encode("latin-1")[:8]
    )
    assert len(read(path)[0]) == COUNT


@pytest.mark.parametrize("codec", ["libsvtav1", "libx265", "libvpx-vp9", "mpeg4"])
def test_codecs_of_phones_and_of_the_web(tmp_path: Path, codec: str) -> None:
    assert_whole(made(tmp_path / "a.mp4", codec))


@pytest.mark.parametrize("pix_fmt", ["yuv420p10le", "yuv422p", "yuv444p"])
def test_depths_and_samplings_of_colour(tmp_path: Path, pix_fmt: str) -> None:
    path = made(tmp_path / "a.mp4", pix_fmt=pix_fmt)
    assert read(path)[0][0].dtype == np.uint8
    assert_whole(path)


@pytest.mark.parametrize("first", [10_000, -5], ids=["late", "early"])
def test_times_start_anywhere(tmp_path: Path, first: int) -> None:
    assert_whole(made(tmp_path / "a.mkv", first=first))


def test_what_an_edit_list_leaves_out_is_not_shown(tmp_path: Path) -> None:
    # Starts 0.5 s in: MP4 writes an edit list, and players begin there.
    images, times_s = read(
        made(tmp_path / "a.mp4", first=-5, change=lambda stream: setattr(stream, "gop_size", 1))
    )
    assert times_s == pytest.approx([number / 10 for number in range(COUNT - 5)], abs=2e-3)
    assert round(float(images[0][:, 40:].mean()) / 20) == 5


@pytest.mark.parametrize(
    ("quarter", "dark"),
    [((0, 1, -1, 0), np.s_[:28]), ((0, -1, 1, 0), np.s_[36:]), ((-1, 0, 0, -1), np.s_[:, 36:])],
    ids=["clockwise", "counterclockwise", "upside down"],
)
def test_the_picture_is_turned_upright(
    tmp_path: Path, quarter: tuple[int, int, int, int], dark: object
) -> None:
    image = read(turned(made(tmp_path / "a.mp4"), quarter))[0][-1]
    assert image.shape == ((64, 48, 3) if quarter[0] == 0 else (48, 64, 3))
    assert image[dark].mean() < 10
    assert image.mean() > 100
    assert image.flags.c_contiguous
    assert image.flags.writeable


@pytest.mark.parametrize(
    ("aspect", "size_px"),
    [
        (Fraction(2), (128, 48)),
        (Fraction(1, 2), (64, 96)),
        (Fraction(4, 3), (85, 48)),
        (Fraction(200), (64, 48)),
    ],
)
def test_pixels_are_made_square(tmp_path: Path, aspect: Fraction, size_px: tuple[int, int]) -> None:
    def flat(stream: av.VideoStream) -> None:
        stream.codec_context.sample_aspect_ratio = aspect

    with VideoFile(made(tmp_path / "a.mkv", change=flat)) as video:
        assert video.size_px == size_px
        assert next(iter(video)).image.shape == (size_px[1], size_px[0], 3)


def combed(image: np.ndarray) -> float:
    """How much neighbouring rows differ."""
    return float(np.abs(np.diff(image[4:-4, :, 0].astype(float), axis=0)).mean())


def test_fields_become_whole_pictures(tmp_path: Path) -> None:
    path = tmp_path / "a.mkv"
    with av.open(str(path), "w") as container:
        stream = container.add_stream(
            "libx264", rate=10, options={"x264-params": "tff=1:interlaced=1", "crf": "5"}
        )
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for number in range(COUNT):
            image = np.zeros((48, 64, 3), np.uint8)
            for field in (0, 1):  # a bar that moves on between the fields of one frame
                image[field::2, 4 * number + 2 * field : 4 * number + 2 * field + 12] = 255
            frame = av.VideoFrame.from_ndarray(image, format="bgr24").reformat(format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, 10)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    with av.open(str(path)) as container:
        raw = [frame.to_ndarray(format="bgr24") for frame in container.decode(video=0)]
    images, times_s = read(path)
    assert times_s == pytest.approx([number / 10 for number in range(COUNT)], abs=2e-3)
    assert combed(raw[5]) > 10
    assert combed(images[5]) < combed(raw[5]) / 2


def test_damage_in_the_middle_costs_only_the_pictures_there(tmp_path: Path) -> None:
    path = made(tmp_path / "a.mkv", "mjpeg", pix_fmt="yuvj420p")
    content = bytearray(path.read_bytes())
    starts = [at for at in range(len(content)) if content[at : at + 3] == b"\xff\xd8\xff"]
    content[starts[5] : starts[5] + 200] = bytes(200)
    path.write_bytes(content)
    with VideoFile(path) as video:
        times_s = [frame.time_s for frame in video]
    assert COUNT - 2 <= len(times_s) <= COUNT
    assert times_s[-1] == pytest.approx(1.1, abs=2e-3)


def test_pictures_that_nothing_decodes_are_said(tmp_path: Path) -> None:
    with pytest.raises(VideoError, match="not a video, or is damaged"):
        VideoFile(patched(made(tmp_path / "a.avi", "mpeg4"), b"FMP4", b"ZZZZ"))


def test_a_cover_is_no_video(tmp_path: Path) -> None:
    path = tmp_path / "song.mp3"
    with av.open(str(path), "w") as container:
        sound = container.add_stream("libmp3lame", rate=8000, layout="mono")
        cover = container.add_stream("mjpeg", rate=1)
        cover.width, cover.height, cover.pix_fmt = 64, 48, "yuvj420p"
        cover.disposition = av.stream.Disposition.attached_pic
        silence = av.AudioFrame.from_ndarray(np.zeros((1, 8000), np.int16), "s16p", "mono")
        silence.sample_rate = 8000
        container.mux(
            [
                *sound.encode(silence),
                *sound.encode(None),
                *cover.encode(av.VideoFrame(64, 48, "yuvj420p")),
            ]
        )
    with pytest.raises(VideoError, match="sound only"):
        VideoFile(path)


NAMES = [
    "12:30.mp4",
    "http:127.0.0.1:9",
    "concat:a.mp4|a.mp4",
    "data:text,a",
    "%03d.mp4",
    "-i",
    "a?b=c#d.mp4",
    "pipe:0",
]


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
@pytest.mark.parametrize("name", [*NAMES, "K\udcfcche.mp4"])
def test_a_name_is_nothing_but_a_name(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(made(tmp_path / "made.mp4"), tmp_path / name)
    monkeypatch.chdir(tmp_path)
    assert_whole(Path(name))


@pytest.mark.parametrize("scheme", ["http", "tcp", "crypto+http", "rtp"])
def test_a_list_of_addresses_that_is_called_a_video_opens_no_connection(
    tmp_path: Path, scheme: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.0)
        address = f"{scheme}://127.0.0.1:{server.getsockname()[1]}/a.ts"
        path = tmp_path / "list.mp4"
        path.write_text(
            f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{address}\n#EXT-X-ENDLIST\n"
        )
        with pytest.raises(VideoError):
            VideoFile(path)
        with pytest.raises(BlockingIOError):
            server.accept()


def test_a_header_that_announces_a_giant_picture_takes_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "giant.png"
    with av.open(str(path), "w", format="image2", options={"update": "1"}) as container:
        stream = container.add_stream("png", rate=1)
        stream.width, stream.height, stream.pix_fmt = 9000, 9000, "gray"
        container.mux(stream.encode(av.VideoFrame(9000, 9000, "gray")))
        container.mux(stream.encode(None))
    with pytest.raises(VideoError):
        VideoFile(path)


def test_an_open_file_says_nothing_to_the_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = made(tmp_path / "a.mp4")
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 3)
        file.write(bytes(40))
    try:
        with VideoFile(path) as video:
            list(video)
    except VideoError:
        pass
    assert capfd.readouterr().err == ""


def test_open_file_takes_files_only() -> None:
    with pytest.raises(av.FFmpegError):
        open_file(Path("http://127.0.0.1:9/video"))


def test_the_decoder_is_one_without_known_holes() -> None:
    # 8.1.2 mends CVE-2026-8461; SECURITY.md has more.
    assert tuple(map(int, re.findall(r"\d+", av.ffmpeg_version_info)[:3])) >= (8, 1, 2)
