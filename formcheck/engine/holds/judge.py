"""Judges exercises that are held."""

from __future__ import annotations

import math

from formcheck.engine.checks.episodes import CheckState
from formcheck.engine.holds.attempt import LEAVE_S, WINDOW_S, Attempt, in_legs
from formcheck.engine.moment import Moment, Ruling
from formcheck.engine.person.smoothing import SpeedMeter
from formcheck.engine.reasons import MOSTLY, why_no_hold
from formcheck.engine.signals.start import FOOT_UP, may_be_in
from formcheck.engine.spec.exercise import Condition, ExerciseSpec, HoldSpec
from formcheck.engine.spec.names import resolve
from formcheck.engine.values.landmarks import Side
from formcheck.engine.values.report import Counts, Finding, Hold, Rep, View
from formcheck.words import Phrase

STEADY_S = 0.6  # points tremble, so what is steady is told over a longer time
SWING = 1.5  # times as far as one that is just still may go, it may tremble in that time
RELAXED = 0.4  # share of the way into the position in which somebody is still at rest
ON_THE_WAY_S = 4.0  # who is between rest and position for longer rests there
FOOT_LEGS_S = 0.15  # who stands in a stretch moves the foot less; in a step it is five times faster
SETTLED_S = 0.3  # the position must be still for so long before faults are named


class HoldJudge:
    """Follows attempts at the position; each becomes a hold when it had good seconds."""

    bound_to_place = False
    accepts_start = True
    may_praise = True
    counts = Counts()
    reps: tuple[Rep, ...] = ()
    leg: Side | None = None

    def __init__(self, spec: ExerciseSpec, config: HoldSpec) -> None:
        self._spec, self._config = spec, config
        self._attempt: Attempt | None = None
        self._steady, self._foot = SpeedMeter(STEADY_S), SpeedMeter(WINDOW_S)
        self._settled_from_s = math.nan
        self._inside = self._was_inside = False
        self._frames = self._elsewhere = 0
        self._on_the_way = OnTheWay(config.attempt)
        self._tried_s = -math.inf
        self._restless: tuple[CheckState, ...] = ()
        self.holds: tuple[Hold, ...] = ()
        self._findings: list[Finding] = []

    @property
    def busy(self) -> bool:
        """Something of the position was timed: only a change that lasts is one of the leg."""
        return self._attempt is not None and self._attempt.has_begun

    @property
    def renews_start(self) -> bool:
        """Outside the position every quiet moment is a new start position.

        Not on the way into it: who goes slowly is quiet there, too.
        """
        return self._attempt is None and not self._inside and not self._on_the_way.is_on_it

    def judge(self, m: Moment) -> Ruling:
        """Judge one frame."""
        still = self._is_still(m)
        self._on_the_way.look(m)
        self._frames += 1
        self._elsewhere += not may_be_in(self._spec.target.posture, m.now, m.target)
        inside = self._inside = self._is_inside(m, self._config.attempt, self._inside)
        self._was_inside |= inside
        if self._attempt is not None and self._attempt.target != m.target:
            return self._change_leg(self._attempt)
        if self._attempt is None:
            restless = self._look_for_bouncing(m, inside=inside)
            if not (inside and still and self._may_begin(m)):
                self._settled_from_s = math.nan
                return Ruling("ready" if m.base and not inside else "set-up", restless)
            if math.isnan(self._settled_from_s):
                self._settled_from_s = m.time_s
            if m.time_s - self._settled_from_s < SETTLED_S:
                return Ruling("entering")
            self._stop_looking()
            self._attempt = Attempt(self._spec, m.target, len(self.holds) + 1)
        stays = self._is_inside(m, self._config.stay or self._config.attempt, True)
        finished = self._attempt.update(m, inside=inside, stays=stays, still=still)
        ruling = self._attempt.ruling(finished)
        if self._attempt.over:
            self._end(finished)
        return ruling

    def _is_still(self, m: Moment) -> bool:
        """Neither on its way nor to and fro: a line through a fast swing is level, too."""
        most = self._config.steady_speed
        speed = self._steady.update(m.time_s, m.now[resolve(self._config.steady_signal, m.target)])
        return abs(speed) < most and self._steady.spread < SWING * most * STEADY_S

    def _may_begin(self, m: Moment) -> bool:
        """A film may begin in the stretch, where that is not told from the start position.

        Not of somebody in another position, nor with a foot on a chair.
        """
        if m.base or self._config.attempt.of == "change":
            return bool(m.base)
        posture = self._spec.target.posture
        foot_up = abs(m.now.of(m.target)["ankle_height_ratio"]) > FOOT_UP
        return may_be_in(posture, m.now, m.target) and not (posture == "standing" and foot_up)

    def _look_for_bouncing(self, m: Moment, *, inside: bool) -> tuple[CheckState, ...]:
        """Who goes to and fro all the time never holds: that is told, too.

        Not of somebody whose foot goes, too: walking is no stretch.
        """
        walks = self._spec.target.posture == "standing" and self._foot_goes(m)
        if inside and self._may_begin(m) and not walks:
            self._tried_s = m.time_s
        if walks or m.time_s - self._tried_s > LEAVE_S:
            self._stop_looking()
            return ()
        if not self._restless:
            bouncing = [c for c in self._spec.checks if c.is_of_bouncing]
            self._restless = tuple(CheckState(c, m.target) for c in bouncing)
        for state in self._restless:
            state.follow(
                m.time_s, state.look(m.time_s, m.now, m.base, blind=state.check.id in m.blind)
            )
        return self._restless

    def _foot_goes(self, m: Moment) -> bool:
        ankle = in_legs(m.body, m.target, "ankle")
        along = float(ankle[0] * m.body.forward - ankle[1])
        return not abs(self._foot.update(m.time_s, along)) < FOOT_LEGS_S

    def _stop_looking(self) -> None:
        for state in self._restless:
            state.close()
            self._findings += [f for f in state.take_findings() if f.level != "unknown"]
        self._restless, self._tried_s = (), -math.inf

    @staticmethod
    def _is_inside(m: Moment, condition: Condition, before: bool) -> bool:
        """Whether the condition holds; what is not seen is as it was before."""
        key = resolve(condition.signal, m.target)
        value = m.now[key] - (m.base[key] if condition.of == "change" else 0.0)
        low = condition.above if condition.above is not None else -math.inf
        high = condition.below if condition.below is not None else math.inf
        return before if math.isnan(value) else low < value < high

    def _end(self, finished: Hold | None) -> None:
        if self._attempt is not None:
            self._findings += self._attempt.findings
            if finished is not None:
                self.holds = (*self.holds, finished)
        self._drop()

    def _drop(self) -> None:
        self._attempt, self._settled_from_s = None, math.nan

    def _change_leg(self, attempt: Attempt) -> Ruling:
        """What was timed counts; where nothing was, the leg was not the one that was meant."""
        if not attempt.has_begun:
            self._drop()
            return Ruling("set-up")
        finished = attempt.close()
        self._end(finished)
        return attempt.ruling(finished)

    def lost(self) -> None:
        """The person is gone."""
        self._stop_looking()
        if self._attempt is not None:
            self._end(self._attempt.close())

    def unseen(self, time_s: float) -> None:
        """A frame in which the person was not found."""
        if self._attempt is not None:
            self._attempt.unseen(time_s)

    def why_nothing(self, view: View, blocked: tuple[str, ...], *, started: bool) -> str:
        """The likeliest reason for no hold."""
        if self._elsewhere > MOSTLY * self._frames:
            return Phrase(f"reason.posture.{self._spec.target.posture}")
        return why_no_hold(
            self._spec,
            view,
            self._findings,
            started=started,
            inside=self._was_inside,
            blocked=blocked,
        )

    def finish(self) -> tuple[Finding, ...]:
        """Every fault of the session, in the order of time."""
        self.lost()
        return tuple(sorted(self._findings, key=lambda f: (f.start_s, f.check)))


class OnTheWay:
    """Tells who is on the way into a position that is told from the start position.

    From the most relaxed start position on: else each quiet moment on the way becomes the next one.

    Attributes:
        is_on_it: Whether the signal has gone clearly towards the position.
    """

    def __init__(self, attempt: Condition) -> None:
        self._attempt, self._relaxed, self.is_on_it = attempt, math.inf, False
        self._relaxed_s = math.inf

    def look(self, m: Moment) -> None:
        """Take one frame."""
        limit = self._attempt.above
        if self._attempt.of != "change" or limit is None:
            return
        key = resolve(self._attempt.signal, m.target)
        self._relaxed = min(self._relaxed, m.base[key]) if m.base else math.inf
        self.is_on_it = m.now[key] - self._relaxed > RELAXED * limit
        if not self.is_on_it:
            self._relaxed_s = m.time_s
        elif m.time_s - self._relaxed_s > ON_THE_WAY_S:
            self._relaxed, self.is_on_it = m.now[key], False
