"""Questions on the terminal: a wrong answer asks again, Ctrl-C ends with nothing half-written."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Callable, Mapping
from typing import Final, TypeVar

import typer

from formcheck.cli.console import put
from formcheck.cli.terminal import shown
from formcheck.errors import PlanError
from formcheck.words import Phrase, said

__all__ = ["ask_amount", "ask_number", "ask_one", "ask_yes"]

T = TypeVar("T")
_INTERRUPTED: Final = 130
_MOST: Final = 1000  # characters of an answer


def ask_yes(question: str) -> bool:
    """Yes or no; the first letter will do."""
    words = {said("ask.yes"): True, said("ask.no"): False}
    known = words | {word[0]: meant for word, meant in words.items()}
    kind = Phrase("ask.yes-or-no", yes=Phrase("ask.yes"), no=Phrase("ask.no"))
    return _ask(question, lambda answer: known.get(answer.lower()), kind)


def ask_number(question: str, most: int = 10) -> int:
    """A whole number from 0 on."""
    kind = Phrase("ask.number", least=0, most=most)
    return _ask(question, lambda answer: _number(answer, most), kind)


def ask_amount(question: str, least: float, most: float) -> float | None:
    """A number, or None for an empty answer."""
    kind = Phrase("ask.number", least=least, most=most)

    def read(answer: str) -> tuple[float | None] | None:
        if not answer:
            return (None,)
        found = _amount(answer)
        return (found,) if found is not None and least <= found <= most else None

    return _ask(question, read, kind)[0]


def ask_one(question: str, meanings: Mapping[str, T]) -> T:
    """What the answer means, by its name in the user's language.

    The beginning of a name, or a slip of the pen that means only one, will do.
    """

    def read(answer: str) -> T | None:
        answer = answer.lower()
        begins = [name for name in meanings if answer and name.startswith(answer)]
        near = begins or difflib.get_close_matches(answer, meanings, n=2, cutoff=0.75)
        name = answer if answer in meanings else near[0] if len(near) == 1 else None
        return None if name is None else meanings[name]

    return _ask(question, read, Phrase("ask.one-of", names=tuple(meanings)))


def _ask(question: str, read: Callable[[str], T | None], kind: str) -> T:
    while True:
        put(question)
        answer = _line()
        if (found := read(answer)) is not None:
            return found
        put(Phrase("ask.again", answer=answer[:40], kind=kind))


def _line() -> str:
    try:
        line = sys.stdin.readline(_MOST)
    except KeyboardInterrupt:
        raise typer.Exit(_INTERRUPTED) from None
    except UnicodeDecodeError:
        return "?"
    except OSError:
        line = ""
    if not line or len(line) == _MOST:  # nobody types so much
        raise PlanError(Phrase("error.plan.no-answer"))
    return shown(line.strip())


def _number(answer: str, most: int) -> int | None:
    found = int(answer) if answer.isdecimal() and len(answer) <= 4 else None
    return found if found is not None and found <= most else None


def _amount(answer: str) -> float | None:
    try:
        return float(answer.replace(",", "."))
    except ValueError:
        return None
