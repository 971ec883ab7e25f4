"""What is known of one frame, and what a judge makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from formcheck.engine.checks.episodes import CheckState
from formcheck.engine.person.body import Body
from formcheck.engine.values.landmarks import Side
from formcheck.engine.values.report import Counts, Hold, Rep


@dataclass(frozen=True, slots=True)
class Moment:
    """One frame with a person in it.

    Attributes:
        time_s: Time of the frame.
        body: The person.
        target: The measured leg.
        now: All signals, `left_...`, `right_...` and of the trunk.
        base: The same in the quiet start position; empty before there was one.
        blind: Checks that this view cannot support.
        moved: The feet have left the place of the start position.
        flat: What `heel_over_toe_ratio` of the target reads while the foot is flat; NaN where that
            is not known.
    """

    time_s: float
    body: Body
    target: Side
    now: Mapping[str, float]
    base: Mapping[str, float]
    blind: frozenset[str]
    moved: bool
    flat: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a judge says of one frame.

    The parts of `Feedback` that depend on the kind of exercise.
    """

    phase: str
    states: tuple[CheckState, ...] = ()
    counts: Counts = field(default_factory=Counts)
    height_fraction: float | None = None
    held_s: float = 0.0
    paused_by: tuple[str, ...] = ()
    finished_rep: Rep | None = None
    finished_hold: Hold | None = None
    signals: Mapping[str, float] = field(default_factory=dict)
