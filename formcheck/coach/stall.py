"""A set in which nothing is done: how long already, why, and what is said about it."""

from __future__ import annotations

import math

from formcheck.coach.moves import in_other_words
from formcheck.coach.tempo import LONGEST_S, Words
from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.values.feedback import Feedback
from formcheck.engine.values.report import Kind
from formcheck.engine.values.results import whole
from formcheck.words import Phrase

__all__ = ["ENOUGH_S", "UNSEEN_S", "URGE_S", "StandStill", "Urge"]

URGE_S = 8.0  # without anything counted or timed, until it is said again what to do
ENOUGH_S = 15.0  # without progress, until it is asked, and again until the set ends
UNSEEN_S = 3.0  # of a timer that stands because something is not seen, until that is said
_AT_REST = frozenset({"ready", "set-up", "bottom"})


class Stall:
    """Tells for how long nothing was done.

    Args:
        kind: Whether repetitions are counted or seconds held.
    """

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self._done: tuple[float, ...] = ()
        self._phase = ""
        self._since_s = self._last_s = -math.inf

    def update(self, f: Feedback) -> float:
        """Seconds; 0 in a frame in which something is done."""
        counts = f.counts
        done = (counts.full, counts.partial, counts.uncertain, f.held_s)
        paused = f.time_s - self._last_s > LONGEST_S
        self._last_s = f.time_s
        # A stretch in wrong form brings no second; who stays "at the top" stands on a step.
        moves = f.phase not in _AT_REST and f.phase != self._phase
        self._phase = f.phase
        works = moves if self._kind == "reps" else f.phase == "holding"
        if done != self._done or paused or works:
            self._done, self._since_s = done, f.time_s
        return f.time_s - self._since_s


class StandStill:
    """A set below its goal in which nothing is done any more: asks, and then ends it.

    Args:
        kind: Whether repetitions are counted or seconds held.
        wanted: False never asks.

    Attributes:
        over: Whether the set is to end.
    """

    def __init__(self, kind: Kind, *, wanted: bool) -> None:
        self._kind, self._wanted = kind, wanted
        self._stall = Stall(kind)
        self._asked = self.over = False

    def update(self, f: Feedback) -> list[Words]:
        """What to say about this frame."""
        still_s = self._stall.update(f)
        self._asked &= still_s > 0
        self.over = self._wanted and still_s >= 2 * ENOUGH_S
        if not self._wanted or self._asked or still_s < ENOUGH_S:
            return []
        self._asked = True
        so_far = f.counts.full if self._kind == "reps" else whole(f.held_s)
        enough = Phrase(f"coach.enough.{self._kind}", done=so_far, target=round(f.target))
        return [(enough, "course")]


class Urge:
    """Says it again, in other words, to who does nothing that is counted or timed.

    A timer that stands because something is not seen says what; that is no fault, so no correction
    tells it.

    Args:
        spec: The exercise.
    """

    def __init__(self, spec: ExerciseSpec) -> None:
        self._spec, self._stall = spec, Stall(spec.kind)
        self._urged = self._told = False
        self._seen_s = math.nan

    def update(self, f: Feedback) -> list[Words]:
        """What to say about this frame."""
        still_s = self._stall.update(f)
        self._urged &= still_s > 0
        if (unseen := self._unseen(f)) is not None:
            return [(unseen, "visibility")]
        if self._urged or still_s < URGE_S:
            return []
        self._urged = True
        return [(in_other_words(self._spec), "visibility")]

    def _unseen(self, f: Feedback) -> Phrase | None:
        """What keeps the timer, and only that: once a set."""
        unknown = [check for check in f.paused_by if f.levels.get(check) == "unknown"]
        other = not unknown or len(unknown) < len(f.paused_by) or bool(f.problems)
        if other or math.isnan(self._seen_s):
            self._seen_s = f.time_s
        if self._told or not f.time_s - self._seen_s >= UNSEEN_S:
            return None
        self._told = True
        return Phrase("coach.unseen", check=self._spec.check(unknown[0]).message)
