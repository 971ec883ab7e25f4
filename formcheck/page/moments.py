"""The moments of a session that are worth a look: the best and the worst one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from formcheck.engine.results.summary import work_on
from formcheck.engine.values.report import Finding, Report

__all__ = ["Moment", "best_and_worst", "worst_beside_best"]

_ORDER = {"bad": 2, "warn": 1}


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time with what it shows.

    Attributes:
        time_s: Seconds into the video.
        kind: "best" or "worst".
        text: What is seen there, or what to change.
        check: The check that says so; "" where none does.
    """

    time_s: float
    kind: Literal["best", "worst"]
    text: str
    check: str = ""


def best_and_worst(report: Report) -> tuple[Moment, ...]:
    """The best moment, where something was good, then the worst, where something was wrong."""
    found = (_best(report), _worst(report))
    return tuple(moment for moment in found if moment is not None)


def worst_beside_best(report: Report) -> tuple[Moment, ...]:
    """The worst moment of the one thing to work on, then the best one; none without a fault."""
    todo = work_on(report.findings)
    worst = None if todo is None else _worst(report, todo.check)
    found = () if worst is None else (worst, _best(report))
    return tuple(moment for moment in found if moment is not None)


def _best(report: Report) -> Moment | None:
    full = [rep for rep in report.reps if rep.verdict == "full" and rep.is_measured]
    if full:
        best = max(full, key=lambda rep: (-_faults(rep.findings), rep.peak or 0.0))
        return Moment(best.peak_s, "best", f"#{best.number}")
    if report.holds:
        longest = max(report.holds, key=lambda hold: hold.held_s)
        return Moment(_calm(report, longest.start_s, longest.end_s), "best", f"#{longest.number}")
    return None


def _worst(report: Report, check: str | None = None) -> Moment | None:
    """Of all checks, or of one."""
    wrong = [f for f in report.findings if f.level in _ORDER and check in (None, f.check)]
    if not wrong:
        return None
    worst = max(wrong, key=lambda f: (_ORDER[f.level], f.end_s - f.start_s))
    return Moment(_middle(report, worst), "worst", worst.message, worst.check)


def _middle(report: Report, finding: Finding) -> float:
    """What is wrong with a whole repetition shows where that is furthest from its start."""
    span = finding.start_s, finding.end_s
    peaks = [rep.peak_s for rep in report.reps if (rep.start_s, rep.end_s) == span]
    return peaks[0] if peaks else sum(span) / 2


def _faults(findings: tuple[Finding, ...]) -> int:
    return sum(finding.level in _ORDER for finding in findings)


def _calm(report: Report, start_s: float, end_s: float) -> float:
    """The middle of the longest time without a fault between two moments."""
    free, longest = start_s, (start_s, end_s)
    spans = [(f.start_s, f.end_s) for f in report.findings if f.level in _ORDER]
    gaps = []
    for begins, ends in sorted(span for span in spans if start_s <= span[0] < end_s):
        gaps.append((free, begins))
        free = max(free, ends)
    gaps.append((free, end_s))
    longest = max(gaps, key=lambda gap: gap[1] - gap[0])
    return sum(longest) / 2
