"""What a set comes down to, as the heel-rise literature defines it, in real units if known.

Repetitions, peak height, total displacement, work, loss and slope are the outcomes of the heel-rise
endurance test (Silbernagel 2010, Sleeswijk Visser 2023, Song 2023). They sum every raise whatever
its height, so full and partial repetitions count; uncertain ones, which were not seen well enough
to measure, are left out and counted apart. Heights called `peak_height` and `total_displacement`
are the heel's. The norms of 2025 (Sleeswijk Visser, 10.1016/j.bjpt.2025.101188) measure a marker
below the lateral
malleolus: only `peak_ankle_rise`, `ankle_displacement` and work by the ankle may be compared with
them (see `ankle.py`). Unknown is
None: without body mass there is no work, without a length of the body there are no centimetres.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from statistics import fmean, linear_regression

from formcheck.engine.results.summary import compare, easier, partial_as, side_results, work_on
from formcheck.engine.spec.exercise import ExerciseSpec, Reps
from formcheck.engine.values.facts import HEIGHT_ERROR_RATIO, NOBODY, BodyFacts
from formcheck.engine.values.landmarks import Side
from formcheck.engine.values.report import Rep, Report
from formcheck.engine.values.results import Outcomes, Results

__all__ = ["with_outcomes"]

GRAVITY = 9.81
# repetitions at the beginning and at the end that show the loss; fewer than two groups show none
GROUP = 3


def with_outcomes(report: Report, spec: ExerciseSpec, body: BodyFacts | None = None) -> Report:
    """The report with its summary, with heights in cm and angles that are called so.

    Peaks that are angles move from `peak` and `valley`, which are heights, to the measure
    `peak_deg`. Doing it again, with more known of the person, does no harm.

    Args:
        report: What a session judged.
        spec: The exercise.
        body: Sizes and mass of the person.
    """
    body = body or NOBODY
    outcomes: dict[Side, Outcomes] = {}
    reps = report.reps
    if spec.reps is not None:
        for side in sorted({rep.side for rep in reps}):
            mine = [rep for rep in reps if rep.side == side]
            outcomes[side] = _outcomes(mine, spec.reps, body)
        is_angle = _is_angle(spec.reps)
        reps = tuple(_in_degrees(rep) if is_angle else _in_cm(rep, body) for rep in reps)
    summary = Results(
        sides=side_results(reps, report.holds),
        work_on=work_on(report.findings),
        partial_as=partial_as(reps, spec.checks),
        easier=easier(report, spec),
        body=body,
        outcomes=outcomes,
        comparison=compare(outcomes, report.holds, HEIGHT_ERROR_RATIO, body.foot_length_cm),
    )
    return replace(report, reps=reps, summary=summary)


def _is_angle(config: Reps) -> bool:
    return config.signal.endswith("_deg")


def _in_degrees(rep: Rep) -> Rep:
    if rep.peak is None:
        return rep
    return replace(rep, peak=None, valley=None, measures={**rep.measures, "peak_deg": rep.peak})


def _in_cm(rep: Rep, body: BodyFacts) -> Rep:
    ankle = rep.measures.get("ankle_error_ratio")
    lengths: dict[str, tuple[float | None, float | None]] = {
        "peak_heel_height": (rep.peak, HEIGHT_ERROR_RATIO),
        **{
            name: (rep.measures.get(f"{name}_ratio"), ankle)
            for name in ("peak_ankle_rise", "ankle_displacement")
        },
    }
    added: dict[str, float] = {}
    for name, (ratio, error) in lengths.items():
        cm, error_cm = body.cm(ratio), body.error_cm(ratio, each=error)
        if cm is not None and error_cm is not None:
            added |= {f"{name}_cm": cm, f"{name}_error_cm": error_cm}
    return replace(rep, measures={**rep.measures, **added})


def _outcomes(reps: Sequence[Rep], config: Reps, body: BodyFacts) -> Outcomes:
    counted = [rep for rep in reps if rep.verdict != "uncertain"]
    peaks = _known([rep.measures.get("peak_deg", rep.peak) for rep in counted])
    heights, angles = ([], peaks) if _is_angle(config) else (peaks, [])
    highest = max(heights, default=None)
    total = _total_displacement(counted) if heights else None
    rise, way_up, error = _ankle(counted)
    pelvis = None if total is None else config.lift_ratio * total
    work = _work_j(pelvis if way_up is None else way_up, config, body)
    rising_s = sum(rep.up_s for rep in counted)
    loss, slope = _fatigue(heights)
    return Outcomes(
        repetitions=len(counted),
        left_out=len(reps) - len(counted),
        peak_height_ratio=highest,
        peak_height_cm=body.cm(highest),
        peak_height_error_cm=body.error_cm(highest),
        peak_angle_deg=max(angles, default=None),
        total_displacement_ratio=total,
        total_displacement_cm=body.cm(total),
        total_displacement_error_cm=body.error_cm(total, len(counted)),
        peak_ankle_rise_ratio=rise,
        peak_ankle_rise_cm=body.cm(rise),
        peak_ankle_rise_error_cm=body.error_cm(rise, each=error),
        ankle_displacement_ratio=way_up,
        ankle_displacement_cm=body.cm(way_up),
        ankle_displacement_error_cm=body.error_cm(way_up, len(counted), error),
        ankle_error_ratio=error,
        positive_work_j=work,
        work_point=None if work is None else "heel" if way_up is None else "ankle",
        mean_power_w=work / rising_s if work is not None and rising_s > 0 else None,
        up_s=_mean([rep.up_s for rep in counted]),
        top_s=_mean([rep.top_s for rep in counted]),
        down_s=_mean([rep.down_s for rep in counted]),
        loss_percent=loss,
        slope_percent=slope,
    )


def _known(values: Sequence[float | None]) -> list[float]:
    """The values, or none when one of them is not known.

    A sum or a course with holes would mislead.
    """
    known = [value for value in values if value is not None and math.isfinite(value)]
    return known if len(known) == len(values) else []


def _mean(values: Sequence[float]) -> float | None:
    return fmean(values) if values else None


def _total_displacement(reps: Sequence[Rep]) -> float | None:
    """Foot lengths risen.

    Over a set that ends where it began this equals what was lowered, which is measured.
    """
    peaks, valleys = _known([rep.peak for rep in reps]), _known([rep.valley for rep in reps])
    return sum(peaks) - sum(valleys) if peaks and valleys else None


def _ankle(reps: Sequence[Rep]) -> tuple[float | None, float | None, float | None]:
    """Highest rise, ways up together and mean expected error of one, foot lengths.

    None unless seen in all.
    """
    names = ("peak_ankle_rise_ratio", "ankle_displacement_ratio", "ankle_error_ratio")
    rises, ways, errors = (_known([rep.measures.get(name) for rep in reps]) for name in names)
    return max(rises, default=None), sum(ways) if ways else None, _mean(errors)


def _work_j(lifted: float | None, config: Reps, body: BodyFacts) -> float | None:
    """Work of lifting the body's weight by so many foot lengths."""
    risen_cm = body.cm(lifted)
    if risen_cm is None or body.mass_kg is None or config.lift != "body":
        return None
    return body.mass_kg * GRAVITY * risen_cm / 100


def _fatigue(heights: Sequence[float]) -> tuple[float | None, float | None]:
    """Loss and slope in per cent; None for sets too short to tell."""
    if len(heights) < 2 * GROUP or (mean := fmean(heights)) <= 0:
        return None, None
    first, last = fmean(heights[:GROUP]), fmean(heights[-GROUP:])
    slope = linear_regression(range(len(heights)), heights).slope
    return 100 * (first - last) / first if first > 0 else None, 100 * slope / mean
