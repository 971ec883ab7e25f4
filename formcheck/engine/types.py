"""The values that travel through formcheck. All are frozen; missing numbers are NaN or None, never 0."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from formcheck.engine.landmarks import LEG_PARTS, Landmark, Legs, Side, other_side

Level = Literal["ok", "warn", "bad", "unknown"]
Verdict = Literal["full", "partial", "uncertain"]
Quality = Literal["good", "usable", "poor"]
Kind = Literal["reps", "hold"]
Array = NDArray[np.float64]

__all__ = [
    "LEG_PARTS", "AngleMark", "Array", "Counts", "Cue", "Feedback", "Finding", "Frame", "Hold", "Kind", "Landmark",
    "Legs", "Level", "Pose", "Problem", "Quality", "Rep", "Report", "Side", "Verdict", "View", "other_side",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture of a video or camera.

    Attributes:
        image: (H, W, 3) uint8, BGR, upright (rotation tag applied), never mirrored.
        index: Counts from 0; a gap means dropped frames.
        time_s: Strictly increasing, the first frame of a source is 0.
    """

    image: NDArray[np.uint8]
    index: int
    time_s: float


@dataclass(frozen=True, slots=True)
class Pose:
    """The landmarks of one person in one frame.

    Attributes:
        xy_px: (33, 2) float64, pixels in the image, y down; NaN where not known, all of it where only feet are seen.
        visibility: (33,) float64, 0..1 as the model gave it.
        world_m: (33, 3) float64 metres from the hip centre (x right in the image, y down, z away from
            the camera), or None.
        size_px: Width and height of the picture.
        legs: The lower legs seen more closely; None where nobody looked.
    """

    xy_px: Array
    visibility: Array
    world_m: Array | None
    size_px: tuple[int, int]
    legs: Legs | None = None

    def point(self, side: Side, part: str) -> Array:
        """(2,) pixel position of a body part on one side."""
        point: Array = self.xy_px[Landmark.of(side, part)]
        return point


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
    """

    text: str
    priority: Literal["safety", "visibility", "must", "should", "praise", "count"]
    check: str | None = None


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
    """One repetition, from the moment the movement starts to the return. Heights in foot lengths."""

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
class Counts:
    """Repetitions so far."""

    full: int = 0
    partial: int = 0
    uncertain: int = 0


@dataclass(frozen=True, slots=True)
class Feedback:
    """Everything that overlay and voice need for one frame.

    Attributes:
        time_s: Time of the frame.
        pose: Smoothed landmarks, left and right as formcheck understands them; None without a person.
        side: The measured (target) leg, None before it is known.
        phase: "no-person", "set-up", "ready", then for reps "rising", "top", "lowering", "bottom",
            for holds "entering", "holding", "paused", "done".
        problems: What hinders judging now.
        levels: Check id -> level now, for checks that are judged frame by frame.
        signals: Signal name -> value now (NaN where not known).
        angles: Angles to draw.
        counts: Repetitions so far.
        height_fraction: Reps: where the movement stands between bottom (0) and own best (1); None unknown.
        held_s: Holds: good seconds of the present hold.
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
    signals: Mapping[str, float] = field(default_factory=dict)
    angles: tuple[AngleMark, ...] = ()
    counts: Counts = field(default_factory=Counts)
    height_fraction: float | None = None
    held_s: float = 0.0
    target: float = 0.0
    paused_by: tuple[str, ...] = ()
    cue: Cue | None = None
    finished_rep: Rep | None = None
    finished_hold: Hold | None = None


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
    """The result of one session. No clock, no path: the same input gives the same report."""

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
    summary: Mapping[str, Any] = field(default_factory=dict)
