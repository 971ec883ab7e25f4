"""Angles, heights and points as they were read, beside the true ones."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from clips import Clip

from formcheck.engine.values.feedback import Feedback
from formcheck.engine.values.landmarks import LEG_PARTS, Landmark, Side
from formcheck.engine.values.report import Rep
from formcheck.engine.values.signals import Key
from formcheck.media.pose.traces import Trace

LEG = {
    "knee": "knee_flexion_deg",
    "shank": "shank_inclination_deg",
    "hip": "hip_flexion_deg",
    "ankle": "ankle_dorsiflexion_deg",
}
UNITS = {
    "knee": "deg",
    "shank": "deg",
    "hip": "deg",
    "trunk": "deg",
    "ankle": "deg",
    "heel height": "foot lengths",
}
UNITS |= {"ankle rise": "mm", "reported ankle rise": "mm"}
POINTS = ("heel", "foot_index", "ankle", "knee")
_LEG_PART = {"foot_index": "toe"}
RAISED = 0.1  # foot lengths; heels that never come higher are not raised
LEVEL = 0.05  # share of the heel's excursion that is still the top


@dataclass(frozen=True)
class Pair:
    """True and read values of one measure, frame by frame or repetition by repetition.

    NaN where nothing was read.
    """

    true: Any
    read: Any

    @property
    def is_read(self) -> bool:
        """Whether there is anything to compare."""
        return bool((np.isfinite(self.true) & np.isfinite(self.read)).any())


def pairs_of(clip: Clip, seen: Sequence[Feedback]) -> dict[str, Pair]:
    """Every measure of the target leg while the exercise is done.

    And of its ankle while heels rise.
    """
    truth, side = clip.truth, clip.truth["side"]
    frames, foot_m = truth["frames"], truth["character"]["foot_length_m"]
    times = np.array(frames["time_s"])
    spans = [(x["start_s"], x["end_s"]) for x in truth["reps"] + truth["holds"]]
    done = [f for f in seen if any(start <= f.time_s <= end for start, end in spans)]
    rows = [int(np.argmin(abs(times - f.time_s))) for f in done]

    def pair(true: Sequence[float], of: Side | None, signal: str) -> Pair:
        read = [f.signals[Key(of, signal)] for f in done]
        return Pair(np.array(true, float)[rows], np.array(read, float))

    pairs = {name: pair(frames[side][signal], side, signal) for name, signal in LEG.items()}
    pairs["trunk"] = pair(frames["trunk_inclination_deg"], None, "trunk_inclination_deg")
    pairs["heel height"] = pair(
        [h / foot_m for h in frames[side]["heel_height_m"]], side, "heel_height_ratio"
    )
    if any(rep.get("peak_heel_height_ratio", 0.0) > RAISED for rep in truth["reps"]):
        pairs["ankle rise"] = _ankle_rise(clip, seen, done, rows)
    return {
        name: found for name in UNITS if (found := pairs.get(name)) is not None and found.is_read
    }


def reported_rise(clip: Clip, matched: Sequence[tuple[Mapping[str, Any], Rep]]) -> Pair:
    """The rise of the ankle's centre at the top that each repetition reports, in mm.

    With the true foot length.
    """
    times, heel = (
        np.array(x) for x in (clip.truth["frames"]["time_s"], _target_frames(clip)["heel_height_m"])
    )
    foot_mm, rise, true, read = (
        1000 * clip.truth["character"]["foot_length_m"],
        _true_rise(clip),
        [],
        [],
    )
    for rep, found in matched:
        done = (times >= rep["start_s"]) & (times <= rep["end_s"])
        top = done & (heel >= heel[done].max() - LEVEL * np.ptp(heel[done]))
        true.append(float(np.median(rise[top])))
        read.append(foot_mm * found.measures.get("peak_ankle_rise_ratio", math.nan))
    return Pair(np.array(true, float), np.array(read, float))


def _ankle_rise(
    clip: Clip, seen: Sequence[Feedback], done: Sequence[Feedback], rows: list[int]
) -> Pair:
    """Rise of the ankle's centre over its place before the first repetition.

    In mm at the distance of the person.
    """
    side, start_s = clip.truth["side"], clip.truth["reps"][0]["start_s"]
    first = [_ankle_y(f, side) for f in seen if f.time_s < start_s]
    rest = float(np.nanmedian(first)) if np.isfinite(first).any() else math.nan
    read_y = np.array([_ankle_y(f, side) for f in done], float)
    return Pair(_true_rise(clip)[rows], (rest - read_y) * clip.mm_per_px)


def _true_rise(clip: Clip) -> Any:
    """In every frame, over its place before the first repetition."""
    frames, start_s = clip.truth["frames"], clip.truth["reps"][0]["start_s"]
    y = np.array(frames["joints_px"][f"{clip.truth['side']}_ankle"])[:, 1]
    return (np.median(y[np.array(frames["time_s"]) < start_s]) - y) * clip.mm_per_px


def _target_frames(clip: Clip) -> Mapping[str, Any]:
    columns: Mapping[str, Any] = clip.truth["frames"][clip.truth["side"]]
    return columns


def _ankle_y(feedback: Feedback, side: Any) -> float:
    return math.nan if feedback.pose is None else float(feedback.pose.point(side, "ankle")[1])


@dataclass(frozen=True)
class PointErrors:
    """How far points of the near leg are from the true ones in every frame, foot lengths.

    NaN where not seen.

    Attributes:
        pose: Point -> errors of the pose model.
        legs: Point -> errors of the leg network.
        expected: Point -> errors that the leg network expects.
    """

    pose: dict[str, Any]
    legs: dict[str, Any]
    expected: dict[str, Any]


def point_errors(clip: Clip, trace: Trace) -> PointErrors:
    """The points of the near leg in all frames of a clip."""
    frames, side = clip.truth["frames"], clip.truth["near_side"]
    times, leg = np.array(frames["time_s"]), ("left", "right").index(side)
    rows = [int(np.argmin(abs(times - t))) for t in trace.time_s]
    pose, legs, expected = {}, {}, {}
    for point in POINTS:
        true = np.array(frames["joints_px"][f"{side}_{point}"], float)[rows]
        part = LEG_PARTS.index(_LEG_PART.get(point, point))
        mark = Landmark.of(side, point)
        found = [(np.nan, np.nan) if p is None else p.xy_px[mark] for p in trace.poses]
        seen = [None if p is None else p.legs for p in trace.poses]
        closer = [(np.nan, np.nan) if x is None else x.xy_px[leg, part] for x in seen]
        pose[point] = np.linalg.norm(np.array(found) - true, axis=1) / clip.foot_px
        legs[point] = np.linalg.norm(np.array(closer) - true, axis=1) / clip.foot_px
        expected[point] = (
            np.array([np.nan if x is None else x.error_px[leg, part] for x in seen]) / clip.foot_px
        )
    return PointErrors(pose, legs, expected)
