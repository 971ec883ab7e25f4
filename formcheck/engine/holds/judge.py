"""Judges exercises that are held."""

from __future__ import annotations

import math
from collections.abc import Iterable

from formcheck.engine.checks.episodes import CheckState, is_consequence
from formcheck.engine.holds.timer import HoldTimer
from formcheck.engine.moment import Moment, Ruling
from formcheck.engine.person.body import Body
from formcheck.engine.person.geometry import NAN, Point, distance
from formcheck.engine.person.smoothing import SpeedMeter
from formcheck.engine.reasons import why_no_hold
from formcheck.engine.signals.corrections import Floor
from formcheck.engine.signals.start import FOOT_UP, may_be_in
from formcheck.engine.spec.exercise import Condition, ExerciseSpec, HoldSpec
from formcheck.engine.spec.names import resolve
from formcheck.engine.values.landmarks import Side
from formcheck.engine.values.report import Counts, Finding, Hold, Rep, View

LEAVE_S = 0.5  # out of the position for so long ends the hold
WINDOW_S = 0.4
RELEASED_S = 6.0  # letting go for longer ends the hold
SAME_PLACE_LEGS = 0.012
SLOW_LEGS_S = 0.03  # leg lengths a second: slower hips and shoulders are not on their way out
SHORTEST_S = 1.0  # what was over sooner was on the way to somewhere else
FOOT_LEGS_S = 0.15  # who stands in a stretch moves the foot less; in a step it is five times faster
SETTLED_S = 0.5  # the position must be still for so long before faults are named


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
        self._steady, self._foot = SpeedMeter(), SpeedMeter(WINDOW_S)
        self._settled_from_s = math.nan
        self._inside = self._was_inside = False
        self._tried_s = -math.inf
        self._restless: tuple[CheckState, ...] = ()
        self.holds: tuple[Hold, ...] = ()
        self._findings: list[Finding] = []

    @property
    def busy(self) -> bool:
        """True while in the position."""
        return self._attempt is not None

    @property
    def renews_start(self) -> bool:
        """Outside the position every quiet moment is a new start position."""
        return self._attempt is None and not self._inside

    def judge(self, m: Moment) -> Ruling:
        """Judge one frame."""
        steady = abs(
            self._steady.update(m.time_s, m.now[resolve(self._config.steady_signal, m.target)])
        )
        still = steady < self._config.steady_speed
        inside = self._inside = self._is_inside(m, self._config.attempt, self._inside)
        self._was_inside |= inside
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
            bouncing = [c for c in self._spec.checks if all(r.of == "bounce" for r in c.rules)]
            self._restless = tuple(CheckState(c, m.target) for c in bouncing)
        for state in self._restless:
            state.follow(
                m.time_s, state.look(m.time_s, m.now, m.base, blind=state.check.id in m.blind)
            )
        return self._restless

    def _foot_goes(self, m: Moment) -> bool:
        ankle = _in_legs(m.body, m.target, "ankle")
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
        self._attempt, self._settled_from_s = None, math.nan

    def lost(self) -> None:
        """The person is gone."""
        self._stop_looking()
        if self._attempt is not None:
            self._end(self._attempt.close())

    def unseen(self, time_s: float) -> None:
        """A frame in which the person was not found."""
        if self._attempt is not None:
            self._attempt.unseen(time_s)

    def why_nothing(self, view: View, blocked: tuple[str, ...], *, started: bool) -> str:  # noqa: ARG002
        """The likeliest reason for no hold."""
        return why_no_hold(
            self._spec, self._findings, started=started, inside=self._was_inside, blocked=blocked
        )

    def finish(self) -> tuple[Finding, ...]:
        """Every fault of the session, in the order of time."""
        self.lost()
        return tuple(sorted(self._findings, key=lambda f: (f.start_s, f.check)))


class Attempt:
    """One time in the position, from settling to leaving."""

    def __init__(self, spec: ExerciseSpec, target: Side, number: int) -> None:
        self._target, self._number = target, number
        self._states = tuple(s for c in spec.checks if (s := CheckState(c, target)).is_live)
        self._timer, self._floor = HoldTimer(), Floor()
        self._speeds = {part: SpeedMeter(WINDOW_S) for part in ("hip", "shoulder", "ankle")}
        self._place: dict[str, Point] = {}
        self._in_place_s = self._inside_s = self._stayed_s = self._last_s = NAN
        self.over = False
        self.findings: tuple[Finding, ...] = ()
        self._paused_by: tuple[str, ...] = ()

    def update(self, m: Moment, *, inside: bool, stays: bool, still: bool) -> Hold | None:
        """Judge one frame; the hold when this frame shows that it is over.

        Args:
            m: The frame.
            inside: In the position.
            stays: Not in the position perhaps, but not on the way out of the exercise either.
            still: The main signal is steady.
        """
        if inside:
            self._inside_s = m.time_s
        if math.isnan(self._stayed_s) or stays:
            self._stayed_s = m.time_s
        self._last_s = m.time_s
        if self._is_in_place(m) and still:
            self._in_place_s = m.time_s - WINDOW_S / 2
        name, quiet = "heel_height_ratio", inside and still
        heel = self._floor.height_above(m.time_s, m.now.of(self._target)[name], quiet=quiet)
        now = m.now.but(self._target, {name: heel})
        excess = {}
        for state in self._states:
            found = state.look(m.time_s, now, m.base, blind=state.check.id in m.blind)
            state.follow(m.time_s, found)
            if state.check.severity == "must":
                excess[state.check.id] = state.must_excess
        self._paused_by = tuple(check for check, value in excess.items() if not value <= 0)
        self._timer.update(m.time_s, excess, steady=still)
        return (
            self.close()
            if m.time_s - self._stayed_s > LEAVE_S or self._is_released(m.time_s)
            else None
        )

    def _is_released(self, time_s: float) -> bool:
        """Out of the position for so long that this is no fault any more: the stretch is over."""
        return time_s - self._inside_s > RELEASED_S

    def _is_in_place(self, m: Moment) -> bool:
        """Hips, shoulders and the foot do not travel, or are still where they last did not."""
        points = {p: _in_legs(m.body, self._target, p) for p in self._speeds}
        # People come out of a stretch along a diagonal: backwards and up.
        speeds = [
            meter.update(m.time_s, points[p][0] * m.body.forward - points[p][1])
            for p, meter in self._speeds.items()
        ]
        if all(abs(speed) < SLOW_LEGS_S for speed in speeds):
            self._place = points
        return all(
            distance(points[p], self._place[p]) < SAME_PLACE_LEGS for p in self._place
        ) and bool(self._place)

    def unseen(self, time_s: float) -> None:
        """A frame without the person."""
        self._paused_by = ("no-person",)
        self._timer.unseen(time_s)

    def close(self) -> Hold | None:
        """The position is left; what happened on the way out counts for nothing."""
        self.over = True
        end = self._last_s if math.isnan(self._in_place_s) else self._in_place_s
        if self._last_s - self._inside_s > LEAVE_S:
            end = min(end, self._inside_s)  # let go of the position and not taken it up again
        for state in self._states:
            state.close(end)
        found = [f for s in self._states for f in s.take_findings()]
        checks = {s.check.id: s.check for s in self._states}
        self.findings = tuple(f for f in found if not is_consequence(checks[f.check], f, found))
        self._timer.close(end)
        if self._timer.start_s is None:
            return None
        start, held = self._timer.start_s, self._timer.held_s
        end = max(end, start + held)
        if end - start < SHORTEST_S:
            return None
        return Hold(self._number, self._target, start, end, held, end - start - held, self.findings)

    def ruling(self, finished: Hold | None) -> Ruling:
        """What to show now."""
        running = self._timer.running and not self._paused_by
        phase = (
            "holding" if running else "paused" if self._timer.start_s is not None else "entering"
        )
        states: Iterable[CheckState] = () if self.over else self._states
        return Ruling(
            phase,
            tuple(states),
            held_s=self._timer.held_s,
            paused_by=self._paused_by,
            finished_hold=finished,
        )


def _in_legs(body: Body, side: Side, part: str) -> Point:
    """Where a body part is, in leg lengths."""
    x, y = body.point(side, part)
    return x / body.leg_px, y / body.leg_px
