"""A fault of a hold that comes and goes again and again is told; one that came once is not."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from formcheck.coach.lapses import HABIT_S, LEAVING_S
from formcheck.coach.talk import AGAIN_S, Talk
from formcheck.engine.session import Session
from formcheck.engine.values.feedback import Feedback
from formcheck.library import load_exercise
from tests.coach.coached import STRETCH
from tests.engine.skeleton import Stance, film, stay

SPEC = load_exercise(STRETCH)
HEEL = next(check.message for check in SPEC.checks if check.id == "heel-down")
SINK = Stance(knee_deg=35, shank_deg=30, trunk_deg=10, step=0.9, hands=1)


def lifting(times: int, every_s: float, lasts_s: float = 1.0) -> list[tuple[float, str]]:
    """What is told to who lifts the heel in the stretch, and when."""
    script = stay(SINK, 4.0, stay(Stance(), 2.0))
    up = replace(SINK, heel=0.3)
    for _ in range(times):
        parts = (0.2, up), (lasts_s - 0.4, up), (0.2, SINK), (every_s - lasts_s, SINK)
        for seconds, stance in parts:
            script.append((script[-1][0] + seconds, stance))
    session, talk = Session(SPEC), Talk(SPEC, 120.0)
    told = [session.update(*frame) for frame in film(stay(SINK, 4.0, script))]
    assert told[-1].phase == "holding"
    return [(f.time_s, text) for f in told for text, _ in talk.words(f)]


@pytest.mark.parametrize(("every_s", "lasts_s"), [(3.0, 1.0), (3.0, 1.4), (4.0, 0.8)])
def test_a_heel_that_lifts_again_and_again_is_told_with_the_third_time(
    every_s: float, lasts_s: float
) -> None:
    told = lifting(3, every_s, lasts_s)
    said_s = [time_s for time_s, text in told if text == HEEL]
    assert len(said_s) == 1
    third_s = 7.0 + 2 * every_s
    assert third_s < said_s[0] <= third_s + max(lasts_s, LEAVING_S) + 0.1


def test_it_is_told_again_and_does_not_nag() -> None:
    said_s = [time_s for time_s, text in lifting(12, 2.5) if text == HEEL]
    assert len(said_s) >= 3
    assert all(later - before >= 7.0 for before, later in pairwise(said_s))


@pytest.mark.parametrize(
    ("times", "every_s", "lasts_s"), [(2, 3.0, 1.0), (5, HABIT_S, 1.0), (8, 2.0, 0.45)]
)
def test_what_is_seldom_or_a_flicker_is_not_told(
    times: int, every_s: float, lasts_s: float
) -> None:
    assert HEEL not in [text for _, text in lifting(times, every_s, lasts_s)]


def test_what_was_told_for_itself_begins_no_habit() -> None:
    """Long faults are told as such; a short one after two of them comes when it is let go."""
    session, talk = Session(SPEC), Talk(SPEC, 120.0)
    up, script = replace(SINK, heel=0.3), stay(SINK, 2.0, stay(Stance(), 2.0))
    for _ in range(2):
        script = stay(SINK, 0.5, stay(up, 2.5, script))
    script = [*script, (script[-1][0] + 0.2, up), (script[-1][0] + 0.9, up)]
    frames = film(stay(SINK, 2.0, script))
    said: list[Feedback] = []
    for frame in frames:
        f = session.update(*frame)
        said += [f for text, _ in talk.words(f) if text == HEEL]
    assert len(said) == 2
    assert said[1].time_s - said[0].time_s < AGAIN_S
