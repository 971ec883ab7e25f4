"""How light the picture and the person in it are."""

import math
from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.engine.values.landmarks import Landmark
from formcheck.engine.values.pose import Pose
from formcheck.media.light import light_of
from tests.engine.skeleton import Stance, pose_of

SIZE_PX = (640, 480)
FACE = [mark for mark in Landmark if mark <= Landmark.MOUTH_RIGHT]


def person() -> Pose:
    """Somebody whose face has all of its points, well within the picture."""
    pose = pose_of(Stance())
    xy = pose.xy_px - np.nanmin(pose.xy_px, axis=0)
    xy = 40 + xy * 400 / np.nanmax(xy)
    xy[FACE] = xy[Landmark.NOSE]
    return replace(pose, xy_px=xy, size_px=SIZE_PX)


def picture(pose: Pose, room: int, body: int, face: int) -> NDArray[np.uint8]:
    image = np.full((SIZE_PX[1], SIZE_PX[0], 3), room, np.uint8)
    for side in ("left", "right"):
        for start, end in (
            ("shoulder", "hip"),
            ("hip", "knee"),
            ("knee", "ankle"),
            ("heel", "foot_index"),
        ):
            a, b = (
                tuple(int(v) for v in pose.xy_px[Landmark.of(side, part)]) for part in (start, end)
            )
            cv2.line(image, a, b, (body,) * 3, 30)
        for start, end in (("shoulder", "elbow"), ("elbow", "wrist")):
            ab = pose.xy_px[[Landmark.of(side, start), Landmark.of(side, end)]]
            if np.isfinite(ab).all():
                cv2.line(
                    image, ab[0].astype(int).tolist(), ab[1].astype(int).tolist(), (body,) * 3, 30
                )
    cv2.circle(image, pose.xy_px[Landmark.NOSE].astype(int).tolist(), 12, (face,) * 3, -1)
    return image


@pytest.mark.parametrize(
    ("room", "body", "face", "lit"),
    [(230, 20, 25, 25), (230, 10, 120, 120), (20, 150, 90, 150), (128, 128, 128, 128)],
    ids=["against the light", "in black", "in a dark room", "grey"],
)
def test_the_person_is_as_light_as_the_lighter_of_face_and_body(
    room: int, body: int, face: int, lit: int
) -> None:
    pose = person()
    on_person, whole = light_of(picture(pose, room, body, face), pose)
    assert on_person == pytest.approx(lit / 255, abs=0.02)
    assert whole == pytest.approx(room / 255, abs=0.1)


def test_without_a_person_only_the_picture_is_known() -> None:
    on_person, whole = light_of(np.full((720, 1280, 3), 51, np.uint8), None)
    assert math.isnan(on_person)
    assert whole == pytest.approx(0.2)


def test_luma_weighs_the_colours_as_the_eye_does() -> None:
    blue, green, red = (
        np.full((32, 32, 3), [255 * (i == c) for i in range(3)], np.uint8) for c in range(3)
    )
    assert [light_of(image, None)[1] for image in (blue, green, red)] == pytest.approx(
        [0.114, 0.587, 0.299]
    )


def test_points_outside_of_the_picture_say_nothing() -> None:
    pose = person()
    away = replace(pose, xy_px=pose.xy_px + 5000)
    unknown = replace(pose, xy_px=np.full((33, 2), np.nan))
    image = np.full((SIZE_PX[1], SIZE_PX[0], 3), 128, np.uint8)
    assert math.isnan(light_of(image, away)[0])
    assert math.isnan(light_of(image, unknown)[0])
