"""Episodes: a fault that lasts becomes one finding with start, end and worst value."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

from formcheck.engine.checks.state import Derived, Judgement, judge, worst
from formcheck.engine.person.geometry import NAN
from formcheck.engine.spec.exercise import Check
from formcheck.engine.spec.names import resolve, unit_of
from formcheck.engine.values.landmarks import Side
from formcheck.engine.values.report import Finding, Level
from formcheck.engine.values.signals import Signals

MERGE_S = 0.6  # a fault that is gone for no longer than this is the same fault
UNSEEN_S = 1.0  # not seen for shorter than this is not worth telling


class Episode:
    """The present episode of one level of one check."""

    def __init__(self, check: Check, level: Level) -> None:
        self._check, self._level = check, level
        self._needs_s = max(check.persist_s, UNSEEN_S) if level == "unknown" else check.persist_s
        self._open: Finding | None = None
        self._worst: list[tuple[float, Judgement]] = []  # each worse than the one before

    def update(self, time_s: float, found: Judgement | None) -> Finding | None:
        """Take the judgement of this frame (None: not at this level).

        The finding when one has ended.
        """
        if found is None:
            over = self._open is not None and time_s - self._open.end_s > MERGE_S
            return self.close() if over else None
        if self._open is None:
            self._worst = [(time_s, found)]
            self._open = self._finding(min(time_s, found.since_s), found)
        elif found.excess > self._worst[-1][1].excess:
            self._worst.append((time_s, found))
        self._open = replace(self._open, end_s=time_s)
        return None

    def _finding(self, start_s: float, j: Judgement) -> Finding:
        value = None if math.isnan(j.value) else j.value
        unit, text = unit_of(j.rule.signal, j.rule.of), self._check.message
        return Finding(
            self._check.id, self._level, start_s, start_s, value, unit, j.rule.limits, text
        )

    @property
    def lasts(self) -> bool:
        """True once the open episode has lasted long enough to be told."""
        return self._open is not None and self._open.end_s - self._open.start_s >= self._needs_s

    def close(self, end_s: float = math.inf) -> Finding | None:
        """End the episode, at the latest at `end_s`; the finding when it lasted long enough."""
        episode, self._open = self._open, None
        seen = [j for time_s, j in self._worst if time_s <= end_s]
        if episode is None or not seen:
            return None
        finding = replace(self._finding(episode.start_s, seen[-1]), end_s=min(episode.end_s, end_s))
        return finding if finding.end_s - finding.start_s >= self._needs_s else None


class CheckState:
    """One check through time: its level now, and the findings so far."""

    def __init__(self, check: Check, target: Side) -> None:
        self.check, self._target = check, target
        self._rules = [(r, Derived(r)) for r in check.rules if not r.per_rep]
        self._episodes: dict[Level, Episode] = {
            level: Episode(check, level) for level in ("bad", "warn", "unknown")
        }
        self._done: list[Finding] = []
        self.level: Level = "ok"
        self.value = NAN
        self.must_excess = -math.inf

    @property
    def is_live(self) -> bool:
        """True when there is something to judge frame by frame."""
        return bool(self._rules)

    @property
    def confirmed(self) -> Level:
        """The level that has lasted long enough to speak of."""
        return next(
            (level for level in ("bad", "warn", "unknown") if self._episodes[level].lasts), "ok"
        )

    def look(self, time_s: float, now: Signals, base: Signals, *, blind: bool) -> Judgement | None:
        """Judge one frame without keeping an episode; None when it has no rule for single frames.

        Args:
            time_s: Time of the frame.
            now: The signals of the frame.
            base: The same signals in the start position.
            blind: The view cannot support this check; its level is unknown.
        """
        found = []
        for rule, derived in self._rules:
            key = resolve(rule.signal, self._target)
            value = derived.value(time_s, key, now, base)
            judged = judge(rule, NAN if blind else value, 0.0, now.error(key))
            found.append(replace(judged, since_s=derived.since_s))
        decided = worst(found) if found else None
        musts = [j.must_excess for j in found]
        self.must_excess = (
            NAN if any(math.isnan(e) for e in musts) else max(musts, default=-math.inf)
        )
        self.level, self.value = (decided.level, decided.value) if decided else ("ok", NAN)
        return decided

    def follow(self, time_s: float, found: Judgement | None) -> None:
        """Open, lengthen or close the episodes with the judgement of this frame."""
        level = found.level if found else "ok"
        at: dict[Level, bool] = {
            "bad": level == "bad",
            "warn": level in ("bad", "warn"),
            "unknown": level == "unknown",
        }
        for name, episode in self._episodes.items():
            self._keep(episode.update(time_s, found if at[name] else None))

    def close(self, end_s: float = math.inf) -> None:
        """End all open episodes, at the latest at `end_s`."""
        for episode in self._episodes.values():
            self._keep(episode.close(end_s))

    def _keep(self, finding: Finding | None) -> None:
        if finding:
            self._done.append(finding)

    def take_findings(self) -> tuple[Finding, ...]:
        """The findings since the last call, in order.

        A warning that became bad is told once, as bad.
        """
        bad = [f for f in self._done if f.level == "bad"]
        kept = [f for f in self._done if f.level != "warn" or not any(overlap(f, b) for b in bad)]
        self._done = []
        return tuple(sorted(kept, key=lambda f: f.start_s))


def is_consequence(check: Check, finding: Finding, found: Iterable[Finding]) -> bool:
    """True for what only follows from another fault, as grave, at the same time (`unless`).

    What keeps a repetition from counting is always told.
    """
    if check.counts and finding.level == "bad":
        return False
    enough = ("bad", "warn") if finding.level == "warn" else ("bad",)
    return any(f.check in check.unless and f.level in enough and overlap(f, finding) for f in found)


def overlap(a: Finding, b: Finding) -> bool:
    """True when two findings share a moment."""
    return a.start_s <= b.end_s and b.start_s <= a.end_s
