"""What is said during a set.

Counts, half-way mark, countdown of a hold, the engine's cues, the tempo.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from formcheck.coach.values import Priority, Tempo
from formcheck.engine.results.summary import TOO_HARD
from formcheck.engine.spec.tempo import Tempo as TempoSpec
from formcheck.engine.values.feedback import Cue, Feedback
from formcheck.engine.values.report import Kind
from formcheck.words import Phrase

_PARTS = {"rising": 0, "top": 1, "lowering": 2}
LAST_S = 3  # seconds of a hold that are counted down
LONG_HOLD_S, MANY_REPS = 10, 4  # shorter sets have no half-way mark

NOT_COUNTED = Phrase("coach.not-counted")
NOT_MEASURED = Phrase("coach.not-measured")
IN_VAIN_S = 15.0  # of trying for a hold without one good second
LONGEST_S = 0.5  # between two pictures; what is longer was no trying that was seen

Words = tuple[str, Priority]


class Talk:
    """Turns the feedback of one set into words.

    Args:
        kind: Whether repetitions are counted or seconds held.
        target: Repetitions or seconds of the set.
        metronome: The tempo to call; None calls none.
    """

    def __init__(self, kind: Kind, target: float, metronome: TempoSpec | None = None) -> None:
        self._kind, self._target, self._metronome = kind, target, metronome
        self._count = 0
        self._partial = 0
        self._remaining = math.inf
        self._half = self._told = False
        self._holding = False
        self._cue: Cue | None = None
        self._begun_s: float | None = None
        self._beat = ""

    def words(self, f: Feedback, *, offered: bool = False) -> Iterator[Words]:
        """What this frame gives reason to say, in the order of time.

        Who was offered something easier has heard often enough that it does not count.
        """
        for text, priority in self._counted(f) if self._kind == "reps" else self._held(f):
            if not (offered and text is NOT_COUNTED):
                yield text, priority
        if f.cue is not None and f.cue is not self._cue:
            yield f.cue.text, f.cue.priority
        self._cue = f.cue
        if self._metronome is not None:
            yield from self._beats(f.time_s, self._metronome)

    def _counted(self, f: Feedback) -> Iterator[Words]:
        full = f.counts.full
        if full > self._count:
            yield self._number(full), "count"
        elif f.counts.partial > self._partial:
            yield NOT_COUNTED, "count"
        self._count, self._partial = full, f.counts.partial
        rep = f.finished_rep
        if rep is None or rep.verdict == "uncertain" or rep.is_measured or self._told:
            return
        self._told = True
        yield NOT_MEASURED, "count"

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

    def _beats(self, time_s: float, tempo: TempoSpec) -> Iterator[Words]:
        if self._begun_s is None:
            self._begun_s = time_s
        word = beat(tempo, time_s - self._begun_s)
        if word != self._beat:
            yield Phrase(f"coach.tempo.{word}"), "count"
        self._beat = word


class TooHard:
    """Offers the easier exercise, once: repetitions do not count, or a hold is tried in vain.

    Args:
        easier: Its name; "" offers nothing.

    Attributes:
        offered: What was said, once it was offered.
    """

    def __init__(self, easier: str) -> None:
        self._easier = easier
        self._tried_s = 0.0
        self._last_s = math.nan
        self.offered: str | None = None

    def update(self, f: Feedback) -> list[Words]:
        """What to say about this frame."""
        step_s, self._last_s = f.time_s - self._last_s, f.time_s
        if f.phase in ("entering", "paused") and f.paused_by and f.held_s < 1.0:
            self._tried_s += step_s if step_s < LONGEST_S else 0.0
        too_hard = f.counts.partial >= TOO_HARD or self._tried_s >= IN_VAIN_S
        if not (too_hard and self._easier) or self.offered:
            return []
        self.offered = Phrase("coach.easier", name=self._easier)
        return [(self.offered, "should")]


def beat(tempo: TempoSpec, elapsed_s: float) -> str:
    """The part of the movement that a steady tempo has reached."""
    left_s = elapsed_s % sum(part.s for part in tempo.beats)
    for part in tempo.beats:
        if left_s < part.s:
            return part.word
        left_s -= part.s
    return tempo.up.word


class TempoGuide:
    """Follows how long the present part of a repetition lasts."""

    def __init__(self, tempo: TempoSpec | None) -> None:
        self._tempo = tempo
        self._part: int | None = None
        self._since_s = 0.0

    def update(self, f: Feedback) -> Tempo | None:
        """What to show; None between repetitions."""
        part = _PARTS.get(f.phase)
        if part != self._part:
            self._part, self._since_s = part, f.time_s
        if part is None or self._tempo is None:
            return None
        now = self._tempo.beats[part]
        return Tempo(now.word, f.time_s - self._since_s, now.s)
