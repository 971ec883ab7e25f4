"""Questions on the terminal: a wrong answer asks again, Ctrl-C ends with nothing half-written."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

import typer

from formcheck.cli.console import put
from formcheck.cli.terminal import shown
from formcheck.errors import PlanError
from formcheck.plan import words

__all__ = ["ask_amount", "ask_number", "ask_one", "ask_yes"]

T = TypeVar("T")
_INTERRUPTED: Final = 130
_YES: Final = {"yes": True, "y": True, "no": False, "n": False}


def ask_yes(question: str) -> bool:
    """Yes or no."""
    return _ask(question, lambda answer: _YES.get(answer.lower()), words.YES_OR_NO)


def ask_number(question: str, most: int = 10) -> int:
    """A whole number from 0 on."""
    kind = words.NUMBER.format(least=0, most=most)
    return _ask(question, lambda answer: _number(answer, most), kind)


def ask_amount(question: str, least: float, most: float) -> float | None:
    """A number, or None for an empty answer."""
    kind = words.NUMBER.format(least=least, most=most)

    def read(answer: str) -> tuple[float | None] | None:
        if not answer:
            return (None,)
        found = _amount(answer)
        return (found,) if found is not None and least <= found <= most else None

    return _ask(question, read, kind)[0]


def ask_one(question: str, names: Sequence[str]) -> str:
    """One of the names; the beginning of one, or a slip of the pen that means only one, will do."""

    def read(answer: str) -> str | None:
        begins = [name for name in names if answer and name.startswith(answer.lower())]
        if answer in names or len(begins) == 1:
            return answer if answer in names else begins[0]
        near = difflib.get_close_matches(answer.lower(), names, n=2, cutoff=0.75)
        return near[0] if len(near) == 1 else None

    return _ask(question, read, words.ONE_OF.format(names=", ".join(names)))


def _ask(question: str, read: Callable[[str], T | None], kind: str) -> T:
    while True:
        put(question)
        answer = _line()
        if (found := read(answer)) is not None:
            return found
        put(words.AGAIN.format(answer=answer[:40], kind=kind))


def _line() -> str:
    try:
        line = sys.stdin.readline()
    except KeyboardInterrupt:
        raise typer.Exit(_INTERRUPTED) from None
    except UnicodeDecodeError:
        return "?"
    if not line:
        raise PlanError("there was no answer: run it in a terminal")
    return shown(line.strip())


def _number(answer: str, most: int) -> int | None:
    found = int(answer) if answer.isdecimal() and len(answer) <= 4 else None
    return found if found is not None and found <= most else None


def _amount(answer: str) -> float | None:
    try:
        return float(answer.replace(",", "."))
    except ValueError:
        return None
