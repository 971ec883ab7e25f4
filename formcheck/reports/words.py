"""The report in words: what each result means and what to work on. No layout."""

from __future__ import annotations

from formcheck.engine.values.report import Finding, Report, Verdict
from formcheck.words import Phrase, number, said, translated

__all__ = ["ADVICE", "NOT_MEDICAL", "PAIN_RULE", "counted", "fault", "seconds", "verdict"]

# Silbernagel's pain-monitoring model; the wording of the limits is this project's.
PAIN_RULE = Phrase("advice.pain-rule")
NOT_MEDICAL = Phrase("advice.not-medical")
ADVICE = (
    Phrase("advice.ease-in"),
    Phrase("advice.shoes"),
    Phrase("advice.see-somebody"),
)

_UNITS = {"deg": "°", "deg/s": "°/s", "s": " s", "ratio": ""}


def verdict(of: Verdict) -> str:
    """A verdict with its sign: "✓ full"."""
    return said(f"verdict.{of}")


def seconds(start_s: float, end_s: float) -> str:
    """A stretch of time as "1.9-5.1 s"."""
    return f"{number(start_s, 1)}-{number(end_s, 1)} s"


def counted(report: Report, between: str = ", ") -> str:
    """What was counted, and why the rest was not: "7 full, 2 on both legs, 1 too fast"."""
    counts, reasons = report.counts, report.summary.partial_as
    words = [said("count.full", count=counts.full)]
    if reasons:
        words += [said("count.because", count=n, why=why) for why, n in reasons.items()]
    else:
        words.append(said("count.partial", count=counts.partial))
    words.append(said("count.uncertain", count=counts.uncertain))
    if any(rep.verdict != "uncertain" and not rep.is_measured for rep in report.reps):
        words.append(said("count.not-measured"))
    return between.join(words)


def fault(finding: Finding) -> str:
    """What to change and how far off it was: "Keep your knee straight (24°, at most 15°)"."""
    if finding.level == "unknown" and finding.limits == (None, None):
        return translated(finding.message)  # why a repetition is uncertain
    if finding.level == "unknown":
        return said("fault.not-seen", check=finding.check)
    if finding.worst is None:
        return translated(finding.message)
    low, high = finding.limits
    told = {"message": finding.message, "value": _value(finding.worst, finding.unit)}
    if high is not None and finding.worst > high:
        return said("fault.at-most", **told, limit=_value(high, finding.unit))
    if low is not None and finding.worst < low:
        return said("fault.at-least", **told, limit=_value(low, finding.unit))
    return said("fault.measured", **told)


def _value(value: float, unit: str) -> str:
    digits = 0 if unit.startswith("deg") else 2 if unit == "ratio" else 1
    return f"{number(value, digits)}{_UNITS.get(unit, f' {unit}' if unit else '')}"
