"""The few numbers and the one thing to work on that a session comes down to."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from formcheck.engine.spec.exercise import Check, ExerciseSpec
from formcheck.engine.values.landmarks import Side
from formcheck.engine.values.report import Finding, Hold, Rep, Report
from formcheck.engine.values.results import (
    Beside,
    Compared,
    Comparison,
    Outcomes,
    SideResult,
    Unit,
    WorkOn,
)
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


def side_results(reps: Sequence[Rep], holds: Sequence[Hold]) -> dict[Side, SideResult]:
    """Counts, best height or angle and good seconds of each leg.

    Args:
        reps: Their peaks are heights; those that are angles stand in the measure `peak_deg`.
        holds: The stretches.
    """
    sides = dict.fromkeys([r.side for r in reps] + [h.side for h in holds])
    return {side: _side_result(side, reps, holds) for side in sides}


def _side_result(side: Side, reps: Sequence[Rep], holds: Sequence[Hold]) -> SideResult:
    mine = [r for r in reps if r.side == side]
    measured = [r for r in mine if r.verdict != "uncertain"]
    heights = [r.peak for r in measured if r.peak is not None]
    angles = [r.measures["peak_deg"] for r in measured if "peak_deg" in r.measures]
    return SideResult(
        full=sum(r.verdict == "full" for r in mine),
        partial=sum(r.verdict == "partial" for r in mine),
        uncertain=sum(r.verdict == "uncertain" for r in mine),
        best_height_ratio=round(max(heights), 3) if heights else None,
        best_angle_deg=round(max(angles), 1) if angles else None,
        held_s=round(sum(h.held_s for h in holds if h.side == side), 2),
    )


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


def work_on(findings: Sequence[Finding]) -> WorkOn | None:
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
    return WorkOn(check, message[check])


def compare(
    outcomes: Mapping[Side, Outcomes],
    holds: Sequence[Hold],
    height_error: float,
    foot_cm: float | None,
) -> Comparison | None:
    """Left beside right, with the error of measurement; None when only one side was done.

    Args:
        outcomes: Of each side that did repetitions.
        holds: The stretches.
        height_error: Error of a height of the heel as formcheck reads it, in foot lengths.
        foot_cm: Centimetres in a foot length, None if unknown.
    """
    if holds:
        held = {side: sum(h.held_s for h in holds if h.side == side) for side in ("left", "right")}
        beside = Beside(held["left"], held["right"], "s")
        return Comparison(held_s=beside) if all(held.values()) else None
    left, right = outcomes.get("left"), outcomes.get("right")
    if left is None or right is None or not (left.repetitions and right.repetitions):
        return None
    ankle_error = max(left.ankle_error_ratio or 0.0, right.ankle_error_ratio or 0.0)
    heel = _Lengths(left, right, height_error, foot_cm)
    ankle = _Lengths(left, right, ankle_error, foot_cm)
    return Comparison(
        peak_height=heel.of("peak_height"),
        peak_ankle_rise=ankle.of("peak_ankle_rise"),
        peak_angle=_angles(left.peak_angle_deg, right.peak_angle_deg),
        total_displacement=heel.of("total_displacement"),
        ankle_displacement=ankle.of("ankle_displacement"),
        repetitions=Compared(left.repetitions, right.repetitions, "", REPETITIONS_LIMIT),
    )


def _angles(left: float | None, right: float | None) -> Compared | None:
    if left is None or right is None:
        return None
    return Compared(left, right, "deg", ANGLE_LIMIT_DEG)


@dataclass(frozen=True, slots=True)
class _Lengths:
    """Compares lengths, with the errors of the person and of the camera.

    The person varies from day to day; a camera reads less well than the tests' linear encoder.

    Attributes:
        left: Outcomes of the left leg.
        right: Of the right one.
        error: Error of one reading, in foot lengths.
        foot_cm: Centimetres in a foot length, None if unknown.
    """

    left: Outcomes
    right: Outcomes
    error: float
    foot_cm: float | None

    def of(self, name: str) -> Compared | None:
        """Left beside right; None where one is not known."""
        left, right = (getattr(leg, f"{name}_ratio") for leg in (self.left, self.right))
        if left is None or right is None:
            return None
        unit: Unit = "cm" if self.foot_cm else "foot lengths"
        scale = self.foot_cm or 1.0
        a, b = left * scale, right * scale
        by_day = SEM_SHARE[name] * (a + b) / 2
        if name == "peak_height" and self.foot_cm:
            by_day = HEIGHT_SEM_CM
        # Errors of reading are offsets, which a sum over repetitions adds up.
        repetitions = (self.left.repetitions + self.right.repetitions) / 2
        readings = 1 if name in PEAKS else repetitions
        by_reading = readings * self.error * scale
        return Compared(a, b, unit, DETECTABLE * math.hypot(by_day, by_reading))
