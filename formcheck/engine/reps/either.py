"""Counts on both legs at once, where the picture does not tell beforehand which one is meant.

Seen from behind, from in front or from close by, the foot that is further away looks higher, lifted
or not, and who turns round shows the other leg. So both are watched from the beginning: on a leg
that does not stand nothing is a repetition, because its toes do not stay; and after a turn the
other leg is in the middle of its set already.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from formcheck.engine.moment import Moment, Ruling
from formcheck.engine.person.legs import SIDES
from formcheck.engine.reps.judge import RepJudge
from formcheck.engine.values.landmarks import Side, other_side
from formcheck.engine.values.report import Counts, Finding, Hold, Rep, View

TURN_S = 1.0  # so long before and after a repetition a turn may hide it on one leg


class EitherLeg:
    """Two judges of repetitions, one a leg; where both count at once, it is one repetition.

    Args:
        judge: Makes one.
        one_stands: On one leg only there are repetitions: whichever counts is the one. Else both
            rise, and the one that is not the target is asked only where the target changes.

    Attributes:
        leg: The leg that counted last, where only one stands; None before, and else.
    """

    bound_to_place = True
    renews_start = False
    holds: tuple[Hold, ...] = ()

    def __init__(self, judge: Callable[[], RepJudge], *, one_stands: bool) -> None:
        self._one_stands = one_stands
        self._of: dict[Side, RepJudge] = {side: judge() for side in SIDES}
        self._known: dict[Side, int] = dict.fromkeys(SIDES, 0)
        self._listed: list[tuple[Side, int]] = []  # repetitions by leg, and number on that leg
        self._reps: tuple[Rep, ...] = ()
        self._counts = Counts()
        self._target: Side | None = None
        self._turned_s = -math.inf
        self.leg: Side | None = None

    @property
    def busy(self) -> bool:
        """The leg that is shown is in the middle of a repetition."""
        return self._target is not None and self._of[self._target].busy

    @property
    def accepts_start(self) -> bool:
        """Not in the middle of a repetition."""
        return not self.busy

    @property
    def may_praise(self) -> bool:
        """Once a movement was a repetition."""
        return self._counts.full + self._counts.partial > 0

    def judge(self, m: Moment) -> Ruling:
        """Judge one frame on both legs; what is shown is of the target leg."""
        if self._target not in (None, m.target):
            self._turned_s = m.time_s
        self._target = m.target
        rulings = {side: judge.judge(replace(m, target=side)) for side, judge in self._of.items()}
        counted = self._take_new()
        rep = next((rulings[side].finished_rep for side in counted), None)
        return replace(rulings[m.target], finished_rep=rep)

    def _take_new(self) -> list[Side]:
        """Lists what was counted since; on which legs."""
        counted: list[Side] = []
        known = dict(self._known)
        for side in sorted(SIDES, key=lambda side: side != self._target):
            counts = self._of[side].counts
            if counts.full + counts.partial + counts.uncertain > self._known[side]:
                reps = self._of[side].reps
                new = range(self._known[side], len(reps))
                self._known[side] = len(reps)
                alone = [(side, n) for n in new if self._is_new(side, reps[n])]
                self._listed += alone
                counted += [side] if alone else []
        if counted and self._one_stands:
            self.leg = counted[0]
        if self._known != known:
            self._count()
        return counted

    def _is_new(self, side: Side, rep: Rep) -> bool:
        """The other leg has not counted at the same time, and this one may count now."""
        turns = rep.start_s - TURN_S <= self._turned_s <= rep.end_s + TURN_S
        if side != self._target and not (self._one_stands or turns):
            return False
        others = self._of[other_side(side)].reps
        listed = (others[n] for of, n in self._listed if of != side)
        return not any(_is_same(rep, other) for other in listed)

    def _count(self) -> None:
        """Verdicts and counts, which later repetitions may change."""
        of = {side: judge.reps for side, judge in self._of.items()}
        found = sorted((of[side][n] for side, n in self._listed), key=lambda rep: rep.start_s)
        self._reps = tuple(replace(rep, number=i) for i, rep in enumerate(found, 1))
        verdicts = [rep.verdict for rep in found]
        self._counts = Counts(*(verdicts.count(v) for v in ("full", "partial", "uncertain")))

    def unseen(self, time_s: float) -> None:
        """A frame without the person changes nothing."""

    def lost(self) -> None:
        """The person is gone: what has come back counts."""
        for judge in self._of.values():
            judge.lost()
        self._take_new()

    @property
    def counts(self) -> Counts:
        """Repetitions of both legs."""
        return self._counts

    @property
    def reps(self) -> tuple[Rep, ...]:
        """All repetitions in the order of time."""
        return self._reps

    def why_nothing(self, view: View, blocked: tuple[str, ...], *, started: bool) -> str:
        """The likeliest reason for no repetition."""
        of = self._of[self._target or "left"]
        return of.why_nothing(view, blocked, started=started)

    def finish(self) -> tuple[Finding, ...]:
        """Every fault of the session, in the order of time."""
        self.lost()
        found = (f for rep in self._reps for f in rep.findings)
        return tuple(sorted(found, key=lambda f: (f.start_s, f.check)))


def _is_same(a: Rep, b: Rep) -> bool:
    """They share more than half of the shorter one."""
    shared_s = min(a.end_s, b.end_s) - max(a.start_s, b.start_s)
    return shared_s > min(a.end_s - a.start_s, b.end_s - b.start_s) / 2
