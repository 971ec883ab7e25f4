import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import cv2
import numpy as np
import pytest

from formcheck.engine.values.landmarks import LEG_PARTS, Array, Landmark, Legs
from formcheck.engine.values.pose import Frame, Pose
from formcheck.errors import PoseModelError
from formcheck.media.pose import models
from formcheck.media.pose.leg_net import FEET, Crop, LegNet, Look, crop_around
from formcheck.media.pose.leg_tracks import LegTracks
from formcheck.media.pose.legs import LegFinder
from formcheck.media.pose.lone_feet import are_both, labelled
from formcheck.media.pose.mediapipe import MediaPipePose
from formcheck.media.pose.models import LEG_SHA256, find_leg_model, find_model
from formcheck.media.recorded import opened
from formcheck.media.video.file import VideoFile

ANKLE, HEEL, TOE = (LEG_PARTS.index(part) for part in ("ankle", "heel", "toe"))
LEFT_LEG = [Landmark.of("left", part) for part in ("knee", "ankle", "heel", "foot_index")]
RIGHT_LEG = [Landmark.of("right", part) for part in ("knee", "ankle", "heel", "foot_index")]


@dataclass(frozen=True, slots=True)
class Clip:
    """Some frames of a rendered clip: with poses of the full model, and the truth."""

    frames: list[Frame]
    poses: list[Pose | None]
    truth: Array  # (N, 2, 5, 2) pixels, NaN for the ball of the foot
    foot_px: float


FIRST, COUNT = 60, 8  # before that both feet stand side by side


def clip_of(path: Path) -> Clip:
    truth = json.loads(path.with_suffix(".json").read_text())
    joints = truth["frames"]["joints_px"]
    names = ("knee", "ankle", "heel", "ball", "foot_index")
    part = slice(FIRST, FIRST + COUNT)
    unknown = [[np.nan] * 2] * part.stop
    points = [
        [joints.get(f"{side}_{name}", unknown)[part] for name in names]
        for side in ("left", "right")
    ]
    with VideoFile(path) as video, MediaPipePose(find_model("full")) as model:
        frames = list(islice(video, part.start, part.stop))
        poses = [model.estimate(frame) for frame in frames]
    camera = truth["camera"]
    foot_px = truth["character"]["foot_length_m"] * camera["focal_px"] / camera["distance_m"]
    return Clip(frames, poses, np.array(points, float).transpose(2, 0, 1, 3), foot_px)


@pytest.fixture(scope="module")
def raises(calf_raises: Path) -> Clip:
    return clip_of(calf_raises)


@pytest.fixture(scope="module")
def step(calf_raises: Path) -> Clip:
    """One foot well behind the other."""
    return clip_of(calf_raises.with_name("gastrocnemius-wall-stretch.mp4"))


@pytest.fixture(scope="module")
def net() -> LegNet:
    return LegNet()


def legs_in(frames: Sequence[Frame], poses: Sequence[Pose | None]) -> list[Legs]:
    finder = LegFinder()
    found = [finder.look(frame, pose) for frame, pose in zip(frames, poses, strict=True)]
    assert all(pose and pose.legs for pose in found)
    return [pose.legs for pose in found if pose and pose.legs]


def errors(clip: Clip, legs: Sequence[Legs]) -> Array:
    """(2, 5) mean distance from the truth in foot lengths."""
    found = np.array([one.xy_px for one in legs])
    return np.linalg.norm(found - clip.truth, axis=-1).mean(axis=0) / clip.foot_px


def test_the_near_leg_is_found_to_some_hundredths_of_a_foot(raises: Clip) -> None:
    near = errors(raises, legs_in(raises.frames, raises.poses))[0]
    assert near[ANKLE] < 0.03
    assert near[HEEL] < 0.05
    assert near[TOE] < 0.05
    heels = np.array([pose.xy_px[Landmark.LEFT_HEEL] for pose in raises.poses if pose])
    assert (
        near[HEEL]
        < np.linalg.norm(heels - raises.truth[:, 0, HEEL], axis=1).mean() / raises.foot_px / 3
    )


def test_both_legs_are_found_where_both_are_seen(step: Clip) -> None:
    legs = legs_in(step.frames, step.poses)
    assert (errors(step, legs)[:, FEET] < 0.08).all()
    assert all((one.error_px[:, FEET] < 0.2 * step.foot_px).all() for one in legs)


def test_the_pose_stays_as_it_is(raises: Clip) -> None:
    pose = raises.poses[0]
    seen = LegFinder().look(raises.frames[0], pose)
    assert pose
    assert seen
    assert replace(seen, legs=None) == pose


def test_only_the_legs_that_were_asked_for(raises: Clip) -> None:
    seen = LegFinder().look(raises.frames[0], raises.poses[0], ("right",))
    assert seen
    assert seen.legs
    assert np.isnan(seen.legs.error_px[0]).all()
    assert np.isfinite(seen.legs.error_px[1]).all()


def test_a_flicker_of_the_labels_does_not_exchange_the_legs(step: Clip) -> None:
    poses = list(step.poses)
    for number in (4, 5):
        pose = poses[number]
        assert pose
        xy_px = pose.xy_px.copy()
        xy_px[LEFT_LEG + RIGHT_LEG] = xy_px[RIGHT_LEG + LEFT_LEG]
        poses[number] = replace(pose, xy_px=xy_px)
    assert (errors(step, legs_in(step.frames, poses))[:, FEET] < 0.08).all()


def test_a_leg_that_is_taken_for_the_other_is_looked_at_again(step: Clip) -> None:
    poses = list(step.poses)
    pose = poses[5]
    assert pose
    xy_px = pose.xy_px.copy()
    xy_px[LEFT_LEG] = xy_px[RIGHT_LEG]
    poses[5] = replace(pose, xy_px=xy_px)
    assert (errors(step, legs_in(step.frames, poses))[:, FEET] < 0.08).all()


def lower_part(clip: Clip, count: int) -> tuple[list[Frame], Array]:
    """Pictures with nothing but feet and shanks, again and again, and where their corner was."""
    left, top = clip.truth[0, 0, TOE] - (70, 75)
    x, y = int(left), int(top)
    images = [np.ascontiguousarray(frame.image[y : y + 110, x : x + 200]) for frame in clip.frames]
    frames = [Frame(images[number % len(images)], number, number / 20) for number in range(count)]
    return frames, np.array([x, y], float)


def test_feet_alone_are_found_and_followed(raises: Clip) -> None:
    frames, corner = lower_part(raises, 12)
    finder = LegFinder()
    found = [finder.look(frame, None) for frame in frames]
    assert found[:3] == [None] * 3  # not before several looks agreed
    last = found[-1]
    assert last
    assert last.legs
    assert np.isnan(last.xy_px).all()
    truth = raises.truth[11 % COUNT, 0, FEET] - corner
    assert np.linalg.norm(last.legs.xy_px[0, FEET] - truth, axis=1).max() < 0.1 * raises.foot_px
    assert (last.legs.error_px[0, FEET] < 0.15 * raises.foot_px).all()


def test_feet_that_went_away_are_gone(raises: Clip) -> None:
    frames, _ = lower_part(raises, 10)
    empty = np.full_like(frames[0].image, 120)
    finder = LegFinder()
    found = [finder.look(frame, None) for frame in frames]
    gone = [finder.look(Frame(empty, number, number / 20), None) for number in range(10, 30)]
    assert found[-1]
    assert gone[-1] is None


def furniture() -> Frame:
    """A room with a table, a chair and two bottles."""
    image = np.full((240, 320, 3), (170, 180, 185), np.uint8)
    cv2.rectangle(image, (0, 180), (320, 240), (90, 110, 130), -1)
    for x in (60, 100, 190, 230):
        cv2.rectangle(image, (x, 110), (x + 8, 205), (40, 60, 90), -1)
    cv2.rectangle(image, (50, 100), (245, 112), (50, 75, 110), -1)
    for x in (120, 150):
        cv2.ellipse(image, (x, 85), (9, 15), 0, 0, 360, (30, 120, 40), -1)
        cv2.rectangle(image, (x - 3, 55), (x + 3, 75), (30, 120, 40), -1)
    return Frame(image, 0, 0.0)


def test_furniture_has_no_legs() -> None:
    room, finder = furniture(), LegFinder()
    assert [finder.look(replace(room, time_s=number / 10), None) for number in range(8)] == [
        None
    ] * 8


def test_legs_of_a_pose_that_is_furniture_are_not_believed() -> None:
    room, finder = furniture(), LegFinder()
    xy_px = np.full((33, 2), 100.0)
    xy_px[LEFT_LEG], xy_px[RIGHT_LEG] = (
        [(x + 4, 110), (x + 4, 190), (x + 10, 204), (x - 15, 204)] for x in (60, 190)
    )
    seen = finder.look(room, Pose(xy_px, np.ones(33), None, (320, 240)))
    assert seen
    assert seen.legs
    assert (seen.legs.error_px[:, FEET] > 0.25 * 110).all()


def test_a_crop_may_reach_over_the_border(net: LegNet, raises: Clip) -> None:
    image, truth = raises.frames[0].image, raises.truth[0, 0]
    crop = Crop(truth[ANKLE] + (0, 60), 200.0)
    assert crop.centre_px[1] + 100 > image.shape[0]
    look = net.look(image, crop, truth)
    assert np.linalg.norm(look.xy_px[0, FEET] - truth[FEET], axis=1).max() < 0.15 * raises.foot_px


def test_a_leg_without_ankle_has_no_crop() -> None:
    assert crop_around(np.full((5, 2), np.nan)) is None


def test_the_network_is_what_it_claims_to_be(net: LegNet) -> None:
    assert net.model == find_leg_model()
    assert net.model.sha256 == LEG_SHA256


@pytest.mark.parametrize(
    ("content", "words"), [(None, "is not at"), (b"damaged", "is not the leg network")]
)
def test_another_network_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None, words: str
) -> None:
    monkeypatch.setattr(models, "BUNDLED_DIR", tmp_path)
    if content is not None:
        (tmp_path / "leg.onnx").write_bytes(content)
    with pytest.raises(PoseModelError, match=rf"{words}.*install formcheck again"):
        LegFinder()


def test_a_recorded_video_comes_with_legs(calf_raises: Path) -> None:
    with opened(calf_raises, "full") as recorded:
        poses = [pose for _, pose in islice(recorded, 2)]
        assert recorded.leg_model
        assert recorded.leg_model.sha256 == LEG_SHA256
    assert all(pose and pose.legs and np.isfinite(pose.legs.error_px).all() for pose in poses)


def leg_at(x: float, toes: float = -60.0) -> Array:
    """A leg (5, 2) in a side view, its ankle at `x`."""
    return np.array(
        [
            (x, 100.0),
            (x, 200.0),
            (x - toes / 4, 220.0),
            (x + toes / 2, 222.0),
            (x + toes * 3 / 4, 220.0),
        ]
    )


def test_labels_that_stay_exchanged_are_taken_over() -> None:
    tracks = LegTracks()
    left, right = leg_at(100), leg_at(250)
    swaps = []
    for number in range(10):
        tracks.keep(number / 10, 0, left)
        tracks.keep(number / 10, 1, right)
        repaired = tracks.repaired(number / 10, np.array([right, left]))
        swaps.append(bool((repaired[0, FEET] == left[FEET]).all()))
        if not swaps[-1]:
            break
    assert swaps == [True] * 4 + [False]


def test_legs_beside_each_other_are_left_as_they_are() -> None:
    tracks = LegTracks()
    tracks.keep(0.0, 0, leg_at(100))
    tracks.keep(0.0, 1, leg_at(110))
    hints = np.array([leg_at(110), leg_at(100)])
    np.testing.assert_array_equal(tracks.repaired(0.1, hints), hints)


def test_a_leap_needs_another_leg_there_and_a_fresh_memory() -> None:
    tracks = LegTracks()
    tracks.keep(0.0, 0, leg_at(100))
    assert not tracks.leapt(0.1, 0, leg_at(250), None)
    assert tracks.leapt(0.1, 0, leg_at(250), leg_at(255))
    assert not tracks.leapt(0.1, 0, leg_at(110), leg_at(255))
    assert not tracks.leapt(0.7, 0, leg_at(250), leg_at(255))


@pytest.mark.parametrize(
    ("near", "far", "lead"),
    [
        (leg_at(100), None, 0),
        (leg_at(100, toes=60), None, 1),
        (leg_at(100, toes=60), leg_at(160, toes=60), 1),
        (
            leg_at(200, toes=2),
            leg_at(100, toes=2),
            0,
        ),  # facing the camera: the left leg is on the right
        (leg_at(60, toes=2), None, 1),
    ],
)
def test_the_direction_of_the_nearer_leg_names_it(
    near: Array, far: Array | None, lead: int
) -> None:
    if abs(near[TOE, 0] - near[HEEL, 0]) < 10:
        near[TOE, 1] += 20  # of a foot that points to the camera the tip is lower
    share = np.full((2, 5), 0.01)
    share[1] = 0.3 if far is None else 0.01
    look = Look(np.array([near, near if far is None else far]), share, Crop(near[ANKLE], 200.0))
    found = labelled(look, 320)
    assert found.lead == lead
    np.testing.assert_array_equal(found.xy_px[lead], near)
    assert np.isnan(found.xy_px[1 - lead]).all() == (far is None)


@pytest.mark.parametrize(
    ("apart_px", "off_px", "share", "are_there"),
    [
        (45, 2, 0.12, True),  # from in front: both in their places, unsure which is which
        (45, 2, 0.3, False),  # unsure of more than that
        (45, 25, 0.12, False),  # the other one is elsewhere
        (8, 2, 0.12, False),  # so near to each other that it says nothing
    ],
)
def test_two_legs_side_by_side_need_not_be_told_apart_to_be_there(
    apart_px: float, off_px: float, share: float, are_there: bool
) -> None:
    near, beside = leg_at(100, toes=2), leg_at(100 + apart_px, toes=2)
    seen = np.array([near, beside + np.array([off_px, 0])])
    look = Look(seen, np.full((2, 5), share), Crop(near[ANKLE], 134.0))
    assert are_both(look, near, beside) == are_there
