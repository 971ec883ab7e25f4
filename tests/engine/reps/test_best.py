"""The highest repetitions of a set, and what another repetition costs in a long one."""

import heapq
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.engine.person.place import Ground
from formcheck.engine.reps.best import BEST_OF, Highest
from formcheck.engine.reps.draft import Draft
from formcheck.engine.reps.finder import Movement
from formcheck.engine.reps.grading import Grader
from tests.engine.reps.test_counting import SPEC, START, curve_of, cycles, graded, sample

REP = graded([sample(t / 20, curve_of(cycles(1))[0](t / 20)) for t in range(100)]).reps[0]
levels = st.integers(-20, 60).map(lambda level: level / 16)
drafts = st.tuples(levels, levels, st.booleans(), st.booleans(), st.booleans())


def draft_of(values: tuple[float, float, bool, bool, bool], place: int) -> Draft:
    peak, bottom, doubted, seen, _ = values
    rep = replace(REP, peak=peak)
    return Draft(rep, (), Ground(place), bottom, True, seen, "doubt" if doubted else "")


def looked_through(all_: list[Draft], floors: dict[int, float]) -> list[float]:
    """What is highest, by looking at every repetition."""

    def is_measured(draft: Draft) -> bool:
        return draft.seen and not math.isnan(floors[draft.ground.place])

    def height(draft: Draft) -> float:
        floor = floors[draft.ground.place] if is_measured(draft) else draft.bottom
        return (draft.rep.peak or 0.0) - floor

    whole = [each for each in all_ if not each.doubt] or all_
    measured = [each for each in whole if is_measured(each)] or whole
    return heapq.nlargest(BEST_OF, map(height, measured))


@given(st.lists(st.tuples(drafts, st.none() | levels), min_size=1, max_size=25))
def test_the_highest_are_those_found_by_looking_at_all(
    steps: list[tuple[tuple[float, float, bool, bool, bool], float | None]],
) -> None:
    highest, all_, floors, place = Highest(), list[Draft](), dict[int, float](), 0
    for values, floor in steps:
        place += values[-1]
        all_.append(draft_of(values, place))
        highest.add(all_[-1])
        floors[place] = math.nan if floor is None else floor
        assert highest.heights(floors[place]) == looked_through(all_, floors)


@pytest.fixture(scope="module")
def movement() -> Movement:
    samples = tuple(sample(t / 20, curve_of(cycles(1))[0](t / 20)) for t in range(16, 90))
    return Movement(samples, int(np.argmax([each.value for each in samples])), 0.05)


def moved(movement: Movement, number: int, height: float) -> Movement:
    samples = (sample(each.time_s + 5 * number, height * each.value) for each in movement.samples)
    return replace(movement, samples=tuple(samples))


def test_one_more_repetition_costs_the_same_in_a_long_set(
    movement: Movement, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[int] = []
    graded_one = Grader._graded
    monkeypatch.setattr(Grader, "_graded", lambda *args: (looked.append(1), graded_one(*args))[1])
    grader, rng = Grader(SPEC, "left"), np.random.default_rng(3)
    for number in range(200):
        grader.add(moved(movement, number, rng.uniform(0.8, 1.1)), START, frozenset())
    assert grader.counts.full == 200
    assert len(looked) < 2000  # a tenth of looking at all of them each time
