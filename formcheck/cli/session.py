"""A session from its first question to its last: the live coach, one exercise after the other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from formcheck.cli import kept
from formcheck.cli.console import put
from formcheck.cli.live import coached
from formcheck.cli.questions import ask_amount, ask_number, ask_yes
from formcheck.cli.today import Day
from formcheck.cli.wishes import Setting, Wishes
from formcheck.engine.values.facts import BodyFacts
from formcheck.history.history import History
from formcheck.library import load_exercise
from formcheck.plan.sheet import dose_words
from formcheck.plan.signs import STOP_SIGNS
from formcheck.plan.today import Task, uses_load
from formcheck.words import Phrase, translated

__all__ = ["run_session"]


def run_session(history: History, day: Day, setting: Setting, *, headless: bool) -> None:
    """Asks, coaches each exercise, and ends above the limit of pain; what was done is kept.

    A session that is interrupted stays open: the next one of the day goes on with the rest.
    """
    session = (
        day.open.id if day.open else history.begin("today", day.day, kept.now_s(), day.kept.id)
    )
    loaded = any(map(uses_load, day.tasks))
    if sign := _stop_sign():
        history.end(session, stop_sign=sign)
        return
    most = day.kept.plan.programme.limits.acceptable
    before = _pain(history, session, Phrase("ask.before"), before=True)
    if before is not None and before > most:
        history.end(session)
        put(Phrase("plan.too-much-pain", acceptable=most))
        return
    pains = _exercises(history, session, day, setting, headless=headless)
    if not pains:
        worst = _pain(history, session, Phrase("ask.worst"), before=False)
        pains = [] if worst is None else [worst]
    history.end(session, loaded=loaded)
    put(Phrase("plan.done"))
    if not pains:
        put(Phrase("plan.skipped"))
    if pains and max(pains) > most:
        put(Phrase("plan.ended", why=Phrase("plan.too-much-pain", acceptable=most)))


def _stop_sign() -> str:
    """The stop sign that is there; empty for none. It ends the session of the day."""
    for number, what in enumerate(STOP_SIGNS, 1):
        put(f"{number}. {translated(what)}")
    if not ask_yes(Phrase("ask.stop-sign")):
        return ""
    number = 0
    while not 1 <= number <= len(STOP_SIGNS):
        number = ask_number(Phrase("ask.which"), len(STOP_SIGNS))
    sign = list(STOP_SIGNS)[number - 1]
    put(Phrase("plan.stop-now" if STOP_SIGNS[sign] else "plan.stop-today"))
    put(Phrase("plan.rests"))
    return sign


def _pain(history: History, session: int, question: str, *, before: bool) -> int | None:
    answer = ask_amount(question, 0, 10)
    if answer is None:
        return None
    pain = -int(-answer // 1)  # between two numbers the higher one is meant
    history.add_pain(session, kept.now_s(), "before" if before else "after", pain)
    return pain


def _exercises(
    history: History, session: int, day: Day, setting: Setting, *, headless: bool
) -> list[int]:
    """All answers about pain; above the limit the exercises end."""
    pains: list[int] = []
    for task in day.tasks:
        if task.camera:
            folder = Path(f"formcheck-{datetime.now().astimezone():%Y%m%d-%H%M%S}")
            sets = kept.SetsKept(history, "today", session, folder=folder)
            _coach(day, task, setting, sets, folder=folder, headless=headless)
            pains += sets.pains
        else:
            _without_camera(task)
        if _is_too_much(day, pains):
            break
    return pains


def _without_camera(task: Task) -> None:
    name, how = kept.name_of(task.dose), task.dose.how
    put(Phrase("plan.without-camera", name=name, dose=_dose(task), how=how))
    question = Phrase("ask.when-done", yes=Phrase("ask.yes"), no=Phrase("ask.no"))
    while not ask_yes(question):
        pass


def _is_too_much(day: Day, pains: Sequence[int]) -> bool:
    return any(pain > day.kept.plan.programme.limits.acceptable for pain in pains)


def _dose(task: Task) -> str:
    return dose_words(task.dose, task.sets, task.reps)


def _coach(
    day: Day,
    task: Task,
    setting: Setting,
    sets: kept.SetsKept,
    *,
    folder: Path,
    headless: bool,
) -> None:
    person = day.kept.plan.person
    spec = load_exercise(task.dose.exercise)
    wishes = Wishes(
        task.sets,
        task.reps,
        task.dose.hold_s,
        task.dose.rest_s,
        "auto" if task.side == "both" else task.side,
        metronome=False,
        headless=headless,
        body=BodyFacts(person.height_cm, None, None),
        floor=task.floor,
    )
    put(f"{translated(kept.name_of(task.dose))}: {_dose(task)}")
    coached(spec, wishes, folder, setting, sets=sets)
