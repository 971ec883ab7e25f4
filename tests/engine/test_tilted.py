"""A camera that is not level, or looks down obliquely, lifts no heel: the other foot is flat, too."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.engine.reasons import why_no_hold
from formcheck.engine.signals.corrections import resting_heel
from formcheck.engine.values.landmarks import Landmark
from formcheck.engine.values.pose import Pose
from formcheck.engine.values.report import Finding, View
from formcheck.library import load_exercise
from formcheck.words import Phrase
from tests.engine.recorded import obliquely, report_of
from tests.engine.reps.test_closer import HOLDS, changed, frames, truth
from tests.engine.skeleton import Frames

NAN = float("nan")
ABOVE_KNEES = [
    mark
    for mark in Landmark
    if not any(part in mark.name for part in ("KNEE", "ANKLE", "HEEL", "FOOT"))
]


def tilted(of: Frames, deg: float) -> Frames:
    """As seen by a camera that is turned about its axis."""
    a = np.radians(deg)
    turn = np.array([[np.cos(a), np.sin(a)], [-np.sin(a), np.cos(a)]])

    def turned(_time_s: float, pose: Pose) -> Pose:
        middle = np.array(pose.size_px) / 2
        legs = pose.legs and replace(pose.legs, xy_px=(pose.legs.xy_px - middle) @ turn + middle)
        return replace(pose, xy_px=(pose.xy_px - middle) @ turn + middle, legs=legs)

    return changed(of, turned)


@pytest.mark.parametrize("deg", [-7.0, 7.0])
@pytest.mark.parametrize("begins", ["standing", "in the stretch"])
@pytest.mark.parametrize("exercise", HOLDS)
def test_a_stretch_is_timed_by_a_camera_that_is_not_level(
    exercise: str, begins: str, deg: float
) -> None:
    hold = truth(exercise)["holds"][0]
    since_s = 0.0 if begins == "standing" else hold["start_s"] + 0.2
    seen = [frame for frame in frames(exercise) if frame[0] >= since_s]
    level, report = (report_of(exercise, of) for of in (seen, tilted(seen, deg)))
    held_s, level_s = (sum(h.held_s for h in r.holds) for r in (report, level))
    assert held_s == pytest.approx(level_s, abs=0.7)
    lifted = [f.level for f in level.findings if f.check == "heel-down"]
    assert [f.level for f in report.findings if f.check == "heel-down"] == lifted


@pytest.mark.parametrize(
    ("base", "other", "yaw_deg", "resting"),
    [
        (0.05, NAN, 0.0, 0.05),  # nearly level
        (0.15, 0.17, 0.0, 0.15),  # both alike: the camera is tilted
        (0.15, 0.02, 0.0, 0.02),  # this one alone: its heel was raised
        (0.30, 0.31, 0.0, 0.0),  # no camera is held like that
        (NAN, 0.12, 0.0, 0.12),
        (NAN, 0.20, 40.0, 0.20),
        (NAN, NAN, 10.0, 0.0),
        (NAN, NAN, 40.0, NAN),
    ],
)
def test_where_a_heel_rests(base: float, other: float, yaw_deg: float, resting: float) -> None:
    assert resting_heel(base, other, yaw_deg) == pytest.approx(resting, nan_ok=True)


def test_what_cannot_be_seen_is_not_called_a_fault() -> None:
    spec = load_exercise("gastrocnemius-wall-stretch")
    heel = next(check for check in spec.checks if check.id == "heel-down")
    unseen = Finding("heel-down", "unknown", 1.0, 9.0, None, "ratio", (None, 0.08), heel.message)
    view = View("good", "left", "left")
    reason = why_no_hold(spec, view, [unseen], started=True, inside=True, blocked=())
    place = Phrase("reason.place-camera", camera=spec.camera)
    assert reason == Phrase("reason.not-told", how=heel.how, remedy=place)
    feet = View("usable", "left", "left", (Phrase("view.feet-only"),))
    reason = why_no_hold(spec, feet, [unseen], started=True, inside=True, blocked=())
    assert reason == Phrase("reason.not-told", how=heel.how, remedy=feet.problems[0])
    lifted = replace(unseen, level="bad")
    reason = why_no_hold(spec, view, [lifted], started=True, inside=True, blocked=())
    assert reason == Phrase("reason.no-good-second", message=heel.message)


def test_who_leans_towards_the_camera_does_not_sink() -> None:
    """Seen from in front, from low down: a trunk that rocks forward looks lower, the heels rise."""
    exercise = "deficit-calf-raise"

    def rocking(_time_s: float, pose: Pose) -> Pose:
        legs = pose.legs
        assert legs
        heel, toe = legs.xy_px[:, 2], legs.xy_px[:, 4]
        rises = float(np.nanmean((toe - heel)[:, 1]))
        xy = pose.xy_px.copy()
        xy[ABOVE_KNEES] += (0.0, 0.9 * rises)
        return replace(pose, xy_px=xy)

    seen = obliquely(frames(exercise), 65.0)
    upright, rocked = (report_of(exercise, of) for of in (seen, changed(seen, rocking)))
    assert len(upright.reps) == len(rocked.reps) > 0
