"""The curves of a session: kept while it runs, drawn as paths of an SVG."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from formcheck.engine.spec.exercise import ExerciseSpec, Rule
from formcheck.engine.spec.names import REP_MEASURES, resolve, unit_of
from formcheck.engine.values.feedback import Feedback
from formcheck.engine.values.landmarks import Array, Side
from formcheck.engine.values.pose import Frame
from formcheck.engine.values.report import Hold, Rep, Report

__all__ = ["Curve", "CurveRecorder", "Line", "drawn", "turns_of"]

_MOST_POINTS = 2000  # of a curve on the page: more than a screen has columns
_BREAK_S = 1.0  # a curve is not drawn through what was not kept for so long
_SIDES: tuple[Side, Side] = ("left", "right")


@dataclass(frozen=True, slots=True)
class Curve:
    """One signal over time.

    Attributes:
        name: As in specs, without role.
        unit: "deg" or "ratio".
        time_s: (N,) seconds.
        values: (N,) in the unit, NaN where unknown.
        errors: (N,) expected error in the unit, NaN where unknown.
        low: Values below are a fault, None where there is no such limit.
        high: Values above are a fault, None where there is no such limit.
        other: Whether it is of the leg that is not judged.
    """

    name: str
    unit: str
    time_s: Array
    values: Array
    errors: Array
    low: float | None = None
    high: float | None = None
    other: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A curve as it lies in a strip of 1000 by 100.

    Attributes:
        path: The curve, for the `d` of an SVG path.
        band: Value plus and minus its error, the same way; empty where no error is known.
        low_y: Height of the lower limit, None without one or where it lies outside.
        high_y: Height of the upper limit.
        bottom: Value at the lower edge.
        top: Value at the upper edge.
    """

    path: str
    band: str
    low_y: float | None
    high_y: float | None
    bottom: float
    top: float


class CurveRecorder:
    """An output of `run` that keeps the signals that an exercise looks at, of both legs.

    Args:
        spec: The exercise.
        every_s: Frames that come sooner after the last one that was kept are left out.
    """

    def __init__(self, spec: ExerciseSpec, every_s: float = 0.0) -> None:
        self._every_s = every_s
        self._signals = tuple(dict.fromkeys(_signals_of(spec)))
        self._rules = [rule for check in spec.checks for rule in check.rules]
        keys = {resolve(signal, side) for signal in self._signals for side in _SIDES}
        self._time_s = array("d")
        self._values = {key: array("f") for key in keys}
        self._errors = {key: array("f") for key in keys}

    def write(self, frame: Frame, feedback: Feedback) -> None:
        """Keeps the signals of a frame."""
        if self._time_s and frame.time_s - self._time_s[-1] < self._every_s:
            return
        self._time_s.append(frame.time_s)
        for key, values in self._values.items():
            values.append(feedback.signals[key])
            self._errors[key].append(feedback.signals.error(key))

    def close(self) -> None:
        """Nothing is left to do."""

    def abort(self) -> None:
        """Nothing is left to undo."""

    def curves(self, turns: Sequence[tuple[float, Side]]) -> tuple[Curve, ...]:
        """What was seen of each signal, the counted or held one first; none that never was.

        Args:
            turns: From when on it was the turn of which leg, as `turns_of` has them.
        """
        time_s = np.array(self._time_s)
        starts_s, sides = zip(*turns, strict=True)
        turn = np.searchsorted(starts_s[1:], time_s, side="right")
        is_right = np.array([side == "right" for side in sides])[turn]
        curves = (self._curve(signal, is_right, time_s) for signal in self._signals)
        return tuple(curve for curve in curves if np.isfinite(curve.values).any())

    def _curve(self, signal: str, is_right: NDArray[np.bool_], time_s: Array) -> Curve:
        left, right = (resolve(signal, side) for side in _SIDES)
        values, errors = (
            np.where(is_right, kept[right], kept[left]) for kept in (self._values, self._errors)
        )
        low, high = _limits(self._rules, signal)
        other, unit = signal.startswith("other."), unit_of(signal)
        return Curve(left.name, unit, time_s, values, errors, low=low, high=high, other=other)


def turns_of(report: Report) -> tuple[tuple[float, Side], ...]:
    """Which leg was judged, and from when on: start in s and side, the first one from 0 on."""
    done: list[Rep | Hold] = [*report.reps, *report.holds]
    spans = sorted((each.start_s, each.end_s, each.side) for each in done)
    if not spans:
        return ((0.0, report.view.near_side or "left"),)
    turns = [(0.0, spans[0][2])]
    for (_, end_s, before), (start_s, _, side) in pairwise(spans):
        if side != before:
            turns.append(((end_s + start_s) / 2, side))
    return tuple(turns)


def drawn(curve: Curve, until_s: float, *, of: Curve | None = None) -> Line:
    """The curve in a strip of 1000 by 100.

    Args:
        curve: What is drawn.
        until_s: Time at the right edge.
        of: The whole of which it is a piece, whose lower and upper edges it keeps.
    """
    step = max(1, math.ceil(len(curve.time_s) / _MOST_POINTS))
    every = _broken(*(each[::step] for each in (curve.time_s, curve.values, curve.errors)))
    x, values, errors = every[0] * 1000 / max(until_s, 1e-9), every[1], np.nan_to_num(every[2])
    bottom, top = _range(of or curve)

    def height(value: Array) -> Array:
        return np.clip(100 * (top - value) / (top - bottom), -50, 150)

    upper, lower = height(values + errors), height(values - errors)
    band = "".join(_band(x, upper, lower)) if errors.any() else ""
    limits = (None if v is None else float(height(np.array(v))) for v in (curve.low, curve.high))
    low_y, high_y = (y if y is not None and 0 <= y <= 100 else None for y in limits)
    return Line("".join(_path(x, height(values))), band, low_y, high_y, bottom, top)


def _broken(time_s: Array, values: Array, errors: Array) -> tuple[Array, Array, Array]:
    """The same with a gap wherever nothing was kept."""
    steps = np.diff(time_s)
    if not steps.size:
        return time_s, values, errors
    gaps = 1 + np.flatnonzero(steps > max(_BREAK_S, 3 * float(np.median(steps))))
    times_s = np.insert(time_s, gaps, time_s[gaps])
    return times_s, np.insert(values, gaps, np.nan), np.insert(errors, gaps, np.nan)


def _signals_of(spec: ExerciseSpec) -> Iterator[str]:
    """The counted or held signal, then those that are judged, by their names in the spec."""
    if spec.reps is not None:
        yield spec.reps.signal
    if spec.hold is not None:
        yield spec.hold.steady_signal
    for check in spec.checks:
        yield from (rule.signal for rule in check.rules if rule.signal not in REP_MEASURES)


def _limits(rules: Iterable[Rule], signal: str) -> tuple[float | None, float | None]:
    """The limits of a signal's own value; those of a change, a drift or a speed are no height."""
    for rule in rules:
        if rule.signal == signal and rule.of == "value" and rule.stat in ("now", "max", "min"):
            return rule.limits
    return None, None


def _range(curve: Curve) -> tuple[float, float]:
    known = curve.values[np.isfinite(curve.values)]
    low, high = np.percentile(known, [0.5, 99.5])
    margin = max(0.08 * (high - low), 2.5 if curve.unit == "deg" else 0.02)
    return float(low - margin), float(high + margin)


def _path(x: Array, y: Array) -> Iterator[str]:
    pen = "M"
    for at, height in zip(x, y, strict=True):
        if math.isnan(height):
            pen = "M"
            continue
        yield f"{pen}{at:.1f} {height:.1f}"
        pen = "L"


def _band(x: Array, upper: Array, lower: Array) -> Iterator[str]:
    """One closed outline for each stretch that is known."""
    known = np.isfinite(upper) & np.isfinite(lower)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], known, [False])).astype(int)))
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        there = zip(x[start:end], upper[start:end], strict=True)
        back = zip(x[start:end][::-1], lower[start:end][::-1], strict=True)
        points = [f"{at:.1f} {height:.1f}" for at, height in (*there, *back)]
        yield f"M{'L'.join(points)}Z"
