"""The tempo of an exercise: called by a metronome, and shown beside the one that is kept."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from formcheck.coach.moves import called
from formcheck.coach.values import Lasts, Priority, Tempo, by_words
from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.spec.tempo import Beat
from formcheck.engine.values.feedback import Feedback
from formcheck.words import Phrase

__all__ = ["LONGEST_S", "Metronome", "TempoGuide", "Words", "beat_at"]

AIR = 1.25  # of the length of a beat's word: less, and nothing else is heard
LONGEST_S = 0.5  # between two pictures; what is longer was no trying that was seen
_PARTS = {"rising": 0, "top": 1, "lowering": 2}

Words = tuple[str, Priority]


class Metronome:
    """Calls the tempo of an exercise from "go" on, whose words are the first beat.

    A part that leaves no air round its word is not called; where none does, the first one is.

    Args:
        spec: The exercise; it is counted.
        lasts_s: How long it takes to say something.
    """

    def __init__(self, spec: ExerciseSpec, lasts_s: Lasts = by_words) -> None:
        assert spec.reps is not None  # noqa: S101 - what is held has no tempo
        self._beats = _joined(spec.reps.tempo.beats)
        self._words = [Phrase(f"coach.tempo.{called(spec, part)}") for part in self._beats]
        self._lasts_s = lasts_s
        self._begun_s = self._last_s = math.nan
        self._beat = (0, 0)  # movement and part

    def update(self, time_s: float) -> Iterator[Words]:
        """What to call in this frame; after a pause the movement begins anew."""
        if time_s - self._last_s > LONGEST_S:
            self._begun_s, self._beat = time_s, (-1, 0)
        if math.isnan(self._begun_s):
            self._begun_s = time_s
        self._last_s = time_s
        beat = beat_at(self._beats, time_s - self._begun_s)
        if beat != self._beat and beat[1] in self._audible:
            yield self._words[beat[1]], "beat"
        self._beat = beat

    @property
    def _audible(self) -> list[int]:
        """The parts that are long enough for their words, as long as these take now."""
        parts = zip(self._beats, self._words, strict=True)
        found = [at for at, (part, word) in enumerate(parts) if part.s >= AIR * self._lasts_s(word)]
        return found or [0]


def _joined(beats: Iterable[Beat]) -> list[Beat]:
    """Parts that follow each other under the same word are one."""
    found: list[Beat] = []
    for part in beats:
        same = found and found[-1].word == part.word
        before_s = found.pop().s if same else 0.0
        found.append(Beat(word=part.word, s=before_s + part.s))
    return found


def beat_at(beats: Sequence[Beat], elapsed_s: float) -> tuple[int, int]:
    """Which movement, and which part of it, a steady tempo has reached."""
    number, left_s = divmod(elapsed_s, sum(part.s for part in beats))
    for at, part in enumerate(beats):
        if left_s < part.s:
            return int(number), at
        left_s -= part.s
    return int(number) + 1, 0


class TempoGuide:
    """Follows how long the present part of a repetition lasts.

    Args:
        spec: The exercise.
    """

    def __init__(self, spec: ExerciseSpec) -> None:
        self._spec = spec
        self._part: int | None = None
        self._since_s = 0.0

    def update(self, f: Feedback) -> Tempo | None:
        """What to show; None between repetitions."""
        part = _PARTS.get(f.phase)
        if part != self._part:
            self._part, self._since_s = part, f.time_s
        if part is None or self._spec.reps is None:
            return None
        now = self._spec.reps.tempo.beats[part]
        return Tempo(called(self._spec, now), f.time_s - self._since_s, now.s)
