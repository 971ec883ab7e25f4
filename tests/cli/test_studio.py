"""Window, camera and voice of a session."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest

from formcheck.cli.studio import Studio
from formcheck.cli.wishes import Setting
from formcheck.media.camera.film import Film
from tests.conftest import Clip


def test_of_a_folder_of_films_one_is_open_at_a_time(
    clip: Clip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[str] = []
    close = Film.__exit__

    def noted(film: Film, *error: object) -> None:
        closed.append(film.name)
        close(film, *error)

    monkeypatch.setattr(Film, "__exit__", noted)
    for name in ("calf-raise", "seated-calf-raise"):
        clip([0.0, 0.1], name=f"{name}.mp4")
    with ExitStack() as stack:
        studio = Studio(stack, Setting(str(tmp_path), voice="off"), headless=True)
        studio.camera("calf-raise")
        assert closed == []
        studio.camera("seated-calf-raise")
        assert closed == ["calf-raise.mp4"]
    assert closed == ["calf-raise.mp4", "seated-calf-raise.mp4"]
