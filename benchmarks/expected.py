"""What is to be expected of repetitions whose truth is known.

Ground-truth files list a repetition that reaches its height as full, with the fault in it beside. A
fault of a check that keeps a repetition from counting makes it partial, if it is beyond the check's
must limit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from formcheck.engine.spec.exercise import Check, ExerciseSpec

SHARE = 0.5  # of the repetition that the fault must cover: neighbours touch


def expected_verdicts(spec: ExerciseSpec, truth: Mapping[str, Any]) -> list[str]:
    """The verdict of every repetition in the ground truth, as formcheck should give it."""
    faults = [f for f in truth["faults"] if _keeps_from_counting(spec, f)]
    return [_expected(rep, faults) for rep in truth["reps"]]


def with_expected_verdicts(spec: ExerciseSpec, truth: Mapping[str, Any]) -> dict[str, Any]:
    """The ground truth with the verdicts that formcheck should give."""
    verdicts = expected_verdicts(spec, truth)
    return {
        **truth,
        "reps": [{**rep, "verdict": v} for rep, v in zip(truth["reps"], verdicts, strict=True)],
    }


def _expected(rep: Mapping[str, Any], faults: Sequence[Mapping[str, Any]]) -> str:
    spoilt = any(_shared_s(rep, f) >= SHARE * min(_length_s(rep), _length_s(f)) for f in faults)
    return "partial" if rep["verdict"] == "full" and spoilt else str(rep["verdict"])


def _shared_s(a: Mapping[str, Any], b: Mapping[str, Any]) -> float:
    return float(min(a["end_s"], b["end_s"]) - max(a["start_s"], b["start_s"]))


def _length_s(span: Mapping[str, Any]) -> float:
    return float(span["end_s"] - span["start_s"])


def _keeps_from_counting(spec: ExerciseSpec, fault: Mapping[str, Any]) -> bool:
    check = next((c for c in spec.checks if c.id == fault["check"]), None)
    return check is not None and check.counts and check.severity == "must" and _is_bad(check, fault)


def _is_bad(check: Check, fault: Mapping[str, Any]) -> bool:
    """Beyond a must limit.

    A fault of no size, or of one in another unit than the limits, is taken for a whole one.
    """
    size = fault.get("magnitude")
    if size is None or fault.get("unit") not in ("deg", "s"):
        return True
    above = [size > rule.bad_above for rule in check.rules if rule.bad_above is not None]
    below = [size < rule.bad_below for rule in check.rules if rule.bad_below is not None]
    return any(above + below)
