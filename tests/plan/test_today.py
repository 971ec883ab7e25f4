"""The session of a day."""

from dataclasses import replace

import pytest

from formcheck.library import exercise_ids
from formcheck.plan.today import Task, session_of, uses_load, why_rest
from formcheck.plan.values import Plan, Standing
from tests.plan.made import BEGUN, plan

JUDGED = exercise_ids()
FIRST = Standing(0, 0, 0, BEGUN, BEGUN)


def tasks(of: Plan, day: int = 0, pain: int | None = 1, **how: object) -> dict[str, Task]:
    at = replace(FIRST, **{k: v for k, v in how.items() if k != "loaded"})  # type: ignore[arg-type]
    loaded = how.get("loaded", ())
    found = session_of(of, at, BEGUN + day, pain, judged=JUDGED, loaded=loaded)  # type: ignore[arg-type]
    return {task.dose.exercise: task for task in found}


def test_odd_and_even_days_of_the_gentle_routine() -> None:
    gentle = plan("gentle-routine")
    odd, even = tasks(gentle, 0), tasks(gentle, 1)
    assert "deficit-calf-raise" in odd.keys() - even.keys()
    assert "single-leg-calf-raise" in even.keys() - odd.keys()
    assert "plantar-fascia-stretch" in odd.keys() & even.keys()
    both = odd.keys() | even.keys() | tasks(gentle, 1, 3).keys()
    assert len(both) == 12  # the eleven, and the step between two of them


@pytest.mark.parametrize("pain", [3, 5, None])
def test_with_pain_or_unknown_pain_two_legs_take_the_place_of_one(pain: int | None) -> None:
    even = tasks(plan("gentle-routine"), 1, pain)
    assert "calf-raise" in even
    assert "single-leg-calf-raise" not in even


def test_an_eased_load_is_one_set_less_of_the_raises_only() -> None:
    eased = tasks(plan("gentle-routine"), 0, eased=1)
    assert eased["deficit-calf-raise"].sets == 2
    assert "one set less" in eased["deficit-calf-raise"].why[0]
    assert eased["gastrocnemius-wall-stretch"].sets == 2
    assert eased["seated-calf-raise"].sets == 1


def test_a_step_adds_repetitions_up_to_the_most() -> None:
    gentle = plan("gentle-routine")
    assert tasks(gentle, 0, step=1)["deficit-calf-raise"].reps == 10
    assert tasks(gentle, 0, step=9)["deficit-calf-raise"].reps == 15


def test_with_insertional_pain_nothing_is_below_the_floor_and_stretches_are_optional() -> None:
    sore = tasks(plan("gentle-routine", insertional=True))
    assert all(task.floor for task in sore.values())
    assert any("nothing below floor level" in why for why in sore["deficit-calf-raise"].why)
    optional = {name for name, task in sore.items() if "does not hurt" in task.optional}
    assert optional == {
        "gastrocnemius-wall-stretch",
        "soleus-wall-stretch",
        "ankle-mobilization",
        "towel-calf-stretch",
    }


def test_with_poor_balance_only_7_3_5_and_11_are_left() -> None:
    gentle = plan("gentle-routine", poor_balance=True)
    assert tasks(gentle, 0).keys() | tasks(gentle, 1).keys() == {
        "towel-calf-stretch",
        "plantar-fascia-stretch",
        "seated-hamstring-stretch",
        "seated-calf-raise",
    }


def test_late_pregnancy_leaves_out_lying_on_the_back() -> None:
    assert "supine-hamstring-stretch" in tasks(plan("gentle-routine"), 1)
    assert "supine-hamstring-stretch" not in tasks(plan("gentle-routine", late_pregnancy=True), 1)


def test_heel_drops_are_for_the_sore_side() -> None:
    drop = tasks(plan("alfredson", sore="left"))["eccentric-heel-drop"]
    assert (drop.side, drop.sets, drop.reps, drop.camera) == ("left", 3, 15, True)
    assert "with 10 kg" in tasks(plan("alfredson"), step=2)["eccentric-heel-drop"].why


def test_what_no_spec_judges_is_said_and_described() -> None:
    press = tasks(plan("heavy-slow-resistance"))["leg-press-calf-raise"]
    assert not press.camera
    assert press.dose.how


def test_quick_raises_are_judged_as_the_others_are() -> None:
    rebound = tasks(plan("silbernagel"), phase=1)["rebound-calf-raise"]
    assert (rebound.camera, rebound.sets, rebound.reps) == (True, 3, 20)


def test_extra_load_is_for_two_days_a_week_and_never_two_in_a_row() -> None:
    silbernagel = plan("silbernagel")
    loaded: list[int] = []
    for day in range(14):
        task = tasks(silbernagel, day, phase=2, loaded=tuple(loaded))["eccentric-heel-drop"]
        if uses_load(task):
            loaded.append(BEGUN + day)
    assert [day - BEGUN for day in loaded] == [0, 2, 7, 9]


def test_two_sessions_a_day_then_none() -> None:
    alfredson = plan("alfredson")
    assert why_rest(alfredson, FIRST, BEGUN, [BEGUN]) is None
    rest = why_rest(alfredson, FIRST, BEGUN, [BEGUN, BEGUN])
    assert rest is not None
    assert why_rest(alfredson, FIRST, BEGUN + 1, [BEGUN, BEGUN]) is None


def test_three_sessions_a_week_with_a_day_between() -> None:
    heavy, done = plan("heavy-slow-resistance"), []
    for day in range(14):
        if why_rest(heavy, FIRST, BEGUN + day, done) is None:
            done.append(BEGUN + day)
    assert [day - BEGUN for day in done] == [0, 2, 4, 7, 9, 11]
