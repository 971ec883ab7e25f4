"""Faults of a single repetition, its height aside: that is judged beside the others."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from formcheck.engine.checks.state import SEVERITY, Judgement, judge
from formcheck.engine.person.geometry import NAN
from formcheck.engine.reps.draft import SINK, episodes_of, reduced
from formcheck.engine.reps.finder import Movement
from formcheck.engine.reps.heights import HEIGHTS
from formcheck.engine.reps.other import OTHER_RISE, STAND_INS
from formcheck.engine.spec.exercise import Check, Rule
from formcheck.engine.spec.names import REP_MEASURES, resolve, unit_of
from formcheck.engine.values.landmarks import Side
from formcheck.engine.values.report import Finding, Rep
from formcheck.engine.values.signals import Signals

# Durations of single movements are read to about 10 %; those of 0.4 to 0.8 s 0.03 s too long, with
# 0.04 s of deviation (rendered people).
TEMPO_ERROR, TEMPO_LEAST_S = 0.1, 0.1


@dataclass(frozen=True, slots=True)
class Watched:
    """A movement in which faults are looked for.

    Attributes:
        movement: What the finder found.
        rep: The repetition that it makes.
        base: Signals of the start position.
        target: The leg.
        counted: The signal by which repetitions are counted.
    """

    movement: Movement
    rep: Rep
    base: Signals
    target: Side
    counted: str

    def fault(self, check: Check, *, blind: bool) -> Finding | None:
        """The worst that a check has to say; None where all is well.

        Args:
            check: The check.
            blind: The view cannot support it.
        """
        rules = [r for r in check.rules if r.per_rep and r.signal not in STAND_INS]
        stand_ins = [r for r in check.rules if r.signal in STAND_INS and r.signal in self._measures]
        found = episodes_of(check, self.target, self.movement, self.base, blind)
        found += self._findings(check, rules, blind=blind)
        known = [f for f in found if f.level != "unknown"]
        if stand_ins and (len(known) < len(found) or len(stand_ins) == len(check.rules)):
            found = known + self._findings(check, stand_ins, blind=blind)
        elif not math.isnan(self.movement.error):
            # A foot that only stands further away looks lifted, and rises along.
            rises = [r for r in stand_ins if r.signal == OTHER_RISE]
            found += self._findings(check, rises, blind=blind)
        worst = max(found, key=lambda f: SEVERITY[f.level]) if found else None
        return worst and replace(worst, start_s=self.rep.start_s, end_s=self.rep.end_s)

    @property
    def _measures(self) -> Mapping[str, float]:
        return self.rep.measures

    def _findings(self, check: Check, rules: Iterable[Rule], *, blind: bool) -> list[Finding]:
        judged = [j for r in rules if (j := self._judged(r, blind=blind))]
        return [finding_of(check, j, self.rep, self.counted) for j in judged if j.level != "ok"]

    def _judged(self, rule: Rule, *, blind: bool) -> Judgement | None:
        if rule.signal in HEIGHTS:
            return None  # judged anew whenever a repetition shows a lower floor or a better best
        if rule.signal == SINK and SINK not in self._measures:
            return None  # below a level that is not known nothing is deep
        if rule.signal in REP_MEASURES:
            value = self._measures.get(rule.signal, NAN)
            is_duration = rule.signal.endswith("_s")
            dead_band = max(TEMPO_LEAST_S, TEMPO_ERROR * value) if is_duration else 0.0
            return judge(rule, value, dead_band)
        key = resolve(rule.signal, self.target)
        samples = self.movement.samples
        values = np.array([s.signals[key] for s in samples])
        if rule.of == "change":
            values = values - self.base[key]
        error = float(np.median([s.signals.error(key) for s in samples]))
        value = NAN if blind else reduced(rule, values, self.movement, self.rep)
        return judge(rule, value, error=0.0 if math.isnan(error) else error)


def finding_of(check: Check, judged: Judgement, rep: Rep, counted: str) -> Finding:
    """What a rule of a check comes to in a repetition.

    Args:
        check: The check.
        judged: The rule and its verdict.
        rep: The repetition.
        counted: The signal by which repetitions are counted.
    """
    value = None if math.isnan(judged.value) else judged.value
    unit = unit_of(judged.rule.signal, judged.rule.of, counted)
    limits, level = judged.rule.limits, judged.level
    return Finding(check.id, level, rep.start_s, rep.end_s, value, unit, limits, check.message)
