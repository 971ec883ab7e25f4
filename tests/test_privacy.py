"""Nothing leaves the machine, no other program is started.

And files say nothing about who made them where and when.
"""

import getpass
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from http.client import HTTPException
from pathlib import Path
from threading import Event, Thread

import av
import pytest

from formcheck.run import analyze, record
from tests.media.phone.phones import ask, jpeg

MAIN = (sys.executable, "-c", "from formcheck.cli import main; main()")
EXERCISE = ("-e", "calf-raise", "--model", "full")
COMMANDS: dict[str, tuple[str, ...]] = {
    "analyze": ("analyze", "clip.mp4", *EXERCISE),
    "analyze auto": ("analyze", "clip.mp4", "-e", "auto", "--model", "full"),
    "count": ("count", "clip.mp4", *EXERCISE),
    "record": ("record", "clip.mp4", "clip.npz", "--model", "full"),
    "doctor": ("doctor",),
    "live": (
        "live",
        "calf-raise",
        "--headless",
        "--voice",
        "off",
        "--camera",
        "clip.mp4",
        "--save",
    ),
    "live with sound": (
        "live",
        "calf-raise",
        "--headless",
        "--voice",
        "speech",
        "--camera",
        "clip.mp4",
    ),
    "help": ("--help",),
    "models": ("models", "list"),
    "validate": ("validate",),
    "history": ("history", "list"),
    "progress": ("progress", "--no-open"),
}
WATCHED = ("strace", "-f", "-qq", "-y", "-s", "300", "-e", "trace=%network,execve", "-o")
HARMLESS_TAGS = {
    *(
        "major_brand",
        "minor_version",
        "compatible_brands",
        "encoder",
        "language",
        "handler_name",
        "vendor_id",
    ),
}
PLAYERS = {"paplay", "aplay", "afplay", "pw-play"}


def _traces() -> bool:
    strace = shutil.which("strace")
    return (
        strace is not None
        and subprocess.run([strace, "-o", "/dev/null", "true"], check=False).returncode == 0
    )


needs_strace = pytest.mark.skipif(
    not _traces(), reason="strace is missing or may not be used: apt-get install strace"
)


@needs_strace
@pytest.mark.parametrize("command", COMMANDS)
def test_no_socket_is_opened_and_no_program_started(
    clip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    for elsewhere in ("DISPLAY", "WAYLAND_DISPLAY", "PULSE_SERVER"):  # may be at an address
        monkeypatch.delenv(elsewhere, raising=False)
    clip([0, 0.1, 0.2])
    trace = tmp_path / "trace"
    done = subprocess.run(
        [*WATCHED, str(trace), *MAIN, *COMMANDS[command]],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert b"Traceback" not in done.stderr
    lines = trace.read_text(errors="replace").splitlines()
    assert [
        line for line in lines if re.search(r"AF_INET|AF_NETLINK|PF_INET|sin_addr|sin6_addr", line)
    ] == []
    started = [line for line in lines if "execve(" in line][1:]
    if "sound" in command:
        started = [line for line in started if not _makes_sound(line)]
    assert started == []


@contextmanager
def filming(address: str) -> Iterator[list[int]]:
    """A phone that hands in pictures, for however long the other end takes to look at one.

    Gives the answers so far.
    """
    over, answers = Event(), list[int]()

    def film() -> None:
        while not over.wait(0.05):
            with suppress(OSError, HTTPException):  # who listened says why it does no more
                taken_ms = 1e3 * time.monotonic()
                answers.append(ask(address, jpeg(size_px=(320, 240)), taken_ms=taken_ms).status)

    phone = Thread(target=film)
    phone.start()
    try:
        yield answers
    finally:
        over.set()
        phone.join()


@needs_strace
def test_a_page_for_a_phone_is_at_one_local_address_and_reaches_nothing(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    options = ("--headless", "--voice", "off", "--yes", "--camera", "phone@127.0.0.1")
    command = (*WATCHED, str(trace), *MAIN, "live", "calf-raise", *options)
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        address = re.search(r"https://\S+", running.stderr.readline())
        assert address is not None
        with filming(address[0]) as answers:
            while "got 320 x 240" not in (line := running.stderr.readline()):
                assert line
        assert set(answers) == {204}
        pid = re.match(r"\d+", trace.read_text(errors="replace"))
        assert pid is not None
        os.kill(int(pid[0]), signal.SIGINT)
        running.stderr.read()
    assert running.returncode == 130
    lines = trace.read_text(errors="replace").splitlines()
    assert [line for line in lines if "execve(" in line][1:] == []
    on_the_net = [line for line in lines if re.search("AF_INET|sin_addr|sin6_addr|NETLINK", line)]
    calls = {found[1] for line in on_the_net if (found := re.search(r"(\w+)\(", line))}
    assert calls <= {
        "socket",
        "setsockopt",
        "bind",
        "listen",
        "accept4",
        "getsockname",
        "getpeername",
    }
    hosts = {host for line in lines for host in re.findall(r'inet_addr\("([\d.]+)"\)', line)}
    assert hosts == {"127.0.0.1"}


@needs_strace
def test_a_batch_speaks_to_itself_alone(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    (tmp_path / "in").mkdir()
    shutil.copy(Path(__file__).parent / "data" / "calf-raise.npz", tmp_path / "in")
    trace = tmp_path / "trace"
    options = ("in", "--out", "out", "-e", "calf-raise", "--workers", "1")
    subprocess.run([*WATCHED, str(trace), *MAIN, "batch", *options], cwd=tmp_path, check=True)
    content = trace.read_text(errors="replace")
    assert set(re.findall(r'inet_addr\("([^"]*)"\)', content)) == {"127.0.0.1"}
    assert re.search(r"AF_INET6|NETLINK|htons\(53\)", content) is None
    programs = set(re.findall(r'execve\("([^"]*)".* = 0$', content, re.MULTILINE))
    assert programs == {sys.executable}


def _makes_sound(line: str) -> bool:
    program = re.search(r'execve\("([^"]*)"', line)
    return "formcheck.media.sound.speech" in line or (
        program is not None and Path(program[1]).name in PLAYERS
    )


def test_files_tell_neither_folder_nor_name_nor_time(
    clip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(variable, "erika.m.1964")
    folder = tmp_path / "Erika Mustermann"
    folder.mkdir()
    video = clip([0, 0.1, 0.2]).rename(folder / "clip.mp4")
    result = analyze(video, "calf-raise", model="full", out=folder / "out")
    record(video, folder / "clip.npz", model="full")
    files = [*result.files, folder / "clip.npz"]
    assert len(files) == 6
    now = datetime.now(UTC)
    for path in files:
        content = path.read_bytes()
        for secret in (
            "Erika",
            "Mustermann",
            str(tmp_path),
            getpass.getuser(),
            f"{now:%Y-%m}",
            f"{now:%Y:%m}",
        ):
            assert secret.encode() not in content, (path, secret)
    assert result.document["source"]["name"] == "clip.mp4"
    with av.open(str(folder / "out" / "annotated.mp4")) as container:
        tags = container.metadata | container.streams.video[0].metadata
    assert tags.keys() <= {
        "major_brand",
        "minor_version",
        "compatible_brands",
        "encoder",
        "language",
        "handler_name",
    } | {"vendor_id"}
    with zipfile.ZipFile(folder / "clip.npz") as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_title_of_the_video_goes_nowhere(tmp_path: Path) -> None:
    video = tmp_path / "clip.mp4"
    with av.open(str(video), "w") as container:
        container.metadata.update(title="Erika Mustermann", location="+52.5+013.4/", artist="Erika")
        stream = container.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for _ in range(3):
            container.mux(stream.encode(av.VideoFrame(64, 48, "yuv420p")))
        container.mux(stream.encode(None))
    assert b"Erika" in video.read_bytes()
    for path in analyze(video, "calf-raise", model="full", out=tmp_path / "out").files:
        assert b"Erika" not in path.read_bytes()
        assert b"+52.5" not in path.read_bytes()
