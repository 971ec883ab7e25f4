"""The report as a page to read in the terminal."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from formcheck.engine.values.report import Hold, Rep, Report
from formcheck.reports.document import Source
from formcheck.reports.outcomes import comparison_lines, outcome_lines
from formcheck.reports.words import NOT_MEDICAL, PAIN_RULE, counted, fault, seconds, verdict
from formcheck.words import number, said, translated

__all__ = ["report_page"]

_STYLES = {"full": "bold cyan", "partial": "yellow", "uncertain": "dim"}


def report_page(report: Report, exercise: str, source: Source) -> RenderableType:
    """Heading, one line per repetition or hold, the total, what to work on and what was not seen."""
    tables = ([_reps_table(report)] if report.reps else []) + (
        [_holds_table(report)] if report.holds else []
    )
    return Group(_heading(report, exercise, source), *tables, *_closing(report, source))


def _heading(report: Report, exercise: str, source: Source) -> Text:
    sides = {rep.side for rep in report.reps} | {hold.side for hold in report.holds}
    legs = said(f"table.legs.{'both' if len(sides) > 1 else sides.pop()}") if sides else ""
    seen = said("table.seen", seen=report.frames_with_person, frames=report.frames)
    return Text.assemble(
        (translated(exercise), "bold"),
        f" · {legs}\n" if legs else "\n",
        (f"{source.name} · {number(report.duration_s, 1)} s · {seen}", "dim"),
    )


def _table() -> Table:
    return Table(box=None, padding=(0, 2, 0, 0), header_style="dim", caption_justify="left")


def _reps_table(report: Report) -> Table:
    table = _table()
    peak, unit = _peak_unit(report.reps)
    table.caption = said("table.unit-note", unit=unit)
    columns = ("#", "time", peak, "up", "top", "down", "result", "change")
    _add_columns(table, columns, left=("time", "result", "change"))
    for rep in report.reps:
        table.add_row(*_rep_cells(rep))
    return table


def _add_columns(table: Table, columns: Sequence[str], left: Sequence[str]) -> None:
    for name in columns:
        title = name if name == "#" else said(f"table.{name}")
        table.add_column(title, justify="left" if name in left else "right")


def _peak_unit(reps: Sequence[Rep]) -> tuple[str, str]:
    """What the column of peaks is, and its explanation."""
    measures = {name: value for rep in reps for name, value in rep.measures.items()}
    if "peak_deg" in measures:
        return "angle", said("table.angle-unit")
    if "peak_heel_height_error_cm" in measures:
        return "height", said("table.height-cm", error=measures["peak_heel_height_error_cm"])
    return "height", said("table.height-feet")


def _rep_cells(rep: Rep) -> tuple[RenderableType, ...]:
    return (
        str(rep.number),
        seconds(rep.start_s, rep.end_s),
        _peak(rep),
        *(_decimal(value, 1) for value in (rep.up_s, rep.top_s, rep.down_s)),
        Text(verdict(rep.verdict), _STYLES[rep.verdict]),
        "\n".join(
            fault(f) for f in rep.findings if f.level != "unknown" or rep.verdict == "uncertain"
        ),
    )


def _peak(rep: Rep) -> str:
    if "peak_deg" in rep.measures:
        return _decimal(rep.measures["peak_deg"], 0)
    cm = rep.measures.get("peak_heel_height_cm")
    return _decimal(rep.peak, 2) if cm is None else _decimal(cm, 1)


def _holds_table(report: Report) -> Table:
    table = _table()
    columns = ("#", "time", "good-form", "paused", "wrong")
    _add_columns(table, columns, left=("time", "wrong"))
    for hold in report.holds:
        table.add_row(*_hold_cells(hold))
    return table


def _hold_cells(hold: Hold) -> tuple[RenderableType, ...]:
    why = (f"{seconds(item.start_s, item.end_s)}: {fault(item)}" for item in hold.findings)
    return (
        str(hold.number),
        seconds(hold.start_s, hold.end_s),
        Text(f"{number(hold.held_s, 1)} s", "bold cyan"),
        f"{number(hold.paused_s, 1)} s",
        "\n".join(why),
    )


def _closing(report: Report, source: Source) -> Iterator[Text]:
    yield Text(f"\n{_total(report)}", "bold")
    if not source.complete:
        yield Text(said("table.only-first", duration=report.duration_s), "yellow")
    if report.view.reason:
        yield Text(said("table.warning", reason=report.view.reason), "yellow")
    for line in _outcomes(report):
        yield Text(line)
    for problem in (p for p in report.view.problems if p != report.view.reason):
        yield Text(said(f"table.view.{report.view.quality}", problem=problem), "yellow")
    unseen = dict.fromkeys(
        f.check for rep in report.reps for f in rep.findings if f.level == "unknown"
    )
    if unseen:
        yield Text(said("table.unseen", checks=", ".join(unseen)), "dim")
    if todo := report.summary.work_on:
        yield Text.assemble((f"\n{said('table.work-on')} ", "bold"), translated(todo.message))
    if easier := report.summary.easier:
        yield Text.assemble(
            (f"\n{said('table.too-hard')} ", "bold"), said("table.easier", exercise=easier)
        )
    if report.not_observable:
        what = "; ".join(translated(what) for what in report.not_observable)
        yield Text(f"\n{said('table.cannot-judge', what=what)}", "dim")
    yield Text(f"\n{translated(PAIN_RULE)}\n{translated(NOT_MEDICAL)}", "dim")


def _outcomes(report: Report) -> Iterator[str]:
    for side, outcomes in report.summary.outcomes.items():
        yield from outcome_lines(side, outcomes)
    if comparison := report.summary.comparison:
        yield from comparison_lines(comparison)


def _total(report: Report) -> str:
    if report.kind == "hold":
        held_s = sum(hold.held_s for hold in report.holds)
        return said("table.held", held=held_s) if report.holds else said("table.no-stretch")
    return counted(report, " · ") if report.reps else said("table.no-repetitions")


def _decimal(value: float | None, digits: int) -> str:
    return "-" if value is None or math.isnan(value) else number(value, digits)
