"""What is said during a set.

Counts, half-way mark, countdown of a hold, the engine's cues, the tempo.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from formcheck.coach.values import Priority, Tempo
from formcheck.engine.values.feedback import Cue, Feedback
from formcheck.engine.values.report import Kind
from formcheck.words import Phrase

# lowering for two to three seconds is the usual advice
TEMPO_S = {"up": 2.0, "hold": 1.0, "down": 3.0}
_PARTS = {"rising": "up", "top": "hold", "lowering": "down"}
LAST_S = 3  # seconds of a hold that are counted down
LONG_HOLD_S, MANY_REPS = 10, 4  # shorter sets have no half-way mark

Words = tuple[str, Priority]


class Talk:
    """Turns the feedback of one set into words."""

    def __init__(self, kind: Kind, target: float, *, metronome: bool) -> None:
        self._kind, self._target, self._metronome = kind, target, metronome
        self._count = 0
        self._partial = 0
        self._remaining = math.inf
        self._half = False
        self._holding = False
        self._cue: Cue | None = None
        self._begun_s: float | None = None
        self._beat = ""

    def words(self, f: Feedback) -> Iterator[Words]:
        """What this frame gives reason to say, in the order of time."""
        yield from self._counted(f) if self._kind == "reps" else self._held(f)
        if f.cue is not None and f.cue is not self._cue:
            yield f.cue.text, f.cue.priority
        self._cue = f.cue
        if self._metronome and self._kind == "reps":
            yield from self._beats(f.time_s)

    def _counted(self, f: Feedback) -> Iterator[Words]:
        full = f.counts.full
        if full > self._count:
            yield self._number(full), "count"
        elif f.counts.partial > self._partial:
            yield Phrase("coach.not-counted"), "count"
        self._count, self._partial = full, f.counts.partial

    def _number(self, full: int) -> str:
        if self._target >= MANY_REPS and full == math.ceil(self._target / 2):
            return Phrase("coach.count.half-way", number=full)
        last = full == self._target - 1 and full > 0
        return Phrase("coach.count.one-more", number=full) if last else str(full)

    def _held(self, f: Feedback) -> Iterator[Words]:
        holding = f.phase == "holding"
        if holding and not self._holding:
            yield Phrase("coach.hold"), "count"
        self._holding = holding
        if not self._half and f.held_s >= self._target / 2 and self._target >= LONG_HOLD_S:
            self._half = True
            yield Phrase("coach.half-way"), "count"
        remaining = math.ceil(self._target - f.held_s)
        if 0 < remaining <= LAST_S and remaining < self._remaining:
            yield str(remaining), "count"
        self._remaining = min(self._remaining, remaining)

    def _beats(self, time_s: float) -> Iterator[Words]:
        if self._begun_s is None:
            self._begun_s = time_s
        word = beat(time_s - self._begun_s)
        if word != self._beat:
            yield Phrase(f"coach.tempo.{word}"), "count"
        self._beat = word


def beat(elapsed_s: float) -> str:
    """The part of the movement that a steady tempo has reached."""
    left_s = elapsed_s % sum(TEMPO_S.values())
    for word, length_s in TEMPO_S.items():
        if left_s < length_s:
            return word
        left_s -= length_s
    return "up"


class TempoGuide:
    """Follows how long the present part of a repetition lasts."""

    def __init__(self) -> None:
        self._word, self._since_s = "", 0.0

    def update(self, f: Feedback) -> Tempo | None:
        """What to show; None between repetitions."""
        word = _PARTS.get(f.phase, "")
        if word != self._word:
            self._word, self._since_s = word, f.time_s
        return Tempo(word, f.time_s - self._since_s, TEMPO_S[word]) if word else None
