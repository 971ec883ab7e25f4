"""One set from the start of the countdown to its last repetition or second."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from formcheck.coach.setup import Place
from formcheck.coach.stall import StandStill, Urge
from formcheck.coach.talk import Talk, TooHard, drowns
from formcheck.coach.tempo import TempoGuide, Words
from formcheck.coach.values import Lasts, Plan, Tempo, by_words
from formcheck.engine.person.view import BLINDING
from formcheck.engine.session import Session
from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.values.feedback import Feedback
from formcheck.engine.values.landmarks import Side
from formcheck.engine.values.pose import Pose
from formcheck.engine.values.report import Counts, Rep

OUT_S = 1.0  # away for so long is stepping out
SETTLE_S = (
    0.5  # a set goes on for a moment, so that the end of the last repetition or second is seen
)
Tally = Callable[[Sequence[Rep]], int]
_RESTING = frozenset({"ready", "set-up", "no-person"})


class WorkSet:
    """A set with a session of its own, whose baseline is the start position during the countdown.

    Attributes:
        session: Judges the set.
        start_s: When it began; NaN during the countdown.
        corrected: Repetitions that the user has added or taken away.
        last: The latest feedback.
        in_stretch: Whether the start position is the stretch already.
        out: True when the person has stepped out of the place of the exercise.
        slow: True once there were too few pictures a second to correct anything in it.
    """

    def __init__(
        self,
        spec: ExerciseSpec,
        plan: Plan,
        side: Side | None,
        feedback: Feedback,
        *,
        lasts_s: Lasts = by_words,
        tally: Tally | None = None,
    ) -> None:
        self._spec, self._plan, self._side, self._tally = spec, plan, side, tally
        self.session = Session(spec, side)
        self.start_s = math.nan
        self._lasts_s, self.corrected, self._measured = lasts_s, 0, 0
        self.out = self.slow = False
        self.in_stretch = feedback.phase != "ready"
        self._place = Place()
        self._in_place_s = feedback.time_s
        self._talk = Talk(spec, plan.target, metronome=plan.metronome, lasts_s=lasts_s)
        self._hard, self._guide = TooHard(plan.easier), TempoGuide(spec)
        self._still, self._urge = StandStill(spec.kind, wanted=plan.hands_free), Urge(spec)
        self.side = side
        self.last = feedback
        self.tempo: Tempo | None = None
        self._done_s = math.inf

    @property
    def begun(self) -> bool:
        """Whether the countdown is over."""
        return not math.isnan(self.start_s)

    @property
    def counts(self) -> bool:
        """Whether repetitions are counted, not seconds held."""
        return self._spec.kind == "reps"

    def prepare(self, time_s: float, pose: Pose | None) -> tuple[Feedback, bool]:
        """A frame of the countdown; False when somebody has begun too early or is not ready."""
        feedback = self._judged(time_s, pose)
        if feedback.pose is not None:
            self._in_place_s = time_s
        away = time_s - self._in_place_s > OUT_S
        early = feedback.phase not in _RESTING and not self.in_stretch
        return feedback, not (away or early or self._place.left(feedback.pose))

    def begin(self, time_s: float) -> None:
        """The countdown is over; what was held before counts for nothing."""
        self.start_s = self._in_place_s = time_s
        if self.in_stretch:
            self.session = Session(self._spec, self._side)
            self.last = replace(self.last, held_s=0.0, settled_s=0.0)

    def update(self, time_s: float, pose: Pose | None) -> Feedback:
        """A frame of the set."""
        feedback = self._judged(time_s, pose)
        if not self._is_away(feedback):
            self._in_place_s = time_s
        self.out = time_s - self._in_place_s > OUT_S
        self.tempo = self._guide.update(feedback)
        return feedback

    def _judged(self, time_s: float, pose: Pose | None) -> Feedback:
        f = self.session.update(time_s, pose)
        self.side = f.side or self.side
        self._measured = self._counted(f)
        held_s, settled_s = self._held_s(f)
        self.last = replace(
            f,
            counts=self._corrected(f.counts),
            held_s=held_s,
            settled_s=settled_s,
            target=self._plan.target,
        )
        return self.last

    def _held_s(self, f: Feedback) -> tuple[float, float]:
        """Good seconds of all holds of the set, and those that nothing takes back.

        Who is away keeps theirs.
        """
        over_s = sum(hold.held_s for hold in self.session.holds)
        if f.phase == "no-person":
            return max(over_s, self.last.held_s), max(over_s, self.last.settled_s)
        if f.finished_hold is not None:
            return over_s, over_s
        reached = not math.isinf(self._done_s)  # what that has shown stays
        held_s = over_s + f.held_s
        return held_s, held_s if reached else over_s + f.settled_s

    def _counted(self, f: Feedback) -> int:
        """The repetitions that count, by other rules than those of the exercise where there are."""
        if self._tally is None:
            return f.counts.full
        return self._measured if f.finished_rep is None else self._tally(self.session.reps)

    def _is_away(self, f: Feedback) -> bool:
        blind = any(p.code in BLINDING for p in f.problems)
        return (
            f.phase == "no-person" or blind or (f.phase == "set-up" and self._spec.kind == "reps")
        )

    def correct(self, change: int) -> None:
        """The user adds to the count, or takes from it."""
        self.corrected += change
        self.last = replace(self.last, counts=self._corrected(self.last.counts))

    def _corrected(self, counts: Counts) -> Counts:
        return replace(counts, full=max(0, self._measured + self.corrected))

    def words(self, feedback: Feedback, news: Sequence[Words] = ()) -> list[Words]:
        """What to say about this frame; of other `news` what drowns no countdown."""
        offer = self._hard.update(feedback)
        fits = [each for each in news if not drowns(feedback, self._lasts_s(each[0]))]
        said = self._talk.words(feedback, offered=self.offer is not None)
        return [*fits, *said, *offer, *self._urge.update(feedback), *self._still.update(feedback)]

    @property
    def offer(self) -> str | None:
        """The easier exercise, once it was offered."""
        return self._hard.offered

    def is_done(self, feedback: Feedback) -> bool:
        """Whether the target was reached a moment ago, or nothing is done any more."""
        done = feedback.counts.full if self.counts else feedback.held_s
        if done >= self._plan.target:
            self._done_s = min(self._done_s, feedback.time_s)
        elif self.counts:  # a hold that has reached its goal is over
            self._done_s = math.inf
        return feedback.time_s - self._done_s >= SETTLE_S or self._still.over

    def held_s(self, booked_s: float) -> float:
        """Good seconds of the set; what a reached goal has shown is not taken back."""
        reached = not math.isinf(self._done_s)
        return max(booked_s, self._plan.target) if reached else booked_s
