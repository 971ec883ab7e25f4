"""Outcomes and the comparison of the sides, in words. No layout."""

from __future__ import annotations

from collections.abc import Iterator

from formcheck.engine.values.landmarks import Side
from formcheck.engine.values.results import Compared, Comparison, Outcomes

__all__ = ["comparison_lines", "outcome_lines"]

_NAMES = {
    "peak_height": "greatest heel height",
    "peak_ankle_rise": "greatest ankle rise",
    "peak_angle": "furthest angle",
    "total_displacement": "heel risen in all",
    "ankle_displacement": "ankle risen in all",
    "repetitions": "repetitions",
}
_FORMATS = {
    "cm": "{:.1f} cm",
    "foot lengths": "{:.2f} foot lengths",
    "deg": "{:.0f}°",
    "": "{:.0f}",
    "s": "{:.1f} s",
}


def outcome_lines(side: Side, outcomes: Outcomes) -> Iterator[str]:
    """One leg's outcomes in two to four lines.

    None without a repetition that counts.
    """
    count = outcomes.repetitions
    if not count:
        return
    reached = [f"{count} repetition{'s' if count > 1 else ''}", *_reached(outcomes)]
    yield f"{side.capitalize()}: {', '.join(reached)}"
    if ankle := ", ".join(_ankle(outcomes)):
        yield f"  ankle, as the norms of 2025 measure: {ankle}"
    if outcomes.positive_work_j is not None:
        power = f", {outcomes.mean_power_w:.0f} W while rising" if outcomes.mean_power_w else ""
        yield f"  work {outcomes.positive_work_j:.0f} J by the {outcomes.work_point}{power}"
    parts = {"up": outcomes.up_s, "top": outcomes.top_s, "down": outcomes.down_s}
    times = " · ".join(f"{name} {value:.1f} s" for name, value in parts.items())
    yield f"  {times}{_loss(outcomes.loss_percent)}"


def _reached(outcomes: Outcomes) -> Iterator[str]:
    if outcomes.peak_height_cm is not None:
        height, total = (
            _with_error(outcomes, name) for name in ("peak_height", "total_displacement")
        )
        yield f"heel up to {height} high"
        if total:
            yield f"{total} risen in all"
    elif outcomes.peak_height_ratio is not None:
        yield f"heel up to {outcomes.peak_height_ratio:.2f} foot lengths high"
    elif outcomes.peak_angle_deg is not None:
        yield f"up to {outcomes.peak_angle_deg:.0f}°"


def _ankle(outcomes: Outcomes) -> Iterator[str]:
    peak, total = (
        _with_error(outcomes, name) for name in ("peak_ankle_rise", "ankle_displacement")
    )
    if peak:
        yield f"up to {peak} high"
    elif outcomes.peak_ankle_rise_ratio is not None:
        yield f"up to {outcomes.peak_ankle_rise_ratio:.2f} foot lengths high"
    if total:
        yield f"{total} risen in all"


def _with_error(outcomes: Outcomes, name: str) -> str:
    value, error = getattr(outcomes, f"{name}_cm"), getattr(outcomes, f"{name}_error_cm")
    digits = 1 if error is not None and error < 10 else 0
    return "" if value is None else f"{value:.{digits}f} ± {error:.{digits}f} cm"


def _loss(percent: float | None) -> str:
    if percent is None:
        return ""
    return f" · last three {abs(percent):.0f} % {'lower' if percent >= 0 else 'higher'} than the first three"


def comparison_lines(comparison: Comparison) -> Iterator[str]:
    """The comparison of the sides, one line for each measure."""
    if held := comparison.held_s:
        side = "left" if held.difference > 0 else "right"
        more = f"{abs(held.difference):.1f} s more on the {side}"
        yield f"Left {held.left:.1f} s, right {held.right:.1f} s in good form: {more}"
        return
    yield "Left and right:"
    for name, words in _NAMES.items():
        pair: Compared | None = getattr(comparison, name)
        if pair is not None:
            yield f"  {words} {_pair(pair)}"


def _pair(pair: Compared) -> str:
    form = _FORMATS[pair.unit].format
    left, right, limit = map(form, (pair.left, pair.right, pair.measurement_error))
    ratio = pair.symmetry_percent
    share = "" if ratio is None or pair.unit == "deg" else f" ({ratio:.0f} %)"
    verdict = (
        "within measurement error"
        if pair.within_measurement_error
        else "more than the measurement error"
    )
    return f"{left} and {right}{share}: {verdict} ({limit})"
