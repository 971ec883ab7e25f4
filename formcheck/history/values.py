"""What is read back from the history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field

from formcheck.plan.programme import Pain
from formcheck.plan.values import DayNumber, Moment, Plan

__all__ = [
    "KeptNote",
    "KeptPain",
    "KeptPlan",
    "KeptSession",
    "KeptSet",
    "KeptWork",
    "PlanRow",
    "SessionRow",
    "SetDone",
]

_Count = Annotated[int, Field(ge=0, le=1_000_000)]
_Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]
_Height = Annotated[float, Field(allow_inf_nan=False)]
_Name = Annotated[str, Field(max_length=300)]
_TraceName = Annotated[str, Field(pattern=r"^[0-9a-f]{24}\.npz$")]
"""A name that `History` gives: none that leads out of its folder."""


@dataclass(frozen=True, slots=True)
class SetDone:
    """A set to keep.

    Attributes:
        at_s: When it ended, seconds since 1970.
        number: In its exercise, from 1.
        duration_s: Its length.
        corrected: Repetitions that the user added or took away.
        document: Its report in the documented shape.
    """

    at_s: float
    number: int
    duration_s: float
    corrected: int
    document: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class KeptSet:
    """A set that was kept; heights are the best of its counted repetitions."""

    id: int
    session: int
    at_s: Moment
    exercise: _Name
    kind: Literal["reps", "hold"]
    number: _Count
    side: Literal["left", "right"] | None
    full: _Count
    partial: _Count
    uncertain: _Count
    held_s: _Seconds
    corrected: Annotated[int, Field(ge=-1_000_000, le=1_000_000)]
    best_ratio: _Height | None
    best_cm: _Height | None
    trace: _TraceName | None


@dataclass(frozen=True, slots=True)
class KeptWork:
    """All sets of an exercise in a session by one leg, or by both at once.

    Attributes:
        sets: How many.
        full: Repetitions that count, corrections included.
        held_s: Good seconds.
        best_ratio: The highest of them.
        best_cm: The same; None unless each height is known in cm, too.
    """

    session: int
    exercise: _Name
    side: Literal["left", "right"] | None
    sets: _Count
    full: _Count
    held_s: _Seconds
    best_ratio: _Height | None
    best_cm: _Height | None


@dataclass(frozen=True, slots=True)
class KeptNote:
    """What was told of an exercise that was not judged.

    Attributes:
        what: "done" is one set; "left-out" is the whole exercise, by choice.
    """

    id: int
    session: int
    at_s: Moment
    exercise: _Name
    what: Literal["done", "left-out"]


@dataclass(frozen=True, slots=True)
class KeptPain:
    """An answer to the question for pain, before the first set or after one."""

    at_s: Moment
    moment: Literal["before", "after"]
    pain: Pain


@dataclass(frozen=True, slots=True)
class KeptSession:
    """A session that was kept.

    `pain` is the worst that was told, None is unknown; `skipped` is whether nothing was told after
    the last set; `told_s` is when the last answer came, or when it began.
    """

    id: int
    day: DayNumber
    at_s: Moment
    kind: Literal["live", "today", "analyze"]
    plan: int | None
    finished: bool
    loaded: bool
    stop_sign: _Name
    pain: Pain | None
    skipped: bool
    told_s: Moment
    sets: int


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session as it lies in the file."""

    id: int
    day: DayNumber
    at_s: Moment
    kind: Literal["live", "today", "analyze"]
    plan: int | None
    finished: bool
    loaded: bool
    stop_sign: _Name
    stopped_s: Moment | None = None


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan as it lies in the file."""

    id: int
    day: DayNumber
    at_s: Moment
    programme: str
    person: str
    asked: str
    ended_s: Moment | None


@dataclass(frozen=True, slots=True)
class KeptPlan:
    """A plan, with its number, the text of its programme and when it was made.

    `agreed` is whether a health professional had agreed to it then.
    """

    id: int
    plan: Plan
    text: str
    made_s: float
    agreed: bool
