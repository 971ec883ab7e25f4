"""What a session comes down to, and what a live one keeps beside."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer

from formcheck.engine.values.landmarks import Side
from formcheck.engine.values.results import Unit
from formcheck.reports.schema.part import Count, Measured, Number, Part, about


class SideDocument(Part):
    """What one leg did."""

    full: Count = about("full repetitions")
    partial: Count = about("partial ones")
    uncertain: Count = about("uncertain ones")
    best_height_ratio: Measured = about("highest peak of the heel, foot lengths")
    best_angle_deg: Measured = about("furthest peak of exercises measured in degrees, deg")
    held_s: Number = about("good time, s")


class WorkOnDocument(Part):
    """The one thing to work on."""

    check: str = about("id of the check that was missed most")
    message: str = about("what to do, in words")


class BodyDocument(Part):
    """What was known of the person."""

    height_cm: Measured = about("stature, cm")
    foot_cm: Measured = about("length of foot or shoe, cm")
    mass_kg: Measured = about("body mass, kg")
    foot_length_cm: Measured = about("what a foot length was taken for, cm")


class OutcomesDocument(Part):
    """The outcomes of one leg; null where unknown."""

    repetitions: Count = about("full and partial ones; all other numbers are of these")
    left_out: Count = about("uncertain ones")
    peak_height_ratio: Measured = about("highest peak of the heel, foot lengths")
    peak_height_cm: Measured = about("the same, cm")
    peak_height_error_cm: Measured = about("its error, cm")
    peak_angle_deg: Measured = about("furthest peak of exercises measured in degrees, deg")
    total_displacement_ratio: Measured = about("all rises of the heel together, foot lengths")
    total_displacement_cm: Measured = about("the same, cm")
    total_displacement_error_cm: Measured = about("its error, cm")
    peak_ankle_rise_ratio: Measured = about("highest rise of the ankle centre, foot lengths")
    peak_ankle_rise_cm: Measured = about("the same, cm")
    peak_ankle_rise_error_cm: Measured = about("its error, cm")
    ankle_displacement_ratio: Measured = about("all ways up of the ankle, foot lengths")
    ankle_displacement_cm: Measured = about("the same, cm")
    ankle_displacement_error_cm: Measured = about("its error, cm")
    ankle_error_ratio: Measured = about("mean expected error of one rise of it, foot lengths")
    positive_work_j: Measured = about("work of lifting the body's weight, J")
    work_point: Literal["ankle", "heel"] | None = about("the point whose displacement it is of")
    mean_power_w: Measured = about("work by the time spent rising, W")
    up_s: Measured = about("mean time to rise, s")
    top_s: Measured = about("mean time at the top, s")
    down_s: Measured = about("mean time to lower, s")
    loss_percent: Measured = about("how much lower the last three peaks are than the first, %")
    slope_percent: Measured = about("change of the peak per repetition, % of the mean peak")


class BesideDocument(Part):
    """Left beside right."""

    left: Number = about("of the left leg, in `unit`")
    right: Number = about("of the right leg, in `unit`")
    difference: Number = about("left minus right, in `unit`")
    unit: Unit = about("cm, foot lengths, deg, s, or empty: a number")


class ComparedDocument(BesideDocument):
    """Left beside right, with what a difference means."""

    symmetry_percent: Measured = about("the lower in % of the higher")
    measurement_error: Number = about("a smaller difference is none, in `unit`")
    within_measurement_error: bool = about("whether the difference may be one of measuring")


class ComparisonDocument(Part):
    """Left beside right; what was not measured on both sides is left out."""

    held_s: BesideDocument | None = about("good time of stretches", default=None)
    peak_height: ComparedDocument | None = about("highest peak of the heel", default=None)
    peak_ankle_rise: ComparedDocument | None = about("highest rise of the ankle", default=None)
    peak_angle: ComparedDocument | None = about("furthest peak in degrees", default=None)
    total_displacement: ComparedDocument | None = about("all rises of the heel", default=None)
    ankle_displacement: ComparedDocument | None = about("all ways up of the ankle", default=None)
    repetitions: ComparedDocument | None = about("full and partial repetitions", default=None)

    @model_serializer(mode="wrap")
    def _what_is_known(self, serialize: SerializerFunctionWrapHandler) -> dict[str, Any]:
        found: dict[str, Any] = serialize(self)
        return {name: pair for name, pair in found.items() if pair is not None}


class ResultsDocument(Part):
    """What a session comes down to."""

    sides: dict[Side, SideDocument] = about("each leg that did something")
    work_on: WorkOnDocument | None = about("null when nothing was wrong")
    partial_as: dict[str, Count] = about("how many partial repetitions failed what, in words")
    easier: str | None = about("id of the exercise to do where this one was too hard")
    body: BodyDocument = about("what was known of the person")
    outcomes: dict[Side, OutcomesDocument] = about("of each leg that did repetitions")
    comparison: ComparisonDocument | None = about("null when only one side was done")


class SetDocument(Part):
    """A set of a live session."""

    number: int = about("from 1")
    side: Side | None = about("the leg; null: not seen")
    start_s: Number = about("its start, s of the session")
    end_s: Number = about("its end, s of the session")
    full: Count = about("full repetitions, as measured")
    partial: Count = about("partial ones")
    held_s: Number = about("good time, s")
    corrected: int = about("repetitions that the user has added (or taken away: negative)")


class CorrectionDocument(Part):
    """The user has changed the count of a set."""

    time_s: Number = about("when, s of the session")
    set: int = about("number of the set")
    change: int = about("repetitions added")


class RestartDocument(Part):
    """The user has thrown a set away to do it again."""

    time_s: Number = about("when, s of the session")
    set: int = about("number of the set")
    dropped: Count = about("full repetitions that were thrown away")


class PainDocument(Part):
    """An answer to the pain question."""

    time_s: Number = about("when, s of the session")
    sets_done: Count = about("sets that were done before")
    pain: Annotated[int, Field(ge=0, le=10)] = about("0 to 10")


class LogDocument(Part):
    """What a live session keeps beside its results."""

    sets: tuple[SetDocument, ...] = about("every set that was done")
    corrections: tuple[CorrectionDocument, ...] = about("what the user corrected by key")
    restarts: tuple[RestartDocument, ...] = about("what the user threw away")
    pain: tuple[PainDocument, ...] = about("answers to the pain question")


class LiveResultsDocument(ResultsDocument, LogDocument):
    """What a live session comes down to."""
