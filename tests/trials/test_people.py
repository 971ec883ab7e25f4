"""The two tests on people made of angles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from formcheck.engine.results.outcomes import with_outcomes
from formcheck.engine.session import Session
from formcheck.engine.values.landmarks import Side
from formcheck.engine.values.report import Report
from formcheck.trial import judged, spec_of_test
from formcheck.trials.heel_rise import HeelRiseLeg, Person, heel_rise
from formcheck.trials.lunge import lunge
from tests.engine.skeleton import Stance, film, raises, stay

STAND = Stance(lifted=1.0)
TOP = replace(STAND, heel=0.35)
BEATS_S = (0.8, 0.2, 0.8, 0.2)  # one beat up, one beat down
WALL = Stance(step=-1.0, hands=1.0)
FORWARD = replace(WALL, shank_deg=36.0, knee_deg=50.0)
ON_BOARD = Person(board=True, age=45, sex="male")
Script = list[tuple[float, Stance]]


def seen(name: str, script: Script, side: Side = "left") -> Report:
    spec = spec_of_test(name)  # type: ignore[arg-type]
    session = Session(spec, side)
    for time_s, pose in film(script, fps=20, forward=-1 if side == "left" else 1):
        session.update(time_s, pose)
    return with_outcomes(session.finish(), spec)


def done(tops: Sequence[Stance], tempo_s: Sequence[float] = BEATS_S) -> Script:
    """A raise to each of the tops."""
    script = stay(STAND, 2.0)
    for top in tops:
        for seconds, stance in zip(tempo_s, (top, top, STAND, STAND), strict=True):
            script.append((script[-1][0] + seconds, stance))
    return stay(STAND, 1.0, script)


def leg(script: Script) -> HeelRiseLeg:
    report = seen("heel-rise", script)
    return heel_rise([report], spec_of_test("heel-rise"), ON_BOARD).legs["left"]


def broken(found: HeelRiseLeg) -> list[tuple[str, ...]]:
    return [each.breaches for each in found.raises]


def test_ten_raises_to_the_metronome_are_a_valid_test() -> None:
    found = leg(raises(STAND, TOP, 10, BEATS_S))
    assert (found.repetitions, found.validity, found.ended_by_rules) == (10, "valid", False)


def test_a_bent_knee_is_not_counted_and_the_test_goes_on() -> None:
    bent = replace(TOP, knee_deg=32.0)
    found = leg(done([TOP, TOP, bent, TOP, TOP]))
    assert broken(found) == [(), (), ("knee-straight",), (), ()]
    assert (found.repetitions, found.validity) == (4, "prompted")


def test_raises_that_stay_low_end_the_test() -> None:
    low = replace(TOP, heel=0.14)
    found = leg(done([TOP] * 4 + [low] * 4))
    assert broken(found)[4:] == [("too-low",)] * 4
    assert found.ended_by_rules
    assert (found.repetitions, found.validity) == (4, "valid")


def test_a_foot_that_touches_down_is_a_breach() -> None:
    both = replace(TOP, lifted=0.0, other_heel=0.35)
    found = leg(done([TOP, TOP, both, TOP]))
    assert "other-foot-up" in broken(found)[2]
    assert found.repetitions == 3


@pytest.mark.parametrize("tempo_s", [(1.6, 0.4, 1.6, 0.4), (0.5, 0.1, 0.5, 0.1)])
def test_off_the_beat_nothing_but_the_first_counts(tempo_s: tuple[float, ...]) -> None:
    found = leg(raises(STAND, TOP, 5, tempo_s))
    assert broken(found)[0] == ()
    assert all("off-pace" in each for each in broken(found)[1:])
    assert (found.repetitions, found.ended_by_rules) == (1, True)


def test_each_leg_has_a_film_of_its_own() -> None:
    films = [
        seen("heel-rise", raises(STAND, TOP, 5, BEATS_S), "left"),
        seen("heel-rise", raises(STAND, TOP, 3, BEATS_S), "right"),
    ]
    document = judged("heel-rise", films, ON_BOARD)
    assert document.test == "heel-rise"
    assert {side: each.repetitions for side, each in document.legs.items()} == {
        "left": 5,
        "right": 3,
    }
    assert [each.norm for each in document.legs.values()] == [28, 28]


def test_three_lunges_with_the_heel_down_have_their_mean() -> None:
    found = lunge([seen("lunge", raises(WALL, FORWARD, 4, (1.5, 1.0, 1.5, 0.8)))]).legs["left"]
    assert len(found.tries) == 3
    assert found.mean_deg == pytest.approx(36.0, abs=1.0)


def test_a_lunge_whose_heel_lifts_does_not_count() -> None:
    lifted = replace(FORWARD, heel=0.15, shank_deg=42.0)
    found = lunge([seen("lunge", raises(WALL, lifted, 3, (1.5, 1.0, 1.5, 0.8)))]).legs["left"]
    assert [each.heel_down for each in found.tries] == [False] * 3
    assert (found.mean_deg, found.best_deg) == (None, None)
