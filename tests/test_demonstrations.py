"""The demonstrations of the package: small, whole, one for each exercise."""

from pathlib import Path

import pytest

import formcheck
from formcheck.demonstrations import demonstration_of
from formcheck.library import exercise_ids
from formcheck.media.screen.film import Film

FOLDER = Path(formcheck.__file__).parent / "demonstrations"
FILMS = sorted(FOLDER.glob("*.mp4"))


def test_all_together_are_small() -> None:
    assert len(FILMS) >= 12
    assert sum(path.stat().st_size for path in FILMS) < 1_500_000


@pytest.mark.parametrize("exercise", exercise_ids())
def test_every_exercise_has_a_start_position(exercise: str) -> None:
    start = demonstration_of(exercise).start
    assert start is not None
    assert max(y for _, y in start.points.values()) == 0
    assert {"head", "near_hip", "far_foot_index"} <= set(start.points)


@pytest.mark.parametrize("path", FILMS, ids=lambda path: path.stem)
def test_every_film_belongs_to_an_exercise_and_lasts_some_seconds(path: Path) -> None:
    assert path.stem in exercise_ids()
    film = Film(path)
    film.wait()
    first, again = film.at(0.0), film.at(film.duration_s)
    assert first is not None
    assert first.shape == (300, 400, 3)
    assert first is again
    assert 4.0 < film.duration_s < 10.0
    assert (first != film.at(film.duration_s / 2)).any()


def test_an_exercise_without_one_is_coached_all_the_same() -> None:
    shown = demonstration_of("my-own-exercise")
    assert shown.film is None
    assert shown.start is None
