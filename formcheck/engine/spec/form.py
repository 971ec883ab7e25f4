"""What pydantic finds in a spec, in words that name the remedy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.spec.lines import Path
from formcheck.engine.spec.near import near
from formcheck.engine.spec.tables import MOST, Mistake

__all__ = ["form_mistakes"]

_SAID: Final = {
    "missing": "is missing; add it",
    "string_type": "is no text; put it between quotation marks",
    "bool_type": "is neither true nor false; write one of them",
    "tuple_type": "is no list; put it between [ and ]",
    "model_type": "is no table; write keys and values",
    "int_type": "is no whole number; write one, without quotation marks",
    "int_from_float": "is no whole number; write one",
    "float_type": "is no number; write one, without quotation marks",
    "finite_number": "is no number that can be reached; write a finite one",
    "too_short": "is empty; write at least {min_length}",
    "too_long": "has too many; write at most {max_length}",
    "string_too_long": "is too long; write at most {max_length} characters",
    "greater_than": "is too small; take more than {gt:g}",
    "greater_than_equal": "is too small; take at least {ge:g}",
    "less_than_equal": "is too large; take at most {le:g}",
}
_NOT_A_KEY: Final = ("sha256", "told_first")  # set on reading


def form_mistakes(
    error: ValidationError, model: type[BaseModel] = ExerciseSpec
) -> Iterator[Mistake]:
    """Each mistake that was found in the form of a value of a model, once."""
    found = error.errors(include_url=False)
    around = {each["loc"][:n] for each in found for n in range(len(each["loc"]))}
    for each in found:
        if each["type"] == "too_short" and each["loc"] in around:
            continue  # what is wrong inside was not counted
        if any(isinstance(part, int) and part >= MOST for part in each["loc"]):
            continue  # the list is told to be too long
        yield Mistake(each["loc"], _said(each, model))


def _said(error: ErrorDetails, model: type[BaseModel]) -> str:
    kind, context = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown_key(error["loc"], model)
    if kind == "literal_error":
        return _unknown_word(error["input"], str(context["expected"]))
    if kind == "value_error":
        return str(context["error"])
    if kind in _SAID:
        return _SAID[kind].format(**context)
    return f"{error['msg']}; mend it"


def _unknown_key(path: Path, model: type[BaseModel]) -> str:
    known = [key for key in _keys_at(path[:-1], model) if key not in _NOT_A_KEY]
    remedy = near(str(path[-1]), known) or f"leave it out, or take one of {', '.join(known)}"
    return f"is no key that is read here; {remedy}"


def _unknown_word(given: Any, expected: str) -> str:
    known = [word.strip("'") for word in expected.replace(" or ", ", ").split(", ")]
    remedy = f"take one of {', '.join(known)}"
    hint = near(given, known) if isinstance(given, str) else ""
    return f"{str(given)[:60]!r} cannot be; {hint or remedy}"


def _keys_at(path: Path, model: type[BaseModel]) -> tuple[str, ...]:
    """The keys that the table at this place may have, as they are written."""
    for key in path:
        if isinstance(key, str):
            model = next(_parts_of(model.model_fields[key].annotation))
    return tuple(field.alias or name for name, field in model.model_fields.items())


def _parts_of(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _parts_of(inner)
