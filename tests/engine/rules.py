"""Rules, checks and signals for tests, as a spec and a table would write them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from formcheck.engine.spec.exercise import Check, Rule
from formcheck.engine.values.signals import Signals, Values

KNEE = "target.knee_flexion_deg"


def rule(signal: str = KNEE, **limits: Any) -> Rule:
    """A rule with the given keys."""
    return Rule.model_validate({"signal": signal, **limits})


def check(*rules: Rule, **other: Any) -> Check:
    """A check on the knee with the given keys."""
    keys = {"id": "knee", "how": "looks", "message": "Straighten", **other}
    return Check.model_validate({**keys, "rules": rules})


def signals_of(columns: Mapping[str, float]) -> Signals:
    """Signals with the names that the columns of `frames.csv` have; all others are NaN."""
    parts: dict[str, dict[str, float]] = {"left": {}, "right": {}, "": {}}
    for column, value in columns.items():
        side = next(side for side in parts if column.startswith(f"{side}_") or not side)
        parts[side][column.removeprefix(f"{side}_")] = value
    return Signals(*map(Values, parts.values()))
