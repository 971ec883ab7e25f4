"""One time in the position, from settling to leaving."""

from __future__ import annotations

import math
from collections.abc import Iterable

from formcheck.engine.checks.episodes import CheckState, is_consequence
from formcheck.engine.holds.timer import HoldTimer
from formcheck.engine.moment import Moment, Ruling
from formcheck.engine.person.body import Body
from formcheck.engine.person.geometry import NAN, Point, distance
from formcheck.engine.person.smoothing import SpeedMeter
from formcheck.engine.signals.corrections import Floor
from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.values.landmarks import Side
from formcheck.engine.values.report import Finding, Hold

LEAVE_S = 0.5  # out of the position for so long ends the hold
WINDOW_S = 0.4
RELEASED_S = 6.0  # letting go for longer ends the hold
SAME_PLACE_LEGS = 0.012
SLOW_LEGS_S = 0.03  # leg lengths a second: slower hips and shoulders are not on their way out
SHORTEST_S = 1.0  # what was over sooner was on the way to somewhere else


class Attempt:
    """Follows a hold, and what is wrong in it.

    Attributes:
        target: The measured leg.
        over: The position was left.
        findings: What was wrong, once it is over.
    """

    def __init__(self, spec: ExerciseSpec, target: Side, number: int) -> None:
        self.target, self._number = target, number
        self._states = tuple(s for c in spec.checks if (s := CheckState(c, target)).is_live)
        self._timer, self._floor = HoldTimer(), Floor()
        self._speeds = {part: SpeedMeter(WINDOW_S) for part in ("hip", "shoulder", "ankle")}
        self._place: dict[str, Point] = {}
        self._in_place_s = self._inside_s = self._stayed_s = self._last_s = NAN
        self.over = False
        self.findings: tuple[Finding, ...] = ()
        self._paused_by: tuple[str, ...] = ()

    @property
    def has_begun(self) -> bool:
        """Something of it was in good form."""
        return self._timer.start_s is not None

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
        heel = self._floor.height_above(m.time_s, m.now.of(self.target)[name], quiet=quiet)
        now = m.now.but(self.target, {name: heel})
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
        points = {p: in_legs(m.body, self.target, p) for p in self._speeds}
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
        """The position is left; what happened on the way out counts for nothing.

        Who goes to and fro instead of holding has nothing to come out of.
        """
        self.over = True
        end = self._last_s if math.isnan(self._in_place_s) else self._in_place_s
        if self._last_s - self._inside_s > LEAVE_S:
            end = min(end, self._inside_s)  # let go of the position and not taken it up again
        began_s = self._timer.start_s
        is_hold = began_s is not None and end - began_s >= SHORTEST_S
        for state in self._states:
            goes_on = state.check.is_of_bouncing and not is_hold
            state.close(self._last_s if goes_on else end)
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
        return Hold(self._number, self.target, start, end, held, end - start - held, self.findings)

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
            settled_s=self._settled_s,
            paused_by=self._paused_by,
            finished_hold=finished,
        )

    @property
    def _settled_s(self) -> float:
        """Good seconds that will be in the hold, however it ends."""
        began_s = self._timer.start_s
        if self.over or began_s is None:
            return self._timer.held_s
        in_place_s = self._last_s if math.isnan(self._in_place_s) else self._in_place_s
        end_s = min(in_place_s, self._inside_s, self._last_s - WINDOW_S / 2)
        return self._timer.settled_s(end_s) if end_s - began_s >= SHORTEST_S else 0.0


def in_legs(body: Body, side: Side, part: str) -> Point:
    """Where a body part is, in leg lengths."""
    x, y = body.point(side, part)
    return x / body.leg_px, y / body.leg_px
