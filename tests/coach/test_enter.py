"""What enter does: it ends a set, the rest and the summary."""

from __future__ import annotations

import pytest

from formcheck.coach.keys import press
from tests.coach.coached import RAISE, Run, performed, run_of

FRAMES = performed(RAISE)
ONE_DONE_S = 13.0


def one_done(**plan: object) -> Run:
    """A set of ten with its first repetition done."""
    return run_of(target=10, **plan).feed([frame for frame in FRAMES if frame[0] < ONE_DONE_S])


@pytest.mark.parametrize("paused", [False, True])
def test_it_ends_a_set_early_and_keeps_what_was_done(paused: bool) -> None:
    run = one_done()
    if paused:
        press(run.coach, "space")
    press(run.coach, "enter")
    run.feed([(ONE_DONE_S + 0.05, None)])
    assert run.states[-1] == "summary"
    (done,) = run.coach.record.sets
    assert done.full == 1
    assert run.said[-1] == "1 full. All done"


def test_it_ends_the_set_then_the_rest_then_the_summary() -> None:
    run = one_done(sets=2, rest_s=60.0)
    press(run.coach, "enter")
    run.feed([(ONE_DONE_S + 0.05, None)])
    assert run.states[-1] == "rest"
    press(run.coach, "enter")
    run.feed([(ONE_DONE_S + 0.10, None)])
    assert run.states[-1] == "setup"
    assert run.scene is not None
    assert run.scene.set_number == 2
    press(run.coach, "q")
    press(run.coach, "enter")
    assert run.coach.state == "done"
    assert [done.full for done in run.coach.record.sets] == [1]


def test_before_the_start_it_ends_nothing() -> None:
    run = run_of().feed(FRAMES[:20])
    press(run.coach, "enter")
    assert run.coach.state in ("setup", "ready")
    assert run.coach.record.sets == []
