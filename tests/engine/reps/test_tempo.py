"""Begin and end of movements, from clean and noisy samples."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.engine.reps.tempo import phases, ramp
from formcheck.engine.values.landmarks import Array

# A movement is lengthened by 7 % because landmarks show it too short; these samples show it in
# full.
LONGER = 0.08


def way(u: Array, shape: str) -> Array:
    u = np.clip(u, 0, 1)
    return u if shape == "linear" else u**3 * (10 - 15 * u + 6 * u * u)


def rising(
    begin: float, end: float, fps: float, shape: str, noise: float = 0.0
) -> tuple[Array, Array]:
    times = np.arange(0, end + 1.0, 1 / fps)
    values = way((times - begin) / (end - begin), shape)
    return times, values + np.random.default_rng(3).normal(0, noise, len(times))


@pytest.mark.parametrize("shape", ["linear", "minimum-jerk"])
@given(fps=st.integers(10, 60), begin=st.floats(0.3, 2), lasts=st.floats(0.6, 4))
def test_begin_and_end_of_a_clean_ramp(shape: str, fps: int, begin: float, lasts: float) -> None:
    found = ramp(*rising(begin, begin + lasts, fps, shape))
    assert found == pytest.approx((begin, begin + lasts), abs=LONGER * lasts / 2 + 1 / fps + 0.02)


@pytest.mark.parametrize(
    ("shape", "noise"),
    [
        ("linear", 0.01),
        ("minimum-jerk", 0.01),
        ("minimum-jerk", 0.02),
        ("linear", 0.02),
    ],
)
@pytest.mark.parametrize("lasts", [0.8, 1.5, 3.0])
def test_noise_moves_the_ends_little(shape: str, noise: float, lasts: float) -> None:
    found = ramp(*rising(1.0, 1.0 + lasts, 30, shape, noise))
    # 2 % of noise can make a ramp of constant speed look like the other shape, which is a quarter
    # longer.
    reach = 0.1 + 0.25 * lasts if (shape, noise) == ("linear", 0.02) else 0.05 + 0.15 * lasts
    assert found == pytest.approx((1.0, 1.0 + lasts), abs=reach)


@pytest.mark.parametrize("fps", [10, 30, 60])
@pytest.mark.parametrize("lasts", [0.6, 1.8, 3.0])
def test_noise_never_makes_an_unhurried_movement_a_short_one(fps: int, lasts: float) -> None:
    durations = []
    for seed in range(30):
        times, values = rising(1.0, 1.0 + lasts, fps, "minimum-jerk")
        begin, end = ramp(times, values + np.random.default_rng(seed).normal(0, 0.02, len(times)))
        durations.append((end - begin) / lasts)
    assert np.median(durations) == pytest.approx(1.07, abs=0.05)
    assert min(durations) > 0.8
    assert max(durations) < 1.3


@pytest.mark.parametrize("shape", ["linear", "minimum-jerk"])
@given(fps=st.integers(10, 60), lasts=st.floats(0.4, 0.7), seed=st.integers(0, 10**6))
def test_a_fast_movement_is_never_read_as_a_slow_one(
    shape: str, fps: int, lasts: float, seed: int
) -> None:
    times, values = rising(1.0, 1.0 + lasts, fps, shape)
    begin, end = ramp(times, values + np.random.default_rng(seed).normal(0, 0.02, len(times)))
    assert (
        end - begin < 1.35
    )  # with what single movements are read to, under the 1.5 s of slow lowering


@pytest.mark.parametrize("noise", [0.0, 0.015])
@pytest.mark.parametrize("shape", ["linear", "minimum-jerk"])
def test_phases_of_a_raise(shape: str, noise: float) -> None:
    times = np.arange(0, 6, 1 / 30)
    values = way((times - 1) / 1.0, shape) - way((times - 3) / 2.0, shape)
    values += np.random.default_rng(5).normal(0, noise, len(times))
    found = phases(times, values, int(np.argmax(values)))
    assert found == pytest.approx((1, 2, 3, 5), abs=0.12 if noise == 0 else 0.35)
    assert list(found) == sorted(found)


@given(st.lists(st.floats(0, 1), min_size=4, max_size=60), st.data())
def test_phases_are_in_order_and_within_the_samples(
    values: list[float], data: st.DataObject
) -> None:
    times = np.arange(len(values)) / 20
    peak = data.draw(st.integers(0, len(values) - 1))
    start, top_begin, top_end, end = phases(times, np.array(values), peak)
    assert times[0] <= start
    assert top_begin <= top_end
    assert end <= times[-1]


@given(
    st.lists(st.tuples(st.floats(0.001, 5), st.floats(-1e6, 1e6)), min_size=3, max_size=60),
    st.floats(0, 1e5),
)
def test_phases_are_in_order_whatever_the_samples_are(
    samples: list[tuple[float, float]], begin_s: float
) -> None:
    times = begin_s + np.cumsum([step_s for step_s, _ in samples])
    values = np.array([value for _, value in samples])
    peak = int(np.argmax(values))
    start, top_begin, top_end, end = phases(times, values, peak)
    assert times[0] <= start <= top_begin <= times[peak] <= top_end <= end <= times[-1]
    assert start < end
    assert peak == 0 or start < top_begin
    assert peak == len(values) - 1 or top_end < end
