"""What the pain-monitoring rule says today: go on, stay, step back, or stop and see somebody."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from formcheck.plan.course import (
    RULE,
    Course,
    Reason,
    course_of,
    series_of,
    usual_pain,
    weeks_before,
)
from formcheck.plan.ladder import above
from formcheck.plan.programme import Limits
from formcheck.plan.values import Diary, Morning, Plan, Standing
from formcheck.words import Phrase

__all__ = ["Advice", "Rise", "Verdict", "advise"]

Verdict = Literal["go on", "stay", "step back", "see somebody", "stop"]
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Rise:
    """A rise that is proposed; nothing of it is done before the user confirms it."""

    to: Standing
    what: Phrase
    why: Reason


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do today.

    Attributes:
        verdict: "stop": nothing until somebody agreed; "see somebody": only the easier load until
            somebody agreed; "step back": the load was made easier; "stay": as last time.
        why: The reason, and whose rule it is.
        at: The load.
        rise: Only with "go on", and not always.
    """

    verdict: Verdict
    why: Reason
    at: Standing
    rise: Rise | None = None


def advise(plan: Plan, diary: Diary, day: int) -> Advice:
    """Decides by what was told up to a day.

    Args:
        plan: The programme and the person.
        diary: What was told.
        day: Today, as a number.
    """
    day = max(day, plan.begun_day)
    course = course_of(plan, diary, day)
    if course.rests is not None:
        return Advice("stop", course.rests, course.at)
    if course.down is not None:
        return Advice("see somebody", course.down, course.at)
    if course.back is not None:
        return Advice("step back", course.back, course.at)
    why = _why_to_stay(plan, diary, course, day)
    if why is not None:
        return Advice("stay", why, course.at)
    safe = plan.programme.limits.safe
    gone = Phrase("plan.why.go-on", safe=safe)
    reason = Reason(gone if course.last is not None else Phrase("plan.why.nothing-yet"), RULE)
    return Advice("go on", reason, course.at, _rise(plan, diary, course, day))


def _why_to_stay(plan: Plan, diary: Diary, course: Course, day: int) -> Reason | None:
    """What speaks against a rise; None when pain was safe and gone the next morning."""
    last, safe = course.last, plan.programme.limits.safe
    begun = plan.begun_day if last is None else last.day + 1
    mornings = [m.pain for m in diary.mornings if begun <= m.day <= day and m.pain is not None]
    if mornings and mornings[-1] > safe:
        return Reason(Phrase("plan.why.this-morning", pain=mornings[-1]), RULE)
    if last is None:
        return None
    felt = _why_of_day(plan, diary, last.day) or _why_after(plan, diary, last.day)
    if felt is not None:
        return Reason(felt, RULE)
    return _week_rose(diary, plan.programme.limits, day, plan.begun_day)


def _why_of_day(plan: Plan, diary: Diary, day: int) -> Phrase | None:
    """What speaks against a rise in the sessions of a day, the worst of them."""
    limits = plan.programme.limits
    sessions = [s for s in diary.sessions if s.day == day]
    worst = max((s.pain for s in sessions if s.pain is not None), default=0)
    if worst > limits.acceptable:
        return Phrase("plan.why.above", pain=worst, acceptable=limits.acceptable)
    if worst > limits.safe:
        return Phrase("plan.why.acceptable", pain=worst)
    if any(s.settled_pain is None for s in sessions):
        return Phrase("plan.why.unknown-pain")
    return None


def _why_after(plan: Plan, diary: Diary, day: int) -> Phrase | None:
    """What speaks against a rise on the morning after a day."""
    after = _morning_of(diary, day + 1)
    if after is None or after.pain is None:
        return Phrase("plan.why.unknown-morning")
    usual = usual_pain(plan, diary, day)
    if after.pain > usual:
        return Phrase("plan.why.morning-again", pain=after.pain, usual=usual)
    return None


def _morning_of(diary: Diary, day: int) -> Morning | None:
    return next((m for m in reversed(diary.mornings) if m.day == day), None)


def _week_rose(diary: Diary, limits: Limits, day: int, begun_day: int) -> Reason | None:
    for name, points, least in series_of(diary, limits):
        means = weeks_before(points, day, 2, begun_day, least=limits.answers_a_week)
        if any(later - earlier > least for earlier, later in pairwise(means)):
            what = Phrase(f"plan.series.{name}")
            return Reason(Phrase("plan.why.week-rose", what=what), RULE)
    return None


def _rise(plan: Plan, diary: Diary, course: Course, day: int) -> Rise | None:
    """The next load, when enough was done at this one and all of the week's pain was safe."""
    limits = plan.programme.limits
    week = [s for s in diary.sessions if day - _WEEK < s.day <= day and s.day >= plan.begun_day]
    known = [s.pain for s in week if s.settled_pain is not None]
    pains = [*(s.pain for s in week), *_mornings(plan, diary, day)]
    worst = max((pain for pain in pains if pain is not None), default=0)
    at, to = course.at, above(plan.programme, course.at, day)
    too_soon = day - at.changed_day < limits.rise_days
    if to is None or too_soon or len(known) < limits.rise_sessions or worst > limits.safe:
        return None
    felt = max(s.pain for s in week if s.pain is not None)
    if to.phase == at.phase and _weights(to) > _weights(at) and not _may_add(plan, at, felt):
        return None
    settled = {"sessions": len(known), "days": _WEEK, "pain": felt}
    return Rise(to, _named(plan, at, to), Reason(Phrase("plan.why.settled", **settled), RULE))


def _mornings(plan: Plan, diary: Diary, day: int) -> list[int | None]:
    return [m.pain for m in diary.mornings if max(day - _WEEK, plan.begun_day - 1) < m.day <= day]


def _weights(at: Standing) -> int:
    """How many times load was added; with fewer sets there is none."""
    return 0 if at.eased else at.step


def _may_add(plan: Plan, at: Standing, pain: int) -> bool:
    """Whether the exercises whose load would rise allow it at this pain."""
    doses = plan.programme.phases[at.phase].exercises
    return all(pain <= dose.load_step_max_pain for dose in doses if dose.load_step_kg)


def _named(plan: Plan, at: Standing, to: Standing) -> Phrase:
    phase, limits = plan.programme.phases[to.phase], plan.programme.limits
    if to.phase != at.phase:
        if not phase.entry:
            return Phrase("plan.rise.phase", name=phase.name)
        return Phrase("plan.rise.phase-entry", name=phase.name, entry=phase.entry)
    if to.eased < at.eased:
        loaded = any(dose.load or (dose.load_step_kg and to.step) for dose in phase.exercises)
        return Phrase("plan.rise.sets-load" if loaded and not to.eased else "plan.rise.sets")
    kilos = [dose.load_step_kg for dose in phase.exercises if dose.load_step_kg]
    if kilos:
        return Phrase("plan.rise.load", kg=min(kilos))
    return Phrase("plan.rise.reps", reps=limits.reps_step)
