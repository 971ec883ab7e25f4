import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.cli.moments import command_to_which
from tests.media.screen.xvfb import needs_xvfb, screen

RAISE = "single-leg-calf-raise"
on_linux = pytest.mark.skipif(
    sys.platform != "linux", reason="displays and camera devices are found this way on Linux"
)


@on_linux
def test_no_display_is_one_line_that_names_headless(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    done = cli("live", RAISE)
    assert (done.code, done.out) == (1, "")
    assert "--headless" in done.err
    assert len(done.err.splitlines()) == 1


@on_linux
def test_no_camera_is_one_line_that_names_the_remedy(cli: Cli, tmp_path: Path) -> None:
    done = cli("live", RAISE, "--headless", "--camera", "97", "--out", tmp_path / "out")
    assert done.code == 1
    assert (
        done.err
        == "formcheck: there is no camera 97: `formcheck live --list-cameras` shows those that are connected\n"
    )
    assert not (tmp_path / "out").exists()


def test_an_exercise_that_is_led_and_not_judged_is_not_taken_for_another(cli: Cli) -> None:
    done = cli("live", "leg-press-calf-raise", "--headless")
    assert done.code == 1
    assert "no camera judges 'leg-press-calf-raise': `formcheck today --begin`" in done.err
    assert "seated-calf-raise" not in done.err


@pytest.mark.parametrize(
    "wrong",
    [
        ["--headless"],
        [RAISE, "--headless", "--size", "big"],
        [RAISE, "--side", "middle"],
        [RAISE, "--sets", "0"],
        *(
            [RAISE, option, number]
            for option in ("--fps", "--hold", "--rest", "--volume")
            for number in ("inf", "nan", "-1")
        ),
        [RAISE, "--fps", "1e300"],
        [RAISE, "--reps", "9" * 30],
    ],
)
def test_wrong_usage_is_code_2(cli: Cli, wrong: list[str]) -> None:
    assert cli("live", *wrong).code == 2


@pytest.mark.parametrize(
    "camera", ["9" * 40, "file:///etc/passwd", "-1", "pipe:0", "", "://", "http://"]
)
def test_what_is_no_camera_is_one_line(cli: Cli, tmp_path: Path, camera: str) -> None:
    done = cli("live", RAISE, "--headless", "--camera", camera, "--out", tmp_path / "out")
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert not (tmp_path / "out").exists()


def test_an_unknown_exercise_is_told_before_the_camera_opens(cli: Cli) -> None:
    done = cli("live", "single-leg-calf-rise", "--headless", "--camera", "97")
    assert (done.code, RAISE in done.err) == (1, True)


@pytest.mark.parametrize(
    ("option", "said"),
    [("--foot-cm", "foot_cm cannot be 300: give 12 to 40 cm"), ("--height-cm", "height_cm cannot")],
)
def test_an_impossible_body_is_told_before_the_camera_opens(
    cli: Cli, option: str, said: str
) -> None:
    done = cli("live", RAISE, "--headless", "--camera", "97", option, "300")
    assert (done.code, said in done.err) == (1, True)


SHOWN = "formcheck.media.camera.film:Film.newest"
QUIET = ("live", RAISE, "--voice", "off", "--model", "full")
FILES = ["frames.csv", "landmarks.npz", "report.html", "report.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent in another way on Windows")
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_and_a_shutdown_leave_report_and_table(
    calf_raises: Path, tmp_path: Path, end: signal.Signals
) -> None:
    start = command_to_which(f"os.kill(os.getpid(), {end:d})", SHOWN, 25)
    out = tmp_path / "out"
    live = subprocess.run(
        [*start, *QUIET, "--headless", "--camera", calf_raises, "--out", out],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert live.returncode == 130
    assert "not medical advice" in live.stderr.splitlines()[1]
    source = json.loads((out / "report.json").read_text())["source"]
    assert source["complete"] is True
    assert 20 < source["frames"] <= 25
    assert sorted(path.name for path in out.iterdir()) == FILES


@on_linux
@needs_xvfb
def test_a_display_that_dies_is_one_line_and_everything_is_kept(
    calf_raises: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    with screen() as shown:
        start = command_to_which(f"os.kill({shown.pid}, signal.SIGKILL)", SHOWN, 25)
        live = subprocess.run(
            [*start, *QUIET, "--camera", calf_raises, "--out", out],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "DISPLAY": shown.display},
            check=False,
        )
    said = live.stderr.splitlines()
    assert live.returncode == 1
    assert ["display" in line for line in said] == [False] * (len(said) - 1) + [True]
    source = json.loads((out / "report.json").read_text())["source"]
    assert source["complete"] is True
    assert source["frames"] > 20
    assert sorted(path.name for path in out.iterdir()) == FILES
