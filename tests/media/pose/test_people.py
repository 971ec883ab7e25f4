from collections.abc import Callable, Sequence

import numpy as np
import pytest

from formcheck.engine.values.landmarks import Array
from formcheck.engine.values.pose import Frame, Pose
from formcheck.media.pose.exerciser import Exerciser
from formcheck.media.pose.following import Following
from formcheck.media.pose.people import People, Person, apart, size_px
from tests.media.pose.stick import body, raised

SIZE_PX = (640, 480)
EVERY_S = 0.4
Scene = Callable[[float], Sequence[Array]]


def seen(scene: Scene, until_s: float = 20.0, people: People | None = None) -> People:
    people = people or People()
    for time_s in np.arange(0, until_s, EVERY_S):
        people.see(float(time_s), scene(float(time_s)))
    return people


def followed(people: People, until_s: float = 20.0) -> list[Person | None]:
    """Who is followed at each look, all looks being known in advance."""
    exerciser = Exerciser(people)
    chosen = []
    for time_s in np.arange(0, until_s, EVERY_S):
        exerciser.choose(float(time_s), SIZE_PX)
        chosen.append(exerciser.now)
    return chosen


def x_of(person: Person | None) -> float:
    assert person
    return float(person.bodies[0][:, 0].mean())


def frame_at(time_s: float) -> Frame:
    image = np.random.default_rng(1).integers(0, 255, (480, 640, 3), np.uint8)
    return Frame(image, round(time_s * 20), time_s)


def pose(xy: Array) -> Pose:
    return Pose(xy, np.ones(33), None, SIZE_PX)


def test_size_does_not_depend_on_posture() -> None:
    standing = body(300)
    assert size_px(standing) == pytest.approx(0.77 * 300)
    assert size_px(standing[:, ::-1]) == pytest.approx(size_px(standing))


def test_distance_is_in_sizes() -> None:
    assert apart(body(300), body(300 + 0.77 * 300)) == pytest.approx(1)


def test_two_who_stand_are_two_people_throughout() -> None:
    people = seen(lambda t: [body(200, rise=raised(t)), body(450)])
    assert [len(person.times_s) for person in people.everybody()] == [50, 50]
    assert people.count(10.0) == 2


def test_the_order_of_those_who_are_found_does_not_matter() -> None:
    people = seen(lambda t: [body(200), body(450)][:: 1 if round(t / EVERY_S) % 2 else -1])
    assert all(np.ptp([b[0, 0] for b in p.bodies]) == 0 for p in people.everybody())


def test_one_look_makes_nobody() -> None:
    people = seen(lambda t: [body(200), body(450)] if t == 4.0 else [body(200)])
    assert people.count(4.0) == 1
    assert people.count(0.0) == 1
    assert People().count(0.0) is None


def test_who_jumps_further_than_anybody_walks_is_another_and_there_were_never_two() -> None:
    people = seen(lambda t: [body(100 if t < 8 else 600, stature_px=200)])
    assert len(people.everybody()) == 2
    assert {people.count(float(t)) for t in np.arange(0, 20, 0.1)} == {1}


def test_between_two_sightings_somebody_is_on_the_way() -> None:
    people = seen(lambda t: [body(100 + 50 * t)], 4.0)
    (person,) = people.everybody()
    place = person.at(1.0)
    assert place is not None
    np.testing.assert_allclose(place, body(150))
    assert person.at(30.0) is None


@pytest.mark.parametrize("bystander_px", [300, 420])
def test_who_goes_up_and_down_is_followed_from_the_first_look_on(bystander_px: float) -> None:
    chosen = followed(seen(lambda t: [body(330, bystander_px), body(120, 250, rise=raised(t))]))
    assert {x_of(person) for person in chosen} == {x_of(chosen[0])}
    assert x_of(chosen[0]) < 200


def test_of_two_who_are_still_the_larger_and_more_central_one_is_followed() -> None:
    chosen = followed(seen(lambda _: [body(320), body(60, 200)]))
    assert {x_of(person) for person in chosen} == {x_of(chosen[0])}
    assert x_of(chosen[0]) > 300


def test_who_walks_through_takes_nothing_over() -> None:
    def scene(t: float) -> list[Array]:
        walker = [body(150 * (t - 6), 330)] if 6 < t < 10 else []
        is_hidden = bool(walker) and abs(walker[0][0, 0] - 320) < 60
        return walker if is_hidden else [*walker, body(320, rise=raised(t))]

    chosen = followed(seen(scene))
    assert {x_of(person) for person in chosen} == {x_of(chosen[0])}


def test_who_was_beside_the_exerciser_and_stays_is_not_followed_after_them() -> None:
    people = seen(lambda t: [body(450), *([body(200, rise=raised(t))] if t < 10 else [])])
    assert {x_of(person) < 300 for person in followed(people)} == {True}


def test_who_comes_after_the_exerciser_left_is_taken_for_them() -> None:
    def scene(t: float) -> list[Array]:
        return [body(500), *([] if 8 < t < 14 else [body(200, rise=raised(t))])]

    people = seen(scene, 24.0)
    assert {x_of(person) < 300 for person in followed(people, 24.0)} == {True}


def test_live_the_exerciser_is_found_after_some_seconds() -> None:
    people, exerciser = People(), Exerciser(People())
    exerciser = Exerciser(people)
    for time_s in np.arange(0, 14, 0.5):
        people.see(float(time_s), [body(330, 330), body(120, 250, rise=raised(time_s))])
        exerciser.choose(float(time_s), SIZE_PX)
    assert x_of(exerciser.now) < 200


def test_with_one_person_the_picture_is_shown_as_it_is() -> None:
    following = Following()
    seen(lambda t: [body(200, rise=raised(t))], people=following.people)
    frame, found = frame_at(5.0), pose(body(420))
    shown = following.shown(frame)
    assert shown.frame is frame
    assert following.own(shown, found) is found
    counted = shown.counted(found)
    assert counted
    assert counted.people == 1


def test_of_two_people_the_model_is_shown_one() -> None:
    following = Following()
    seen(lambda t: [body(150, rise=raised(t)), body(500)], people=following.people)
    frame = frame_at(5.0)
    shown = following.shown(frame)
    assert (shown.frame.image[200:400, 130:170] == frame.image[200:400, 130:170]).all()
    assert np.unique(shown.frame.image[:, 400:]).size == 1
    own = pose(body(152, rise=raised(5.0)))
    assert following.own(shown, own) is own
    assert following.own(shown, pose(body(480))) is None
    counted = shown.counted(own)
    assert counted
    assert counted.people == 2


def test_who_is_hidden_for_long_is_not_seen() -> None:
    following = Following()

    def scene(t: float) -> list[Array]:
        return [body(420), *([] if 8 < t < 14 else [body(200, rise=raised(t))])]

    seen(scene, people=following.people)
    assert [following.shown(frame_at(t)).hidden for t in (5.0, 11.0, 15.0)] == [False, True, False]
