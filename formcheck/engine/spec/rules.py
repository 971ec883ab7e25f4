"""Checks and the rules they hold, as parts of an exercise spec."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from formcheck.engine.spec.fields import (
    Angle,
    Cue,
    Id,
    Many,
    Measure,
    Note,
    Part,
    Seconds,
    SilentCue,
    Text,
)
from formcheck.engine.spec.names import REP_MEASURES

__all__ = ["Check", "Rule"]


class Rule(Part):
    """One measurable condition. `bad_*` is a must, `warn_*` a should; both may be given.

    `of` says what is taken from the signal: its value, its change since the quiet start position,
    its drift since the hold began, its speed, or the bouncing in it. `stat` says over what: "now"
    is judged frame by frame, the others once per repetition. Which of them go together:
    `judged.JUDGED`.
    """

    signal: Measure
    of: Literal["value", "change", "drift", "speed", "bounce"] = "value"
    stat: Literal["now", "max", "min", "range", "top", "bottom"] = "now"
    bad_above: float | None = None
    bad_below: float | None = None
    warn_above: float | None = None
    warn_below: float | None = None
    source: Note = Field(
        "", description="where the limits come from: a key of [[sources]], then ; and a note"
    )

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

    id: Id
    how: Text = Field(description="what is looked at, for `formcheck show`")
    message: Cue = Field(description="cue when it fails: what to do, at most seven words")
    met: SilentCue = Field("", description="cue when it is met again")
    counts: bool = Field(False, description="a repetition that fails it is partial")
    counted_as: Note = Field(
        "", description="what such a repetition is called in the count: too fast"
    )
    defining: bool = Field(
        False, description="what makes it this exercise: unseen, the repetition is uncertain"
    )
    telling: bool = Field(
        False, description="what tells it from other exercises: missed, it is another one"
    )
    unless: Many[str] = Field((), description="its warnings only follow from these faults")
    persist_s: Seconds = 0.5
    angle: Angle = Field((), description="joint to draw: vertex, ends")
    rules: Annotated[Many[Rule], Field(min_length=1)]

    @property
    def tells(self) -> bool:
        """Whether it tells this exercise from others."""
        return self.telling or self.defining

    @property
    def is_of_bouncing(self) -> bool:
        """Whether it is about nothing but going to and fro."""
        return all(rule.of == "bounce" for rule in self.rules)

    @property
    def severity(self) -> Literal["must", "should"]:
        """What failing it means: bad is possible for a must, a should can only be a warning."""
        must = any(r.bad_above is not None or r.bad_below is not None for r in self.rules)
        return "must" if must else "should"
