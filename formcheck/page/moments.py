"""The moments of a session that are worth a look: the best and the worst one."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.engine.values.report import Finding, Report

__all__ = ["Moment", "best_and_worst"]

_ORDER = {"bad": 2, "warn": 1}


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time with what it shows.

    Attributes:
        time_s: Seconds into the video.
        kind: "best" or "worst".
        text: What is seen there, or what to change.
    """

    time_s: float
    kind: str
    text: str


def best_and_worst(report: Report) -> tuple[Moment, ...]:
    """The best moment, where something was good, then the worst, where something was wrong."""
    found = (_best(report), _worst(report))
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


def _worst(report: Report) -> Moment | None:
    wrong = [finding for finding in report.findings if finding.level in _ORDER]
    if not wrong:
        return None
    worst = max(wrong, key=lambda f: (_ORDER[f.level], f.end_s - f.start_s))
    return Moment((worst.start_s + worst.end_s) / 2, "worst", worst.message)


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
