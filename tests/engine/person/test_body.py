"""Who is a person, which way it faces, and which leg is which."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from formcheck.engine.person.body import Body, BodyTracker
from formcheck.engine.person.plausible import is_plausible
from formcheck.engine.person.sides import PairTracker
from formcheck.engine.values.landmarks import Array, Landmark, Side
from formcheck.engine.values.pose import Pose
from tests.engine.skeleton import (
    FOOT,
    SHANK,
    STATURE_PX,
    THIGH,
    TRUNK,
    Stance,
    film,
    near_of,
    pose_of,
    shorter_feet,
    stay,
    without,
)

STANDING = pose_of(Stance())
FOOT_PARTS = ("ankle", "heel", "foot_index")
SIDES: tuple[Side, Side] = ("left", "right")


def moved(pose: Pose, **shifts: tuple[float, float]) -> Pose:
    """A pose with body parts of both sides shifted by pixels."""
    xy = pose.xy_px.copy()
    for part, shift in shifts.items():
        for side in SIDES:
            xy[Landmark.of(side, part)] += shift
    return replace(pose, xy_px=xy)


def track(poses: Sequence[Pose | None], fps: float = 20) -> list[Body | None]:
    tracker = BodyTracker()
    return [tracker.update(i / fps, pose) for i, pose in enumerate(poses)]


@pytest.mark.parametrize(
    "stance",
    [
        Stance(),
        Stance(heel=0.4, other_heel=0.4),
        Stance(lifted=1),
        Stance(knee_deg=60, shank_deg=39, step=0.8, hands=1),
        Stance(knee_deg=100, shank_deg=30, trunk_deg=40),
    ],
)
@pytest.mark.parametrize("forward", [-1, 1])
def test_people_are_people(stance: Stance, forward: int) -> None:
    assert is_plausible(pose_of(stance, forward))


@pytest.mark.parametrize(
    "pose",
    [
        moved(STANDING, foot_index=(-60, 0)),
        moved(STANDING, knee=(0, -60), ankle=(0, -150), heel=(0, -150), foot_index=(-8, -150)),
        moved(STANDING, knee=(0, 70)),
        moved(STANDING, shoulder=(0, -250)),
        moved(STANDING, shoulder=(0, 85)),
        pose_of(Stance(), stature_px=50),
        replace(STANDING, visibility=np.where(np.arange(33) == Landmark.LEFT_HIP, 0.4, 1.0)),
    ],
    ids=[
        "giant feet",
        "squashed legs",
        "knees at the ankles",
        "trunk of a giraffe",
        "no trunk",
        "tiny",
        "hip unseen",
    ],
)
def test_what_has_no_human_shape_is_nobody(pose: Pose) -> None:
    assert not is_plausible(pose)
    assert track([pose] * 3) == [None] * 3


@pytest.mark.parametrize("part", ["hip", "shoulder", "knee", "ankle"])
def test_without_trunk_or_any_leg_there_is_nobody(part: str) -> None:
    assert not is_plausible(moved(STANDING, **{part: (np.nan, np.nan)}))


def test_a_head_out_of_the_picture_is_no_reason_to_doubt() -> None:
    xy = STANDING.xy_px.copy()
    xy[Landmark.NOSE] = np.nan
    assert is_plausible(replace(STANDING, xy_px=xy))


@pytest.mark.parametrize("forward", [-1, 1])
@pytest.mark.parametrize("world", [True, False])
def test_sizes_side_and_direction(forward: int, world: bool) -> None:
    pose = pose_of(Stance(), forward)
    bodies = track([pose if world else replace(pose, world_m=None)] * 40)
    body = bodies[-1]
    assert body is not None
    assert (body.near, body.forward) == (near_of(forward), forward)
    assert body.yaw_deg < 5
    assert body.leg_px == pytest.approx((SHANK + THIGH) * STATURE_PX, rel=0.01)
    assert body.trunk_px == pytest.approx(TRUNK * STATURE_PX, rel=0.01)
    assert body.foot_px == pytest.approx(FOOT * STATURE_PX, rel=0.03)
    assert body.height_px == pytest.approx(STATURE_PX, rel=0.02)


@pytest.mark.parametrize("forward", [-1, 1])
def test_the_nose_decides_where_somebody_faces_whose_toes_do_not(forward: int) -> None:
    """Feet that point at the camera, by a hair the wrong way; without a face they are believed."""
    pose = shorter_feet(pose_of(Stance(), forward), -0.1)
    seen, faceless = track([pose] * 10)[-1], track([without(pose, "nose")] * 10)[-1]
    assert seen is not None
    assert faceless is not None
    assert (seen.forward, faceless.forward) == (forward, -forward)


@pytest.mark.parametrize("forward", [-1, 1])
def test_who_looks_back_over_the_shoulder_still_faces_where_the_toes_point(forward: int) -> None:
    pose = pose_of(Stance(), forward)
    xy = pose.xy_px.copy()
    xy[Landmark.NOSE, 0] -= forward * 0.05 * STATURE_PX
    body = track([replace(pose, xy_px=xy)] * 10)[-1]
    assert body is not None
    assert body.forward == forward


def test_shoulders_across_the_picture_are_a_front_view() -> None:
    world = np.zeros((33, 3))
    world[Landmark.LEFT_SHOULDER], world[Landmark.RIGHT_SHOULDER] = (0.18, 0, 0), (-0.18, 0, 0.01)
    body = track([replace(STANDING, world_m=world)] * 5)[-1]
    assert body is not None
    assert body.yaw_deg > 80


def test_a_leap_of_the_hips_is_another_person() -> None:
    elsewhere = replace(STANDING, xy_px=STANDING.xy_px + np.array([200.0, 0.0]))
    bodies = track([STANDING] * 10 + [elsewhere] * 10)
    assert [b.changed for b in bodies if b] == [False] * 10 + [True] + [False] * 9


def test_walking_is_no_leap() -> None:
    walk = film([(0, Stance(x=-0.5)), (2, Stance(x=0.5))], fps=15)
    assert not any(b.changed for b in track([pose for _, pose in walk], fps=15) if b)


def test_nobody_in_between_is_told_and_forgotten() -> None:
    bodies = track([STANDING] * 5 + [None] * 40 + [pose_of(Stance(), 1)] * 5)
    assert bodies[5:45] == [None] * 40
    assert bodies[-1] is not None
    assert bodies[-1].forward == 1


def swapped(pose: Pose, *parts: str) -> Pose:
    xy = pose.xy_px.copy()
    for part in parts:
        pair = [Landmark.of("left", part), Landmark.of("right", part)]
        xy[pair] = xy[pair[::-1]]
    return replace(pose, xy_px=xy)


def repaired(poses: list[Pose], fps: float = 20) -> Array:
    pairs, leg = PairTracker(), (SHANK + THIGH) * STATURE_PX
    return np.array([pairs.repair(i / fps, pose.xy_px, leg) for i, pose in enumerate(poses)])


STRETCH = pose_of(Stance(step=1.2, shank_deg=25, knee_deg=0))


@pytest.mark.parametrize("parts", [("knee",), FOOT_PARTS, ("knee", *FOOT_PARTS)])
@pytest.mark.parametrize("lasts", [1, 3, 5])
def test_joints_that_the_model_exchanges_are_put_back(parts: tuple[str, ...], lasts: int) -> None:
    right = [STRETCH] * 5
    wrong = right + [swapped(STRETCH, *parts)] * lasts + right
    assert np.array_equal(repaired(wrong), [STRETCH.xy_px] * (10 + lasts))


def test_labels_that_stay_are_believed() -> None:
    """Otherwise one wrong frame at the start would exchange the legs for ever."""
    poses = [swapped(STRETCH, "knee", *FOOT_PARTS)] * 3 + [STRETCH] * 30
    assert np.array_equal(repaired(poses)[-1], STRETCH.xy_px)


def test_legs_that_pass_each_other_keep_their_names() -> None:
    walk = [pose_of(Stance(step=1.2 - 2.4 * i / 60, x=i / 200)) for i in range(61)]
    assert np.array_equal(repaired(walk), [pose.xy_px for pose in walk])


def test_pairs_that_are_close_are_left_alone() -> None:
    together = pose_of(Stance(step=0.05))
    poses = [together, swapped(together, "knee", *FOOT_PARTS)]
    assert np.array_equal(repaired(poses), [pose.xy_px for pose in poses])


def test_old_places_say_nothing() -> None:
    assert np.array_equal(
        repaired([STRETCH, swapped(STRETCH, *FOOT_PARTS)], fps=1),
        [STRETCH.xy_px, swapped(STRETCH, *FOOT_PARTS).xy_px],
    )


def test_a_missing_point_is_not_invented() -> None:
    xy = STRETCH.xy_px.copy()
    xy[Landmark.LEFT_ANKLE] = np.nan
    assert np.isnan(repaired([STRETCH, replace(STRETCH, xy_px=xy)])[1][Landmark.LEFT_ANKLE]).all()


def test_the_tracker_leaves_the_pose_it_is_given_alone() -> None:
    frames = film(stay(Stance(), 0.5))
    before = [pose.xy_px.copy() for _, pose in frames if pose]
    track([pose for _, pose in frames])
    assert all(
        np.array_equal(a, pose.xy_px) for a, (_, pose) in zip(before, frames, strict=True) if pose
    )
