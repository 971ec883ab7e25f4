"""What reaches a terminal, and what happens when there is none."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.cli.terminal import shown
from formcheck.library import specs_folder
from tests.cli.conftest import Cli

MAIN = (sys.executable, "-c", "from formcheck.cli import main; main()")
TRACE = Path(__file__).parents[1] / "data" / "calf-raise.npz"
TITLE = "\x1b]0;PWNED\x07\x1b[2J\u202edlog\u2066 [red]bold[/red] :smile: \x9b31m"
MARKUP = "[red]bold[/red] :smile:"
unix = pytest.mark.skipif(sys.platform == "win32", reason="streams of Unix")


def spec_with(added: str, tmp_path: Path) -> Path:
    """A spec whose texts have something more."""
    text = (specs_folder() / "calf-raise.toml").read_text(encoding="utf-8")
    for old in (
        "Calf raise on both legs",
        "Keep your knees straight",
        "Pause for a second at the top.",
        "Silbernagel programme",
    ):
        assert old in text
        text = text.replace(old, f"{old} {json.dumps(added)[1:-1]}")
    path = tmp_path / "mine.toml"
    path.write_text(text.replace('id = "calf-raise"', 'id = "mine"'), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "plain, Übung, 漢字, 👍, ✓, \N{NO-BREAK SPACE}",
            "plain, Übung, 漢字, 👍, ✓, \N{NO-BREAK SPACE}",
        ),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("\x1b[31m", "\\u001b[31m"),
        ("\r\x7f\x9b\0", "\\u000d\\u007f\\u009b\\u0000"),
        ("\u202e\u2066\u200f\u2028\ufeff", "\\u202e\\u2066\\u200f\\u2028\\ufeff"),
        ("K\udcfcche", "K\\udcfcche"),
        ("\U000e0041", "\\udb40\\udc41"),
        ("👩\u200d🚒", "👩\u200d🚒"),
    ],
)
def test_what_steers_is_shown(text: str, expected: str) -> None:
    assert shown(text) == expected


@given(st.text())
def test_json_stays_what_it_is(text: str) -> None:
    assert json.loads(shown(json.dumps(text, ensure_ascii=False))) == text


def harmless(text: str) -> bool:
    return shown(text) == text


@pytest.mark.parametrize("command", ["show", "analyze", "json", "validate"])
@pytest.mark.parametrize("added", [TITLE, MARKUP], ids=["title", "markup"])
def test_texts_of_a_spec_are_shown_as_written_or_refused(
    cli: Cli, tmp_path: Path, command: str, added: str
) -> None:
    spec = spec_with(added, tmp_path)
    line = {
        "show": ("show", spec),
        "analyze": ("analyze", TRACE, "-e", spec, "--out", spec.parent / "out"),
        "json": ("analyze", TRACE, "-e", spec, "--json"),
        "validate": ("validate", spec),
    }[command]
    done = cli(*line)
    assert done.code == int(added == TITLE)
    assert harmless(done.out + done.err)
    if command == "show" and added == MARKUP:
        assert MARKUP in " ".join(done.out.split())


@unix
@pytest.mark.parametrize("name", ["\x1b[31mred.mp4", "a\nb.mp4", "K\udcfcche.mp4", "\u202e4pm.exe"])
def test_names_are_shown_in_one_line(cli: Cli, tmp_path: Path, name: str) -> None:
    done = cli("analyze", tmp_path / name, "-e", "calf-raise")
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert harmless(done.err)


def run(
    *args: object, closed: tuple[int, ...] = (), full: str = "", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Runs a command with standard streams that are closed, or on a disk that is full."""

    def close() -> None:
        for fd in closed:
            os.close(fd)

    with Path(os.devnull if sys.platform == "win32" else "/dev/full").open("wb") as disk:
        streams: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        streams |= {full: disk} if full else {}
        return subprocess.run(
            [*MAIN, *map(str, args)],
            check=False,
            env=os.environ | (env or {}),
            timeout=600,
            preexec_fn=close if closed else None,
            **streams,
        )


@unix
@pytest.mark.parametrize("option", ["--\x1b[31m", "-\x1b", "\x1b]0;x\x07"])
def test_wrong_options_are_shown(option: str) -> None:
    done = run("list", option)
    assert done.returncode == 2
    assert harmless(done.stderr.decode())


ANALYZE = ("analyze", TRACE, "-e", "calf-raise", "--out")


@unix
@pytest.mark.parametrize("how", ["full", "closed"])
@pytest.mark.parametrize(
    "command", [("list",), ("--help",), ("count", TRACE, "-e", "calf-raise"), ANALYZE]
)
def test_a_result_that_cannot_be_written_is_one_line(
    tmp_path: Path, how: str, command: tuple[object, ...]
) -> None:
    out = [tmp_path / "out"] if command is ANALYZE else []
    done = run(*command, *out, full="stdout") if how == "full" else run(*command, *out, closed=(1,))
    assert done.returncode == 1
    assert b"cannot write to standard output" in done.stderr
    assert done.stderr.count(b"\n") == 1
    assert not out or sorted(path.name for path in out[0].iterdir()) == [
        "frames.csv",
        "landmarks.npz",
        "report.html",
        "report.json",
    ]
    assert not out or json.loads((out[0] / "report.json").read_text())["counts"]["full"] > 0


@unix
def test_a_reader_that_went_away_is_no_traceback() -> None:
    with subprocess.Popen(
        [*MAIN, "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
    assert process.returncode == 1
    assert b"Traceback" not in said


@unix
@pytest.mark.parametrize(
    "streams",
    [{"full": "stderr"}, {"closed": (2,)}, {"closed": (0, 2)}],
    ids=["full", "closed", "input closed, too"],
)
def test_nothing_ends_with_standard_error(tmp_path: Path, streams: dict[str, Any]) -> None:
    done = run(*ANALYZE, tmp_path / "out", **streams)
    assert done.returncode == 0
    assert b"full" in done.stdout
    json.loads((tmp_path / "out" / "report.json").read_text())
    assert run("count", "missing.mp4", "-e", "calf-raise", **streams).returncode == 1


@pytest.mark.parametrize("columns", ["1", "10", "40", "1000"])
@pytest.mark.parametrize(
    "command", [("list",), ("show", "calf-raise"), ("analyze", TRACE, "-e", "calf-raise")]
)
def test_any_width(
    cli: Cli,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    columns: str,
    command: tuple[object, ...],
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    done = cli(*command, *(["--out", tmp_path] if command[0] == "analyze" else []))
    assert done.code == 0
    assert {"list": "calf-raise", "show": "Silbernagel", "analyze": "partial"}[
        str(command[0])
    ] in done.out
    assert "…" not in done.out


@unix
def test_any_encoding() -> None:
    done = run(
        "list",
        env={
            "PYTHONIOENCODING": "ascii",
            "LC_ALL": "C",
            "PYTHONUTF8": "0",
            "PYTHONCOERCECLOCALE": "0",
        },
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode("utf-8")
