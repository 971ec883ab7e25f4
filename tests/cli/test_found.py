"""SESSION in export, correct and compare: a folder, or a number of `history list`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from formcheck.history.history import open_history
from tests.cli.conftest import Cli

CLIPS = Path(__file__).parents[1] / "data" / "clips"
RAISE = "single-leg-calf-raise"


@pytest.fixture
def kept(cli: Cli, tmp_path: Path) -> Path:
    """The results of session 1."""
    folder = tmp_path / "results"
    source = CLIPS / "sl-r2-bare.npz"
    assert cli("analyze", source, "-e", RAISE, "--out", folder, "--history").code == 0
    return folder


def test_a_number_of_the_history_means_its_results(cli: Cli, kept: Path) -> None:
    done = cli("correct", 1, "--rep", 1, "--not-counted")
    assert (done.code, done.out) == (0, "1: not counted\n")
    assert (kept / "corrections.json").exists()
    done = cli("export", 1, "--to", "trc")
    assert (done.code, done.out) == (0, f"{kept / 'motion.trc'}\n")
    done = cli("compare", 1, kept)
    assert done.code == 0
    assert "corrected by hand" in done.out
    assert f"results: {kept}" in cli("history", "show", 1).out


def test_results_that_are_gone_are_named(cli: Cli, kept: Path) -> None:
    shutil.rmtree(kept)
    done = cli("correct", 1, "--list")
    assert (done.code, done.out) == (1, "")
    assert f"no longer in {kept}" in done.err


def test_a_number_that_is_no_session_is_one_line(cli: Cli) -> None:
    done = cli("export", 7, "--to", "csv")
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert "there is no session 7" in done.err


def test_of_several_results_one_must_be_named(cli: Cli, kept: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with open_history() as history:
        history.add_folder(1, tmp_path / "other")
    done = cli("compare", 1, kept)
    assert done.code == 1
    assert str(tmp_path / "other") in done.err
    assert str(kept) in done.err


def test_a_session_without_results_says_so(cli: Cli) -> None:
    with open_history() as history:
        history.begin("live", 1, 0.0)
    assert "has no results folder" in cli("correct", 1, "--list").err
