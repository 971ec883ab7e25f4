"""What keys do to a session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from formcheck.coach.coach import OVER, Coach
from formcheck.words import Phrase

HELP: Final = (
    (Phrase("key.space"), Phrase("key.pause")),
    (Phrase("key.enter"), Phrase("key.next")),
    ("s", Phrase("key.swap")),
    ("r", Phrase("key.restart")),
    ("+ -", Phrase("key.correct")),
    ("0-10", Phrase("key.pain")),
    ("m", Phrase("key.mirror")),
    ("f", Phrase("key.full-screen")),
    ("v", Phrase("key.voice")),
    ("h", Phrase("key.help")),
    ("q", Phrase("key.end")),
)
_PAUSABLE: Final = ("active", "paused")


def _pause(coach: Coach) -> None:
    if coach.state in _PAUSABLE:
        coach.held_by_key = not coach.held_by_key
        if coach.held_by_key:
            coach.say(Phrase("coach.paused"), "course")
        coach.state = "paused"  # it goes on when the person is back in place


def _next(coach: Coach) -> None:
    if coach.state in _PAUSABLE:
        coach.end_set()
    elif coach.state == "summary":
        coach.finish()
    else:
        coach.hurry()


def _swap(coach: Coach) -> None:
    """Changes to the other leg; what was done stays in the record."""
    if coach.state not in OVER:
        coach.turns.swap(coach.keep())
        coach.set_up()


def _restart(coach: Coach) -> None:
    """Throws the set that is under way away, to do it again."""
    if coach.state in _PAUSABLE and coach.work is not None:
        dropped = coach.work.session.judged().counts.full
        coach.record.restart(coach.time_s, coach.turns.number, dropped)
        coach.set_up()


def _correct(change: int) -> Callable[[Coach], None]:
    """Changes the count that is shown; the report keeps what was measured, and this beside it."""

    def act(coach: Coach) -> None:
        if coach.work is not None and coach.work.counts:
            coach.work.correct(change)
            coach.record.correct(coach.time_s, coach.turns.number, change)

    return act


def _digit(digit: int) -> Callable[[Coach], None]:
    def act(coach: Coach) -> None:
        if coach.asks_pain:
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
