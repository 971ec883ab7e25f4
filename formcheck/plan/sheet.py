"""A plan and a session of it as lines of plain text, for the terminal and for the refrigerator."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from formcheck.plan import words
from formcheck.plan.advice import Advice
from formcheck.plan.programme import Dose, Limits, Phase, Programme
from formcheck.plan.today import Task

__all__ = ["advice_lines", "dose_words", "programme_lines", "task_lines"]

Name = Callable[[Dose], str]


def dose_words(dose: Dose, sets: int | None = None, reps: int | None = None) -> str:
    """Sets and what is in them: 3 x 10-15, or 2 x 30 s."""
    count = reps if reps is not None else dose.reps
    amount = str(count) if count is not None else ""
    if reps is None and dose.most_reps not in (None, dose.reps):
        amount = f"{dose.reps}-{dose.most_reps}"
    held = f"{dose.hold_s:g} s" if dose.hold_s is not None else ""
    parts = f"{amount}, {held} each" if amount and held else amount or held
    return f"{sets or dose.sets} x {parts}"


def task_lines(tasks: Sequence[Task], name: Name) -> Iterator[str]:
    """The exercises of a session, numbered, each with its remarks."""
    for number, task in enumerate(tasks, 1):
        side = words.SIDES[task.side if task.dose.side == "sore" else task.dose.side]
        dose = dose_words(task.dose, task.sets, task.reps)
        yield f"{number}. {name(task.dose)}: {dose}, {side}, {task.dose.rest_s:g} s of rest"
        if task.dose.tempo:
            yield f"   {task.dose.tempo}"
        yield from (f"   {why}" for why in task.why)
        if task.optional:
            yield f"   {words.OPTIONAL.format(when=task.optional)}"
        if not task.camera:
            yield f"   {words.NOT_JUDGED}: {task.dose.how}"


def advice_lines(advice: Advice) -> Iterator[str]:
    """What the rule says, and a rise that it proposes."""
    yield f"{words.VERDICTS[advice.verdict]}: {advice.why.text} ({advice.why.source})."
    if advice.rise is not None:
        rise = advice.rise
        yield words.PROPOSED.format(what=rise.what, why=rise.why.text, source=rise.why.source)


def programme_lines(programme: Programme, name: Name, phase: int | None = None) -> Iterator[str]:
    """The whole programme; `phase` is marked as the present one."""
    yield programme.name
    if programme.summary:
        yield programme.summary
    for number, each in enumerate(programme.phases):
        yield ""
        yield f"{each.name}{words.NOW if number == phase else ''}"
        yield from _phase_lines(programme, number, each, name)
    yield ""
    yield from programme.notes
    yield from _limit_lines(programme.limits)
    yield words.SOURCE.format(source=programme.source)


def _phase_lines(programme: Programme, number: int, phase: Phase, name: Name) -> Iterator[str]:
    sessions, days = programme.sessions_on(number), programme.days_in(number)
    weeks = words.WEEKS.format(weeks=phase.weeks) if phase.weeks else ""
    yield f"  {words.HOW_OFTEN.format(sessions=sessions, days=days)}{weeks}"
    if phase.entry:
        yield f"  {phase.entry}"
    if phase.unsure:
        yield f"  {words.UNSURE.format(text=phase.unsure)}"
    for dose in phase.exercises:
        yield f"  [ ] {name(dose)}: {dose_words(dose)}{_remarks(dose)}"
        if dose.source:
            yield f"      {words.SOURCE.format(source=dose.source)}"
    if phase.source:
        yield f"  {words.SOURCE.format(source=phase.source)}"


def _remarks(dose: Dose) -> str:
    days = words.DAYS[dose.days]
    pain = words.FROM_PAIN.format(pain=dose.least_pain) if dose.least_pain else ""
    pain += words.UP_TO_PAIN.format(pain=dose.most_pain) if dose.most_pain < 10 else ""
    parts = (words.SIDES[dose.side], words.ON[dose.surface], dose.tempo, dose.load, days, pain)
    kept = [part for part in (*parts, dose.optional) if part]
    return f", {', '.join(kept)}" if kept else ""


def _limit_lines(limits: Limits) -> Iterator[str]:
    yield words.LIMITS.format(**limits.model_dump())
