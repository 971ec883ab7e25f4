"""The highest repetitions of a set, and what another repetition costs in a long one."""

import heapq
import math
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.engine.person.place import Ground
from formcheck.engine.reps.best import BEST_OF, Highest
from formcheck.engine.reps.draft import Draft
from formcheck.engine.reps.grading import Grader
from formcheck.engine.values.report import Counts, Rep
from tests.engine.reps.test_counting import SPEC, curve_of, cycles, graded, sample

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


heights = st.floats(0.25, 0.9)
in_any_order = st.tuples(heights, levels, st.booleans(), st.booleans(), st.booleans())
grounds = st.tuples(
    st.sampled_from([0.0, 0.0, 0.12, 0.25]), st.sampled_from([0.0, -0.02, math.nan])
)


@given(
    st.lists(st.tuples(in_any_order, grounds, st.booleans()), min_size=1, max_size=30),
    st.booleans(),
)
def test_the_counts_are_those_of_looking_at_all_of_them_anew(
    steps: list[tuple[tuple[float, float, bool, bool, bool], tuple[float, float], bool]],
    rising: bool,
) -> None:
    grader, place = Grader(SPEC, "left"), 0
    for number, (values, (doubt, flat), bottom) in enumerate(steps):
        place += values[-1]
        draft = draft_of((values[0] + 0.05 * number * rising, *values[1:]), place)
        ground = replace(draft.ground, doubt=doubt, flat=flat)
        grader._take(replace(draft, ground=ground, bottom=values[1] / 20 if bottom else 0.0))
        anew = Counter(grader._graded(each, grader.best).verdict for each in grader._drafts)
        assert grader.counts == Counts(anew["full"], anew["partial"], anew["uncertain"])
    assert Counter(rep.verdict for rep in grader.reps) == anew


@pytest.mark.parametrize("doubt", [0.0, 0.12])
@pytest.mark.parametrize("rises", [0.0, 0.4, 2.0])
def test_one_more_repetition_costs_the_same_in_a_long_set(
    rises: float, doubt: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Draft] = []
    grader, rng = Grader(SPEC, "left"), np.random.default_rng(3)
    graded_one = grader._graded

    def counted(draft: Draft, best: float) -> Rep:
        looked.append(draft)
        return graded_one(draft, best)

    monkeypatch.setattr(grader, "_graded", counted)
    for number in range(600):
        height = rng.uniform(0.3, 0.4) if rises == 0 else 0.3 + rises * number / 600
        draft = draft_of((height, 0.0, False, True, False), number // 50)
        grader._take(replace(draft, ground=replace(draft.ground, doubt=doubt)))
    assert len(looked) < 6 * 600
    found = Counter(rep.verdict for rep in grader.reps)
    assert grader.counts == Counts(found["full"], found["partial"], found["uncertain"])
    assert (found["partial"] > 0) == (rises > 0)
