import math
from itertools import pairwise

import pytest

from formcheck.media.phone.clock import PhoneClock

AHEAD_S = 5000.0  # of the phone's clock
WAY_S = 0.02  # the quickest way there is


def test_the_jitter_of_the_network_does_not_reach_the_times() -> None:
    clock = PhoneClock()
    ways_s = [WAY_S, 0.09, 0.03, 0.2, WAY_S, 0.4, 0.05]
    times_s = [clock.at_s(AHEAD_S + i / 30, i / 30 + way_s) for i, way_s in enumerate(ways_s)]
    assert times_s == pytest.approx([i / 30 + WAY_S for i in range(len(ways_s))])


def test_the_quickest_way_is_learnt() -> None:
    clock = PhoneClock()
    assert clock.at_s(AHEAD_S, 0.5) == pytest.approx(0.5)
    assert clock.at_s(AHEAD_S + 1, 1 + WAY_S) == pytest.approx(1 + WAY_S)
    assert clock.at_s(AHEAD_S + 2, 2.5) == pytest.approx(2 + WAY_S)


@pytest.mark.parametrize("drift", [5e-5, -5e-5])
def test_clocks_that_run_apart_stay_together(drift: float) -> None:
    clock = PhoneClock()
    for i in range(30 * 3600):  # an hour apart by 0.18 s
        at_s = clock.at_s(AHEAD_S + (1 + drift) * i / 30, i / 30 + WAY_S)
        assert at_s == pytest.approx(i / 30 + WAY_S, abs=2e-3)


def test_times_always_increase_and_are_never_after_the_arrival() -> None:
    clock = PhoneClock()
    came_s = [0.1 * i for i in range(50)]
    taken_s = [AHEAD_S + 0.1 * i - 0.03 * (i % 3) for i in range(50)]
    times_s = [clock.at_s(*pair) for pair in zip(taken_s, came_s, strict=True)]
    assert all(a < b for a, b in pairwise(times_s))
    assert all(at_s <= arrival_s + 1e-9 for at_s, arrival_s in zip(times_s, came_s, strict=True))


@pytest.mark.parametrize("set_to_s", [0.0, -1e9, 1e12])
def test_a_phone_whose_clock_is_set_gets_times_of_arrival(set_to_s: float) -> None:
    clock = PhoneClock()
    for i in range(30):
        clock.at_s(AHEAD_S + i / 30, i / 30 + WAY_S)
    at_s = [clock.at_s(set_to_s + i / 30, 60 + i / 30 + WAY_S) for i in range(30)]
    assert at_s == pytest.approx([60 + i / 30 + WAY_S for i in range(30)], abs=1e-3)


def test_the_times_of_another_phone_come_after_those_of_the_first() -> None:
    clock = PhoneClock()
    last_s = clock.at_s(AHEAD_S, 10.0)
    assert clock.of_another().at_s(-3.0, 10.0) > last_s


def test_nothing_is_known_before_the_first_picture() -> None:
    assert math.isfinite(PhoneClock().at_s(0.0, 0.0))
