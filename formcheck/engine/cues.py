"""Which one thing to say now.

Safety > visibility > must > should > praise, not too often, one at a time.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import replace

from formcheck.engine.checks.episodes import CheckState
from formcheck.engine.checks.state import SEVERITY
from formcheck.engine.values.feedback import Cue, Problem
from formcheck.engine.values.report import Finding, Rep

REPEAT_S = 5.0  # the same cue comes back no sooner ...
MOST = 2  # ... and so often for one episode
SHOW_S = 3.0  # a cue stays on screen for so long
CORRECTIONS = frozenset({"must", "should"})
ORDER = {"safety": 0, "visibility": 1, "must": 2, "should": 3, "praise": 4, "count": 5}


class CuePolicy:
    """Chooses cues from problems and checks."""

    def __init__(self) -> None:
        self._said: dict[str, tuple[int, float]] = {}
        self._failing: set[str] = set()
        self._cue: Cue | None = None
        self._since_s = -math.inf

    def update(
        self,
        time_s: float,
        problems: tuple[Problem, ...],
        states: list[CheckState],
        *,
        may_praise: bool = True,
    ) -> Cue | None:
        """The cue of this frame; the same object while it stays.

        Args:
            time_s: Time of the frame.
            problems: View problems, the gravest first.
            states: Checks that are judged now.
            may_praise: False while nothing was achieved yet that deserves it.
        """
        candidates = [Cue(p.message, "visibility") for p in problems]
        failing = {s.check.id: s for s in states if s.confirmed in ("bad", "warn")}
        candidates += [
            Cue(s.check.message, "must" if s.confirmed == "bad" else "should", s.check.id)
            for s in failing.values()
            if s.level in ("bad", "warn")
        ]
        candidates += [
            Cue(s.check.met, "praise", s.check.id)
            for s in states
            if may_praise
            and s.check.id in self._failing
            and s.level == "ok"
            and s.confirmed == "ok"
            and s.check.met
        ]
        recovered = self._failing - failing.keys()
        for check in recovered:
            self._said.pop(check, None)
        self._failing = set(failing)
        return self._choose(time_s, candidates)

    def finish(self) -> None:
        """A repetition is over: what is said of it is about the last one from now on."""
        if self._cue is not None and self._cue.priority in CORRECTIONS:
            self._cue = replace(self._cue, of_last=True)

    def say(self, time_s: float, cue: Cue) -> None:
        """Put a cue that comes from an event, such as a finished repetition."""
        if self._is_free(time_s, cue):
            self._cue, self._since_s = cue, time_s

    def _choose(self, time_s: float, candidates: list[Cue]) -> Cue | None:
        for cue in sorted(candidates, key=lambda c: ORDER[c.priority]):
            key = cue.check or cue.text
            times, last_s = self._said.get(key, (0, -math.inf))
            due = times < MOST and time_s - last_s >= REPEAT_S
            if due and self._is_free(time_s, cue):
                if cue.priority != "praise":
                    self._said[key] = (times + 1, time_s)
                self._cue, self._since_s = cue, time_s
                break
        if self._cue is not None and time_s - self._since_s > SHOW_S:
            self._cue = None
        return self._cue

    def _is_free(self, time_s: float, cue: Cue) -> bool:
        """True when nothing more important is being said."""
        if self._cue is None or time_s - self._since_s > SHOW_S:
            return True
        return ORDER[cue.priority] < ORDER[self._cue.priority]


def worth_telling(rep: Rep, counting: Collection[str]) -> Finding | None:
    """The one thing to say of a repetition that is over.

    Of one that does not count what kept it from counting, of an uncertain one its doubt. What was
    not seen is no fault.

    Args:
        rep: The repetition.
        counting: Ids of the checks that keep a repetition from counting.
    """
    if rep.verdict == "uncertain":
        return rep.findings[-1] if rep.findings else None
    faults = [f for f in rep.findings if f.level in ("warn", "bad")]
    return max(
        faults,
        key=lambda f: (f.level == "bad" and f.check in counting, SEVERITY[f.level]),
        default=None,
    )
