"""Exercise specs: one TOML file an exercise, read into frozen, validated values.

A check holds one or more rules. A rule names a signal (see `signals.SIGNALS`), how it is reduced
(`of`, `stat`) and the limits. Thresholds are true anatomical values; `corrections` brings readings
to them.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from formcheck.engine.spec.fields import Id, Many, Note, Part, Seconds, Signal, Text
from formcheck.engine.spec.rules import Check, Rule
from formcheck.engine.spec.tempo import Tempo
from formcheck.errors import SpecError
from formcheck.words import Phrase

__all__ = ["Check", "ExerciseSpec", "HoldSpec", "Reps", "Rule"]


class View(Part):
    """What the camera has to see."""

    plane: Literal["side", "three-quarter", "front"] = Field(
        "side",
        description="front is the second pass, with [[front_checks]]",
        json_schema_extra={"enum": ["side", "three-quarter"]},
    )
    pose_model: Literal["any", "heavy"] = Field(
        "any", description="heavy where others mistake hips or legs"
    )
    needs: Many[Literal["nose", "shoulder", "hip", "knee", "ankle", "heel", "foot_index", "wrist"]]


class Target(Part):
    """Which leg is measured, and the start position.

    `leg`: the one nearest to the camera, the one stood on, the one behind, raised, straight or
    crossed.
    """

    leg: Literal["near", "standing", "rear", "raised", "straight", "crossed"]
    posture: Literal["standing", "foot-up", "seated", "lying", "long-sitting"]


class Reps(Part):
    """How repetitions are counted.

    Limits in the unit of the signal (foot lengths for heel_rise_ratio).
    """

    signal: Signal = "target.heel_rise_ratio"
    lift: Literal["body", "knee", "none"] = Field(
        "body", description="what rises with the heel and confirms it"
    )
    lift_ratio: float = Field(0.8, gt=0, le=2, description="rise of that part for a heel rise of 1")
    ignore_below: float = Field(gt=0, le=180, description="smaller excursions are fidgeting")
    sinks: bool = Field(False, description="may go below its zero: the lowest level is no floor")
    min_s: Seconds = 0.8
    max_s: Seconds = 12.0
    still_speed: float = Field(
        0.08, gt=0, le=1000, description="slower than this, per second, at the peak is the top"
    )
    tempo: Tempo = Field(Tempo(), description="of the metronome, in words of this exercise")


class Condition(Part):
    """A signal, or its change since the start position, between limits."""

    signal: Signal
    of: Literal["value", "change"] = "value"
    above: float | None = None
    below: float | None = None


class HoldSpec(Part):
    """When the hold timer runs.

    In the position, main signal steady at the start, all must checks met.
    """

    attempt: Condition = Field(description="roughly in the position: from here on faults are named")
    stay: Condition | None = Field(
        None, description="what ends the attempt when it is over, if not `attempt`"
    )
    steady_signal: Signal
    steady_speed: float = Field(5.0, gt=0, le=1000, description="slower than this is still")


class Dosage(Part):
    """Usual dose; an editable default, not a prescription."""

    sets: int = Field(ge=1, le=100)
    reps: int | None = Field(None, ge=1, le=1000)
    hold_s: float | None = Field(None, gt=0, le=3600)
    per_side: bool = True
    rest_s: float = Field(30.0, ge=0, le=3600, description="between sets of one leg")
    sides: Literal["alternating", "one-first"] = Field(
        "alternating", description="whether the legs alternate by set, or one is finished first"
    )
    text: Text
    source: Text


class Source(Part):
    """Where numbers come from."""

    key: Annotated[Id, Field(description="by which limits name it")]
    text: Text


class ExerciseSpec(Part):
    """One exercise."""

    schema_: Literal[1] = Field(alias="schema")
    id: Id
    number: int = Field(ge=1, le=9999)
    name: Text
    kind: Literal["reps", "hold"]
    summary: Text
    purpose: Text
    steps: Annotated[Many[Text], Field(min_length=1)]
    camera: Text
    view: View
    target: Target
    reps: Reps | None = None
    hold: HoldSpec | None = None
    checks: Annotated[Many[Check], Field(min_length=1)]
    front_checks: Many[Check] = Field(
        (), description="checks of a second pass with the camera in front"
    )
    unseen_prop: Note = Field(
        "", description="what it needs and no camera sees: it is never named with certainty"
    )
    easier: str = Field("", description="id of the exercise to do where this one is too hard")
    refines: Many[str] = Field((), description="exercises of which this is a special case")
    insertional: Many[Check] = Field(
        (), description="replace the checks of the same id for insertional pain"
    )
    insertional_note: Note = Field("", description="what insertional pain changes, in words")
    told_first: str = Field(
        "", exclude=True, description="said before the first set; set for insertional pain"
    )
    dosage: Dosage
    stop: Annotated[Many[Text], Field(min_length=1)]
    not_observable: Annotated[Many[Text], Field(min_length=1)]
    sources: Annotated[Many[Source], Field(min_length=1)]
    sha256: str = Field("", exclude=True, description="of the file's text; set on reading")

    def for_insertional_pain(self) -> ExerciseSpec:
        """The exercise as it is done with pain where the tendon meets the heel bone."""
        other = {check.id: check for check in self.insertional}
        checks = tuple(other.get(c.id, c) for c in self.checks)
        return self.model_copy(update={"checks": checks, "told_first": self.insertional_note})

    @property
    def is_eased(self) -> bool:
        """Whether a check is replaced for insertional pain: the steps hold no longer as written."""
        return any(check in self.checks for check in self.insertional)

    def seen_from_front(self) -> ExerciseSpec:
        """The second pass with the camera in front: other checks, nothing is counted or timed.

        Raises:
            SpecError: The front shows nothing of this exercise that the side does not.
        """
        if not self.front_checks:
            raise SpecError(Phrase("error.spec.no-front", exercise=self.id))
        view = self.view.model_copy(update={"plane": "front"})
        return self.model_copy(
            update={"checks": self.front_checks, "view": view, "not_observable": ()}
        )

    @property
    def best_model(self) -> str:
        """The pose model that "auto" means.

        With the leg network full is enough, unless hips need more.
        """
        return "heavy" if self.view.pose_model == "heavy" else "full"

    def check(self, check_id: str) -> Check:
        """The check with this id; KeyError if there is none."""
        for check in self.checks:
            if check.id == check_id:
                return check
        raise KeyError(check_id)
