"""The easier exercise is offered while it is too hard, once, instead of "Not counted" ten times."""

from __future__ import annotations

import pytest

from tests.coach.coached import Run, run_of
from tests.engine.skeleton import Frames, Stance, film, stay
from tests.specs.test_checks_standing import LEAN, SLOW, STANDING, raising

OFFER = "Too hard today? Easier: "
LOW = Stance(heel=0.14, other_heel=0.14)


def after_standing(frames: Frames, seconds: float = 6.0) -> Frames:
    lead = film(stay(STANDING, seconds))
    return [*lead, *((seconds + t, pose) for t, pose in frames)]


def done(exercise: str, frames: Frames, **plan: object) -> Run:
    return run_of(exercise, 15, **plan).feed(after_standing(frames))


def test_after_three_that_do_not_count_the_easier_way_is_said_and_shown() -> None:
    run = done("calf-raise", raising(STANDING, *[LOW] * 8).frames(), easier="Seated calf raise")
    assert run.said.count(OFFER + "Seated calf raise") == 1
    assert run.said.count("Not counted") == 2
    assert run.scene is not None
    assert run.scene.offer == OFFER + "Seated calf raise"


def test_who_does_it_right_is_offered_nothing() -> None:
    high = Stance(heel=0.36, other_heel=0.36)
    frames = raising(STANDING, *[high] * 6, tempo_s=SLOW).frames()
    run = done("calf-raise", frames, easier="Seated calf raise")
    assert run.coach.report().counts.full == 6
    assert run.scene is not None
    assert run.scene.offer is None


def test_without_an_easier_one_each_is_told() -> None:
    run = done("calf-raise", raising(STANDING, *[LOW] * 6).frames())
    assert run.said.count("Not counted") == 6


@pytest.mark.parametrize(("seconds", "offers"), [(8.0, 0), (20.0, 1)])
def test_a_hold_that_cannot_be_reached_offers_it_too(seconds: float, offers: int) -> None:
    on_tiptoe = Stance(**{**{f: getattr(LEAN, f) for f in LEAN.__slots__}, "heel": 0.2})
    script = stay(on_tiptoe, seconds, stay(STANDING, 2.0))
    run = done("gastrocnemius-wall-stretch", film(script), easier="Towel calf stretch")
    assert run.said.count(OFFER + "Towel calf stretch") == offers
