"""What a set of repetitions comes down to, as the heel-rise literature defines it, in real units where they are known.

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
from dataclasses import asdict, dataclass, replace
from statistics import fmean, linear_regression
from typing import Literal

from formcheck.engine.results.facts import HEIGHT_ERROR_RATIO, NOBODY, BodyFacts
from formcheck.engine.results.summary import compare, easier, partial_as, summarize
from formcheck.engine.spec.exercise import ExerciseSpec, Reps
from formcheck.engine.values.landmarks import Side
from formcheck.engine.values.report import Rep, Report

__all__ = ["HEIGHT_ERROR_RATIO", "NOBODY", "BodyFacts", "Outcomes", "with_outcomes"]

GRAVITY = 9.81
# repetitions at the beginning and at the end that show the loss; fewer than two groups show none
GROUP = 3


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The outcomes of one leg. Heights are above the flat foot, ratios in foot lengths.

    Attributes:
        repetitions: Full and partial ones; all other numbers are of these.
        left_out: Uncertain ones.
        peak_height_ratio: The highest of all peaks.
        peak_height_cm: The same, with its error in `peak_height_error_cm`.
        peak_angle_deg: The furthest peak, in exercises that are measured in degrees; these have no
            heights.
        total_displacement_ratio: All rises together, each from the lowest point after the raise to
            its peak.
        total_displacement_cm: The same, with its error in `total_displacement_error_cm`.
        peak_ankle_rise_ratio: The highest rise of the ankle centre above the flat foot; also in cm,
            with error. None unless the leg network saw the ankle in every repetition, as all of the
            ankle's.
        ankle_displacement_ratio: The ways up of the ankle centre together; also in cm, with error.
        ankle_error_ratio: Mean expected error of one rise of the ankle centre.
        positive_work_j: Mass x 9.81 x displacement of the point that `work_point` names. Of both
            legs in a raise on both; None where the body's weight is not lifted.
        work_point: "ankle", as in the norms of 2025; without it "heel": then 0.8 of the heel's
            displacement is taken, which is the pelvis's, as work from the whole would be 21-25 %
            too high (Andreasen 2021).
        mean_power_w: Positive work by the time spent rising.
        up_s: Mean time to rise; `top_s` and `down_s` are those at the top and to lower.
        loss_percent: By how much the last three peaks are lower, in the mean, than the first three;
            from six on.
        slope_percent: Change of the peak per repetition (line through all), in per cent of the mean
            peak; from six on.
    """

    repetitions: int
    left_out: int
    peak_height_ratio: float | None
    peak_height_cm: float | None
    peak_height_error_cm: float | None
    peak_angle_deg: float | None
    total_displacement_ratio: float | None
    total_displacement_cm: float | None
    total_displacement_error_cm: float | None
    peak_ankle_rise_ratio: float | None
    peak_ankle_rise_cm: float | None
    peak_ankle_rise_error_cm: float | None
    ankle_displacement_ratio: float | None
    ankle_displacement_cm: float | None
    ankle_displacement_error_cm: float | None
    ankle_error_ratio: float | None
    positive_work_j: float | None
    work_point: Literal["ankle", "heel"] | None
    mean_power_w: float | None
    up_s: float | None
    top_s: float | None
    down_s: float | None
    loss_percent: float | None
    slope_percent: float | None


def with_outcomes(report: Report, spec: ExerciseSpec, body: BodyFacts | None = None) -> Report:
    """The report with heights in cm, outcomes by side and the comparison of the sides.

    Adds `body`, `outcomes`, `partial_as` (why repetitions are partial), `easier` (an exercise) and
    `comparison` to the summary. Peaks that are angles move from `peak` and `valley`, which are
    heights, to the measure `peak_deg`. Doing it again, with more known of the person, does no harm.

    Args:
        report: What a session gave.
        spec: The exercise.
        body: Sizes and mass of the person.
    """
    body = body or NOBODY
    outcomes: dict[Side, Outcomes] = {}
    reps = report.reps
    if spec.reps is not None:
        for side in sorted({rep.side for rep in reps}):
            outcomes[side] = _outcomes([rep for rep in reps if rep.side == side], spec.reps, body)
        reps = tuple(
            _in_degrees(rep) if _is_angle(spec.reps) else _in_cm(rep, body) for rep in reps
        )
    by_side = {str(side): asdict(values) for side, values in outcomes.items()}
    added = {
        "partial_as": partial_as(reps, spec.checks),
        "easier": easier(report, spec),
        "body": {**asdict(body), "foot_length_cm": body.foot_length_cm},
        "outcomes": by_side,
        "comparison": compare(by_side, report.holds, HEIGHT_ERROR_RATIO, body.foot_length_cm),
    }
    if spec.told_first:
        added["told_first"] = spec.told_first
    summary = {**report.summary, **summarize(reps, report.holds, report.findings), **added}
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
    heights = [] if _is_angle(config) else _known([rep.peak for rep in counted])
    angles = (
        _known([_in_degrees(rep).measures.get("peak_deg") for rep in counted])
        if _is_angle(config)
        else []
    )
    highest = max(heights, default=None)
    total = _total_displacement(counted) if heights else None
    rise, way_up, error = _ankle(counted)
    pelvis = None if total is None else config.lift_ratio * total
    work = _work_j(pelvis if way_up is None else way_up, config, body)
    rising_s = sum(rep.up_s for rep in counted)
    return Outcomes(
        len(counted),
        len(reps) - len(counted),
        highest,
        body.cm(highest),
        body.error_cm(highest),
        max(angles, default=None),
        total,
        body.cm(total),
        body.error_cm(total, len(counted)),
        rise,
        body.cm(rise),
        body.error_cm(rise, each=error),
        way_up,
        body.cm(way_up),
        body.error_cm(way_up, len(counted), error),
        error,
        work,
        None if work is None else "heel" if way_up is None else "ankle",
        work / rising_s if work is not None and rising_s > 0 else None,
        _mean([rep.up_s for rep in counted]),
        _mean([rep.top_s for rep in counted]),
        _mean([rep.down_s for rep in counted]),
        *_fatigue(heights),
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
