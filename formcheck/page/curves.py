"""The curves of a session: kept while it runs, drawn as paths of an SVG."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from formcheck.engine.spec.exercise import ExerciseSpec, Rule
from formcheck.engine.spec.names import REP_MEASURES, resolve, unit_of
from formcheck.engine.values.feedback import Feedback
from formcheck.engine.values.landmarks import Array, Side
from formcheck.engine.values.pose import Frame

__all__ = ["Curve", "CurveRecorder", "Line", "drawn"]

_MOST_POINTS = 2000  # of a curve on the page: more than a screen has columns
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
    """

    name: str
    unit: str
    time_s: Array
    values: Array
    errors: Array
    low: float | None = None
    high: float | None = None


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
    """An output of `run` that keeps the signals that an exercise looks at, of both legs."""

    def __init__(self, spec: ExerciseSpec) -> None:
        self._signals = tuple(dict.fromkeys(_signals_of(spec)))
        self._rules = [rule for check in spec.checks for rule in check.rules]
        keys = {resolve(signal, side) for signal in self._signals for side in _SIDES}
        self._time_s = array("d")
        self._values = {key: array("f") for key in keys}
        self._errors = {key: array("f") for key in keys}

    def write(self, frame: Frame, feedback: Feedback) -> None:
        """Keeps the signals of a frame."""
        self._time_s.append(frame.time_s)
        for key, values in self._values.items():
            values.append(feedback.signals[key])
            self._errors[key].append(feedback.signals.error(key))

    def close(self) -> None:
        """Nothing is left to do."""

    def abort(self) -> None:
        """Nothing is left to undo."""

    def curves(self, side: Side) -> tuple[Curve, ...]:
        """What was seen of each signal, the counted or held one first; none that never was."""
        time_s = np.array(self._time_s)
        curves = (self._curve(signal, side, time_s) for signal in self._signals)
        return tuple(curve for curve in curves if np.isfinite(curve.values).any())

    def _curve(self, signal: str, side: Side, time_s: Array) -> Curve:
        key = resolve(signal, side)
        values, errors = (np.array(kept[key], float) for kept in (self._values, self._errors))
        low, high = _limits(self._rules, signal)
        return Curve(key.name, unit_of(signal), time_s, values, errors, low=low, high=high)


def drawn(curve: Curve, until_s: float, *, of: Curve | None = None) -> Line:
    """The curve in a strip of 1000 by 100.

    Args:
        curve: What is drawn.
        until_s: Time at the right edge.
        of: The whole of which it is a piece, whose lower and upper edges it keeps.
    """
    step = max(1, math.ceil(len(curve.time_s) / _MOST_POINTS))
    values, errors = curve.values[::step], np.nan_to_num(curve.errors[::step])
    x = curve.time_s[::step] * 1000 / max(until_s, 1e-9)
    bottom, top = _range(of or curve)

    def height(value: Array) -> Array:
        return np.clip(100 * (top - value) / (top - bottom), -50, 150)

    upper, lower = height(values + errors), height(values - errors)
    band = "".join(_band(x, upper, lower)) if errors.any() else ""
    limits = (None if v is None else float(height(np.array(v))) for v in (curve.low, curve.high))
    low_y, high_y = (y if y is not None and 0 <= y <= 100 else None for y in limits)
    return Line("".join(_path(x, height(values))), band, low_y, high_y, bottom, top)


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
