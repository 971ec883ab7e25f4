"""The pain-monitoring rule, one case at a time."""

from dataclasses import replace

import pytest

from formcheck.plan.advice import advise
from formcheck.plan.course import course_of
from formcheck.plan.programme import Limits
from formcheck.plan.values import Diary
from tests.plan.made import (
    BEGUN,
    TEN_LINES,
    agreed,
    diary,
    morning,
    plan,
    programme,
    risen,
    session,
)

PLAN = plan()
CALM = ({0: 1, 2: 2, 5: 2}, {0: 1, 1: 1, 3: 1, 6: 1})


def said(told: Diary, day: int, of=PLAN) -> str:  # type: ignore[no-untyped-def]
    return advise(of, told, BEGUN + day).verdict


def test_a_new_plan_goes_on_at_its_first_load() -> None:
    advice = advise(PLAN, Diary(), BEGUN)
    assert (advice.verdict, advice.at.place, advice.rise) == ("go on", (0, 0, 0), None)


def test_safe_pain_that_was_gone_goes_on_and_a_rise_is_proposed_after_a_week() -> None:
    told = diary(*CALM)
    assert advise(PLAN, told, BEGUN + 6).rise is None
    advice = advise(PLAN, told, BEGUN + 7)
    assert advice.verdict == "go on"
    assert advice.at.place == (0, 0, 0)  # nothing rises by itself
    assert advice.rise is not None
    assert advice.rise.to.place == (0, 1, 0)
    assert "the worst pain 2" in advice.rise.why.text


def test_a_confirmed_rise_holds_and_the_next_one_waits_a_week() -> None:
    told = diary({**CALM[0], 8: 1, 10: 1}, {**CALM[1], 9: 1, 11: 1}, risen(7, 0, 1))
    assert advise(PLAN, told, BEGUN + 11).at.place == (0, 1, 0)
    assert advise(PLAN, told, BEGUN + 11).rise is None
    assert advise(PLAN, told, BEGUN + 14).rise is not None


def test_after_the_last_step_the_next_phase_is_proposed_when_its_weeks_are_over() -> None:
    pains, mornings = dict.fromkeys(range(0, 20, 2), 1), dict.fromkeys(range(20), 1)
    early = diary(pains, mornings, risen(3, 0, 2))
    assert advise(PLAN, early, BEGUN + 13).rise is None
    rise = advise(PLAN, early, BEGUN + 19).rise
    assert rise is not None
    assert rise.to.place == (1, 0, 0)
    assert rise.what == "One leg."


@pytest.mark.parametrize(
    ("pains", "mornings", "verdict", "part"),
    [
        ({0: None}, {1: 1}, "stay", "not told"),
        ({0: 1}, {}, "stay", "morning after was not told"),
        ({0: 1}, {1: None}, "stay", "morning after was not told"),
        ({0: 3}, {1: 1}, "stay", "acceptable"),
        ({0: 5}, {1: 1}, "stay", "acceptable"),
        ({0: 2}, {1: 2}, "stay", "above the usual 1"),
        ({0: 4}, {1: 3}, "step back", "had not settled"),
        ({0: 1}, {1: 3}, "step back", "had not settled"),
        ({0: 6}, {1: 1}, "step back", "above 5"),
        ({0: 6, 1: 7}, {}, "see somebody", "2 sessions in a row"),
        ({0: 6, 1: 5, 2: 6}, {3: 1}, "step back", "above 5"),
        ({0: 6, 1: None, 2: 6}, {3: 1}, "see somebody", "in a row"),
        ({0: 1}, {1: 1}, "go on", "at most 2"),
    ],
)
def test_the_rule(
    pains: dict[int, int | None], mornings: dict[int, int | None], verdict: str, part: str
) -> None:
    advice = advise(PLAN, diary(pains, mornings), BEGUN + max(*pains, *mornings, 1))
    assert advice.verdict == verdict
    assert part in advice.why.text
    assert advice.why.source


def test_a_step_back_needs_nobody_and_happens_once_for_one_session() -> None:
    told = diary({1: 7}, {2: 6}, risen(0, 0, 1))
    assert advise(PLAN, told, BEGUN + 2).at.place == (0, 1, 1)
    again = advise(PLAN, told, BEGUN + 5)
    assert again.at.place == (0, 1, 1)


def test_stepping_back_goes_down_sets_then_steps_then_phases() -> None:
    told = Diary(tuple(session(day, 8) for day in range(1, 7)), (), (risen(0, 1, 0),))
    places = [standing.place for _, standing, _ in course_of(PLAN, told, BEGUN + 7).log]
    assert places == [(1, 0, 0), (1, 0, 1), (0, 0, 1), (0, 0, 2), (0, 0, 3), (0, 0, 4), (0, 0, 4)]


def test_a_stop_sign_rests_the_plan_until_somebody_agreed() -> None:
    told = Diary((session(0, 1, "a pop or snap"),), (morning(1, 1),), ())
    assert said(told, 0) == said(told, 30) == "stop"
    assert said(replace(told, changes=(agreed(3),)), 3) == "go on"


def test_what_was_agreed_does_not_count_for_what_comes_later() -> None:
    told = diary({0: 7, 1: 7, 4: 7}, {}, agreed(2))
    assert said(told, 1) == "see somebody"
    assert said(told, 4) == "step back"


def test_where_nothing_is_easier_it_is_said() -> None:
    held = TEN_LINES.replace("reps = 10, most_reps = 14", "hold_s = 20").replace("3", "2")
    two_sets = plan(programme(held))
    told = diary({0: 6, 2: 1, 4: 6}, {1: 1, 3: 1})
    easier, lowest = (advise(two_sets, told, BEGUN + day) for day in (1, 5))
    assert easier.why.text == "pain of 6 in the last session is above 5: the next one is easier"
    assert (lowest.verdict, lowest.at.place) == ("step back", easier.at.place)
    assert "above 5, and the programme has nothing easier" in lowest.why.text
    bad = advise(two_sets, diary({0: 6, 2: 3}, {1: 1, 3: 4}), BEGUN + 3)
    assert "had not settled, and the programme has nothing easier" in bad.why.text


@pytest.mark.parametrize("what", ["pain", "stiffness", "session"])
def test_rising_for_two_weeks_steps_back_and_asks_for_somebody(what: str) -> None:
    mornings = tuple(
        morning(d, d // 7 if what == "pain" else 1, 10 * (d // 7) if what == "stiffness" else None)
        for d in range(21)
    )
    sessions = tuple(session(d, d // 7 if what == "session" else 1) for d in range(0, 20, 2))
    told = Diary(sessions, mornings)
    at = plan(usual_pain=2)
    advice = advise(at, told, BEGUN + 21)
    assert advice.verdict == "see somebody"
    assert "risen for 2 weeks" in advice.why.text
    assert advice.at.eased == 1
    flat = tuple(replace(m, pain=1, stiffness_min=10) for m in mornings)
    calm = Diary(tuple(replace(s, pain=1) for s in sessions), flat)
    assert said(calm, 21, at) == "go on"


def test_one_week_higher_is_no_reason_to_stop_but_none_to_rise() -> None:
    told = Diary(
        tuple(session(d, 1) for d in range(0, 14, 2)),
        tuple(morning(d, 1, 5 if d < 7 else 20) for d in range(15)),
    )
    advice = advise(plan(usual_pain=2), told, BEGUN + 14)
    assert (advice.verdict, advice.rise) == ("stay", None)
    assert "stiffness" in advice.why.text


def test_limits_can_be_set_and_only_two_of_them_come_from_a_trial() -> None:
    strict = plan(PLAN.programme.model_copy(update={"limits": Limits(acceptable=3, safe=1)}))
    assert said(diary({0: 4}, {1: 1}), 1, strict) == "step back"
    fields = Limits.model_fields
    sourced = {name for name, f in fields.items() if "Silbernagel" in (f.description or "")}
    assert sourced == {"safe", "acceptable"}
    designed = {name for name, f in fields.items() if "design" in (f.description or "")}
    assert designed == fields.keys() - sourced


def test_load_in_kilos_is_added_only_without_pain() -> None:
    alfredson = plan("alfredson")
    pains, mornings = dict.fromkeys(range(7), 1), dict.fromkeys(range(8), 1)
    assert advise(alfredson, diary(pains, mornings), BEGUN + 7).rise is None
    rise = advise(alfredson, diary(dict.fromkeys(pains, 0), mornings), BEGUN + 7).rise
    assert rise is not None
    assert rise.what == "5 kg more"


def test_a_morning_told_late_counts_as_it_should() -> None:
    pains: dict[int, int | None] = {0: 2, 2: 2}
    assert said(diary(pains, {3: 1}), 3) == "go on"
    assert advise(PLAN, diary(pains, {1: 5, 3: 1}), BEGUN + 3).at.eased == 1


@pytest.mark.parametrize("begun_before", [True, False])
@pytest.mark.parametrize(("pain", "verdict"), [(3, "stay"), (8, "stay"), (2, "go on")])
def test_pain_this_morning_is_looked_at_whenever_the_last_session_was(
    pain: int, verdict: str, *, begun_before: bool
) -> None:
    pains, mornings = CALM if begun_before else ({}, {})
    advice = advise(PLAN, diary(pains, {**mornings, 8: pain}), BEGUN + 8)
    assert advice.verdict == verdict
    assert (advice.rise is not None) == (begun_before and pain == 2)


def test_a_morning_in_the_week_above_what_is_safe_is_no_week_to_rise_after() -> None:
    chronic = plan(usual_pain=3)
    told = diary({0: 1, 2: 1, 5: 1}, {1: 1, 3: 3, 6: 1})
    advice = advise(chronic, told, BEGUN + 7)
    assert (advice.verdict, advice.rise) == ("go on", None)


def test_pain_above_five_is_never_usual() -> None:
    used_to_it = plan(usual_pain=8)
    advice = advise(used_to_it, diary({0: 1}, {1: 7}), BEGUN + 1)
    assert (advice.verdict, advice.at.eased) == ("step back", 1)
    assert "above 5, however usual" in advice.why.text
    untold = plan(usual_pain=None)
    assert said(diary({1: 1}, {1: 8, 2: 8}), 2, untold) == "step back"


def test_the_worst_session_of_a_day_counts_and_one_that_ended_untold_leaves_it_open() -> None:
    first, second = session(0, 4, at_s=1), session(0, 1, at_s=2)
    two = Diary((first, second), (morning(1, 1),))
    assert "pain of 4" in advise(PLAN, two, BEGUN + 1).why.text
    open_end = Diary((replace(first, pain=1, skipped=True), second), (morning(1, 1),))
    assert "unknown" in advise(PLAN, open_end, BEGUN + 1).why.text
    skipped = replace(diary(*CALM), sessions=(replace(session(5, 1), skipped=True),))
    assert advise(PLAN, skipped, BEGUN + 7).rise is None


def test_what_was_told_before_a_skipped_answer_does_not_end_a_row_of_high_pain() -> None:
    between = replace(session(1, 2), skipped=True)
    told = Diary((session(0, 7), between, session(2, 7)))
    assert said(told, 3) == "see somebody"


def test_a_rise_does_not_outlive_a_worse_answer_of_the_same_morning() -> None:
    told = diary({**CALM[0], 6: 1}, {**CALM[1], 7: 1}, risen(7, 0, 1))
    assert advise(PLAN, told, BEGUN + 7).at.place == (0, 1, 0)
    worse = replace(told, mornings=(*told.mornings[:-1], morning(7, 4)))
    assert advise(PLAN, worse, BEGUN + 7).at.place == (0, 0, 1)


def test_stretches_are_not_called_easier_when_nothing_is() -> None:
    stretch = 'exercise = "soleus-wall-stretch", hold_s = 30, sets = 3'
    text = TEN_LINES.replace('exercise = "calf-raise", sets = 3', stretch)
    stretches = plan(programme(text))
    assert "nothing easier" in advise(stretches, diary({0: 6}, {}), BEGUN + 1).why.text


def test_load_that_comes_back_with_the_sets_is_named_and_waits_for_no_pain() -> None:
    alfredson = plan("alfredson")
    mornings = dict.fromkeys(range(16), 1)
    for pain, rises in ((1, False), (0, True)):
        pains = {0: 7, **dict.fromkeys(range(8, 15), pain)}
        told = diary(pains, mornings, risen(0, 0, 2))
        told = replace(told, sessions=(session(0, 7, at_s=2.0), *told.sessions[1:]))
        advice = advise(alfredson, told, BEGUN + 15)
        assert advice.at.place == (0, 2, 1)
        assert (advice.rise is not None) == rises
    assert advice.rise is not None
    assert "extra load as it was" in advice.rise.what


WEEKS_ON = dict.fromkeys(range(0, 21, 2), 1), dict.fromkeys(range(22), 1)
FAR = (risen(7, 0, 1), risen(14, 0, 2), risen(21, 1, 0))


@pytest.mark.parametrize(
    ("days", "verdict", "place", "part"),
    [
        (27, "stay", (1, 0, 0), "morning after"),
        (28, "step back", (1, 0, 1), "no session for 4 weeks"),
        (83, "step back", (1, 0, 1), "no session for 11 weeks"),
        (84, "step back", (0, 0, 1), "begins again with its first load"),
        (800, "step back", (0, 0, 1), "formcheck plan new"),
    ],
)
def test_a_pause_makes_the_next_session_easier_by_itself(
    days: int, verdict: str, place: tuple[int, int, int], part: str
) -> None:
    told = diary({**WEEKS_ON[0], 22: 1}, WEEKS_ON[1], *FAR)
    advice = advise(PLAN, told, BEGUN + 22 + days)
    assert (advice.verdict, advice.at.place, advice.rise) == (verdict, place, None)
    assert part in advice.why.text
    if verdict == "step back":
        assert advice.why.source == "chosen here, not from a trial"


def test_the_load_after_a_pause_stays_and_rises_no_sooner_than_in_a_week() -> None:
    back = {60: 1, 62: 1, 64: 1, 66: 1}
    mornings = dict.fromkeys(range(60, 69), 1)
    told = diary({**WEEKS_ON[0], 22: 1, **back}, {**WEEKS_ON[1], **mornings}, *FAR)
    for day in range(60, 69):
        advice = advise(PLAN, told, BEGUN + day)
        assert advice.at.place == (1, 0, 1)
        assert (advice.rise is not None) == (day >= 67)
    reasons = [reason.text for _, _, reason in course_of(PLAN, told, BEGUN + 68).log]
    assert sum("no session" in reason for reason in reasons) == 1


def test_a_bad_session_after_a_pause_counts_as_any_other() -> None:
    for pain, after, place in ((8, 1, (0, 0, 1)), (3, 4, (0, 0, 1)), (1, 1, (1, 0, 1))):
        told = diary({**WEEKS_ON[0], 22: 1, 60: pain}, {61: after}, *FAR)
        assert advise(PLAN, told, BEGUN + 61).at.place == place


def test_a_rest_of_months_goes_on_easier_when_it_was_agreed() -> None:
    told = diary(*WEEKS_ON, *FAR, agreed(90))
    told = replace(told, sessions=(*told.sessions, session(22, 1, "a fall")))
    assert said(told, 89) == "stop"
    advice = advise(PLAN, told, BEGUN + 90)
    assert (advice.verdict, advice.at.place) == ("step back", (1, 0, 1))


def test_a_pause_before_the_first_session_or_with_nothing_easier_changes_nothing() -> None:
    assert said(Diary(), 300) == "go on"
    stretch = 'exercise = "soleus-wall-stretch", hold_s = 30, sets = 3'
    text = TEN_LINES.replace('exercise = "calf-raise", sets = 3', stretch)
    assert said(diary({0: 1}, {1: 1}), 300, plan(programme(text))) == "go on"


def test_a_pause_never_makes_anything_heavier() -> None:
    bad = dict.fromkeys(range(23, 28), 8)
    for days in (30, 100):
        told = diary({**WEEKS_ON[0], **bad}, WEEKS_ON[1], *FAR, agreed(28))
        before = advise(PLAN, told, BEGUN + 29).at.place
        assert advise(PLAN, told, BEGUN + 27 + days).at.eased >= before[2]


def test_a_high_session_is_not_called_acceptable_because_a_calm_one_followed() -> None:
    told = Diary((session(0, 7, at_s=1), session(0, 2, at_s=2)), (morning(1, 1),))
    advice = advise(PLAN, told, BEGUN + 1)
    assert (advice.verdict, advice.at.eased) == ("stay", 1)
    assert "pain of 7 in the last session is above 5" in advice.why.text
