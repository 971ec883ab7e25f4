"""From movements to graded repetitions: tempo, measures, faults, full or partial."""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass, replace

import numpy as np

from formcheck.engine.checks import SEVERITY, Judgement, judge, worst
from formcheck.engine.episodes import CheckState, is_consequence
from formcheck.engine.geometry import NAN
from formcheck.engine.names import REP_MEASURES, resolve, unit_of
from formcheck.engine.reps import GAP_S, Movement
from formcheck.engine.signals import Readings
from formcheck.engine.spec import Check, ExerciseSpec, Reps, Rule
from formcheck.engine.tempo import phases
from formcheck.engine.types import Array, Counts, Finding, Level, Rep, Side, Verdict

FOOT_SLIDES = 0.4  # foot lengths that the toe may wander in a heel raise; more is a step
BODY_SINKS = -0.08  # a body that sinks towards the toe is no raise: the foot was lifted, or the person sat down
BODY_DIPS = -0.45  # nor is one that came from, or went, this far below the start position: a squat
# Foot lengths from the shoulders to the middle of the trunk: 0.288 of stature from shoulder to hip, foot 0.152
# (Winter, Biomechanics and Motor Control of Human Movement, after Drillis and Contini 1966).
HALF_TRUNK = 0.95
FOOT_OFF_FLOOR = 0.12  # foot lengths
LOWEST = 0.8  # a peak below this share of the smallest repetition is only a return from below
FIDGET_LIFT = 0.4  # share of the expected lift of the body below which a small movement is fidgeting
BEST_OF = 3
UNDER_WAY = 0.3  # share of the excursion from which on the foot must stay where it is
BOTTOM = 0.15  # share of the excursion that is still the bottom
TEMPO_DEAD_BAND_S = 0.15  # durations of single movements are read to about 10 %


@dataclass(frozen=True, slots=True)
class Draft:
    """A repetition before it is compared with the others."""

    rep: Rep
    findings: tuple[Finding, ...]


class Grader:
    """Collects the repetitions of a session and grades them against the person's own best."""

    def __init__(self, spec: ExerciseSpec, target: Side) -> None:
        assert spec.reps is not None  # noqa: S101 - the session makes graders for kind "reps" only
        self._spec, self._config, self._target = spec, spec.reps, target
        self._drafts: list[Draft] = []
        self.reps: tuple[Rep, ...] = ()

    def add(self, movement: Movement, base: Readings, blind: frozenset[str]) -> Rep | None:
        """Take a movement; the repetition it makes, or None when it is none (a step, a squat, a twitch).

        Args:
            movement: What the finder found.
            base: Signals of the start position.
            blind: Checks that the view cannot support.
        """
        if not self._is_repetition(movement):
            return None
        rep = self._measured(movement, len(self._drafts) + 1)
        findings = tuple(f for c in self._spec.checks if (f := self._finding(c, movement, rep, base, c.id in blind)))
        self._drafts.append(Draft(rep, findings))
        self._grade()
        return self.reps[-1]

    @property
    def counts(self) -> Counts:
        """How many repetitions of each verdict."""
        verdicts = [rep.verdict for rep in self.reps]
        return Counts(verdicts.count("full"), verdicts.count("partial"), verdicts.count("uncertain"))

    @property
    def best(self) -> float:
        """Own best peak: the median of the three highest (of two, the higher); NaN before the first."""
        peaks = sorted((d.rep.peak for d in self._drafts if d.rep.peak is not None), reverse=True)
        return statistics.median_high(peaks[:BEST_OF]) if peaks else NAN

    def _is_repetition(self, movement: Movement) -> bool:
        times, config = movement.time_s, self._config
        duration = times[-1] - times[0]
        if duration < config.min_s or duration - movement.gap_s > 2 * config.max_s:
            return False
        if config.lift == "none":
            return True
        values = movement.values
        under_way = int(np.argmax(values - values.min() >= UNDER_WAY * np.ptp(values)))
        first, peak = movement.samples[under_way], movement.samples[movement.peak]
        slides = abs(peak.toe[0] - first.toe[0]) > FOOT_SLIDES
        if slides or values.max() < LOWEST * config.ignore_below:
            return False
        return config.lift != "body" or not (
            self._sinks(movement) or self._is_off_floor(movement) or self._fidgets(movement, config)
        )

    def _is_off_floor(self, movement: Movement) -> bool:
        """The foot itself is in the air, higher than the other one: a step, not a raise."""
        return bool(self._at(movement, "target.clearance_ratio")[movement.peak] > FOOT_OFF_FLOOR)

    def _fidgets(self, movement: Movement, config: Reps) -> bool:
        """A small movement of the heel that does not lift the body: shuffling, not a weak raise."""
        body = self._lift(movement)
        rise = float(np.ptp(movement.values))
        lifts = body[movement.peak] - body[0] > FIDGET_LIFT * config.lift_ratio * rise
        return rise < 2 * config.ignore_below and not lifts

    def _sinks(self, movement: Movement) -> bool:
        body = self._lift(movement)
        values = movement.values
        top = values - values.min() >= 0.7 * np.ptp(values)
        sinks = body[movement.peak] - body[0] < BODY_SINKS or np.nanmin(body[top]) - body[0] < 2 * BODY_SINKS
        return bool(sinks or np.nanmin(body) < BODY_DIPS)

    def _lift(self, movement: Movement) -> Array:
        """(N,) lift of the body, foot lengths, without what a trunk that leans at the top takes from the shoulders.

        Who leans all the time lowers the shoulders and does a raise all the same; who leans only below squats.
        """
        lean = np.radians(np.abs(self._at(movement, "trunk_inclination_deg")))
        lost: Array = HALF_TRUNK * (1 - np.cos(np.fmin(lean, lean[movement.peak])))
        return self._at(movement, "target.body_lift_ratio") + lost

    def _at(self, movement: Movement, signal: str) -> Array:
        name = resolve(signal, self._target)
        return np.array([s.signals.get(name, NAN) for s in movement.samples])

    def _measured(self, movement: Movement, number: int) -> Rep:
        times, values = movement.time_s, movement.values
        start, top_begin, top_end, end = phases(times, values, movement.peak)
        measures = {
            "peak": float(values.max()),
            "valley": float(values[movement.peak :].min()),
            "up_s": top_begin - start,
            "top_s": top_end - top_begin,
            "down_s": end - top_end,
        }
        middle = (top_begin + top_end) / 2
        verdict: Verdict = "uncertain" if movement.gap_s > GAP_S else "full"
        return Rep(
            number, self._target, start, middle, end, measures["up_s"], measures["top_s"], measures["down_s"],
            verdict, measures["peak"], measures["valley"], (), measures,
        )  # fmt: skip

    def _finding(self, check: Check, movement: Movement, rep: Rep, base: Readings, blind: bool) -> Finding | None:
        """The worst that this check has to say about the repetition, its height aside."""
        episodes = _episodes(check, self._target, movement, base, blind)
        judged = [j for r in check.rules if r.per_rep and (j := self._judge(r, movement, rep, base, blind))]
        if judged and (decided := worst(judged)).level != "ok":
            episodes.append(self._of_rep(check, decided, rep))
        worst_one = max(episodes, key=lambda f: SEVERITY[f.level]) if episodes else None
        return replace(worst_one, start_s=rep.start_s, end_s=rep.end_s) if worst_one else None

    def _judge(self, rule: Rule, movement: Movement, rep: Rep, base: Readings, blind: bool) -> Judgement | None:
        if rule.signal == "height_fraction":
            return None
        if rule.signal in REP_MEASURES:
            is_time = REP_MEASURES[rule.signal] == "s"
            return judge(rule, rep.measures[rule.signal], TEMPO_DEAD_BAND_S if is_time else 0.0)
        values = self._at(movement, rule.signal)
        if rule.of == "change":
            values = values - base.get(resolve(rule.signal, self._target), NAN)
        return judge(rule, NAN if blind else _reduce(rule, values, movement, rep))

    def _of_rep(self, check: Check, j: Judgement, rep: Rep) -> Finding:
        value = None if math.isnan(j.value) else j.value
        unit = unit_of(j.rule.signal, j.rule.of, self._config.signal)
        return Finding(check.id, j.level, rep.start_s, rep.end_s, value, unit, j.rule.limits, check.message)

    def _grade(self) -> None:
        """Compare every repetition with the own best, which later repetitions may raise."""
        best, graded = self.best, []
        for draft in self._drafts:
            findings = {f.check: f for f in draft.findings}
            for check in self._spec.checks:
                for rule in check.rules:
                    if rule.signal == "height_fraction" and draft.rep.peak is not None:
                        judged = judge(rule, draft.rep.peak / best)
                        old: Level = findings[check.id].level if check.id in findings else "ok"
                        if SEVERITY[judged.level] > SEVERITY[old]:
                            findings[check.id] = self._of_rep(check, judged, draft.rep)
            for check in self._spec.checks:
                if check.id in findings and is_consequence(check, findings[check.id], findings.values()):
                    del findings[check.id]
            missed = any(self._spec.check(f.check).counts and f.level == "bad" for f in findings.values())
            verdict: Verdict = "partial" if missed and draft.rep.verdict == "full" else draft.rep.verdict
            measures = {**draft.rep.measures, "height_fraction": (draft.rep.peak or NAN) / best}
            graded.append(replace(draft.rep, verdict=verdict, findings=tuple(findings.values()), measures=measures))
        self.reps = tuple(graded)


def _episodes(check: Check, target: Side, movement: Movement, base: Readings, blind: bool) -> list[Finding]:
    """Faults that are judged frame by frame, within the movement."""
    state = CheckState(check, target)
    for sample in movement.samples:
        state.follow(sample.time_s, state.look(sample.time_s, sample.signals, base, blind=blind))
    state.close()
    return list(state.take_findings())


def _reduce(rule: Rule, values: Array, movement: Movement, rep: Rep) -> float:
    """One number for the repetition; the outermost twentieth is left to noise."""
    if rule.stat == "top":
        at_top = np.abs(movement.time_s - rep.peak_s) <= max(0.15, rep.top_s / 2)
        values = values[at_top]
    elif rule.stat == "bottom":
        values = values[movement.values <= movement.values.min() + BOTTOM * np.ptp(movement.values)]
    known = values[np.isfinite(values)]
    if len(known) < max(1, len(values) / 2):
        return NAN
    low, middle, high = np.percentile(known, [5, 50, 95])
    return float({"max": high, "min": low, "range": high - low, "top": middle, "bottom": middle}[rule.stat])
