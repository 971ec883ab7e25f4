"""What is known of one frame, and what a judge makes of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from formcheck.engine.checks.episodes import CheckState
from formcheck.engine.person.body import Body
from formcheck.engine.values.landmarks import Side
from formcheck.engine.values.report import Counts, Hold, Rep
from formcheck.engine.values.signals import Signals


@dataclass(frozen=True, slots=True)
class Moment:
    """One frame with a person in it.

    Attributes:
        time_s: Time of the frame.
        body: The person.
        target: The measured leg.
        now: The signals of both legs and the body.
        base: The same in the quiet start position; UNKNOWN before there was one.
        blind: Checks that this view cannot support.
        moved: The feet have left the place of the start position.
        flat: What `heel_over_toe_ratio` of the target reads while the foot is flat; NaN where that
            is not known.
    """

    time_s: float
    body: Body
    target: Side
    now: Signals
    base: Signals
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
    signals: Signals | None = None
