"""Angles mean the same wherever, however large and from whichever side somebody is seen."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from formcheck.engine.person.geometry import (
    angle_deg,
    distance,
    distance_to_segment,
    flexion_deg,
    inclination_deg,
    mean_known,
)
from formcheck.engine.values.landmarks import Array

coordinate = st.floats(-1000, 1000).map(lambda value: round(value, 3))
points = st.tuples(coordinate, coordinate).map(np.array)
turns = st.floats(-180, 180)
UNKNOWN = np.array([math.nan, math.nan])


def turned(point: Array, degrees: float) -> Array:
    """Turned about the origin, anticlockwise on the screen (y points down)."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return np.array([c * point[0] + s * point[1], c * point[1] - s * point[0]])


def apart(*values: Array) -> bool:
    return all(distance(a, b) > 1 for i, a in enumerate(values) for b in values[:i])


def same_direction(a: float, b: float, tolerance: float = 1e-3) -> bool:
    """Equal as angles: -180 is 180."""
    return abs((a - b + 180) % 360 - 180) < tolerance


@given(st.tuples(points, points, points), points, turns, st.floats(0.1, 10))
def test_angles_survive_shift_turn_and_scale(
    joints: tuple[Array, Array, Array], shift: Array, turn: float, scale: float
) -> None:
    a, vertex, b = joints
    assume(apart(a, vertex, b))
    p, q, r = (turned(scale * joint, turn) + shift for joint in joints)
    assert angle_deg(p, q, r) == pytest.approx(angle_deg(a, vertex, b), abs=1e-3)
    assert same_direction(flexion_deg(p, q, r, 1), flexion_deg(a, vertex, b, 1))


@given(points, points, points)
def test_mirrored_person_who_faces_the_other_way_reads_the_same(
    a: Array, vertex: Array, b: Array
) -> None:
    assume(apart(a, vertex, b))
    p, q, r = (joint * (-1, 1) for joint in (a, vertex, b))
    assert angle_deg(p, q, r) == pytest.approx(angle_deg(a, vertex, b), abs=1e-6)
    assert same_direction(flexion_deg(p, q, r, -1), flexion_deg(a, vertex, b, 1))
    assert same_direction(inclination_deg(p, q, -1), inclination_deg(a, vertex, 1))


@given(points, points, points, turns, st.floats(0.1, 10))
def test_inclination_turns_with_the_picture(
    a: Array, b: Array, shift: Array, turn: float, scale: float
) -> None:
    assume(apart(a, b))
    before = inclination_deg(a, b, 1)
    assert same_direction(inclination_deg(scale * a + shift, scale * b + shift, 1), before)
    assert same_direction(inclination_deg(turned(a, turn), turned(b, turn), 1), before - turn)


@given(points, points, points)
def test_bend_and_angle_are_two_names_of_one_thing(a: Array, vertex: Array, b: Array) -> None:
    assume(apart(a, vertex, b))
    assert abs(flexion_deg(a, vertex, b, 1)) == pytest.approx(
        180 - angle_deg(a, vertex, b), abs=1e-6
    )


def test_known_directions() -> None:
    hip, ankle = np.array([100.0, 100.0]), np.array([100.0, 300.0])
    assert flexion_deg(hip, np.array([200.0, 200.0]), ankle, 1) == pytest.approx(90)
    assert flexion_deg(hip, np.array([200.0, 200.0]), ankle, -1) == pytest.approx(-90)
    assert flexion_deg(hip, np.array([100.0, 200.0]), ankle, 1) == pytest.approx(0)
    assert inclination_deg(ankle, np.array([150.0, 250.0]), 1) == pytest.approx(45)
    assert inclination_deg(ankle, np.array([150.0, 250.0]), -1) == pytest.approx(-45)


@pytest.mark.parametrize("missing", range(3))
def test_what_is_not_seen_is_not_known(missing: int) -> None:
    p = [np.array([0.0, 0.0]), np.array([0.0, 10.0]), np.array([10.0, 10.0])]
    p[missing] = UNKNOWN
    a, vertex, b = p
    assert math.isnan(angle_deg(a, vertex, b))
    assert math.isnan(flexion_deg(a, vertex, b, 1))
    if missing < 2:
        assert math.isnan(distance(a, vertex))
        assert math.isnan(inclination_deg(a, vertex, 1))


def test_no_length_has_no_direction() -> None:
    a, b = np.array([5.0, 5.0]), np.array([9.0, 5.0])
    assert math.isnan(angle_deg(a, a, b))
    assert math.isnan(flexion_deg(b, a, a, 1))
    assert math.isnan(inclination_deg(a, a, 1))


@given(points, points, points)
def test_a_segment_is_no_further_than_its_ends(point: Array, a: Array, b: Array) -> None:
    nearest = distance_to_segment(point, a, b)
    assert nearest <= min(distance(point, a), distance(point, b)) + 1e-9
    assert (
        nearest
        >= min(distance(point, a + t * (b - a)) for t in np.linspace(0, 1, 101))
        - distance(a, b) / 100
    )


def test_distance_to_segment_beside_and_beyond() -> None:
    a, b = np.array([0.0, 0.0]), np.array([10.0, 0.0])
    assert distance_to_segment(np.array([5.0, 3.0]), a, b) == pytest.approx(3)
    assert distance_to_segment(np.array([14.0, 3.0]), a, b) == pytest.approx(5)
    assert distance_to_segment(np.array([3.0, 4.0]), a, a) == pytest.approx(5)


def test_mean_leaves_out_the_unknown() -> None:
    assert mean_known(1.0, math.nan, 3.0) == 2.0
    assert math.isnan(mean_known(math.nan))
