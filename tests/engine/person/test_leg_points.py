"""What is told of the points of the leg network.

Which of them count, and to which leg they belong.
"""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.engine.person.body import Body, BodyTracker
from formcheck.engine.person.legs import KEPT_S
from formcheck.engine.values.landmarks import LEG_PARTS, Array, Landmark, Legs
from formcheck.engine.values.pose import Pose
from tests.engine.skeleton import Stance, pose_of

PLACES = (
    "knee",
    "ankle",
    "heel",
    "foot_index",
    "foot_index",
)  # the skeleton has no ball: it lies before the toes
BALL = LEG_PARTS.index("ball")
STRIDE = pose_of(Stance(step=1.2, shank_deg=25, knee_deg=0))
RAISED = pose_of(Stance(lifted=1))


def points(pose: Pose) -> Array:
    xy = np.array([[pose.point(side, part) for part in PLACES] for side in ("left", "right")])
    xy[:, BALL] += 0.3 * (xy[:, LEG_PARTS.index("heel")] - xy[:, BALL])
    return xy


def foot_px(pose: Pose) -> float:
    return max(float(np.linalg.norm(leg[4] - leg[2])) for leg in points(pose))


def seen(pose: Pose, **errors: float) -> Pose:
    """The pose with legs, exact ones but for the left leg's expected errors, in foot lengths."""
    error = np.full((2, len(LEG_PARTS)), 0.02)
    for part, value in errors.items():
        error[0, LEG_PARTS.index(part)] = value
    return replace(pose, legs=Legs(points(pose), error * foot_px(pose)))


def exchanged(pose: Pose) -> Pose:
    """The pose as a model gives it that takes the left leg for the right one."""
    xy = pose.xy_px.copy()
    for part in ("knee", "ankle", "heel", "foot_index"):
        pair = [Landmark.of("left", part), Landmark.of("right", part)]
        xy[pair] = xy[pair[::-1]]
    legs = pose.legs and Legs(pose.legs.xy_px[::-1], pose.legs.error_px[::-1])
    return replace(pose, xy_px=xy, legs=legs)


def last(*poses: Pose, tracker: BodyTracker | None = None, fps: float = 20) -> tuple[Body, Legs]:
    tracker, body = tracker or BodyTracker(), None
    for i, pose in enumerate(poses):
        body = tracker.update(i / fps, pose)
    assert body
    assert body.pose.legs
    return body, body.pose.legs


def test_points_are_sure_vague_or_not_there() -> None:
    _, legs = last(seen(STRIDE, knee=0.1, ankle=0.24, heel=0.3, ball=0.5, toe=0.9))
    assert legs.sure.tolist() == [[True, True, False, False, False], [True] * 5]
    assert legs.vague.tolist() == [[False, False, True, True, False], [False] * 5]


def test_what_is_sure_is_what_the_pose_takes_over() -> None:
    body, legs = last(seen(STRIDE, heel=0.3, toe=0.9))
    known = [
        bool(np.isfinite(body.point("left", part)).all())
        for part in ("knee", "ankle", "heel", "foot_index")
    ]
    assert known == legs.sure[0, [0, 1, 2, 4]].tolist()


def test_a_point_out_of_the_picture_is_neither() -> None:
    pose = seen(STRIDE)
    assert pose.legs
    pose.legs.xy_px[0, BALL] = np.nan
    _, legs = last(pose)
    assert not (legs.sure | legs.vague)[0, BALL]


def test_a_leg_that_was_not_looked_at_is_where_it_was_for_a_moment() -> None:
    pose = seen(STRIDE)
    assert pose.legs
    error = pose.legs.error_px.copy()
    error[0] = np.nan
    half = replace(
        pose, legs=Legs(np.where(np.isnan(error)[..., None], np.nan, pose.legs.xy_px), error)
    )
    _, legs = last(pose, half)
    assert np.array_equal(legs.xy_px, points(STRIDE))
    assert legs.sure.all()
    _, legs = last(pose, half, fps=0.9 / KEPT_S)
    assert not (legs.sure | legs.vague)[0].any()


@pytest.mark.parametrize("frames", [1, 3])
def test_legs_keep_their_sides_when_the_pose_is_repaired(frames: int) -> None:
    body, legs = last(*[seen(STRIDE)] * 5, *[exchanged(seen(STRIDE, ball=0.3))] * frames)
    assert np.allclose(body.point("left", "heel"), STRIDE.point("left", "heel"))
    assert np.array_equal(legs.xy_px, points(STRIDE))
    assert legs.vague[0, BALL]
    assert legs.sure[1].all()


def test_a_knee_that_is_exchanged_alone_goes_back_alone() -> None:
    wrong = seen(STRIDE)
    assert wrong.legs
    wrong.legs.xy_px[:, 0] = wrong.legs.xy_px[::-1, 0]
    _, legs = last(*[seen(STRIDE)] * 5, wrong)
    assert np.array_equal(legs.xy_px, points(STRIDE))


def test_legs_go_with_the_pose_where_the_raised_one_is_the_near_one() -> None:
    for pose in (seen(RAISED), exchanged(seen(RAISED))):
        body, legs = last(pose, tracker=BodyTracker(raised_is_near=True))
        heels = [body.point(side, "heel") for side in ("left", "right")]
        assert np.allclose(legs.xy_px[:, LEG_PARTS.index("heel")], heels)
        assert body.point(body.near, "heel")[1] == min(heel[1] for heel in heels)
