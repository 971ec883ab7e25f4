"""What a set of repetitions comes down to, as the heel-rise literature defines it, in real units where they are known.

Repetitions, peak height, total displacement, work, loss and slope are the outcomes of the heel-rise endurance test
(Silbernagel 2010, Sleeswijk Visser 2023, Song 2023). They sum every raise whatever its height, so full and partial
repetitions count; uncertain ones, which were not seen well enough to measure, are left out and counted apart.
Unknown is None: without body mass there is no work, without a length of the body there are no centimetres.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from statistics import fmean, linear_regression

from formcheck.engine.spec import ExerciseSpec, Reps
from formcheck.engine.summary import compare, easier, partial_as, summarize
from formcheck.engine.types import Rep, Report, Side
from formcheck.errors import FormcheckError

__all__ = ["HEIGHT_ERROR_RATIO", "NOBODY", "BodyFacts", "Outcomes", "with_outcomes"]

FOOT_PER_HEIGHT = 0.152  # foot length in shares of stature (Drillis and Contini 1966)
FOOT_SPREAD = 0.03  # by about so much the feet of people of one stature differ
HEIGHT_ERROR_RATIO = 0.05  # foot lengths: mean absolute error of peaks and of rises (rendered people, docs/accuracy.md)
GRAVITY = 9.81
GROUP = 3  # repetitions at the beginning and at the end that show the loss; fewer than two groups show none
_RANGES = {"height_cm": (100.0, 230.0, "cm"), "foot_cm": (12.0, 40.0, "cm"), "mass_kg": (20.0, 300.0, "kg")}


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """What the camera cannot know of the person; None where it was not said.

    Attributes:
        height_cm: Stature, 100 to 230; the foot length is taken as 0.152 of it (Drillis and Contini 1966).
        foot_cm: Foot length (of the shoe, if one is worn), 12 to 40; better than the stature.
        mass_kg: Body mass, with what is carried, 20 to 300.

    Raises:
        FormcheckError: A number is out of its range.
    """

    height_cm: float | None = None
    foot_cm: float | None = None
    mass_kg: float | None = None

    def __post_init__(self) -> None:
        for name, (low, high, unit) in _RANGES.items():
            value = getattr(self, name)
            if value is not None and not low <= value <= high:
                raise FormcheckError(f"{name} cannot be {value:g}: give {low:g} to {high:g} {unit}, or leave it out")

    @property
    def foot_length_cm(self) -> float | None:
        """Centimetres in a foot length; None when neither foot nor stature is known."""
        if self.foot_cm is None and self.height_cm is not None:
            return FOOT_PER_HEIGHT * self.height_cm
        return self.foot_cm

    def cm(self, ratio: float | None) -> float | None:
        """Centimetres of a length in foot lengths."""
        return None if ratio is None or self.foot_length_cm is None else ratio * self.foot_length_cm

    def error_cm(self, ratio: float | None, readings: int = 1) -> float | None:
        """Error of `cm(ratio)`: 0.05 foot lengths for each reading in it, and 3 % when the foot is only estimated.

        Errors of pose estimation are mostly offsets (clothes, shoes, angle of the camera), so they add up.
        """
        spread = FOOT_SPREAD if self.foot_cm is None else 0.0
        return None if ratio is None else self.cm(readings * HEIGHT_ERROR_RATIO + spread * abs(ratio))


NOBODY = BodyFacts()


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The outcomes of one leg. Heights are above the flat foot, ratios in foot lengths.

    Attributes:
        repetitions: Full and partial ones; all other numbers are of these.
        left_out: Uncertain ones.
        peak_height_ratio: The highest of all peaks.
        peak_height_cm: The same, with its error in `peak_height_error_cm`.
        peak_angle_deg: The furthest peak, in exercises that are measured in degrees; these have no heights.
        total_displacement_ratio: All rises together, each from the lowest point after the raise to its peak.
        total_displacement_cm: The same, with its error in `total_displacement_error_cm`.
        positive_work_j: Mass x 9.81 x displacement of the pelvis, which is 0.8 of that of the heel: work from the
            heel's is 21-25 % too high (Andreasen 2021). Of both legs in a raise on both; None where the body's
            weight is not lifted.
        mean_power_w: Positive work by the time spent rising.
        up_s: Mean time to rise; `top_s` and `down_s` are those at the top and to lower.
        loss_percent: By how much the last three peaks are lower, in the mean, than the first three; from six on.
        slope_percent: Change of the peak per repetition (line through all), in per cent of the mean peak; from six on.
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
    positive_work_j: float | None
    mean_power_w: float | None
    up_s: float | None
    top_s: float | None
    down_s: float | None
    loss_percent: float | None
    slope_percent: float | None


def with_outcomes(report: Report, spec: ExerciseSpec, body: BodyFacts | None = None) -> Report:
    """The report with heights in cm, outcomes by side and the comparison of the sides.

    Adds `body`, `outcomes`, `partial_as` (why repetitions are partial), `easier` (an exercise) and `comparison` to
    the summary. Peaks that are angles move from `peak` and `valley`, which are heights, to the measure `peak_deg`.
    Doing it again, with more known of the person, does no harm.

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
        reps = tuple(_in_degrees(rep) if _is_angle(spec.reps) else _in_cm(rep, body) for rep in reps)
    by_side = {str(side): asdict(values) for side, values in outcomes.items()}
    added = {
        "partial_as": partial_as(reps, spec.checks),
        "easier": easier(report, spec),
        "body": {**asdict(body), "foot_length_cm": body.foot_length_cm},
        "outcomes": by_side,
        "comparison": compare(by_side, report.holds, HEIGHT_ERROR_RATIO, body.foot_length_cm),
    }
    summary = {**report.summary, **summarize(reps, report.holds, report.findings), **added}
    return replace(report, reps=reps, summary=summary)


def _is_angle(config: Reps) -> bool:
    return config.signal.endswith("_deg")


def _in_degrees(rep: Rep) -> Rep:
    if rep.peak is None:
        return rep
    return replace(rep, peak=None, valley=None, measures={**rep.measures, "peak_deg": rep.peak})


def _in_cm(rep: Rep, body: BodyFacts) -> Rep:
    cm, error_cm = body.cm(rep.peak), body.error_cm(rep.peak)
    if cm is None or error_cm is None:
        return rep
    added = {"peak_heel_height_cm": cm, "peak_heel_height_error_cm": error_cm}
    return replace(rep, measures={**rep.measures, **added})


def _outcomes(reps: Sequence[Rep], config: Reps, body: BodyFacts) -> Outcomes:
    counted = [rep for rep in reps if rep.verdict != "uncertain"]
    heights = [] if _is_angle(config) else _known([rep.peak for rep in counted])
    angles = _known([_in_degrees(rep).measures.get("peak_deg") for rep in counted]) if _is_angle(config) else []
    highest = max(heights, default=None)
    total = _total_displacement(counted) if heights else None
    work = _work_j(total, config, body)
    rising_s = sum(rep.up_s for rep in counted)
    return Outcomes(
        len(counted), len(reps) - len(counted),
        highest, body.cm(highest), body.error_cm(highest), max(angles, default=None),
        total, body.cm(total), body.error_cm(total, len(counted)),
        work, work / rising_s if work is not None and rising_s > 0 else None,
        _mean([rep.up_s for rep in counted]), _mean([rep.top_s for rep in counted]),
        _mean([rep.down_s for rep in counted]),
        *_fatigue(heights),
    )  # fmt: skip


def _known(values: Sequence[float | None]) -> list[float]:
    """The values, or none when one of them is not known: a sum or a course with holes would mislead."""
    known = [value for value in values if value is not None and math.isfinite(value)]
    return known if len(known) == len(values) else []


def _mean(values: Sequence[float]) -> float | None:
    return fmean(values) if values else None


def _total_displacement(reps: Sequence[Rep]) -> float | None:
    """Foot lengths risen; over a set that ends where it began this equals what was lowered, which is measured."""
    peaks, valleys = _known([rep.peak for rep in reps]), _known([rep.valley for rep in reps])
    return sum(peaks) - sum(valleys) if peaks and valleys else None


def _work_j(total: float | None, config: Reps, body: BodyFacts) -> float | None:
    risen_cm = body.cm(total)
    if risen_cm is None or body.mass_kg is None or config.lift != "body":
        return None
    return body.mass_kg * GRAVITY * config.lift_ratio * risen_cm / 100


def _fatigue(heights: Sequence[float]) -> tuple[float | None, float | None]:
    """Loss and slope in per cent; None for sets too short to tell."""
    if len(heights) < 2 * GROUP or (mean := fmean(heights)) <= 0:
        return None, None
    first, last = fmean(heights[:GROUP]), fmean(heights[-GROUP:])
    slope = linear_regression(range(len(heights)), heights).slope
    return 100 * (first - last) / first if first > 0 else None, 100 * slope / mean
