"""What an eye saw in a clip of a real person, and whether a report agrees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from formcheck.engine.values.report import Report

HOLD_S = 0.7  # a hold's seconds may be off by this
PEAK_S = 1.2  # a repetition of which only the peak is known lasts about so long before and after it
Spans = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Truth:
    """What is right.

    Attributes:
        exercise: Its id.
        reps: Right numbers of repetitions; empty for holds.
        holds_s: Good seconds of each hold; None for repetitions.
        slack_s: Seconds by which the sum of the holds may be off.
        verdict: Of the repetitions.
        finding: A check id that must be told.
        may_refuse: Whether saying why nothing is counted is an answer.
        peaks_s: When the heels are highest.
        note: What the eye saw.
    """

    exercise: str
    reps: tuple[int, ...] = ()
    holds_s: tuple[float, ...] | None = None
    slack_s: float = HOLD_S
    verdict: str = "full"
    finding: str | None = None
    may_refuse: bool = True
    peaks_s: tuple[float, ...] = ()
    note: str = ""

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> Truth:
        """From an entry of truth.json."""
        reps = entry.get("reps", [])
        holds = tuple(map(float, entry["hold_s"])) if "hold_s" in entry else None
        return cls(
            entry["exercise"],
            tuple(reps) if isinstance(reps, list) else (reps,),
            holds,
            HOLD_S * max(1, len(holds or ())),
            entry.get("verdict", "full"),
            entry.get("finding"),
            entry.get("reason_allowed", True),
            tuple(entry.get("peaks_s", ())),
            entry.get("note", ""),
        )

    @property
    def has_any(self) -> bool:
        """Whether there is anything to count or time."""
        return any(self.reps) or any(self.holds_s or ())

    @property
    def words(self) -> str:
        """What is right, for a table."""
        if self.holds_s is not None:
            return " + ".join(f"{s:g}" for s in self.holds_s) + " s"
        found = f", {self.finding}" if self.finding else ""
        return (
            " or ".join(map(str, self.reps))
            + ("" if self.verdict == "full" else f" {self.verdict}")
            + found
        )


def said(report: Report) -> str:
    """Counts and seconds of a report, and the checks that were bad."""
    bad = sorted({f.check for f in report.findings if f.level == "bad"})
    if report.kind == "reps":
        numbers = report.counts.full, report.counts.partial, report.counts.uncertain
        kinds = zip(numbers, ("full", "partial", "uncertain"), strict=True)
        text = ", ".join(f"{n} {kind}" for n, kind in kinds if n) or "0"
    else:
        text = (
            " + ".join(f"{hold.held_s:.1f}" for hold in report.holds if hold.held_s >= 0.05) or "0"
        )
        text += " s"
    return f"{text}; {', '.join(bad)}" if bad else text


def outcome(truth: Truth, report: Report) -> str:
    """How a report stands to the truth: right, refused, not full or wrong."""
    number = _holds(truth, report) if truth.holds_s is not None else _reps(truth, report)
    if (
        number == "right"
        and truth.finding
        and truth.finding not in {f.check for f in report.findings}
    ):
        number = "wrong"
    if number != "right" and _refuses(report) and truth.may_refuse:
        return "refused"
    return number


def _reps(truth: Truth, report: Report) -> str:
    counts = report.counts
    whole = counts.full + counts.partial + counts.uncertain
    right = counts.partial if truth.verdict == "partial" else counts.full
    if right in truth.reps and whole in truth.reps:
        return "right"
    return "not full" if whole in truth.reps else "wrong"


def _holds(truth: Truth, report: Report) -> str:
    held = sum(hold.held_s for hold in report.holds)
    return "right" if abs(held - sum(truth.holds_s or ())) <= truth.slack_s else "wrong"


def _refuses(report: Report) -> bool:
    """Nothing was counted or timed, and the report says why."""
    counts = report.counts
    done = (
        counts.full + counts.partial + counts.uncertain + sum(hold.held_s for hold in report.holds)
    )
    return done == 0 and bool(getattr(report.view, "reason", None))


def spans_of(truth: Truth, report: Report, whole: str) -> Spans | None:
    """When the repetitions are: by eye, else as read where that was right.

    None where nobody knows, or for holds.
    """
    if truth.holds_s is not None:
        return () if sum(truth.holds_s) == 0 else None
    if truth.reps == (0,):
        return ()
    if truth.peaks_s:
        return [(peak - PEAK_S, peak + PEAK_S) for peak in truth.peaks_s]
    return [(rep.start_s, rep.end_s) for rep in report.reps] if whole == "right" else None


def since_cut(truth: Truth, spans: Spans | None, start_s: float) -> Truth | None:
    """What is right once the beginning is cut off; None where nobody knows."""
    if spans is None:
        return None
    if truth.holds_s is not None:
        return truth
    whole = sum(begin >= start_s for begin, _ in spans)
    most = sum(end > start_s for _, end in spans)
    return replace(
        truth, reps=tuple(range(whole, most + 1)), finding=None if most == 0 else truth.finding
    )
