"""What can be judged: `of` with `stat` in each kind of exercise, and limits that can be met."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final

from formcheck.engine.spec.names import (
    FRONT_SIGNALS,
    REP_MEASURES,
    SIDE_SIGNALS,
    SIGNALS,
    SPEC_SIGNALS,
)
from formcheck.engine.spec.tables import Mistake, Table

__all__ = [
    "FLAT_FEET",
    "JUDGED",
    "LIMITS",
    "NOT_FLAT",
    "condition_mistakes",
    "rule_mistakes",
    "signal_problem",
]

ONCE: Final = ("max", "min", "range", "top", "bottom")
JUDGED: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "reps": {
        "value": ("now", *ONCE),
        "change": ("now", "max", "min", "top", "bottom"),
        "speed": ("now",),
        "bounce": ("now",),
    },
    "hold": dict.fromkeys(("value", "change", "drift", "speed", "bounce"), ("now",)),
    "front": dict.fromkeys(("value", "change", "speed"), ("now",)),
}
"""What is taken from a signal (`of`), and over what (`stat`), in each kind of exercise."""

LIMITS: Final = ("bad_below", "warn_below", "warn_above", "bad_above")  # in their order
FLAT_FEET: Final = ("standing", "foot-up", "seated")
NOT_FLAT: Final = ("lying", "long-sitting")  # there no height of a heel is known
_HEIGHTS: Final = ("heel_height_ratio", "lift_ratio")
_WITHIN: Final = {"deg": (-180.0, 180.0), "ratio": (-10.0, 10.0), "s": (0.0, 3600.0)}
_DISTANCES: Final = (
    *("ankle_to_thigh_ratio", "hand_to_toe_ratio", "hand_to_thigh_ratio", "foot_length_ratio"),
    *("trunk_length_ratio", "step_length_ratio", "stance_width_ratio", "height_fraction"),
)
_FASTEST: Final = 1000.0
_IN_KIND: Final = {
    "reps": "an exercise that is counted",
    "hold": "an exercise that is held",
    "front": "the second pass from the front",
}


def rule_mistakes(rule: Table, kind: str, spec: Table) -> Iterator[Mistake]:
    """What is wrong with a rule, its source aside.

    Args:
        rule: The rule.
        kind: What it is judged in: reps, hold or front.
        spec: The whole file.
    """
    yield from _combination(rule, kind)
    yield from _signal(rule, "signal", kind, spec)
    yield from _order(rule)
    yield from _reach(rule)


def condition_mistakes(condition: Table, spec: Table) -> Iterator[Mistake]:
    """What is wrong with the condition of a hold."""
    low, high = condition.number("above"), condition.number("below")
    yield from _signal(condition, "signal", "hold", spec)
    if "above" not in condition and "below" not in condition:
        yield Mistake(condition.path, "has no limit; add above, below or both")
    elif low is not None and high is not None and low >= high:
        said = f"nothing is above {low:g} and below {high:g}; let above be the smaller one"
        yield condition.wrong("above", said)
    least, most = _range_of(condition.text("signal"), condition.text("of", "value"), "now")
    if low is not None and low >= most:
        yield condition.wrong("above", f"it is never above {most:g}; take a smaller one")
    if high is not None and high <= least:
        yield condition.wrong("below", f"it is never below {least:g}; take a larger one")


def signal_problem(signal: str, kind: str, spec: Table) -> str:
    """Why a known signal has no value here, with the remedy; empty when it has one."""
    role, _, name = signal.rpartition(".")
    if name in FRONT_SIGNALS and kind != "front":
        return "only the front shows it; move the check to [[front_checks]]"
    if name in SIDE_SIGNALS and kind == "front":
        return f"the front does not show it; take one of {', '.join(FRONT_SIGNALS)}"
    lift = spec.table("reps").text("lift", "body")
    if name == "heel_rise_ratio" and (kind != "reps" or lift == "none" or role == "other"):
        return "it is known of the counted leg only, with reps.lift; take heel_height_ratio"
    if name in _HEIGHTS and spec.table("target").text("posture") in NOT_FLAT:
        return f"no height of a heel is known there; take a target.posture of {_or(FLAT_FEET)}"
    return ""


def _or(names: tuple[str, ...]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}"


def _signal(table: Table, key: str, kind: str, spec: Table) -> Iterator[Mistake]:
    signal = table.text(key)
    known = signal in SPEC_SIGNALS
    if known and (problem := signal_problem(signal, kind, spec)):
        yield table.wrong(key, f"{signal} has no value here: {problem}")


def _combination(rule: Table, kind: str) -> Iterator[Mistake]:
    of, stat = rule.text("of", "value"), rule.text("stat", "now")
    here = _IN_KIND[kind]
    if rule.text("signal") in REP_MEASURES:
        if kind != "reps":
            yield rule.wrong("signal", f"{here} has no repetitions; take a signal of a leg or body")
        for key in ("of", "stat"):
            if key in rule:
                yield rule.wrong(key, "a repetition has one such number; leave it out")
        return
    known = {of for kinds in JUDGED.values() for of in kinds}
    if of not in JUDGED[kind]:
        if of in known:
            yield rule.wrong("of", f"{of} is not judged in {here}; take {_or(tuple(JUDGED[kind]))}")
        of = "value"
    if stat in ("now", *ONCE) and stat not in JUDGED[kind][of]:
        once = f"{here} has no repetitions" if kind != "reps" else f"{of} is judged at each moment"
        yield rule.wrong("stat", f"{stat} of {of} is not judged, {once}; leave stat out")


def _order(rule: Table) -> Iterator[Mistake]:
    """Bad below warn below, then warn above bad above."""
    given = [(key, value) for key in LIMITS if (value := rule.number(key)) is not None]
    if not any(key in rule for key in LIMITS):
        yield Mistake(rule.path, f"has no limit; add at least one of {_or(LIMITS)}")
    for (key, value), (other, more) in pairwise(given):
        if value >= more:
            why = "a warning comes before what is bad" if _same_end(key, other) else "low < high"
            yield rule.wrong(key, f"{value:g} is not less than {other} = {more:g}; {why}")


def _same_end(key: str, other: str) -> bool:
    return key.rpartition("_")[2] == other.rpartition("_")[2]


def _reach(rule: Table) -> Iterator[Mistake]:
    """Limits that are never crossed, or always."""
    of, stat = rule.text("of", "value"), rule.text("stat", "now")
    least, most = _range_of(rule.text("signal"), of, stat)
    for key in LIMITS:
        value = rule.number(key)
        if value is None:
            continue
        if of == "bounce" and key.endswith("below"):
            yield rule.wrong(key, "to keep still would be the fault; take the limit above")
        elif not least < value < most:
            what = f"{of if stat == 'now' else stat} of {rule.text('signal')}"
            said = f"{what} lies between {least:g} and {most:g}; take a limit within"
            yield rule.wrong(key, said)


def _range_of(signal: str, of: str, stat: str) -> tuple[float, float]:
    """Least and largest value of what is judged; no bounds where that is not known."""
    name = signal.rpartition(".")[2]
    unit = SIGNALS[name].kind if name in SIGNALS else REP_MEASURES.get(name)
    if unit is None:
        return -math.inf, math.inf
    if not unit:  # of the signal that is counted
        return _WITHIN["deg"]
    least, most = _WITHIN[unit]
    if name in _DISTANCES:
        least = 0.0
    if of == "speed":
        return 0.0, _FASTEST
    if of == "bounce" or stat == "range":
        return 0.0, most - least
    return (least - most, most - least) if of in ("change", "drift") else (least, most)
