"""The result as rows and remarks: what the terminal and the page both show. No layout."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from formcheck.engine.values.report import Hold, Rep, Report
from formcheck.reports.document import Source
from formcheck.reports.outcomes import comparison_lines, outcome_lines
from formcheck.reports.words import NOT_MEDICAL, PAIN_RULE, counted, fault, seconds, verdict
from formcheck.words import number, said, translated

__all__ = [
    "Remark",
    "about",
    "hold_rows",
    "remarks",
    "rep_rows",
    "set_titles",
    "titles",
    "total",
]

Kind = Literal["warning", "outcome", "unseen", "work-on", "easier", "limit", "rule"]


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence under the rows, with an opening that stands out, or ""."""

    kind: Kind
    text: str
    opening: str = ""


def about(report: Report, source: Source) -> str:
    """File, duration and in how many frames somebody was seen."""
    seen = said("table.seen", seen=report.frames_with_person, frames=report.frames)
    if (report.people or 1) > 1:
        seen += f" · {said('table.people', people=report.people)}"
    return f"{translated(source.name)} · {number(report.duration_s, 1)} s · {seen}"


def titles(report: Report, kind: Literal["rep", "hold"]) -> tuple[tuple[str, ...], str]:
    """The keys of the columns, "#" first, and what explains them."""
    if kind == "hold":
        return ("#", "time", "good-form", "paused", "wrong"), ""
    peak, unit = _peak_unit(report.reps)
    return ("#", "time", peak, "up", "top", "down", "result", "change"), said(
        "table.unit-note", unit=unit
    )


def rep_rows(report: Report) -> Iterator[tuple[str, ...]]:
    """The cells of every repetition, under the columns of `titles`."""
    for rep in report.reps:
        told = (f for f in rep.findings if f.level != "unknown" or rep.verdict == "uncertain")
        yield (
            str(rep.number),
            seconds(rep.start_s, rep.end_s),
            _peak(rep),
            *(_decimal(value, 1) for value in (rep.up_s, rep.top_s, rep.down_s)),
            verdict(rep.verdict),
            "\n".join(map(fault, told)),
        )


def hold_rows(report: Report) -> Iterator[tuple[str, ...]]:
    """The cells of every hold, under the columns of `titles`."""
    yield from map(_hold_cells, report.holds)


def set_titles(report: Report) -> Iterator[tuple[float, str]]:
    """When each set of a live session began, in s, and what is said of it."""
    if report.log is None:
        return
    pains = {answer.sets_done: answer.pain for answer in report.log.pain}
    for done, each in enumerate(report.log.sets, 1):
        parts = [said(f"page.set.{each.side or 'both'}", number=each.number)]
        if each.corrected:
            parts.append(said("page.set.corrected", change=f"{each.corrected:+d}"))
        if done in pains:
            parts.append(said("page.set.pain", pain=pains[done]))
        yield each.start_s, " · ".join(parts)


def total(report: Report) -> str:
    """What it comes down to, in a line."""
    if report.kind == "hold":
        held_s = sum(hold.held_s for hold in report.holds)
        return said("table.held", held=held_s) if report.holds else said("table.no-stretch")
    return counted(report, " · ") if report.reps else said("table.no-repetitions")


def remarks(report: Report, source: Source) -> Iterator[Remark]:
    """What is to be said under the rows, in order."""
    if not source.complete:
        yield Remark("warning", said("table.only-first", duration=report.duration_s))
    if report.view.reason:
        yield Remark("warning", said("table.warning", reason=report.view.reason))
    for side, outcomes in report.summary.outcomes.items():
        yield from (Remark("outcome", line) for line in outcome_lines(side, outcomes))
    if comparison := report.summary.comparison:
        yield from (Remark("outcome", line) for line in comparison_lines(comparison))
    for problem in (p for p in report.view.problems if p != report.view.reason):
        yield Remark("warning", said(f"table.view.{report.view.quality}", problem=problem))
    yield from _limits(report)
    yield Remark("rule", translated(PAIN_RULE))
    yield Remark("rule", translated(NOT_MEDICAL))


def _limits(report: Report) -> Iterator[Remark]:
    """What to work on, and what could not be judged."""
    findings = (finding for rep in report.reps for finding in rep.findings)
    unseen = dict.fromkeys(finding.check for finding in findings if finding.level == "unknown")
    if unseen:
        yield Remark("unseen", said("table.unseen", checks=", ".join(unseen)))
    if todo := report.summary.work_on:
        yield Remark("work-on", translated(todo.message), said("table.work-on"))
    if easier := report.summary.easier:
        yield Remark("easier", said("table.easier", exercise=easier), said("table.too-hard"))
    if report.not_observable:
        what = "; ".join(translated(what) for what in report.not_observable)
        yield Remark("limit", said("table.cannot-judge", what=what))


def _hold_cells(hold: Hold) -> tuple[str, ...]:
    why = (f"{seconds(item.start_s, item.end_s)}: {fault(item)}" for item in hold.findings)
    return (
        str(hold.number),
        seconds(hold.start_s, hold.end_s),
        f"{number(hold.held_s, 1)} s",
        f"{number(hold.paused_s, 1)} s",
        "\n".join(why),
    )


def _peak_unit(reps: Sequence[Rep]) -> tuple[str, str]:
    """What the column of peaks is, and its explanation."""
    measures = {name: value for rep in reps for name, value in rep.measures.items()}
    if "peak_deg" in measures:
        return "angle", said("table.angle-unit")
    if "peak_heel_height_error_cm" in measures:
        return "height", said("table.height-cm", error=measures["peak_heel_height_error_cm"])
    return "height", said("table.height-feet")


def _peak(rep: Rep) -> str:
    if "peak_deg" in rep.measures:
        return _decimal(rep.measures["peak_deg"], 0)
    cm = rep.measures.get("peak_heel_height_cm")
    return _decimal(rep.peak, 2) if cm is None else _decimal(cm, 1)


def _decimal(value: float | None, digits: int) -> str:
    return "-" if value is None or math.isnan(value) else number(value, digits)
