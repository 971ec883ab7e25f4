"""Rules and checks for tests, as a spec would write them."""

from __future__ import annotations

from typing import Any

from formcheck.engine.spec.exercise import Check, Rule

KNEE = "target.knee_flexion_deg"


def rule(signal: str = KNEE, **limits: Any) -> Rule:
    """A rule with the given keys."""
    return Rule.model_validate({"signal": signal, **limits})


def check(*rules: Rule, **other: Any) -> Check:
    """A check on the knee with the given keys."""
    keys = {"id": "knee", "how": "looks", "message": "Straighten", **other}
    return Check.model_validate({**keys, "rules": rules})
