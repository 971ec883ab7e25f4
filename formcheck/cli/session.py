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
from formcheck.history.history import History, What
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
    begun = day.open.id if day.open else None
    keeper = kept.Keeper(history, "today", begun, plan=day.kept.id)
    with ExitStack() as stack:
        studio = Studio(stack, setting, headless=headless)
        done = _Session(keeper, day, studio)
        if not done.run(headless=headless):
            say(Phrase("session.alone"))
            raise typer.Exit(_INTERRUPTED if studio.stop() else 0)
    _end(keeper, day, done)


class _Session:
    """The exercises of a session, one after the other.

    Attributes:
        pains: All answers to the questions for pain.
        stop_sign: Whether one was there.
    """

    def __init__(self, keeper: kept.Keeper, day: Day, studio: Studio) -> None:
        self._keeper, self._history = keeper, keeper.history
        self._day, self._studio = day, studio
        self._folder = Path(f"formcheck-{datetime.now().astimezone():%Y%m%d-%H%M%S}")
        self.pains: list[int] = []
        self.stop_sign = False

    def run(self, *, headless: bool) -> bool:
        """Does them; whether the session is over, be it by pain or a stop sign."""
        for number, task in enumerate(self._day.tasks, 1):
            if uses_load(task):
                self._keeper.keep(self._history.load)
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
        led = Alone(_solo(self._day, task), self._studio.voice.ear)
        self._studio.lead(led, self._near)
        self._keep_alone(task.dose.exercise, led)
        self.pains += led.pains
        return led.over and not led.alone

    def _keep_alone(self, exercise: str, led: Alone) -> None:
        """In the order in which it was told: an answer speaks for the sets before it."""
        spoken_for = led.done - led.skipped
        for number in range(led.done):
            if number == spoken_for:
                self._felt(led.pains)
            self._note(exercise, "done")
        if led.left_out:
            self._note(exercise, "left-out")
        if not led.skipped:
            self._felt(led.pains)

    def _felt(self, pains: Sequence[int]) -> None:
        def keep(session: int) -> None:
            for pain in pains:
                self._history.add_pain(session, self._keeper.now_s(), "after", pain)

        self._keeper.keep(keep)

    def _note(self, exercise: str, what: What) -> None:
        at_s = self._keeper.now_s()
        self._keeper.keep(lambda session: self._history.note(session, at_s, exercise, what))

    def _coach(self, number: int, task: Task, *, headless: bool) -> Live:
        spec, name = load_exercise(task.dose.exercise), kept.name_of(task.dose)
        folder = self._folder / f"{number}-{spec.id}"
        sets = kept.SetsKept(self._keeper, folder)
        announced = Phrase("session.next", name=name, dose=_dose(task))
        put(announced)
        wishes = _wishes(self._day, task, headless=headless)
        optional = bool(task.optional)
        result = self._studio.coach(
            spec, wishes, folder, sets=sets, announced=announced, optional=optional
        )
        self.pains += sets.pains
        if result.left_out:
            self._note(spec.id, "left-out")
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
        most_pain=day.kept.plan.programme.limits.acceptable,
        of_many=True,
    )


def _end(keeper: kept.Keeper, day: Day, done: _Session) -> None:
    """Keeps that the session is over, and says what that means for the plan."""
    if done.stop_sign:
        keeper.stop(SHOWN)
        put(Phrase("plan.stop-now"))
        put(Phrase("plan.rests"))
        return
    keeper.keep(keeper.history.end)
    put(Phrase("plan.done"))
    if keeper.is_open:
        put(Phrase("plan.skipped"))
    if _is_too_much(day, done.pains):
        most = day.kept.plan.programme.limits.acceptable
        put(Phrase("plan.ended", why=Phrase("plan.too-much-pain", acceptable=most)))


def _alone(task: Task) -> Phrase:
    """An exercise that no camera judges."""
    name, how = kept.name_of(task.dose), task.dose.how
    return Phrase("plan.without-camera", name=name, dose=_dose(task), how=how)


def _solo(day: Day, task: Task) -> Solo:
    timed = task.dose.hold_s if task.reps is None else None
    most_s = _A_SET_S + _A_REP_S * (task.reps or 0)
    name = Phrase("session.next", name=kept.name_of(task.dose), dose=_dose(task))
    optional, rest_s = bool(task.optional), task.dose.rest_s
    return Solo(
        name,
        task.dose.how,
        task.sets,
        timed,
        rest_s,
        most_s,
        optional=optional,
        most_pain=day.kept.plan.programme.limits.acceptable,
    )


def _is_too_much(day: Day, pains: Sequence[int]) -> bool:
    return any(pain > day.kept.plan.programme.limits.acceptable for pain in pains)


def _dose(task: Task) -> str:
    return dose_words(task.dose, task.sets, task.reps)
