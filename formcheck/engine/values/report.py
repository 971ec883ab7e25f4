"""What a session showed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from formcheck.engine.values.landmarks import Side
from formcheck.engine.values.results import Log, Results

Level = Literal["ok", "warn", "bad", "unknown"]
Verdict = Literal["full", "partial", "uncertain"]
Quality = Literal["good", "usable", "poor"]
Kind = Literal["reps", "hold"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One episode of a check that was not ok.

    Attributes:
        check: Check id of the contract.
        level: "warn" (a should missed), "bad" (a must missed) or "unknown" (not seen well enough).
        start_s: Start of the episode.
        end_s: End of the episode.
        worst: The value furthest from the limits, in `unit`; None where unknown.
        unit: "deg", "ratio" (lengths relative to the body), "s", "deg/s" or "".
        limits: Lowest and highest allowed value, None for an open end.
        message: What to do, in words.
    """

    check: str
    level: Level
    start_s: float
    end_s: float
    worst: float | None
    unit: str
    limits: tuple[float | None, float | None]
    message: str


@dataclass(frozen=True, slots=True)
class Rep:
    """One repetition, from the moment the movement starts to the return.

    Heights in foot lengths.
    """

    number: int
    side: Side
    start_s: float
    peak_s: float
    end_s: float
    up_s: float
    top_s: float
    down_s: float
    verdict: Verdict
    peak: float | None
    valley: float | None
    findings: tuple[Finding, ...] = ()
    measures: Mapping[str, float] = field(default_factory=dict)

    @property
    def is_measured(self) -> bool:
        """The view showed how high it is, or how far it goes."""
        return self.peak is not None or "peak_deg" in self.measures


@dataclass(frozen=True, slots=True)
class Hold:
    """One stretch from the first good second to leaving the position."""

    number: int
    side: Side
    start_s: float
    end_s: float
    held_s: float
    paused_s: float
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """Repetitions so far."""

    full: int = 0
    partial: int = 0
    uncertain: int = 0


@dataclass(frozen=True, slots=True)
class View:
    """How well the camera saw what the exercise needs.

    Attributes:
        quality: Over the whole session.
        near_side: The side towards the camera.
        facing: Where the person faces in the picture.
        problems: What hindered judging, with the remedy, the most frequent first.
        reason: Why nothing was counted or timed although somebody was there; None otherwise.
    """

    quality: Quality
    near_side: Side | None
    facing: Literal["left", "right", "camera"] | None
    problems: tuple[str, ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The result of one session. No clock, no path: the same input gives the same report.

    Attributes:
        summary: What it comes down to; empty before it was summed up.
        log: Of a live session: its sets, and what its user told; None otherwise.
    """

    exercise: str
    kind: Kind
    view: View
    counts: Counts
    reps: tuple[Rep, ...]
    holds: tuple[Hold, ...]
    findings: tuple[Finding, ...]
    not_observable: tuple[str, ...]
    frames: int
    frames_with_person: int
    duration_s: float
    size_px: tuple[int, int]
    summary: Results = field(default_factory=Results)
    log: Log | None = None
    people: int | None = None  # most at once; None where nobody looked
