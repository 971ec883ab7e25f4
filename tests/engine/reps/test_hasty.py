"""Movements of less than half a second: a high one is a hasty raise and is blamed, a low one is a twitch."""

import pytest

from formcheck.engine.values.report import Report
from tests.engine.skeleton import Stance, film, raises, watch, worst_level

HASTY_S = (0.2, 0.02, 0.2, 0.5)


def hasty(heel: float) -> Report:
    high = Stance(heel=heel, other_heel=heel)
    report, _ = watch("calf-raise", film(raises(Stance(), high, 3, HASTY_S), fps=60))
    return report


def test_a_high_one_is_told_that_it_was_too_fast_and_does_not_count() -> None:
    report = hasty(0.36)
    assert [rep.verdict for rep in report.reps] == ["partial"] * 3
    assert all(rep.end_s - rep.start_s < 0.5 for rep in report.reps)
    assert worst_level(report, "slow-lowering") == "bad"


@pytest.mark.parametrize("heel", [0.17, 0.2])
def test_a_low_one_is_no_repetition_and_the_reason_is_told(heel: float) -> None:
    report = hasty(heel)
    assert report.reps == ()
    assert "too fast" in (report.view.reason or "")
