"""Outcomes of raises.

Exact arithmetic, unknown stays unknown, and heights that hold against the truth.
"""

import math
from dataclasses import asdict, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.coach.coach import Coach
from formcheck.coach.values import Plan, Summary
from formcheck.engine.results.outcomes import with_outcomes
from formcheck.engine.values.facts import HEIGHT_ERROR_RATIO, BodyFacts
from formcheck.engine.values.landmarks import Side
from formcheck.engine.values.report import Counts, Hold, Rep, Report, Verdict, View
from formcheck.engine.values.results import Beside, Compared, Comparison, Log, Pain, SideResult
from formcheck.errors import FormcheckError
from formcheck.library import load_exercise
from formcheck.reports.schema.results import ComparedDocument
from tests.engine.recorded import DATA, TRUTH, frames_of, report_of

SINGLE, SEATED, MOBILIZATION = map(
    load_exercise, ("single-leg-calf-raise", "seated-calf-raise", "ankle-mobilization")
)
STRETCH = load_exercise("soleus-wall-stretch")
BODY = BodyFacts(foot_cm=25.0, mass_kg=80.0)
LOG = Log(pain=(Pain(3.0, 1, 2),))


def rep(
    peak: float | None, side: Side = "left", verdict: Verdict = "full", valley: float | None = 0.0
) -> Rep:
    return Rep(
        1,
        side,
        0.0,
        1.0,
        3.0,
        1.25,
        0.5,
        1.5,
        verdict,
        peak,
        valley,
        (),
        {"peak": peak or math.nan},
    )


def seen(peak: float, ankle: float, way_up: float, side: Side = "left") -> Rep:
    """A repetition whose ankle the leg network saw, with an expected error of 0.01 foot lengths."""
    measures = {
        "peak_ankle_rise_ratio": ankle,
        "ankle_displacement_ratio": way_up,
        "ankle_error_ratio": 0.01,
    }
    whole = rep(peak, side)
    return replace(whole, measures={**whole.measures, **measures})


def report(*reps: Rep, holds: tuple[Hold, ...] = ()) -> Report:
    view = View("good", "left", "left")
    kind = "hold" if holds else "reps"
    return Report(
        "any", kind, view, Counts(), reps, holds, (), (), 10, 10, 1.0, (640, 480), log=LOG
    )


def outcomes(
    *reps: Rep, body: BodyFacts | None = BODY, spec: Any = SINGLE, side: str = "left"
) -> dict[str, Any]:
    return asdict(with_outcomes(report(*reps), spec, body).summary.outcomes[side])


def comparison(*reps: Rep, body: BodyFacts | None = BODY, spec: Any = SINGLE) -> Any:
    """Measure -> what is said of it; None when nothing can be compared."""
    found = with_outcomes(report(*reps), spec, body).summary.comparison
    return found and {name: _said(pair) for name, pair in found.measures.items()}


def _said(pair: Compared) -> dict[str, Any]:
    return {name: getattr(pair, name) for name in ComparedDocument.model_fields}


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"height_cm": 1.8}, "height_cm cannot be 1.8: give 100 to 230 cm"),
        ({"foot_cm": 42}, "foot_cm cannot be 42: give 12 to 40 cm"),
        ({"mass_kg": 0}, "mass_kg cannot be 0: give 20 to 300 kg"),
        ({"mass_kg": math.nan}, "mass_kg cannot be nan"),
        ({"foot_cm": math.inf}, "foot_cm cannot be inf"),
    ],
)
def test_impossible_bodies_are_refused(facts: dict[str, float], said: str) -> None:
    with pytest.raises(FormcheckError, match=said):
        BodyFacts(**facts)


def test_the_foot_is_better_known_than_the_stature() -> None:
    assert BodyFacts(height_cm=175).foot_length_cm == pytest.approx(26.6)
    assert BodyFacts(height_cm=175, foot_cm=25).foot_length_cm == 25
    assert BodyFacts(mass_kg=80).foot_length_cm is None
    assert BodyFacts(foot_cm=25).error_cm(0.4) == pytest.approx(1.25)
    assert BodyFacts(height_cm=175).error_cm(0.4) == pytest.approx(26.6 * (0.05 + 0.03 * 0.4))


def test_each_repetition_has_its_height_and_error_in_cm() -> None:
    judged = with_outcomes(report(rep(0.4), rep(0.2, verdict="partial")), SINGLE, BODY)
    assert [r.measures["peak_heel_height_cm"] for r in judged.reps] == pytest.approx([10.0, 5.0])
    assert [r.measures["peak_heel_height_error_cm"] for r in judged.reps] == pytest.approx(
        [1.25, 1.25]
    )
    assert judged.reps[0].peak == 0.4


def test_outcomes_of_one_leg() -> None:
    found = outcomes(
        rep(0.4), rep(0.3, valley=-0.1), rep(0.2, verdict="partial"), rep(0.9, verdict="uncertain")
    )
    assert (found["repetitions"], found["left_out"]) == (3, 1)
    assert found["peak_height_ratio"] == 0.4
    assert (found["peak_height_cm"], found["peak_height_error_cm"]) == (10.0, 1.25)
    assert found["total_displacement_ratio"] == pytest.approx(1.0)
    assert found["total_displacement_cm"] == pytest.approx(25.0)
    assert found["total_displacement_error_cm"] == pytest.approx(3 * 1.25)
    assert found["positive_work_j"] == pytest.approx(80 * 9.81 * 0.25 * 0.8)
    assert found["mean_power_w"] == pytest.approx(80 * 9.81 * 0.25 * 0.8 / (3 * 1.25))
    assert (found["up_s"], found["top_s"], found["down_s"]) == (1.25, 0.5, 1.5)
    assert found["loss_percent"] is found["slope_percent"] is found["peak_angle_deg"] is None


def test_work_of_a_usual_endurance_test() -> None:
    """The median of the norms, 192 cm and 1374 J at the malleolus in 25 raises (Sleeswijk Visser 2025): 73 kg."""
    raises = [seen(0.45, 0.295, 1.92 / 25 / 0.26)] * 25
    found = outcomes(*raises, body=BodyFacts(foot_cm=26, mass_kg=73))
    assert found["ankle_displacement_cm"] == pytest.approx(192)
    assert (found["positive_work_j"], found["work_point"]) == (pytest.approx(1374, abs=2), "ankle")
    assert found["total_displacement_cm"] == pytest.approx(
        292.5
    )  # of the heel, which no norm of 2025 knows


def test_each_repetition_has_the_rise_of_the_ankle_in_cm() -> None:
    judged = with_outcomes(report(seen(0.4, 0.28, 0.3), rep(0.4)), SINGLE, BODY).reps
    names = (
        "peak_ankle_rise_cm",
        "peak_ankle_rise_error_cm",
        "ankle_displacement_cm",
        "ankle_displacement_error_cm",
    )
    assert [judged[0].measures[name] for name in names] == pytest.approx([7.0, 0.25, 7.5, 0.25])
    assert not set(names) & set(judged[1].measures)
    assert not set(names) & set(
        with_outcomes(report(seen(0.4, 0.28, 0.3)), SINGLE).reps[0].measures
    )


def test_a_foot_that_is_only_estimated_adds_to_the_error_of_the_ankle() -> None:
    (judged,) = with_outcomes(report(seen(0.4, 0.28, 0.3)), SINGLE, BodyFacts(height_cm=175)).reps
    assert judged.measures["peak_ankle_rise_cm"] == pytest.approx(26.6 * 0.28)
    assert judged.measures["peak_ankle_rise_error_cm"] == pytest.approx(26.6 * (0.01 + 0.03 * 0.28))
    both = BodyFacts(height_cm=175, foot_cm=25)
    assert with_outcomes(report(seen(0.4, 0.28, 0.3)), SINGLE, both).reps[
        0
    ].measures == pytest.approx(
        with_outcomes(report(seen(0.4, 0.28, 0.3)), SINGLE, BODY).reps[0].measures
    )


def test_the_ankle_of_a_leg_adds_up_and_does_the_work() -> None:
    found = outcomes(seen(0.4, 0.28, 0.3), seen(0.3, 0.2, 0.2), rep(0.9, verdict="uncertain"))
    assert (found["peak_ankle_rise_ratio"], found["ankle_displacement_ratio"]) == (0.28, 0.5)
    assert (found["peak_ankle_rise_cm"], found["ankle_displacement_cm"]) == pytest.approx(
        (7.0, 12.5)
    )
    assert (
        found["peak_ankle_rise_error_cm"],
        found["ankle_displacement_error_cm"],
    ) == pytest.approx((0.25, 0.5))
    assert found["positive_work_j"] == pytest.approx(80 * 9.81 * 0.125)
    assert found["mean_power_w"] == pytest.approx(80 * 9.81 * 0.125 / 2.5)
    assert (found["peak_height_cm"], found["total_displacement_cm"]) == pytest.approx((10.0, 17.5))


def test_an_ankle_that_was_not_always_seen_has_no_sum_and_work_is_by_the_heel() -> None:
    found = outcomes(seen(0.4, 0.28, 0.3), rep(0.4))
    assert (
        found["ankle_displacement_ratio"]
        is found["peak_ankle_rise_cm"]
        is found["ankle_error_ratio"]
        is None
    )
    assert found["work_point"] == "heel"
    assert found["positive_work_j"] == pytest.approx(80 * 9.81 * 0.8 * 0.2)
    assert outcomes(seen(0.4, 0.28, 0.3), body=BodyFacts(foot_cm=25))["work_point"] is None


def test_ankles_are_compared_with_their_own_error() -> None:
    found = comparison(seen(0.4, 0.28, 0.3), seen(0.4, 0.28, 0.3), seen(0.4, 0.2, 0.2, "right"))
    rise, way_up = found["peak_ankle_rise"], found["ankle_displacement"]
    assert (rise["left"], rise["right"], rise["unit"]) == (pytest.approx(7.0), 5.0, "cm")
    assert rise["measurement_error"] == pytest.approx(
        1.96 * math.sqrt(2) * math.hypot(0.066 * 6, 0.25)
    )
    assert rise["within_measurement_error"] is False
    assert (way_up["left"], way_up["right"]) == pytest.approx((15.0, 5.0))
    assert found["peak_height"]["within_measurement_error"] is True
    assert "peak_ankle_rise" not in comparison(seen(0.4, 0.28, 0.3), rep(0.4, "right"))


def test_loss_and_slope_need_six_repetitions() -> None:
    peaks = [0.40, 0.38, 0.36, 0.34, 0.32, 0.30]
    assert outcomes(*map(rep, peaks[:5]))["loss_percent"] is None
    found = outcomes(*map(rep, peaks))
    assert found["loss_percent"] == pytest.approx(100 * (0.38 - 0.32) / 0.38)
    assert found["slope_percent"] == pytest.approx(100 * -0.02 / 0.35)


@given(st.lists(st.floats(0.1, 0.6), min_size=6, max_size=40), st.floats(12, 40))
def test_loss_and_slope_know_no_scale(peaks: list[float], foot_cm: float) -> None:
    for name in ("loss_percent", "slope_percent", "peak_height_ratio", "total_displacement_ratio"):
        assert (
            outcomes(*map(rep, peaks), body=BodyFacts(foot_cm=foot_cm))[name]
            == outcomes(*map(rep, peaks))[name]
        )


@given(st.lists(st.floats(0.1, 0.6), min_size=1, max_size=40))
def test_equal_raises_add_up_and_none_is_higher_than_the_peak(peaks: list[float]) -> None:
    found = outcomes(*map(rep, peaks))
    assert found["total_displacement_ratio"] <= len(peaks) * found["peak_height_ratio"] + 1e-9
    twice = outcomes(*map(rep, peaks + peaks))
    assert twice["positive_work_j"] == pytest.approx(2 * found["positive_work_j"])
    assert twice["mean_power_w"] == pytest.approx(found["mean_power_w"])


def test_without_a_length_there_are_no_centimetres_and_no_work() -> None:
    judged = with_outcomes(report(rep(0.4)), SINGLE, BodyFacts(mass_kg=80))
    assert "peak_heel_height_cm" not in judged.reps[0].measures
    found = asdict(judged.summary.outcomes["left"])
    assert found["peak_height_ratio"] == 0.4
    unknown = {name for name, value in found.items() if value is None}
    assert {name for name in found if name.endswith(("_cm", "_j", "_w"))} <= unknown


def test_work_needs_a_mass_and_a_body_that_is_lifted() -> None:
    assert outcomes(rep(0.4), body=BodyFacts(foot_cm=25))["positive_work_j"] is None
    seated = outcomes(rep(0.4), spec=SEATED)
    assert seated["positive_work_j"] is seated["mean_power_w"] is None
    assert seated["total_displacement_cm"] == pytest.approx(10.0)


def test_a_lowest_point_that_was_not_seen_leaves_the_displacement_unknown() -> None:
    for valley in (None, math.nan):
        found = outcomes(rep(0.4), rep(0.4, valley=valley))
        assert found["peak_height_ratio"] == 0.4
        assert found["total_displacement_ratio"] is found["positive_work_j"] is None


def test_only_uncertain_repetitions_have_no_outcome() -> None:
    found = outcomes(rep(0.4, verdict="uncertain"))
    assert (found.pop("repetitions"), found.pop("left_out")) == (0, 1)
    assert set(found.values()) == {None}


def test_angles_are_not_called_heights() -> None:
    judged = with_outcomes(report(rep(37.0), rep(31.0)), MOBILIZATION, BODY)
    assert [(r.peak, r.valley, r.measures["peak_deg"]) for r in judged.reps] == [
        (None, None, 37.0),
        (None, None, 31.0),
    ]
    found = asdict(judged.summary.outcomes["left"])
    assert found["peak_angle_deg"] == 37.0
    assert (
        found["peak_height_ratio"]
        is found["peak_height_cm"]
        is found["total_displacement_ratio"]
        is None
    )
    side = judged.summary.sides["left"]
    assert (side.best_height_ratio, side.best_angle_deg) == (None, 37.0)
    assert outcomes(rep(0.4))["peak_angle_deg"] is None


def test_outcomes_can_be_had_again_with_more_known_of_the_person() -> None:
    ankle = seen(0.4, 0.28, 0.3)
    assert with_outcomes(with_outcomes(report(ankle), SINGLE), SINGLE, BODY) == with_outcomes(
        report(ankle), SINGLE, BODY
    )
    for spec, peak in ((MOBILIZATION, 37.0), (SINGLE, 0.4)):
        once = with_outcomes(report(rep(peak), rep(peak, "right")), spec)
        assert with_outcomes(once, spec, BODY) == with_outcomes(
            report(rep(peak), rep(peak, "right")), spec, BODY
        )


def test_a_live_session_says_the_angles_that_analyze_says() -> None:
    frames = frames_of(DATA / "clips" / "ankle-mobilization.npz")
    coach = Coach(MOBILIZATION, Plan(sets=1, target=10, intro=False))
    for number in range(160):
        coach.update(number / 20, frames[0][1])
    for time_s, pose in frames:
        coach.update(8.0 + time_s, pose)
    coach.finish()
    told = coach.update(100.0, None).summary
    analysed = with_outcomes(report_of("ankle-mobilization", frames), MOBILIZATION)
    assert told is not None
    kept = with_outcomes(coach.report(), MOBILIZATION)
    assert told.sides == kept.summary.sides == analysed.summary.sides
    assert told.words("left", "reps").endswith("full, 1 partial, up to 37°")


def test_heights_are_told_in_foot_lengths_and_stretches_in_seconds() -> None:
    told = Summary(
        with_outcomes(report(rep(0.4), rep(0.2, verdict="partial")), SINGLE).summary.sides, None
    )
    assert told.words("left", "reps") == "1 full, 1 partial, up to 0.40 foot lengths high"
    held = Summary(
        with_outcomes(report(holds=(Hold(1, "right", 0, 40, 31.0, 9),)), STRETCH).summary.sides,
        None,
    )
    assert held.words("right", "hold") == "31 good seconds"


def test_one_side_has_nothing_to_be_compared_with() -> None:
    assert comparison(rep(0.4)) is None
    assert comparison(rep(0.4), rep(0.4, "right", "uncertain")) is None
    assert comparison() is None


def test_left_beside_right() -> None:
    found = comparison(*[rep(0.4)] * 12, *[rep(0.3, "right")] * 9)
    limit = 1.96 * math.sqrt(2) * math.hypot(0.8, 0.05 * 25)
    assert found["peak_height"] == pytest.approx(
        {
            "left": 10.0,
            "right": 7.5,
            "difference": 2.5,
            "unit": "cm",
            "symmetry_percent": 75.0,
            "measurement_error": limit,
            "within_measurement_error": True,
        }
    )
    assert found["repetitions"]["difference"] == 3
    assert found["repetitions"]["symmetry_percent"] == 75.0
    assert found["repetitions"]["within_measurement_error"] is True
    assert found["total_displacement"]["left"] == pytest.approx(120.0)
    assert found["total_displacement"]["symmetry_percent"] == pytest.approx(100 * 67.5 / 120)


@pytest.mark.parametrize(("count", "within"), [(19, True), (20, False)])
def test_repetitions_differ_only_beyond_the_limits_of_agreement(count: int, within: bool) -> None:
    found = comparison(*[rep(0.4)] * 13, *[rep(0.4, "right")] * count)
    assert found["repetitions"]["within_measurement_error"] is within
    assert found["peak_height"]["symmetry_percent"] == 100.0


def test_great_differences_in_height_are_beyond_error() -> None:
    assert (
        comparison(rep(0.5), rep(0.25, "right"))["peak_height"]["within_measurement_error"] is False
    )
    unscaled = comparison(rep(0.5), rep(0.25, "right"), body=None)["peak_height"]
    assert unscaled["unit"] == "foot lengths"
    assert unscaled["measurement_error"] == pytest.approx(
        1.96 * math.sqrt(2) * math.hypot(0.066 * 0.375, 0.05)
    )
    assert unscaled["within_measurement_error"] is False


@given(st.floats(0.12, 0.6), st.floats(0.12, 0.6))
def test_which_side_is_which_does_not_matter(a: float, b: float) -> None:
    one, other = comparison(rep(a), rep(b, "right")), comparison(rep(b), rep(a, "right"))
    for name in ("peak_height", "total_displacement", "repetitions"):
        assert one[name]["difference"] == -other[name]["difference"]
        assert one[name]["symmetry_percent"] == other[name]["symmetry_percent"] <= 100
        assert one[name]["within_measurement_error"] == other[name]["within_measurement_error"]


def test_angles_are_compared_in_degrees() -> None:
    found = comparison(rep(37.0), rep(31.0, "right"), spec=MOBILIZATION)
    assert sorted(found) == ["peak_angle", "repetitions"]
    assert (found["peak_angle"]["difference"], found["peak_angle"]["measurement_error"]) == (
        6.0,
        4.7,
    )
    assert found["peak_angle"]["within_measurement_error"] is False


def test_stretches_compare_seconds_and_have_no_outcomes() -> None:
    left, right = (Hold(1, side, 0.0, 40.0, 31.0, 9.0) for side in ("left", "right"))
    summary = with_outcomes(
        report(holds=(left, replace(right, held_s=28.5), left)), STRETCH, BODY
    ).summary
    assert summary.outcomes == {}
    assert summary.comparison == Comparison(held_s=Beside(62.0, 28.5, "s"))
    assert summary.comparison.held_s.difference == 33.5
    assert with_outcomes(report(holds=(left,)), STRETCH, BODY).summary.comparison is None


def test_what_a_live_session_keeps_stays() -> None:
    assert with_outcomes(report(rep(0.4)), SINGLE, BODY).log == LOG
    assert with_outcomes(report(rep(0.4)), SINGLE).summary.body.foot_length_cm is None


@pytest.mark.parametrize("exercise", ["calf-raise", "single-leg-calf-raise", "deficit-calf-raise"])
def test_heights_of_rendered_people_are_within_the_error_that_is_told(exercise: str) -> None:
    truth = TRUTH[exercise]["reps"]
    reps = with_outcomes(
        report_of(exercise, frames_of(DATA / f"{exercise}.npz")), load_exercise(exercise), BODY
    ).reps
    errors = [
        abs(r.measures["peak_heel_height_cm"] - 25 * t["peak_heel_height_ratio"])
        for r, t in zip(reps, truth, strict=True)
    ]
    assert sum(errors) / len(errors) <= 25 * HEIGHT_ERROR_RATIO


def test_exercises_on_both_legs_have_no_left_leg() -> None:
    sides: dict[Side, SideResult] = {"left": SideResult(3, 0, 2, 0.4, None, 0.0)}
    assert Summary(sides, None).leg("left") == "Left leg"
    assert Summary(sides, None, each_leg=False).leg("left") == "Both legs"
    assert (
        Summary(sides, None).words("left", "reps")
        == "3 full, 0 partial, 2 uncertain, up to 0.40 foot lengths high"
    )
