"""What can stand where a file is asked for, in every command that reads one."""

import os
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
import typer
from typer.models import ParameterInfo

from formcheck.cli import app
from formcheck.errors import SpecError
from formcheck.incoming import name_of, read_text
from formcheck.words import Phrase
from tests.cli.conftest import Cli

Make = Callable[[Path], object]
EXERCISE = ("-e", "calf-raise")
TRACE = Path(__file__).parents[1] / "data" / "calf-raise.npz"
COMMANDS: dict[str, Callable[[str], tuple[str, ...]]] = {
    "analyze": lambda path: ("analyze", path, *EXERCISE),
    "analyze auto": lambda path: ("analyze", path, "-e", "auto"),
    "count": lambda path: ("count", path, *EXERCISE),
    "record": lambda path: ("record", path, "out.npz"),
    "live": lambda path: ("live", "calf-raise", "--headless", "--voice", "off", "--camera", path),
    "show": lambda path: ("show", path),
    "validate": lambda path: ("validate", path),
    "exercise": lambda path: ("analyze", "no.npz", "-e", path),
    "profile": lambda path: ("analyze", "no.npz", *EXERCISE, "--profile", path),
    "model": lambda path: ("count", "clip.mp4", *EXERCISE, "--model", path),
    "batch model": lambda path: ("batch", ".", "--out", "out", *EXERCISE, "--model", path),
}


def paths_of(group: typer.Typer) -> Iterator[tuple[str, ParameterInfo]]:
    """Every path that the command line takes, and how Typer looks at it."""
    for command in group.registered_commands:
        assert command.callback is not None
        for name, hint in get_type_hints(command.callback, include_extras=True).items():
            kind, *about = get_args(hint) or (hint,)
            if Path in (kind, *get_args(kind)):
                yield f"{command.callback.__name__}.{name}", about[0]
    for below in group.registered_groups:
        assert below.typer_instance is not None
        yield from paths_of(below.typer_instance)


PATHS = tuple(paths_of(app))
ENDINGS = {"show": ".toml", "validate": ".toml", "exercise": ".toml"}

unix = pytest.mark.skipif(sys.platform == "win32", reason="made of things that Unix has")


def link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


KINDS: dict[str, tuple[str, Make, str]] = {
    "missing": ("missing", lambda _: None, "check the name"),
    "in a file": ("clip.mp4/inside", lambda _: None, "check the name"),
    "empty": ("empty", lambda path: path.touch(), "is empty"),
    "folder": ("folder", lambda path: path.mkdir(), "is a folder"),
    "pipe": ("pipe", os.mkfifo if sys.platform != "win32" else Path.touch, "a pipe or a device"),
    "link to itself": ("loop", link_to_itself, "leads to itself"),
    "link to nothing": ("dangling", lambda path: path.symlink_to("nothing"), "check the name"),
    "too long": ("x" * 260, lambda _: None, "too long"),
    "not UTF-8": ("K\udcfcche", lambda _: None, "check the name"),
}


@pytest.fixture
def here(clip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with a video, in which the command runs."""
    clip([0, 0.1])
    monkeypatch.chdir(tmp_path)
    return tmp_path


@unix
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_file_is_one_line(cli: Cli, here: Path, command: str, kind: str) -> None:
    name, make, said = KINDS[kind]
    path = name + ENDINGS.get(command, "")
    make(Path(path))
    before = sorted(here.iterdir())
    done = cli(*COMMANDS[command](path))
    assert done.code == 1
    told = (done.out + done.err).splitlines()
    if (command, kind) == ("live", "folder"):  # one with a video of each exercise
        said = "there is no file"
    assert said in told[0]
    assert len(told) == (2 if command == "validate" else 1)
    assert sorted(here.iterdir()) == before


@unix
@pytest.mark.parametrize("command", sorted(set(COMMANDS) - {"live"}))
def test_a_device_is_no_file(cli: Cli, here: Path, command: str) -> None:
    path = here / f"device{ENDINGS.get(command, '')}"
    path.symlink_to("/dev/zero")
    done = cli(*COMMANDS[command](path.name))
    assert done.code == 1
    assert "a pipe or a device" in done.out + done.err


FOLDER_OR_FILE: dict[str, Callable[[str], tuple[str, ...]]] = {
    "export": lambda path: ("export", path, "--to", "csv"),
    "correct": lambda path: ("correct", path, "--rep", "1", "--counted"),
    "compare": lambda path: ("compare", path, path),
    "before": lambda path: ("test", "lunge", str(TRACE), "--json", "--before", path),
    "batch": lambda path: ("batch", path, "--out", "out", *EXERCISE),
    "plan": lambda path: ("plan", "show", f"{path}.toml"),
    "curve": lambda path: ("curve", path, *EXERCISE),
}


@unix
@pytest.mark.parametrize("command", FOLDER_OR_FILE)
@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"folder"}))
def test_what_is_neither_folder_nor_file_is_one_line(
    cli: Cli, here: Path, command: str, kind: str
) -> None:
    assert here.is_dir()
    name, make, _ = KINDS[kind]
    make(Path(name))
    done = cli(*FOLDER_OR_FILE[command](name))
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)


@unix
@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_that_may_not_be_read(cli: Cli, here: Path, command: str) -> None:
    path = here / f"secret{ENDINGS.get(command, '')}"
    path.write_text("x")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("root may read everything")
    done = cli(*COMMANDS[command](str(path)))
    assert done.code == 1
    assert "check its permissions" in done.out + done.err


def test_paths_are_judged_by_the_one_door_alone() -> None:
    """Typer's own look at a path has no remedy, and wants to read what is to be written."""
    assert len(PATHS) > 20
    assert [name for name, about in PATHS if about.readable or about.exists] == []


@pytest.mark.parametrize("command", ["show", "validate", "exercise", "profile", "model"])
def test_a_file_that_is_far_too_large_is_not_read(cli: Cli, here: Path, command: str) -> None:
    path = here / f"large{ENDINGS.get(command, '')}"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    done = cli(*COMMANDS[command](str(path)))
    assert done.code == 1
    assert "at most" in done.out + done.err or "too large" in done.err


def test_what_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    tracemalloc.start()
    with pytest.raises(SpecError, match="at most"):
        read_text(path, Phrase("kind.spec"), SpecError, 1 << 27)
    assert tracemalloc.get_traced_memory()[1] < 1e6
    tracemalloc.stop()


def test_a_text_is_utf8_with_or_without_mark(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\xef\xbb\xbfa = 1")
    assert read_text(tmp_path / "a", "spec", SpecError, 100) == "a = 1"
    (tmp_path / "b").write_bytes("ä".encode("utf-16"))
    with pytest.raises(SpecError, match="UTF-8"):
        read_text(tmp_path / "b", "spec", SpecError, 100)


@pytest.mark.parametrize(
    ("name", "shown"), [("K\udcfcche.mp4", "K\ufffdche.mp4"), ("Küche.mp4", "Küche.mp4")]
)
def test_every_output_can_hold_the_name(name: str, shown: str) -> None:
    assert name_of(Path("folder") / name) == shown
    name_of(Path(name)).encode()


@unix
@pytest.mark.parametrize(
    "path", ["/", "", ".", "..", "~", "-", "/dev", "/dev/null", "/dev/zero", "/proc/self/mem"]
)
@pytest.mark.parametrize("command", ["analyze", "count", "record"])
def test_strange_places_are_one_line(cli: Cli, here: Path, command: str, path: str) -> None:
    assert here.is_dir()
    done = cli(*COMMANDS[command](path))
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)


OUTPUTS = ["loop", "pipe", "x" * 300, "/dev/null", "/dev/null/out", "clip.mp4", "clip.mp4/out"]


@unix
@pytest.mark.parametrize("out", OUTPUTS)
@pytest.mark.parametrize("command", ["analyze", "record", "live"])
def test_places_that_take_no_files_are_one_line(
    cli: Cli, here: Path, command: str, out: str
) -> None:
    (here / "loop").symlink_to("loop")
    os.mkfifo(here / "pipe")
    trace = Path(__file__).parents[1] / "data" / "calf-raise.npz"
    line = {
        "analyze": ("analyze", trace, *EXERCISE, "--out", out),
        "record": ("record", trace, f"{out}/a.npz"),
        "live": (
            "live",
            "calf-raise",
            "--headless",
            "--voice",
            "off",
            "--camera",
            "clip.mp4",
            "--out",
            out,
        ),
    }[command]
    before = sorted(here.iterdir())
    done = cli(*line)
    assert (done.code, done.out) == (1, "")
    assert "cannot write" in done.err.splitlines()[-1]
    assert sorted(here.iterdir()) == before
