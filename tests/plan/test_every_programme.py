"""Every shipped programme, whatever is felt, whoever does it: what is done is never heavier."""

from __future__ import annotations

import random

import pytest

from formcheck.library import exercise_ids
from formcheck.plan.advice import advise
from formcheck.plan.today import session_of, why_rest
from formcheck.plan.values import STRETCHES, Change, Diary, Done, Morning, Plan, Standing
from formcheck.programmes import programme_ids
from tests.plan.made import BEGUN, plan

JUDGED = exercise_ids()
PAINS = (None, 0, 0, 0, 1, 1, 1, 2, 2, 3, 5, 6, 8)
MORNINGS = (None, 0, 1, 1, 1, 2, 3, 7)


class Days:
    """Somebody who confirms most rises, and is felt for by chance."""

    def __init__(self, of: Plan, seed: str) -> None:
        self.of, self.chance = of, random.Random(seed)  # noqa: S311 - made pain, not a secret
        self.sessions: list[Done] = []
        self.mornings: list[Morning] = []
        self.changes: list[Change] = []

    @property
    def diary(self) -> Diary:
        return Diary(tuple(self.sessions), tuple(self.mornings), tuple(self.changes))

    def live(self, day: int) -> None:
        morning = self.chance.choice(MORNINGS)
        self.mornings.append(Morning(day, morning))
        advice = advise(self.of, self.diary, day)
        if advice.rise is not None:
            self._all_was_safe(day)
            if self.chance.random() < 0.7:
                place = advice.rise.to.place
                self.changes.append(Change(day, day + 0.1, "rise", *place))
        if advice.verdict == "see somebody" and self.chance.random() < 0.3:
            self.changes.append(Change(day, day + 0.2, "agreed"))
        done = [session.day for session in self.sessions]
        at = advise(self.of, self.diary, day).at
        if why_rest(self.of, at, day, done, morning) is None:
            assert morning is None or morning <= 5
            self._does(day, at)

    def _all_was_safe(self, day: int) -> None:
        assert self.sessions[-1].settled_pain is not None
        week = (*self.sessions, *self.mornings)
        assert all((each.pain or 0) <= 2 for each in week if each.day > day - 7)

    def _does(self, day: int, at: Standing) -> None:
        pain, skipped = self.chance.choice(PAINS), self.chance.random() < 0.1
        self.sessions.append(Done(day, day + 0.5, pain, skipped=skipped))
        before, after = self._load(at, day), advise(self.of, self.diary, day)
        assert self._load(after.at, day) <= before
        lowest = "nothing easier" in after.why.text or after.verdict == "see somebody"
        assert pain is None or pain <= 5 or lowest or self._load(after.at, day) < before

    def _load(self, at: Standing, day: int) -> tuple[int, float, float]:
        """Phase, repetitions, and weights that were added."""
        tasks = session_of(self.of, at, day, None, judged=JUDGED)
        raises = [task for task in tasks if task.dose.exercise not in STRETCHES]
        added = 0 if at.eased else at.step
        weights = sum(added * (task.dose.load_step_kg or 0) for task in raises)
        return at.phase, sum(task.sets * (task.reps or 0) for task in raises), weights


@pytest.mark.parametrize("name", programme_ids())
@pytest.mark.parametrize("insertional", [True, False])
@pytest.mark.parametrize("poor_balance", [True, False])
def test_nothing_is_ever_heavier_than_what_was_told_allows(
    name: str, *, insertional: bool, poor_balance: bool
) -> None:
    for usual in (None, 1, 7):
        person = {"insertional": insertional, "poor_balance": poor_balance, "usual_pain": usual}
        days = Days(plan(name, **person), f"{name}{person}")
        for day in range(100):
            days.live(BEGUN + day)
        assert days.sessions
