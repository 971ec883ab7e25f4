"""Exercise specs: one TOML file an exercise, read into frozen, validated values.

A check holds one or more rules. A rule names a signal (see `signals.SIGNALS`), how it is reduced (`of`,
`stat`) and the limits. Thresholds are true anatomical values; `corrections` brings readings to them.
"""

from __future__ import annotations

import hashlib
import tomllib
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from formcheck.engine.names import REP_MEASURES, SIGNALS
from formcheck.errors import SpecError

Text = Annotated[str, Field(min_length=1)]
Seconds = Annotated[float, Field(ge=0)]


class Part(BaseModel):
    """Base of all parts of a spec: frozen, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Rule(Part):
    """One measurable condition. `bad_*` is a must, `warn_*` a should; both may be given.

    `of` says what is taken from the signal: its value, its change since the quiet start position, its drift
    since the hold began, its speed, or the bouncing in it. `stat` says over what: "now" is judged frame by
    frame, the others once per repetition.
    """

    signal: Text
    of: Literal["value", "change", "drift", "speed", "bounce"] = "value"
    stat: Literal["now", "max", "min", "range", "top", "bottom"] = "now"
    bad_above: float | None = None
    bad_below: float | None = None
    warn_above: float | None = None
    warn_below: float | None = None
    when_above: dict[str, float] = Field(default_factory=dict, description="judge only while these signals are above")
    source: str = Field("", description="where the limits come from")

    @model_validator(mode="after")
    def _judges_something(self) -> Self:
        name = self.signal.removeprefix("target.").removeprefix("other.")
        if name not in SIGNALS and name not in REP_MEASURES:
            raise ValueError(f"unknown signal {self.signal!r}; known: {', '.join((*SIGNALS, *REP_MEASURES))}")
        if all(v is None for v in (self.bad_above, self.bad_below, self.warn_above, self.warn_below)):
            raise ValueError("a rule needs at least one of bad_above, bad_below, warn_above, warn_below")
        return self

    @property
    def per_rep(self) -> bool:
        """True when it is judged once per repetition."""
        return self.stat != "now" or self.signal in REP_MEASURES

    @property
    def limits(self) -> tuple[float | None, float | None]:
        """Lowest and highest allowed value (the must where there is one, else the should)."""
        low = self.bad_below if self.bad_below is not None else self.warn_below
        high = self.bad_above if self.bad_above is not None else self.warn_above
        return low, high


class Check(Part):
    """One thing that is checked, with what to say about it."""

    id: Text
    how: Text = Field(description="what is looked at, for `formcheck show`")
    message: Text = Field(description="cue when it fails: what to do, at most seven words")
    met: str = Field("", description="cue when it is met again")
    view: Literal["side", "front", "three-quarter"] = "side"
    observability: Literal["A", "B", "C"] = "A"
    counts: bool = Field(False, description="a repetition that fails it is partial")
    unless: tuple[str, ...] = Field((), description="its warnings only follow from these faults")
    persist_s: Seconds = 0.5
    angle: tuple[str, ...] = Field((), description="joint to draw: vertex, end, end; or vertex, end")
    rules: tuple[Rule, ...] = Field(min_length=1)

    @property
    def severity(self) -> Literal["must", "should"]:
        """What failing it means: bad is possible for a must, a should can only be a warning."""
        must = any(r.bad_above is not None or r.bad_below is not None for r in self.rules)
        return "must" if must else "should"


class View(Part):
    """What the camera has to see."""

    plane: Literal["side", "three-quarter"] = "side"
    max_yaw_deg: float = 45.0
    good_yaw_deg: float = 20.0
    min_height_px: float = 150.0
    pose_model: Literal["any", "heavy"] = Field("any", description="heavy where smaller models confuse the legs")
    needs: tuple[Literal["nose", "shoulder", "hip", "knee", "ankle", "heel", "foot_index", "wrist"], ...]


class Target(Part):
    """Which leg is measured, and the start position.

    `leg`: the one nearest to the camera, the one stood on, the one behind, raised, straight or crossed.
    """

    leg: Literal["near", "standing", "rear", "raised", "straight", "crossed"]
    posture: Literal["standing", "foot-up", "seated", "lying", "long-sitting"]


class Reps(Part):
    """How repetitions are counted. Limits in the unit of the signal (foot lengths for heel_rise_ratio)."""

    signal: Text = "target.heel_rise_ratio"
    lift: Literal["body", "knee", "none"] = Field("body", description="what rises with the heel and confirms it")
    lift_ratio: float = Field(0.8, description="rise of that part for a heel rise of 1")
    ignore_below: float = Field(gt=0, description="smaller excursions are fidgeting")
    min_s: Seconds = 0.8
    max_s: Seconds = 12.0
    still_speed: float = Field(0.08, description="slower than this, per second, at the peak is the top")


class Condition(Part):
    """A signal, or its change since the start position, between limits."""

    signal: Text
    of: Literal["value", "change"] = "value"
    above: float | None = None
    below: float | None = None


class HoldSpec(Part):
    """When the hold timer runs: in the position, main signal steady at the start, all must checks met."""

    attempt: Condition = Field(description="roughly in the position: from here on faults are named")
    stay: Condition | None = Field(None, description="what ends the attempt when it is over, if not `attempt`")

    steady_signal: Text
    steady_speed: float = 5.0
    start_s: Seconds = 0.5
    grace_s: Seconds = 1.0
    gap_s: Seconds = 1.5


class Dosage(Part):
    """Usual dose; an editable default, not a prescription."""

    sets: int = Field(ge=1)
    reps: int | None = None
    hold_s: float | None = None
    per_side: bool = True
    text: Text
    source: Text


class Source(Part):
    """Where numbers come from."""

    key: Text
    text: Text


class ExerciseSpec(Part):
    """One exercise."""

    schema_: Literal[1] = Field(alias="schema")
    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    number: int = Field(ge=1)
    name: Text
    kind: Literal["reps", "hold"]
    summary: Text
    purpose: Text
    steps: tuple[Text, ...] = Field(min_length=1)
    camera: Text
    view: View
    target: Target
    reps: Reps | None = None
    hold: HoldSpec | None = None
    checks: tuple[Check, ...] = Field(min_length=1)
    refines: tuple[str, ...] = Field((), description="exercises of which this is a special case")
    insertional: tuple[Check, ...] = Field((), description="replace the checks of the same id for insertional pain")
    insertional_note: str = Field("", description="what insertional pain changes, in words")
    dosage: Dosage
    stop: tuple[Text, ...] = Field(min_length=1)
    not_observable: tuple[Text, ...] = ()
    sources: tuple[Source, ...] = Field(min_length=1)
    sha256: str = Field("", exclude=True, description="of the file's text; set on reading")

    @model_validator(mode="after")
    def _kind_has_its_part(self) -> Self:
        if (self.kind == "reps") != (self.reps is not None) or (self.kind == "hold") != (self.hold is not None):
            raise ValueError(f"kind = {self.kind!r} needs exactly the table [{self.kind}]")
        ids = [c.id for c in self.checks]
        if strange := {c.id for c in self.insertional} - set(ids):
            raise ValueError(f"insertional checks must replace checks; unknown: {', '.join(sorted(strange))}")
        if twice := {i for i in ids if ids.count(i) > 1}:
            raise ValueError(f"check ids must be unique; twice: {', '.join(sorted(twice))}")
        if (self.dosage.reps if self.kind == "reps" else self.dosage.hold_s) is None:
            raise ValueError(f"dosage needs {'reps' if self.kind == 'reps' else 'hold_s'}")
        return self

    def for_insertional_pain(self) -> ExerciseSpec:
        """The exercise as it is done with pain where the tendon meets the heel bone."""
        other = {check.id: check for check in self.insertional}
        return self.model_copy(update={"checks": tuple(other.get(c.id, c) for c in self.checks)})

    def check(self, check_id: str) -> Check:
        """The check with this id; KeyError if there is none."""
        for check in self.checks:
            if check.id == check_id:
                return check
        raise KeyError(check_id)


def parse_spec(text: str, source: str) -> ExerciseSpec:
    """Read a spec from TOML text.

    Args:
        text: The TOML document.
        source: Its name, for error messages.

    Raises:
        SpecError: Not TOML, or not a valid spec; `problems` has one line for every mistake.
    """
    try:
        data: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SpecError(f"{source}: not valid TOML", (f"{source}: {error}; mend the line",)) from error
    data["sha256"] = hashlib.sha256(text.encode()).hexdigest()
    try:
        return ExerciseSpec.model_validate(data)
    except ValidationError as error:
        problems = tuple(_problem(source, e["loc"], e["msg"]) for e in error.errors())
        raise SpecError(f"{source}: {len(problems)} mistake(s)", problems) from error


def _problem(source: str, loc: tuple[int | str, ...], message: str) -> str:
    key = ".".join(str(part + 1) if isinstance(part, int) else part for part in loc) or "(whole file)"
    return f"{source}: {key}: {message.removeprefix('Value error, ')}"


def json_schema() -> dict[str, Any]:
    """JSON Schema of a spec file, for editors."""
    schema = ExerciseSpec.model_json_schema(by_alias=True)
    schema["properties"].pop("sha256")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
