"""The session of today: which exercises, how much, on which side, and why it is as it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from formcheck.plan.ladder import fewer
from formcheck.plan.programme import Dose, Phase, Programme
from formcheck.plan.values import COMPRESSING, STRETCHES, Person, Plan, Standing
from formcheck.words import Phrase

__all__ = ["SEATED", "Rest", "Side", "Task", "caution", "own_programme", "session_of", "why_rest"]

_WEEK = 7
SEATED: Final = frozenset(
    {
        "towel-calf-stretch",
        "plantar-fascia-stretch",
        "seated-hamstring-stretch",
        "seated-calf-raise",
    }
)
"""7, 3, 5 and 11: what is left with poor balance."""
_ON_THE_BACK: Final = "supine-hamstring-stretch"
_NO_LOAD: Final = Phrase("plan.no-load-today")

Side = Literal["left", "right", "both"]


@dataclass(frozen=True, slots=True)
class Task:
    """One exercise of a session.

    Attributes:
        dose: As the programme has it.
        sets: As of today.
        reps: As of today; None for what is held only.
        side: The side or sides that do it; "both" is one after the other or both at once, as the
            exercise has it.
        camera: Whether a spec judges it.
        floor: Whether nothing may go below floor level.
        optional: When it may be left out; empty when it belongs to the session.
        why: What is different from the programme, and other remarks, one a line.
    """

    dose: Dose
    sets: int
    reps: int | None
    side: Side
    camera: bool
    floor: bool
    optional: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rest:
    """Why nothing is done today."""

    why: Phrase


def why_rest(
    plan: Plan, at: Standing, day: int, done: Sequence[int], pain: int | None = None
) -> Rest | None:
    """Why today has no session; None when it has one.

    Args:
        plan: The programme and the person.
        at: The load.
        day: Today, as a number.
        done: The day of each session that was finished.
        pain: Of this morning; None is unknown.
    """
    programme = plan.programme
    acceptable = programme.limits.acceptable
    if pain is not None and pain > acceptable:
        return Rest(Phrase("plan.too-much-pain", acceptable=acceptable))
    if sum(d == day for d in done) >= programme.sessions_on(at.phase):
        return Rest(Phrase("plan.rest.all-done"))
    days = {d for d in done if day - _WEEK < d < day}
    if len(days) >= (most := programme.days_in(at.phase)):
        return Rest(Phrase("plan.rest.week", done=len(days), days=most))
    if most <= _WEEK // 2 and day - 1 in days:
        return Rest(Phrase("plan.rest.between"))
    return None


def session_of(
    plan: Plan,
    at: Standing,
    day: int,
    pain: int | None,
    *,
    judged: Collection[str],
    loaded: Sequence[int] = (),
) -> tuple[Task, ...]:
    """The exercises of a day in their order.

    Args:
        plan: The programme and the person.
        at: The load.
        day: Today, as a number.
        pain: Now; None is unknown, and then what needs little pain is not asked.
        judged: Exercises that a spec judges.
        loaded: Days on which extra load was used.
    """
    phase = plan.programme.phases[at.phase]
    tasks = (
        _task(plan, at, day, dose, judged=judged, loaded=loaded)
        for dose in phase.exercises
        if _is_on(dose, day - plan.begun_day, pain) and not caution(plan.person, dose.exercise)
    )
    return tuple(tasks)


def own_programme(plan: Plan) -> Programme:
    """The programme as it is for the person: what is left out is gone, a step is the floor."""
    phases = tuple(_own_phase(plan, phase) for phase in plan.programme.phases)
    return plan.programme.model_copy(update={"phases": phases})


def _own_phase(plan: Plan, phase: Phase) -> Phase:
    doses = (dose for dose in phase.exercises if not caution(plan.person, dose.exercise))
    return phase.model_copy(update={"exercises": tuple(_own(plan, dose) for dose in doses)})


def _own(plan: Plan, dose: Dose) -> Dose:
    if not plan.person.insertional:
        return dose
    pressing = dose.exercise in COMPRESSING
    own = {
        "surface": "floor" if _sinks(dose) else dose.surface,
        "optional": Phrase("plan.pain-free-range") if pressing else dose.optional,
    }
    return dose.model_copy(update=own)


def _sinks(dose: Dose) -> bool:
    """Whether heels could get below floor level."""
    raised = dose.exercise not in SEATED | STRETCHES
    return dose.surface == "step" or (raised and not dose.surface)


def _is_on(dose: Dose, days: int, pain: int | None) -> bool:
    turn = dose.days == "every" or (dose.days == "odd") == (days % 2 == 0)  # the first is odd
    felt = dose.least_pain if pain is None and dose.least_pain else pain
    if felt is None:
        return turn and dose.most_pain == 10
    return turn and dose.least_pain <= felt <= dose.most_pain


def caution(person: Person, exercise: str) -> Phrase | None:
    """Why no plan has this exercise for the person; None where one may have it."""
    if person.poor_balance and exercise not in SEATED:
        return Phrase("plan.poor-balance")
    if person.late_pregnancy and exercise == _ON_THE_BACK:
        return Phrase("plan.late-pregnancy")
    return None


def _task(
    plan: Plan,
    at: Standing,
    day: int,
    dose: Dose,
    *,
    judged: Collection[str],
    loaded: Sequence[int],
) -> Task:
    person, own = plan.person, _own(plan, dose)
    eases = 0 if dose.exercise in STRETCHES else at.eased
    reps = dose.reps
    if reps is not None and dose.most_reps is not None:
        reps = min(dose.most_reps, reps + at.step * plan.programme.limits.reps_step)
    sets, reps = fewer(dose.sets, reps, eases)
    return Task(
        dose,
        sets,
        reps,
        person.sore if dose.side == "sore" else "both",
        dose.camera and dose.exercise in judged,
        person.insertional or dose.surface == "floor",
        own.optional,
        tuple(_remarks(plan, at, day, dose, eased=eases, loaded=loaded)),
    )


def _remarks(
    plan: Plan, at: Standing, day: int, dose: Dose, *, eased: int, loaded: Sequence[int]
) -> Iterator[str]:
    if less := min(eased, dose.sets - 1):
        yield Phrase("plan.fewer-sets", n=less)
    if eased > less and dose.reps is not None:
        yield Phrase("plan.fewer-reps")
    if plan.person.insertional and _sinks(dose):
        yield Phrase("plan.floor-only")
    elif dose.surface:
        yield Phrase(f"plan.on.{dose.surface}")
    if dose.load:
        yield _load_words(dose, day, loaded, eased=bool(eased))
    if dose.load_step_kg and at.step and not eased:
        yield Phrase("plan.more-kg", kg=at.step * dose.load_step_kg)
    if dose.note:
        yield dose.note


def _load_words(dose: Dose, day: int, loaded: Sequence[int], *, eased: bool) -> Phrase:
    week = {d for d in loaded if day - _WEEK < d < day}
    full = dose.load_days is not None and (len(week) >= dose.load_days or day - 1 in week)
    return _NO_LOAD if eased or full else Phrase("plan.load-today", load=dose.load)


def uses_load(task: Task) -> bool:
    """Whether extra load belongs to it today."""
    return bool(task.dose.load) and _NO_LOAD not in task.why
