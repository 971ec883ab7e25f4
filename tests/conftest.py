"""What several test modules use."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings

from formcheck.media.video.writer import VideoWriter
from formcheck.words import use

# The same examples on every machine, and no time limits: a slow computer is not a bug.
settings.register_profile("formcheck", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("formcheck")

# What a machine may have set for the terminal, the network and the user is not for the tests.
for _name in (
    *("COLUMNS", "LINES", "TERMINAL_WIDTH", "NO_COLOR", "FORCE_COLOR", "PY_COLORS"),
    *("CLICOLOR", "CLICOLOR_FORCE", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "GITHUB_ACTIONS"),
    *("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"),
    *("FORMCHECK_TRACES_MB", "PYTHONIOENCODING"),
):
    os.environ.pop(_name, None)

ROOT = Path(__file__).parents[1]
Clip = Callable[..., Path]


@pytest.fixture(autouse=True)
def _own_data_folder(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is remembered from one test to the next, nor in the folder of who runs them."""
    folder = tmp_path_factory.mktemp("data")
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    monkeypatch.setenv("FORMCHECK_DATA", str(folder / "formcheck"))


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever language the machine speaks; commands that a test starts inherit it."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    use("en")
    yield
    use("en")


@pytest.fixture
def clip(tmp_path: Path) -> Clip:
    """Makes MP4 files; frame number n is a plain grey of 20 (n modulo 12).

    So frames can be told apart.
    """

    def make(
        times_s: Iterable[float], size_px: tuple[int, int] = (64, 48), name: str = "clip.mp4"
    ) -> Path:
        width, height = size_px
        with VideoWriter(tmp_path / name, size_px) as writer:
            for number, time_s in enumerate(times_s):
                writer.write(np.full((height, width, 3), 20 * (number % 12), np.uint8), time_s)
        return tmp_path / name

    return make


@pytest.fixture(scope="session")
def calf_raises() -> Path:
    """A rendered person doing single-leg calf raises."""
    folders = (ROOT / "sample_videos", ROOT.parent / "shared" / "samples")
    clips = [folder / "single-leg-calf-raise.mp4" for folder in folders]
    return next((clip for clip in clips if clip.exists()), clips[0])
