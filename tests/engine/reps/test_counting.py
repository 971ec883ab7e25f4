"""N movements are N repetitions, at any frame rate, tempo and height, and nothing else is one."""

import math
from collections.abc import Callable, Iterable
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.engine.person.place import Ground
from formcheck.engine.reps.draft import Draft
from formcheck.engine.reps.finder import MovementFinder, Sample
from formcheck.engine.reps.grading import ENOUGH, FEW, SURE_HEIGHT, Grader
from formcheck.engine.reps.raises import RaiseTest
from formcheck.engine.reps.rise import RiseSignal
from formcheck.engine.values.report import Counts, Rep
from formcheck.engine.values.signals import UNKNOWN
from formcheck.library import load_exercise
from tests.engine.rules import signals_of
from tests.engine.skeleton import minimum_jerk

SPEC = load_exercise("calf-raise")
HEIGHT = 0.36
START = signals_of({"left_knee_flexion_deg": 4.0})  # lifts are told from there
Cycle = tuple[float, float, float, float, float]  # height; seconds up, top, down, rest
SURE = SURE_HEIGHT * 0.18  # the least height that the spec calls full
Curve = Callable[[float], float]
tempos = st.tuples(st.floats(0.5, 3), st.floats(0.1, 1.5), st.floats(0.5, 3), st.floats(0.3, 1.5))
lowered = st.tuples(
    st.floats(0.5, 3), st.floats(0.1, 1.5), st.floats(1.0, 3), st.floats(0.3, 1.5)
)  # not dropped


def curve_of(cycles: Iterable[Cycle], first_s: float = 1.0) -> tuple[Curve, float]:
    """Heel height over time, and when the last cycle has ended."""
    knots = [(0.0, 0.0), (first_s, 0.0)]
    for height, *seconds in cycles:
        for lasts, level in zip(seconds, (height, height, 0.0, 0.0), strict=True):
            knots.append((knots[-1][0] + lasts, level))

    def height_at(time_s: float) -> float:
        for (begin, a), (end, b) in pairwise(knots):
            if time_s < end:
                return a + (b - a) * minimum_jerk((time_s - begin) / (end - begin))
        return knots[-1][1]

    return height_at, knots[-1][0] + 0.7


def sample(
    time_s: float,
    value: float,
    lift: float | None = None,
    toe_x: float = 0.0,
    lean_deg: float = 0.0,
) -> Sample:
    body = 0.8 * value if lift is None else lift
    signals = {
        "left_heel_rise_ratio": value,
        "left_body_lift_ratio": body,
        "left_lift_ratio": 0.8,
        "left_knee_flexion_deg": 4.0,
        "trunk_inclination_deg": lean_deg,
    }
    return Sample(time_s, value, signals_of(signals), np.array([toe_x, 0.0]))


def graded(samples: Iterable[Sample]) -> Grader:
    finder, grader = MovementFinder(SPEC.reps), Grader(SPEC, "left")  # type: ignore[arg-type]
    for one in samples:
        if movement := finder.update(one):
            grader.add(movement, START, frozenset())
    if movement := finder.finish():
        grader.add(movement, START, frozenset())
    return grader


def seen(
    curve: Curve, until_s: float, fps: float, noise: float = 0.0, drop: float = 0.0
) -> list[Sample]:
    """The curve at a frame rate, with noise and missing frames (never more than two in a row)."""
    random, missed, samples = np.random.default_rng(11), 0, []
    for i in range(int(until_s * fps)):
        missed = missed + 1 if missed < 2 and random.random() < drop else 0
        if not missed:
            samples.append(sample(i / fps, curve(i / fps) + random.uniform(-noise, noise)))
    return samples


def cycles(count: int, height: float = HEIGHT) -> list[Cycle]:
    return [(height, 0.9, 0.6, 1.3, 0.5)] * count


@given(
    count=st.integers(0, 6),
    fps=st.integers(10, 120),
    drop=st.sampled_from([0, 0.33]),
    tempo=lowered,
)
def test_as_many_repetitions_as_movements(
    count: int, fps: int, drop: float, tempo: tuple[float, float, float, float]
) -> None:
    curve, until_s = curve_of([(HEIGHT, *tempo)] * count)
    assert graded(seen(curve, until_s, fps, 0.015, drop)).counts == Counts(full=count)


@given(st.lists(st.floats(0.22, 0.45), min_size=1, max_size=6), st.integers(10, 60))
def test_every_height_is_counted_once_and_graded_by_the_own_best(
    heights: list[float], fps: int
) -> None:
    curve, until_s = curve_of([cycles(1, h)[0] for h in heights])
    grader = graded(seen(curve, until_s, fps))
    best = sorted(heights)[-min(3, len(heights)) :][len(heights[:3]) // 2]
    known = len(heights) >= ENOUGH or best > SURE
    rival = max(heights) if len(heights) <= FEW else best  # it may be the only good one
    expected = [
        "partial" if h / best < 0.6 else "full" if known and h / rival >= 0.6 else "uncertain"
        for h in heights
    ]
    near = abs(best - SURE) < 0.02  # near a limit the frame rate may decide
    clear = [
        abs(h / best - 0.6) > 0.03 and abs(h / rival - 0.6) > 0.03 and not near for h in heights
    ]
    assert len(grader.reps) == len(heights)
    assert [r.verdict for r, c in zip(grader.reps, clear, strict=True) if c] == [
        v for v, c in zip(expected, clear, strict=True) if c
    ]
    assert [r.peak for r in grader.reps] == pytest.approx(heights, abs=0.02)


def test_low_movements_are_partial_and_lower_ones_are_none() -> None:
    curve, until_s = curve_of([*cycles(2), *cycles(1, 0.15), *cycles(2, 0.06)])
    grader = graded(seen(curve, until_s, 30))
    assert [r.verdict for r in grader.reps] == ["full", "full", "partial"]
    assert [f.check for f in grader.reps[2].findings if f.level == "bad"] == ["full-height"]


@given(st.integers(10, 120), st.integers(0, 10**6))
def test_noise_alone_is_no_repetition(fps: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    noise = [sample(i / fps, random.uniform(-0.04, 0.04)) for i in range(10 * fps)]
    assert graded(noise).reps == ()


@given(st.integers(10, 60))
def test_heels_that_do_not_come_back_down_are_told(fps: int) -> None:
    curve, until_s = curve_of(cycles(3))
    lifted = [
        sample(s.time_s, max(s.value, 0.13 if s.time_s > 2 else 0.0))
        for s in seen(curve, until_s, fps)
    ]
    grader = graded(lifted)
    assert len(grader.reps) == 3
    assert {f.check for r in grader.reps for f in r.findings if f.level == "bad"} == {
        "heel-down-between"
    }


def test_sway_at_the_top_is_part_of_the_repetition() -> None:
    curve, until_s = curve_of([(HEIGHT, 0.9, 3.0, 1.3, 0.5)])
    swaying = [
        sample(s.time_s, s.value - (0.14 * abs(np.sin(4 * s.time_s)) if s.value > 0.35 else 0))
        for s in seen(curve, until_s, 30)
    ]
    assert len(graded(swaying).reps) == 1


@pytest.mark.parametrize(("gap_s", "verdict"), [(0.3, "full"), (0.9, "uncertain")])
def test_a_gap_in_tracking_makes_the_repetition_uncertain(gap_s: float, verdict: str) -> None:
    curve, until_s = curve_of(cycles(3))
    begin = 1.0 + 3.3 + 1.2  # in the middle of the second
    samples = [s for s in seen(curve, until_s, 30) if not begin < s.time_s < begin + gap_s]
    assert [r.verdict for r in graded(samples).reps] == ["full", verdict, "full"]


def test_the_person_who_walks_squats_or_sits_down_does_no_raise() -> None:
    curve, until_s = curve_of(cycles(1))
    at = [(s.time_s, s.value) for s in seen(curve, until_s, 30)]
    assert graded(sample(t, v, toe_x=4 * v) for t, v in at).reps == ()  # the foot moves away
    assert graded(sample(t, v, lift=-v) for t, v in at).reps == ()  # the body sinks
    up_from_squat = (sample(t, v, lift=0.8 * v - 0.6 * (t < 1.5)) for t, v in at)
    assert graded(up_from_squat).reps == ()
    deep = [sample(t, v, lift=0.8 * v - 0.6) for t, v in at]
    assert len(graded(deep).reps) == 1  # knees that are bent all the time: a check tells that
    assert len(graded(sample(t, v) for t, v in at).reps) == 1


def test_leaning_is_no_squat_and_a_squat_that_leans_is_one() -> None:
    curve, until_s = curve_of(cycles(1))
    at = [(s.time_s, s.value) for s in seen(curve, until_s, 30)]
    assert len(graded(sample(t, v, lift=0.8 * v - 0.5, lean_deg=60) for t, v in at).reps) == 1
    from_below = (sample(t, v, lift=0.8 * v - 1.0 * (t < 1.5), lean_deg=60) for t, v in at)
    assert graded(from_below).reps == ()
    assert (
        graded(sample(t, v, lift=2 * v - 0.5, lean_deg=60 * (1 - v / HEIGHT)) for t, v in at).reps
        == ()
    )


def test_a_movement_must_come_back() -> None:
    stays_up, _ = curve_of([(HEIGHT, 1, 60, 1, 1)])
    assert graded(seen(stays_up, 60, 20)).reps == ()
    half_way, _ = curve_of(cycles(1))
    assert graded(seen(half_way, 1.0 + 0.9 + 0.6 + 0.3, 20)).reps == ()
    nearly_down = 1.0 + 0.9 + 0.6 + 1.2
    assert len(graded(seen(half_way, nearly_down, 20)).reps) == 1


@given(st.integers(10, 60), tempos)
def test_tempo_is_read_in_seconds(fps: int, tempo: tuple[float, float, float, float]) -> None:
    up, top, down, _ = tempo
    curve, until_s = curve_of([(HEIGHT, *tempo)])
    (rep,) = graded(seen(curve, until_s, fps)).reps
    frame = 1 / fps
    assert rep.start_s == pytest.approx(1.0, abs=0.1 * up + frame)
    assert (rep.up_s, rep.down_s) == pytest.approx((up, down), abs=0.12 * max(up, down) + 2 * frame)
    assert rep.top_s == pytest.approx(top, abs=0.06 * (up + down) + 2 * frame)


def rise_of(heel: list[float], lift: list[float], fps: int = 20) -> list[float]:
    """What the fused signal says of heel and body, one second at rest first."""
    signal, out = RiseSignal(0.8), []
    for i, (h, b) in enumerate(zip([0.0] * fps + heel, [0.0] * fps + lift, strict=True)):
        out.append(signal.update(i / fps, h, b, resting=i < fps)[0])
    return out[fps:]


def test_the_body_helps_a_heel_that_is_seen_badly() -> None:
    true = [HEIGHT * minimum_jerk(i / 20) for i in range(21)]
    half = rise_of([0.5 * t for t in true], [0.8 * t for t in true])
    assert 0.7 * HEIGHT < half[-1] < HEIGHT + 0.01
    assert rise_of(true, [0.8 * t for t in true])[-1] == pytest.approx(HEIGHT, abs=0.01)


def test_straightening_the_knees_is_no_raise() -> None:
    rising = [0.5 * minimum_jerk(i / 20) for i in range(21)]
    assert max(rise_of([0.0] * 21, rising)) < 0.084  # below what starts a movement


def reps_with_peaks(*peaks: float) -> tuple[Rep, ...]:
    curve, until_s = curve_of([cycles(1, p)[0] for p in peaks])
    return graded(seen(curve, until_s, 30)).reps


def test_a_later_better_repetition_regrades_the_earlier_ones() -> None:
    assert [r.verdict for r in reps_with_peaks(0.22)] == [
        "uncertain"
    ]  # nothing higher to compare it with
    assert [r.verdict for r in reps_with_peaks(0.22, 0.45, 0.45)] == ["partial", "full", "full"]
    (first, *_) = reps_with_peaks(0.22, 0.45, 0.45)
    assert first.measures["height_fraction"] == pytest.approx(0.22 / 0.45, abs=0.02)


def test_without_a_known_level_the_lowest_one_seen_is_the_floor() -> None:
    curve, until_s = curve_of(cycles(3))
    lifted = [
        sample(s.time_s, max(s.value, 0.13 if s.time_s > 5.5 else 0.0))
        for s in seen(curve, until_s, 30)
    ]
    finder, grader = MovementFinder(SPEC.reps), Grader(SPEC, "left")  # type: ignore[arg-type]
    for one in lifted:
        if movement := finder.update(one):
            grader.add(movement, UNKNOWN, frozenset(), Ground(flat=math.nan))
    assert [rep.peak for rep in grader.reps] == pytest.approx([HEIGHT] * len(grader.reps), abs=0.02)
    assert "heel-down-between" in {f.check for f in grader.reps[-1].findings if f.level == "bad"}


def test_a_long_set_is_not_compared_anew_with_every_repetition(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    grader, compared = graded(()), 0
    finder = MovementFinder(SPEC.reps)  # type: ignore[arg-type]
    compare = grader._graded

    def counted(draft: Draft, best: float) -> Rep:
        nonlocal compared
        compared += 1
        return compare(draft, best)

    monkeypatch.setattr(grader, "_graded", counted)
    curve, until_s = curve_of(cycles(30))
    for one in seen(curve, until_s, 10):
        if movement := finder.update(one):
            grader.add(movement, START, frozenset())
    assert grader.counts.full >= 29
    assert compared <= 60  # a few times while the own best is found, and once for each


def test_a_posture_that_does_not_come_back_is_forgotten() -> None:
    finder = MovementFinder(SPEC.reps)  # type: ignore[arg-type]
    levels = [0.0] * 20 + [0.4] * 10 + [0.28] * 600  # half way down, and there it stays
    found = [finder.update(sample(i / 10, level)) for i, level in enumerate(levels)]
    assert not any(found)
    assert finder.phase == "bottom"
    assert len(finder._samples) < 100


def test_a_movement_of_unknown_jitter_may_be_nothing_but_jitter() -> None:
    curve, until_s = curve_of(cycles(1))
    finder = MovementFinder(SPEC.reps)  # type: ignore[arg-type]
    movements = [m for s in seen(curve, until_s, 30) if (m := finder.update(s))]
    test = RaiseTest(SPEC.reps, "standing", "left")  # type: ignore[arg-type]
    assert [test.why_not(m, Ground()) for m in movements] == [None]
    assert [test.why_not(m, Ground(jitter=math.nan)) for m in movements] == ["jitter"]
