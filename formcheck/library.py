"""Finds, lists and reads the exercise specs."""

from __future__ import annotations

import difflib
from functools import cache
from pathlib import Path

from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.spec.reading import parse_spec
from formcheck.errors import SpecError
from formcheck.incoming import read_text
from formcheck.words import Phrase
from formcheck.words.catalogue import specs_folder

__all__ = ["exercise_ids", "load_exercise", "specs_folder", "unknown_exercise"]

_MOST_BYTES = 1 << 18  # thirty times the longest spec that is shipped


def exercise_ids() -> tuple[str, ...]:
    """Ids of all shipped exercises, sorted."""
    return tuple(sorted(path.stem for path in specs_folder().glob("*.toml")))


def load_exercise(id_or_path: str) -> ExerciseSpec:
    """The spec with this id, or in this .toml file.

    Raises:
        SpecError: No such exercise (with the nearest name), unreadable file, or broken spec.
    """
    path = Path(id_or_path)
    if path.suffix != ".toml":
        if id_or_path not in exercise_ids():
            raise SpecError(unknown_exercise(id_or_path))
        return _shipped(specs_folder() / f"{id_or_path}.toml")
    return _read(path)


@cache
def _shipped(path: Path) -> ExerciseSpec:
    """A spec that comes with the package does not change while it runs."""
    return _read(path)


def _read(path: Path) -> ExerciseSpec:
    text = read_text(path, Phrase("kind.spec"), SpecError, _MOST_BYTES)
    beside = (other.stem for other in path.parent.glob("*.toml"))
    return parse_spec(text, path.name, id_=path.stem, exercises={*exercise_ids(), *beside})


def unknown_exercise(exercise: str) -> Phrase:
    """What is said of an exercise that is not there."""
    exercise = exercise[:60]
    near = difflib.get_close_matches(exercise, exercise_ids(), n=1, cutoff=0.4)
    if near:
        return Phrase("error.spec.near", exercise=exercise, near=near[0])
    return Phrase("error.spec.unknown", exercise=exercise)
