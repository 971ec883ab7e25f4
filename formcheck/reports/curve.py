"""Signals over time, with the limits that a spec sets for them: the bench for trying a spec."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.spec.names import REP_MEASURES, resolve
from formcheck.engine.values.feedback import Feedback
from formcheck.engine.values.landmarks import Array
from formcheck.engine.values.report import Finding, Report
from formcheck.reports.limits import Limit, limits_on, others_on
from formcheck.shapes import Box, Drawing, Shape, Stroke, Words

__all__ = ["Curves", "drawn", "judged_signals"]

_WIDTH, _LEFT, _RIGHT = 1140, 64, 250
_TOP, _PANEL, _GAP, _FOOT = 74, 150, 44, 40
_LANE: Final = 7  # height of the bar that shows findings
_INK, _GRID, _CURVE = "#222222", "#e3e3e3", "#1f4e9c"
_LEVELS: Final = {"bad": "#c62828", "warn": "#ef9a00", "unknown": "#8a8a8a", "ok": "#2e7d32"}
_VERDICTS: Final = {"full": "#2e7d32", "partial": "#ef9a00", "uncertain": "#8a8a8a"}
_MOST_POINTS: Final = 2 * _WIDTH


def judged_signals(spec: ExerciseSpec) -> tuple[str, ...]:
    """The signals by which an exercise is counted or timed, and then those that are judged."""
    main: tuple[str, ...] = ()
    if spec.reps is not None:
        main = (spec.reps.signal,)
    elif spec.hold is not None:
        main = (spec.hold.attempt.signal, spec.hold.steady_signal)
    rules = (rule.signal for check in spec.checks for rule in check.rules)
    signals = (name for name in rules if name not in REP_MEASURES)
    return tuple(dict.fromkeys((*main, *signals)))


@dataclass(slots=True)
class Curves:
    """The values of some signals, frame by frame.

    Attributes:
        signals: Their names as specs write them.
        time_s: Time of every frame.
        values: For every frame the values of the signals, NaN where unknown.
    """

    signals: tuple[str, ...]
    time_s: list[float] = field(default_factory=list)
    values: list[list[float]] = field(default_factory=list)

    def add(self, feedback: Feedback) -> None:
        """Takes one frame."""
        self.time_s.append(feedback.time_s)
        self.values.append([_value(name, feedback) for name in self.signals])

    @property
    def unseen(self) -> tuple[str, ...]:
        """The signals that never had a value."""
        columns = zip(*self.values, strict=True) if self.values else ([],) * len(self.signals)
        pairs = zip(self.signals, columns, strict=True)
        return tuple(name for name, column in pairs if all(map(math.isnan, column)))


def _value(signal: str, feedback: Feedback) -> float:
    if feedback.side is None:
        return math.nan
    return feedback.signals[resolve(signal, feedback.side)]


@dataclass(frozen=True, slots=True)
class _Panel:
    """One signal: where it stands in the picture, and what its axes mean."""

    y: float
    seconds: tuple[float, float]
    span: tuple[float, float]

    def x_of(self, time_s: float) -> float:
        begin, end = self.seconds
        share = (min(max(time_s, begin), end) - begin) / (end - begin)
        return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)

    def y_of(self, value: float) -> float:
        low, high = self.span
        share = (min(max(value, low), high) - low) / (high - low)
        return self.y + _PANEL * (1 - share)


def drawn(curves: Curves, spec: ExerciseSpec, report: Report, name: str) -> Drawing:
    """The picture of all signals, one above the other.

    Args:
        curves: The signals; at least one.
        spec: The exercise whose limits are drawn.
        report: Its repetitions, holds and findings.
        name: Of the recording.
    """
    times = np.array(curves.time_s or [0.0])
    values = np.array(curves.values or [[math.nan] * len(curves.signals)])
    seconds = float(times[0]), max(float(times[-1]), float(times[0]) + 1.0)
    shapes: list[Shape] = [Words(_LEFT, 26, f"{spec.name} - {name}", 17)]
    for row, signal in enumerate(curves.signals):
        y = _TOP + row * (_PANEL + _GAP)
        limits = limits_on(spec, signal)
        panel = _Panel(y, seconds, _span(values[:, row], limits))
        shapes += _panel(panel, signal, spec, report)
        shapes += _limits(panel, limits)
        shapes += _strokes(panel, times, values[:, row])
        shapes += _findings(panel, spec, signal, report)
    last = _Panel(_TOP + (len(curves.signals) - 1) * (_PANEL + _GAP), seconds, (0.0, 1.0))
    shapes += _time_axis(last)
    shapes += _marks(report, _Panel(_TOP, seconds, (0.0, 1.0)))
    height = round(last.y) + _PANEL + _FOOT
    return Drawing(_WIDTH, height, f"{spec.id}: {', '.join(curves.signals)}", tuple(shapes))


def _span(values: Array, limits: tuple[Limit, ...]) -> tuple[float, float]:
    """Least and largest value that is shown: what was seen, and all limits."""
    known = values[np.isfinite(values)]
    seen = list(np.percentile(known, [0.5, 99.5])) if len(known) else []
    shown = [*seen, *(each.at for each in limits)] or [0.0, 1.0]
    low, high = min(shown), max(shown)
    room = max(0.08 * (high - low), 1e-3 + 0.02 * abs(high))
    return float(low - room), float(high + room)


def _panel(panel: _Panel, signal: str, spec: ExerciseSpec, report: Report) -> Iterator[Shape]:
    width = _WIDTH - _LEFT - _RIGHT
    others = others_on(spec, signal)
    also = f" (also judged: {'; '.join(others)})" if others else ""
    yield Words(_LEFT, panel.y - 8, f"{signal}{also}"[:150], 13)
    yield Box(_LEFT, panel.y, width, _PANEL, "#fafafa")
    for value in _ticks(*panel.span, 5):
        y = panel.y_of(value)
        yield Stroke(((_LEFT, y), (_LEFT + width, y)), _GRID)
        yield Words(_LEFT - 6, y + 4, f"{value:g}", 11, "end")
    for start, end, colour, _ in _spans(report):
        x = panel.x_of(start)
        yield Box(x, panel.y, panel.x_of(end) - x, _PANEL, colour, 0.10)


def _spans(report: Report) -> Iterator[tuple[float, float, str, str]]:
    """Begin, end, colour and words of each repetition or hold."""
    for rep in report.reps:
        about = f"{rep.number} {rep.verdict}"
        yield rep.start_s, rep.end_s, _VERDICTS[rep.verdict], about
    for hold in report.holds:
        yield hold.start_s, hold.end_s, _VERDICTS["full"], f"{hold.number}: {hold.held_s:.1f} s"


def _marks(report: Report, panel: _Panel) -> Iterator[Shape]:
    """Numbers and verdicts above the first panel."""
    for start, end, colour, about in _spans(report):
        x, right = panel.x_of(start), panel.x_of(end)
        yield Box(x, 38, max(1.0, right - x), 14, colour, 0.85, about)
        text = about if right - x > 7 * len(about) else about.split()[0].rstrip(":")
        yield Words((x + right) / 2, 49, text, 11, "middle", "#ffffff")


def _limits(panel: _Panel, limits: tuple[Limit, ...]) -> Iterator[Shape]:
    """Lines at the limits, and what lies beyond them shaded where each moment is judged."""
    right = _WIDTH - _RIGHT
    said: list[float] = []
    for limit in sorted(limits, key=lambda each: -each.at):
        y, colour = panel.y_of(limit.at), _LEVELS.get(limit.level, _INK)
        if limit.each_moment:
            edge = panel.y if limit.above else panel.y + _PANEL
            yield Box(_LEFT, min(y, edge), right - _LEFT, abs(edge - y), colour, 0.09)
        yield Stroke(((_LEFT, y), (right, y)), colour, 1.2, dashed=not limit.each_moment)
        label = max(y + 4, said[-1] + 12) if said else y + 4
        said.append(label)
        yield Words(right + 6, label, limit.said[:44], 11, "start", colour)


def _strokes(panel: _Panel, times: Array, values: Array) -> Iterator[Shape]:
    """The curve, in pieces where it is not known."""
    known = np.isfinite(values)
    edges = np.flatnonzero(np.diff(known.astype(int))) + 1
    for piece in np.split(np.arange(len(values)), edges):
        if len(piece) and known[piece[0]]:
            rows = _thinned(piece, values)
            points = [(panel.x_of(times[n]), panel.y_of(values[n])) for n in rows]
            yield Stroke(tuple(points if len(points) > 1 else points * 2), _CURVE, 1.6)


def _thinned(rows: NDArray[np.intp], values: Array) -> list[int]:
    """At most as many rows as can be seen, peaks and valleys among them."""
    if len(rows) <= _MOST_POINTS:
        return [int(n) for n in rows]
    kept = set[int]()
    for part in np.array_split(rows, _MOST_POINTS // 2):
        kept |= {int(part[values[part].argmin()]), int(part[values[part].argmax()])}
    return sorted(kept)


def _findings(panel: _Panel, spec: ExerciseSpec, signal: str, report: Report) -> Iterator[Shape]:
    """A bar at the foot of the panel while a check of this signal has something to say."""
    counted = REP_MEASURES if spec.reps is not None and spec.reps.signal == signal else ()
    judged = {signal, *counted}
    judging = {c.id for c in spec.checks if any(rule.signal in judged for rule in c.rules)}
    found = [*report.findings, *(f for rep in report.reps for f in rep.findings)]
    for finding in dict.fromkeys(f for f in found if f.check in judging):
        x = panel.x_of(finding.start_s)
        width = max(2.0, panel.x_of(finding.end_s) - x)
        y, colour = panel.y + _PANEL - _LANE, _LEVELS[finding.level]
        yield Box(x, y, width, _LANE, colour, 0.8, _told(finding))


def _told(finding: Finding) -> str:
    worst = "" if finding.worst is None else f", {finding.worst:.2f} {finding.unit}"
    return f"{finding.check}: {finding.level}{worst}"


def _time_axis(panel: _Panel) -> Iterator[Shape]:
    foot = panel.y + _PANEL
    for time_s in _ticks(*panel.seconds, 10):
        x = panel.x_of(time_s)
        yield Stroke(((x, foot), (x, foot + 5)), _INK)
        yield Words(x, foot + 19, f"{time_s:g}", 11, "middle")
    yield Words(_WIDTH - _RIGHT + 6, foot + 19, "seconds", 11)


def _ticks(low: float, high: float, about: int) -> list[float]:
    """Round values within, some `about` of them."""
    rough = (high - low) / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * n for n in (1, 2, 5, 10) if power * n >= rough)
    first, last = math.ceil(low / step), math.floor(high / step)
    return [round(n * step, 9) for n in range(first, last + 1)]
