"""What is kept of a plan: the plan itself, mornings, and what the user confirmed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from itertools import takewhile
from math import isfinite
from sqlite3 import Row
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from formcheck.errors import SpecError
from formcheck.history.history import History
from formcheck.history.rows import on_clock
from formcheck.history.shapes import ASKED, PERSON, programme_of
from formcheck.history.values import KeptPlan, KeptSession, PlanRow
from formcheck.plan.values import Change, Diary, Done, Morning, Person, Plan

__all__ = ["PlanBook"]


_PLAN: Final = TypeAdapter(list[PlanRow])
_CHANGE: Final = TypeAdapter(list[Change])
_MORNING: Final = TypeAdapter(list[Morning])
_ROW_DAYS: Final = 7  # before a plan, for which a row of high pain goes on
_REMAINS: Final = TypeAdapter(list[Done])


class PlanBook:
    """The plan under way, and the diary that steers it.

    Args:
        history: Where it is kept.
    """

    def __init__(self, history: History) -> None:
        self._history, self._file = history, history.database

    def begin(
        self, text: str, person: Person, day: int, at_s: float, asked: Mapping[str, Any]
    ) -> None:
        """A new plan takes the place of the one before.

        Args:
            text: The programme, as TOML.
            person: What was asked.
            day: Its first day.
            at_s: Now.
            asked: The answers about clearance.
        """
        with self._file.writing() as file:
            at_s = on_clock(file, at_s)
            file.execute("DELETE FROM remains WHERE day < ?", (day - _ROW_DAYS,))
            file.execute("UPDATE plans SET ended_s = ? WHERE ended_s IS NULL", (at_s,))
            file.execute(
                "INSERT INTO plans (day, at_s, programme, person, asked) VALUES (?, ?, ?, ?, ?)",
                (day, at_s, text, json.dumps(asdict(person)), json.dumps(dict(asked))),
            )

    def end(self, at_s: float) -> None:
        """No plan is under way any more."""
        with self._file.writing() as file:
            file.execute("UPDATE plans SET ended_s = ? WHERE ended_s IS NULL", (at_s,))

    def current(self) -> KeptPlan | None:
        """The plan under way, if there is one."""
        return self._newest("WHERE ended_s IS NULL")

    def newest(self) -> KeptPlan | None:
        """The plan that was made last, be it under way or ended."""
        return self._newest("")

    def _newest(self, where: str) -> KeptPlan | None:
        query = f"SELECT * FROM plans {where} ORDER BY id DESC LIMIT 1"  # noqa: S608 - our own
        kept = next((plan for _, plan in self._file.read(_PLAN, query)), None)
        if kept is None:
            return None
        try:
            programme, person = programme_of(kept.programme), PERSON.validate_json(kept.person)
            asked = ASKED.validate_json(kept.asked)
        except (SpecError, ValidationError) as error:
            raise self._file.broken("plan") from error
        plan = Plan(programme, person, kept.day)
        return KeptPlan(kept.id, plan, kept.programme, kept.at_s, asked.get("agreed") is True)

    def confirm(self, plan: int, change: Change, why: str) -> None:
        """Keeps what the user confirmed."""
        with self._file.writing() as file:
            file.execute(
                "INSERT INTO changes (plan, day, at_s, kind, phase, step, eased, why)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    plan,
                    change.day,
                    on_clock(file, change.at_s),
                    change.kind,
                    change.phase,
                    change.step,
                    change.eased,
                    why,
                ),
            )

    def morning(self, morning: Morning, at_s: float) -> None:
        """Keeps a morning; what was told of it before is replaced, where it is told again."""
        with self._file.writing() as file:
            file.execute(
                "INSERT INTO mornings (day, at_s, pain, stiffness_min) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (day) DO UPDATE SET at_s = excluded.at_s, pain = excluded.pain,"
                " stiffness_min = coalesce(excluded.stiffness_min, stiffness_min)",
                (morning.day, on_clock(file, at_s), morning.pain, morning.stiffness_min),
            )

    def mornings(self, from_day: int = 0) -> tuple[Morning, ...]:
        """All mornings from a day on, in order."""
        query = "SELECT * FROM mornings WHERE day >= ? ORDER BY day"
        return tuple(morning for _, morning in self._file.read(_MORNING, query, from_day))

    def diary(self, plan: KeptPlan, day: int) -> Diary:
        """All that was told since the plan began.

        Args:
            plan: The plan.
            day: Today. What was told is no later, nor later than what was confirmed after it,
                though the clock, or the traveller, has gone back since.
        """
        begun = plan.plan.begun_day
        changes = tuple(self._changes(plan))
        told = self._history.told()
        sessions = [s for s in told if _counts(s, plan)]
        sessions += [] if plan.agreed else _high_before(told, plan)
        return Diary(
            tuple(_done(session, changes, begun, day) for session in sessions),
            self.mornings(begun),
            changes,
        )

    def _changes(self, plan: KeptPlan) -> Iterator[Change]:
        query = "SELECT * FROM changes WHERE plan = ? ORDER BY id"
        return (change for _, change in self._file.read(_CHANGE, query, plan.id))

    def rows(self, from_day: int) -> dict[str, list[dict[str, Any]]]:
        """Plans, what was confirmed, and mornings from a day on, as they lie in the file."""
        since = "SELECT * FROM mornings WHERE day >= ? ORDER BY day"
        plans = self._file.read(_PLAN, "SELECT * FROM plans ORDER BY id")
        changes = self._file.read(_CHANGE, "SELECT * FROM changes ORDER BY id")
        mornings = self._file.read(_MORNING, since, from_day)
        remains = self._file.read(_REMAINS, "SELECT * FROM remains WHERE day >= ?", from_day)
        parts = {"plans": plans, "changes": changes, "mornings": mornings, "remains": remains}
        return {name: [self._plain(row) for row, _ in part] for name, part in parts.items()}

    def _plain(self, row: Row) -> dict[str, Any]:
        """A row as JSON can have it, columns that nothing else reads included."""
        found = dict(row)
        for name, value in found.items():
            if isinstance(value, bytes) or (isinstance(value, float) and not isfinite(value)):
                raise self._file.broken(name)
        return found

    def today(self, plan: int, day: int) -> KeptSession | None:
        """The session of the plan that was begun on a day and is not finished."""
        found = [s for s in self._history.sessions(day) if s.plan == plan and s.day == day]
        return next((s for s in found if not s.finished), None)


def _high_before(told: Sequence[KeptSession], plan: KeptPlan) -> list[KeptSession]:
    """The high pain with which the week before a plan ended: it steps that one back, too."""
    first, most = plan.plan.begun_day - _ROW_DAYS, plan.plan.programme.limits.acceptable
    before = [s for s in told if first <= s.day and s.told_s < plan.made_s]
    latest = sorted((s for s in before if s.pain is not None), key=lambda s: -s.told_s)
    row = takewhile(lambda s: (s.pain or 0) > most, latest)
    return [replace(s, stop_sign="") for s in row]


def _done(session: KeptSession, changes: Sequence[Change], begun: int, day: int) -> Done:
    told_s, pain = session.told_s, session.pain
    days = [session.day, day, *(change.day for change in changes if change.at_s >= told_s)]
    return Done(max(begun, min(days)), told_s, pain, session.stop_sign, session.skipped)


def _counts(session: KeptSession, plan: KeptPlan) -> bool:
    """A session of the plan, once something was done or told; others for what was felt since."""
    if session.plan == plan.id:
        return bool(session.sets or session.finished or session.pain is not None)
    told = session.pain is not None or session.stop_sign
    return session.kind != "analyze" and bool(told) and session.told_s >= plan.made_s
