"""Before anything counts: the start position, the leg in its role, and the view."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from formcheck.engine.person.body import Body, BodyTracker
from formcheck.engine.session import Session
from formcheck.engine.signals.corrections import POSTURES
from formcheck.engine.signals.readings import read, signals
from formcheck.engine.signals.start import StartPosition
from formcheck.engine.signals.target import TargetLeg, leg_in_role
from formcheck.engine.values.landmarks import Landmark, Side
from formcheck.engine.values.pose import Pose
from formcheck.engine.values.report import Report, View
from formcheck.engine.values.signals import UNKNOWN
from formcheck.library import load_exercise
from tests.engine.skeleton import (
    Frames,
    Stance,
    film,
    near_of,
    pose_of,
    raises,
    stay,
    watch,
    without,
    worst_level,
)

STRETCH = Stance(knee_deg=0, shank_deg=25, trunk_deg=15, step=1.2, hands=1)
UP = Stance(heel=0.36, other_heel=0.36)


def body_of(stance: Stance, forward: int = -1) -> Body:
    body = BodyTracker().update(0.0, pose_of(stance, forward))
    assert body is not None
    return body


@pytest.mark.parametrize("forward", [-1, 1])
@pytest.mark.parametrize(
    "stance",
    [
        Stance(),
        STRETCH,
        Stance(knee_deg=60, shank_deg=39, trunk_deg=10, step=0.8),
        replace(UP, knee_deg=20),
    ],
)
def test_readings_become_true_values(stance: Stance, forward: int) -> None:
    base, side = read(body_of(Stance(), forward)), near_of(forward)
    now = signals(read(body_of(stance, forward)), base, POSTURES["standing"])
    assert now.of(side)["knee_flexion_deg"] == pytest.approx(stance.knee_deg, abs=0.2)
    assert now.of(side)["shank_inclination_deg"] == pytest.approx(stance.shank_deg, abs=0.2)
    assert now.body["trunk_inclination_deg"] == pytest.approx(stance.trunk_deg, abs=0.2)
    assert now.of(side)["heel_height_ratio"] == pytest.approx(stance.heel, abs=0.02)
    assert now.body["step_length_ratio"] == pytest.approx(stance.step, abs=0.02)


def test_without_a_start_position_heights_are_unknown() -> None:
    now = signals(read(body_of(UP)), UNKNOWN, POSTURES["standing"])
    assert math.isnan(now.left["heel_height_ratio"])
    assert math.isnan(now.left["body_lift_ratio"])
    assert math.isnan(now.body["trunk_length_ratio"])


def base_after(frames: Frames, posture: str = "standing") -> float | None:
    """When a start position was found."""
    start, tracker = StartPosition(posture), BodyTracker()
    for time_s, pose in frames:
        if body := tracker.update(time_s, pose):
            start.place(body, accept=True, renew=False)
        if start.base:
            return time_s
    return None


def walking(seconds: float, begin: float = -0.6) -> list[tuple[float, Stance]]:
    """Steps of a second and 0.3 statures each, without a stop."""
    steps = int(seconds / 0.5)
    return [
        (i / 2, Stance(x=begin + 0.15 * i, step=0.9 * (-1) ** i, knee_deg=10 + 10 * (i % 2)))
        for i in range(steps + 1)
    ]


def test_a_quiet_stance_is_a_start_position_soon() -> None:
    found = base_after(film(stay(Stance(), 3)))
    assert found is not None
    assert 0.5 < found < 1.2
    assert base_after(film(stay(Stance(), 3), noise_px=1.0)) is not None


@pytest.mark.parametrize(
    "frames",
    [
        film(walking(4)),
        film(stay(Stance(), 0.4)),
        film([(0, Stance(trunk_deg=-8)), (4, Stance(trunk_deg=25))])[15:45],
    ],
    ids=["walking", "too short", "moving"],
)
def test_who_moves_has_no_start_position(frames: Frames) -> None:
    assert base_after(frames) is None


@pytest.mark.parametrize(
    "stance", [STRETCH, Stance(knee_deg=70, shank_deg=30), Stance(trunk_deg=50)]
)
def test_another_posture_is_no_start_position(stance: Stance) -> None:
    assert base_after(film(stay(stance, 3))) is None


def test_walking_in_counts_nothing_and_the_set_afterwards_all() -> None:
    way_in = walking(4)
    place = way_in[-1][1].x
    low, high = Stance(x=place), replace(UP, x=place)
    at = way_in[-1][0] + 1
    frames = film([*way_in, *((at + t, s) for t, s in raises(low, high, 3))])
    report, feedback = watch("calf-raise", frames)
    assert report.counts.full == len(report.reps) == 3
    assert {f.phase for f in feedback if f.time_s < way_in[-1][0]} == {"set-up"}


def test_walking_away_needs_a_new_start_position() -> None:
    away = [*raises(Stance(), UP, 2)]
    end = away[-1][0]
    frames = film([*away, *((end + 0.5 + t, replace(s, x=s.x + 0.6)) for t, s in walking(3))])
    report, feedback = watch("calf-raise", frames)
    assert report.counts.full == len(report.reps) == 2
    assert feedback[-1].phase == "set-up"


def test_feet_that_stay_have_not_moved() -> None:
    start, tracker = StartPosition("standing"), BodyTracker()
    moved = []
    for time_s, pose in film([*stay(Stance(), 2), (3, Stance(x=0.2)), (5, Stance(x=0.2))]):
        body = tracker.update(time_s, pose)
        assert body is not None
        moved.append((time_s, start.place(body, accept=True, renew=False).moved))
    assert not any(m for t, m in moved if 1 < t < 2.5)
    assert all(m for t, m in moved if t > 3.5)


@pytest.mark.parametrize("forward", [-1, 1])
@pytest.mark.parametrize(
    ("role", "stance", "is_near"),
    [
        ("near", Stance(), True),
        ("standing", Stance(lifted=1), True),
        ("standing", Stance(), True),
        ("rear", STRETCH, True),
        ("rear", Stance(step=-1.0), False),
        ("rear", Stance(step=0.1), None),
        ("crossed", Stance(lifted=1), False),
        ("crossed", Stance(), None),
        ("straight", Stance(lifted=1), True),
        ("straight", Stance(), None),
    ],
)
def test_the_leg_is_told_by_its_role(
    role: str, stance: Stance, is_near: bool | None, forward: int
) -> None:
    body = body_of(stance, forward)
    near, far = near_of(forward), near_of(-forward)
    assert leg_in_role(role, body, read(body)) == {True: near, False: far, None: None}[is_near]


def test_the_target_changes_only_when_a_change_lasts() -> None:
    target = TargetLeg("rear", None)

    def look(
        begin_s: float, stance: Stance, seconds: float, *, locked: bool = False
    ) -> Side | None:
        for i in range(round(seconds * 20)):
            body = replace(body_of(stance), time_s=begin_s + i / 20)
            target.update(body, read(body), locked=locked)
        return target.side

    behind = Stance(step=-1.0)
    assert look(0, STRETCH, 0.2) is None
    assert look(0.2, STRETCH, 0.5) == "left"
    assert look(1, behind, 0.2) == "left"
    assert look(1.2, STRETCH, 1) == "left"
    assert look(3, behind, 0.8, locked=True) == "left"
    assert look(3.8, behind, 0.4, locked=True) == "right"
    assert look(5, STRETCH, 0.6) == "left"


def test_the_side_that_was_asked_for_stays() -> None:
    body = body_of(STRETCH)
    target = TargetLeg("rear", "right")
    assert target.update(body, read(body), locked=False) == "right"


def seen(
    poses: Sequence[Pose | None], side: Side | None = None
) -> tuple[View, dict[float, tuple[str, ...]]]:
    session = Session(load_exercise("calf-raise"), side)
    codes = {}
    for i, pose in enumerate(poses):
        feedback = session.update(i / 10, pose)
        codes[i / 10] = tuple(p.code for p in feedback.problems)
    return session.finish().view, codes


def turned(pose: Pose, degrees: float) -> Pose:
    world = np.zeros((33, 3))
    across, depth = 0.18 * np.sin(np.radians(degrees)), 0.18 * np.cos(np.radians(degrees))
    world[Landmark.LEFT_SHOULDER], world[Landmark.RIGHT_SHOULDER] = (
        (across, 0, -depth),
        (-across, 0, depth),
    )
    return replace(pose, world_m=world)


STANDING = pose_of(Stance())


def test_a_good_view_has_no_problems() -> None:
    view, codes = seen([STANDING] * 30)
    assert view == View("good", "left", "left", (), "The heel was never seen to rise and come back")
    assert set(codes.values()) == {()}


@pytest.mark.parametrize(
    ("pose", "side", "code", "quality"),
    [
        (None, None, "no-person", "poor"),
        (without(STANDING, "heel", "foot_index"), None, "no-feet", "poor"),
        (without(STANDING, "nose"), None, "cut-off", "usable"),
        (pose_of(Stance(), stature_px=120), None, "too-small", "poor"),
        (turned(STANDING, 80), None, "turn-sideways", "poor"),
        (turned(STANDING, 30), None, "oblique", "usable"),
        (STANDING, "right", "wrong-side", "usable"),
    ],
)
def test_a_problem_is_told_when_it_has_lasted(
    pose: Pose | None, side: Side | None, code: str, quality: str
) -> None:
    view, codes = seen([pose] * 30, side)
    assert codes[0.5] == ()
    assert code in codes[0.7]
    assert code in codes[2.9]
    assert view.quality == quality
    assert len(view.problems) >= 1


def test_a_short_problem_is_not_told() -> None:
    view, codes = seen([STANDING] * 30 + [without(STANDING, "heel")] * 4 + [STANDING] * 30)
    assert set(codes.values()) == {()}
    assert view.quality == "good"


def test_another_person_is_told() -> None:
    elsewhere = replace(STANDING, xy_px=STANDING.xy_px + np.array([200.0, 0.0]))
    _, codes = seen([STANDING] * 20 + [elsewhere] * 20)
    assert "another-person" in codes[3.0]


def test_what_a_blinding_view_shows_is_never_judged() -> None:
    frames = film(raises(Stance(), UP, 3))
    report, feedback = watch("calf-raise", [(t, turned(p, 80)) for t, p in frames if p])
    assert report.view.quality == "poor"
    assert report.reps == ()
    assert not any(f.level in ("bad", "warn") for f in report.findings)
    assert feedback[-1].counts.full == 0


def single_leg_at(degrees: float, stance: Stance, other_heel: float = 0.0) -> Report:
    frames = film(raises(stance, replace(stance, heel=0.36, other_heel=other_heel), 3))
    return watch(
        "single-leg-calf-raise", [(t, pose and turned(pose, degrees)) for t, pose in frames]
    )[0]


@pytest.mark.parametrize("degrees", [0, 30])
def test_the_other_foot_is_up_where_its_heel_stays_while_this_one_rises(degrees: float) -> None:
    report = single_leg_at(degrees, Stance(lifted=1))
    assert report.counts.full == 3
    assert worst_level(report, "other-foot-up") == "ok"


def test_in_an_oblique_view_a_raise_of_both_legs_is_no_raise_of_one() -> None:
    assert single_leg_at(30, Stance(), other_heel=0.36).counts.full == 0
