from dataclasses import replace

from formcheck.engine.results.outcomes import with_outcomes
from formcheck.engine.values.facts import BodyFacts
from formcheck.engine.values.landmarks import Side
from formcheck.engine.values.report import Hold, Rep, Report
from formcheck.library import load_exercise
from formcheck.reports.document import Provenance, Source, report_dict
from formcheck.reports.outcomes import comparison_lines, outcome_lines
from tests.reports.test_table import HOLDS, REPS, SOURCE, _text

BODY = BodyFacts(foot_cm=25.0, mass_kg=80.0)


def _reps(count: int, peak: float, side: Side = "left") -> tuple[Rep, ...]:
    return (Rep(1, side, 0.0, 1.0, 3.0, 1.25, 0.5, 1.5, "full", peak, 0.0),) * count


def _report(*reps: Rep, body: BodyFacts = BODY, exercise: str = "single-leg-calf-raise") -> Report:
    return with_outcomes(replace(REPS, reps=reps), load_exercise(exercise), body)


def _lines(
    *reps: Rep, body: BodyFacts = BODY, exercise: str = "single-leg-calf-raise"
) -> list[str]:
    summary = _report(*reps, body=body, exercise=exercise).summary
    return [
        line for side, values in summary.outcomes.items() for line in outcome_lines(side, values)
    ]


def test_a_leg_in_three_lines() -> None:
    assert _lines(*_reps(3, 0.4), *_reps(3, 0.3)) == [
        "Left: 6 repetitions, heel up to 10.0 ± 1.2 cm high, 52.5 ± 7.5 cm risen in all",
        "  work 330 J by the heel, 44 W while rising",
        "  up 1.2 s · top 0.5 s · down 1.5 s · last three 25 % lower than the first three",
    ]


def test_unknown_is_left_out() -> None:
    assert _lines(*_reps(1, 0.4), body=BodyFacts()) == [
        "Left: 1 repetition, heel up to 0.40 foot lengths high",
        "  up 1.2 s · top 0.5 s · down 1.5 s",
    ]
    assert (
        _lines(*_reps(1, 37.0), exercise="ankle-mobilization")[0] == "Left: 1 repetition, up to 37°"
    )
    assert _lines(replace(_reps(1, 0.4)[0], verdict="uncertain")) == []


def _seen(rep: Rep) -> Rep:
    measures = {
        "peak_ankle_rise_ratio": 0.28,
        "ankle_displacement_ratio": 0.3,
        "ankle_error_ratio": 0.01,
    }
    return replace(rep, measures=measures)


def test_the_ankle_is_one_line_that_says_which_point_it_is() -> None:
    raises = [_seen(rep) for rep in _reps(2, 0.4)]
    assert _lines(*raises)[1:3] == [
        "  ankle, as the norms of 2025 measure: up to 7.0 ± 0.2 cm high, 15.0 ± 0.5 cm risen in all",
        "  work 118 J by the ankle, 47 W while rising",
    ]
    assert _lines(*raises, body=BodyFacts())[1] == (
        "  ankle, as the norms of 2025 measure: up to 0.28 foot lengths high"
    )
    assert not [line for line in _lines(raises[0], *_reps(1, 0.4)) if "ankle" in line]
    assert (
        "  greatest ankle rise 7.0 cm and 7.0 cm (100 %): within measurement error (1.5 cm)"
        in comparison_lines(_report(raises[0], replace(raises[1], side="right")).summary.comparison)
    )


def test_document_has_the_ankle_of_each_repetition_or_null() -> None:
    names = (
        "peak_ankle_rise_cm",
        "peak_ankle_rise_error_cm",
        "ankle_displacement_cm",
        "ankle_displacement_error_cm",
    )
    report = _report(_seen(_reps(1, 0.4)[0]), *_reps(1, 0.4))
    known, unseen = report_dict(report, Source(SOURCE.name, SOURCE.size_px), Provenance("0", "ab"))[
        "reps"
    ]
    assert [known[name] for name in names] == [7.0, 0.25, 7.5, 0.25]
    assert [unseen[name] for name in names] == [None] * 4
    assert known["measures"]["peak_ankle_rise_ratio"] == 0.28


def test_large_errors_take_the_decimals_away() -> None:
    assert "250 ± 31 cm risen in all" in _lines(*_reps(25, 0.4))[0]


def test_comparison_says_what_is_within_error_and_blames_no_side() -> None:
    report = _report(*_reps(12, 0.5), *_reps(5, 0.25, "right"))
    assert list(comparison_lines(report.summary.comparison)) == [
        "Left and right:",
        "  greatest heel height 12.5 cm and 6.2 cm (50 %): more than the measurement error (4.1 cm)",
        "  heel risen in all 150.0 cm and 31.2 cm (21 %): more than the measurement error (44.2 cm)",
        "  repetitions 12 and 5 (42 %): more than the measurement error (6)",
    ]
    near = comparison_lines(_report(*_reps(1, 0.4), *_reps(1, 0.38, "right")).summary.comparison)
    assert all("within measurement error" in line for line in list(near)[1:])


def test_stretches_are_compared_in_seconds() -> None:
    both = replace(HOLDS, holds=(*HOLDS.holds, Hold(2, "right", 20, 30, 8.0, 2.0)))
    text = _text(with_outcomes(both, load_exercise("soleus-wall-stretch")))
    assert "Left 9.5 s, right 8.0 s in good form: 1.5 s more on the left" in text


def test_table_is_in_the_best_unit_that_is_known() -> None:
    assert "height in cm, ± 1.2" in _text(_report(*_reps(2, 0.4)))
    assert " 10.0 " in _text(_report(*_reps(2, 0.4)))
    assert "work 126 J" in _text(_report(*_reps(2, 0.4)))
    assert "--foot-cm" in _text(_report(*_reps(2, 0.4), body=BodyFacts()))
    assert "angle in degrees" in _text(_report(*_reps(2, 37.0), exercise="ankle-mobilization"))


def test_document_has_cm_with_error_or_null() -> None:
    known, unknown = (
        report_dict(
            _report(*_reps(1, 0.4), body=body),
            Source(SOURCE.name, SOURCE.size_px),
            Provenance("0", "ab"),
        )
        for body in (BODY, BodyFacts())
    )
    assert (
        known["reps"][0]["peak_heel_height_cm"],
        known["reps"][0]["peak_heel_height_error_cm"],
    ) == (10.0, 1.25)
    assert (
        unknown["reps"][0]["peak_heel_height_cm"]
        is unknown["reps"][0]["peak_heel_height_error_cm"]
        is None
    )
    assert known["summary"]["outcomes"]["left"]["positive_work_j"] == round(
        80 * 9.81 * 0.8 * 0.1, 3
    )
    assert unknown["summary"]["body"] == {
        "height_cm": None,
        "foot_cm": None,
        "mass_kg": None,
        "foot_length_cm": None,
    }
