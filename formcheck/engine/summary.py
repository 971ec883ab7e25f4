"""The few numbers and the one thing to work on that a session comes down to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from formcheck.engine.types import Finding, Hold, Rep

WEIGHT = {"bad": 3.0, "warn": 1.0}


def summarize(reps: Sequence[Rep], holds: Sequence[Hold], findings: Sequence[Finding]) -> dict[str, Any]:
    """Per side counts, best height and good seconds, and the check to work on (None when nothing was wrong)."""
    sides: dict[str, dict[str, Any]] = {}
    for side in dict.fromkeys([r.side for r in reps] + [h.side for h in holds]):
        mine = [r for r in reps if r.side == side]
        peaks = [r.peak for r in mine if r.peak is not None and r.verdict != "uncertain"]
        sides[side] = {
            "full": sum(r.verdict == "full" for r in mine),
            "partial": sum(r.verdict == "partial" for r in mine),
            "uncertain": sum(r.verdict == "uncertain" for r in mine),
            "best_height_ratio": round(max(peaks), 3) if peaks else None,
            "held_s": round(sum(h.held_s for h in holds if h.side == side), 2),
        }
    return {"sides": sides, "work_on": _work_on(findings)}


def _work_on(findings: Sequence[Finding]) -> dict[str, str] | None:
    """The fault with the most weight: musts before shoulds, then how long it lasted."""
    weight: dict[str, float] = defaultdict(float)
    message = {}
    for f in findings:
        if f.level in WEIGHT:
            weight[f.check] += WEIGHT[f.level] * (1.0 + f.end_s - f.start_s)
            message[f.check] = f.message
    if not weight:
        return None
    check = max(weight, key=lambda c: weight[c])
    return {"check": check, "message": message[check]}
