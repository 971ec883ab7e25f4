"""What keys do to a session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from formcheck.coach.coach import Coach
from formcheck.words import Phrase

HELP: Final = (
    (Phrase("key.space"), Phrase("key.pause")),
    (Phrase("key.enter"), Phrase("key.next")),
    ("s", Phrase("key.swap")),
    ("r", Phrase("key.restart")),
    ("+ -", Phrase("key.correct")),
    ("0-10", Phrase("key.pain")),
    ("m", Phrase("key.mirror")),
    ("v", Phrase("key.voice")),
    ("h", Phrase("key.help")),
    ("q", Phrase("key.end")),
)
_PAUSABLE: Final = ("active", "paused")


def _pause(coach: Coach) -> None:
    if coach.state in _PAUSABLE:
        coach.held_by_key = not coach.held_by_key
        if coach.held_by_key:
            coach.say(Phrase("coach.paused"), "count")
        coach.state = "paused"  # it goes on when the person is back in place


def _next(coach: Coach) -> None:
    if coach.state in _PAUSABLE:
        coach.end_set()
    elif coach.state == "summary":
        coach.finish()
    else:
        coach.hurry()


def _swap(coach: Coach) -> None:
    if coach.state not in ("summary", "done"):
        coach.swap()


def _restart(coach: Coach) -> None:
    if coach.state in _PAUSABLE:
        coach.restart()


def _correct(change: int) -> Callable[[Coach], None]:
    def act(coach: Coach) -> None:
        coach.correct(change)

    return act


def _digit(digit: int) -> Callable[[Coach], None]:
    def act(coach: Coach) -> None:
        if coach.state in ("rest", "summary") or coach.intro.asks_pain:
            ten = digit == 0 and coach.record.pain_now == 1  # "1", then "0"
            coach.answer(10 if ten else digit)

    return act


KEYS: Final[Mapping[str, Callable[[Coach], None]]] = {
    "space": _pause,
    "enter": _next,
    "s": _swap,
    "r": _restart,
    "plus": _correct(1),
    "minus": _correct(-1),
    "q": lambda coach: coach.finish(),
    **{str(digit): _digit(digit) for digit in range(10)},
}


def press(coach: Coach, key: str) -> None:
    """A key that means something to the session; others are ignored."""
    if key in KEYS:
        KEYS[key](coach)
