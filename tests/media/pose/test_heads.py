import numpy as np
import pytest

from formcheck.engine.values.landmarks import Legs
from formcheck.engine.values.pose import Pose
from formcheck.media.pose.heads import Heads, Spot, cover
from formcheck.media.pose.people import People
from tests.media.pose.stick import body

IMAGE = np.random.default_rng(2).integers(0, 255, (480, 640, 3), np.uint8)


def touched(*spots: Spot) -> np.ndarray:
    image = IMAGE.copy()
    cover(image, spots)
    return (image != IMAGE).any(axis=2)


def covered(people: People, time_s: float, pose: Pose | None = None) -> np.ndarray:
    return touched(*Heads(people).at(time_s, pose))


def test_everybody_is_covered_even_whom_one_look_saw() -> None:
    people = People()
    for time_s in (0.0, 0.4, 0.8):
        people.see(time_s, [body(200), *([body(450)] if time_s == 0.4 else [])])
    where = covered(people, 0.4)
    for x_px in (200, 450):  # a head of 300 px is 40 px high: more than that is covered
        assert where[450 - 300 : 450 - 260, x_px - 20 : x_px + 20].mean() > 0.95
    assert not where[350:, :].any()
    assert not where[:, 280:380].any()


def test_a_head_is_covered_all_along_a_gap() -> None:
    people = People()
    people.see(0.0, [body(100)])
    people.see(3.0, [body(500)])
    assert len(people.everybody()) in (1, 2)
    walker = People()
    for time_s, x_px in ((0.0, 100), (3.0, 300)):
        walker.see(time_s, [body(x_px)])
    where = covered(walker, 1.5)
    assert where[450 - 300 : 450 - 260, 90:310].mean() > 0.95


def test_a_head_is_covered_shortly_before_it_was_first_seen_and_after_it_was_last() -> None:
    people = People()
    people.see(5.0, [body(200)])
    assert [bool(covered(people, t).any()) for t in (3.0, 4.0, 6.0, 7.0)] == [
        False,
        True,
        True,
        False,
    ]


def test_the_head_of_a_pose_is_covered_where_no_look_saw_anybody() -> None:
    found = Pose(body(300), np.ones(33), None, (640, 480))
    heads = Heads(People())
    assert touched(*heads.at(0.0, found))[170:190, 290:310].all()
    assert touched(*heads.at(1.0, None))[170:190, 290:310].all()
    assert not heads.at(3.0, None)


def test_what_is_covered_cannot_be_recognised() -> None:
    image = np.zeros((480, 640, 3), np.uint8)
    image[::2] = 255  # stripes
    cover(image, [Spot(np.array([[320.0, 240.0]]), 40.0)])
    assert np.ptp(image[220:260, 300:340].astype(int)) < 10


def test_at_the_edge_and_outside() -> None:
    assert touched(Spot(np.array([[0.0, 0.0]]), 30.0))[:20, :20].all()
    assert not touched(Spot(np.array([[-100.0, -100.0]]), 30.0)).any()


def looked(*looks: tuple[float, tuple[int, ...]]) -> Heads:
    """The heads of who was seen at these times and places, in a picture 640 wide."""
    people = People()
    for time_s, places in looks:
        people.see(time_s, [body(x_px) for x_px in places])
    return Heads(people, (640, 480))


def is_sure(heads: Heads, until_s: float, pose: Pose | None = None) -> bool:
    for tick in range(round(until_s * 20) + 1):
        heads.at(tick / 20, pose)
    return heads.sure


def every(start_s: float, end_s: float, x_px: int) -> list[tuple[float, tuple[int, ...]]]:
    return [(start_s + 0.4 * n, (x_px,)) for n in range(round((end_s - start_s) / 0.4) + 1)]


def test_it_is_sure_of_who_is_seen_all_the_time() -> None:
    assert is_sure(looked(*every(0, 4, 320)), 4)
    assert is_sure(looked(), 4)


def test_it_is_not_sure_where_somebody_comes_or_goes_in_the_middle_of_the_picture() -> None:
    assert not is_sure(looked(*every(2, 6, 320)), 6)
    assert not is_sure(looked(*every(0, 4, 320)), 6)
    assert is_sure(looked(*every(0, 4, 600)), 6)  # a step from the edge
    assert is_sure(looked(*every(2, 6, 40)), 6)


def test_who_leaves_is_covered_up_to_the_edge() -> None:
    heads = looked(*every(0, 4, 560))
    where = touched(*heads.at(4.4, None))
    assert where[450 - 300 : 450 - 260, 545:640].mean() > 0.95
    assert not where[:, :400].any()


def test_it_is_not_sure_through_a_gap_unless_the_pose_of_each_frame_fills_it() -> None:
    gap = every(0, 2, 320), every(4, 6, 320)
    assert not is_sure(looked(*gap[0], *gap[1]), 6)
    seen = Pose(body(320), np.ones(33), None, (640, 480))
    assert is_sure(looked(*gap[0], *gap[1]), 6, seen)
    elsewhere = Pose(body(100), np.ones(33), None, (640, 480))
    assert not is_sure(looked(*gap[0], *gap[1]), 6, elsewhere)


def test_of_more_people_than_it_finds_it_is_not_sure() -> None:
    crowd = (80, 240, 400, 560)
    assert not is_sure(looked(*[(0.4 * n, crowd) for n in range(11)]), 4)
    assert is_sure(looked(*[(0.4 * n, crowd[:3]) for n in range(11)]), 4)


@pytest.mark.parametrize(
    ("knee_px", "ankle_px", "sure"), [(60, 300, True), (300, 400, False), (300, 60, False)]
)
def test_over_legs_alone_there_may_be_a_face(knee_px: int, ankle_px: int, sure: bool) -> None:
    legs_px = np.full((2, 5, 2), np.nan)
    legs_px[0, :2] = (300, knee_px), (300, ankle_px)
    heads = Heads(People(), (640, 480))
    found = Legs(legs_px, np.ones((2, 5)))
    heads.check(Pose(np.full((33, 2), np.nan), np.zeros(33), None, (640, 480), found))
    assert heads.sure is sure
