"""plan: make one, show it, confirm what it proposes."""
# ruff: noqa: PLC0415 - imports wait for the command that needs them, so that --help is quick

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from formcheck.cli.console import put
from formcheck.words import Phrase, said, translated

if TYPE_CHECKING:
    from formcheck.history.values import KeptPlan
    from formcheck.plan.advice import Advice
    from formcheck.plan.course import Reason
    from formcheck.plan.programme import Programme
    from formcheck.plan.values import Person, Sore

__all__ = ["agreed", "end", "list_programmes", "new", "rise", "schema", "show"]


def new(
    programme: Annotated[
        str | None, typer.Argument(metavar="[PROGRAMME]", help="Id, or a programme file.")
    ] = None,
) -> None:
    """Make a plan: a few questions, the clearance list first. It replaces the plan before."""
    from formcheck.cli.kept import now_s, today_number, waits_for
    from formcheck.history.diary import PlanBook
    from formcheck.history.history import open_history
    from formcheck.programmes import load_programme, read_programme

    if programme is not None:
        load_programme(programme)
    with open_history(_said) as history:
        before = waits_for(history)
    asked = _clearance(before)
    if asked is None:
        _end_without_clearance()
        return
    asked["pain_now"] = pain = _pain_now()
    chosen, person = _for_person(programme)
    text = read_programme(chosen)
    made = load_programme(chosen)
    with open_history(_said) as history:
        begin = today_number() + int(pain > made.limits.acceptable)
        PlanBook(history).begin(text, person, begin, now_s(), asked)
    if pain > made.limits.acceptable:
        put(Phrase("plan.too-much-pain", acceptable=made.limits.acceptable))
    put(Phrase("plan.made", name=made.name))


def _said(line: str) -> None:
    from formcheck.cli.console import say

    say(line)


def _end_without_clearance() -> None:
    """A plan under way does not go on either, where somebody has to be asked first."""
    from formcheck.cli.kept import now_s
    from formcheck.history.diary import PlanBook
    from formcheck.history.history import open_history

    with open_history(_said) as history:
        book = PlanBook(history)
        if book.current() is not None:
            book.end(now_s())
            put(Phrase("plan.ended-until-agreed"))


def _clearance(before: Reason | None) -> dict[str, Any] | None:
    """What was answered; None when somebody has to be asked first.

    Args:
        before: Why somebody had to be asked already.
    """
    from formcheck.cli.questions import ask_yes
    from formcheck.plan.signs import CLEARANCE, LOST

    whats = {name: Phrase(f"plan.clearance.{name}") for name in CLEARANCE}
    yes = [name for name, what in whats.items() if ask_yes(Phrase("ask.clearance", what=what))]
    if before is not None and before.text == LOST:
        yes += ["before"] * ask_yes(Phrase("ask.lost"))
    elif before is not None:
        put(Phrase("plan.before-stopped", why=before.text))
        yes.append("before")
    if not yes:
        return {"clearance": [], "agreed": None}
    put(Phrase("plan.clearance-advice"))
    return {"clearance": yes, "agreed": True} if ask_yes(Phrase("ask.agreed")) else None


def _pain_now() -> int:
    from formcheck.cli.questions import ask_number

    return ask_number(Phrase("ask.pain"))


def _for_person(programme: str | None) -> tuple[str, Person]:
    """The programme, and for whom."""
    from formcheck.cli.questions import ask_amount, ask_yes
    from formcheck.plan.values import Person

    chosen = programme or _asked_programme()
    sore, insertional = _asked_side(), _asked_where()
    balance, pregnant = ask_yes(Phrase("ask.balance")), ask_yes(Phrase("ask.pregnant"))
    usual = ask_amount(Phrase("ask.usual"), 0, 10)
    height_cm = ask_amount(Phrase("ask.height"), 100, 230)
    if insertional and chosen == "alfredson":
        put(Phrase("plan.not-for-heel"))
        chosen = "alfredson-floor"
    while balance and not _can_be_done_sitting(chosen):
        put(Phrase("plan.nothing-left", name=chosen))
        chosen = _asked_programme()
    pain = None if usual is None else round(usual)
    return chosen, Person(sore, insertional, balance, pregnant, pain, height_cm)


def _asked_side() -> Sore:
    from formcheck.cli.questions import ask_one

    sides: tuple[Sore, ...] = ("left", "right", "both")
    names = {side: said(f"ask.side.{side}") for side in sides}
    return ask_one(Phrase("ask.side", **names), {names[side]: side for side in sides})


def _asked_where() -> bool:
    """Whether it hurts at the insertion."""
    from formcheck.cli.questions import ask_one

    insertion, mid = said("ask.where.insertion"), said("ask.where.mid")
    question = Phrase("ask.where", insertion=insertion, mid=mid)
    return ask_one(question, {insertion: True, mid: False})


def _asked_programme() -> str:
    from formcheck.cli.questions import ask_one
    from formcheck.programmes import load_programme, programme_ids

    for id_ in programme_ids():
        put(f"{id_}: {translated(load_programme(id_).summary)}")
    names = programme_ids()
    return ask_one(Phrase("ask.programme", names=names), {name: name for name in names})


def _can_be_done_sitting(programme: str) -> bool:
    from formcheck.plan.today import SEATED
    from formcheck.programmes import load_programme

    phases = load_programme(programme).phases
    return all(any(dose.exercise in SEATED for dose in phase.exercises) for phase in phases)


def show(
    programme: Annotated[
        str | None,
        typer.Argument(metavar="[PROGRAMME]", help="Id or file; your own plan if none."),
    ] = None,
) -> None:
    """Print a programme, or your plan, for the refrigerator."""
    from formcheck.plan.today import own_programme
    from formcheck.programmes import load_programme

    if programme is not None:
        _print(load_programme(programme), None)
        return
    kept, advice = _present()
    _print(own_programme(kept.plan), advice.at.phase)
    put("")
    _advise(advice)


def _print(programme: Programme, phase: int | None) -> None:
    from formcheck.cli.kept import name_of
    from formcheck.plan.sheet import programme_lines

    for line in programme_lines(programme, name_of, phase):
        put(line)


def _advise(advice: Advice) -> None:
    from formcheck.plan.sheet import advice_lines

    for line in advice_lines(advice):
        put(line)


def _present() -> tuple[KeptPlan, Advice]:
    from formcheck.cli.kept import plan_of, today_number
    from formcheck.history.diary import PlanBook
    from formcheck.history.history import open_history
    from formcheck.plan.advice import advise

    with open_history(_said) as history:
        book = PlanBook(history)
        kept = plan_of(book)
        day = today_number()
        return kept, advise(kept.plan, book.diary(kept, day), day)


def rise() -> None:
    """Confirm the rise that is proposed; without this nothing rises."""
    from formcheck.errors import PlanError

    kept, advice = _present()
    if advice.rise is None:
        raise PlanError(Phrase("error.plan.no-rise", why=advice.why.text))
    to, why = advice.rise.to, advice.rise.why.text
    _confirm(kept, "rise", why, place=to.place)
    put(Phrase("plan.risen", what=advice.rise.what))


def agreed() -> None:
    """Note that a health professional agreed to go on: a plan that rests goes on."""
    from formcheck.cli.kept import WAITS
    from formcheck.errors import PlanError

    kept, advice = _present()
    if advice.verdict not in WAITS:
        raise PlanError(Phrase("error.plan.nothing-waits"))
    _confirm(kept, "agreed", advice.why.text, place=advice.at.place)
    put(Phrase("plan.agreed"))


def _confirm(
    kept: KeptPlan, kind: Literal["rise", "agreed"], why: str, *, place: tuple[int, int, int]
) -> None:
    from formcheck.cli.kept import now_s, today_number
    from formcheck.history.diary import PlanBook
    from formcheck.history.history import open_history
    from formcheck.plan.values import Change

    with open_history(_said) as history:
        change = Change(today_number(), now_s(), kind, *place)
        PlanBook(history).confirm(kept.id, change, why)


def end() -> None:
    """End the plan; what was done stays in the history."""
    from formcheck.cli.kept import now_s, plan_of
    from formcheck.history.diary import PlanBook
    from formcheck.history.history import open_history

    with open_history(_said) as history:
        book = PlanBook(history)
        plan_of(book)
        book.end(now_s())


def list_programmes() -> None:
    """List the programmes."""
    from formcheck.programmes import load_programme, programme_ids

    for id_ in programme_ids():
        put(f"{id_}  {translated(load_programme(id_).summary)}")


def schema() -> None:
    """Print the JSON Schema of programmes, for editors."""
    import json

    from formcheck.plan.programme import programme_schema

    put(json.dumps(programme_schema(), indent=2))
