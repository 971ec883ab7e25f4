"""One value against one rule, values that need the past, and faults that last."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.engine.checks.episodes import CheckState
from formcheck.engine.checks.state import Derived, judge
from formcheck.engine.spec.exercise import Rule
from formcheck.engine.values.report import Finding
from formcheck.engine.values.signals import UNKNOWN
from tests.engine.rules import check, rule, signals_of

BOTH = rule(bad_above=20, warn_above=15)
BAND = rule(bad_below=-20, bad_above=20)


@pytest.mark.parametrize(
    ("value", "level", "excess", "must_excess"),
    [
        (10, "ok", -5, -10),
        (15, "ok", 0, -5),
        (16, "warn", 1, -4),
        (20, "warn", 5, 0),
        (23, "bad", 3, 3),
        (math.nan, "unknown", 0, math.nan),
    ],
)
def test_levels(value: float, level: str, excess: float, must_excess: float) -> None:
    found = judge(BOTH, value)
    assert found.level == level
    assert found.excess == pytest.approx(excess)
    assert found.must_excess == pytest.approx(must_excess, nan_ok=True)


def test_limits_on_both_sides() -> None:
    assert [judge(BAND, v).level for v in (-25, -20, 0, 20, 25)] == ["bad", "ok", "ok", "ok", "bad"]
    assert judge(BAND, -25).excess == pytest.approx(5)


def test_dead_band_is_left_to_error() -> None:
    assert [judge(BOTH, v, dead_band=2).level for v in (16.9, 17.1, 21.9, 22.1)] == [
        "ok",
        "warn",
        "warn",
        "bad",
    ]


@given(st.floats(-180, 180), st.floats(0, 50))
def test_more_is_never_better(value: float, more: float) -> None:
    order = ["ok", "warn", "bad"]
    assert order.index(judge(BOTH, value).level) <= order.index(judge(BOTH, value + more).level)


def derived(of: str, values: dict[float, float], base: float = 0.0) -> list[float]:
    what = Derived(rule(of=of, warn_above=4))
    return [what.value(t, "knee", {"knee": v}, {"knee": base}) for t, v in values.items()]


@pytest.mark.parametrize("fps", [10, 15, 30, 60])
def test_bouncing_is_seen_at_any_frame_rate(fps: int) -> None:
    times = np.arange(0, 6, 1 / fps)
    bounce = derived("bounce", {t: 20 + 3 * math.sin(2 * math.pi * t) for t in times})
    assert max(bounce[-fps:]) == pytest.approx(6 / 0.7, rel=0.15)
    assert min(bounce[-fps:]) > 2  # a swing that is not yet complete does not hide the others
    assert bounce[int(0.5 * fps)] == 0


@pytest.mark.parametrize("fps", [10, 30])
def test_leaning_in_is_not_bouncing(fps: int) -> None:
    times = np.arange(0, 8, 1 / fps)
    random = np.random.default_rng(2)
    assert max(derived("bounce", {t: 10 + 3 * t for t in times})) == 0
    assert max(derived("bounce", {t: 20 + random.uniform(-0.9, 0.9) for t in times})) == 0
    assert (
        max(derived("bounce", {t: 20.0 - 10 * (3 < t < 4) for t in times})) == 0
    )  # once to and fro


def test_bouncing_that_has_stopped_is_over() -> None:
    times = np.arange(0, 12, 1 / 20)
    bounce = derived("bounce", {t: 20 + 4 * math.sin(2 * math.pi * t) * (t < 6) for t in times})
    assert bounce[int(5.5 * 20)] > 4
    assert bounce[-1] == 0


def test_drift_is_relative_to_the_begin_of_the_hold() -> None:
    times = np.arange(0, 12, 1 / 20)
    drift = derived("drift", {t: 25 - 8 * min(1, max(0, (t - 5) / 2)) for t in times})
    assert drift[int(4.5 * 20)] == pytest.approx(0, abs=0.01)
    assert drift[-1] == pytest.approx(-8, abs=0.01)


@pytest.mark.parametrize("fps", [8, 15, 30])
def test_the_way_into_the_position_is_no_drift(fps: int) -> None:
    times = np.arange(0, 8, 1 / fps)
    random = np.random.default_rng(5)
    settling = {t: 36 - 8 * min(1.0, t) + random.normal(0, 0.5) for t in times}
    assert min(derived("drift", settling)) > -2
    slipping = {t: value - 8 * (t > 5) for t, value in settling.items()}
    assert derived("drift", slipping)[-1] == pytest.approx(-8, abs=1)


def test_change_and_speed() -> None:
    assert derived("change", {0.0: 12.0}, base=5.0) == [7.0]
    assert derived("speed", {i / 20: -30 * i / 20 for i in range(20)})[-1] == pytest.approx(30)


Curve = dict[float, float]


def steps(*spans: tuple[float, float], fps: int = 20) -> Curve:
    """Values that are kept for some seconds, one after the other."""
    curve: Curve = {}
    begin = 0.0
    for seconds, value in spans:
        curve |= {begin + i / fps: value for i in range(round(seconds * fps))}
        begin += seconds
    return curve


def findings(
    curve: Curve, *rules: Rule, persist_s: float = 0.5, blind: bool = False
) -> tuple[Finding, ...]:
    state = CheckState(check(*(rules or (BOTH,)), persist_s=persist_s), "left")
    for t, v in curve.items():
        state.follow(
            t, state.look(t, signals_of({"left_knee_flexion_deg": v}), UNKNOWN, blind=blind)
        )
    state.close()
    return state.take_findings()


def told(curve: Curve, *rules: Rule, persist_s: float = 0.5) -> list[tuple[str, float, float]]:
    return [
        (f.level, round(f.start_s, 1), round(f.end_s, 1))
        for f in findings(curve, *rules, persist_s=persist_s)
    ]


def test_a_fault_must_last() -> None:
    assert told(steps((2, 5), (0.4, 30), (2, 5))) == []
    assert told(steps((2, 5), (1, 30), (2, 5), fps=10)) == [("bad", 2.0, 2.9)]


def test_what_the_finding_says() -> None:
    (found,) = findings(steps((2, 5), (0.5, 25), (0.5, 32), (0.5, 28), (1, 5)))
    assert found.worst == 32
    assert (found.check, found.unit, found.limits, found.message) == (
        "knee",
        "deg",
        (None, 20),
        "Straighten",
    )
    assert (found.start_s, found.end_s) == pytest.approx((2.0, 3.45), abs=0.06)


@pytest.mark.parametrize(("apart_s", "count"), [(0.5, 1), (0.9, 2)])
def test_faults_close_together_are_one(apart_s: float, count: int) -> None:
    assert len(findings(steps((1, 5), (1, 30), (apart_s, 5), (1, 30), (1, 5)))) == count


def test_a_warning_that_became_bad_is_told_once() -> None:
    curve = steps((1, 5), (1, 17), (1, 30), (1, 17), (1, 5))
    assert [level for level, *_ in told(curve)] == ["bad"]
    assert [level for level, *_ in told(steps((1, 5), (2, 17), (1, 5)))] == ["warn"]


def test_two_warnings_are_two() -> None:
    assert [level for level, *_ in told(steps((1, 5), (1, 17), (2, 5), (1, 30), (1, 5)))] == [
        "warn",
        "bad",
    ]


@pytest.mark.parametrize(("unseen_s", "levels"), [(0.8, []), (2.0, ["unknown"])])
def test_what_is_not_seen_for_long_is_unknown_never_bad(unseen_s: float, levels: list[str]) -> None:
    found = findings(steps((1, 5), (unseen_s, math.nan), (1, 5)))
    assert [f.level for f in found] == levels
    assert all(f.worst is None for f in found)


def test_a_blind_view_says_unknown_whatever_the_value() -> None:
    assert {f.level for f in findings(steps((3, 90)), blind=True)} == {"unknown"}


def test_an_episode_ends_with_the_hold() -> None:
    state = CheckState(check(BOTH), "left")
    for t, v in steps((1, 5), (3, 30)).items():
        state.follow(
            t, state.look(t, signals_of({"left_knee_flexion_deg": v}), UNKNOWN, blind=False)
        )
    assert state.confirmed == "bad"
    state.close(2.0)
    assert [(f.start_s, f.end_s) for f in state.take_findings()] == [(1.0, 2.0)]
    assert state.take_findings() == ()


@pytest.mark.parametrize(
    ("value", "excess"),
    [
        (5, -15),
        (17, -3),
        (30, 10),
        (math.nan, math.nan),
    ],
)
def test_distance_to_the_must_limit(value: float, excess: float) -> None:
    state = CheckState(check(BOTH), "left")
    state.look(0, signals_of({"left_knee_flexion_deg": value}), UNKNOWN, blind=False)
    assert state.must_excess == pytest.approx(excess, nan_ok=True)


def test_the_worst_of_several_rules_counts() -> None:
    state = CheckState(check(BOTH, rule("trunk_inclination_deg", warn_above=15)), "left")
    state.look(
        0,
        signals_of({"left_knee_flexion_deg": 3, "trunk_inclination_deg": 20}),
        UNKNOWN,
        blind=False,
    )
    assert state.level == "warn"
    state.look(
        1,
        signals_of({"left_knee_flexion_deg": 30, "trunk_inclination_deg": 20}),
        UNKNOWN,
        blind=False,
    )
    assert (state.level, state.value) == ("bad", 30)
