"""Finds, lists and reads the programmes."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from formcheck.engine.spec.reading import mistakes_of
from formcheck.engine.spec.tables import Mistake
from formcheck.errors import SpecError
from formcheck.incoming import read_text
from formcheck.library import exercise_ids, load_exercise, unknown_exercise
from formcheck.plan.programme import Dose, Programme, parse_programme
from formcheck.words import Phrase
from formcheck.words.catalogue import programmes_folder

__all__ = [
    "is_programme",
    "leads_alone",
    "load_programme",
    "programme_ids",
    "programmes_folder",
    "read_programme",
]

_MOST_BYTES = 1 << 17
MOST_PAIN: Final = 5
"""Clinics draw the line of what is safe differently; 5 as the ceiling is common to all."""
_LEGS: Final = {
    True: 'with one leg after the other; write side = "each", or "sore"',
    False: 'on both legs at once; write side = "both-legs"',
}
_HAS_PHASES: Final = re.compile(r"^\s*(\[\[?\s*phases\b|phases\s*=)", re.MULTILINE)


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
    text = read_programme(id_or_path)
    programme = parse_programme(text, name)
    if found := [*_mistakes(programme)]:
        raise mistakes_of(found, text, name)
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


def _mistakes(programme: Programme) -> Iterator[Mistake]:
    """What the exercises that are shipped, and the pain-monitoring rule, have against it."""
    limits = programme.limits
    if limits.acceptable > MOST_PAIN:
        said = f"is too large; take at most {MOST_PAIN}: above it every clinic stops"
        yield Mistake(("limits", "acceptable"), said)
    if limits.safe > limits.acceptable:
        yield Mistake(("limits", "safe"), f"is above acceptable, {limits.acceptable}; take less")
    if limits.long_pause_weeks < limits.pause_weeks:
        said = f"is below pause_weeks, {limits.pause_weeks}; take more"
        yield Mistake(("limits", "long_pause_weeks"), said)
    for number, phase in enumerate(programme.phases):
        for place, dose in enumerate(phase.exercises):
            path = ("phases", number, "exercises", place)
            yield from (Mistake((*path, key), said) for key, said in _problems(dose))


def _problems(dose: Dose) -> Iterator[tuple[str, str]]:
    if not dose.camera:
        return
    if dose.exercise not in exercise_ids():
        yield "exercise", f"{unknown_exercise(dose.exercise)}; or camera = false, with name and how"
        return
    spec = load_exercise(dose.exercise)
    if spec.kind == "hold" and dose.hold_s is None:
        yield "hold_s", f"{dose.exercise} is held: say hold_s"
    if spec.kind == "reps" and dose.reps is None:
        yield "reps", f"{dose.exercise} is repeated: say reps"
    if spec.dosage.per_side == (dose.side == "both-legs"):
        yield "side", f"{dose.exercise} is done {_LEGS[spec.dosage.per_side]}"


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
    text = read_text(Path(id_or_path), Phrase("kind.spec"), SpecError, 1 << 18)
    return _HAS_PHASES.search(text) is not None
