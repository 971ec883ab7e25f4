"""How large somebody is in the picture, and where."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.coach.spot import SpotWatch
from formcheck.coach.values import Spot
from formcheck.demonstrations import demonstration_of
from formcheck.engine.values.feedback import Feedback
from formcheck.engine.values.landmarks import Landmark
from formcheck.engine.values.pose import Pose
from tests.coach.bodies import body_of
from tests.coach.coached import performed, run_of

START = demonstration_of("soleus-wall-stretch").start
assert START is not None
BODY = body_of(START, "left", 300.0, (320.0, 400.0))
NOISE = np.random.default_rng(7).normal(0.0, 3.0, (200, 33, 2))


def seen(time_s: float, pose: Pose | None) -> Feedback:
    return Feedback(time_s, pose, "left", "set-up")


def spot_of(watch: SpotWatch) -> Spot:
    assert watch.spot is not None
    return watch.spot


def test_a_body_that_jitters_has_an_outline_that_hardly_does() -> None:
    watch, sizes, places = SpotWatch(START), [], []
    for i, noise in enumerate(NOISE):
        watch.update(seen(i / 20, replace(BODY, xy_px=BODY.xy_px + noise)))
        sizes.append(spot_of(watch).size_px)
        places.append(spot_of(watch).x_px)
    assert np.std(sizes[40:]) < 2.0
    assert np.std(places[40:]) < 0.7
    assert np.mean(sizes[40:]) == pytest.approx(300.0, rel=0.03)


def test_it_is_there_within_two_seconds_of_somebody_who_comes_nearer() -> None:
    watch = SpotWatch(START)
    watch.update(seen(0.0, BODY))
    assert START is not None
    for i in range(1, 41):
        watch.update(seen(i / 20, body_of(START, "left", 420.0, (500.0, 460.0))))
    assert spot_of(watch).size_px == pytest.approx(420.0, rel=0.04)
    assert spot_of(watch).floor_px == pytest.approx(460.0, abs=5)


def test_of_whom_nothing_is_seen_the_last_is_kept() -> None:
    watch = SpotWatch(START)
    watch.update(seen(0.0, None))
    assert watch.spot is None
    watch.update(seen(0.1, BODY))
    before = spot_of(watch)
    hidden = replace(BODY, visibility=np.zeros(len(Landmark)))
    for time_s, pose in ((0.2, None), (0.3, hidden)):
        watch.update(seen(time_s, pose))
        assert watch.spot == before


def test_a_leg_that_points_to_the_camera_makes_nobody_smaller() -> None:
    watch, xy_px = SpotWatch(START), BODY.xy_px.copy()
    for part in ("ankle", "heel", "foot_index"):
        xy_px[Landmark.of("left", part)] = BODY.point("left", "knee") + np.array([3.0, 10.0])
    watch.update(seen(0.0, replace(BODY, xy_px=xy_px)))
    assert spot_of(watch).size_px == pytest.approx(300.0, rel=0.05)


def test_without_a_start_position_there_is_no_place() -> None:
    watch = SpotWatch(None)
    watch.update(seen(0.0, BODY))
    assert watch.spot is None


@pytest.mark.parametrize("exercise", ["calf-raise", "soleus-wall-stretch", "deficit-calf-raise"])
def test_the_scene_of_a_set_up_tells_where_the_rendered_person_is(exercise: str) -> None:
    frames = performed(exercise)[:30]
    run = run_of(exercise, start=demonstration_of(exercise).start).feed(frames)
    pose = frames[0][1]
    assert run.scene is not None
    assert run.scene.spot is not None
    assert pose is not None
    feet = pose.xy_px[[Landmark.LEFT_HEEL, Landmark.RIGHT_HEEL, Landmark.LEFT_FOOT_INDEX]]
    nose_px = pose.xy_px[Landmark.NOSE, 1]
    assert abs(run.scene.spot.floor_px - feet[:, 1].max()) < 0.03 * pose.size_px[1]
    head = demonstration_of(exercise).start
    assert head is not None
    high = run.scene.spot.floor_px + head.points["head"][1] * run.scene.spot.size_px
    assert abs(high - nose_px) < 0.08 * pose.size_px[1]
