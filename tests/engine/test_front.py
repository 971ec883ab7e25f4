"""With the camera in front: a fault of posture is found when it happens, and nothing is counted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.engine.session import Session
from formcheck.engine.values.landmarks import Landmark, Side
from formcheck.engine.values.pose import Pose
from formcheck.engine.values.report import Counts, Report
from formcheck.library import load_exercise

SIZE_PX = (640, 480)
HALF_PX = {
    "shoulder": 36.0,
    "hip": 17.0,
    "knee": 17.0,
    "ankle": 17.0,
    "heel": 17.0,
    "foot_index": 22.0,
}
LEVEL_PX = {"shoulder": 140.0, "elbow": 200.0, "wrist": 250.0, "index": 260.0, "hip": 245.0}
LEG_PX = {"knee": 332.0, "ankle": 420.0, "heel": 430.0, "foot_index": 445.0}
LIFTED_PX = {"knee": 0.0, "ankle": -75.0, "heel": -75.0, "foot_index": -60.0}
FALL_S, RISE_S, END_S = 5.0, 8.0, 12.0
OUTWARDS: dict[Side, int] = {"left": 1, "right": -1}  # who faces the camera has left on the right


def facing(stands_on: Side, hips_deg: float = 0.0, knee_deg: float = 0.0) -> Pose:
    """Somebody on one leg who faces the camera.

    Args:
        stands_on: The leg.
        hips_deg: How far the left hip is lower.
        knee_deg: How far the shank of that leg leans inwards.
    """
    xy = np.full((len(Landmark), 2), np.nan)
    xy[:11] = 320.0, 100.0  # the head
    for side, outwards in OUTWARDS.items():
        for part, y_px in (LEVEL_PX | LEG_PX).items():
            lift_px = 0.0 if side == stands_on else LIFTED_PX.get(part, 0.0)
            x_px = 320.0 + outwards * HALF_PX.get(part, 40.0)
            xy[Landmark.of(side, part)] = x_px, y_px + lift_px
        drop_px = HALF_PX["hip"] * np.tan(np.radians(hips_deg))
        xy[Landmark.of(side, "hip"), 1] += outwards * drop_px
    lean_px = (LEG_PX["ankle"] - LEG_PX["knee"]) * np.tan(np.radians(knee_deg))
    xy[Landmark.of(stands_on, "knee"), 0] -= OUTWARDS[stands_on] * lean_px
    world = np.zeros((len(Landmark), 3))
    world[Landmark.LEFT_SHOULDER, 0], world[Landmark.RIGHT_SHOULDER, 0] = 0.18, -0.18
    return Pose(xy, np.full(len(Landmark), 0.95), world, SIZE_PX)


def seen(stands_on: Side, hips_deg: float = 0.0, knee_deg: float = 0.0) -> Report:
    """Twelve seconds on one leg, with a fault from the fifth to the eighth."""
    session = Session(load_exercise("single-leg-calf-raise").seen_from_front())
    good, fault = facing(stands_on), facing(stands_on, hips_deg, knee_deg)
    for time_s in np.arange(0.0, END_S, 0.05).tolist():
        session.update(time_s, fault if FALL_S <= time_s < RISE_S else good)
    return session.finish()


@pytest.mark.parametrize("stands_on", ["left", "right"])
@pytest.mark.parametrize(
    ("check", "fault"),
    [
        ("pelvis-level", {"hips_deg": 20.0}),
        ("pelvis-level", {"hips_deg": -20.0}),
        ("knee-over-toes", {"knee_deg": 25.0}),
        ("knee-over-toes", {"knee_deg": -30.0}),
    ],
    ids=["left hip drops", "right hip drops", "knee falls inwards", "knee falls outwards"],
)
def test_a_fault_is_found_while_it_lasts(
    stands_on: Side, check: str, fault: dict[str, float]
) -> None:
    report = seen(stands_on, **fault)
    (found,) = report.findings
    assert (found.check, found.level) == (check, "warn")
    assert found.start_s == pytest.approx(FALL_S, abs=0.3)
    assert found.end_s == pytest.approx(RISE_S, abs=0.3)
    (degrees,) = fault.values()
    assert found.worst == pytest.approx(degrees, abs=2)


@pytest.mark.parametrize("fault", [{}, {"hips_deg": 7.0}, {"knee_deg": 11.0}])
def test_within_the_limits_nothing_is_said(fault: dict[str, float]) -> None:
    report = seen("left", **fault)
    assert (report.view.quality, report.view.facing) == ("good", "camera")
    assert (report.findings, report.reps, report.holds) == ((), (), ())
    assert report.counts == Counts()


def test_from_the_side_nothing_of_the_front_is_judged() -> None:
    session = Session(load_exercise("single-leg-calf-raise").seen_from_front())
    world = np.zeros((len(Landmark), 3))
    world[Landmark.LEFT_SHOULDER, 2], world[Landmark.RIGHT_SHOULDER, 2] = -0.18, 0.18
    fault = replace(facing("left", hips_deg=20.0), world_m=world)
    for frame in range(200):
        session.update(frame / 20, fault)
    report = session.finish()
    assert report.view.quality == "poor"
    assert [f for f in report.findings if f.level != "unknown"] == []
