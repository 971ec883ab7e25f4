"""Every check of rebounding calf raises: quick, small, and never at rest."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.engine.skeleton import Stance, stay
from tests.specs.people import Closer, Filmed
from tests.specs.proofs import Case, Cases, assert_failed, assert_met, each, report

EXERCISE = "rebound-calf-raise"
FLAT = Stance()
UP, ABOVE = Stance(heel=0.27, other_heel=0.27), Stance(heel=0.08, other_heel=0.08)


def rebounding(
    *highs: Stance, low: Stance = ABOVE, start: Stance = FLAT, each_way_s: float = 0.35
) -> Filmed:
    """From flat feet up to each of the heights, and to `low` between them."""
    script = stay(start, 2.0)
    for i, high in enumerate(highs, 1):
        bottom = start if i == len(highs) else low
        script.append((script[-1][0] + each_way_s, high))
        script.append((script[-1][0] + each_way_s, bottom))
    return Filmed(tuple(stay(start, 1.5, script)))


GOOD = rebounding(*[UP] * 6)
ON_ONE = replace(UP, other_heel=0.0)
BENT = Stance(knee_deg=32, shank_deg=20)
BENT_UP, BENT_ABOVE = (replace(BENT, heel=heel, other_heel=heel) for heel in (UP.heel, ABOVE.heel))
LOW = Stance(heel=0.22, other_heel=0.22)
HIGH = Stance(heel=0.42, other_heel=0.42)

CASES: Cases = {
    EXERCISE: {
        "quick": Case(GOOD, rebounding(*[UP] * 4, each_way_s=1.3)),
        "heels-spring-back": Case(GOOD, rebounding(*[UP] * 6, low=FLAT)),
        "both-feet": Case(GOOD, rebounding(*[ON_ONE] * 6, low=replace(ABOVE, other_heel=0.0))),
        "on-the-floor": Case(GOOD, Closer("deficit-calf-raise"), also=frozenset({"quick"})),
        "knee-straight": Case(GOOD, rebounding(*[BENT_UP] * 6, low=BENT_ABOVE, start=BENT)),
        "even-height": Case(GOOD, rebounding(HIGH, HIGH, HIGH, HIGH, LOW, HIGH), "warn"),
    }
}


@pytest.mark.parametrize(("exercise", "check", "case"), each(CASES))
def test_check_is_met(exercise: str, check: str, case: Case) -> None:
    assert_met(exercise, check, case)


@pytest.mark.parametrize(("exercise", "check", "case"), each(CASES))
def test_check_fails(exercise: str, check: str, case: Case) -> None:
    assert_failed(exercise, check, case)


@pytest.mark.parametrize("each_way_s", [0.25, 0.35, 0.5])
def test_all_are_counted_and_none_twice(each_way_s: float) -> None:
    found = report(EXERCISE, rebounding(*[UP] * 20, each_way_s=each_way_s))
    assert (found.counts.full, len(found.reps)) == (20, 20)


def test_heels_that_touch_once_are_no_fault_of_the_set() -> None:
    """The first raise begins on the floor and the last one ends there."""
    assert report(EXERCISE, GOOD).findings == ()
