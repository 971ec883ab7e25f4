"""A plan and a session of it as lines of plain text, for the terminal and for the refrigerator."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from formcheck.plan.advice import Advice
from formcheck.plan.programme import Dose, Phase, Programme
from formcheck.plan.today import Task
from formcheck.words import said, translated

__all__ = ["advice_lines", "dose_words", "programme_lines", "task_lines"]

Name = Callable[[Dose], str]


def dose_words(dose: Dose, sets: int | None = None, reps: int | None = None) -> str:
    """Sets and what is in them: 3 x 10-15, or 2 x 30 s."""
    return f"{sets or dose.sets} x {_amount(dose, reps)}"


def _amount(dose: Dose, reps: int | None) -> str:
    count = reps if reps is not None else dose.reps
    amount = str(count) if count is not None else ""
    if reps is None and dose.most_reps not in (None, dose.reps):
        amount = f"{dose.reps}-{dose.most_reps}"
    if dose.hold_s is None:
        return amount
    if not amount:
        return said("plan.seconds", held=dose.hold_s)
    return said("plan.reps-held", reps=amount, held=dose.hold_s)


def task_lines(tasks: Sequence[Task], name: Name) -> Iterator[str]:
    """The exercises of a session, numbered, each with its remarks."""
    for number, task in enumerate(tasks, 1):
        yield _task_line(number, task, name(task.dose))
        if task.dose.tempo:
            yield f"   {translated(task.dose.tempo)}"
        yield from (f"   {translated(why)}" for why in task.why)
        if task.optional:
            yield f"   {said('plan.optional', when=task.optional)}"
        if not task.camera:
            yield f"   {said('plan.not-judged', how=task.dose.how)}"


def _task_line(number: int, task: Task, name: str) -> str:
    whole = task.side == "both" and task.dose.side != "sore"
    side = task.dose.side if whole else task.side
    return said(
        "plan.task",
        number=number,
        name=name,
        dose=dose_words(task.dose, task.sets, task.reps),
        side=said(f"plan.side.{side}"),
        rest=task.dose.rest_s,
    )


def advice_lines(advice: Advice) -> Iterator[str]:
    """What the rule says, and a rise that it proposes."""
    verdict, why = advice.verdict.replace(" ", "-"), advice.why
    yield said(f"plan.verdict.{verdict}", why=why.text, source=why.source)
    if advice.rise is not None:
        rise = advice.rise
        yield said("plan.proposed", what=rise.what)
        yield said("plan.because", why=rise.why.text, source=rise.why.source)


def programme_lines(programme: Programme, name: Name, phase: int | None = None) -> Iterator[str]:
    """The whole programme; `phase` is marked as the present one."""
    yield translated(programme.name)
    if programme.summary:
        yield translated(programme.summary)
    for number, each in enumerate(programme.phases):
        yield ""
        yield said("plan.now", phase=each.name) if number == phase else translated(each.name)
        yield from _phase_lines(programme, number, each, name)
    yield ""
    yield from map(translated, programme.notes)
    yield said("plan.limits", **programme.limits.model_dump())
    yield said("plan.source", source=programme.source)


def _phase_lines(programme: Programme, number: int, phase: Phase, name: Name) -> Iterator[str]:
    sessions, days = programme.sessions_on(number), programme.days_in(number)
    often = said("plan.how-often", sessions=sessions, days=days)
    yield f"  {said('plan.how-long', often=often, n=phase.weeks) if phase.weeks else often}"
    if phase.entry:
        yield f"  {translated(phase.entry)}"
    if phase.unsure:
        yield f"  {said('plan.unsure', text=phase.unsure)}"
    if not phase.exercises:
        yield f"  {said('plan.rest.nothing')}"
    for dose in phase.exercises:
        yield f"  [ ] {translated(name(dose))}: {', '.join((dose_words(dose), *_remarks(dose)))}"
        if dose.source:
            yield f"      {said('plan.source', source=dose.source)}"
    if phase.source:
        yield f"  {said('plan.source', source=phase.source)}"


def _remarks(dose: Dose) -> Iterator[str]:
    yield said(f"plan.side.{dose.side}")
    if dose.surface:
        yield said(f"plan.on.{dose.surface}")
    yield from (translated(text) for text in (dose.tempo, dose.load) if text)
    if dose.days != "every":
        yield said(f"plan.days.{dose.days}")
    if dose.least_pain:
        yield said("plan.from-pain", pain=dose.least_pain)
    if dose.most_pain < 10:
        yield said("plan.up-to-pain", pain=dose.most_pain)
    if dose.optional:
        yield translated(dose.optional)
