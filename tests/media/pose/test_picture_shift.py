"""How far the picture moves, on painted rooms that are moved by known ways."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.engine.values.landmarks import Landmark
from formcheck.engine.values.pose import Frame, Pose
from formcheck.media.pose.picture_shift import PictureShift
from tests.media.pose.stick import body

SIZE_PX = (640, 480)
MARGIN_PX = 60
Image = NDArray[np.uint8]


def room(seed: int = 3) -> Image:
    """A wall with pictures and a floor of boards, larger than what the camera sees."""
    random = np.random.default_rng(seed)
    width, height = SIZE_PX[0] + 2 * MARGIN_PX, SIZE_PX[1] + 2 * MARGIN_PX
    image = np.full((height, width, 3), 190, np.uint8)
    for _ in range(60):
        x, y = random.integers(0, width), random.integers(0, height)
        w, h = random.integers(10, 90, 2).tolist()
        colour = random.integers(0, 255, 3).tolist()
        cv2.rectangle(image, (int(x), int(y)), (int(x) + w, int(y) + h), colour, -1)
    return image


def filmed(image: Image, x_px: float, y_px: float, turn_deg: float = 0.0) -> Image:
    """What a camera sees that has turned so that the room moves by (x, y) in the picture."""
    centre = (SIZE_PX[0] / 2 + MARGIN_PX, SIZE_PX[1] / 2 + MARGIN_PX)
    move = cv2.getRotationMatrix2D(centre, turn_deg, 1.0)
    move[:, 2] += x_px - MARGIN_PX, y_px - MARGIN_PX
    seen = cv2.warpAffine(image, move, SIZE_PX, flags=cv2.INTER_CUBIC)
    return np.asarray(seen, np.uint8)


def somebody(x_px: float) -> Pose:
    return Pose(body(x_px), np.ones(len(Landmark)), None, SIZE_PX)


def with_person(image: Image, pose: Pose) -> Image:
    """The person as a patch of checks that moves with them."""
    low = pose.xy_px.min(axis=0).astype(int) - 15
    high = pose.xy_px.max(axis=0).astype(int) + 15
    image = image.copy()
    for row in range(low[1], high[1], 16):
        for column in range(low[0], high[0], 16):
            light = 255.0 * (int(row - low[1] + column - low[0]) // 16 % 2)
            image[row : row + 15, column : column + 15] = light
    return image


def ways(count: int = 40) -> list[tuple[float, float]]:
    """A hand that shakes, from rest."""
    return [(9 * np.sin(i / 3), 6 * np.sin(i / 4) - i / 4) for i in range(count)]


def test_a_picture_that_moves_is_followed_whatever_the_person_does() -> None:
    shift, wall = PictureShift(), room()
    for i, (x, y) in enumerate(ways()):
        pose = somebody(300 + 2.0 * i)
        image = with_person(filmed(wall, x, y), pose)
        assert shift.shift(Frame(image, i, i / 15), pose) == pytest.approx((x, y), abs=0.8)


def test_a_camera_on_a_stand_has_not_moved_at_all() -> None:
    shift, wall, random = PictureShift(), room(), np.random.default_rng(1)
    for i in range(40):
        pose = somebody(300 + 2.0 * i)
        image = with_person(filmed(wall, 0, 0), pose)
        noisy = np.clip(image + random.normal(0, 3, image.shape), 0, 255).astype(np.uint8)
        # their shadow on the wall goes with them
        noisy[100:300, 150 + i : 190 + i] //= 2
        assert shift.shift(Frame(noisy, i, i / 15), pose) == (0.0, 0.0)


def test_what_turns_is_told_where_the_feet_are() -> None:
    shift, wall, pose = PictureShift(), room(), somebody(320)
    frames = [filmed(wall, 0, 0, turn_deg=i / 4) for i in range(9)]
    found = [shift.shift(Frame(f, i, i / 15), pose) for i, f in enumerate(frames)]
    # turned by two degrees to the left about the middle, feet 200 px below it go to the right
    assert found[-1] == pytest.approx((7.3, -0.1), abs=1.2)


def test_a_bare_wall_tells_nothing() -> None:
    shift, grey = PictureShift(), np.full((480, 640, 3), 180, np.uint8)
    assert shift.shift(Frame(grey, 0, 0.0), None) is None
    assert shift.shift(Frame(grey, 1, 0.1), somebody(300)) is None


def test_a_cut_to_another_room_goes_on_from_where_the_picture_was() -> None:
    shift = PictureShift()
    for i in range(10):
        shift.shift(Frame(filmed(room(), i, 0), i, i / 15), None)
    for i in range(10, 30):
        last = shift.shift(Frame(filmed(room(seed=8), 9, 0), i, i / 15), None)
    assert last == pytest.approx((9, 0), abs=1.5)
