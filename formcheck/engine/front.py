"""Judges a second pass with the camera in front: posture only, nothing is counted or timed."""

from __future__ import annotations

from formcheck.engine.checks.episodes import CheckState
from formcheck.engine.moment import Moment, Ruling
from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.values.landmarks import Side
from formcheck.engine.values.report import Counts, Finding, Hold, Rep, View


class FrontJudge:
    """Follows the front checks from the start position on, while the person faces the camera."""

    bound_to_place = False
    accepts_start = True
    renews_start = False
    may_praise = True
    counts = Counts()
    reps: tuple[Rep, ...] = ()
    holds: tuple[Hold, ...] = ()
    leg: Side | None = None

    def __init__(self, spec: ExerciseSpec) -> None:
        self._spec = spec
        self._states: tuple[CheckState, ...] = ()
        self._target: Side | None = None
        self._findings: list[Finding] = []

    @property
    def busy(self) -> bool:
        """True while a leg is followed."""
        return self._target is not None

    def judge(self, m: Moment) -> Ruling:
        """Judge one frame."""
        if not m.base:
            return Ruling("set-up")
        if self._target != m.target:
            self.lost()
            self._target = m.target
            self._states = tuple(CheckState(check, m.target) for check in self._spec.checks)
        for state in self._states:
            state.follow(
                m.time_s, state.look(m.time_s, m.now, m.base, blind=state.check.id in m.blind)
            )
        return Ruling("watching", self._states)

    def unseen(self, time_s: float) -> None:
        """A frame without the person changes nothing."""

    def lost(self) -> None:
        """The person is gone."""
        for state in self._states:
            state.close()
            self._findings += state.take_findings()
        self._target, self._states = None, ()

    def why_nothing(self, view: View, blocked: tuple[str, ...], *, started: bool) -> str | None:  # noqa: ARG002
        """Nothing is counted or timed from the front."""
        return None

    def finish(self) -> tuple[Finding, ...]:
        """Every fault of the session, in the order of time."""
        self.lost()
        return tuple(sorted(self._findings, key=lambda f: (f.start_s, f.check)))
