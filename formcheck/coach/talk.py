"""What is said during a set.

Counts, half-way mark, countdown of a hold, the engine's cues, the tempo.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from formcheck.coach.moves import called
from formcheck.coach.values import Lasts, Priority, Prompt, Tempo, by_words
from formcheck.engine.cues import worth_telling
from formcheck.engine.results.summary import TOO_HARD
from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.spec.tempo import Beat
from formcheck.engine.values.feedback import Cue, Feedback
from formcheck.engine.values.report import Finding, Rep
from formcheck.words import Phrase

_PARTS = {"rising": 0, "top": 1, "lowering": 2}
_LEFT = frozenset({"ready", "set-up", "done", "no-person"})
LEAVING_S = 0.8  # until the engine has seen that a stretch is left
TOLD_S = 4.5  # what was said is not said again within this time ...
AGAIN_S = 8.0  # ... and with a repetition that counts all the same not within this one
JUST_TOLD_S = 3.0  # a repetition that does not count is told why, unless that was just said
CORRECTIONS = frozenset({"must", "should"})
AIR = 1.25  # of the length of a beat's word: less, and nothing else is heard
LAST_S = 3  # seconds of a hold that are counted down
LONG_HOLD_S, MANY_REPS = 10, 4  # shorter sets have no half-way mark

NOT_COUNTED = Phrase("coach.not-counted")
UNSURE = Phrase("coach.unsure")
NOT_MEASURED = Phrase("coach.not-measured")
IN_VAIN_S = 15.0  # of trying for a hold without one good second
LONGEST_S = 0.5  # between two pictures; what is longer was no trying that was seen

Words = tuple[str, Priority]


class Talk:
    """Turns the feedback of one set into words.

    Args:
        spec: The exercise.
        target: Repetitions or seconds of the set.
        metronome: Whether its tempo is called.
        lasts_s: How long it takes to say something.
    """

    def __init__(
        self,
        spec: ExerciseSpec,
        target: float,
        *,
        metronome: bool = False,
        lasts_s: Lasts = by_words,
    ) -> None:
        self._kind, self._target = spec.kind, target
        self._metronome = Metronome(spec, lasts_s) if metronome and spec.reps else None
        self._counting = frozenset(check.id for check in spec.checks if check.counts)
        self._lasts_s = lasts_s
        self._count = 0
        self._partial = 0
        self._remaining = math.inf
        self._half = self._unmeasured = False
        self._holding, self._hold_s = False, -math.inf
        self._cue: Cue | None = None  # that was said last
        self._next: Cue | None = None  # that came last
        self._next_s = -math.inf
        self._told: dict[str | None, float] = {}  # when each check was last spoken about
        self._doubt = ""  # that was said last

    def words(self, f: Feedback, *, offered: bool = False) -> Iterator[Words]:
        """What this frame gives reason to say, in the order of time.

        Who was offered something easier has heard often enough that it does not count.
        """
        yield from self._counted(f, offered=offered) if self._kind == "reps" else self._held(f)
        if f.cue is not self._next:
            self._next, self._next_s = f.cue, f.time_s
        if f.cue is not self._cue and not self._waits(f):
            self._cue = f.cue
            if f.cue is not None and self._is_news(f, f.cue):
                self._told[f.cue.check] = f.time_s
                yield f.cue.text, f.cue.priority
        if self._metronome is not None:
            yield from self._metronome.update(f.time_s)

    def _waits(self, f: Feedback) -> bool:
        """Whether a cue would drown the countdown of a hold, or comes when the stretch is over."""
        if f.cue is None or f.cue.priority == "safety" or self._kind == "reps":
            return False
        left_s = self._target - f.held_s
        lasts_s = self._lasts_s(f.cue.text)
        drowns = f.phase == "holding" and left_s < LAST_S + lasts_s
        leaves = f.time_s - self._next_s < LEAVING_S  # who comes out makes no mistake
        # What is only worth mending is nothing to somebody who breaks off, or comes out.
        breaks = f.phase == "paused" and f.cue.priority == "should"
        return drowns or leaves or breaks or left_s <= 0 or (f.held_s > 0 and f.phase in _LEFT)

    def _is_news(self, f: Feedback, cue: Cue) -> bool:
        """Whether a cue is to be said; what the last repetition was is said with its count.

        One thing that is right is no praise while another is wrong.
        """
        flatters = cue.priority == "praise" and "bad" in f.levels.values()
        return not (cue.of_last or flatters or self._was_told(f.time_s, cue.check))

    def _was_told(self, time_s: float, check: str | None, within_s: float = TOLD_S) -> bool:
        return check is not None and time_s - self._told.get(check, -math.inf) < within_s

    def _counted(self, f: Feedback, *, offered: bool) -> Iterator[Words]:
        """The count, and the correction of the same repetition at once."""
        full, partial, rep = f.counts.full, f.counts.partial, f.finished_rep
        verdict = rep.verdict if rep is not None else "partial"
        if full > self._count:
            yield self._number(full), "count"
        elif full < self._count or (partial > self._partial and verdict == "full"):
            # Compared with a better one, an earlier one was too low.
            yield Phrase("coach.count.fewer", number=full), "course"
        elif partial > self._partial and verdict == "partial" and not offered:
            yield NOT_COUNTED, "count"
        elif verdict == "uncertain":
            yield UNSURE, "count"
        self._count, self._partial = full, partial
        if rep is not None:
            yield from self._of_rep(f.time_s, rep)

    def _of_rep(self, time_s: float, rep: Rep) -> Iterator[Words]:
        """What was wrong with it, if that was not said before; once, that it is not measured."""
        told = worth_telling(rep, self._counting)
        if told is not None and self._is_due(time_s, rep, told):
            yield told.message, "must" if told.level == "bad" else "should"
        if rep.verdict != "uncertain" and not (rep.is_measured or self._unmeasured):
            self._unmeasured = True
            yield NOT_MEASURED, "count"

    def _is_due(self, time_s: float, rep: Rep, told: Finding) -> bool:
        """Whether it was not said just before; a doubt is no fault, and says nothing of it."""
        if rep.verdict == "uncertain":
            before, self._doubt = self._doubt, told.message
            return told.message != before
        within_s = AGAIN_S if rep.verdict == "full" else JUST_TOLD_S
        if self._was_told(time_s, told.check, within_s):
            return False
        self._told[told.check] = time_s
        return True

    def _number(self, full: int) -> str:
        if self._target >= MANY_REPS and full == math.ceil(self._target / 2):
            return Phrase("coach.count.half-way", number=full)
        last = full == self._target - 1 and full > 0
        return Phrase("coach.count.one-more", number=full) if last else str(full)

    def _held(self, f: Feedback) -> Iterator[Words]:
        holding = f.phase == "holding"
        if holding and not self._holding and f.time_s - self._hold_s >= TOLD_S:
            self._hold_s = f.time_s
            yield Phrase("coach.hold"), "count"
        self._holding = holding
        if not self._half and f.held_s >= self._target / 2 and self._target >= LONG_HOLD_S:
            self._half = True
            yield Phrase("coach.half-way"), "count"
        remaining = math.ceil(self._target - f.held_s)
        if 0 < remaining <= LAST_S and remaining < self._remaining:
            yield str(remaining), "count"
        self._remaining = remaining  # more again, when seconds are taken back


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


def together(prompts: Iterable[Prompt]) -> tuple[Prompt, ...]:
    """A count and the correction that comes with it in one sentence: neither drowns the other."""
    joined: list[Prompt] = []
    for prompt in prompts:
        last = joined[-1] if joined else None
        at_once = last is not None and last.time_s == prompt.time_s and last.priority == "count"
        if last is None or not at_once or prompt.priority not in CORRECTIONS:
            joined.append(prompt)
            continue
        because = last.text in (NOT_COUNTED, UNSURE)
        key = "coach.not-counted-because" if because else "coach.count.and"
        sentence = Phrase(key, count=last.text, correction=prompt.text)
        joined[-1] = replace(last, text=sentence)
    return tuple(joined)


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
