"""The guided test: the referee steers the coach."""

from __future__ import annotations

from dataclasses import replace

from formcheck.coach.coach import Coach
from formcheck.coach.values import Plan
from formcheck.guided import Watch
from formcheck.trial import spec_of_test
from tests.engine.skeleton import Stance, film, stay

STAND = Stance(lifted=1.0)
TOP, BENT = replace(STAND, heel=0.35), replace(STAND, heel=0.35, knee_deg=32.0)
BEATS_S = (0.8, 0.2, 0.8, 0.2)
PLAN = Plan(1, 200.0, "left", 2, intro=False, countdown_s=1, switch_s=120.0, metronome=True)


def said(tops: list[Stance], rest_s: float = 1.0) -> tuple[Coach, list[str]]:
    """Somebody who is led through the test, and all that they hear."""
    script = stay(STAND, 6.0)
    for top in tops:
        for seconds, stance in zip(BEATS_S, (top, top, STAND, STAND), strict=True):
            script.append((script[-1][0] + seconds, stance))
    coach, watch, heard = Coach(spec_of_test("heel-rise"), PLAN), Watch(), []
    for time_s, pose in film(stay(STAND, rest_s, script), fps=20):
        scene = coach.update(time_s, pose)
        heard += [str(prompt.text) for prompt in scene.prompts]
        watch(scene, coach)
    return coach, heard


def test_who_breaks_a_rule_hears_one_prompt_for_each_breach_and_goes_on() -> None:
    coach, heard = said([TOP, TOP, BENT, TOP, BENT, TOP])
    assert coach.state == "active"
    assert heard.count("Keep your knee straight") >= 2
    assert "The test is over" not in heard


def test_two_prompts_without_response_end_the_leg_and_two_minutes_of_rest_begin() -> None:
    coach, heard = said([TOP, TOP, TOP, BENT, BENT, BENT], rest_s=4.0)
    assert "The test is over" in heard
    assert coach.state == "rest"
    scene = coach.update(coach.time_s + 0.05, None)
    assert 110.0 < (scene.remaining_s or 0.0) <= 120.0
    assert any("right side to me" in text for text in heard)


def test_who_stops_is_prompted_and_then_the_leg_is_over() -> None:
    coach, heard = said([TOP, TOP], rest_s=20.0)
    assert heard.count("Keep to the beat") == 2
    assert coach.state == "rest"


def test_the_metronome_beats_once_a_second() -> None:
    _, heard = said([TOP] * 5)
    beats = [text for text in heard if text in ("Up", "Down")]
    assert len(beats) >= 10
    assert beats[:4] == ["Down", "Up", "Down", "Up"]  # "go" was the first "up"
