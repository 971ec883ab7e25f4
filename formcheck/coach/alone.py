"""An exercise that no camera judges: told, shown and timed; a hand says that a set is done."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from formcheck.coach.hands_free import HandsFree
from formcheck.coach.setup import CAMERA_LOST
from formcheck.coach.talk import LAST_S
from formcheck.coach.values import (
    NO_EAR,
    PAIN_LIMIT,
    PAIN_STOP,
    Board,
    Ear,
    Plan,
    Priority,
    Prompt,
)
from formcheck.engine.values.pose import Pose
from formcheck.words import Phrase

__all__ = ["Alone", "Farewell", "Solo"]

ANSWER_S: Final = 3.0  # after the words, to leave an exercise out
ASKED_S: Final = 30.0  # from the question whether it is done until it is left as it is
_COME: Final = Phrase("alone.come")
_PAUSED: Final = Phrase("coach.paused-out")


@dataclass(frozen=True, slots=True)
class Solo:
    """What is to be done.

    Attributes:
        name: Of the exercise, with its dose.
        how: How it is done.
        sets: How many.
        hold_s: For how long each is held; None where repetitions are done, which nobody counts.
        rest_s: Between two.
        most_s: For which a set of repetitions may last before it is asked for.
        optional: Whether it may be left out.
        most_pain: Pain above it ends it.
    """

    name: str
    how: str
    sets: int
    hold_s: float | None
    rest_s: float
    most_s: float
    optional: bool = False
    most_pain: int = PAIN_LIMIT


class Alone:
    """Leads through the sets; nothing is judged, and nothing praised.

    Its clock stands while nobody is there, but for a rest: the set after it waits.

    Args:
        solo: The exercise.
        ear: What is known of what is heard.

    Attributes:
        over: Whether it is over.
        done: Sets that were done, as the hand or the clock said.
        left_out: Whether the hand left it out.
        alone: Whether it ended because nobody was there.
        pains: The answers to the question for pain.
        skipped: Whether the pain in the last set was not told.
    """

    def __init__(self, solo: Solo, ear: Ear = NO_EAR) -> None:
        self._solo, self._ear = solo, ear
        self.over = self.left_out = self.alone = self.skipped = False
        self.done = 0
        self.pains: list[int] = []
        plan = Plan(solo.sets, solo.hold_s or 0.0, intro=False, hands_free=True)
        self._hands = HandsFree(plan, self._say, self._answer, ear)
        self._prompts: list[Prompt] = []
        self._time_s, self._until_s, self._spoken = 0.0, -math.inf, math.inf
        self._step: Callable[[], None] = self._tell
        self._pose: Pose | None = None
        self._called = self._paused = self._lost = False

    def update(self, time_s: float, pose: Pose | None, *, lost: bool = False) -> Board:
        """One frame of the camera, or a moment without one: it is `lost`."""
        step_s, self._time_s, self._pose = time_s - self._time_s, time_s, pose
        self.alone = self._hands.look(time_s, pose)
        if self._hands.away and self._step != self._rest:
            self._until_s += step_s
        if lost and not self._lost:
            self._say(CAMERA_LOST, "visibility")
        self._lost = lost
        if self.alone:
            self.over = True
        else:
            self._step()
        prompts, self._prompts = tuple(self._prompts), []
        return Board(self._solo.name, self._left, self._lines, (), self._hands.shown, prompts)

    @property
    def _lines(self) -> tuple[str, ...]:
        """How it is done while that is told; then which set it is, and what to do."""
        if self._step == self._listen:
            optional = (Phrase("session.optional"),) if self._solo.optional else ()
            return (self._solo.how, *optional)
        number = min(self._solo.sets, self.done + 1)
        turn = Phrase("screen.set.any", number=number, sets=self._solo.sets)
        if self._step == self._work:
            return turn, _PAUSED if self._paused else Phrase("alone.hand")
        return _COME if self._called else Phrase("screen.rest"), turn

    def press(self, key: str | None) -> None:
        """Enter stands for the hand, a number answers, q ends."""
        if key == "q":
            self.over = True
        elif key == "enter" and self._step == self._work:
            self._end_set()
        elif key is not None and key.isdigit() and self._hands.shown is not None:
            self._hands.hush()
            self._answer(int(key))

    @property
    def _left(self) -> str:
        timed = self._step == self._rest or (self._step == self._work and self._solo.hold_s)
        left_s = self._until_s - self._time_s
        return str(math.ceil(left_s)) if timed and left_s > 0 else ""

    def _is_there(self) -> bool:
        """Whether somebody is, to begin with; who has stepped out is called once."""
        if self._hands.away and not (self._called or self._lost):
            self._called = True
            self._say(_COME, "visibility")
        return self._pose is not None

    def _tell(self) -> None:
        if not self._is_there():
            return
        self._called = False
        optional = Phrase("session.optional") if self._solo.optional else None
        texts = (self._solo.name, self._solo.how, Phrase("alone.not-judged"), optional)
        told = Phrase("coach.sum-up", sentences=tuple(text for text in texts if text))
        self._say(told, "course")
        self._until_s = self._time_s + self._ear.lasts_s(told) + ANSWER_S
        self._step = self._listen

    def _listen(self) -> None:
        if self._ear.talks():
            self._until_s = max(self._until_s, self._time_s + ANSWER_S)
        if self._hands.signed and self._solo.optional:
            self.left_out = self.over = True
            self._say(Phrase("session.left-out"), "course")
        elif self._hands.signed or (self._time_s >= self._until_s and not self._hands.rising):
            self._begin_set()

    def _begin_set(self) -> None:
        if not self._is_there():
            return
        self._called, number, sets = False, self.done + 1, self._solo.sets
        self._say(Phrase("alone.go", number=number, sets=sets), "course")
        self._until_s = self._time_s + (self._solo.hold_s or self._solo.most_s)
        self._spoken, self._step = LAST_S + 1, self._work

    def _work(self) -> None:
        if self._hands.away:
            self._pause()
            return
        if self._paused:
            self._paused = False
            self._say(Phrase("coach.go-on"), "course")
        left = math.ceil(self._until_s - self._time_s)
        if self._hands.signed or (left <= 0 and self._solo.hold_s):
            self._end_set()
        elif self._solo.hold_s is None:
            self._doubt()
        elif left < self._spoken:
            self._spoken = left
            self._say(str(left), "count")

    def _pause(self) -> None:
        """Nobody is there; said once, where it is not the camera that is not there."""
        if not (self._paused or self._lost):
            self._say(_PAUSED, "visibility")
        self._paused = True

    def _doubt(self) -> None:
        """A set of repetitions that lasts too long is asked for, and left as it is."""
        late_s = self._time_s - self._until_s
        if late_s >= 0 and self._spoken > 0:
            self._spoken = 0
            self._say(Phrase("alone.done?"), "course")
        elif late_s >= ASKED_S:
            self.over = True
            self._say(Phrase("alone.open"), "course")

    def _end_set(self) -> None:
        self.done += 1
        self.skipped = True
        last = self.done == self._solo.sets
        self._say(Phrase("alone.noted" if last else "alone.noted-rest"), "course")
        self._hands.ask("coach.pain-after", self._time_s + 2.0)
        self._until_s = self._time_s + (0.0 if last else self._solo.rest_s)
        self._step = self._rest

    def _rest(self) -> None:
        if self._hands.asks(self._time_s, self._pose):
            return
        if self.done == self._solo.sets:
            self.over = True
        elif self._time_s >= self._until_s and not self.over:
            self._begin_set()

    def _answer(self, pain: int) -> None:
        self.pains.append(pain)
        self.skipped = False
        if pain > self._solo.most_pain:
            self.over = True
            self._say(PAIN_STOP, "safety")

    def _say(self, text: str, priority: Priority) -> None:
        self._prompts.append(Prompt(text, priority, self._time_s))


class Farewell:
    """The end of a session: said once, and shown for a while.

    Args:
        title: What is over.
        lines: What was done, and what comes.
        ear: What is known of what is heard.

    Attributes:
        over: Whether it was shown for long enough.
    """

    def __init__(
        self,
        title: str,
        lines: tuple[str, ...],
        ear: Ear = NO_EAR,
    ) -> None:
        self._title, self._lines, self._ear = title, lines, ear
        said = Phrase("coach.sum-up", sentences=(title, *lines))
        self._said: str | None = said
        self._stays_s = ear.lasts_s(said) + ANSWER_S
        self._until_s = math.inf
        self.over = False

    def update(self, time_s: float, _pose: Pose | None, *, lost: bool = False) -> Board:  # noqa: ARG002
        """One frame of the camera; where it is lost, as well."""
        prompts: tuple[Prompt, ...] = ()
        if self._said is not None:
            prompts = (Prompt(self._said, "course", time_s),)
            self._said, self._until_s = None, time_s + self._stays_s
        self.over |= time_s >= self._until_s and not self._ear.talks()
        return Board(self._title, "", self._lines, prompts=prompts)

    def press(self, key: str | None) -> None:
        """Enter or q ends it."""
        self.over |= key in ("enter", "q")
