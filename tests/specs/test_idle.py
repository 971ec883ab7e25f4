"""Who does no exercise gets no repetition, no second of a hold and no praise.

Whatever exercise was asked for.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import product

import pytest

from formcheck.engine.values.feedback import Feedback
from formcheck.engine.values.report import Counts, Report
from formcheck.library import exercise_ids
from tests.engine.recorded import at_rate, frames_of
from tests.engine.skeleton import Frames, Stance, film, watch
from tests.specs.people import CLIPS

FPS = 8
STANDING = Stance()
SITTING = Stance(knee_deg=85, shank_deg=4, trunk_deg=4)
CHAIR = Stance(knee_deg=85, shank_deg=15, trunk_deg=50, hands=0.3)
LACES = Stance(knee_deg=75, shank_deg=20, trunk_deg=75, step=0.6)
SQUAT = Stance(knee_deg=95, shank_deg=32, trunk_deg=40, hands=0.8)


def fidgeting(at_rest: Stance, seconds: float) -> Frames:
    """Shifts of weight, a scratch, a look down, a heel that lifts nobody.

    Something every few seconds.
    """
    tap = {"heel": 0.15, "shank_deg": 20, "knee_deg": 34} if at_rest is STANDING else {"heel": 0.06}
    chance = random.Random(11)  # noqa: S311 - no secret
    script = [(0.0, at_rest), (2.0, at_rest)]
    while script[-1][0] < seconds:
        begin = script[-1][0]
        fidget = chance.choice(
            [
                {
                    "shank_deg": at_rest.shank_deg + chance.uniform(-5, 7),
                    "x": chance.uniform(-0.01, 0.01),
                },
                {"trunk_deg": at_rest.trunk_deg + chance.uniform(-6, 14)},
                {"knee_deg": at_rest.knee_deg + chance.uniform(3, 18)},
                {"hands": chance.uniform(0.3, 1.0)},
                tap,
                {"other_heel": chance.uniform(0.05, 0.25)},
            ]
        )
        changed = replace(at_rest, **fidget)
        takes, lasts, rests = (
            chance.uniform(0.4, 1.5),
            chance.uniform(0.1, 2.0),
            chance.uniform(0.5, 3.0),
        )
        script += [(begin + takes, changed), (begin + takes + lasts, changed)]
        script += [(script[-1][0] + takes, at_rest), (script[-1][0] + takes + rests, at_rest)]
    return film(script, fps=FPS, noise_px=0.7)


def again_and_again(posture: Stance, count: int, stays_s: float) -> Frames:
    """From standing into a posture and back."""
    script = [(0.0, STANDING), (2.0, STANDING)]
    for _ in range(count):
        for seconds, stance in (
            (1.2, posture),
            (stays_s, posture),
            (1.2, STANDING),
            (0.8, STANDING),
        ):
            script.append((script[-1][0] + seconds, stance))
    return film(script, fps=FPS, noise_px=0.7)


def walking() -> Frames:
    """Across the picture and back, the body bobbing with each step."""
    way = [-0.5 + 0.1 * abs((i % 20) - 10) for i in range(41)]
    steps = [
        Stance(x=x, step=0.9 * (-1) ** i, knee_deg=10 + 12 * (i % 2)) for i, x in enumerate(way)
    ]
    return film([(i / 2, stance) for i, stance in enumerate(steps)], fps=FPS, noise_px=0.7)


SCENES: dict[str, Callable[[], Frames]] = {
    "nobody": lambda: [(i / FPS, None) for i in range(60 * FPS)],
    "standing about": lambda: fidgeting(STANDING, 60),
    "sitting about": lambda: fidgeting(SITTING, 60),
    "tying a shoe": lambda: again_and_again(LACES, 1, 8),
    "squats": lambda: again_and_again(SQUAT, 6, 0.4),
    "sitting down and getting up": lambda: again_and_again(CHAIR, 2, 4),
    "walking": walking,
    "recorded, standing": lambda: at_rate(frames_of(CLIPS / "sl-idle.npz"), FPS),
    "recorded, sitting": lambda: at_rate(frames_of(CLIPS / "h-se-idle.npz"), FPS),
}


@cache
def scene(name: str) -> Frames:
    """The frames of a scene, made once."""
    return SCENES[name]()


@cache
def watched(name: str, exercise: str) -> tuple[Report, list[Feedback]]:
    """What a session says of a scene."""
    return watch(exercise, scene(name))


every_scene = pytest.mark.parametrize(("name", "exercise"), list(product(SCENES, exercise_ids())))


@every_scene
def test_nothing_counts(name: str, exercise: str) -> None:
    report, feedback = watched(name, exercise)
    assert (report.reps, report.holds) == ((), ())
    assert {f.counts for f in feedback} == {Counts()}
    assert {f.held_s for f in feedback} == {0.0}
    assert {f.phase for f in feedback}.isdisjoint({"holding", "done"})


@every_scene
def test_nothing_is_praised(name: str, exercise: str) -> None:
    _, feedback = watched(name, exercise)
    assert "praise" not in {f.cue.priority for f in feedback if f.cue}
