"""The verdicts of a set, of which only those are looked at again that may have changed."""

from __future__ import annotations

import heapq
import math
from collections import Counter

from formcheck.engine.values.report import Counts, Verdict


class Verdicts:
    """The verdict of each repetition, and up to which own best it stays as it is."""

    def __init__(self) -> None:
        self._all: list[Verdict] = []
        self._until: list[float] = []
        self._next: list[tuple[float, int]] = []  # a heap; what it says of others is outdated
        self._found: Counter[Verdict] = Counter()

    @property
    def counts(self) -> Counts:
        """How many there are of each."""
        found = self._found
        return Counts(found["full"], found["partial"], found["uncertain"])

    def put(self, at: int, verdict: Verdict, until: float) -> None:
        """Takes a verdict.

        Args:
            at: Of which repetition, from 0; the next one or an earlier one.
            verdict: What it is now.
            until: The own best from which on it may be another.
        """
        if at == len(self._all):
            self._all.append(verdict)
            self._until.append(until)
        else:
            self._found[self._all[at]] -= 1
            self._all[at], self._until[at] = verdict, until
        self._found[verdict] += 1
        if until < math.inf:
            heapq.heappush(self._next, (until, at))

    def due(self, best: float) -> set[int]:
        """The repetitions to be graded anew with this own best, which is no lower than before."""
        found = set()
        while self._next and self._next[0][0] <= best:
            until, at = heapq.heappop(self._next)
            if self._until[at] == until:
                found.add(at)
        return found
