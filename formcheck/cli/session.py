"""A session from its first question to its last: the live coach, one exercise after the other."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from formcheck.cli import kept
from formcheck.cli.console import page, put, say, wrote
from formcheck.cli.studio import Studio
from formcheck.cli.today import Day
from formcheck.cli.wishes import Setting, Wishes
from formcheck.coach.alone import Alone, Farewell, Solo
from formcheck.engine.values.facts import BodyFacts
from formcheck.history.history import History
from formcheck.library import load_exercise
from formcheck.plan.sheet import dose_words
from formcheck.plan.signs import SHOWN
from formcheck.plan.today import Task, uses_load
from formcheck.reports.table import report_page
from formcheck.words import Phrase

if TYPE_CHECKING:
    from formcheck.live import Live

__all__ = ["run_session"]

_INTERRUPTED = 130
_A_SET_S, _A_REP_S = 60.0, 6.0  # for which a set may last that nobody counts


def run_session(history: History, day: Day, setting: Setting, *, headless: bool) -> None:
    """Coaches each exercise, and ends above the limit of pain; what was done is kept.

    Nothing is asked at the terminal: voice and hand do. A session that is interrupted, or that
    nobody goes on with, stays open: the next one of the day goes on with the rest.
    """
    session = (
        day.open.id if day.open else history.begin("today", day.day, kept.now_s(), day.kept.id)
    )
    with ExitStack() as stack:
        studio = Studio(stack, setting, headless=headless)
        done = _Session(history, session, day, studio)
        if not done.run(headless=headless):
            say(Phrase("session.alone"))
            raise typer.Exit(_INTERRUPTED if studio.stop() else 0)
    _end(history, session, day, done)


class _Session:
    """The exercises of a session, one after the other.

    Attributes:
        pains: All answers to the questions for pain.
        stop_sign: Whether one was there.
    """

    def __init__(self, history: History, session: int, day: Day, studio: Studio) -> None:
        self._history, self._session, self._day, self._studio = history, session, day, studio
        self._folder = Path(f"formcheck-{datetime.now().astimezone():%Y%m%d-%H%M%S}")
        self.pains: list[int] = []
        self.stop_sign = False

    def run(self, *, headless: bool) -> bool:
        """Does them; whether the session is over, be it by pain or a stop sign."""
        for number, task in enumerate(self._day.tasks, 1):
            if not task.camera:
                if not self._alone(task):
                    return False
                if _is_too_much(self._day, self.pains):
                    break
                continue
            result = self._coach(number, task, headless=headless)
            if result.stopped or result.alone:
                return False
            self.stop_sign = result.stop_sign
            if self.stop_sign or _is_too_much(self._day, self.pains):
                break
        if self._day.tasks and not self._studio.stop():
            self._studio.lead(self._farewell(), self._near)
        return True

    @property
    def _near(self) -> str | None:
        return next((t.dose.exercise for t in self._day.tasks if t.camera), None)

    def _farewell(self) -> Farewell:
        stop = Phrase("plan.stop-now") if self.stop_sign else None
        told = tuple(Phrase("session.morning") for _ in range(stop is None))
        return Farewell(stop or Phrase("session.over"), told, self._studio.voice.ear)

    def _alone(self, task: Task) -> bool:
        """An exercise that no camera judges; whether the session goes on."""
        put(_alone(task))
        led = Alone(_solo(task), self._studio.voice.ear)
        self._studio.lead(led, self._near)
        for _ in range(led.done):
            self._history.note(self._session, kept.now_s(), task.dose.exercise, "done")
        if led.left_out:
            self._history.note(self._session, kept.now_s(), task.dose.exercise, "left-out")
        for pain in led.pains:
            self._history.add_pain(self._session, kept.now_s(), "after", pain)
        self.pains += led.pains
        return led.over and not led.alone

    def _coach(self, number: int, task: Task, *, headless: bool) -> Live:
        spec, name = load_exercise(task.dose.exercise), kept.name_of(task.dose)
        folder = self._folder / f"{number}-{spec.id}"
        sets = kept.SetsKept(self._history, "today", self._session, folder=folder)
        announced = Phrase("session.next", name=name, dose=_dose(task))
        put(announced)
        wishes = _wishes(self._day, task, headless=headless)
        optional = bool(task.optional)
        result = self._studio.coach(
            spec, wishes, folder, sets=sets, announced=announced, optional=optional
        )
        self.pains += sets.pains
        if result.left_out:
            self._history.note(self._session, kept.now_s(), spec.id, "left-out")
            put(Phrase("session.left-out"))
            return result
        page(report_page(result.report, spec.name, result.source))
        for note in result.notes:
            say(note)
        say(wrote(result.files, folder))
        return result


def _wishes(day: Day, task: Task, *, headless: bool) -> Wishes:
    return Wishes(
        task.sets,
        task.reps,
        task.dose.hold_s,
        task.dose.rest_s,
        "auto" if task.side == "both" else task.side,
        metronome=False,
        headless=headless,
        body=BodyFacts(day.kept.plan.person.height_cm, None, None),
        floor=task.floor,
        of_many=True,
    )


def _end(history: History, session: int, day: Day, done: _Session) -> None:
    """Keeps that the session is over, and says what that means for the plan."""
    if done.stop_sign:
        history.end(session, stop_sign=SHOWN)
        put(Phrase("plan.stop-now"))
        put(Phrase("plan.rests"))
        return
    history.end(session, loaded=any(map(uses_load, day.tasks)))
    put(Phrase("plan.done"))
    if not done.pains:
        put(Phrase("plan.skipped"))
    if _is_too_much(day, done.pains):
        most = day.kept.plan.programme.limits.acceptable
        put(Phrase("plan.ended", why=Phrase("plan.too-much-pain", acceptable=most)))


def _alone(task: Task) -> Phrase:
    """An exercise that no camera judges."""
    name, how = kept.name_of(task.dose), task.dose.how
    return Phrase("plan.without-camera", name=name, dose=_dose(task), how=how)


def _solo(task: Task) -> Solo:
    timed = task.dose.hold_s if task.reps is None else None
    most_s = _A_SET_S + _A_REP_S * (task.reps or 0)
    name = Phrase("session.next", name=kept.name_of(task.dose), dose=_dose(task))
    optional, rest_s = bool(task.optional), task.dose.rest_s
    return Solo(name, task.dose.how, task.sets, timed, rest_s, most_s, optional=optional)


def _is_too_much(day: Day, pains: Sequence[int]) -> bool:
    return any(pain > day.kept.plan.programme.limits.acceptable for pain in pains)


def _dose(task: Task) -> str:
    return dose_words(task.dose, task.sets, task.reps)
