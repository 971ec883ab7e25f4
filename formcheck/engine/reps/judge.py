"""Judges exercises that are counted."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace

import numpy as np

from formcheck.engine.checks.episodes import CheckState
from formcheck.engine.moment import Moment, Ruling
from formcheck.engine.person.geometry import NAN
from formcheck.engine.person.place import LEVEL, Ground, Place
from formcheck.engine.person.smoothing import SpeedMeter
from formcheck.engine.reasons import why_no_repetition
from formcheck.engine.reps.finder import Movement, MovementFinder, Sample
from formcheck.engine.reps.grading import Grader
from formcheck.engine.reps.rise import RiseSignal
from formcheck.engine.signals.corrections import MISREAD_LEVEL
from formcheck.engine.signals.table import SINCE_START
from formcheck.engine.spec.exercise import ExerciseSpec, Reps
from formcheck.engine.spec.names import resolve
from formcheck.engine.values.landmarks import Array, Landmark, Side
from formcheck.engine.values.report import Counts, Finding, Hold, Rep, View
from formcheck.engine.values.signals import Signals

# Foot lengths below the start position at which a heel was not down there: of a foot on the floor,
# and of one on a step, from which a heel may hang.
BELOW_FLOOR, BELOW_STEP = 0.12, 0.35
LOWER_S = 0.2  # lower for so long is no noise
# Foot lengths by which the level may be off where the pose model alone sees the foot and no start
# position came before: a heel may hang from a step, or not be down yet.
LEVEL_DOUBT = 0.12
# The same on a step, where a film may begin with hanging heels: who stands level does so for some
# seconds before the first movement, and is believed.
STEP_DOUBT, STOOD_S = 0.25, 0.4
LIFT = {"body": "body_lift_ratio", "knee": "knee_lift_ratio"}  # confirms the heel
REST_S = 1.0  # without a start position, what is read at rest is averaged over so long
# Signals that are relative to the start position, and what they are read from.
RELATIVE = {"heel_height_ratio": "heel_over_toe_ratio", **SINCE_START}


class RepJudge:
    """Finds movements, grades them, and tells what is wrong while they last.

    Counting needs no start position: what is low is told by the signal itself, and each place has a
    floor of its own. A start position refines what is judged.

    Attributes:
        refused: Why movements were none, as codes of `RaiseTest`, with how many.
        seen: Frames in which the counted signal was known.
        spans: Start and end of each repetition so far, seconds.
    """

    bound_to_place = True
    renews_start = False  # a set keeps its start position until the person moves away
    holds: tuple[Hold, ...] = ()
    leg: Side | None = None

    def __init__(self, spec: ExerciseSpec, config: Reps) -> None:
        self._spec, self._config = spec, config
        self._finder = MovementFinder(config)
        self._rise = RiseSignal(config.lift_ratio)
        self._place, self._ground = Place(), LEVEL
        self._speed = SpeedMeter()
        self._graders: dict[Side, Grader] = {}
        self._states: tuple[CheckState, ...] = ()
        self._states_of: Side | None = None
        self._last: Moment | None = None
        self.refused: Counter[str] = Counter()
        self.seen = 0
        self.spans: list[tuple[float, float]] = []
        self._at_rest: dict[str, float] = {}
        self._rest_s = -math.inf
        self._lower_s = math.inf
        self._highest = self._lowest = NAN
        self._level_is_sure = False
        self._based_s = math.nan

    @property
    def busy(self) -> bool:
        """True in the middle of a repetition."""
        return self._finder.phase != "bottom"

    @property
    def accepts_start(self) -> bool:
        """Not in the middle of a repetition: the top of a raise is quiet, too."""
        return not self.busy

    @property
    def may_praise(self) -> bool:
        """Once a movement was a repetition."""
        return self.counts.full + self.counts.partial > 0

    def _began_raised(self, m: Moment) -> bool:
        """The start position was none: the heel has come down further since."""
        heel = m.now.of(m.target)["heel_height_ratio"]
        limit = BELOW_STEP if self._config.sinks else BELOW_FLOOR
        is_lower = self._config.lift != "none" and heel < -limit
        self._lower_s = min(self._lower_s, m.time_s) if is_lower else math.inf
        return m.time_s - self._lower_s >= LOWER_S

    def judge(self, m: Moment) -> Ruling:
        """Judge one frame."""
        if self._is_new(m):
            self._begin(m)
        self._last = m
        toe_px = m.body.limbs(m.target).foot_index
        heel = m.now.of(m.target)["heel_over_toe_ratio"]
        self._highest = float(np.fmax(self._highest, heel))
        self._lowest = float(np.fmin(self._lowest, heel))
        left_s = self._place.left_s(m.time_s, toe_px, m.body.foot_px)
        if left_s is not None:
            self._leave(left_s)
            self._highest = self._lowest = NAN
        self._ground = self._ground_of(m)
        now = self._with_rise(m)
        rep = self._step(m, now, np.array(self._place.offset(toe_px, m.body.foot_px)))
        self._judge_live(replace(m, now=now))
        value = now[resolve(self._config.signal, m.target)]
        phase = self._phase(m, value)
        height = None if _is_blind(m, self._spec) else self._height(value, m.target)
        shown = self._states if self.busy else ()
        none = self._began_raised(m)
        return Ruling(phase, shown, height, finished_rep=rep, signals=now, start_was_none=none)

    def _is_new(self, m: Moment) -> bool:
        last = self._last
        if last is None or (last.target, last.body.has_legs) != (m.target, m.body.has_legs):
            return True
        return not m.body.has_legs and bool(last.base) != bool(m.base)

    def _begin(self, m: Moment) -> None:
        """Another leg, or another zero of the signal.

        A start position after the heel has come down may be anywhere on its way.
        """
        heel = m.base.of(m.target)["heel_over_toe_ratio"]
        was_higher = self._highest - heel >= self._config.ignore_below
        self._level_is_sure = bool(m.base) and not was_higher
        self._based_s = m.time_s
        self._leave(math.inf)
        self._states_of = m.target
        self._states = tuple(s for c in self._spec.checks if (s := CheckState(c, m.target)).is_live)

    def _with_rise(self, m: Moment) -> Signals:
        """The signals with the rise by which raises are counted, in foot lengths."""
        now = m.now if m.base else self._since_rest(m)
        if self._config.lift == "none":
            return now
        heel = now.of(m.target)["heel_height_ratio"]
        lift = now.of(m.target)[LIFT[self._config.lift]]
        rise, body = self._rise.update(m.time_s, heel, lift, resting=not self.busy)
        if m.body.has_legs:  # exact enough to stand alone
            rise = heel
        ratio = body * self._config.lift_ratio / rise if rise > 0.1 else NAN
        return now.but(m.target, {"heel_rise_ratio": rise, "lift_ratio": ratio})

    def _since_rest(self, m: Moment) -> Signals:
        """What is relative to a start position, relative to the last rest."""
        leg = m.now.of(m.target)
        raw = {name: leg[reading] for name, reading in RELATIVE.items()}
        if not self.busy:
            follow = 1 - math.exp((self._rest_s - m.time_s) / REST_S)
            was = {name: self._at_rest.get(name, NAN) for name in raw}
            self._at_rest = {
                n: v if math.isnan(was[n]) else was[n] + follow * (v - was[n])
                for n, v in raw.items()
            }
        self._rest_s = m.time_s
        relative = {
            name: value - self._at_rest.get(name, NAN)
            for name, value in raw.items()
            if math.isnan(leg[name])
        }
        return m.now.but(m.target, relative)

    def _step(self, m: Moment, now: Signals, toe: Array) -> Rep | None:
        value = now[resolve(self._config.signal, m.target)]
        # a zero that is found, or lost, in the middle of a movement must not move it
        if self._stands_on_legs(m):
            value = now.of(m.target)["heel_over_toe_ratio"]
        guessed = not m.body.has_legs and _is_blind(m, self._spec)  # landmarks seen from anywhere
        if math.isnan(value) or guessed:
            return None
        self.seen += 1
        errors_px = (m.body.error_px[Landmark.of(m.target, p)] for p in ("heel", "foot_index"))
        error = math.hypot(*errors_px) / m.body.foot_px
        return self._grade(self._finder.update(Sample(m.time_s, value, now, toe, error)))

    def _stands_on_legs(self, m: Moment) -> bool:
        return self._config.lift != "none" and m.body.has_legs

    def _grade(self, movement: Movement | None) -> Rep | None:
        m = self._last
        if movement is None or m is None:
            return None
        grader = self._graders.setdefault(m.target, Grader(self._spec, m.target))
        if self._config.sinks and movement.samples[0].time_s - self._based_s < STOOD_S:
            self._level_is_sure = False
            self._ground = self._ground_of(m)
        rep = grader.add(movement, m.base, m.blind, self._ground)
        self.refused.update([grader.refused] if grader.refused else [])
        self.spans += [(rep.start_s, rep.end_s)] if rep else []
        return rep

    def _ground_of(self, m: Moment) -> Ground:
        """The signal of the leg network has any zero, the others the start position's.

        Lone feet that are never level may be seen obliquely. What rises from a step comes partly
        from below it.
        """
        if self._stands_on_legs(m):
            flat = m.flat[m.target] if m.body.has_hips or self._lowest <= MISREAD_LEVEL else NAN
            hangs = self._config.sinks and math.isnan(flat)
            return Ground(
                self._place.number,
                flat,
                margin=0.05,
                jitter=self._place.jitter,
                doubt=STEP_DOUBT if hangs else 0.0,
                tilt=0.0 if m.base else MISREAD_LEVEL,
            )
        counts_angles = self._config.lift == "none"
        known = bool(m.base) or counts_angles
        unsure = STEP_DOUBT if self._config.sinks else LEVEL_DOUBT
        return Ground(
            self._place.number,
            0.0 if known else NAN,
            judges_floor=known,
            jitter=self._place.jitter,
            doubt=0.0 if counts_angles or self._level_is_sure else unsure,
        )

    def _leave(self, left_s: float) -> None:
        """The foot has left its place at `left_s`.

        What has come back until then counts, the rest is given up.
        """
        self._grade(self._finder.leave(left_s))
        self._rise.forget()
        self._speed = SpeedMeter()

    def _judge_live(self, m: Moment) -> None:
        for state in self._states:
            found = state.look(m.time_s, m.now, m.base, blind=state.check.id in m.blind)
            state.follow(m.time_s, found if self.busy else None)

    def _phase(self, m: Moment, value: float) -> str:
        speed, phase = self._speed.update(m.time_s, value), self._finder.phase
        if phase == "rising" and abs(speed) < self._config.still_speed:
            return "top"
        at_rest = "ready" if m.base and not m.moved else "set-up"
        return at_rest if phase == "bottom" else phase

    def _height(self, value: float, target: Side) -> float | None:
        best = self._graders[target].best if target in self._graders else NAN
        return None if math.isnan(value) or math.isnan(best) else value / best

    def unseen(self, time_s: float) -> None:
        """A frame without the person changes nothing: the finder bridges gaps."""

    def lost(self) -> None:
        """The person is gone: what has come back counts, what was only begun is given up."""
        self._leave(math.inf)
        self._highest = self._lowest = NAN
        self._place.forget()
        for state in self._states:
            state.close()
            state.take_findings()

    @property
    def counts(self) -> Counts:
        """Repetitions of all sides."""
        counts = [g.counts for g in self._graders.values()]
        full, partial = sum(c.full for c in counts), sum(c.partial for c in counts)
        return Counts(full, partial, sum(c.uncertain for c in counts))

    @property
    def reps(self) -> tuple[Rep, ...]:
        """All repetitions in the order of time."""
        found = sorted((r for g in self._graders.values() for r in g.reps), key=lambda r: r.start_s)
        return tuple(replace(rep, number=i) for i, rep in enumerate(found, 1))

    def why_nothing(self, view: View, blocked: tuple[str, ...], *, started: bool) -> str:  # noqa: ARG002
        """The likeliest reason for no repetition."""
        return why_no_repetition(self._spec, view, self.refused, seen=self.seen, blocked=blocked)

    def finish(self) -> tuple[Finding, ...]:
        """Every fault of the session, in the order of time."""
        self.lost()
        return tuple(
            sorted((f for r in self.reps for f in r.findings), key=lambda f: (f.start_s, f.check))
        )


def _is_blind(m: Moment, spec: ExerciseSpec) -> bool:
    """The view shows nothing of what is judged, nor how high anything is."""
    return len(m.blind) == len(spec.checks)
