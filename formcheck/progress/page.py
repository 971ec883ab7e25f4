"""The page: what is next, how the load went, pain, heights, and what was done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from formcheck.history.values import KeptSession, KeptWork
from formcheck.plan.values import Morning
from formcheck.progress.charts import Line, Point, chart
from formcheck.words import Phrase, language, said, translated

__all__ = ["Progress", "page_of"]

_MOST_ROWS: Final = 60
_MOST_EXERCISES: Final = 12
_COLUMNS: Final = ("day", "exercises", "sets", "full", "held", "pain")
_STYLE: Final = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem;
  color: #1c2430; background: #fff }
h1, h2 { line-height: 1.2 } table { border-collapse: collapse; width: 100% }
th, td { text-align: left; padding: .25rem .5rem; border-bottom: 1px solid #d5dbe3 }
figure { margin: 1.5rem 0 } figcaption span { margin-left: .75rem } svg { width: 100% }
polyline { fill: none; stroke: currentColor; stroke-width: 1.5 } circle { fill: currentColor }
.a { color: #0b62a4 } .b { color: #b4460f } .axis line { stroke: #8893a2 }
.axis text { font-size: 11px; fill: #4a5462 } .note, .more { color: #4a5462 }
.more { margin: -.75rem 0 .75rem 1.25rem } td:first-child { white-space: nowrap }
@media print { body { margin: 0 } }
"""


@dataclass(frozen=True, slots=True)
class Progress:
    """What the page shows.

    Attributes:
        plan: Name of the programme; empty without a plan.
        upcoming: What is next, in lines.
        changes: Each change of the load: its day and reason.
        sessions: All sessions, in order.
        work: What was done of each exercise in each session, in order.
        mornings: All mornings, in order.
        names: Exercises by id.
    """

    plan: str
    upcoming: Sequence[str]
    changes: Sequence[tuple[int, str]]
    sessions: Sequence[KeptSession]
    work: Sequence[KeptWork]
    mornings: Sequence[Morning]
    names: dict[str, str]


def page_of(progress: Progress, day_name: Callable[[int], str]) -> str:
    """The page as HTML that loads nothing.

    Args:
        progress: What is shown.
        day_name: How a day is written.
    """
    title = said("progress.title")
    if progress.plan:
        title = said("progress.title-of", plan=progress.plan)
    parts = [
        _section("next", _paragraphs(progress.upcoming or [Phrase("progress.no-plan")])),
        _changes(progress, day_name),
        *_charts(progress, day_name),
        _section("done", _table(progress, day_name)),
        f'<p class="note">{_escaped(Phrase("progress.not-medical"))}</p>',
    ]
    body = "\n".join(filter(None, parts))
    return (
        f'<!doctype html>\n<html lang="{language()}"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>"
        f"<h1>{escape(title)}</h1>\n{body}\n</body></html>\n"
    )


def _escaped(text: str) -> str:
    return escape(translated(text))


def _section(name: str, body: str) -> str:
    return f"<section><h2>{escape(said(f'progress.{name}'))}</h2>{body}</section>"


def _paragraphs(lines: Sequence[str]) -> str:
    return "".join(map(_paragraph, lines))


def _paragraph(line: str) -> str:
    """What is indented belongs to the line before."""
    more = ' class="more"' if line.startswith(" ") else ""
    return f"<p{more}>{_escaped(line).strip()}</p>"


def _changes(progress: Progress, day_name: Callable[[int], str]) -> str:
    if not progress.changes:
        return ""
    rows = (f"<li>{day_name(day)}: {_escaped(why)}</li>" for day, why in progress.changes)
    return _section("changes", f"<ul>{''.join(rows)}</ul>")


def _charts(progress: Progress, day_name: Callable[[int], str]) -> Iterator[str]:
    pain: list[Point] = [(m.day, m.pain) for m in progress.mornings if m.pain is not None]
    stiff = [(m.day, m.stiffness_min) for m in progress.mornings if m.stiffness_min is not None]
    worst: list[Point] = [(s.day, s.pain) for s in progress.sessions if s.pain is not None]
    morning = said("progress.morning")
    lines = (Line(said("progress.session"), "b", worst), Line(morning, "a", pain))
    yield chart(said("progress.pain"), lines, 10, day_name)
    yield chart(said("progress.stiffness"), (Line(morning, "a", stiff),), 10, day_name)
    yield chart(said("progress.sets"), (Line("", "a", _sets_a_day(progress)),), 5, day_name)
    for exercise in _with_heights(progress.work)[:_MOST_EXERCISES]:
        yield _heights(progress, exercise, day_name)


def _sets_a_day(progress: Progress) -> list[Point]:
    sets: dict[int, int] = defaultdict(int)
    for session in progress.sessions:
        sets[session.day] += session.sets
    return sorted(sets.items())


def _with_heights(work: Sequence[KeptWork]) -> list[str]:
    return list(dict.fromkeys(each.exercise for each in reversed(work) if each.best_ratio))


def _heights(progress: Progress, exercise: str, day_name: Callable[[int], str]) -> str:
    """In cm where the size of the foot was known every time, else in foot lengths."""
    days = {session.id: session.day for session in progress.sessions}
    work = [w for w in progress.work if w.exercise == exercise and w.best_ratio is not None]
    unit = "cm" if all(each.best_cm is not None for each in work) else "ratio"
    best: dict[str, dict[int, float]] = defaultdict(dict)
    for each in work:
        value = each.best_cm if unit == "cm" else each.best_ratio
        day, side = days[each.session], each.side or ""
        best[side][day] = max(value or 0.0, best[side].get(day, 0.0))
    sides = zip(sorted(best), "ab", strict=False)
    lines = [
        Line(said(f"history.side.{side or 'both'}"), style, sorted(best[side].items()))
        for side, style in sides
    ]
    name = progress.names.get(exercise, exercise)
    title = said("progress.heights", exercise=name, unit=Phrase(f"progress.unit.{unit}"))
    return chart(title, lines, 0.1, day_name)


def _table(progress: Progress, day_name: Callable[[int], str]) -> str:
    done = [session for session in progress.sessions if session.sets or session.finished]
    if not done:
        return _paragraphs([Phrase("progress.nothing")])
    work: dict[int, list[KeptWork]] = defaultdict(list)
    for each in progress.work:
        work[each.session].append(each)
    latest = done[: -_MOST_ROWS - 1 : -1]
    rows = "".join(_row(session, work[session.id], progress, day_name) for session in latest)
    names = (said(f"progress.column.{name}") for name in _COLUMNS)
    head = "".join(f"<th>{escape(name)}</th>" for name in names)
    count = said("progress.latest", count=len(latest), all=len(done))
    return f"<p>{escape(count)}</p><table><tr>{head}</tr>{rows}</table>"


def _row(
    session: KeptSession,
    work: Sequence[KeptWork],
    progress: Progress,
    day_name: Callable[[int], str],
) -> str:
    ids = dict.fromkeys(each.exercise for each in work)
    names = [translated(progress.names.get(id_, id_)) for id_ in ids]
    full, sets = sum(each.full for each in work), sum(each.sets for each in work)
    pain = said("history.unknown") if session.pain is None else str(session.pain)
    if session.stop_sign:
        pain = said("history.stop-sign", sign=session.stop_sign)
    held_s = sum(each.held_s for each in work)
    cells = (day_name(session.day), ", ".join(names), sets, full, f"{held_s:.0f}", pain)
    return f"<tr>{''.join(f'<td>{escape(str(cell))}</td>' for cell in cells)}</tr>"
