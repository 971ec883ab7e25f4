"""Programmes: one TOML file each, read into frozen, validated values.

Ten lines make one: a name, a source, a phase and its exercises. Everything else has a default.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Field, ValidationError, model_validator

from formcheck.engine.spec.fields import Many, Part, Text
from formcheck.engine.spec.form import form_mistakes
from formcheck.engine.spec.reading import mistakes_of, read_toml

__all__ = ["Dose", "Limits", "Phase", "Programme", "parse_programme", "programme_schema"]

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Pain = Annotated[int, Field(ge=0, le=10)]


class Dose(Part):
    """One exercise of a session, and how much of it."""

    exercise: Id
    name: str = Field("", max_length=200, description="needed where the camera does not judge it")
    how: str = Field("", max_length=600, description="how it is done, where no spec says it")
    camera: bool = Field(True, description="false: not judged yet, done without the camera")
    sets: int = Field(ge=1, le=100)
    reps: int | None = Field(None, ge=1, le=1000)
    most_reps: int | None = Field(None, ge=1, le=1000, description="where rises in this phase end")
    hold_s: float | None = Field(None, gt=0, le=3600)
    side: Literal["both-legs", "each", "sore"] = Field(
        "each", description="both at once, one after the other, or the sore side only"
    )
    surface: Literal["floor", "step", ""] = Field(
        "", description="a step becomes the floor with pain at the insertion"
    )
    rest_s: float = Field(60.0, ge=0, le=3600, description="between sets of one leg")
    tempo: str = Field("", max_length=200)
    load: str = Field("", max_length=200, description="extra load, in words")
    load_days: int | None = Field(None, ge=1, le=7, description="days a week with extra load")
    load_step_kg: float | None = Field(None, gt=0, le=20, description="a rise adds so much")
    load_step_max_pain: Pain = Field(2, description="pain up to which load is added")
    days: Literal["every", "odd", "even"] = "every"
    least_pain: Pain = Field(0, description="only from this pain on")
    most_pain: Pain = Field(10, description="only up to this pain; unknown pain is too much")
    optional: str = Field("", max_length=200, description="when it may be left out")
    note: str = Field("", max_length=600)
    source: str = Field("", max_length=600, description="if it is not that of the phase")

    @model_validator(mode="after")
    def _is_a_dose(self) -> Self:
        if self.reps is None and self.hold_s is None:
            raise ValueError("say how much: reps, hold_s or both")
        if self.most_reps is not None and (self.reps is None or self.most_reps < self.reps):
            raise ValueError("most_reps needs reps, and is no less")
        if not self.camera and not (self.name and self.how):
            raise ValueError("camera = false needs name and how")
        if self.least_pain > self.most_pain:
            raise ValueError("least_pain is above most_pain: nobody would do it")
        return self


class Phase(Part):
    """Some weeks with the same exercises."""

    name: Text = Field(max_length=200)
    weeks: int | None = Field(None, ge=1, le=520, description="its least length; none: it stays")
    sessions_a_day: int | None = Field(None, ge=1, le=4)
    days_a_week: int | None = Field(None, ge=1, le=7)
    entry: str = Field("", max_length=400, description="what should be true before it begins")
    unsure: str = Field("", max_length=600, description="what its source leaves open")
    source: str = Field("", max_length=600)
    exercises: Many[Dose] = Field(min_length=1, max_length=30)


class Limits(Part):
    """The pain-monitoring rule (Silbernagel 2007: 2 and 5) and what it leaves open.

    All but `safe` and `acceptable` are design values, not from a trial.
    """

    safe: Pain = Field(2, description="Silbernagel 2007: 0-2 is safe")
    acceptable: Pain = Field(5, description="Silbernagel 2007: 3-5 when settled next morning")
    high_in_a_row: int = Field(2, ge=1, le=10, description="design: sessions above, then ask")
    rising_weeks: int = Field(2, ge=1, le=8, description="design: weeks in which it rises")
    pause_weeks: int = Field(4, ge=1, le=52, description="design: without a session, then easier")
    long_pause_weeks: int = Field(
        12, ge=1, le=520, description="design: without a session, then the first load again"
    )
    answers_a_week: int = Field(3, ge=1, le=7, description="design: fewer say nothing of a week")
    pain_rise: float = Field(0.5, ge=0, le=10, description="design: more from week to week rises")
    stiffness_rise_min: float = Field(5, ge=0, le=240, description="design, minutes")
    rise_days: int = Field(7, ge=1, le=90, description="design: days between two rises")
    rise_sessions: int = Field(
        2, ge=1, le=30, description="design: sessions with a known pain before one"
    )
    reps_step: int = Field(2, ge=1, le=50, description="design: repetitions that a rise adds")


class Programme(Part):
    """What is done for weeks."""

    schema_: Literal[1] = Field(alias="schema")
    id: Id
    name: Text = Field(max_length=200)
    source: Text = Field(max_length=1000)
    summary: str = Field("", max_length=1000)
    sessions_a_day: int = Field(1, ge=1, le=4)
    days_a_week: int = Field(7, ge=1, le=7)
    rest_between_s: float = Field(0.0, ge=0, le=3600, description="between two exercises")
    notes: Many[Text] = Field((), max_length=20)
    limits: Limits = Limits.model_validate({})
    phases: Many[Phase] = Field(min_length=1, max_length=20)

    def sessions_on(self, phase: int) -> int:
        """Sessions a day in a phase."""
        return self.phases[phase].sessions_a_day or self.sessions_a_day

    def days_in(self, phase: int) -> int:
        """Days a week in a phase."""
        return self.phases[phase].days_a_week or self.days_a_week


def parse_programme(text: str, source: str) -> Programme:
    """Reads a programme from TOML text.

    Args:
        text: The TOML document.
        source: Its name, for error messages.

    Raises:
        SpecError: Not TOML, or not a valid programme; `problems` has one line for every mistake.
    """
    data = read_toml(text, source)
    try:
        return Programme.model_validate(data)
    except ValidationError as error:
        raise mistakes_of([*form_mistakes(error, Programme)], text, source) from error


def programme_schema() -> dict[str, Any]:
    """JSON Schema of a programme file, for editors."""
    schema = Programme.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
