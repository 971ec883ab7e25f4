"""The rules of the heel-rise test, raise by raise."""

import pytest

from formcheck.engine.values.report import Finding, Rep
from formcheck.trials.referee import PROMPTS, STALL_S, Raise, Referee


def finding(check: str, level: str = "bad") -> Finding:
    return Finding(check, level, 0.0, 1.0, None, "deg", (None, None), "")  # type: ignore[arg-type]


def rep(number: int, *checks: str, peak: float | None = 0.3, at_s: float = 0.0) -> Rep:
    """A raise to the metronome, or at another time."""
    peak_s = at_s or 2.0 * number
    findings = tuple(finding(check) for check in checks)
    return Rep(
        number=number,
        side="left",
        start_s=peak_s - 0.9,
        peak_s=peak_s,
        end_s=peak_s + 0.9,
        up_s=0.8,
        top_s=0.2,
        down_s=0.8,
        verdict="uncertain" if peak is None else "full",
        peak=peak,
        valley=0.0,
        findings=findings,
    )


def judged(*reps: Rep) -> list[Raise]:
    referee = Referee()
    return [referee.judge(each) for each in reps]


def test_raises_that_keep_the_rules_count() -> None:
    assert [each.counts for each in judged(*(rep(n) for n in range(1, 6)))] == [True] * 5


@pytest.mark.parametrize("check", ["knee-straight", "trunk-still", "other-foot-up"])
def test_a_raise_that_breaks_the_form_is_prompted_and_does_not_count(check: str) -> None:
    _, wrong, right = judged(rep(1), rep(2, check), rep(3))
    assert (wrong.breaches, wrong.prompted, wrong.counts) == ((check,), True, False)
    assert right.counts


def test_height_is_measured_by_the_first_raise() -> None:
    raises = judged(rep(1, peak=0.40), rep(2, peak=0.21), rep(3, peak=0.19), rep(4, peak=0.30))
    assert [each.breaches for each in raises] == [(), (), ("too-low",), ()]


@pytest.mark.parametrize(
    ("period_s", "kept"), [(1.3, False), (1.5, True), (2.5, True), (2.7, False)]
)
def test_the_pace_is_that_of_the_metronome(period_s: float, kept: bool) -> None:
    second = judged(rep(1, at_s=2.0), rep(2, at_s=2.0 + period_s))[1]
    assert second.breaches == (() if kept else ("off-pace",))


def test_the_third_breach_in_a_row_ends_the_test() -> None:
    """Two prompts, and no response to either."""
    raises = judged(rep(1), *(rep(n, "knee-straight") for n in (2, 3, 4)), rep(5))
    assert [each.prompted for each in raises] == [False, True, True, False, False]
    assert [each.after_end for each in raises] == [False, False, False, True, True]
    assert [each.counts for each in raises] == [True, False, False, False, False]
    assert PROMPTS == 2


def test_a_good_raise_answers_a_prompt() -> None:
    checks = ("", "knee-straight", "knee-straight", "", "knee-straight", "knee-straight", "")
    raises = judged(*(rep(n, *filter(None, [c])) for n, c in enumerate(checks, 1)))
    assert not any(each.after_end for each in raises)
    assert [each.number for each in raises if each.counts] == [1, 4, 7]


def test_what_was_not_seen_neither_counts_nor_answers_a_prompt() -> None:
    reps = rep(1), rep(2, "knee-straight"), rep(3, peak=None), rep(4, "knee-straight")
    raises = judged(*reps, rep(5, "knee-straight"), rep(6))
    assert raises[2].unseen
    assert not raises[2].counts
    assert [each.after_end for each in raises] == [False, False, False, False, True, True]


def test_an_unknown_knee_is_no_good_form() -> None:
    referee = Referee()
    unknown = rep(1)
    object.__setattr__(unknown, "findings", (finding("knee-straight", "unknown"),))
    assert referee.judge(unknown).unseen == ("knee-straight",)


def test_who_stops_is_prompted_twice_and_then_it_is_over() -> None:
    referee = Referee()
    referee.begin(10.0)
    assert not referee.stalled(10.0 + STALL_S - 0.1)
    times_s = [10.0 + STALL_S * n for n in (1, 2, 3)]
    assert [referee.stalled(t) for t in times_s] == [True] * 3
    assert referee.over
    assert not referee.stalled(100.0)
