"""The report as a page to read in the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from formcheck.engine.values.report import Report
from formcheck.reports.document import Source
from formcheck.reports.rows import about, hold_rows, remarks, rep_rows, titles, total
from formcheck.words import said, translated

__all__ = ["report_page"]

_VERDICTS: Final = {"full": "bold cyan", "partial": "yellow", "uncertain": "dim"}
_REMARKS: Final = {"warning": "yellow", "unseen": "dim", "limit": "dim", "rule": "dim"}
_LEFT: Final = ("time", "result", "change", "wrong")
_APART: Final = ("work-on", "easier", "limit")  # an empty line goes before these


def report_page(report: Report, exercise: str, source: Source) -> RenderableType:
    """Heading, a line a repetition or hold, the total, what to work on and what was not seen."""
    return Group(_heading(report, exercise, source), *_tables(report), *_closing(report, source))


def _heading(report: Report, exercise: str, source: Source) -> Text:
    sides = {rep.side for rep in report.reps} | {hold.side for hold in report.holds}
    legs = said(f"table.legs.{'both' if len(sides) > 1 else sides.pop()}") if sides else ""
    name = (translated(exercise), "bold")
    return Text.assemble(name, f" · {legs}\n" if legs else "\n", (about(report, source), "dim"))


def _tables(report: Report) -> Iterator[Table]:
    if report.reps:
        styles = [_VERDICTS[rep.verdict] for rep in report.reps]
        rows = zip(rep_rows(report), styles, strict=True)
        yield _table(titles(report, "rep"), rows, styled="result")
    if report.holds:
        held = [(row, "bold cyan") for row in hold_rows(report)]
        yield _table(titles(report, "hold"), held, styled="good-form")


def _table(
    heads: tuple[tuple[str, ...], str], rows: Iterable[tuple[tuple[str, ...], str]], styled: str
) -> Table:
    """A table with one column in a style of each row's own."""
    names, note = heads
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", caption_justify="left")
    table.caption = note or None
    for name in names:
        title = name if name == "#" else said(f"table.{name}")
        table.add_column(title, justify="left" if name in _LEFT else "right")
    at = names.index(styled)
    for cells, style in rows:
        table.add_row(*cells[:at], Text(cells[at], style), *cells[at + 1 :])
    return table


def _closing(report: Report, source: Source) -> Iterator[Text]:
    yield Text(f"\n{total(report)}", "bold")
    before = ""
    for remark in remarks(report, source):
        first = remark.kind in _APART or (remark.kind == "rule" and before != "rule")
        opening = (f"{remark.opening} " if remark.opening else "", "bold")
        text = (remark.text, _REMARKS.get(remark.kind, ""))
        yield Text.assemble("\n" if first else "", opening, text)
        before = remark.kind
