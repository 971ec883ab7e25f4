"""Outcomes and the comparison of the sides, in words. No layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from formcheck.words import number, said

__all__ = ["comparison_lines", "outcome_lines"]

_DIGITS = {"cm": 1, "foot lengths": 2, "deg": 0, "": 0, "s": 1}


def outcome_lines(side: str, outcomes: Mapping[str, Any]) -> Iterator[str]:
    """One leg's `summary["outcomes"]` in two to four lines.

    None without a repetition that counts.
    """
    if not outcomes["repetitions"]:
        return
    reached = [said("outcome.repetitions", n=outcomes["repetitions"]), *_reached(outcomes)]
    yield said(f"outcome.side.{side}", reached=", ".join(reached))
    if ankle := ", ".join(_ankle(outcomes)):
        yield f"  {said('outcome.ankle', reached=ankle)}"
    if outcomes["positive_work_j"] is not None:
        yield f"  {', '.join(_work(outcomes))}"
    yield f"  {' · '.join(_times(outcomes))}"


def _reached(outcomes: Mapping[str, Any]) -> Iterator[str]:
    if outcomes["peak_height_cm"] is not None:
        yield said("outcome.heel-high", height=_with_error(outcomes, "peak_height"))
        if total := _with_error(outcomes, "total_displacement"):
            yield said("outcome.risen", total=total)
    elif (ratio := outcomes["peak_height_ratio"]) is not None:
        yield said("outcome.heel-high", height=said("outcome.feet", ratio=ratio))
    elif (angle := outcomes["peak_angle_deg"]) is not None:
        yield said("outcome.angle", angle=angle)


def _ankle(outcomes: Mapping[str, Any]) -> Iterator[str]:
    if peak := _with_error(outcomes, "peak_ankle_rise"):
        yield said("outcome.high", height=peak)
    elif (ratio := outcomes["peak_ankle_rise_ratio"]) is not None:
        yield said("outcome.high", height=said("outcome.feet", ratio=ratio))
    if total := _with_error(outcomes, "ankle_displacement"):
        yield said("outcome.risen", total=total)


def _work(outcomes: Mapping[str, Any]) -> Iterator[str]:
    yield said(f"outcome.work.{outcomes['work_point']}", work=outcomes["positive_work_j"])
    if outcomes["mean_power_w"]:
        yield said("outcome.power", power=outcomes["mean_power_w"])


def _times(outcomes: Mapping[str, Any]) -> Iterator[str]:
    yield said("outcome.times", **{part: outcomes[f"{part}_s"] for part in ("up", "top", "down")})
    if (percent := outcomes["loss_percent"]) is not None:
        yield said(f"outcome.{'lower' if percent >= 0 else 'higher'}", percent=abs(percent))


def _with_error(outcomes: Mapping[str, Any], name: str) -> str:
    value, error = outcomes[f"{name}_cm"], outcomes[f"{name}_error_cm"]
    digits = 1 if error is not None and error < 10 else 0
    return "" if value is None else f"{number(value, digits)} ± {number(error, digits)} cm"


def comparison_lines(comparison: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """`summary["comparison"]`, one line for each measure."""
    if held := comparison.get("held_s"):
        more = "left" if held["difference"] > 0 else "right"
        values = {"left": held["left"], "right": held["right"]}
        yield said(f"outcome.more.{more}", **values, difference=abs(held["difference"]))
        return
    yield said("outcome.beside")
    for name, pair in comparison.items():
        yield f"  {said(f'outcome.name.{name}')} {_pair(pair)}"


def _pair(pair: Mapping[str, Any]) -> str:
    ratio = pair["symmetry_percent"]
    share = "" if ratio is None or pair["unit"] == "deg" else f" ({ratio:.0f} %)"
    values = {name: _measured(pair[name], pair["unit"]) for name in ("left", "right")}
    limit = _measured(pair["measurement_error"], pair["unit"])
    verdict = "within" if pair["within_measurement_error"] else "beyond"
    return said(f"outcome.{verdict}", **values, share=share, limit=limit)


def _measured(value: float, unit: str) -> str:
    if unit == "foot lengths":
        return said("outcome.feet", ratio=value)
    sign = "°" if unit == "deg" else f" {unit}" if unit else ""
    return f"{number(value, _DIGITS[unit])}{sign}"
