"""Checks and the rules they hold, as parts of an exercise spec."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from formcheck.engine.spec.names import BODY_SIGNALS, LEG_SIGNALS, REP_MEASURES

Text = Annotated[str, Field(min_length=1)]
Seconds = Annotated[float, Field(ge=0, le=3600)]
ANGLES = (("knee", "hip", "ankle"), ("hip", "shoulder", "knee"), ("ankle", "knee"))


def _signal(name: str) -> str:
    role, dot, leg_signal = name.partition(".")
    if (
        name in BODY_SIGNALS
        or name in LEG_SIGNALS
        or (role in ("target", "other") and leg_signal in LEG_SIGNALS)
    ):
        return name
    if dot and leg_signal in BODY_SIGNALS:
        raise ValueError(f"{leg_signal} is no signal of one leg: leave out {role!r} before it")
    of_a_leg = f"of a leg, with target. or other. before it: {', '.join(LEG_SIGNALS)}"
    of_the_body = f"of the body: {', '.join(BODY_SIGNALS)}"
    raise ValueError(f"unknown signal {name[:60]!r}; known {of_a_leg}; {of_the_body}")


def _measure(name: str) -> str:
    try:
        return name if name in REP_MEASURES else _signal(name)
    except ValueError as error:
        raise ValueError(f"{error}; of a repetition: {', '.join(REP_MEASURES)}") from error


def _angle(parts: tuple[str, ...]) -> tuple[str, ...]:
    if parts and (parts[0], *parts[1:]) not in {
        (a[0], *ends) for a in ANGLES for ends in (a[1:], a[:0:-1])
    }:
        known = " or ".join(str(list(angle)) for angle in ANGLES)
        raise ValueError(f"{[part[:20] for part in parts[:4]]} cannot be drawn: take {known}")
    return parts


Signal = Annotated[str, AfterValidator(_signal)]


class Part(BaseModel):
    """Base of all parts of a spec: frozen, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Rule(Part):
    """One measurable condition. `bad_*` is a must, `warn_*` a should; both may be given.

    `of` says what is taken from the signal: its value, its change since the quiet start position,
    its drift since the hold began, its speed, or the bouncing in it. `stat` says over what: "now"
    is judged frame by frame, the others once per repetition.
    """

    signal: Annotated[str, AfterValidator(_measure)]
    of: Literal["value", "change", "drift", "speed", "bounce"] = "value"
    stat: Literal["now", "max", "min", "range", "top", "bottom"] = "now"
    bad_above: float | None = None
    bad_below: float | None = None
    warn_above: float | None = None
    warn_below: float | None = None
    when_above: dict[Signal, float] = Field(
        default_factory=dict, description="judge only while these signals are above"
    )
    source: str = Field("", description="where the limits come from")

    @model_validator(mode="after")
    def _judges_something(self) -> Self:
        if all(
            v is None for v in (self.bad_above, self.bad_below, self.warn_above, self.warn_below)
        ):
            raise ValueError(
                "a rule needs at least one of bad_above, bad_below, warn_above, warn_below"
            )
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
    counted_as: str = Field(
        "", description="what such a repetition is called in the count: too fast"
    )
    unless: tuple[str, ...] = Field((), description="its warnings only follow from these faults")
    persist_s: Seconds = 0.5
    angle: Annotated[tuple[str, ...], AfterValidator(_angle)] = Field(
        (), description="joint to draw: vertex, ends"
    )
    rules: tuple[Rule, ...] = Field(min_length=1)

    @property
    def severity(self) -> Literal["must", "should"]:
        """What failing it means: bad is possible for a must, a should can only be a warning."""
        must = any(r.bad_above is not None or r.bad_below is not None for r in self.rules)
        return "must" if must else "should"
