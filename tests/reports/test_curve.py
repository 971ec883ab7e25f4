"""Signals over time: what is drawn is what was seen, and limits stand where the spec has them."""

import math
import xml.etree.ElementTree as ET
from dataclasses import replace

import numpy as np
import pytest

from formcheck.engine.session import Session
from formcheck.library import exercise_ids, load_exercise
from formcheck.reports.curve import Curves, drawn, judged_signals
from formcheck.reports.limits import limits_on, others_on
from formcheck.reports.svg import svg
from formcheck.shapes import Box, Drawing, Stroke, Words
from tests.engine.recorded import DATA, frames_of

KNEE, RISE = "target.knee_flexion_deg", "target.heel_rise_ratio"
EXERCISE = "single-leg-calf-raise"
CURVE = "#1f4e9c"


def seen(signals: tuple[str, ...]) -> tuple[Curves, Drawing]:
    """Three raises, the second one not high enough."""
    spec, curves = load_exercise(EXERCISE), Curves(signals)
    session = Session(spec)
    for time_s, pose in frames_of(DATA / "closer" / f"{EXERCISE}.npz"):
        curves.add(session.update(time_s, pose))
    return curves, drawn(curves, spec, session.finish(), "me.npz")


CURVES, DRAWING = seen((RISE, KNEE))
BOXES = [shape for shape in DRAWING.shapes if isinstance(shape, Box)]
STROKES = [shape for shape in DRAWING.shapes if isinstance(shape, Stroke)]
TEXTS = [shape for shape in DRAWING.shapes if isinstance(shape, Words)]


def text(start: str) -> Words:
    return next(words for words in TEXTS if words.text.startswith(start))


def test_the_curve_goes_up_and_down_three_times() -> None:
    (rise,) = [s for s in STROKES if s.colour == CURVE and s.points[0][1] < text(KNEE).y]
    peak = text("bad peak").y
    above = np.array([y < peak - 20 for _, y in rise.points])
    assert np.count_nonzero(np.diff(above.astype(int)) == 1) == 2  # the partial one is just at it
    assert all(a[0] < b[0] for a, b in zip(rise.points, rise.points[1:], strict=False))


def test_repetitions_are_marked_with_their_verdicts() -> None:
    assert [box.about for box in BOXES if box.about[:1].isdigit()] == [
        "1 full",
        "2 partial",
        "3 full",
    ]
    assert [box.about.split(":")[0] for box in BOXES if ":" in box.about] == ["full-height"]


def test_a_limit_stands_at_its_value() -> None:
    """A round value is on the axis: the limit at 20 degrees lies where the axis says 20."""
    tick = next(w for w in TEXTS if w.text == "20" and w.anchor == "end" and w.y > text(KNEE).y)
    limit = text("bad > 20 knee-straight")
    assert limit.y == pytest.approx(tick.y, abs=0.5)
    shaded = [box for box in BOXES if box.opacity == 0.09]
    assert shaded[0].y + shaded[0].height == pytest.approx(limit.y - 4)


def test_limits_of_a_repetition_are_dashed_and_not_shaded() -> None:
    dashed = [stroke for stroke in STROKES if stroke.dashed]
    heights = sorted(stroke.points[0][1] + 4 for stroke in dashed)
    assert heights == pytest.approx([text("bad peak").y, text("bad valley").y])
    assert len([box for box in BOXES if box.opacity == 0.09]) == 1


def test_what_is_not_on_the_axis_is_said() -> None:
    spec = load_exercise("soleus-wall-stretch")
    assert others_on(spec, "target.shank_inclination_deg") == (
        "warn drift < -5 hips-forward",
        "warn bounce > 4 no-bouncing",
    )
    limits = limits_on(spec, "step_length_ratio")
    assert [(limit.said, limit.each_moment) for limit in limits] == [
        ("attempt > 0.3", False),
        ("bad < 0.5 step-length", True),
    ]


@pytest.mark.parametrize("exercise", exercise_ids())
def test_every_limit_of_a_spec_is_drawn_or_said(exercise: str) -> None:
    spec = load_exercise(exercise)
    signals = judged_signals(spec)
    told = [limit.said for name in signals for limit in limits_on(spec, name)]
    told += [said for name in signals for said in others_on(spec, name)]
    measures = ("up_s", "top_s", "down_s", "height_fraction", "other_rise_fraction", "sink")
    measures += ("other_lift_ratio",)
    rules = [rule for check in spec.checks for rule in check.rules if rule.signal not in measures]
    keys = ("bad_above", "bad_below", "warn_above", "warn_below")
    limits = [key for rule in rules for key in keys if getattr(rule, key) is not None]
    assert len([said for said in told if said.startswith(("bad", "warn"))]) == len(limits)


def test_what_was_not_seen_leaves_a_gap() -> None:
    times = [n / 10 for n in range(30)]
    values = [[math.nan if 10 <= n < 20 else 1.0] for n in range(30)]
    gap = replace(CURVES, signals=(KNEE,), time_s=times, values=values)
    spec = load_exercise(EXERCISE)
    strokes = [
        s for s in drawn(gap, spec, Session(spec).finish(), "").shapes if isinstance(s, Stroke)
    ]
    assert [len(s.points) for s in strokes if s.colour == CURVE] == [10, 10]
    assert gap.unseen == ()
    assert replace(gap, values=[[math.nan]] * 30).unseen == (KNEE,)


def test_a_long_recording_keeps_its_peaks() -> None:
    count = 200_000
    values = [[0.0] for _ in range(count)]
    values[123_457] = [9.0]
    long = Curves((KNEE,), [n / 30 for n in range(count)], values)
    spec = load_exercise(EXERCISE)
    drawing = drawn(long, spec, Session(spec).finish(), "")
    (stroke,) = [s for s in drawing.shapes if isinstance(s, Stroke) and s.colour == CURVE]
    assert len(stroke.points) < 5000
    heights = {y for _, y in stroke.points}
    assert len(heights) == 2


def test_nothing_seen_is_drawn_as_well() -> None:
    spec = load_exercise(EXERCISE)
    drawing = drawn(Curves(judged_signals(spec)), spec, Session(spec).finish(), "")
    assert ET.fromstring(svg(drawing)).tag.endswith("svg")  # noqa: S314 - made here


def test_svg_is_xml_whatever_stands_in_it() -> None:
    nasty = '<script>alert(1)</script> & "quotes" \x1b[2J \ud800'
    shapes = (Words(0, 0, nasty), Box(0, 0, 1, 1, '"><script>', about=nasty))
    root = ET.fromstring(svg(Drawing(10, 10, nasty, shapes)))  # noqa: S314 - made here
    assert {each.tag.rpartition("}")[2] for each in root.iter()} == {"svg", "title", "rect", "text"}
    assert '<script>alert(1)</script> & "quotes"' in str(root[0].text)
