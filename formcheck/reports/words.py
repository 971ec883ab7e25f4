"""The report in words: what each result means and what to work on. No layout."""

from __future__ import annotations

from formcheck.engine.values.report import Finding, Report, Verdict

__all__ = ["ADVICE", "NOT_MEDICAL", "PAIN_RULE", "VERDICTS", "counted", "fault", "seconds"]

# Silbernagel's pain-monitoring model; the wording of the limits is this project's.
PAIN_RULE = "Pain: up to 2 of 10 is fine, up to 5 if it is gone by the next morning; above 5, or sharp: stop."
NOT_MEDICAL = "General exercise information, not medical advice. The camera cannot see pain, swelling or tendon injury."
ADVICE = (
    "Ease in, and let the range grow over weeks. Do both: hold some stretches, move slowly through others; vary them.",
    "Look at your shoes: worn heels and sudden changes load the tendon. Strengthening treats it, stretching helps.",
    "See somebody if nothing has changed after 6 to 12 weeks; the same day after a pop, if you cannot push off, or if"
    " the calf is hot and swollen.",
)
VERDICTS: dict[Verdict, str] = {
    "full": "✓ full",
    "partial": "◐ partial",
    "uncertain": "? uncertain",
}

_UNITS = {"deg": "°", "deg/s": "°/s", "s": " s", "ratio": ""}


def seconds(start_s: float, end_s: float) -> str:
    """A stretch of time as "1.9-5.1 s"."""
    return f"{start_s:.1f}-{end_s:.1f} s"


def counted(report: Report, between: str = ", ") -> str:
    """What was counted, and why the rest was not: "7 full, 2 on both legs, 1 too fast"."""
    counts, reasons = report.counts, report.summary.partial_as
    words = [f"{counts.full} full"]
    words += (
        [f"{n} {why}" for why, n in reasons.items()] if reasons else [f"{counts.partial} partial"]
    )
    return between.join([*words, f"{counts.uncertain} uncertain"])


def fault(finding: Finding) -> str:
    """What to change and how far off it was: "Keep your knee straight (24°, at most 15°)"."""
    if finding.level == "unknown" and finding.limits == (None, None):
        return finding.message  # why a repetition is uncertain
    if finding.level == "unknown":
        return f"not seen well enough: {finding.check}"
    if finding.worst is None:
        return finding.message
    low, high = finding.limits
    parts = [_value(finding.worst, finding.unit)]
    if high is not None and finding.worst > high:
        parts.append(f"at most {_value(high, finding.unit)}")
    elif low is not None and finding.worst < low:
        parts.append(f"at least {_value(low, finding.unit)}")
    return f"{finding.message} ({', '.join(parts)})"


def _value(value: float, unit: str) -> str:
    digits = 0 if unit.startswith("deg") else 2 if unit == "ratio" else 1
    return f"{value:.{digits}f}{_UNITS.get(unit, f' {unit}' if unit else '')}"
