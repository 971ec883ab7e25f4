"""What the full model and the leg network found in sample clips.

Raises are counted from anywhere and any moment on.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from formcheck.engine.person.legs import UNSURE, LegMemory
from formcheck.engine.session import Session
from formcheck.engine.values.landmarks import LEG_PARTS, Landmark, Legs
from formcheck.engine.values.pose import Pose
from formcheck.engine.values.report import Rep, Report
from formcheck.library import load_exercise
from tests.engine.recorded import DATA, PEOPLE, at_rate, frames_of, mirrored, report_of, with_drops
from tests.engine.skeleton import Frames, Stance, pose_of

SAMPLES = Path(__file__).parents[3] / "sample_videos"
RAISES = ("single-leg-calf-raise", "deficit-calf-raise", "seated-calf-raise")
HOLDS = ("soleus-wall-stretch", "gastrocnemius-wall-stretch")
each_raise = pytest.mark.parametrize("exercise", RAISES)


@cache
def frames(exercise: str) -> Frames:
    return frames_of(DATA / "closer" / f"{exercise}.npz")


@cache
def truth(exercise: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((SAMPLES / f"{exercise}.json").read_text())
    return read


def verdicts(reps: tuple[Rep, ...]) -> list[str]:
    return [rep.verdict for rep in reps]


def true_verdicts(exercise: str) -> list[str]:
    return [rep["verdict"] for rep in truth(exercise)["reps"]]


def changed(of: Frames, change: Callable[[float, Pose], Pose]) -> Frames:
    return [(time_s, change(time_s, pose) if pose else None) for time_s, pose in of]


def feet_alone(_time_s: float, pose: Pose) -> Pose:
    nobody = np.full_like(pose.xy_px, np.nan)
    return replace(pose, xy_px=nobody, visibility=np.zeros(len(Landmark)), world_m=None)


def shifted(pose: Pose, by_px: tuple[float, float]) -> Pose:
    assert pose.legs
    legs = replace(pose.legs, xy_px=pose.legs.xy_px + by_px)
    return replace(pose, xy_px=pose.xy_px + by_px, legs=legs)


@each_raise
def test_verdicts_and_heights(exercise: str) -> None:
    report = report_of(exercise, frames(exercise))
    assert verdicts(report.reps) == true_verdicts(exercise)
    for rep, true in zip(report.reps, truth(exercise)["reps"], strict=True):
        assert rep.peak == pytest.approx(true["peak_heel_height_ratio"], abs=0.08)


@pytest.mark.parametrize(
    "seen", [mirrored, with_drops, lambda f: at_rate(f, 12)], ids=["mirrored", "dropped", "12 fps"]
)
@each_raise
def test_the_same_however_it_is_seen(exercise: str, seen: Callable[[Frames], Frames]) -> None:
    assert verdicts(report_of(exercise, seen(frames(exercise))).reps) == true_verdicts(exercise)


@each_raise
def test_feet_alone_are_counted_and_nothing_else_is_judged(exercise: str) -> None:
    report = report_of(exercise, changed(frames(exercise), feet_alone))
    assert verdicts(report.reps) == true_verdicts(exercise)
    assert any("only your feet" in problem for problem in report.view.problems)
    judged = {f.check for f in report.findings if f.level in ("bad", "warn")}
    assert judged <= {"full-height", "pause-at-top", "slow-lowering", "heels-below-step"}


@pytest.mark.parametrize("tenth", range(1, 10))
@each_raise
def test_a_cut_leaves_the_complete_repetitions(exercise: str, tenth: int) -> None:
    whole = frames(exercise)
    cut_s = tenth / 10 * whole[-1][0]
    reps = report_of(exercise, [frame for frame in whole if frame[0] >= cut_s]).reps
    for true in truth(exercise)["reps"]:
        found = [rep for rep in reps if abs(rep.peak_s - true["peak_s"]) < 0.7]
        if true["start_s"] >= cut_s:
            assert len(found) == 1
            assert found[0].verdict in (true["verdict"], "uncertain")
        assert all(rep.verdict != "full" for rep in found if true["verdict"] == "partial")
    assert len(reps) <= sum(true["end_s"] > cut_s for true in truth(exercise)["reps"])


@each_raise
def test_the_set_goes_on_after_a_nudge_of_the_camera(exercise: str) -> None:
    first, second, *_ = truth(exercise)["reps"]
    nudge_s = (first["end_s"] + second["start_s"]) / 2
    nudged = changed(
        frames(exercise), lambda t, pose: shifted(pose, (45.0, -30.0)) if t > nudge_s else pose
    )
    reps = report_of(exercise, nudged).reps
    assert len(reps) == len(truth(exercise)["reps"])
    assert "partial" not in {
        rep.verdict
        for rep, true in zip(reps, true_verdicts(exercise), strict=True)
        if true == "full"
    }


@pytest.mark.parametrize("clip", ["feet-floor", "rear140"])
def test_from_the_floor_and_from_behind(clip: str) -> None:
    """A phone on the floor sees shins and feet, in which the pose model guesses a whole body.

    Another one the back.
    """
    report = report_of("calf-raise", frames(clip))
    assert verdicts(report.reps) == ["full", "partial", "full", "full"]


@pytest.mark.parametrize("exercise", HOLDS)
def test_good_seconds(exercise: str) -> None:
    held_s = sum(hold.held_s for hold in report_of(exercise, frames(exercise)).holds)
    assert held_s == pytest.approx(
        sum(hold["good_s"] for hold in truth(exercise)["holds"]), abs=0.8
    )


def jittering(sd_px: float, seed: int, *, legs: bool) -> Report:
    """Somebody who stands still, seen with noise that changes every 0.3 seconds or so."""
    random = np.random.default_rng(seed)
    still = pose_of(Stance(), stature_px=370)
    marks = [
        [Landmark.of(side, p) for p in ("knee", "ankle", "heel", "heel", "foot_index")]
        for side in ("left", "right")
    ]  # type: ignore[arg-type]
    at_rest, error = still.xy_px[np.array(marks)], np.full((2, len(LEG_PARTS)), sd_px)
    session, noise = Session(load_exercise("calf-raise")), random.normal(0, sd_px, (33 + 10, 2))
    for i in range(25 * 12):
        noise = 0.75 * noise + 0.66 * random.normal(0, sd_px, noise.shape)
        seen = Legs(at_rest + noise[33:].reshape(2, 5, 2), error) if legs else None
        session.update(i / 12, replace(still, xy_px=still.xy_px + noise[:33], legs=seen))
    return session.finish()


@pytest.mark.parametrize("legs", [True, False])
@pytest.mark.parametrize("sd_px", [1.0, 2.0, 3.0])
def test_jitter_is_no_raise(sd_px: float, legs: bool) -> None:
    reports = [jittering(sd_px, seed, legs=legs) for seed in range(4)]
    assert sum(report.counts.full for report in reports) == 0


def test_what_the_network_is_not_sure_of_is_unknown() -> None:
    time_s, pose = frames("single-leg-calf-raise")[30]
    assert pose
    assert pose.legs
    side = 0 if truth("single-leg-calf-raise")["near_side"] == "left" else 1
    error = pose.legs.error_px.copy()
    foot = float(np.linalg.norm(pose.legs.xy_px[side, 4] - pose.legs.xy_px[side, 2]))
    error[side, 2] = 1.2 * UNSURE * foot
    joined = LegMemory().joined(time_s, replace(pose, legs=replace(pose.legs, error_px=error)))
    heel = Landmark.of("left" if side == 0 else "right", "heel")
    assert np.isnan(joined.pose.xy_px[heel]).all()
    assert joined.pose.visibility[heel] == 0


def test_legs_take_turns_without_a_gap() -> None:
    """A leg that was not looked at in this frame is where it was a moment ago."""

    def one_at_a_time(time_s: float, pose: Pose) -> Pose:
        assert pose.legs
        unseen = round(time_s * 20) % 2
        xy, error = pose.legs.xy_px.copy(), pose.legs.error_px.copy()
        xy[unseen], error[unseen] = np.nan, np.nan
        return replace(pose, legs=Legs(xy, error))

    name = "single-leg-calf-raise"
    assert verdicts(report_of(name, changed(frames(name), one_at_a_time)).reps) == true_verdicts(
        name
    )


REAL = {
    "two_leg_raises_3_oblique_front.heavy": ("calf-raise", {3}),
    "bent_knee_raises_2_head_cropped.heavy": ("bent-knee-calf-raise", {2, 3}),
    "seated_raise_1_machine_side.full": ("seated-calf-raise", {1}),
    "seated_raise_1_machine_side.heavy": ("seated-calf-raise", {1}),
    "step_raise_1_slow_rear.heavy": ("deficit-calf-raise", {1}),
    "feet_only_raises_2.feet": ("calf-raise", {2}),
    "rope_jumping.heavy": ("calf-raise", {0}),
    "jump_squats.heavy": ("calf-raise", {0}),
    "toe_raises.heavy": ("calf-raise", {0}),
    "step_ups.heavy": ("single-leg-calf-raise", {0}),
    "knee_to_wall_2_floor.heavy": ("ankle-mobilization", {0}),
}


@pytest.mark.parametrize("trace", sorted(REAL))
def test_real_people(trace: str) -> None:
    path = PEOPLE / "real" / f"{trace}.npz"
    if not path.exists():
        pytest.skip("recordings of real people are not part of the project")
    exercise, counts = REAL[trace]
    report = report_of(exercise, frames_of(path))
    assert len(report.reps) in counts
    assert report.reps or report.view.reason
