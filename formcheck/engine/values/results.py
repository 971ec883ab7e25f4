"""What a set comes down to: results as values, for each leg and for both."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from formcheck.engine.values.facts import NOBODY, BodyFacts
from formcheck.engine.values.landmarks import Side

_SUM_S = 1e-6  # that a sum of seconds may lack

Unit = Literal["cm", "foot lengths", "deg", "s", ""]


def whole(held_s: float) -> int:
    """The good seconds that are over: screen, question and result name the same number."""
    return math.floor(held_s + _SUM_S)


@dataclass(frozen=True, slots=True)
class SideResult:
    """What one leg did.

    Attributes:
        full: Full repetitions.
        partial: Partial ones.
        uncertain: Those that are neither.
        best_height_ratio: Highest peak, foot lengths.
        best_angle_deg: Furthest peak of exercises that are measured in degrees.
        held_s: Good seconds.
    """

    full: int
    partial: int
    uncertain: int
    best_height_ratio: float | None
    best_angle_deg: float | None
    held_s: float


@dataclass(frozen=True, slots=True)
class WorkOn:
    """The one thing to work on: the check that was missed most, and what to do."""

    check: str
    message: str


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


@dataclass(frozen=True, slots=True)
class Beside:
    """Left beside right, in `unit`."""

    left: float
    right: float
    unit: Unit

    @property
    def difference(self) -> float:
        """Left minus right."""
        return self.left - self.right


@dataclass(frozen=True, slots=True)
class Compared(Beside):
    """Left beside right, with what a difference means.

    Attributes:
        measurement_error: A smaller difference is none, in `unit`.
    """

    measurement_error: float

    @property
    def symmetry_percent(self) -> float | None:
        """The lower in per cent of the higher: a camera does not know which side is injured."""
        low, high = sorted((self.left, self.right))
        return 100 * (low / high) if low > 0 else None

    @property
    def within_measurement_error(self) -> bool:
        """Whether the difference may be one of measuring."""
        return abs(self.difference) < self.measurement_error


@dataclass(frozen=True, slots=True)
class Comparison:
    """Left beside right, as far as both were measured.

    Stretches have `held_s` only, good seconds; repetitions have all others, whose fields mean what
    they mean in `Outcomes`.
    """

    held_s: Beside | None = None
    peak_height: Compared | None = None
    peak_ankle_rise: Compared | None = None
    peak_angle: Compared | None = None
    total_displacement: Compared | None = None
    ankle_displacement: Compared | None = None
    repetitions: Compared | None = None

    @property
    def measures(self) -> dict[str, Compared]:
        """What was measured in repetitions of both legs, by name."""
        pairs = {
            "peak_height": self.peak_height,
            "peak_ankle_rise": self.peak_ankle_rise,
            "peak_angle": self.peak_angle,
            "total_displacement": self.total_displacement,
            "ankle_displacement": self.ankle_displacement,
            "repetitions": self.repetitions,
        }
        return {name: pair for name, pair in pairs.items() if pair is not None}


@dataclass(frozen=True, slots=True)
class Results:
    """What a session comes down to.

    Attributes:
        sides: Counts and bests of each leg that did something.
        work_on: The one thing to work on; None when nothing was wrong.
        partial_as: How many partial repetitions failed what, in words.
        easier: Id of the exercise to do where this one was too hard.
        body: What was known of the person.
        outcomes: Of each leg that did repetitions.
        comparison: Left beside right; None when only one side was done.
    """

    sides: Mapping[Side, SideResult] = field(default_factory=dict)
    work_on: WorkOn | None = None
    partial_as: Mapping[str, int] = field(default_factory=dict)
    easier: str | None = None
    body: BodyFacts = NOBODY
    outcomes: Mapping[Side, Outcomes] = field(default_factory=dict)
    comparison: Comparison | None = None


@dataclass(frozen=True, slots=True)
class SetDone:
    """A set of a live session, as measured; `corrected` is what the user added by key."""

    number: int
    side: Side | None
    start_s: float
    end_s: float
    full: int
    partial: int
    held_s: float
    corrected: int = 0


@dataclass(frozen=True, slots=True)
class Correction:
    """The user has changed the count of a set."""

    time_s: float
    set: int
    change: int


@dataclass(frozen=True, slots=True)
class Restart:
    """The user has thrown a set away, with so many full repetitions, to do it again."""

    time_s: float
    set: int
    dropped: int


@dataclass(frozen=True, slots=True)
class Pain:
    """An answer to the pain question, 0 to 10, after so many sets."""

    time_s: float
    sets_done: int
    pain: int


@dataclass(frozen=True, slots=True)
class Log:
    """What a live session keeps beside its results."""

    sets: tuple[SetDone, ...] = ()
    corrections: tuple[Correction, ...] = ()
    restarts: tuple[Restart, ...] = ()
    pain: tuple[Pain, ...] = ()
