"""From the text of a spec to the spec, or to all its mistakes, each with line, key and remedy."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Collection, Sequence
from typing import Any

from pydantic import ValidationError

from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.spec.form import form_mistakes
from formcheck.engine.spec.lines import Path, line_of, lines_of
from formcheck.engine.spec.meaning import meaning_mistakes
from formcheck.engine.spec.tables import Mistake, Table
from formcheck.errors import SpecError
from formcheck.words import Phrase

__all__ = ["mistakes_of", "parse_spec", "read_toml", "toml_problem"]


def parse_spec(
    text: str, source: str, *, id_: str | None = None, exercises: Collection[str] | None = None
) -> ExerciseSpec:
    """Read a spec from TOML text.

    Args:
        text: The TOML document.
        source: Its name, for error messages.
        id_: The id that it has to have; None for any.
        exercises: Ids of the exercises that it may name; None for any.

    Raises:
        SpecError: Not TOML, or not a valid spec; `problems` has one line for every mistake.
    """
    data = read_toml(text, source)
    typed = Table(data)
    found: list[Mistake] = []
    spec = None
    try:
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        spec = ExerciseSpec.model_validate(data).model_copy(update={"sha256": sha256})
    except ValidationError as error:
        found += form_mistakes(error)
    known = {mistake.path for mistake in found}
    meant = meaning_mistakes(typed, exercises)
    found += [mistake for mistake in meant if mistake.path not in known]
    if id_ is not None and typed.text("id", id_) != id_ and ("id",) not in known:
        said = f"is {typed.text('id')[:60]!r}; name the file {typed.text('id')[:60]}.toml"
        found.append(typed.wrong("id", f"{said}, or change it to {id_!r}"))
    if found or spec is None:
        raise mistakes_of(found, text, source)
    return spec


def read_toml(text: str, source: str) -> dict[str, Any]:
    """What a TOML document has.

    Raises:
        SpecError: It is none.
    """
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        line = _line_of_error(error, text)
        at = f"{source}:{line}" if line else source
        problem = Phrase("error.spec.problem", at=at, problem=toml_problem(error))
        raise SpecError(Phrase("error.spec.no-toml", source=source), (problem,)) from error


def _line_of_error(error: ValueError | RecursionError, text: str) -> int | None:
    """The line in which TOML breaks, as far as that is known."""
    if found := re.search(r"at line (\d+)", str(error)):
        return int(found[1])
    lines = text.splitlines()
    if isinstance(error, tomllib.TOMLDecodeError):
        return len(lines) or 1  # at the end of the document
    return next((number for number, line in enumerate(lines, 1) if _breaks(line, error)), None)


def _breaks(line: str, like: ValueError | RecursionError) -> bool:
    try:
        tomllib.loads(line)
    except (ValueError, RecursionError) as error:
        return type(error) is type(like)
    return False


def toml_problem(error: ValueError | RecursionError) -> Phrase:
    """What keeps a text from being TOML, in one line with the remedy."""
    if isinstance(error, RecursionError):
        return Phrase("error.spec.toml-deep")
    if isinstance(error, tomllib.TOMLDecodeError):
        return Phrase("error.spec.toml-why", why=" ".join(str(error).split()))
    return Phrase("error.spec.toml-number")


def mistakes_of(found: Sequence[Mistake], text: str, source: str) -> SpecError:
    """The error to raise for mistakes in a document."""
    told = Phrase("error.spec.mistakes", source=source, n=len(found))
    return SpecError(told, _told(found, text, source))


def _told(found: Sequence[Mistake], text: str, source: str) -> tuple[str, ...]:
    """One line a mistake, in the order of the file."""
    lines = lines_of(text)
    ordered = sorted((line_of(lines, each.path), n, each) for n, each in enumerate(found))
    return tuple(
        f"{source}:{line}: {_key(each.path)}: {' '.join(each.said.split())}"
        for line, _, each in ordered
    )


def _key(path: Path) -> str:
    """The key as it is said: the first of a list is 1."""
    return ".".join(str(part + 1) if isinstance(part, int) else part[:60] for part in path)
