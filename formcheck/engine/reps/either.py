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
from itertools import takewhile

from formcheck.engine.moment import Moment, Ruling
from formcheck.engine.person.legs import SIDES
from formcheck.engine.reps.judge import RepJudge
from formcheck.engine.values.landmarks import Landmark, Side, other_side
from formcheck.engine.values.report import Counts, Finding, Hold, Rep, View

Span = tuple[float, float]  # start and end, seconds
WAIT_S = 1.0  # so long the target may be behind the other leg in the same movement
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
        self._listed: dict[Side, list[int]] = {side: [] for side in SIDES}  # by their numbers
        self._counted = dict.fromkeys(SIDES, ((0, Counts()), Counts()))
        self._target: Side | None = None
        self._turned_s = self._time_s = -math.inf
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
        return self.counts.full + self.counts.partial > 0

    def judge(self, m: Moment) -> Ruling:
        """Judge one frame on both legs; what is shown is of the target leg."""
        if self._target not in (None, m.target):
            self._turned_s = m.time_s
        self._target, self._time_s = m.target, m.time_s
        rulings = {
            side: judge.judge(replace(m, target=side))
            for side, judge in self._of.items()
            if side == m.target or _is_found(m, side)
        }
        counted = self._take_new()
        rep = self._last(counted[0], rulings.get(counted[0])) if counted else None
        return replace(rulings[m.target], finished_rep=rep)

    def _last(self, side: Side, ruling: Ruling | None) -> Rep:
        """The last one of a leg: of this frame, or one that had to wait."""
        finished = ruling and ruling.finished_rep
        return finished or self._of[side].reps[self._listed[side][-1]]

    def _take_new(self) -> list[Side]:
        """Lists what was counted since; on which legs."""
        counted: list[Side] = []
        for side in sorted(SIDES, key=lambda side: side != self._target):
            spans = self._of[side].spans
            if spans[self._known[side] :] and self._waits(side, spans[-1]):
                continue
            alone = [
                n for n in range(self._known[side], len(spans)) if self._is_new(side, spans[n])
            ]
            self._known[side] = len(spans)
            self._listed[side] += alone
            counted += [side] if alone else []
        if counted and self._one_stands:
            self.leg = counted[0]
        return counted

    def _waits(self, side: Side, span: Span) -> bool:
        """The target may be about to end the same movement, and is the one to be named."""
        return side != self._target and self.busy and self._time_s - span[1] < WAIT_S

    def _is_new(self, side: Side, span: Span) -> bool:
        """The other leg has not counted at the same time, and this one may count now."""
        turns = span[0] - TURN_S <= self._turned_s <= span[1] + TURN_S
        if side != self._target and not (self._one_stands or turns):
            return False
        other = other_side(side)
        listed = (self._of[other].spans[n] for n in reversed(self._listed[other]))
        near = takewhile(lambda known: known[1] > span[0], listed)
        return not any(_is_same(span, known) for known in near)

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
        left, right = (self._counts_of(side) for side in SIDES)
        return Counts(
            left.full + right.full, left.partial + right.partial, left.uncertain + right.uncertain
        )

    def _counts_of(self, side: Side) -> Counts:
        """Of those that are listed; looked up again where the leg has counted since."""
        listed, all_of_them = self._listed[side], self._of[side].counts
        if len(listed) == len(self._of[side].spans):
            return all_of_them
        key, counts = self._counted[side]
        if key != (len(listed), all_of_them):
            reps = self._of[side].reps if listed else ()
            verdicts = [reps[n].verdict for n in listed]
            counts = Counts(*(verdicts.count(v) for v in ("full", "partial", "uncertain")))
            self._counted[side] = (len(listed), all_of_them), counts
        return counts

    @property
    def reps(self) -> tuple[Rep, ...]:
        """All repetitions in the order of time."""
        of = {side: judge.reps for side, judge in self._of.items()}
        found = [of[side][n] for side in SIDES for n in self._listed[side]]
        found.sort(key=lambda rep: rep.start_s)
        return tuple(replace(rep, number=i) for i, rep in enumerate(found, 1))

    def why_nothing(self, view: View, blocked: tuple[str, ...], *, started: bool) -> str:
        """The likeliest reason for no repetition."""
        of = self._of[self._target or "left"]
        return of.why_nothing(view, blocked, started=started)

    def finish(self) -> tuple[Finding, ...]:
        """Every fault of the session, in the order of time."""
        self.lost()
        found = (f for rep in self.reps for f in rep.findings)
        return tuple(sorted(found, key=lambda f: (f.start_s, f.check)))


def _is_found(m: Moment, side: Side) -> bool:
    """The leg network sees it; what the pose model says of the leg behind is a guess."""
    return math.isfinite(m.body.error_px[Landmark.of(side, "heel")])


def _is_same(a: Span, b: Span) -> bool:
    """They share more than half of the shorter one."""
    shared_s = min(a[1], b[1]) - max(a[0], b[0])
    return shared_s > min(a[1] - a[0], b[1] - b[0]) / 2
