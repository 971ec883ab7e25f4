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
from formcheck.reports.words import NOT_MEDICAL, PAIN_RULE, VERDICTS, counted, fault, seconds

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
    side = f" · {' and '.join(sorted(sides))} leg" if sides else ""
    seen = f"person seen in {report.frames_with_person} of {report.frames} frames"
    if (report.people or 1) > 1:
        seen += f" · {report.people} people there"
    return Text.assemble(
        (exercise, "bold"),
        f"{side}\n",
        (f"{source.name} · {report.duration_s:.1f} s · {seen}", "dim"),
    )


def _table() -> Table:
    return Table(box=None, padding=(0, 2, 0, 0), header_style="dim", caption_justify="left")


def _reps_table(report: Report) -> Table:
    table = _table()
    peak, unit = _peak_unit(report.reps)
    table.caption = f"{unit}; up, top and down in seconds"
    for name in ("#", "time", peak, "up", "top", "down", "result", "what to change"):
        table.add_column(
            name, justify="left" if name in ("time", "result", "what to change") else "right"
        )
    for rep in report.reps:
        table.add_row(*_rep_cells(rep))
    return table


def _peak_unit(reps: Sequence[Rep]) -> tuple[str, str]:
    """Title and explanation of the column of peaks."""
    measures = {name: value for rep in reps for name, value in rep.measures.items()}
    if "peak_deg" in measures:
        return "angle", "angle in degrees"
    if "peak_heel_height_error_cm" in measures:
        return "height", f"heel height in cm, ± {measures['peak_heel_height_error_cm']:.1f}"
    return "height", "heel height in foot lengths (in cm with --foot-cm)"


def _rep_cells(rep: Rep) -> tuple[RenderableType, ...]:
    return (
        str(rep.number),
        seconds(rep.start_s, rep.end_s),
        _peak(rep),
        *(_decimal(value, 1) for value in (rep.up_s, rep.top_s, rep.down_s)),
        Text(VERDICTS[rep.verdict], _STYLES[rep.verdict]),
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
    for name in ("#", "time", "in good form", "paused", "what was wrong"):
        table.add_column(
            name, justify="right" if name in ("#", "in good form", "paused") else "left"
        )
    for hold in report.holds:
        table.add_row(*_hold_cells(hold))
    return table


def _hold_cells(hold: Hold) -> tuple[RenderableType, ...]:
    why = (f"{seconds(item.start_s, item.end_s)}: {fault(item)}" for item in hold.findings)
    return (
        str(hold.number),
        seconds(hold.start_s, hold.end_s),
        Text(f"{hold.held_s:.1f} s", "bold cyan"),
        f"{hold.paused_s:.1f} s",
        "\n".join(why),
    )


def _closing(report: Report, source: Source) -> Iterator[Text]:
    yield Text(f"\n{_total(report)}", "bold")
    if not source.complete:
        yield Text(f"! Only the first {report.duration_s:.1f} s were analysed.", "yellow")
    if report.view.reason:
        yield Text(f"! {report.view.reason}", "yellow")
    for line in _outcomes(report):
        yield Text(line)
    for problem in (p for p in report.view.problems if p != report.view.reason):
        yield Text(f"! View {report.view.quality}: {problem}", "yellow")
    unseen = dict.fromkeys(
        f.check for rep in report.reps for f in rep.findings if f.level == "unknown"
    )
    if unseen:
        yield Text(f"? Not seen well enough in some or all repetitions: {', '.join(unseen)}", "dim")
    if todo := report.summary.get("work_on"):
        yield Text.assemble(("\nWork on: ", "bold"), todo["message"])
    if easier := report.summary.get("easier"):
        yield Text.assemble(
            ("\nToo hard today? ", "bold"), f"`formcheck show {easier}` is the easier way"
        )
    if report.not_observable:
        yield Text(f"\nThis view cannot judge: {'; '.join(report.not_observable)}", "dim")
    yield Text(f"\n{PAIN_RULE}\n{NOT_MEDICAL}", "dim")


def _outcomes(report: Report) -> Iterator[str]:
    for side, outcomes in report.summary.get("outcomes", {}).items():
        yield from outcome_lines(side, outcomes)
    if comparison := report.summary.get("comparison"):
        yield from comparison_lines(comparison)


def _total(report: Report) -> str:
    if report.kind == "hold":
        held_s = sum(hold.held_s for hold in report.holds)
        return f"{held_s:.1f} s in good form" if report.holds else "No stretch was seen."
    return counted(report, " · ") if report.reps else "No repetitions were seen."


def _decimal(value: float | None, digits: int) -> str:
    return "-" if value is None or math.isnan(value) else f"{value:.{digits}f}"
