"""What a test came to: test.json."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from formcheck.engine.values.landmarks import Side
from formcheck.reports.schema.part import Count, Measured, Part, about
from formcheck.reports.schema.results import BodyDocument
from formcheck.trials.heel_rise import Validity
from formcheck.trials.norms import NoNorm, Sex

__all__ = ["HeelRiseDocument", "LungeDocument", "TrialDocument"]


class RaiseDocument(Part):
    """One raise of the heel-rise test."""

    number: int = about("of the repetition in the report of its leg")
    start_s: float = about("its beginning, s of the video")
    breaches: tuple[str, ...] = about("rules of the test that it breaks")
    unseen: tuple[str, ...] = about("rules that could not be judged in it")
    prompted: bool = about("a prompt was due after it")
    after_end: bool = about("the test was over before it, or by it")
    counts: bool = about("it was seen to keep all rules, before the end")


class HeelRiseLegDocument(Part):
    """One leg; null where unknown."""

    repetitions: Count = about("raises that keep all rules until the end")
    validity: Validity = about(
        "valid; prompted: some raises broke a rule and do not count; unsure: some could not be"
        " judged; invalid: none counts"
    )
    ended_by_rules: bool = about("two prompts in a row were not answered")
    peak_cm: Measured = about("highest rise of the ankle centre, cm")
    peak_error_cm: Measured = about("its error, cm")
    displacement_cm: Measured = about("all ways up of the ankle centre, cm")
    displacement_error_cm: Measured = about("its error, cm")
    work_j: Measured = about("body mass x 9.81 x that displacement, J")
    work_error_j: Measured = about("its error, J")
    norm: int | None = about("median repetitions of healthy people of this age and sex")
    norm_missing: NoNorm | None = about("why there is no norm")
    raises: tuple[RaiseDocument, ...] = about("every raise")


class HeelRiseDocument(Part):
    """The heel-rise test."""

    schema_: Literal[1] = about("version of this shape", alias="schema")
    test: Literal["heel-rise"] = about("the test")
    board: bool | None = about("the foot stood on a board of 10 degrees; null: not said")
    age: int | None = about("years")
    sex: Sex | None = about("as the norms have it")
    injured: Side | None = about("the leg that is compared with the sound one")
    body: BodyDocument = about("size and mass, as they were given")
    norm_source: str = about("where the norms come from")
    legs: dict[Side, HeelRiseLegDocument] = about("each leg that was tested")


class TryDocument(Part):
    """One lunge."""

    number: int = about("of the repetition in the report of its leg")
    angle_deg: Measured = about("inclination of the shank at the furthest knee, deg")
    heel_down: bool | None = about("the heel stayed down; null: not seen well enough")


class LungeLegDocument(Part):
    """One leg; null where unknown."""

    mean_deg: Measured = about("mean of three tries with the heel down, deg")
    best_deg: Measured = about("the furthest of them, deg")
    error_deg: Measured = about("error of one reading, deg")
    tries: tuple[TryDocument, ...] = about("every try until the third that counts")


class LungeDocument(Part):
    """The lunge at a wall."""

    schema_: Literal[1] = about("version of this shape", alias="schema")
    test: Literal["lunge"] = about("the test")
    legs: dict[Side, LungeLegDocument] = about("each leg that was tested")


TrialDocument = Annotated[HeelRiseDocument | LungeDocument, Field(discriminator="test")]
