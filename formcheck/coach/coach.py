"""The live coach: leads through a session, from taking position to the summary.

A state machine that is driven by time alone::

    setup -> ready -> countdown -> active <-> paused
      ^                              |
      +---------- rest <-------------+-> summary -> done
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from formcheck.coach.after import After
from formcheck.coach.before import Before
from formcheck.coach.course import Introduction, Lesson, Turns
from formcheck.coach.hands_free import HandsFree
from formcheck.coach.light import LightWatch
from formcheck.coach.moves import first_move
from formcheck.coach.pause import Pause
from formcheck.coach.record import Record
from formcheck.coach.setup import CAMERA_LOST, IN_POSITION, STILL, STILL_S, TOO_EARLY, Guide
from formcheck.coach.values import NO_EAR, STOP_SIGNS, Ear, Plan, Priority, Prompt, Scene, State
from formcheck.coach.work_set import Tally, WorkSet
from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.values.feedback import Feedback
from formcheck.engine.values.landmarks import Side
from formcheck.engine.values.pose import Pose
from formcheck.engine.values.report import Report
from formcheck.words import Phrase

OVER = ("summary", "done")


class Coach:
    """Leads through the sets of one exercise.

    Args:
        spec: The exercise.
        plan: How much of it.
        ear: What is known of what is heard.
        tally: How many of the repetitions of a set count, where other rules say so.
    """

    def __init__(
        self, spec: ExerciseSpec, plan: Plan, ear: Ear = NO_EAR, tally: Tally | None = None
    ) -> None:
        self._spec, self._plan, self._ear, self._tally = spec, plan, ear, tally
        self.state: State = "setup"
        self.record, self.turns = Record(spec, plan.most_pain), Turns(plan)
        heard = ear.lasts_s
        self.intro, self._lesson = Introduction(spec, plan, heard), Lesson(spec, plan, heard)
        self.time_s, self._until_s = 0.0, math.inf  # now, and the end of countdown or rest
        self._spoken, self._lost, self._light = 0, False, LightWatch()  # lost: the camera
        self._prompts: list[Prompt] = []
        self._instruction: str | None = None
        self.hands = HandsFree(plan, self.say, self.answer, ear)
        self.before = Before(self.intro, self.hands, self.say, ear)
        self._pause = Pause(self.say)
        self._after = After(self.record, self.hands, self.say, ear.lasts_s)
        self.set_up()
        self._steps: dict[State, Callable[[float, Pose | None], Feedback]] = {
            "setup": self._take_position,
            "ready": self._take_position,
            "countdown": self._count_down,
            "active": self._work,
            "paused": self._wait,
            "rest": self._rest,
            "summary": self._end,
            "done": self._unjudged,
        }

    def update(
        self, time_s: float, pose: Pose | None, light: tuple[float, float] | None = None
    ) -> Scene:
        """One frame of the camera.

        Args:
            time_s: Time of the frame, strictly increasing.
            pose: The person, or None.
            light: Luma of person and picture, see `LightWatch`; None when it is not known.
        """
        self.time_s, self._lost = time_s, False
        self._light.update(time_s, light)
        self.record.frame(time_s, pose)
        self._look(time_s, pose)
        return self._scene(self._steps[self.state](time_s, pose))

    def camera_lost(self, time_s: float) -> Scene:
        """No picture has come for a while: pauses, and says so once."""
        self.time_s = max(time_s, self.time_s)
        self._look(self.time_s, None)
        if not self._lost and self.state not in OVER:
            self.say(CAMERA_LOST, "visibility")
            self._instruction = CAMERA_LOST
        self._lost = True
        if self.state in ("ready", "countdown"):
            self.set_up()
        elif self.state == "active":
            self.state = "paused"
        seen = self.work.last if self.work is not None else self._unjudged(time_s, None)
        return self._scene(
            replace(seen, time_s=self.time_s, pose=None, phase="no-person", cue=None)
        )

    def _look(self, time_s: float, pose: Pose | None) -> None:
        if self.hands.look(time_s, pose):
            self.keep()
            self.state = "done"

    def report(self) -> Report:
        """What was done so far, with the set under way; the session can go on afterwards."""
        return self.record.so_far(self.work, self.turns.number, self.time_s).report()

    def set_up(self) -> None:
        """Begins to lead to the start position."""
        self.state, self.held_by_key = "setup", False
        self.work: WorkSet | None = None
        self._guide = Guide(self._spec, self.turns.side, self._light, self._lesson, self._ear)

    def _take_position(self, time_s: float, pose: Pose | None) -> Feedback:
        feedback, instruction, still_s = self._guide.update(time_s, pose)
        self._instruction = instruction or self._guide.start.missing or STILL
        self.state = "setup" if instruction else "ready"
        if self.before.takes(time_s, pose, still_s):
            if self.before.over:
                stays = self.before.stop_sign and self._plan.waits
                self.state = "summary" if stays else "done"
            return feedback
        if (words := self._guide.words(time_s, instruction)) is not None:
            self.say(*words)
        if still_s >= STILL_S and not self._guide.talks(time_s):
            self._start_countdown(feedback)
        return feedback

    def _start_countdown(self, feedback: Feedback) -> None:
        self.record.looked(self._guide.session)
        plan, side = self._plan, self.turns.side
        self.work = WorkSet(
            self._spec, plan, side, feedback, lasts_s=self._ear.lasts_s, tally=self._tally
        )
        self.state, self._until_s = "countdown", feedback.time_s + self._plan.countdown_s
        self._instruction, self._spoken = STILL, self._plan.countdown_s + 1

    def _count_down(self, time_s: float, pose: Pose | None) -> Feedback:
        feedback, steady = self._set.prepare(time_s, pose)
        left = math.ceil(self._until_s - time_s)
        if self.hands.signed:
            self.set_up()
            self.hands.ask_now(time_s)
        elif not steady or (left <= 0 and feedback.phase not in IN_POSITION):
            self.set_up()
            if self._guide.is_due(time_s, TOO_EARLY):
                self.say(TOO_EARLY, "visibility")
        elif left <= 0:
            self._begin(time_s)
        elif left < self._spoken:
            self._spoken = left
            self.say(str(left), "count")
        return feedback

    def _begin(self, time_s: float) -> None:
        self._set.begin(time_s)
        self._lesson.skip()
        self.state, self._instruction = "active", None
        self.say(first_move(self._spec, in_stretch=self._set.in_stretch), "course")

    def _work(self, time_s: float, pose: Pose | None) -> Feedback:
        feedback = self._set.update(time_s, pose)
        for text, priority in self._set.words(feedback, self._light.news(feedback)):
            self.say(text, priority)
        if self._set.is_done(feedback) or self.hands.signed:
            self.end_set()
        elif self._set.out:
            self.state = "paused"
            self._pause.begin()
        return feedback

    def _wait(self, time_s: float, pose: Pose | None) -> Feedback:
        """Paused: by key until a key, otherwise until the person is back in the start position."""
        if self.hands.signed:
            self.held_by_key = False
            self.end_set()
            return self._unjudged(time_s, pose)
        if self.held_by_key:
            self._instruction = Phrase("coach.press-space")
            return replace(self._set.last, time_s=time_s, pose=pose, cue=None)
        feedback = self._light.told(self._set.update(time_s, pose))
        if self._set.out:
            self._instruction = self._pause.instruction(feedback, somebody=pose is not None)
        else:
            self.state, self._instruction = "active", None
            self.say(Phrase("coach.go-on"), "course")
        return feedback

    def _rest(self, time_s: float, pose: Pose | None) -> Feedback:
        if self.hands.signed and not self.hands.asking:
            self.hands.ask_now(time_s)
        if not self.hands.asks(time_s, pose) and time_s >= self._until_s:
            self.set_up()
        return self._unjudged(time_s, pose)

    def _end(self, time_s: float, pose: Pose | None) -> Feedback:
        if not self.hands.asks(time_s, pose) and self.hands.leaves(time_s):
            self.state = "done"
        return self._unjudged(time_s, pose)

    def _unjudged(self, time_s: float, pose: Pose | None) -> Feedback:
        return Feedback(time_s, pose, self.turns.side, self.state, target=self._plan.target)

    @property
    def _set(self) -> WorkSet:
        assert self.work is not None  # noqa: S101 - so it is from the countdown to the end of the set
        return self.work

    @property
    def asks_pain(self) -> bool:
        """Whether an answer is taken now."""
        asks = self.intro.asks_pain or self.hands.shown is not None
        return asks or self.state in ("rest", "summary")

    def say(self, text: str, priority: Priority) -> None:
        """Decides now that this is to be said."""
        self._prompts.append(Prompt(text, priority, self.time_s))

    def keep(self) -> Side | None:
        """Adds the set that is under way to the record; the leg that it showed."""
        work, self.work = self.work, None
        self.record.take(work, self.turns.number, self.time_s)
        return work.side if work is not None else None

    def end_set(self) -> None:
        """Closes the set and goes on to rest or summary."""
        switch = self.turns.advance(self.keep(), self.time_s)
        if self.turns.over:
            self.finish()
            return
        self.state = "rest"
        self._until_s = self.turns.rest_until_s(self.time_s, switch=switch)
        self._instruction = self.turns.then(switch=switch)
        self._after.tell(self.time_s, self._instruction)

    def finish(self) -> None:
        """Goes to the summary, or ends when there is nothing to sum up or nobody to wait for."""
        self.keep()
        if self.state in OVER or not self.record.sets:
            self.state = "done"
            return
        self.state = "summary" if self._plan.waits else "done"
        self._instruction = Phrase("coach.pain-question")
        self._after.tell(self.time_s, Phrase("coach.all-done"))

    def hurry(self) -> None:
        """Skips what is being waited for: the introduction or the rest."""
        self.intro.skip()
        self.hands.hush()
        self._until_s = min(self._until_s, self.time_s) if self.state == "rest" else self._until_s

    def answer(self, pain: int) -> None:
        """The answer to the pain question; above the limit the session ends here."""
        self.hands.hush()
        if stop := self.record.answer(self.time_s, pain):
            self.say(stop, "safety")
            if self.state not in OVER:
                self.state = "summary" if self._plan.waits else "done"

    def _scene(self, feedback: Feedback) -> Scene:
        prompts, self._prompts = tuple(self._prompts), []
        over = self.state in OVER
        side = self.work.side if self.work is not None else self.turns.side
        last = self._after.last(self.time_s, self.state)
        return Scene(
            self.state,
            feedback,
            prompts,
            self._instruction,
            self.turns.number,
            self._plan.sets,
            side if self._spec.dosage.per_side else None,
            max(0.0, self._until_s - self.time_s) if self.state in ("countdown", "rest") else None,
            STOP_SIGNS if over else self.intro.shown,
            self.work.tempo if self.work is not None else None,
            self.record.summary() if over else None,
            self.record.pain_now,
            self.work.offer if self.work is not None else None,
            self.hands.shown or self.intro.told,
            self._guide.start.fits,
            self._guide.start.missing,
            self._guide.spot.spot,
            self.held_by_key,
            last,
            self._after.since_s(self.time_s, self.state, self.hands.shown is None, last),
            most_pain=self._plan.most_pain,
        )
