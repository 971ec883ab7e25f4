"""Everything that is shown and said for one frame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from formcheck.engine.values.landmarks import Landmark, Side
from formcheck.engine.values.pose import Pose
from formcheck.engine.values.report import Counts, Hold, Level, Rep
from formcheck.engine.values.signals import UNKNOWN, Signals


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about the view or the set-up that keeps formcheck from judging, with its remedy."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Cue:
    """The one thing to say now.

    Attributes:
        text: At most seven words, what to do.
        priority: "safety" > "visibility" > "must" > "should" > "praise" > "count".
        check: The check it belongs to, or None.
        of_last: Whether it is about the repetition that is over, not the one under way.
    """

    text: str
    priority: Literal["safety", "visibility", "must", "should", "praise", "count"]
    check: str | None = None
    of_last: bool = False


@dataclass(frozen=True, slots=True)
class AngleMark:
    """An angle to draw: at `vertex`, between the directions to `a` and `b` (None: straight up).

    Attributes:
        check: The check that judges it, or None.
        value_deg: The number to print, None where not known.
        level: How it is judged now.
    """

    vertex: Landmark
    a: Landmark
    b: Landmark | None
    check: str | None
    value_deg: float | None
    level: Level


@dataclass(frozen=True, slots=True)
class Feedback:
    """Everything that overlay and voice need for one frame.

    Attributes:
        time_s: Time of the frame.
        pose: Smoothed landmarks, left and right as formcheck understands them; None without a
            person.
        side: The measured (target) leg, None before it is known.
        phase: "no-person", "set-up", "ready", then for reps "rising", "top", "lowering", "bottom",
            for holds "entering", "holding", "paused", "done".
        problems: What hinders judging now.
        levels: Check id -> level now, for checks that are judged frame by frame.
        signals: The signals now, NaN where not known.
        angles: Angles to draw.
        counts: Repetitions so far.
        height_fraction: Reps: where the movement stands between bottom (0) and own best (1); None
            unknown.
        held_s: Holds: good seconds of the present hold.
        settled_s: Holds: those of them that nothing takes back any more; where a movement out of
            the form began is known a moment later.
        target: Repetitions or seconds that the exercise asks for.
        paused_by: Holds: check ids or problem codes that stop the timer now.
        cue: What to say now; the same object stays for as long as it should be shown.
        finished_rep: The repetition that was completed by this frame.
        finished_hold: The hold that was completed by this frame.
    """

    time_s: float
    pose: Pose | None
    side: Side | None
    phase: str
    problems: tuple[Problem, ...] = ()
    levels: Mapping[str, Level] = field(default_factory=dict)
    signals: Signals = UNKNOWN
    angles: tuple[AngleMark, ...] = ()
    counts: Counts = field(default_factory=Counts)
    height_fraction: float | None = None
    held_s: float = 0.0
    settled_s: float = 0.0
    target: float = 0.0
    paused_by: tuple[str, ...] = ()
    cue: Cue | None = None
    finished_rep: Rep | None = None
    finished_hold: Hold | None = None
