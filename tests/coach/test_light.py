"""The coach asks for more light when that is what is missing, and only then."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from formcheck.coach.light import BACK_LIT, DIM, TOO_DARK
from formcheck.engine.values.landmarks import Landmark
from tests.coach.coached import GO, RAISE, Run, Timed, performed, run_of
from tests.engine.skeleton import Stance, pose_of


def instructions(
    run: Run, frames: list[Timed], light: tuple[float, float] | None
) -> set[str | None]:
    """What the screen asked for, after the second that a change of light has to last."""
    seen = [(run.coach.update(time_s, pose, light), time_s) for time_s, pose in frames]
    return {scene.instruction for scene, time_s in seen if time_s >= frames[0][0] + 1.1}


@pytest.mark.parametrize(
    ("picture", "dark"), [(0.1, True), (0.19, True), (0.21, False), (0.5, False), (None, False)]
)
def test_who_is_not_seen_is_asked_for_light_when_it_is_dark(
    picture: float | None, *, dark: bool
) -> None:
    nobody: list[Timed] = [(i / 20, None) for i in range(60)]
    asked = instructions(run_of(), nobody, None if picture is None else (math.nan, picture))
    assert asked == (
        {TOO_DARK.message} if dark else {"I cannot see anybody: step into the picture"}
    )


def test_feet_that_are_in_the_picture_but_not_seen_need_light_and_others_a_step_back() -> None:
    first = performed(RAISE)[0][1]
    assert first is not None
    feet = [
        Landmark.of(side, part) for side in ("left", "right") for part in ("heel", "foot_index")
    ]
    visibility = first.visibility.copy()
    visibility[feet] = 0.2
    cut = first.xy_px.copy()
    cut[feet] = np.nan
    unseen, outside = replace(first, visibility=visibility), replace(first, xy_px=cut)
    for pose, asked in (
        (unseen, TOO_DARK.message),
        (outside, "I cannot see your feet: step back or tilt the camera down"),
    ):
        assert instructions(run_of(), [(i / 20, pose) for i in range(60)], (0.15, 0.19)) == {asked}


@pytest.mark.parametrize(
    ("light", "asked"),
    [
        ((0.12, 0.15), DIM.message),
        ((0.19, 0.30), DIM.message),
        ((0.10, 0.60), BACK_LIT.message),
        ((0.18, 0.60), None),  # dark clothes in a light room
        ((0.26, 0.19), None),  # a dim room, but well seen
        ((math.nan, math.nan), None),
    ],
)
def test_dim_light_on_somebody_who_is_seen_is_told_and_holds_nobody_up(
    light: tuple[float, float], asked: str | None
) -> None:
    run = run_of().feed(performed(RAISE, lead_s=14.0)[:400], light)
    active_s = next(p.time_s for p in run.prompts if p.text == GO)
    assert not [p for p in run.prompts if p.text == asked and p.time_s > active_s]
    assert (set(run.said) & {DIM.message, BACK_LIT.message, TOO_DARK.message}) == (
        {asked} if asked else set()
    )
    assert run.states[-1] == "active"


def test_who_is_not_in_position_hears_of_the_light_first_then_of_the_position() -> None:
    squatting = pose_of(Stance(knee_deg=50, shank_deg=25, trunk_deg=30, heel=0.1))
    run = run_of()
    assert instructions(run, [(i / 20, squatting) for i in range(60)], (0.1, 0.1)) == {DIM.message}
    later: list[Timed] = [(i / 20, squatting) for i in range(120, 160)]
    assert instructions(run, later, (0.1, 0.1)) == {"Stand upright and still, your side to me"}


def test_light_that_flickers_changes_nothing() -> None:
    run = run_of()
    for i, (time_s, pose) in enumerate(performed(RAISE)[:60]):
        run.feed([(time_s, pose)], (0.05, 0.1) if i // 8 % 2 else (0.21, 0.21))
    assert DIM.message not in run.said


def test_light_that_fades_in_a_set_is_told_once_and_counting_goes_on() -> None:
    frames = performed(RAISE)
    run = (
        run_of()
        .feed([f for f in frames if f[0] < 9.0], (0.5, 0.5))
        .feed([f for f in frames if f[0] >= 9.0], (0.1, 0.1))
    )
    assert run.said.count(DIM.message) == 1
    assert run.coach.report().counts.full == 2


def test_when_the_light_goes_out_in_a_set_it_pauses_and_asks_for_light() -> None:
    frames = performed(RAISE)
    run = run_of().feed([f for f in frames if f[0] < 13.0], (0.5, 0.5))
    run.feed([(13.0 + i / 20, None) for i in range(60)], (math.nan, 0.03))
    assert run.said[-2:] == ["Paused. Come back to go on", TOO_DARK.message]
    assert run.scene is not None
    assert run.scene.instruction == TOO_DARK.message
    run.feed([(16.0 + i / 20, frames[0][1]) for i in range(60)], (0.5, 0.5))
    assert run.states[-1] == "active"
