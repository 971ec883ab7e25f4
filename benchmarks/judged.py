"""What formcheck makes of one rendered clip, held against the truth."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from clips import Clip
from expected import expected_verdicts, with_expected_verdicts
from readings import Pair, pairs_of, reported_rise

from formcheck.engine.session import Session
from formcheck.engine.values.report import Finding, Rep, Report
from formcheck.library import load_exercise
from formcheck.media.pose.traces import Trace

EDGE_S = 0.7  # episodes may be this much longer than the truth on either side
START_S = 1.0  # a fault must be found within this time of its start


@dataclass(frozen=True)
class Judged:
    """One clip in numbers; NaN where they do not apply.

    Attributes:
        clip: What was judged.
        report: What was said.
        right_reps: True repetitions that got their verdict.
        all_reps: True repetitions, and read ones that belong to none.
        hold_error_s: Good seconds read minus true ones.
        found: Faults that were found.
        told: Findings "bad" and "warn".
        false: Those of them that the truth does not list.
        wrong_s: Seconds called bad in good form.
        good_s: Seconds of good form.
        pairs: Measure -> true and read values.
    """

    clip: Clip
    report: Report
    right_reps: int
    all_reps: int
    hold_error_s: float
    found: int
    told: int
    false: tuple[Finding, ...]
    wrong_s: float
    good_s: float
    pairs: Mapping[str, Pair]

    @property
    def true_verdicts(self) -> list[str]:
        """In their order."""
        return expected_verdicts(load_exercise(self.clip.exercise), self.clip.truth)

    @property
    def read_verdicts(self) -> list[str]:
        """In their order."""
        return [str(rep.verdict) for rep in self.report.reps]

    @property
    def is_exact(self) -> bool:
        """Whether every verdict is right, and there is no other."""
        return self.true_verdicts == self.read_verdicts

    @property
    def is_counted(self) -> bool:
        """Whether repetitions are what the exercise is about."""
        return self.report.kind == "reps"


def judge(clip: Clip, trace: Trace, ignored: Sequence[Mapping[str, Any]] = ()) -> Judged:
    """Judges the clip.

    Args:
        clip: The clip.
        trace: What was found in it.
        ignored: Repetitions that are not in the truth of the clip, and may be told or not.
    """
    spec = load_exercise(clip.exercise)
    session = Session(spec)
    seen = [
        session.update(float(time_s), pose)
        for time_s, pose in zip(trace.time_s, trace.poses, strict=True)
    ]
    report, truth = session.finish(), with_expected_verdicts(spec, clip.truth)
    aside = [read for _, read in _matched(ignored, report.reps)]
    report = replace(report, reps=tuple(rep for rep in report.reps if rep not in aside))
    faults = [(f["check"], f["start_s"], f["end_s"]) for f in truth["faults"]]
    told = [x for x in report.findings if x.level in ("bad", "warn")]
    matched = _matched(truth["reps"], report.reps)
    right = sum(read.verdict == true["verdict"] for true, read in matched)
    pairs = pairs_of(clip, seen)
    if "ankle rise" in pairs and (reported := reported_rise(clip, matched)).is_read:
        pairs["reported ankle rise"] = reported
    wrong_s, good_s = _wrongly_bad(truth, report)
    return Judged(
        clip,
        report,
        right,
        len(truth["reps"]) + len(report.reps) - len(matched),
        _hold_error(truth, report),
        sum(any(_finds(x, fault) for x in told) for fault in faults),
        len(told),
        tuple(x for x in told if not any(_belongs(x, fault) for fault in faults)),
        wrong_s,
        good_s,
        pairs,
    )


def _matched(
    true: Sequence[Mapping[str, Any]], read: Sequence[Rep]
) -> list[tuple[Mapping[str, Any], Rep]]:
    """True repetitions with the read one that overlaps most, where there is one."""
    left, matched = list(read), []
    for rep in true:
        best = max(
            left,
            key=lambda r: min(r.end_s, rep["end_s"]) - max(r.start_s, rep["start_s"]),
            default=None,
        )
        if best is not None and best.start_s <= rep["end_s"] and best.end_s >= rep["start_s"]:
            left.remove(best)
            matched.append((rep, best))
    return matched


def _finds(finding: Finding, fault: tuple[str, float, float]) -> bool:
    check, start, end = fault
    return (
        finding.check == check and abs(finding.start_s - start) <= START_S and finding.start_s < end
    )


def _belongs(finding: Finding, fault: tuple[str, float, float]) -> bool:
    check, start, end = fault
    return (
        finding.check == check and finding.start_s < end + EDGE_S and finding.end_s > start - EDGE_S
    )


def _hold_error(truth: Mapping[str, Any], report: Report) -> float:
    if not truth["holds"]:
        return math.nan
    return sum(h.held_s for h in report.holds) - float(sum(h["good_s"] for h in truth["holds"]))


def _wrongly_bad(truth: Mapping[str, Any], report: Report) -> tuple[float, float]:
    """Seconds called bad while no fault was on, and seconds without fault.

    Inside repetitions and holds.
    """
    times = np.array(truth["frames"]["time_s"])
    active = _inside(times, [(x["start_s"], x["end_s"]) for x in truth["reps"] + truth["holds"]])
    partial = [(r["start_s"], r["end_s"]) for r in truth["reps"] if r["verdict"] != "full"]
    faulty = _inside(
        times, [(f["start_s"] - EDGE_S, f["end_s"] + EDGE_S) for f in truth["faults"]] + partial
    )
    bad = _inside(times, [(f.start_s, f.end_s) for f in report.findings if f.level == "bad"])
    step = float(np.median(np.diff(times)))
    return float((active & ~faulty & bad).sum() * step), float((active & ~faulty).sum() * step)


def _inside(times: Any, spans: Iterable[tuple[float, float]]) -> Any:
    inside = np.zeros(len(times), bool)
    for start, end in spans:
        inside |= (times >= start) & (times <= end)
    return inside
