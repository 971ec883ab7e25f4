"""One session: poses with their times in, feedback for every frame and a report at the end out."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import partial
from typing import Literal

from formcheck.engine.checks.episodes import CheckState
from formcheck.engine.cues import CuePolicy, worth_telling
from formcheck.engine.front import FrontJudge
from formcheck.engine.holds.judge import HoldJudge
from formcheck.engine.moment import Judge, Moment, Ruling
from formcheck.engine.person.body import Body, BodyTracker
from formcheck.engine.person.legs import SIDES
from formcheck.engine.person.plausible import is_cropped
from formcheck.engine.person.view import BLINDING, ViewGate
from formcheck.engine.reasons import is_slow_motion
from formcheck.engine.reps.either import EitherLeg
from formcheck.engine.reps.judge import RepJudge
from formcheck.engine.results.outcomes import with_outcomes
from formcheck.engine.signals.comparison import flat_heel
from formcheck.engine.signals.corrections import POSTURES
from formcheck.engine.signals.readings import signals
from formcheck.engine.signals.start import StartPosition
from formcheck.engine.signals.target import BY_VIEW, TargetLeg
from formcheck.engine.spec.exercise import Check, ExerciseSpec
from formcheck.engine.spec.names import SIGNALS
from formcheck.engine.values.facts import BodyFacts
from formcheck.engine.values.feedback import AngleMark, Cue, Feedback, Problem
from formcheck.engine.values.landmarks import Landmark, Side, other_side
from formcheck.engine.values.pose import Pose
from formcheck.engine.values.report import Hold, Rep, Report
from formcheck.engine.values.signals import UNKNOWN, Signals, Values
from formcheck.words import Phrase

LOST_S = 5.0  # absent for longer: a new start position is needed


class Session:
    """Judges one exercise, frame by frame. Pure: the same poses give the same feedback and report.

    Args:
        spec: The exercise.
        side: The leg to measure, or None to find it by its role.
        body: Sizes and mass of the person.
    """

    def __init__(
        self, spec: ExerciseSpec, side: Side | None = None, body: BodyFacts | None = None
    ) -> None:
        self._spec, self._facts = spec, body
        self._posture = POSTURES[spec.target.posture]
        self._tracker = BodyTracker(
            self._posture.faces, raised_is_near=spec.target.leg in ("raised", "crossed")
        )
        self._start = StartPosition(spec.target.posture)
        self._target = TargetLeg(spec.target.leg, side)
        self._view = ViewGate(spec)
        self._cues = CuePolicy()
        self._counting = frozenset(check.id for check in spec.checks if check.counts)
        self._judge = _judge_of(spec, side)
        self._frames = self._with_person = 0
        self._started = False
        self._time_s = 0.0
        self._seen_s = -math.inf
        self._size_px = (0, 0)
        self._people: int | None = None

    def update(self, time_s: float, pose: Pose | None) -> Feedback:
        """Judge one frame.

        Args:
            time_s: Time of the frame, strictly increasing.
            pose: The landmarks, or None when nobody was found.
        """
        self._frames += 1
        self._time_s = time_s
        body = self._tracker.update(time_s, pose)
        if pose is not None:
            self._size_px = pose.size_px
            self._people = max(pose.people or 0, self._people or 0) or None
        if body is None:
            return self._without_person(time_s, pose)
        self._with_person += 1
        if body.changed or time_s - self._seen_s > LOST_S:
            self._start.forget()
            self._judge.lost()
        self._seen_s = time_s
        return self._with_body(body)

    def _without_person(self, time_s: float, pose: Pose | None) -> Feedback:
        cropped = pose is not None and is_cropped(pose)
        problems = self._view.update(time_s, None, None, changed=False, cropped=cropped)
        if time_s - self._seen_s > LOST_S:
            self._judge.lost()
        else:
            self._judge.unseen(time_s)
        cue = self._cues.update(time_s, problems, [])
        return Feedback(
            time_s,
            None,
            self._target.side,
            "no-person",
            problems,
            counts=self._judge.counts,
            cue=cue,
            target=self._goal,
            paused_by=("no-person",),
        )

    def _with_body(self, body: Body) -> Feedback:
        judge = self._judge
        placed = self._start.place(body, accept=judge.accepts_start, renew=judge.renews_start)
        body, readings, moved = placed.body, placed.readings, placed.moved
        self._started |= bool(placed.base)
        target = self._target.update(body, readings, locked=judge.busy, seen=judge.leg) or body.near
        problems = self._view.update(body.time_s, body, self._target.side, changed=body.changed)
        problems += self._target.problems(body)
        now, base = self._signals(readings, body), UNKNOWN
        if placed.base:
            base = self._signals(placed.base, body)
        blind = self._blind(problems)
        sees_nothing = len(blind) == len(self._spec.checks)
        if self._judge.bound_to_place and placed.base and (moved or sees_nothing):
            self._start.forget()
        moment = Moment(
            body.time_s, body, target, now, base, blind, moved, self._flat(readings, body)
        )
        ruling = self._judge.judge(moment)
        if ruling.start_was_none:
            self._start.forget()
        return self._feedback(moment, problems, ruling)

    def _signals(self, readings: Signals, body: Body) -> Signals:
        return signals(
            readings,
            self._start.base,
            self._posture,
            legs=body.has_legs,
            yaw_deg=body.yaw_deg,
            level=self._level(readings),
        )

    def _flat(self, readings: Signals, body: Body) -> dict[Side, float]:
        """What the heel of each leg reads while the foot is flat."""
        start, level = self._start.base, self._level(readings)
        return {
            side: flat_heel(
                start.of(side), level.of(other_side(side)), legs=body.has_legs, yaw_deg=body.yaw_deg
            )
            for side in SIDES
        }

    def _level(self, readings: Signals) -> Signals:
        """Readings with the other foot flat: in a stretch it stays, in raises it may rise, too."""
        return readings if self._spec.kind == "hold" else UNKNOWN

    def _blind(self, problems: tuple[Problem, ...]) -> frozenset[str]:
        if any(p.code in BLINDING for p in problems):
            return frozenset(c.id for c in self._spec.checks)
        if not any(p.code == "oblique" for p in problems):
            return frozenset()
        return frozenset(c.id for c in self._spec.checks if _compares_feet(c))

    def _feedback(self, m: Moment, problems: tuple[Problem, ...], v: Ruling) -> Feedback:
        cue = self._cues.update(
            m.time_s, problems, list(v.states), may_praise=self._judge.may_praise
        )
        if v.finished_rep is not None:
            self._cues.finish()
            told = worth_telling(v.finished_rep, self._counting)
            if told is not None:
                priority: Literal["must", "should"] = "must" if told.level == "bad" else "should"
                self._cues.say(m.time_s, Cue(told.message, priority, told.check, of_last=True))
        return Feedback(
            m.time_s,
            m.body.pose,
            m.target,
            v.phase,
            problems,
            levels={s.check.id: s.level for s in v.states},
            signals=_shown(self._spec, v.signals or m.now),
            angles=_angles(self._spec, v.states, v.signals or m.now, m.target),
            counts=self._judge.counts,
            height_fraction=v.height_fraction,
            held_s=v.held_s,
            settled_s=v.settled_s,
            target=self._goal,
            paused_by=v.paused_by,
            cue=cue,
            finished_rep=v.finished_rep,
            finished_hold=v.finished_hold,
        )

    @property
    def _goal(self) -> float:
        dose = self._spec.dosage
        return float((dose.reps if self._spec.kind == "reps" else dose.hold_s) or 0)

    @property
    def reps(self) -> tuple[Rep, ...]:
        """The repetitions so far, as they compare with each other now."""
        return self._judge.reps

    @property
    def holds(self) -> tuple[Hold, ...]:
        """The holds that are over."""
        return self._judge.holds

    def finish(self) -> Report:
        """The report of everything so far, summed up."""
        return with_outcomes(self.judged(), self._spec, self._facts)

    def judged(self) -> Report:
        """The report of everything so far without its summary; ends what is under way."""
        findings = self._judge.finish()
        reps, holds = self._judge.reps, self._judge.holds
        view = self._view.result()
        if is_slow_motion(self._spec, reps):
            view = replace(view, problems=(Phrase("reason.slow-motion"), *view.problems))
        if self._with_person and not reps and not holds:
            reason = self._judge.why_nothing(view, self._view.blocked, started=self._started)
            view = replace(view, reason=reason)
        return Report(
            self._spec.id,
            self._spec.kind,
            view,
            self._judge.counts,
            reps,
            holds,
            findings,
            self._spec.not_observable,
            self._frames,
            self._with_person,
            self._time_s,
            self._size_px,
            people=self._people,
        )


def _judge_of(spec: ExerciseSpec, side: Side | None) -> Judge:
    if spec.view.plane == "front":
        return FrontJudge(spec)
    if spec.reps is not None:
        counts = partial(RepJudge, spec, spec.reps)
        if side is None and spec.target.leg in BY_VIEW:
            return EitherLeg(counts, one_stands=spec.target.leg == "standing")
        return counts()
    assert spec.hold is not None  # noqa: S101 - the spec's own validation guarantees one of the two
    return HoldJudge(spec, spec.hold)


def _compares_feet(check: Check) -> bool:
    """Seen obliquely from above the floor, a foot that stands further away looks raised."""
    return any(rule.signal.endswith(".clearance_ratio") for rule in check.rules)


def _shown(spec: ExerciseSpec, now: Signals) -> Signals:
    """The signals without those that mean nothing in this view.

    Side angles of a leg seen obliquely.
    """
    if spec.view.plane == "side":
        return now
    return Signals(*(_without_side(part) for part in (now.left, now.right, now.body)))


def _without_side(part: Values) -> Values:
    def value(name: str) -> float:
        return math.nan if SIGNALS[name].plane == "side" else part[name]

    return Values(compute=value)


def _angles(
    spec: ExerciseSpec, states: tuple[CheckState, ...], now: Signals, target: Side
) -> tuple[AngleMark, ...]:
    """The angles of the checks that are judged now, on the target leg."""
    level = {s.check.id: s.level for s in states}
    marks = []
    for check in spec.checks:
        if check.angle and check.id in level:
            vertex, a, *rest = (Landmark.of(target, part) for part in check.angle)
            value = now.of(target)[_angle_signal(check.angle)]
            known = None if math.isnan(value) else value
            b = rest[0] if rest else None
            marks.append(
                AngleMark(
                    vertex, a, b, check.id, known, "unknown" if known is None else level[check.id]
                )
            )
    return tuple(marks)


def _angle_signal(parts: tuple[str, ...]) -> str:
    return {"knee": "knee_flexion_deg", "hip": "hip_flexion_deg", "ankle": "shank_inclination_deg"}[
        parts[0]
    ]
