"""Every check of the heel drops: up on both legs, down on one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from formcheck.engine.session import Session
from formcheck.library import load_exercise
from tests.engine.skeleton import Stance, film, stay
from tests.specs.people import Filmed
from tests.specs.proofs import Case, Cases, assert_failed, assert_met, each, report

STRAIGHT, BENT = Stance(), Stance(knee_deg=30, shank_deg=20)
DEEP = Stance(knee_deg=65, shank_deg=35)
UP, BELOW = 0.36, -0.15


def dropping(  # noqa: PLR0917 - the defaults are the exercise as it should be
    stand: Stance,
    ups: tuple[float, ...] = (UP, UP, UP),
    low: float = BELOW,
    down_s: float = 3.0,
    legs_up: int = 2,
    legs_down: int = 1,
) -> Filmed:
    """Up on both legs, the weight on one of them, slowly down, the other foot back."""
    script = stay(stand, 2.0)
    for high in ups:
        top = replace(stand, heel=high, other_heel=high)
        alone = replace(top, lifted=2 - legs_down)
        if legs_up == 1:
            script.append((script[-1][0] + 0.6, replace(script[-1][1], lifted=1)))
        script.append((script[-1][0] + 1.0, alone if legs_up == 1 else top))
        script += [(script[-1][0] + seconds, alone) for seconds in (0.6, 0.8)]
        down = replace(alone, heel=low, other_heel=low)
        script.append((script[-1][0] + down_s, down))
        script.append((script[-1][0] + 0.3, down))
        script.append((script[-1][0] + 0.6, replace(down, lifted=0)))
    return Filmed(tuple(stay(stand, 1.0, script)))


def cases(stand: Stance) -> dict[str, Case]:
    good = dropping(stand)
    return {
        "full-height": Case(good, dropping(stand, (UP, UP, UP, 0.18))),
        "heels-below-step": Case(good, dropping(stand, low=0.0)),
        "lower-on-one-leg": Case(good, dropping(stand, legs_down=2)),
        "rise-on-both": Case(good, dropping(stand, legs_up=1)),
        "slow-lowering": Case(good, dropping(stand, down_s=0.6)),
    }


CASES: Cases = {
    "eccentric-heel-drop": {
        **cases(STRAIGHT),
        "knee-straight": Case(dropping(STRAIGHT), dropping(BENT)),
    },
    "eccentric-heel-drop-bent-knee": {
        **cases(BENT),
        "knee-bent": Case(dropping(BENT), dropping(STRAIGHT)),
        "knee-not-deep": Case(dropping(BENT), dropping(DEEP)),
    },
}


@pytest.mark.parametrize(("exercise", "check", "case"), each(CASES))
def test_check_is_met(exercise: str, check: str, case: Case) -> None:
    assert_met(exercise, check, case)


@pytest.mark.parametrize(("exercise", "check", "case"), each(CASES))
def test_check_fails(exercise: str, check: str, case: Case) -> None:
    assert_failed(exercise, check, case)


@pytest.mark.parametrize(
    ("exercise", "stand"),
    [("eccentric-heel-drop", STRAIGHT), ("eccentric-heel-drop-bent-knee", BENT)],
)
def test_all_drops_are_counted_and_none_twice(exercise: str, stand: Stance) -> None:
    assert report(exercise, dropping(stand, (UP,) * 6)).counts.full == 6
    slow = report(exercise, dropping(stand, (UP,) * 6, down_s=5.0))
    assert slow.counts.full == 6


@pytest.mark.parametrize("exercise", CASES)
def test_with_pain_at_the_heel_bone_the_floor_is_deep_enough(exercise: str) -> None:
    stand = STRAIGHT if exercise == "eccentric-heel-drop" else BENT
    session = Session(load_exercise(exercise).for_insertional_pain())
    for time_s, pose in film(dropping(stand, low=0.0).script):
        session.update(time_s, pose)
    found = session.finish()
    assert (found.counts.full, found.counts.partial) == (3, 0)
    deep = Session(load_exercise(exercise).for_insertional_pain())
    for time_s, pose in film(dropping(stand).script):
        deep.update(time_s, pose)
    told = {f.check: f.level for f in deep.finish().findings}
    assert told == {"heels-below-step": "warn"}
