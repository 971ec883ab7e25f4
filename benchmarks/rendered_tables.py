"""The tables about rendered clips."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from agreement import LARGE, audit, share_read
from judged import Judged
from page import table
from readings import POINTS, UNITS, PointErrors

SHOWN = {"foot_index": "toe"}


def summary(judged: Mapping[str, Sequence[Judged]]) -> str:
    """One line for each combination."""
    head = [
        "landmarks",
        "clips exact",
        "verdicts exact",
        "faults found",
        "told",
        "of them false",
        "good form wrongly bad",
        "hold seconds, mean abs. error",
        "view good / usable / poor",
    ]
    return table(head, [[name, *_summary_cells(clips)] for name, clips in judged.items()])


def _summary_cells(clips: Sequence[Judged]) -> list[str]:
    counted = [j for j in clips if j.is_counted]
    right, reps = sum(j.right_reps for j in counted), sum(j.all_reps for j in counted)
    faults, false = (
        sum(len(j.clip.truth["faults"]) for j in clips),
        [f for j in clips for f in j.false],
    )
    wrong, good = sum(j.wrong_s for j in clips), sum(j.good_s for j in clips)
    holds = [abs(j.hold_error_s) for j in clips if not math.isnan(j.hold_error_s)]
    views = Counter(j.report.view.quality for j in clips)
    bad = sum(f.level == "bad" for f in false)
    return [
        f"{sum(j.is_exact for j in counted)} of {len(counted)}",
        f"{_percent(right, reps)} ({right} of {reps})",
        f"{sum(j.found for j in clips)} of {faults}",
        str(sum(j.told for j in clips)),
        f"{len(false)} ({bad} bad)",
        f"{_percent(wrong, good, 1)} ({wrong:.1f} of {good:.0f} s)",
        f"{np.mean(holds):.2f} s ({len(holds)} clips)" if holds else "-",
        " / ".join(str(views[q]) for q in ("good", "usable", "poor")),
    ]


def _percent(part: float, whole: float, digits: int = 0) -> str:
    return f"{100 * part / whole:.{digits}f} %" if whole else "-"


def angle_errors(judged: Mapping[str, Sequence[Judged]]) -> str:
    """Mean absolute error of every measure, by combination."""
    rows = []
    for measure, unit in UNITS.items():
        cells = []
        for clips in judged.values():
            result = audit(clips, measure)
            cells.append(
                ""
                if result is None
                else _error_cell(result.mean_abs_error, share_read(result), unit)
            )
        rows.append([f"{measure}, {unit}", *cells])
    return table(["mean absolute error", *judged], rows)


def _error_cell(error: float, read: float, unit: str) -> str:
    return _number(error, unit) + (f" ({100 * read:.0f} % read)" if read < 0.995 else "")


def agreement(clips: Sequence[Judged]) -> str:
    """Bias and limits of agreement of every measure."""
    head = [
        "measure",
        "clips",
        "readings",
        "mean abs. error [95 %]",
        "bias [95 %]",
        "limits of agreement",
        "large errors",
    ]
    rows = []
    for measure, unit in UNITS.items():
        result = audit(clips, measure, resamples=500)
        if result is None:
            continue
        low, high = result.repeated_limits or result.limits
        rows.append(
            [
                f"{measure}, {unit}",
                str(result.clusters),
                str(result.n),
                f"{_number(result.mean_abs_error, unit)} {_interval(result.mean_abs_error_ci, unit)}",
                f"{_number(result.bias, unit, '+')} {_interval(result.bias_ci, unit, '+')}",
                f"{_number(low, unit, '+')} to {_number(high, unit, '+')}",
                f"{100 * result.big_error_rate:.0f} % ({LARGE[unit]:g} {unit} or more)",
            ]
        )
    return table(head, rows)


def _interval(ends: tuple[float, float], unit: str, sign: str = "") -> str:
    return f"[{_number(ends[0], unit, sign)}, {_number(ends[1], unit, sign)}]"


def _number(value: float, unit: str, sign: str = "") -> str:
    return f"{value:{sign}.{3 if unit == 'foot lengths' else 1}f}"


def points(errors: Mapping[str, Sequence[PointErrors]]) -> str:
    """Mean error of the near leg's points, pose models against leg network, in foot lengths."""
    columns = [(f"{model} model", model, "pose") for model in errors]
    columns += [(f"leg network ({model})", model, "legs") for model in errors]
    columns += [(f"it expects ({model})", model, "expected") for model in errors]
    rows = [
        [
            SHOWN.get(point, point),
            *(_point_cell([getattr(e, kind)[point] for e in errors[m]]) for _, m, kind in columns),
        ]
        for point in POINTS
    ]
    return table(["foot lengths", *(head for head, _, _ in columns)], rows)


def _point_cell(values: Sequence[object]) -> str:
    found = np.concatenate([np.asarray(v, float) for v in values])
    known = found[np.isfinite(found)]
    if not len(known):
        return "-"
    seen = (
        "" if len(known) > 0.995 * len(found) else f", {100 * len(known) / len(found):.0f} % seen"
    )
    return f"{known.mean():.3f} ({np.median(known):.3f}, {np.percentile(known, 95):.2f}{seen})"


def clip_by_clip(judged: Sequence[Judged]) -> str:
    """One line for each clip."""
    head = ["clip", "reps true", "read", "hold error s", "faults found", "false", "wrongly bad s"]
    head += [f"{name}, {unit}" if unit != "deg" else name for name, unit in UNITS.items()] + [
        "view"
    ]
    return table(head, [_clip_cells(j) for j in judged])


def _clip_cells(j: Judged) -> list[str]:
    counted = [_tally(j.true_verdicts), _tally(j.read_verdicts)] if j.is_counted else ["", ""]
    errors = [
        float(np.nanmean(abs(j.pairs[n].read - j.pairs[n].true))) if n in j.pairs else math.nan
        for n in UNITS
    ]
    return [
        j.clip.name,
        *counted,
        "" if math.isnan(j.hold_error_s) else f"{j.hold_error_s:+.1f}",
        f"{j.found} of {len(j.clip.truth['faults'])}",
        ", ".join(f"{f.check} ({f.level})" for f in j.false),
        f"{j.wrong_s:.1f} of {j.good_s:.0f}",
        *(
            "" if math.isnan(e) else _number(e, unit)
            for e, unit in zip(errors, UNITS.values(), strict=True)
        ),
        j.report.view.quality,
    ]


def _tally(verdicts: list[str]) -> str:
    return f"{verdicts.count('full')}+{verdicts.count('partial')}" + "?" * verdicts.count(
        "uncertain"
    )
