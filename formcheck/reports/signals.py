"""The list of signals, for the terminal and as the page `docs/signals.md`."""

from __future__ import annotations

from collections.abc import Mapping

from formcheck.engine.spec.signals import BODY_SIGNALS, LEG_SIGNALS, Signal

__all__ = ["HEAD", "TABLES", "markdown", "row"]

HEAD = ("signal", "unit", "is 0 when", "is larger when", "view")
TABLES: Mapping[str, Mapping[str, Signal]] = {
    "Of a leg": LEG_SIGNALS,
    "Of the body": BODY_SIGNALS,
}
_INTRODUCTION = """\
# Signals

What a spec may name, made by `formcheck signals --markdown`. Of a leg it is written
`target.NAME` or `other.NAME`: the leg that is measured, or the other one. What points the other way
than the fourth column says is negative. Lengths are those of the person's own body in the picture.
The view is the one that the signal needs; elsewhere it means little. Names in **bold** are columns
of `frames.csv`, those of a leg with `left_` and `right_` before them. What is not seen is unknown,
never 0."""


def row(signal: Signal) -> tuple[str, ...]:
    """What `HEAD` names, of one signal."""
    return signal.name, signal.unit, signal.zero, signal.positive, signal.plane


def markdown() -> str:
    """The page of all signals."""
    parts = [_INTRODUCTION]
    for title, signals in TABLES.items():
        parts.append(f"## {title}")
        lines = (_line(_marked(signal), *row(signal)[1:]) for signal in signals.values())
        parts.append("\n".join((_line(*HEAD), _line(*("---" for _ in HEAD)), *lines)))
    return "\n\n".join(parts) + "\n"


def _marked(signal: Signal) -> str:
    return f"**`{signal.name}`**" if signal.column else f"`{signal.name}`"


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
