import numpy as np

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
