"""Judges exercises that are counted."""

from __future__ import annotations

import math
from dataclasses import replace

from formcheck.engine.episodes import CheckState
from formcheck.engine.geometry import NAN
from formcheck.engine.grading import Grader
from formcheck.engine.moment import Moment, Verdict
from formcheck.engine.names import resolve
from formcheck.engine.reps import Movement, MovementFinder, RiseSignal, Sample
from formcheck.engine.signals import Readings
from formcheck.engine.smoothing import SpeedMeter
from formcheck.engine.spec import ExerciseSpec, Reps
from formcheck.engine.types import Counts, Finding, Rep, Side


class RepJudge:
    """Finds movements, grades them, and tells what is wrong while they last."""

    def __init__(self, spec: ExerciseSpec, config: Reps) -> None:
        self._spec, self._config = spec, config
        self._finder = MovementFinder(config)
        self._rise = RiseSignal(config.lift_ratio)
        self._speed = SpeedMeter()
        self._graders: dict[Side, Grader] = {}
        self._states: tuple[CheckState, ...] = ()
        self._states_of: Side | None = None
        self._set: tuple[Side, Readings, frozenset[str]] | None = None

    @property
    def busy(self) -> bool:
        """True in the middle of a repetition."""
        return self._finder.phase != "bottom"

    @property
    def renews_baseline(self) -> bool:
        """A set keeps its baseline until the person moves away."""
        return False

    def update(self, m: Moment) -> Verdict:
        """Judge one frame."""
        if not m.base or m.moved:
            self.lost()
            return Verdict("set-up", counts=self.counts)
        if self._states_of != m.target:
            self._states_of = m.target
            self._states = tuple(s for c in self._spec.checks if (s := CheckState(c, m.target)).is_live)
        now = self._with_rise(m)
        value = now.get(resolve(self._config.signal, m.target), NAN)
        rep = self._step(m, now, value)
        self._judge_live(replace(m, now=now))
        phase = self._phase(m.time_s, value)
        height = self._height(value, m.target)
        shown = self._states if self.busy else ()
        return Verdict(phase, shown, self.counts, height, finished_rep=rep, signals=now)

    def _with_rise(self, m: Moment) -> dict[str, float]:
        """The signals with the fused rise of heel and body."""
        if self._config.lift == "none":
            return dict(m.now)
        part = {"body": "body_lift_ratio", "knee": "knee_lift_ratio"}[self._config.lift]
        heel, lift = m.now[f"{m.target}_heel_height_ratio"], m.now[f"{m.target}_{part}"]
        rise, body = self._rise.update(m.time_s, heel, lift, resting=not self.busy)
        ratio = body * self._config.lift_ratio / rise if rise > 0.1 else NAN
        return {**m.now, f"{m.target}_heel_rise_ratio": rise, f"{m.target}_lift_ratio": ratio}

    def _step(self, m: Moment, now: Readings, value: float) -> Rep | None:
        if math.isnan(value):
            return None
        toe = m.body.point(m.target, "foot_index") / m.body.foot_px
        self._set = m.target, m.base, m.blind
        return self._grade(self._finder.update(Sample(m.time_s, value, now, toe)))

    def _grade(self, movement: Movement | None) -> Rep | None:
        if movement is None or self._set is None:
            return None
        target, base, blind = self._set
        return self._graders.setdefault(target, Grader(self._spec, target)).add(movement, base, blind)

    def _judge_live(self, m: Moment) -> None:
        for state in self._states:
            found = state.look(m.time_s, m.now, m.base, blind=state.check.id in m.blind)
            state.follow(m.time_s, found if self.busy else None)

    def _phase(self, time_s: float, value: float) -> str:
        speed = self._speed.update(time_s, value)
        if self._finder.phase == "rising" and abs(speed) < self._config.still_speed:
            return "top"
        return {"bottom": "ready"}.get(self._finder.phase, self._finder.phase)

    def _height(self, value: float, target: Side) -> float | None:
        best = self._graders[target].best if target in self._graders else NAN
        return None if math.isnan(value) or math.isnan(best) else value / best

    def lost(self) -> None:
        """The person is gone or has moved: what has come back counts, what was only begun is given up."""
        self._grade(self._finder.finish())
        self._rise.forget()
        for state in self._states:
            state.close()
            state.take_findings()

    @property
    def counts(self) -> Counts:
        """Repetitions of all sides."""
        counts = [g.counts for g in self._graders.values()]
        return Counts(sum(c.full for c in counts), sum(c.partial for c in counts), sum(c.uncertain for c in counts))

    @property
    def reps(self) -> tuple[Rep, ...]:
        """All repetitions in the order of time."""
        found = sorted((r for g in self._graders.values() for r in g.reps), key=lambda r: r.start_s)
        return tuple(replace(rep, number=i) for i, rep in enumerate(found, 1))

    def finish(self) -> tuple[Finding, ...]:
        """Every fault of the session, in the order of time."""
        self.lost()
        return tuple(sorted((f for r in self.reps for f in r.findings), key=lambda f: (f.start_s, f.check)))
