"""What is said during a set.

Counts, half-way mark, countdown of a hold, the engine's cues, the tempo.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace

from formcheck.coach.lapses import LEAVING_S, Lapses
from formcheck.coach.tempo import LONGEST_S, Metronome, Words
from formcheck.coach.values import Lasts, Priority, Prompt, by_words
from formcheck.engine.cues import worth_telling
from formcheck.engine.results.summary import TOO_HARD
from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.values.feedback import Cue, Feedback
from formcheck.engine.values.report import Finding, Rep
from formcheck.words import Phrase

_LEFT = frozenset({"ready", "set-up", "done", "no-person"})
TOLD_S = 4.5  # what was said is not said again within this time ...
AGAIN_S = 8.0  # ... and with a repetition that counts all the same not within this one
JUST_TOLD_S = 1.5  # a repetition that does not count is told why, unless that is still being said
CORRECTIONS = frozenset({"must", "should"})
LAST_S = 3  # seconds of a hold that are counted down
LONG_HOLD_S, MANY_REPS = 10, 4  # shorter sets have no half-way mark

NOT_COUNTED = Phrase("coach.not-counted")
UNSURE = Phrase("coach.unsure")
NOT_MEASURED = Phrase("coach.not-measured")
IN_VAIN_S = 15.0  # of trying for a hold without one good second


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
        self._checks = {check.id: check for check in spec.checks}
        self._lasts_s = lasts_s
        self._count = 0
        self._partial = 0
        self._remaining = math.inf
        self._half = self._unmeasured = False
        self._holding, self._hold_s, self._lapses = False, -math.inf, Lapses()
        self._cue: Cue | None = None  # that was said last
        self._next: Cue | None = None  # that came last
        self._next_s = -math.inf
        self._told: dict[str | None, float] = {}  # when each check was last spoken about
        self._doubt = ""  # that was said last
        self._rep_s = -math.inf  # when the last repetition was over

    def words(self, f: Feedback, *, offered: bool = False) -> Iterator[Words]:
        """What this frame gives reason to say, in the order of time.

        Who was offered something easier has heard often enough that it does not count.
        """
        yield from self._counted(f, offered=offered) if self._kind == "reps" else self._held(f)
        if f.cue is not self._next:
            self._next, self._next_s = f.cue, f.time_s
        if f.cue is not self._cue and not self._waits(f):
            self._cue = f.cue
            if f.cue is not None:
                yield from self._cued(f, f.cue)
        if self._metronome is not None:
            yield from self._metronome.update(f.time_s)

    def _waits(self, f: Feedback) -> bool:
        """Whether a cue would drown the countdown of a hold, or comes when the stretch is over."""
        if f.cue is None or f.cue.priority == "safety" or self._kind == "reps":
            return False
        left_s = self._target - f.held_s
        mended, drowned = _is_mended(f, f.cue), drowns(f, self._lasts_s(f.cue.text))
        # What is only worth mending is nothing to somebody who breaks off, or comes out.
        breaks = f.phase == "paused" and (_priority(f, f.cue) == "should" or mended)
        if mended and (breaks or drowned):
            self._next_s = f.time_s  # who fails again after that may come out
        leaves = f.time_s - self._next_s < LEAVING_S  # who comes out makes no mistake
        return drowned or leaves or breaks or left_s <= 0 or (f.held_s > 0 and f.phase in _LEFT)

    def _cued(self, f: Feedback, cue: Cue) -> Iterator[Words]:
        """The cue, if it is still true; what the last repetition was is said with its count."""
        if cue.of_last or self._was_told(f.time_s, cue.check):
            return
        if _is_mended(f, cue):
            # Who holds again hears what is right now.
            check = self._checks.get(cue.check or "")
            if check and check.met and f.phase == "holding" and not self._flatters(f, cue):
                yield check.met, "praise"
        elif cue.priority != "praise" or not self._flatters(f, cue):
            if cue.priority in CORRECTIONS:
                self._tells(f.time_s, cue.check)
            yield cue.text, _priority(f, cue)

    def _flatters(self, f: Feedback, cue: Cue) -> bool:
        """Something else is wrong, or the repetition that is under way is spoilt already."""
        spoilt = self._told.get(cue.check, -math.inf) > self._rep_s and self._kind == "reps"
        return spoilt or "bad" in f.levels.values()

    def _tells(self, time_s: float, check: str | None) -> None:
        self._told[check] = time_s
        self._lapses.told(check or "")

    def _was_told(self, time_s: float, check: str | None, within_s: float = TOLD_S) -> bool:
        return check is not None and time_s - self._told.get(check, -math.inf) < within_s

    def _counted(self, f: Feedback, *, offered: bool) -> Iterator[Words]:
        """The count, and the correction of the same repetition at once."""
        full, partial, rep = f.counts.full, f.counts.partial, f.finished_rep
        verdict = rep.verdict if rep is not None else None
        if full > self._count:
            yield self._number(full), "count"
        elif full < self._count or (partial > self._partial and verdict == "full"):
            # Compared with a better one, an earlier one was too low.
            yield Phrase("coach.count.fewer", number=full), "course"
        elif partial > self._partial and verdict == "partial" and not offered:
            yield NOT_COUNTED, "count"
        elif verdict == "uncertain":
            yield UNSURE, "count"
        self._count = full
        if rep is not None:  # until then one that is told in two frames waits
            self._partial, self._rep_s = partial, f.time_s
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
        yield from self._lapsed(f)

    def _lapsed(self, f: Feedback) -> Iterator[Words]:
        """What stops the timer again and again, each time too shortly to be told by itself."""
        check = self._lapses.update(f)
        if check is None or self._was_told(f.time_s, check) or f.held_s >= self._target:
            return
        message = self._checks[check].message
        if not drowns(f, self._lasts_s(message)):
            self._tells(f.time_s, check)
            yield message, "must"


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


def drowns(f: Feedback, lasts_s: float) -> bool:
    """Whether a sentence would be said into the countdown of a hold."""
    left_s = f.target - f.held_s
    return f.phase == "holding" and 0 < left_s < LAST_S + lasts_s


def _priority(f: Feedback, cue: Cue) -> Priority:
    """How grave it is by now: what began as worth mending may have stopped the timer since."""
    grave = cue.priority == "should" and f.levels.get(cue.check or "") == "bad"
    return "must" if grave else cue.priority


def _is_mended(f: Feedback, cue: Cue) -> bool:
    """A correction that was done while it waited."""
    return cue.priority in CORRECTIONS and f.levels.get(cue.check or "") == "ok"


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
