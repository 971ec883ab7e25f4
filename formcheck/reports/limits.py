"""The limits of a spec as they stand on the axis of a signal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from formcheck.engine.spec.exercise import Check, Condition, ExerciseSpec, Rule

__all__ = ["Limit", "limits_on", "others_on"]

_KEYS: Final = ("bad_above", "bad_below", "warn_above", "warn_below")
_HEIGHTS: Final = ("peak", "valley", "rebound")  # of the signal that is counted
_SIGN: Final = {"above": ">", "below": "<"}


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit.

    Attributes:
        at: Its value.
        level: What lies beyond it: bad, warn, or the name of a condition.
        above: Whether that is above.
        each_moment: It is judged frame by frame, not once per repetition.
        said: In words.
    """

    at: float
    level: str
    above: bool
    each_moment: bool
    said: str


def limits_on(spec: ExerciseSpec, signal: str) -> tuple[Limit, ...]:
    """The limits of its value, and those between which it is an attempt."""
    found = [*_conditions(spec, signal)]
    for check in spec.checks:
        for rule in check.rules:
            if _is_of_value(spec, rule, signal):
                found += _limits(check, rule)
    return tuple(found)


def others_on(spec: ExerciseSpec, signal: str) -> tuple[str, ...]:
    """What is judged of a signal and does not stand on its axis, in words."""
    rules = ((check, rule) for check in spec.checks for rule in check.rules)
    return tuple(
        limit.said
        for check, rule in rules
        if rule.signal == signal and not _is_of_value(spec, rule, signal)
        for limit in _limits(check, rule)
    )


def _is_of_value(spec: ExerciseSpec, rule: Rule, signal: str) -> bool:
    if rule.signal in _HEIGHTS:
        return spec.reps is not None and spec.reps.signal == signal
    return rule.signal == signal and rule.of == "value" and rule.stat != "range"


def _limits(check: Check, rule: Rule) -> Iterator[Limit]:
    what = rule.signal if rule.signal in _HEIGHTS else rule.stat
    words = [word for word in (rule.of, what) if word not in ("value", "now")]
    for key in _KEYS:
        value = getattr(rule, key)
        if value is not None:
            level, _, way = key.partition("_")
            said = " ".join((level, *words, _SIGN[way], f"{value:g}", check.id))
            yield Limit(value, level, way == "above", not rule.per_rep, said)


def _conditions(spec: ExerciseSpec, signal: str) -> Iterator[Limit]:
    if spec.hold is None:
        return
    for name, condition in (("attempt", spec.hold.attempt), ("stay", spec.hold.stay)):
        if condition is not None and condition.signal == signal and condition.of == "value":
            yield from _edges(name, condition)


def _edges(name: str, condition: Condition) -> Iterator[Limit]:
    for way, value in (("above", condition.above), ("below", condition.below)):
        if value is not None:
            said = f"{name} {_SIGN[way]} {value:g}"
            yield Limit(value, name, way == "above", each_moment=False, said=said)
