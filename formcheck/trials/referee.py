"""The rules of the heel-rise test: which raises count, when a prompt is due, when the test is over.

One prompt for each breach; the test ends when two prompts in a row were not answered, so with the
third breach in a row (Sleeswijk Visser, thesis, chapter 3, p. 50). Nothing here looks ahead: it
judges live as it does afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from formcheck.engine.values.report import Rep
from formcheck.words import Phrase

__all__ = ["BEAT_S", "Breach", "Raise", "Referee", "counted", "prompt_of"]

BEAT_S: Final = 1.0  # 60 beats a minute, one up and one down: 30 raises a minute
# The pace is lost above 2.6 s a raise, and as far below 2 s (design).
SLOWEST_S, FASTEST_S = 2.6, 1.4
STALL_S: Final = 5.0  # without a raise for so long, somebody who tests live is prompted (design)
LOW_SHARE: Final = 0.5  # of the first raise: lower ones are none (Hebert-Losier 2009 and clinics)
PROMPTS: Final = 2  # without response
Breach = Literal["knee-straight", "trunk-still", "other-foot-up", "too-low", "off-pace"]
_FORM: Final[tuple[Breach, ...]] = ("knee-straight", "trunk-still", "other-foot-up")


@dataclass(frozen=True, slots=True)
class Raise:
    """One raise as the test takes it.

    Attributes:
        number: Of the repetition in the report.
        start_s: Its beginning.
        breaches: The rules that it breaks.
        unseen: The rules that could not be judged in it.
        prompted: Whether a prompt was due after it.
        after_end: Whether the test was over before it, or by it.
    """

    number: int
    start_s: float
    breaches: tuple[Breach, ...]
    unseen: tuple[str, ...]
    prompted: bool
    after_end: bool

    @property
    def counts(self) -> bool:
        """Whether it was seen to keep all rules, before the end."""
        return not (self.breaches or self.unseen or self.after_end)


class Referee:
    """Judges the raises of one leg as they come.

    Attributes:
        over: Whether the rules have ended the test.
    """

    def __init__(self) -> None:
        self.over = False
        self._first: float | None = None
        self._peak_s: float | None = None
        self._waits_since_s: float | None = None
        self._unanswered = 0

    def judge(self, rep: Rep) -> Raise:
        """The next raise."""
        breaches = tuple(self._breaches(rep))
        unseen = tuple(_unseen(rep))
        self._first = rep.peak if self._first is None and not unseen else self._first
        self._peak_s = self._waits_since_s = rep.peak_s
        prompted = self._answer(breached=bool(breaches), unseen=bool(unseen))
        return Raise(rep.number, rep.start_s, breaches, unseen, prompted, self.over)

    def begin(self, time_s: float) -> None:
        """The test begins: from now on somebody is waited for."""
        self._waits_since_s = time_s

    def stalled(self, time_s: float) -> bool:
        """Whether no raise has come for long, which is a breach like others; asked while live."""
        since_s = self._waits_since_s
        if self.over or since_s is None or time_s - since_s < STALL_S:
            return False
        self._peak_s, self._waits_since_s = None, time_s
        self._answer(breached=True, unseen=False)
        return True

    def _answer(self, *, breached: bool, unseen: bool) -> bool:
        """Whether a prompt is due; what was not seen neither answers one nor asks for one."""
        if not breached:
            self._unanswered = self._unanswered if unseen else 0
            return False
        self.over = self.over or self._unanswered >= PROMPTS
        self._unanswered += 1
        return not self.over

    def _breaches(self, rep: Rep) -> Iterator[Breach]:
        failed = {finding.check for finding in rep.findings if finding.level == "bad"}
        yield from (rule for rule in _FORM if rule in failed)
        if self._first is not None and rep.peak is not None and rep.peak < LOW_SHARE * self._first:
            yield "too-low"
        period_s = None if self._peak_s is None else rep.peak_s - self._peak_s
        if period_s is not None and not FASTEST_S <= period_s <= SLOWEST_S:
            yield "off-pace"


def counted(reps: Sequence[Rep]) -> int:
    """How many raises of a leg count, in their order."""
    referee = Referee()
    return sum([referee.judge(rep).counts for rep in reps])


def prompt_of(breach: Breach) -> Phrase:
    """What is said to somebody who breaks a rule."""
    return Phrase(f"trial.prompt.{breach}")


def _unseen(rep: Rep) -> Iterator[str]:
    if rep.verdict == "uncertain" or rep.peak is None:
        yield "height"
    yield from (f.check for f in rep.findings if f.level == "unknown" and f.check in _FORM)
