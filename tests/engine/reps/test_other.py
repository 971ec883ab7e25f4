"""What the other foot does in a movement, seen from anywhere."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.engine.person.geometry import NAN
from formcheck.engine.reps.finder import Movement, Sample
from formcheck.engine.reps.other import other_lift, other_rise
from formcheck.engine.values.landmarks import Array
from tests.engine.rules import signals_of

TIME_S = np.arange(0.0, 4.0, 0.05)
HEIGHTS = 0.4 * np.clip(1.5 - np.abs(TIME_S - 2.5), 0, 1)


def raised(others: Array) -> Movement:
    samples = [
        Sample(
            float(t),
            float(h),
            signals_of(
                {
                    "left_heel_over_toe_ratio": h,
                    "right_heel_over_toe_ratio": o,
                    "left_toe_y_ratio": -9.0,
                    "right_toe_y_ratio": max(0.0, o) - 8.5,
                }
            ),
            np.zeros(2),
        )
        for t, h, o in zip(TIME_S, HEIGHTS, others, strict=True)
    ]
    return Movement(tuple(samples), int(np.argmax(HEIGHTS)), 0.05)


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_how_far_the_other_heel_rises_along(share: float) -> None:
    others = 0.7 + share * HEIGHTS
    assert other_rise(raised(others), "left") == {"other_rise_fraction": pytest.approx(share)}


def test_a_foot_that_was_hardly_seen_tells_nothing() -> None:
    others = np.where(TIME_S < 1.5, 0.1, NAN)
    assert other_rise(raised(others), "left") == {}


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_how_far_the_other_foot_is_lifted(share: float) -> None:
    """Wherever it stands: what is further away looks higher all the time."""
    others = share * HEIGHTS
    lift = {"other_lift_ratio": pytest.approx(share * HEIGHTS.max(), abs=0.02)}
    assert other_lift(raised(others), "left", 0.0, 4.0) == lift


def test_what_the_foot_does_before_and_after_is_not_of_this_repetition() -> None:
    steps = np.where(np.abs(TIME_S - 2.0) > 1.0, 0.9, 0.1)
    assert other_lift(raised(steps), "left", 1.2, 2.8) == {"other_lift_ratio": pytest.approx(0.0)}


def test_a_foot_that_was_hardly_seen_has_no_height() -> None:
    assert other_lift(raised(np.where(TIME_S < 1.5, 0.1, NAN)), "left", 0.0, 4.0) == {}


def test_a_repetition_between_two_pictures_has_no_height() -> None:
    assert other_lift(raised(HEIGHTS), "left", 1.21, 1.24) == {}


@pytest.mark.parametrize("late_s", [0.05, 0.12])
def test_an_other_heel_that_is_seen_later_rises_as_far(late_s: float) -> None:
    others = 0.6 * np.interp(TIME_S - late_s, TIME_S, HEIGHTS)
    rise = other_rise(raised(others), "left")
    assert rise == {"other_rise_fraction": pytest.approx(0.6, abs=0.03)}
