"""The few numbers and the one thing to work on that a session comes down to."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from formcheck.engine.spec.exercise import Check, ExerciseSpec
from formcheck.engine.values.report import Finding, Hold, Rep, Report
from formcheck.words import Phrase

TOO_HARD = 3  # partial repetitions, from which on the easier exercise is named
PARTIAL = Phrase("count.partial-alone")
WEIGHT = {"bad": 3.0, "warn": 1.0}

# Two measurements of one person differ by up to this many standard errors of measurement in 95 of
# 100 cases.
DETECTABLE = 1.96 * math.sqrt(2)
# From day to day, with a linear encoder (Byrne 2017); work is in proportion to the displacement. In
# shares they are taken for the ankle, too, which rises in proportion to the heel.
HEIGHT_SEM_CM = 0.8
PEAKS = ("peak_height", "peak_ankle_rise")
SEM_SHARE = dict.fromkeys(PEAKS, 0.066) | {"total_displacement": 0.131, "ankle_displacement": 0.131}
REPETITIONS_LIMIT = 6.2  # 95 % limits of agreement (Hebert-Losier 2017)
ANGLE_LIMIT_DEG = 4.7  # minimal detectable change of the weight-bearing lunge (Powden 2015)


def summarize(
    reps: Sequence[Rep], holds: Sequence[Hold], findings: Sequence[Finding]
) -> dict[str, Any]:
    """Per side counts, best height or angle and good seconds, and the check to work on (None when nothing was wrong).

    Args:
        reps: Their peaks are heights; those that are angles stand in the measure `peak_deg`.
        holds: The stretches.
        findings: The faults.
    """
    sides: dict[str, dict[str, Any]] = {}
    for side in dict.fromkeys([r.side for r in reps] + [h.side for h in holds]):
        mine = [r for r in reps if r.side == side]
        measured = [r for r in mine if r.verdict != "uncertain"]
        heights = [r.peak for r in measured if r.peak is not None]
        angles = [r.measures["peak_deg"] for r in measured if "peak_deg" in r.measures]
        sides[side] = {
            "full": sum(r.verdict == "full" for r in mine),
            "partial": sum(r.verdict == "partial" for r in mine),
            "uncertain": sum(r.verdict == "uncertain" for r in mine),
            "best_height_ratio": round(max(heights), 3) if heights else None,
            "best_angle_deg": round(max(angles), 1) if angles else None,
            "held_s": round(sum(h.held_s for h in holds if h.side == side), 2),
        }
    return {"sides": sides, "work_on": _work_on(findings)}


def partial_as(reps: Sequence[Rep], checks: Sequence[Check]) -> dict[str, int]:
    """How many of the partial repetitions failed what, in the words of the spec; each is told once.

    Height comes last: one that is also on both legs, or too fast, is low because of it.
    """
    ordered = sorted((c for c in checks if c.counts), key=lambda c: c.id == "full-height")
    found: Counter[str] = Counter()
    for rep in reps:
        failed = {f.check for f in rep.findings if f.level == "bad"}
        words = (c.counted_as or c.message for c in ordered if c.id in failed)
        if rep.verdict == "partial":
            found[next(words, PARTIAL)] += 1
    return dict(found)


def easier(report: Report, spec: ExerciseSpec) -> str | None:
    """The exercise to offer when this one is too hard.

    Repetitions do not count, or a hold was tried in vain.
    """
    in_vain = (
        spec.kind == "hold" and not report.holds and any(f.level == "bad" for f in report.findings)
    )
    too_hard = in_vain or report.counts.partial >= TOO_HARD
    return spec.easier or None if too_hard else None


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


def compare(
    outcomes: Mapping[str, Mapping[str, Any]],
    holds: Sequence[Hold],
    height_error: float,
    foot_cm: float | None,
) -> dict[str, Any] | None:
    """Left beside right, with the error of measurement; None when only one side was done.

    Each entry has `left`, `right`, `difference` (left - right) and `unit`. Entries of repetitions
    also have `symmetry_percent`, the lower in per cent of the higher (which side is the injured
    one, a camera does not know), and `measurement_error`: a smaller difference is
    `within_measurement_error`.

    Args:
        outcomes: Side -> the fields of `outcomes.Outcomes`.
        holds: The stretches.
        height_error: Error of a height of the heel as formcheck reads it, in foot lengths.
        foot_cm: Centimetres in a foot length, None if unknown.
    """
    if holds:
        held = {side: sum(h.held_s for h in holds if h.side == side) for side in ("left", "right")}
        return {"held_s": _beside(held["left"], held["right"], "s")} if all(held.values()) else None
    if not all(side in outcomes and outcomes[side]["repetitions"] for side in ("left", "right")):
        return None
    left, right = outcomes["left"], outcomes["right"]
    ankle_error = max(left["ankle_error_ratio"] or 0.0, right["ankle_error_ratio"] or 0.0)
    pairs = {
        "peak_height": _lengths("peak_height", left, right, height_error, foot_cm),
        "peak_ankle_rise": _lengths("peak_ankle_rise", left, right, ankle_error, foot_cm),
        "peak_angle": _judged(
            left["peak_angle_deg"], right["peak_angle_deg"], "deg", ANGLE_LIMIT_DEG
        ),
        "total_displacement": _lengths("total_displacement", left, right, height_error, foot_cm),
        "ankle_displacement": _lengths("ankle_displacement", left, right, ankle_error, foot_cm),
        "repetitions": _judged(left["repetitions"], right["repetitions"], "", REPETITIONS_LIMIT),
    }
    return {name: pair for name, pair in pairs.items() if pair}


def _beside(left: float, right: float, unit: str) -> dict[str, Any]:
    return {"left": left, "right": right, "difference": left - right, "unit": unit}


def _judged(
    left: float | None, right: float | None, unit: str, limit: float
) -> dict[str, Any] | None:
    if left is None or right is None:
        return None
    low, high = sorted((left, right))
    return _beside(left, right, unit) | {
        "symmetry_percent": 100 * (low / high) if low > 0 else None,
        "measurement_error": limit,
        "within_measurement_error": high - low < limit,
    }


def _lengths(
    name: str,
    left: Mapping[str, Any],
    right: Mapping[str, Any],
    height_error: float,
    foot_cm: float | None,
) -> dict[str, Any] | None:
    """Two lengths; the person varies from day to day, and a camera reads less well than the tests' linear encoder."""
    if left[f"{name}_ratio"] is None or right[f"{name}_ratio"] is None:
        return None
    unit, scale = ("cm", foot_cm) if foot_cm else ("foot lengths", 1.0)
    a, b = left[f"{name}_ratio"] * scale, right[f"{name}_ratio"] * scale
    is_peak = name in PEAKS
    varies = HEIGHT_SEM_CM if name == "peak_height" and foot_cm else SEM_SHARE[name] * (a + b) / 2
    # Errors of reading are offsets, which a sum over repetitions adds up.
    readings = 1 if is_peak else (left["repetitions"] + right["repetitions"]) / 2
    return _judged(a, b, unit, DETECTABLE * math.hypot(varies, readings * height_error * scale))
