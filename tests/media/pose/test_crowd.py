from itertools import islice
from pathlib import Path

import cv2
import numpy as np
import pytest

from formcheck.engine.session import Session
from formcheck.engine.values.pose import Frame
from formcheck.library import load_exercise
from formcheck.media.pose.crowd import CrowdFinder
from formcheck.media.pose.fitting import LivePose
from formcheck.media.video.file import VideoFile

COMES_S = 0.5


@pytest.fixture(scope="module")
def person(calf_raises: Path) -> Frame:
    with VideoFile(calf_raises) as video:
        return next(islice(video, 10, None))


def beside(image: np.ndarray) -> np.ndarray:
    """The person twice in one picture."""
    return np.hstack([image[:, 170:490], image[:, 490:170:-1]])


def test_everybody_is_found(person: Frame) -> None:
    nobody = np.full_like(person.image, 90)
    with CrowdFinder() as finder:
        found = [len(finder.look(image)) for image in (nobody, person.image, beside(person.image))]
    assert found == [0, 1, 2]


def far_away(image: np.ndarray, share: float) -> np.ndarray:
    """The person, and once more so small in a corner that it is not found in the whole."""
    room = np.full((960, 960, 3), image[0, 0], np.uint8)
    room[480:, 160:800] = image
    height, width = (round(share * size) for size in image.shape[:2])
    small = cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA)
    room[60 : 60 + height, :width] = small
    return room


def test_a_bystander_far_away_is_found_where_everybody_matters(person: Frame) -> None:
    room = far_away(person.image, 0.5)
    with CrowdFinder() as finder:
        found = finder.look(room)
        (small,) = finder.small(room, found)
        alone = finder.look(person.image)
        assert finder.small(person.image, alone) == ()
    (own,) = found
    expected = (own[:11] - (160, 480)).mean(0) * 0.5 + (0, 60)
    assert np.linalg.norm(small[:11].mean(0) - expected) < 8  # a head is some 20 px large


def test_three_in_a_wide_picture_are_all_found(person: Frame) -> None:
    wide = np.hstack([person.image[:, 120:546]] * 2 + [person.image[:, 546:120:-1]])
    with CrowdFinder() as finder:
        looks = [finder.look(wide) for _ in range(3)]
    places = {round(float(np.nanmean(body[:, 0])) / 426 - 0.5) for look in looks for body in look}
    assert places == {0, 1, 2}
    assert max(len(look) for look in looks) <= 3


def test_live_a_second_person_is_told_within_a_second(person: Frame) -> None:
    session = Session(load_exercise("single-leg-calf-raise"))
    two = beside(person.image)
    told_s = None
    with LivePose("full") as live:
        for index in range(40):
            time_s = index / 20
            image = person.image if time_s < COMES_S else two
            pose = live.estimate(Frame(image.copy(), index, time_s))
            live.lookout.wait()  # a camera gives it the time
            feedback = session.update(time_s, pose)
            if any(problem.code == "another-person" for problem in feedback.problems):
                told_s = time_s
                break
    assert told_s is not None
    assert COMES_S < told_s <= COMES_S + 1
    assert feedback.cue
    assert feedback.cue.priority == "visibility"
