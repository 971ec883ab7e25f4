"""Streams of poses through every exercise: whatever a model, a camera or a trace may deliver."""

import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from formcheck.engine.session import Session
from formcheck.engine.values.landmarks import Array
from formcheck.engine.values.pose import Pose
from formcheck.library import exercise_ids, load_exercise
from formcheck.media.pose.traces import Trace, legs_of, pose_of, read_trace
from tests.fuzz.effort import check_report, effort

DATA = Path(__file__).parents[1] / "data"
TRACES = tuple(read_trace(path) for path in sorted(DATA.glob("*.npz")))
FRAMES = 120
DAMAGES = (
    "hide",
    "jump",
    "swap",
    "scatter",
    "edge",
    "huge",
    "still",
    "gap",
    "leave",
    "mirror",
    "shrink",
    "dim",
    "legs",
)
LEFT, RIGHT = np.arange(11, 33, 2), np.arange(12, 33, 2)
seeds = st.integers(0, 2**32 - 1)


def damaged(pose: Pose, damage: str, rng: np.random.Generator) -> Pose | None:
    if damage == "leave":
        return None
    xy, seen = pose.xy_px.copy(), pose.visibility.copy()
    world = np.zeros((33, 3)) if pose.world_m is None else pose.world_m.copy()
    some = rng.random(33) < 0.3
    if damage == "huge":
        world[some] = rng.choice([np.inf, np.nan, 1e38, -1e38])
    elif damage == "dim":
        seen[some] = rng.choice([np.nan, np.inf, 0.0, -1.0, 0.5])
    legs = pose.legs
    if damage == "legs":
        error = rng.choice([np.nan, np.inf, -1.0, 1.0, 30.0], (2, 5))
        legs = legs_of(rng.uniform(-50, 700, (2, 5, 2)), error, pose.size_px)
    return pose_of(moved(xy, damage, pose.size_px[0], some, rng), seen, world, pose.size_px, legs)


def moved(xy: Array, damage: str, width: int, some: Array, rng: np.random.Generator) -> Array:
    match damage:
        case "hide":
            xy[some] = np.nan
        case "jump":
            xy += rng.normal(0, 100, 2)
        case "swap":
            xy[LEFT], xy[RIGHT] = xy[RIGHT].copy(), xy[LEFT].copy()
        case "scatter":
            xy = rng.uniform(-100, 1500, (33, 2))
        case "edge":
            xy[some] = rng.choice([0.0, width])
        case "mirror":
            xy[:, 0] = width - xy[:, 0]
        case "shrink":
            xy = xy.mean(axis=0) + (xy - xy.mean(axis=0)) * rng.choice([0, 1e-9, 0.01, 0.3])
    return xy


def stream(
    trace: Trace, rng: np.random.Generator, damages: list[str]
) -> Iterator[tuple[float, Pose | None]]:
    """A part of a trace, every now and then damaged for a while."""
    first = int(rng.integers(max(1, len(trace.poses) - FRAMES)))
    time_s, damage, until = 0.0, "", 0
    for index, pose in enumerate(trace.poses[first : first + FRAMES]):
        if index >= until:
            damage = (
                damages[int(rng.integers(len(damages)))] if damages and rng.random() < 0.5 else ""
            )
            until = index + int(rng.integers(1, 25))
        yield time_s, pose if pose is None else damaged(pose, damage, rng)
        step_s = rng.choice([1e-6, 0.02, 0.1, 1.0, 30.0, 1e4]) if damage == "gap" else 1 / 15
        time_s = math.nextafter(time_s + step_s, math.inf)


@pytest.mark.parametrize("exercise", exercise_ids())
@effort(6)
@given(seed=seeds, damages=st.lists(st.sampled_from(DAMAGES), max_size=4), front=st.booleans())
@example(seed=0, damages=["hide", "edge"], front=False)  # a leg without length
@example(seed=21276186, damages=["hide", "edge"], front=False)
def test_no_stream_breaks_the_session(
    exercise: str, seed: int, damages: list[str], front: bool
) -> None:
    rng = np.random.default_rng(seed)
    spec = load_exercise(exercise)
    session = Session(spec.seen_from_front() if front and spec.front_checks else spec)
    for time_s, pose in stream(TRACES[seed % len(TRACES)], rng, damages):
        feedback = session.update(time_s, pose)
        assert feedback.time_s == time_s
        assert math.isfinite(feedback.held_s)
    report = session.finish()
    check_report(report)
    nothing = not report.reps and not report.holds
    if report.frames_with_person >= 15 and nothing and not front:
        assert report.view.reason


@effort(20)
@given(seed=seeds)
def test_the_same_stream_gives_the_same_report(seed: int) -> None:
    def report() -> object:
        session = Session(load_exercise("single-leg-calf-raise"))
        for frame in stream(TRACES[seed % len(TRACES)], np.random.default_rng(seed), list(DAMAGES)):
            session.update(*frame)
        return repr(session.finish())

    assert report() == report()


@pytest.mark.parametrize("start_s", [-1e9, -5.0, 1e6])
@pytest.mark.parametrize("exercise", ["calf-raise", "seated-calf-raise"])
def test_times_may_begin_anywhere(exercise: str, start_s: float) -> None:
    trace = read_trace(DATA / "calf-raise.npz")

    def counts(begin_s: float) -> object:
        session = Session(load_exercise(exercise))
        for time_s, pose in zip(trace.time_s.tolist(), trace.poses, strict=True):
            session.update(begin_s + time_s, pose)
        report = session.finish()
        check_report(report)
        return report.counts

    assert counts(start_s) == counts(0.0)
