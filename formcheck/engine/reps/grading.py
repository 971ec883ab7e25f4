"""From movements to graded repetitions: tempo, measures, faults, full or partial."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Mapping
from dataclasses import replace

from formcheck.engine.checks.episodes import is_consequence
from formcheck.engine.checks.state import SEVERITY
from formcheck.engine.person.geometry import NAN
from formcheck.engine.person.place import LEVEL, Ground
from formcheck.engine.reps.ankle import ankle_rise
from formcheck.engine.reps.best import Highest
from formcheck.engine.reps.draft import Draft, is_blind, sink, unseen
from formcheck.engine.reps.faults import Watched, finding_of
from formcheck.engine.reps.finder import GAP_S, Movement
from formcheck.engine.reps.floors import Floors
from formcheck.engine.reps.heights import is_near_limit, stays_until, worst_height
from formcheck.engine.reps.other import other_lift, other_rise
from formcheck.engine.reps.raises import RaiseTest
from formcheck.engine.reps.tempo import phases
from formcheck.engine.reps.verdicts import Verdicts
from formcheck.engine.spec.exercise import Check, ExerciseSpec
from formcheck.engine.values.landmarks import Side
from formcheck.engine.values.report import Counts, Finding, Level, Rep, Verdict
from formcheck.engine.values.signals import Signals
from formcheck.words import Phrase

# times the least height of a full repetition: 60 % of what hardly anybody exceeds (0.45 foot
# lengths)
SURE_HEIGHT = 1.35
ENOUGH = 3  # repetitions that make an own best, whatever its height
FEW = 4  # among so few the highest may be the only good one
LOST, CUT, ALONE = Phrase("doubt.lost"), Phrase("doubt.cut"), Phrase("doubt.alone")
NEAR = Phrase("doubt.near")


class Grader:
    """Collects the repetitions of a session and grades them against the person's own best.

    Attributes:
        refused: Why the last movement was none, as a code of `RaiseTest`; None when it was one.
        best: Own best height: the median of the three highest (of two, the higher); NaN before the
            first.
    """

    def __init__(self, spec: ExerciseSpec, target: Side) -> None:
        assert spec.reps is not None  # noqa: S101 - the session makes graders for kind "reps" only
        self._spec, self._config, self._target = spec, spec.reps, target
        self._drafts: list[Draft] = []
        self._floors = Floors(sinks=spec.reps.sinks)
        self._top = Highest()
        self._test = RaiseTest(spec.reps, spec.target.posture, target)
        self.refused: str | None = None
        self.best, self._highest = NAN, NAN
        self._verdicts = Verdicts()
        self._reps: list[Rep] = []  # as they compare with each other now, up to some of the last

    def add(
        self, movement: Movement, base: Signals, blind: frozenset[str], ground: Ground = LEVEL
    ) -> Rep | None:
        """Take a movement; the repetition it makes, or None (a step, a squat, a twitch).

        Args:
            movement: What the finder found.
            base: Signals of the start position.
            blind: Checks that the view cannot support.
            ground: What the feet stand on.
        """
        rep = self._measured(movement, len(self._drafts) + 1, ground)
        too_fast = rep.end_s - rep.start_s < self._config.min_s and not self._is_told_fast(movement)
        why = self._test.why_not(movement, ground, from_start=bool(base))
        self.refused = why or ("too-fast" if too_fast else None)
        if self.refused:
            return None
        watched = Watched(movement, rep, base, self._target, self._config.signal)
        findings = tuple(
            f for c in self._spec.checks if (f := watched.fault(c, blind=c.id in blind))
        )
        doubt = LOST if movement.gap_s > GAP_S else "" if movement.whole else CUT
        ankle = ankle_rise(movement, self._target, base, self._config)
        bottom, settled = movement.bottom, movement.settled
        seen = not is_blind(blind, self._spec)
        low = movement.rebound
        return self._take(Draft(rep, findings, ground, bottom, settled, seen, doubt, ankle, low))

    @property
    def reps(self) -> tuple[Rep, ...]:
        """All repetitions, in the order of time, as they compare with each other now."""
        for draft in self._drafts[len(self._reps) :]:
            self._reps.append(self._graded(draft, self.best))
        return tuple(self._reps)

    @property
    def counts(self) -> Counts:
        """How many repetitions of each verdict."""
        return self._verdicts.counts

    def _is_told_fast(self, movement: Movement) -> bool:
        """Too high for a twitch, and a check calls it too fast and keeps it from counting."""
        limits = [
            r.bad_below
            for c in self._spec.checks
            for r in c.rules
            if c.counts and r.signal == "down_s"
        ]
        return any(limits) and movement.top - movement.bottom >= 2 * self._config.ignore_below

    def _measured(self, movement: Movement, number: int, ground: Ground) -> Rep:
        times, values = movement.time_s, movement.values
        start, top_begin, top_end, end = phases(times, values, movement.peak)
        measures = {
            "up_s": top_begin - start,
            "top_s": top_end - top_begin,
            "down_s": end - top_end,
            **other_rise(movement, self._target),
            **other_lift(movement, self._target, start, end),
            **sink(movement, ground),
        }
        middle = (top_begin + top_end) / 2
        return Rep(
            number,
            self._target,
            start,
            middle,
            end,
            measures["up_s"],
            measures["top_s"],
            measures["down_s"],
            "full",
            movement.top,
            float(values[movement.peak :].min()),
            (),
            measures,
        )

    def _take(self, draft: Draft) -> Rep:
        """Compare it with the own best and the floor of its place, which it may change.

        Earlier ones again where that may change their verdict: a set may last for hours.
        """
        self._drafts.append(draft)
        best_before, moved = self.best, self._floors.add(draft)
        self._top.add(draft)
        best = self._top.heights(self._floors.under(draft))
        self.best, self._highest = statistics.median_high(best), best[0]
        if moved or self.best != best_before or len(self._drafts) <= FEW + 1:
            self._reps.clear()
        for at in self._to_grade(best_before, moved=moved):
            self._put(at)
        return self._put(len(self._drafts) - 1)

    def _put(self, at: int) -> Rep:
        """Grade one of the repetitions."""
        draft = self._drafts[at]
        rep = self._graded(draft, self.best)
        until = stays_until(self._spec, draft, self._floors.peak(draft), self.best)
        self._verdicts.put(at, rep.verdict, until)
        return rep

    def _to_grade(self, best_before: float, *, moved: bool) -> Iterable[int]:
        """Which of the earlier ones are compared anew; `moved` where their floor is another one."""
        last = len(self._drafts) - 1
        if last <= FEW or not self.best >= best_before:
            return range(last)
        return {*self._verdicts.due(self.best), *range(self._floors.first, last if moved else 0)}

    def _graded(self, draft: Draft, best: float) -> Rep:
        rep = self._with_heights(draft, best)
        findings = {f.check: f for f in draft.findings}
        for check in self._spec.checks:
            height = worst_height(check, draft, rep, best)
            if height and SEVERITY[height.level] > SEVERITY[_level_of(check, findings)]:
                findings[check.id] = finding_of(check, height, rep, self._config.signal)
        for check in self._spec.checks:
            if check.id in findings and is_consequence(
                check, findings[check.id], findings.values()
            ):
                del findings[check.id]
        verdict = self._verdict(draft, rep, best, findings)
        doubt = (self._doubt(draft, rep, findings),) if verdict == "uncertain" else ()
        return replace(rep, verdict=verdict, findings=(*findings.values(), *doubt))

    def _doubt(self, draft: Draft, rep: Rep, findings: Mapping[str, Finding]) -> Finding:
        """Why a repetition is neither called full nor partial."""
        counting = next((c.id for c in self._spec.checks if c.counts), self._spec.checks[0].id)
        unsure = draft.doubt or unseen(self._spec, rep, findings.values())
        reason = unsure or (NEAR if self._is_near_limit(draft, rep) else ALONE)
        return Finding(counting, "unknown", rep.start_s, rep.end_s, None, "", (None, None), reason)

    def _is_near_limit(self, draft: Draft, rep: Rep) -> bool:
        """Whether the height may be enough or not, by its error or by which one is the best."""
        best = self._highest if len(self._drafts) <= FEW else self.best
        return is_near_limit(self._spec, draft, rep, self.best, best)

    def _with_heights(self, draft: Draft, best: float) -> Rep:
        """The repetition with heights above the floor; None where they are not measured."""
        peak = self._floors.peak(draft)
        measures = {**draft.rep.measures, "height_fraction": peak / best}
        if not self._floors.measures(draft):
            return replace(draft.rep, peak=None, valley=None, measures=measures)
        floor = self._floors.under(draft)
        valley = (draft.rep.valley or 0.0) - floor
        measures |= {"peak": peak, "valley": valley, "rebound": draft.rebound - floor}
        measures |= draft.ankle.measures(floor) if draft.ankle else {}
        return replace(draft.rep, peak=peak, valley=valley, measures=measures)

    def _verdict(
        self, draft: Draft, rep: Rep, best: float, findings: Mapping[str, Finding]
    ) -> Verdict:
        if draft.doubt or unseen(self._spec, rep, findings.values()):
            return "uncertain"
        if any(self._spec.check(f.check).counts and f.level == "bad" for f in findings.values()):
            return "partial"
        if self._is_near_limit(draft, rep):
            return "uncertain"
        sure = self._floors.measures(draft) and best >= SURE_HEIGHT * self._least_height
        return "full" if sure or len(self._drafts) >= ENOUGH else "uncertain"

    @property
    def _least_height(self) -> float:
        limits = [r.bad_below for c in self._spec.checks for r in c.rules if r.signal == "peak"]
        return max((limit for limit in limits if limit is not None), default=-math.inf)


def _level_of(check: Check, findings: Mapping[str, Finding]) -> Level:
    return findings[check.id].level if check.id in findings else "ok"
