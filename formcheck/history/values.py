"""What is read back from the history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from formcheck.plan.values import Plan

__all__ = ["KeptPlan", "KeptSession", "KeptSet", "SetDone"]


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
    at_s: float
    exercise: str
    kind: str
    number: int
    side: str | None
    full: int
    partial: int
    uncertain: int
    held_s: float
    corrected: int
    best_ratio: float | None
    best_cm: float | None
    trace: str | None


@dataclass(frozen=True, slots=True)
class KeptSession:
    """A session that was kept.

    `pain` is the worst that was told after it began, None is unknown; `told_s` is when the last
    answer came, or when it began.
    """

    id: int
    day: int
    at_s: float
    kind: str
    plan: int | None
    finished: bool
    loaded: bool
    stop_sign: str
    pain: int | None
    told_s: float
    sets: int


@dataclass(frozen=True, slots=True)
class KeptPlan:
    """The plan under way, with its number and the text of its programme."""

    id: int
    plan: Plan
    text: str
