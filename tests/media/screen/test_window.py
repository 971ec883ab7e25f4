from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest

from formcheck.errors import DisplayError
from formcheck.media.screen.window import Window, key_name, require_display
from tests.media.screen.xvfb import needs_xvfb, screen
from tests.media.waiting import HANGS_S

on_linux = pytest.mark.skipif(
    sys.platform != "linux", reason="displays are found this way on Linux only"
)

needs_xdotool = pytest.mark.skipif(
    shutil.which("xdotool") is None, reason="xdotool, which presses keys, is missing"
)


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """A virtual screen, else the present one."""
    if shutil.which("Xvfb") is not None:
        with screen() as shown:
            yield shown.display
    elif "DISPLAY" in os.environ:
        yield os.environ["DISPLAY"]
    else:
        pytest.skip("Xvfb is not installed and there is no display")


START = f"""
import os, signal, subprocess, sys, time
import cv2, numpy as np
from formcheck.errors import DisplayError
from formcheck.media.screen import apart
from formcheck.media.screen.panel import Panel
from formcheck.media.screen.window import Window
image = np.full((480, 640, 3), (40, 90, 160), np.uint8)

def until(holds):
    end = time.monotonic() + {HANGS_S}
    while not holds() and time.monotonic() < end:
        pass

def size():
    return cv2.getWindowImageRect("formcheck test")[2:]
"""


def run(script: str, display: str) -> str:
    """Runs a script of its own process: Qt binds a process to the first display it sees."""
    done = subprocess.run(
        [sys.executable, "-c", START + script],
        env={**os.environ, "DISPLAY": display},
        capture_output=True,
        text=True,
        timeout=2 * HANGS_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@on_linux
def test_no_display_is_said_before_anything_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    with pytest.raises(DisplayError, match=r"no display.*--headless"), Window("formcheck"):
        pass


@on_linux
def test_a_dead_display_is_an_error_not_an_abort(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":8765")
    with pytest.raises(DisplayError, match=r":8765.*--headless"):
        require_display()


@on_linux
def test_shows_pictures_and_closes(display: str) -> None:
    script = """
with Window("formcheck test") as window:
    keys = [window.show(image) for _ in range(20)]
    window.fill()
    print(set(keys) == {None}, window.show(image), window.closed)
print(window.closed, window.show(image))
"""
    assert run(script, display) == "True None False\nTrue None"


@on_linux
def test_it_takes_the_shape_of_a_picture_that_was_turned(display: str) -> None:
    script = """
upright = np.ascontiguousarray(np.rot90(image))
panel = Panel("formcheck test")
for each in (image, upright, image):
    until(lambda: panel.show(each) and size() == each.shape[1::-1])
    print(size())
"""
    assert run(script, display).splitlines() == ["(640, 480)", "(480, 640)", "(640, 480)"]


@on_linux
def test_a_window_of_another_shape_has_a_dark_ground_beside_the_picture(display: str) -> None:
    script = """
panel = Panel("formcheck test")
for wanted in ((900, 300), (400, 700)):
    panel.show(image)
    cv2.resizeWindow("formcheck test", *wanted)
    until(lambda: panel.show(image) and size() == wanted)
    framed = panel._framed(image)
    print(size(), framed.shape[1::-1], framed[0, 0].max())
"""
    assert run(script, display).splitlines() == [
        "(900, 300) (1440, 480) 28",
        "(400, 700) (640, 1120) 28",
    ]


@on_linux
def test_a_window_closed_by_the_user_stays_closed(display: str) -> None:
    script = """
class Short(Panel):
    shown = 0
    def show(self, image):
        self.shown += 1
        if self.shown == 5:
            cv2.destroyWindow("formcheck test")
        return super().show(image)
apart.Panel = Short
with Window("formcheck test") as window:
    print([(window.show(image), window.closed) for _ in range(6)][3:])
"""
    assert run(script, display) == "[(None, False), (None, True), (None, True)]"


@on_linux
def test_what_is_wrong_in_its_process_is_not_hidden(display: str) -> None:
    script = """
try:
    with Window("formcheck test") as window:
        window.show(image[:, :, :2])
except RuntimeError as error:
    print("cv2.error" in str(error))
"""
    assert run(script, display) == "True"


@on_linux
def test_its_process_starts_no_program_and_ends_with_it(display: str) -> None:
    script = """
children = lambda: open(f"/proc/self/task/{os.getpid()}/children").read().split()
with Window("formcheck test") as window:
    window.show(np.full((3000, 4000, 3), 7, np.uint8))
    child, = children()
    print(os.readlink(f"/proc/{child}/exe") == os.readlink("/proc/self/exe"))
print(children())
"""
    assert run(script, display) == "True\n[]"


@on_linux
@needs_xdotool
def test_keys_come_by_name(display: str) -> None:
    script = """
def focused():
    search = "search", "--name", "formcheck test", "windowfocus"
    subprocess.run(["xdotool", *search], check=False, capture_output=True)
    asked = ["xdotool", "getwindowfocus", "getwindowname"]
    return b"formcheck test" in subprocess.run(asked, check=False, capture_output=True).stdout

with Window("formcheck test") as window:
    until(lambda: window.show(image) or focused())
    # without a window manager keys go to the window under the pointer
    subprocess.run(["xdotool", "mousemove", "200", "200"], check=True)
    for key in ("space", "Left", "Right", "Up", "Down", "Return", "plus", "minus", "q", "7"):
        subprocess.run(["xdotool", "key", key], check=True)
        names = []
        until(lambda: names.append(window.show(image)) or names[-1])
        print(names[-1], end=" ")
"""
    assert run(script, display) == "space left right up down enter plus minus q 7"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (-1, None),
        (ord(" "), "space"),
        (ord("Q"), "q"),
        (ord("7"), "7"),
        (65361, "left"),
        (2424832, "left"),
        (63234, "left"),
        (65362, "up"),
        (2621440, "down"),
        (13, "enter"),
        (ord("="), "plus"),
        (65451, "plus"),
        (ord("-"), "minus"),
        (0x100000 + ord("r"), "r"),  # with num lock
        (65505, None),  # shift alone
        (0xE4, None),
    ],
)
def test_key_codes_of_all_systems(code: int, name: str | None) -> None:
    assert key_name(code) == name


@on_linux
@needs_xvfb
def test_a_display_that_dies_is_one_line_and_the_process_goes_on() -> None:
    with screen() as shown:
        script = f"""
try:
    with Window("formcheck") as window:
        window.show(image)
        os.kill({shown.pid}, signal.SIGKILL)
        until(lambda: window.show(image))
except DisplayError as error:
    print(error)
print("goes on")
"""
        said = run(script, shown.display).splitlines()
    assert said[-1] == "goes on"
    assert "display went away" in said[0]
