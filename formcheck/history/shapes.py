"""What a row of each table has to be, so that everything that reads it can."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from math import isinf
from typing import Any, Final

from pydantic import TypeAdapter

from formcheck.errors import FormcheckError
from formcheck.history.rows import unpacked
from formcheck.history.values import KeptNote, KeptPain, KeptSet, PlanRow, SessionRow
from formcheck.plan.programme import Programme, parse_programme
from formcheck.plan.values import Change, Done, Morning, Person

__all__ = ["ASKED", "PERSON", "fits", "programme_of"]

ASKED: Final = TypeAdapter(dict[str, Any])
PERSON: Final = TypeAdapter(Person)
_PLAN: Final = TypeAdapter(PlanRow)


def programme_of(text: str) -> Programme:
    """The programme of a plan.

    Raises:
        SpecError: It cannot be read.
    """
    return parse_programme(text, "the programme of the plan")


def _is_plan(row: Mapping[str, Any]) -> None:
    kept = _PLAN.validate_python(row)
    programme_of(kept.programme)
    PERSON.validate_json(kept.person)
    ASKED.validate_json(kept.asked)


def _is_document(row: Mapping[str, Any]) -> None:
    unpacked(row["report"])


_CHECKS: Final[Mapping[str, Callable[[Mapping[str, Any]], object]]] = {
    "plans": _is_plan,
    "changes": TypeAdapter(Change).validate_python,
    "mornings": TypeAdapter(Morning).validate_python,
    "sessions": TypeAdapter(SessionRow).validate_python,
    "pains": TypeAdapter(KeptPain).validate_python,
    "notes": TypeAdapter(KeptNote).validate_python,
    "sets": TypeAdapter(KeptSet).validate_python,
    "documents": _is_document,
    "remains": TypeAdapter(Done).validate_python,
}


def _is_plain(value: object) -> bool:
    return not isinstance(value, bytes) and not (isinstance(value, float) and isinf(value))


def fits(table: str, row: Mapping[str, Any]) -> bool:
    """Whether a row of a table is one that formcheck can have kept."""
    check = _CHECKS.get(table)
    if not all(_is_plain(value) for name, value in row.items() if name != "report"):
        return False
    try:
        if check is not None:
            check(row)
    except (ValueError, TypeError, RecursionError, zlib.error, FormcheckError):
        return False
    return True
