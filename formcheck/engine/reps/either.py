"""Counts whichever leg rises, where the picture does not tell beforehand which one stands.

Seen from behind, from in front or from close by, the foot that is further away looks higher, lifted
or not, and the near side changes. So both legs are watched from the beginning: on the one that does
not stand nothing is a repetition, because its toes do not stay.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from formcheck.engine.moment import Moment, Ruling
from formcheck.engine.person.legs import SIDES
from formcheck.engine.reps.judge import RepJudge
from formcheck.engine.values.landmarks import Side, other_side
from formcheck.engine.values.report import Counts, Finding, Hold, Rep, View


class EitherLeg:
    """Two judges of repetitions, one a leg; where both count at once, it is one repetition.

    Attributes:
        leg: The leg that counted last; None before.
    """

    bound_to_place = True
    renews_start = False
    holds: tuple[Hold, ...] = ()

    def __init__(self, judge: Callable[[], RepJudge]) -> None:
        self._of: dict[Side, RepJudge] = {side: judge() for side in SIDES}
        self._known: dict[Side, int] = dict.fromkeys(SIDES, 0)
        self._listed: list[tuple[Side, int]] = []  # repetitions by leg, and number on that leg
        self._reps: tuple[Rep, ...] = ()
        self._counts = Counts()
        self._target: Side = "left"
        self.leg: Side | None = None

    @property
    def busy(self) -> bool:
        """The leg that is shown is in the middle of a repetition."""
        return self._of[self._target].busy

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
        self._target = m.target
        rulings = {side: judge.judge(replace(m, target=side)) for side, judge in self._of.items()}
        counted = self._take_new()
        rep = next((rulings[side].finished_rep for side in counted), None)
        return replace(rulings[m.target], finished_rep=rep)

    def _take_new(self) -> list[Side]:
        """Lists what was counted since; on which legs."""
        counted: list[Side] = []
        for side in sorted(SIDES, key=lambda side: side != self._target):
            counts = self._of[side].counts
            if counts.full + counts.partial + counts.uncertain > self._known[side]:
                reps = self._of[side].reps
                new = range(self._known[side], len(reps))
                self._known[side] = len(reps)
                alone = [(side, n) for n in new if not self._overlaps(side, reps[n])]
                self._listed += alone
                counted += [side] if alone else []
        if counted:
            self.leg = counted[0]
            self._count()
        return counted

    def _overlaps(self, side: Side, rep: Rep) -> bool:
        """The other leg has counted at the same time."""
        others = self._of[other_side(side)].reps
        listed = (others[n] for of, n in reversed(self._listed) if of != side)
        return any(rep.start_s < other.end_s and other.start_s < rep.end_s for other in listed)

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
        return self._of[self._target].why_nothing(view, blocked, started=started)

    def finish(self) -> tuple[Finding, ...]:
        """Every fault of the session, in the order of time."""
        self.lost()
        found = (f for rep in self._reps for f in rep.findings)
        return tuple(sorted(found, key=lambda f: (f.start_s, f.check)))
