"""Outcomes and the comparison of the sides, in words. No layout."""

from __future__ import annotations

from collections.abc import Iterator

from formcheck.engine.values.landmarks import Side
from formcheck.engine.values.results import Compared, Comparison, Outcomes
from formcheck.words import number, said

__all__ = ["comparison_lines", "outcome_lines"]

_DIGITS = {"cm": 1, "foot lengths": 2, "deg": 0, "": 0, "s": 1}


def outcome_lines(side: Side, outcomes: Outcomes) -> Iterator[str]:
    """One leg's outcomes in two to four lines.

    None without a repetition that counts.
    """
    if not outcomes.repetitions:
        return
    reached = [said("outcome.repetitions", n=outcomes.repetitions), *_reached(outcomes)]
    yield said(f"outcome.side.{side}", reached=", ".join(reached))
    if ankle := ", ".join(_ankle(outcomes)):
        yield f"  {said('outcome.ankle', reached=ankle)}"
    if outcomes.positive_work_j is not None:
        yield f"  {', '.join(_work(outcomes))}"
    yield f"  {' · '.join(_times(outcomes))}"


def _reached(outcomes: Outcomes) -> Iterator[str]:
    if outcomes.peak_height_cm is not None:
        yield said("outcome.heel-high", height=_with_error(outcomes, "peak_height"))
        if total := _with_error(outcomes, "total_displacement"):
            yield said("outcome.risen", total=total)
    elif (ratio := outcomes.peak_height_ratio) is not None:
        yield said("outcome.heel-high", height=said("outcome.feet", ratio=ratio))
    elif (angle := outcomes.peak_angle_deg) is not None:
        yield said("outcome.angle", angle=angle)


def _ankle(outcomes: Outcomes) -> Iterator[str]:
    if peak := _with_error(outcomes, "peak_ankle_rise"):
        yield said("outcome.high", height=peak)
    elif (ratio := outcomes.peak_ankle_rise_ratio) is not None:
        yield said("outcome.high", height=said("outcome.feet", ratio=ratio))
    if total := _with_error(outcomes, "ankle_displacement"):
        yield said("outcome.risen", total=total)


def _work(outcomes: Outcomes) -> Iterator[str]:
    yield said(f"outcome.work.{outcomes.work_point}", work=outcomes.positive_work_j)
    if outcomes.mean_power_w:
        yield said("outcome.power", power=outcomes.mean_power_w)


def _times(outcomes: Outcomes) -> Iterator[str]:
    yield said("outcome.times", up=outcomes.up_s, top=outcomes.top_s, down=outcomes.down_s)
    if (percent := outcomes.loss_percent) is not None:
        yield said(f"outcome.{'lower' if percent >= 0 else 'higher'}", percent=abs(percent))


def _with_error(outcomes: Outcomes, name: str) -> str:
    value, error = getattr(outcomes, f"{name}_cm"), getattr(outcomes, f"{name}_error_cm")
    digits = 1 if error is not None and error < 10 else 0
    return "" if value is None else f"{number(value, digits)} ± {number(error, digits)} cm"


def comparison_lines(comparison: Comparison) -> Iterator[str]:
    """The comparison of the sides, one line for each measure."""
    if held := comparison.held_s:
        more = "left" if held.difference > 0 else "right"
        values = {"left": held.left, "right": held.right, "difference": abs(held.difference)}
        yield said(f"outcome.more.{more}", **values)
        return
    yield said("outcome.beside")
    for name, pair in comparison.measures.items():
        yield f"  {said(f'outcome.name.{name}')} {_pair(pair)}"


def _pair(pair: Compared) -> str:
    ratio = pair.symmetry_percent
    share = "" if ratio is None or pair.unit == "deg" else f" ({ratio:.0f} %)"
    verdict = "within" if pair.within_measurement_error else "beyond"
    numbers = {"left": pair.left, "right": pair.right, "limit": pair.measurement_error}
    values = {name: _measured(value, pair.unit) for name, value in numbers.items()}
    return said(f"outcome.{verdict}", share=share, **values)


def _measured(value: float, unit: str) -> str:
    if unit == "foot lengths":
        return said("outcome.feet", ratio=value)
    sign = "°" if unit == "deg" else f" {unit}" if unit else ""
    return f"{number(value, _DIGITS[unit])}{sign}"
