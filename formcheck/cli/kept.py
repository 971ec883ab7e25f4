"""What the commands share about plans and history: days, names, and sets that are kept."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.cli.console import say
from formcheck.engine.values.results import Pain
from formcheck.errors import FormcheckError, HistoryError, PlanError
from formcheck.history.database import NAME, MendedError
from formcheck.history.diary import PlanBook
from formcheck.history.history import History, Kind, Moment, open_history
from formcheck.history.place import data_folder
from formcheck.history.values import KeptPlan, SetDone
from formcheck.library import exercise_ids, load_exercise
from formcheck.plan.advice import Advice, advise
from formcheck.plan.course import Reason, why_stopped
from formcheck.plan.programme import Dose
from formcheck.plan.signs import LOST
from formcheck.plan.values import Person
from formcheck.words import Phrase

if TYPE_CHECKING:
    from formcheck.live_sets import LiveSet

__all__ = [
    "WAITS",
    "Keeper",
    "SetsKept",
    "day_name",
    "is_open",
    "name_of",
    "now_s",
    "plan_of",
    "plan_under_way",
    "today_number",
    "waits_for",
]
WAITS = ("stop", "see somebody")


def now_s() -> float:
    """Seconds since 1970."""
    return time.time()


def today_number() -> int:
    """Today, as a number, by the clock of this machine."""
    return date.today().toordinal()


def day_name(day: int) -> str:
    """A day as it is written."""
    return date.fromordinal(day).isoformat()


def name_of(dose: Dose) -> str:
    """What an exercise is called: by the programme, else by its spec."""
    known = dose.exercise in exercise_ids()
    return dose.name or (load_exercise(dose.exercise).name if known else dose.exercise)


def plan_of(book: PlanBook) -> KeptPlan:
    """The plan under way.

    Raises:
        PlanError: There is none.
    """
    if (kept := book.current()) is None:
        raise PlanError(Phrase("error.plan.none"))
    return kept


def is_open(history: History, session: int) -> bool:
    """Whether the pain of a session was not told to its end."""
    return all(each.skipped for each in history.sessions() if each.id == session)


def waits_for(history: History) -> Reason | None:
    """Why somebody has to look before anything goes on; a new plan does not change it."""
    book = PlanBook(history)
    kept = book.newest()
    if kept is None:
        signs = [told.stop_sign for told in history.told() if told.stop_sign]
        known = [sign for sign in signs if sign != LOST] or signs
        return why_stopped(known[-1]) if known else None
    day = today_number()
    advice = advise(kept.plan, book.diary(kept, day), day)
    return advice.why if advice.verdict in WAITS else None


def plan_under_way() -> tuple[Person, Advice] | None:
    """For whom the plan is, and what it says of today; None without one that can be read."""
    if not (data_folder() / NAME).exists():
        return None  # nothing is made where nothing was kept
    day = today_number()
    try:
        with open_history(say) as history:
            book = PlanBook(history)
            if (kept := book.current()) is None:
                return None
            return kept.plan.person, advise(kept.plan, book.diary(kept, day), day)
    except FormcheckError as error:
        say(Phrase("live.plan-unread", why=error.message))
        return None


class Keeper:
    """Keeps what is told of a session; what cannot be kept is said once, and costs no more.

    Args:
        history: Where.
        kind: Of session.
        session: The session; None begins one with the first that is told.
        plan: To which it belongs.
        clock: Gives the time; that of this machine if none.
    """

    def __init__(
        self,
        history: History,
        kind: Kind,
        session: int | None = None,
        *,
        plan: int | None = None,
        clock: Callable[[], float] | None = None,
    ) -> None:
        self.history, self._kind, self._plan = history, kind, plan
        self.session = session
        self._clock = clock or now_s
        self._failed = False

    def now_s(self) -> float:
        """Seconds since 1970."""
        return self._clock()

    def keep(self, call: Callable[[int], object]) -> None:
        """Keeps something of the session, whose number the call is given.

        One that was deleted meanwhile is begun anew.
        """
        try:
            with suppress(MendedError):
                self._keep(call)
                return
            self._keep(call)
        except HistoryError as error:
            if not self._failed:
                say(Phrase("error.history.not-kept-on", why=error.message))
            self._failed = True

    def _keep(self, call: Callable[[int], object]) -> None:
        if self.session is None or not self.history.has(self.session):
            begun = self._kind, today_number(), self._clock(), self._plan
            self.session = self.history.begin(*begun)
        call(self.session)

    def stop(self, sign: str) -> None:
        """Keeps that a stop sign ended the session; that it is not kept is always said."""
        at_s, self._failed = self.now_s(), False
        self.keep(lambda session: self.history.end(session, stop_sign=sign, at_s=at_s))
        if self._failed:
            say(Phrase("plan.stop-unkept"))

    @property
    def is_open(self) -> bool:
        """Whether its pain was not told to its end, as far as is known."""
        try:
            return is_open(self.history, self.session or 0)
        except HistoryError:
            return True


class SetsKept:
    """Keeps the sets of an exercise as they end.

    Args:
        keeper: Keeps what is told of the session.
        folder: Where the results of the exercise will lie.

    Attributes:
        pains: The answers of this exercise so far.
    """

    def __init__(self, keeper: Keeper, folder: Path | None = None) -> None:
        self._keeper, self._folder = keeper, folder
        self._ids: tuple[int, ...] = ()
        self.pains: tuple[int, ...] = ()

    def add(self, done: LiveSet) -> None:
        """Keeps a set with its trace."""
        history, at_s = self._keeper.history, self._keeper.now_s()
        kept = SetDone(at_s, done.number, done.duration_s, done.corrected, done.document)

        def keep(session: int) -> None:
            history.add_set(session, kept, done.trace.write)
            if self._folder is not None:
                history.add_folder(session, self._folder)

        self._keeper.keep(keep)

    def felt(self, answers: tuple[Pain, ...]) -> None:
        """Keeps the answers; the last one may have changed."""
        self.pains = tuple(answer.pain for answer in answers)
        history, at_s = self._keeper.history, self._keeper.now_s()
        told: list[tuple[Moment, int]] = [
            ("after" if answer.sets_done else "before", answer.pain) for answer in answers
        ]

        def keep(session: int) -> None:
            self._ids = history.felt(session, at_s, told, self._ids)

        self._keeper.keep(keep)

    def stop(self, sign: str) -> None:
        """Keeps that a stop sign ended the session: a plan rests."""
        self._keeper.stop(sign)
