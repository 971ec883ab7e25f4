"""The filter knows time, not frames."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.engine.person.smoothing import MAX_GAP_S, PointFilter, SpeedMeter
from formcheck.engine.values.landmarks import Array

BODY_PX = 300.0


def swaying(time_s: float) -> Array:
    """Two points that go to and fro by 40 pixels."""
    s = math.sin(2 * math.pi * 0.4 * time_s)
    return np.array([[100 + 40 * s, 200.0], [300.0, 100 - 40 * s]])


def run(points: PointFilter, times_s: list[float], at: Array | None = None) -> Array:
    out = np.empty((0, 2))
    for time_s in times_s:
        out = points.update(time_s, swaying(time_s) if at is None else at, BODY_PX)
    return out


@settings(max_examples=25)
@given(st.integers(10, 120), st.floats(1.0, 3.0))
def test_any_frame_rate_gives_the_same_curve(fps: int, until_s: float) -> None:
    fine = run(PointFilter(2), [i / 120 for i in range(int(until_s * 120) + 1)])
    coarse_times = [i / fps for i in range(int(until_s * fps) + 1)]
    coarse = run(PointFilter(2), coarse_times)
    lag = np.abs(swaying(until_s) - swaying(coarse_times[-1])).max()
    assert np.abs(coarse - fine).max() < 5 + lag
    assert np.abs(coarse - swaying(coarse_times[-1])).max() < 8


def test_noise_is_reduced() -> None:
    random = np.random.default_rng(1)
    points, still = PointFilter(1), np.array([[200.0, 200.0]])
    noisy = [still + random.normal(0, 1.5, (1, 2)) for _ in range(300)]
    smooth = [points.update(i / 30, xy, BODY_PX) for i, xy in enumerate(noisy)]
    assert np.std(smooth[30:], axis=0).max() < 0.75 * np.std(noisy, axis=0).min()


def test_missing_points_stay_missing_and_spoil_nothing() -> None:
    points, here = PointFilter(2), np.array([[100.0, 100.0], [200.0, 200.0]])
    half = np.array([[100.0, 100.0], [np.nan, np.nan]])
    run(points, [0, 0.1], here)
    assert np.array_equal(points.update(0.2, half, BODY_PX), half, equal_nan=True)
    assert points.update(0.3, here, BODY_PX) == pytest.approx(here)


def test_after_a_gap_a_point_is_where_it_is_seen() -> None:
    points = PointFilter(1)
    run(points, [0, 0.1], np.array([[100.0, 100.0]]))
    there = np.array([[110.0, 130.0]])
    assert points.update(0.1 + MAX_GAP_S + 0.05, there, BODY_PX) == pytest.approx(there)


def test_a_leap_is_doubted_until_it_stays() -> None:
    points, here, there = PointFilter(1), np.array([[100.0, 100.0]]), np.array([[200.0, 100.0]])
    run(points, [i / 30 for i in range(30)], here)
    seen = {time_s: points.update(time_s, there, BODY_PX)[0, 0] for time_s in (1.0, 1.05, 1.1, 1.2)}
    assert np.isnan([seen[1.0], seen[1.05], seen[1.1]]).all()
    assert seen[1.2] == pytest.approx(200)


def test_one_stray_frame_leaves_no_trace() -> None:
    points, here = PointFilter(1), np.array([[100.0, 100.0]])
    run(points, [i / 30 for i in range(30)], here)
    assert np.isnan(points.update(1.0, here + 150, BODY_PX)).all()
    assert points.update(1.03, here, BODY_PX) == pytest.approx(here)


@given(st.integers(10, 120), st.floats(-50, 50))
def test_speed_of_a_steady_movement(fps: int, per_s: float) -> None:
    meter = SpeedMeter()
    speeds = [meter.update(i / fps, 5 + per_s * i / fps) for i in range(fps)]
    assert math.isnan(speeds[0])
    assert speeds[-1] == pytest.approx(per_s, abs=1e-6)


def test_speed_is_unknown_after_a_gap() -> None:
    meter = SpeedMeter()
    for i in range(20):
        meter.update(i / 20, float(i))
    assert math.isnan(meter.update(1.0, math.nan))
    assert math.isnan(meter.update(1.05, 100.0))
