"""`test`, `correct` and `compare` on the command line."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from formcheck.media.pose.recorder import TraceRecorder
from tests.cli.conftest import Cli
from tests.engine.skeleton import SIZE_PX, Stance, film, raises

STAND = Stance(lifted=1.0)
BEATS_S = (0.8, 0.2, 0.8, 0.2)


def filmed(place: Path, count: int, forward: int = -1) -> Path:
    """A trace of so many raises to the metronome; facing left, of the left leg."""
    recorder = TraceRecorder(SIZE_PX)
    script = raises(STAND, replace(STAND, heel=0.35), count, BEATS_S)
    for time_s, pose in film(script, fps=20, forward=forward):
        recorder.add(time_s, pose)
    recorder.write(place)
    return place


def test_a_test_on_video_its_norm_and_the_change_since_the_last_one(
    cli: Cli, tmp_path: Path
) -> None:
    who = ("--board", "--age", 45, "--sex", "male")
    left, right = filmed(tmp_path / "left.npz", 8), filmed(tmp_path / "right.npz", 4, 1)
    first = cli("test", "heel-rise", right, *who, "--out", tmp_path / "first")
    assert first.code == 0
    both = (
        "--side",
        "right",
        "--other",
        left,
        "--injured",
        "right",
        "--before",
        tmp_path / "first",
    )
    done = cli("test", "heel-rise", right, *both, *who, "--out", tmp_path / "second")
    assert done.code == 0
    assert "Left leg: 8 repetitions" in done.out
    assert "8 beside a median of 28" in done.out
    assert "injured in per cent of sound: repetitions 50 %" in done.out
    assert "repetitions: 4, now 4 (0)" in done.out
    document = json.loads((tmp_path / "second" / "test.json").read_text())
    assert (document["test"], document["legs"]["left"]["repetitions"]) == ("heel-rise", 8)


def test_without_the_board_no_norm_is_printed(cli: Cli, tmp_path: Path) -> None:
    trace = filmed(tmp_path / "left.npz", 3)
    who = ("--no-board", "--age", 45, "--sex", "male", "--json")
    done = cli("test", "heel-rise", trace, *who)
    leg = json.loads(done.out)["legs"]["left"]
    assert (leg["norm"], leg["norm_missing"]) == (None, "no-board")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["left.npz"]


def test_a_film_without_a_raise_is_one_line(cli: Cli, tmp_path: Path) -> None:
    trace = filmed(tmp_path / "left.npz", 0)
    done = cli("test", "lunge", trace)
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert not (tmp_path / "left.lunge" / "test.json").exists()


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        ((), 2, "nobody can answer here"),
        (("--cleared",), 2, "nobody can answer here"),
        (("--cleared", "--pain", 6), 1, "pain of 6 is above 5 of 10"),
        (("--cleared", "--pain", 11), 2, "less than or equal to 10"),
        (("a.mp4", "--camera", "0"), 2, "not both"),
        (("a.mp4", "--other", "b.mp4"), 2, "--side"),
        (("--other", "b.mp4"), 2, "needs a VIDEO"),
        (("a.mp4", "--before", "nothing"), 1, "there is no"),
    ],
)
@pytest.mark.parametrize("test", ["heel-rise", "lunge"])
def test_who_must_not_begin_does_not(
    cli: Cli, test: str, options: tuple[object, ...], code: int, told: str
) -> None:
    done = cli("test", test, *options, "--headless")
    assert done.code == code
    assert told in " ".join(done.err.replace("│", " ").split())


def test_a_repetition_is_corrected_and_listed(cli: Cli, tmp_path: Path) -> None:
    trace, out = filmed(tmp_path / "left.npz", 3), tmp_path / "out"
    cli("analyze", trace, "-e", "single-leg-calf-raise", "--out", out, "--no-video")
    assert cli("correct", out, "--rep", 2, "--not-counted").out == "2: not counted\n"
    listed = cli("correct", out, "--list")
    assert listed.out == "2: not counted\nleft: 3 full as judged, 2 by hand\n"
    compared = cli("compare", out, out)
    assert "full repetitions: 3, now 3 (0)\n    " in compared.out
    assert "corrected by hand: 2 and 2" in compared.out


@pytest.mark.parametrize(
    "wrong",
    [(), ("--rep", 1), ("--counted",), ("--list", "--rep", 1), ("--rep", 1, "--note", "x" * 2001)],
)
def test_a_correction_without_sense_is_wrong_usage(
    cli: Cli, tmp_path: Path, wrong: tuple[object, ...]
) -> None:
    assert cli("correct", tmp_path, *wrong).code == 2
