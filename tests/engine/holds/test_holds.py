"""The hold timer forgives what is short and takes back what is not."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.engine.holds.timer import START_S, HoldTimer
from formcheck.engine.signals.corrections import LEVEL_S, MISREAD_HEEL, Floor
from tests.engine.skeleton import Stance, film, stay, watch

GOOD, BAD, UNSEEN, UNKNOWN = -10.0, 5.0, None, float("nan")
Excess = Callable[[float], float | None]


def during(*spans: tuple[float, float, float | None]) -> Excess:
    """Good form, but for some spans of time: begin, end and excess (None: nobody is seen)."""

    def excess(time_s: float) -> float | None:
        return next((value for begin, end, value in spans if begin <= time_s < end), GOOD)

    return excess


def timed(
    excess: Excess, until_s: float = 10.0, fps: float = 20, steady_from_s: float = 0.0
) -> HoldTimer:
    timer = HoldTimer()
    for i in range(int(until_s * fps) + 1):
        time_s = i / fps
        value = excess(time_s)
        if value is None:
            timer.unseen(time_s)
        else:
            timer.update(time_s, {"heel-down": value}, steady=time_s >= steady_from_s)
    timer.close(until_s)
    return timer


@pytest.mark.parametrize(
    ("spans", "held_s"),
    [
        ([], 10.0),
        ([(4, 4.6, BAD)], 10.0),  # a short lapse is forgiven ...
        ([(4, 6, BAD)], 8.0),  # ... a real one counts from where it began
        ([(4, 6, UNKNOWN)], 8.0),  # what is not known is not good
        ([(4, 5, UNSEEN)], 10.0),  # a short gap is bridged ...
        ([(4, 7, UNSEEN)], 7.0),  # ... a long one is not
        ([(4, 5, UNSEEN), (5, 7, BAD)], 7.0),  # nor one with bad form behind it
        ([(3, 5, BAD), (5, 6, UNSEEN)], 7.0),  # or before it
        ([(4, 5.5, BAD), (5.7, 7, BAD)], 7.0),  # a recovery has to last
        ([(0, 3, BAD)], 7.0),
        ([(8, 10.1, BAD)], 8.0),
        ([(2, 4, BAD), (6, 8, BAD)], 6.0),
        ([(0, 11, BAD)], 0.0),
        ([(0, 11, UNSEEN)], 0.0),
    ],
)
@pytest.mark.parametrize("fps", [10, 30])
def test_good_seconds(
    spans: list[tuple[float, float, float | None]], held_s: float, fps: float
) -> None:
    timer = timed(during(*spans), fps=fps)
    assert timer.held_s == pytest.approx(held_s, abs=0.05 + (1 + len(spans)) / fps)


def test_it_starts_when_the_position_is_steady_and_then_needs_it_no_more() -> None:
    assert timed(during(), steady_from_s=3.0).start_s == pytest.approx(3.0, abs=0.06)
    timer = HoldTimer()
    for i in range(101):
        timer.update(i / 10, {"heel-down": GOOD}, steady=i < 20)
    assert timer.held_s == pytest.approx(10)
    timer = HoldTimer()
    for i in range(101):
        timer.update(
            i / 10, {"heel-down": GOOD}, steady=i < 3 or i > 20
        )  # a moment of rest on the way
    assert timer.held_s == pytest.approx(7.9)


def test_a_moment_of_good_form_is_no_hold() -> None:
    timer = timed(during((0, 3, BAD), (3.3, 10.1, BAD)))
    assert (timer.start_s, timer.held_s, timer.running) == (None, 0.0, False)


def test_a_fault_begins_where_the_movement_into_it_begins() -> None:
    def slipping(time_s: float) -> float:
        """From good to bad within one second, back within another.

        The limit is crossed late and left early.
        """
        into = min(1.0, max(0.0, time_s - 4.0))
        back = min(1.0, max(0.0, time_s - 7.0))
        return GOOD + (BAD - GOOD) * (into - back)

    assert timed(slipping, 12.0).held_s == pytest.approx(12.0 - 4.0, abs=0.4)


def test_every_check_has_to_be_met() -> None:
    timer = HoldTimer()
    for i in range(101):
        time_s = i / 10
        excess = {
            "heel-down": BAD if 2 <= time_s < 4 else GOOD,
            "step-length": BAD if 4 <= time_s < 6 else GOOD,
        }
        timer.update(time_s, excess, steady=True)
    assert timer.held_s == pytest.approx(6.0, abs=0.3)


def test_the_timer_shows_a_pause_after_the_grace_and_not_before() -> None:
    timer = HoldTimer()
    running = {}
    for i in range(81):
        time_s = i / 10
        timer.update(time_s, {"heel-down": BAD if 4 <= time_s < 6 else GOOD}, steady=True)
        running[time_s] = timer.running
    assert running[4.5]
    assert not running[5.5]
    assert not running[6.2]
    assert running[6.8]


def test_nothing_counts_after_the_end() -> None:
    timer = HoldTimer()
    for i in range(101):
        timer.update(i / 10, {"heel-down": GOOD}, steady=True)
    timer.close(7.0)
    assert timer.held_s == pytest.approx(7.0)


@given(
    st.integers(10, 120),
    st.floats(0.0, 8.0),
    st.floats(1.6, 5.0),
    st.sampled_from([BAD, UNSEEN, UNKNOWN]),
)
def test_any_frame_rate_gives_the_same_seconds(
    fps: int, begin: float, lasts: float, what: float | None
) -> None:
    excess = during((begin, begin + lasts, what))
    held = timed(excess, 14.0, fps).held_s
    before = begin if begin >= START_S else 0.0
    if abs(begin - START_S) > 2 / fps:
        assert held == pytest.approx(before + 14.0 - begin - lasts, abs=3 / fps + 0.01)


def heights(*spans: tuple[float, float], fps: int = 15, quiet: bool = True) -> list[float]:
    """What `Floor` makes of readings that last for some seconds, at the end of each span."""
    floor, time_s, ends = Floor(), 0.0, []
    for reading, seconds in spans:
        for _ in range(round(seconds * fps)):
            height = floor.height_above(time_s, reading, quiet=quiet)
            time_s += 1 / fps
        ends.append(height)
    return ends


@pytest.mark.parametrize("fps", [6, 10, 30])
def test_no_heel_is_below_the_floor(fps: int) -> None:
    assert heights((-0.1, 2), (0.05, 2), (-0.1, 1), fps=fps) == pytest.approx([0.0, 0.15, 0.0])


@pytest.mark.parametrize(
    "spans",
    [
        [(0.05, 5), (0.12, 5)],  # what is read too high may be so
        [(-0.1, 0.4 * LEVEL_S), (0.0, 2)],  # noise
        [(-MISREAD_HEEL - 0.01, 5), (0.0, 2)],  # no heel on the floor
    ],
)
def test_other_readings_are_taken_as_they_are(spans: list[tuple[float, float]]) -> None:
    assert heights(*spans) == pytest.approx([reading for reading, _ in spans])


def test_the_floor_is_learned_only_while_the_foot_is_at_rest() -> None:
    assert heights((-0.1, 5), (0.05, 1), quiet=False) == pytest.approx([-0.1, 0.05])


def test_an_unseen_heel_has_no_height() -> None:
    assert heights((float("nan"), 2), (-0.1, 2), (float("nan"), 1)) == pytest.approx(
        [float("nan"), 0.0, float("nan")], nan_ok=True
    )


@pytest.mark.parametrize("misread", [0.0, -0.06, -0.12])
def test_a_raised_heel_is_found_where_a_flat_one_reads_too_low(misread: float) -> None:
    standing = Stance()
    flat = replace(
        standing, knee_deg=0, shank_deg=25, trunk_deg=15, step=1.2, hands=1, heel=misread
    )
    raised = replace(flat, heel=misread + 0.15)
    script = stay(flat, 4, stay(raised, 3, stay(flat, 4, stay(standing, 2))))
    report, _ = watch("gastrocnemius-wall-stretch", film(stay(standing, 1, script)))
    (fault,) = (f for f in report.findings if f.level == "bad")
    assert (fault.check, fault.worst) == ("heel-down", pytest.approx(0.15, abs=0.03))
    assert fault.start_s == pytest.approx(7.4, abs=0.6)
    assert sum(h.held_s for h in report.holds) == pytest.approx(8, abs=0.7)


@pytest.mark.parametrize("lean_s", [0.5, 2.0])
def test_who_leans_before_the_far_leg_steps_back_is_judged_by_that_leg(lean_s: float) -> None:
    front = Stance(knee_deg=38, shank_deg=25, trunk_deg=8, step=-1.7, hands=1)
    lean = replace(front, step=0.1)
    script = stay(Stance(), 2, stay(front, 8, stay(lean, lean_s, stay(Stance(), 1.5))))
    report, _ = watch("gastrocnemius-wall-stretch", film(script))
    assert [hold.side for hold in report.holds] == ["right"]
    assert report.holds[0].held_s == pytest.approx(8, abs=1)
    assert report.findings == ()


def test_who_changes_legs_at_the_wall_is_timed_on_each() -> None:
    left = Stance(knee_deg=0, shank_deg=25, trunk_deg=15, step=1.2, hands=1)
    right = Stance(knee_deg=38, shank_deg=25, trunk_deg=8, step=-1.7, hands=1)
    script = stay(Stance(), 2, stay(right, 8, stay(left, 8, stay(Stance(), 2))))
    report, feedback = watch("gastrocnemius-wall-stretch", film(script))
    assert [hold.side for hold in report.holds] == ["left", "right"]
    assert [hold.held_s for hold in report.holds] == pytest.approx([8, 8], abs=1.8)
    assert report.findings == ()
    assert [f.finished_hold.side for f in feedback if f.finished_hold] == ["left", "right"]
