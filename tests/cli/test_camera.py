"""A phone as camera: nothing is opened that was not agreed to."""

from __future__ import annotations

import io
import socket
import sys
from pathlib import Path

import numpy as np
import pytest

from formcheck.cli.camera import _as_text
from tests.cli.conftest import Cli
from tests.cli.machine import MINE, NO, Machine

LIVE = ("live", "calf-raise", "--headless", "--camera")


class Terminal(io.StringIO):
    """A user who has typed something."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "create_server", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "bind", refuse)


@pytest.mark.usefixtures("no_socket")
@pytest.mark.parametrize("camera", ["phone", "phone@127.0.0.1"])
def test_without_somebody_to_ask_nothing_is_opened(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, camera: str, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO("yes\n"))
    done = cli(*LIVE, camera)
    assert done.code == 2
    assert "--yes" in done.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("no_socket")
def test_the_session_of_a_day_asks_before_it_begins(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = Machine(cli, monkeypatch)
    assert machine("plan", "new", answers=NO + MINE).code == 0
    done = machine("today", "--begin", "--headless", "--camera", "phone", answers=["yes"])
    assert done.code == 2
    assert "--yes" in done.err
    assert "today" not in machine("history", "list").out


@pytest.mark.usefixtures("no_socket")
@pytest.mark.parametrize("test", [("heel-rise", "--no-board"), ("lunge",)])
def test_a_test_asks_before_it_begins(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, test: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO("yes\n"))
    options = ("--headless", "--cleared", "--pain", "0", "--camera", "phone")
    done = cli("test", *test, *options)
    assert done.code == 2
    assert "--yes" in done.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("no_socket")
def test_who_says_no_gets_nothing_opened(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", Terminal("no\n"))
    done = cli(*LIVE, "phone")
    assert (done.code, done.err) == (0, "")
    assert "local network" in done.out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("no_socket")
@pytest.mark.parametrize("where", ["8.8.8.8", "0.0.0.0", "example.org", "192.168.1.2:99999"])  # noqa: S104
def test_an_address_that_is_not_local_is_one_line(cli: Cli, where: str) -> None:
    done = cli(*LIVE, f"phone@{where}", "--yes")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"formcheck: {where} is no address of a local network")
    assert len(done.err.splitlines()) == 1


def test_without_the_extra_the_remedy_is_named(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("formcheck.media.phone")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "aiohttp", None)
    done = cli(*LIVE, "phone", "--yes")
    assert done.code == 1
    assert "install formcheck[phone]" in done.err


def test_the_code_in_the_terminal_is_the_code() -> None:
    code = np.random.default_rng(3).random((41, 41)) < 0.5
    halves = {" ": (0, 0), "▀": (1, 0), "▄": (0, 1), "█": (1, 1)}
    rows = [[halves[letter] for letter in line] for line in _as_text(code).splitlines()]
    light = [[pair[half] for pair in row] for row in rows for half in (0, 1)]
    assert (np.array(light[:41], bool) == ~code).all()
