"""The leg that was asked for has the role of the exercise, or it is said what to do."""

from dataclasses import replace

import pytest

from formcheck.engine.person.body import BodyTracker
from formcheck.engine.signals.readings import read
from formcheck.engine.signals.target import TargetLeg
from formcheck.engine.values.landmarks import Landmark
from formcheck.engine.values.pose import Pose
from tests.coach.coached import performed, run_of
from tests.engine.skeleton import Stance, pose_of

BEHIND, IN_FRONT = Stance(step=1.2, knee_deg=0, shank_deg=25, trunk_deg=15), Stance(step=-1.0)


@pytest.mark.parametrize(
    ("role", "stance", "message"),
    [
        ("standing", Stance(lifted=1), None),
        ("standing", Stance(), None),
        ("rear", BEHIND, None),
        ("rear", IN_FRONT, "Put your left leg behind"),
        ("straight", Stance(lifted=1), None),
        ("crossed", Stance(lifted=1), None),
        ("near", Stance(), None),
    ],
)
def test_the_other_leg_in_the_role_is_told(role: str, stance: Stance, message: str | None) -> None:
    target, tracker, told = TargetLeg(role, "left"), BodyTracker(), []
    for i in range(30):
        body = tracker.update(i / 20, pose_of(stance))
        assert body is not None
        target.update(body, read(body), locked=False)
        told.append([p.message for p in target.problems(body)])
    assert told[10] == []
    assert told[-1] == ([message] if message else [])
    assert target.side == "left"


def on_the_far_leg(pose: Pose | None) -> Pose | None:
    """The legs exchanged: who stood on the near one stands on the far one."""
    if pose is None:
        return None
    legs = [
        [Landmark.of(side, p) for p in ("knee", "ankle", "heel", "foot_index")]
        for side in ("left", "right")
    ]
    xy = pose.xy_px.copy()
    xy[legs[0] + legs[1]] = pose.xy_px[legs[1] + legs[0]]
    return replace(pose, xy_px=xy)


def test_who_stands_on_the_wrong_leg_is_told_so_in_set_up_and_in_the_set() -> None:
    frames = [(time_s, on_the_far_leg(pose)) for time_s, pose in performed("single-leg-calf-raise")]
    on_one_leg = [(time_s, pose) for time_s, pose in frames if time_s > 9.0]
    run = run_of(first="left").feed(on_one_leg)
    assert "Stand on your left leg" in run.said
    assert "active" not in run.states
    run = run_of(first="left").feed(frames)
    assert run.scene is not None
    assert "Stand on your left leg" in run.said
    assert run.coach.report().reps == ()
