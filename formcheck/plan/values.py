"""The values of a plan: who it is for, what was done and felt, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final, Literal

from pydantic import Field

from formcheck.plan.programme import Pain, Programme

__all__ = [
    "COMPRESSING",
    "STRETCHES",
    "Change",
    "DayNumber",
    "Diary",
    "Done",
    "Moment",
    "Morning",
    "Person",
    "Plan",
    "Sore",
    "Standing",
]

DayNumber = Annotated[int, Field(ge=1, le=3_652_059)]
"""A day: 0001-01-01 is 1, and the last that a calendar has is 9999-12-31."""
Moment = Annotated[float, Field(ge=-1e12, le=1e12)]
"""Seconds since 1970."""
_Place = Annotated[int, Field(ge=0, le=1000)]
COMPRESSING: Final = frozenset(
    {
        "gastrocnemius-wall-stretch",
        "soleus-wall-stretch",
        "ankle-mobilization",
        "towel-calf-stretch",
    }
)
"""1, 2, 4 and 7: they press the tendon against the heel bone."""
STRETCHES: Final = COMPRESSING | {
    "plantar-fascia-stretch",
    "seated-hamstring-stretch",
    "supine-hamstring-stretch",
}
"""What stays as it is when the load is made easier."""

Sore = Literal["left", "right", "both"]


@dataclass(frozen=True, slots=True)
class Person:
    """What `plan new` asks.

    Attributes:
        sore: The side of the tendon that hurts.
        insertional: Pain where the tendon meets the heel bone: nothing below floor level.
        poor_balance: Only what is done sitting or lying.
        late_pregnancy: Nothing lying on the back.
        usual_pain: Pain on a usual morning, 0 to 10, to which it has to come back.
        height_cm: Stature.
    """

    sore: Sore = "both"
    insertional: bool = False
    poor_balance: bool = False
    late_pregnancy: bool = False
    usual_pain: Pain | None = None
    height_cm: Annotated[float, Field(ge=50, le=300)] | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A programme for a person; `begun_day` is the number of the day on which it begins."""

    programme: Programme
    person: Person
    begun_day: int


@dataclass(frozen=True, slots=True)
class Done:
    """A session that was done.

    Attributes:
        day: Its day, as a number (0001-01-01 is 1).
        at_s: When it was told, in seconds of any clock, to put things in order.
        pain: The worst that was told, 0 to 10; None is unknown.
        stop_sign: The stop sign that was told; empty for none.
        skipped: Whether the last question for pain had no answer: how it ended is unknown.
    """

    day: int
    at_s: float
    pain: int | None = None
    stop_sign: str = ""
    skipped: bool = False

    @property
    def settled_pain(self) -> int | None:
        """The worst, where nothing was left open."""
        return None if self.skipped else self.pain


@dataclass(frozen=True, slots=True)
class Morning:
    """How the tendon felt on a morning; None is unknown."""

    day: DayNumber
    pain: Pain | None
    stiffness_min: Annotated[float, Field(ge=0, le=1440)] | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What the user confirmed.

    Attributes:
        day: When, as a number.
        at_s: When, in the clock of `Done`.
        kind: "rise": to the place given; "agreed": a health professional agreed to go on.
        phase: From 0.
        step: Rises within the phase.
        eased: Sets fewer than the programme has.
    """

    day: DayNumber
    at_s: Moment
    kind: Literal["rise", "agreed"]
    phase: _Place = 0
    step: _Place = 0
    eased: _Place = 0


@dataclass(frozen=True, slots=True)
class Diary:
    """All that was told, in any order."""

    sessions: tuple[Done, ...] = ()
    mornings: tuple[Morning, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the load is.

    Attributes:
        phase: From 0.
        step: Rises within the phase.
        eased: Sets fewer than the programme has.
        since_day: When the phase began.
        changed_day: When the load last changed.
    """

    phase: int
    step: int
    eased: int
    since_day: int
    changed_day: int

    @property
    def place(self) -> tuple[int, int, int]:
        """Phase, step and sets fewer."""
        return self.phase, self.step, self.eased
