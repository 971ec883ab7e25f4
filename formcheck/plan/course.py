"""The course of a plan: everything that was told, taken in order, and what it did to the load.

The load is a function of what was told: nothing but the user's confirmations is kept of it, so no
crash and no second program can step it back twice, and a morning told late counts as it should.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise
from operator import itemgetter
from statistics import fmean
from typing import Final

from formcheck.plan.ladder import below
from formcheck.plan.programme import Limits
from formcheck.plan.signs import LOST
from formcheck.plan.today import own_programme
from formcheck.plan.values import Change, Diary, Done, Morning, Plan, Standing
from formcheck.words import Phrase

__all__ = [
    "RULE",
    "Course",
    "Reason",
    "course_of",
    "series_of",
    "usual_pain",
    "weeks_before",
    "why_stopped",
]

RULE: Final = Phrase("plan.rule")
_DESIGN: Final = Phrase("plan.design")
_WEEK = 7
_DAY_S = 86400.0


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: in words, and whose rule it is."""

    text: Phrase
    source: Phrase


@dataclass(slots=True)
class Course:
    """Where a plan stands after what was told.

    Attributes:
        at: The load.
        back: Why the load was stepped back after the latest session; None when it was not.
        down: Why the load stays down until somebody has looked; None when it need not.
        rests: Why nothing is done until somebody has looked; None when it need not.
        last: The latest session.
        log: Each change of the load with its day and reason.
    """

    at: Standing
    back: Reason | None = None
    down: Reason | None = None
    rests: Reason | None = None
    last: Done | None = None
    log: list[tuple[int, Standing, Reason]] = field(default_factory=list)
    _highs: int = 0
    _backed_day: int = 0
    _quiet_day: int = 0
    _week: int = -1


def course_of(plan: Plan, diary: Diary, day: int) -> Course:
    """Takes everything that was told from the plan's first day up to a day, in order."""
    begun = plan.begun_day
    day = max(day, begun)  # what is told before it begins, it begins with
    course = Course(Standing(0, 0, 0, begun, begun))
    series = series_of(diary, plan.programme.limits)
    for at_day, take in _in_order(course, plan, diary):
        if begun <= at_day <= day:
            take()
            _look_at_weeks(course, plan, series, at_day)
    _look_at_weeks(course, plan, series, day)
    _look_at_pause(course, plan, day)
    return course


def _in_order(course: Course, plan: Plan, diary: Diary) -> list[tuple[int, Callable[[], None]]]:
    """A morning comes before everything else of its day, at one moment what hurts comes last."""
    told: list[tuple[tuple[int, float], Callable[[], None]]] = []
    for morning in diary.mornings:
        take = partial(_morning, course, plan, diary, morning)
        told.append(((morning.day, -math.inf), take))
    for change in diary.changes:
        told.append(((change.day, change.at_s), partial(_change, course, plan, change)))
    for done in diary.sessions:
        told.append(((done.day, done.at_s), partial(_session, course, plan, done)))
    return [(day, take) for (day, _), take in sorted(told, key=itemgetter(0))]


def why_stopped(sign: str) -> Reason:
    """Why nothing is done after a stop sign."""
    why = LOST if sign == LOST else Phrase("plan.why.stopped", sign=sign)
    return Reason(why, Phrase("plan.safety-list"))


def _session(course: Course, plan: Plan, done: Done) -> None:
    limits = plan.programme.limits
    since_s = 0.0 if course.last is None else done.at_s - course.last.at_s
    _look_at_pause(course, plan, done.day, since_s)  # days go wrong with a clock
    course.last, course.back = done, None
    if done.stop_sign:
        course.rests = why_stopped(done.stop_sign)
    if done.pain is None:
        return  # unknown: neither high nor the end of a row
    if done.pain <= limits.acceptable:
        course._highs = course._highs if done.skipped else 0
        return
    course._highs += 1
    counted = {"pain": done.pain, "acceptable": limits.acceptable}
    high, above = Phrase("plan.why.high", **counted), Phrase("plan.why.above", **counted)
    _step_back(course, plan, done.day, Reason(high, RULE), pain=above)
    if course._highs >= limits.high_in_a_row:
        counted = {"acceptable": limits.acceptable, "times": course._highs}
        course.down = Reason(Phrase("plan.why.high-again", **counted), _DESIGN)


def _morning(course: Course, plan: Plan, diary: Diary, morning: Morning) -> None:
    """The morning after: pain above the usual, and above what is safe anyway, had not settled.

    Nor had pain above what is acceptable, however usual it is.
    """
    last = course.last
    if last is None or last.day != morning.day - 1 or morning.pain is None:
        return
    usual, limits = usual_pain(plan, diary, last.day), plan.programme.limits
    settled = min(max(usual, limits.safe), limits.acceptable)
    if morning.pain <= settled or course._backed_day == last.day:
        return
    high = Phrase("plan.why.morning-high", pain=morning.pain, usual=usual)
    if morning.pain <= usual:
        above = limits.acceptable
        high = Phrase("plan.why.morning-above", pain=morning.pain, acceptable=above)
    _step_back(course, plan, morning.day, Reason(high, RULE), pain=high)
    course._backed_day = last.day


def usual_pain(plan: Plan, diary: Diary, day: int) -> int:
    """The pain that a morning has to come back to: that of a usual morning when the plan began.

    Where it was not told, that of the morning before the session; where that was not told, none.
    """
    if plan.person.usual_pain is not None:
        return plan.person.usual_pain
    told = [m.pain for m in diary.mornings if m.day == day and m.pain is not None]
    return told[-1] if told else 0


def _change(course: Course, plan: Plan, change: Change) -> None:
    if change.kind == "agreed":
        course.rests = course.down = None
        course._highs, course._quiet_day = 0, change.day
        return
    place = (change.phase, change.step, change.eased)
    if course.rests or course.down or course.back:
        return  # told later than the rise: it would not have been proposed
    if not 0 <= change.phase < len(plan.programme.phases) or place == course.at.place:
        return
    since = change.day if change.phase != course.at.phase else course.at.since_day
    course.at = Standing(*place, since, change.day)
    course.log.append((change.day, course.at, Reason(Phrase("plan.confirmed"), Phrase("plan.you"))))


def _step_back(
    course: Course, plan: Plan, day: int, reason: Reason, pain: Phrase | None = None
) -> None:
    """Makes the load easier; where nothing is, says so after the pain."""
    at = below(own_programme(plan), course.at, day)
    if pain is not None and at.place == course.at.place:
        reason = Reason(Phrase("plan.why.lowest", why=pain), reason.source)
    course.at, course.back, course._backed_day = at, reason, day
    course.log.append((day, at, reason))


def _look_at_pause(course: Course, plan: Plan, day: int, since_s: float = 0.0) -> None:
    """After a long time without a session the next one is easier, and the phase begins anew."""
    if course.last is None:
        return
    limits = plan.programme.limits
    weeks = max(day - course.last.day, int(since_s / _DAY_S)) // _WEEK
    if weeks < limits.pause_weeks:
        return
    at = below(own_programme(plan), course.at, day)
    if at.place == course.at.place:
        return
    pause = "pause"
    if weeks >= limits.long_pause_weeks:
        at, pause = replace(at, phase=0, step=0), "long-pause"
    course.at = replace(at, since_day=day)
    course.back = Reason(Phrase(f"plan.why.{pause}", weeks=weeks), _DESIGN)
    course.log.append((day, course.at, course.back))


def _look_at_weeks(course: Course, plan: Plan, series: Iterable[Series], day: int) -> None:
    """Rising from week to week, for as many weeks as the limits say."""
    week = (day - plan.begun_day) // _WEEK
    if course.down is not None or week == course._week:
        return
    course._week = week  # whole weeks are looked at once
    limits = plan.programme.limits
    for name, points, least in series:
        means = weeks_before(
            points,
            day,
            limits.rising_weeks + 1,
            plan.begun_day,
            quiet_day=course._quiet_day,
            least=limits.answers_a_week,
        )
        if all(later - earlier > least for earlier, later in pairwise(means)):
            what = Phrase(f"plan.series.{name}")
            rose = Phrase("plan.why.rose", what=what, weeks=limits.rising_weeks)
            course.down = Reason(rose, _DESIGN)
            _step_back(course, plan, day, course.down)
            return


Series = tuple[str, Sequence[tuple[int, float]], float]


def series_of(diary: Diary, limits: Limits) -> tuple[Series, ...]:
    """What may rise: its name, days with values, and from what difference on it counts."""
    mornings, sessions = diary.mornings, diary.sessions
    pains = [(m.day, m.pain) for m in mornings]
    stiff = [(m.day, m.stiffness_min) for m in mornings]
    worst = [(s.day, s.settled_pain) for s in sessions]
    return (
        ("morning", _known(pains), limits.pain_rise),
        ("stiffness", _known(stiff), limits.stiffness_rise_min),
        ("session", _known(worst), limits.pain_rise),
    )


def _known(told: Iterable[tuple[int, float | None]]) -> list[tuple[int, float]]:
    return sorted((day, value) for day, value in told if value is not None)


def weeks_before(
    points: Sequence[tuple[int, float]],
    day: int,
    weeks: int,
    begun_day: int,
    *,
    quiet_day: int = 0,
    least: int,
) -> list[float]:
    """Means of the latest whole weeks of a plan before a day, the earliest first.

    Args:
        points: Days with values, in order.
        day: Today.
        weeks: How many.
        begun_day: Where the first week of the plan begins.
        quiet_day: What was told up to this day does not count.
        least: A week with fewer answers is NaN.
    """
    end = day - (day - begun_day) % _WEEK
    means = []
    for begin in range(end - _WEEK * weeks, end, _WEEK):
        first = max(begin, begun_day, quiet_day + 1)
        low, high = (
            bisect_left(points, edge, key=itemgetter(0)) for edge in (first, begin + _WEEK)
        )
        values = [value for _, value in points[low:high]]
        means.append(fmean(values) if len(values) >= least else math.nan)
    return means
