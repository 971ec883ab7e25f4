"""`write_comparison`: two results side by side as a page."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Final

import numpy as np

from formcheck.atomic import replacing
from formcheck.compare import compare
from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.spec.names import resolve, unit_of
from formcheck.engine.values.landmarks import Array, Side
from formcheck.errors import ResultError
from formcheck.incoming import read_text
from formcheck.library import exercise_ids, load_exercise
from formcheck.output_set import TABLE
from formcheck.page.beside import Session, comparison_page
from formcheck.page.curves import Curve
from formcheck.reports.frames import SIGNALS
from formcheck.reports.schema.report import HoldDocument, RepDocument, ReportDocument
from formcheck.results import read_report, read_test
from formcheck.trials.change import Beside
from formcheck.words import Phrase, number, said

__all__ = ["write_comparison"]

_IN_TABLE: Final = ("heel_rise_ratio", "heel_height_ratio")  # which the table has in its place
_MOST_BYTES: Final = 1 << 28  # of a table of frames: hours


def write_comparison(first: Path, second: Path, place: Path) -> tuple[Beside, ...]:
    """Writes the page of a comparison; what it compares.

    Args:
        first: The earlier result, or that of one leg: a folder, report.json or test.json.
        second: The later one, or that of the other leg.
        place: The page.

    Raises:
        ResultError: As `compare`.
        OutputError: The page cannot be written.
    """
    rows = compare(first, second)
    test = read_test(first)
    if test is not None:
        name = said(f"compare.test.{test.test}")
        page = comparison_page(name, rows, (Session(first.name), Session(second.name)))
    else:
        one, other = (_session(path) for path in (first, second))
        if rows[0].kind == "sides" and one[0] == "right":
            one, other = other, one
        exercise = read_report(first).exercise
        name = load_exercise(exercise).name if exercise in exercise_ids() else exercise
        page = comparison_page(name, rows, (one[1], other[1]))
    with replacing(place) as part:
        part.write_text(page, encoding="utf-8", newline="\n")
    return rows


def _session(path: Path) -> tuple[Side, Session]:
    """The leg that did most, and what is shown of it."""
    report = read_report(path)
    done: list[RepDocument | HoldDocument] = [*report.reps, *report.holds]
    legs = Counter(each.side for each in done)
    side: Side = legs.most_common(1)[0][0] if legs else "left"
    spans = [
        (each.start_s, each.end_s, getattr(each, "verdict", "full"))
        for each in done
        if each.side == side
    ]
    table = (path if path.is_dir() else path.parent) / TABLE
    curve = _curve(table, report.exercise, side) if table.is_file() else None
    return side, Session(_about(report), curve, spans)


def _about(report: ReportDocument) -> str:
    length = f"{number(report.source.duration_s, 1)} s"
    if report.kind == "hold":
        done = said("table.held", held=sum(hold.held_s for hold in report.holds))
    else:
        counts = report.counts.model_dump()
        done = " · ".join(said(f"count.{name}", count=count) for name, count in counts.items())
    return f"{report.source.name} · {length} · {done}"


def _curve(table: Path, exercise: str, side: Side) -> Curve | None:
    """The counted or held signal of a leg, as the table of frames has it."""
    if exercise not in exercise_ids():
        return None
    signal = _signal_of(load_exercise(exercise)).replace(*_IN_TABLE)
    key = resolve(signal, side)
    name = next((name for name, each in SIGNALS.items() if each == key), None)
    if name is None:
        return None
    time_s, values = _columns(table, "time_s", name)
    if not np.isfinite(values).any():
        return None
    return Curve(key.name, unit_of(signal), time_s, values, np.full(len(values), np.nan))


def _signal_of(spec: ExerciseSpec) -> str:
    if spec.reps is not None:
        return spec.reps.signal
    return "" if spec.hold is None else spec.hold.steady_signal


def _columns(table: Path, *names: str) -> tuple[Array, ...]:
    """Columns of a table, NaN where a cell is empty.

    Raises:
        ResultError: It is no table of frames.
    """
    text = read_text(table, Phrase("kind.report"), ResultError, _MOST_BYTES)
    rows = csv.reader(text.splitlines())
    head = next(rows, [])
    try:
        places = [head.index(name) for name in names]
        cells = [[float(row[place] or "nan") for place in places] for row in rows]
        found = np.array(cells, float).reshape(-1, len(names))
    except (ValueError, IndexError) as error:
        raise ResultError(Phrase("result.unreadable", place=str(table))) from error
    return tuple(found.T)
