"""The JSON Schema of a spec file: what an editor can refuse while somebody types."""

from __future__ import annotations

from typing import Any

from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.spec.judged import JUDGED, LIMITS
from formcheck.engine.spec.names import SPEC_SIGNALS

__all__ = ["json_schema"]


def json_schema() -> dict[str, Any]:
    """JSON Schema of a spec file, for editors."""
    schema = ExerciseSpec.model_json_schema(by_alias=True)
    for set_on_reading in ("sha256", "told_first"):
        schema["properties"].pop(set_on_reading)
    parts = schema["$defs"]
    parts["Rule"]["anyOf"] = [{"required": [limit]} for limit in LIMITS]
    parts["Rule"]["required"] = ["signal", "source"]
    parts["Condition"]["anyOf"] = [{"required": ["above"]}, {"required": ["below"]}]
    schema["allOf"] = [
        _of_kind("reps", "hold", {"required": ["reps"]}, "reps"),
        _of_kind("hold", "reps", {"required": ["hold_s"]}, "hold"),
        {"properties": {"front_checks": _checks("front")}},
    ]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _of_kind(kind: str, other: str, dose: dict[str, Any], judged: str) -> dict[str, Any]:
    return {
        "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
        "then": {
            "required": [kind],
            "properties": {
                other: False,
                "dosage": dose,
                "checks": _checks(judged),
                "insertional": _checks(judged),
            },
        },
    }


def _checks(kind: str) -> dict[str, Any]:
    """What the rules of checks may be, from the table of what can be judged."""
    rule: dict[str, Any] = {"of": {"enum": list(JUDGED[kind])}}
    if kind != "reps":
        rule |= {"signal": {"enum": list(SPEC_SIGNALS)}, "stat": {"const": "now"}}
    rules = {"items": {"properties": rule}}
    counts = {} if kind == "reps" else {"counts": {"const": False}}
    return {"items": {"properties": {"rules": rules, **counts}}}
