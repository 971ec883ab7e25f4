"""Finds, lists and reads the programmes."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

from formcheck.errors import SpecError
from formcheck.incoming import read_text
from formcheck.library import exercise_ids, load_exercise, unknown_exercise
from formcheck.plan.programme import Dose, Programme, parse_programme
from formcheck.words import Phrase
from formcheck.words.catalogue import programmes_folder

__all__ = [
    "check_exercises",
    "is_programme",
    "leads_alone",
    "load_programme",
    "programme_ids",
    "programmes_folder",
    "read_programme",
]

_MOST_BYTES = 1 << 17


def programme_ids() -> tuple[str, ...]:
    """Ids of all shipped programmes, sorted."""
    return tuple(sorted(path.stem for path in programmes_folder().glob("*.toml")))


def read_programme(id_or_path: str) -> str:
    """The text of the programme with this id, or of this .toml file.

    Raises:
        SpecError: There is none, or it cannot be read.
    """
    path = Path(id_or_path)
    if path.suffix != ".toml":
        if id_or_path not in programme_ids():
            raise SpecError(_no_programme(id_or_path[:60]))
        path = programmes_folder() / f"{id_or_path}.toml"
    return read_text(path, Phrase("kind.programme"), SpecError, _MOST_BYTES)


def load_programme(id_or_path: str) -> Programme:
    """The programme with this id, or in this .toml file, with exercises that can be done.

    Raises:
        SpecError: No such programme, unreadable file, or a broken programme.
    """
    name = Path(id_or_path).name
    programme = parse_programme(read_programme(id_or_path), name)
    check_exercises(programme, name)
    return programme


def leads_alone(exercise: str) -> str | None:
    """The first shipped programme that leads through an exercise that no spec judges."""
    if exercise in exercise_ids():
        return None
    for id_ in programme_ids():
        phases = load_programme(id_).phases
        if exercise in {dose.exercise for phase in phases for dose in phase.exercises}:
            return id_
    return None


def check_exercises(programme: Programme, source: str) -> None:
    """Makes sure that every exercise is one that is shipped, or is described.

    Raises:
        SpecError: `problems` has one line for every one that is neither, or has the wrong dose.
    """
    problems = tuple(
        f"{source}: phases.{number}.exercises.{place}: {problem}"
        for number, phase in enumerate(programme.phases, 1)
        for place, dose in enumerate(phase.exercises, 1)
        for problem in _problems(dose)
    )
    if problems:
        count = len(problems)
        raise SpecError(Phrase("error.spec.mistakes", source=source, n=count), problems)


def _problems(dose: Dose) -> Iterator[str]:
    if not dose.camera:
        return
    if dose.exercise not in exercise_ids():
        yield f"{unknown_exercise(dose.exercise)}; or camera = false, with name and how"
    elif load_exercise(dose.exercise).kind == "hold" and dose.hold_s is None:
        yield f"{dose.exercise} is held: say hold_s"
    elif load_exercise(dose.exercise).kind == "reps" and dose.reps is None:
        yield f"{dose.exercise} is repeated: say reps"


def _no_programme(name: str) -> Phrase:
    known = programme_ids()
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.4)
    if near:
        return Phrase("error.plan.near", programme=name, near=near[0])
    return Phrase("error.plan.unknown", programme=name, known=known)


def is_programme(id_or_path: str) -> bool:
    """Whether a name or file means a programme rather than an exercise.

    Raises:
        SpecError: The file cannot be read.
    """
    if Path(id_or_path).suffix != ".toml":
        return id_or_path in programme_ids()
    return "[[phases]]" in read_text(Path(id_or_path), Phrase("kind.spec"), SpecError, 1 << 18)
