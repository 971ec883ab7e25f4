"""Where somebody is coached: window, camera and voice, opened once for all exercises."""
# ruff: noqa: PLC0415 - imports wait for the command that needs them, so that --help is quick

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.cli.camera import camera_of
from formcheck.cli.console import say, stop_on_ctrl_c
from formcheck.cli.wishes import Setting, Wishes
from formcheck.media.memory import give_back
from formcheck.words import Phrase, translated

if TYPE_CHECKING:
    from formcheck.coach.values import Prompt
    from formcheck.engine.spec.exercise import ExerciseSpec
    from formcheck.live import Live
    from formcheck.live_alone import Leader
    from formcheck.live_sets import Sets
    from formcheck.media.camera.camera import Camera
    from formcheck.media.screen.stage import Stage
    from formcheck.media.sound.voice import Voice

__all__ = ["Studio", "stage_of", "voice_of"]


class Studio:
    """Window, camera and voice of a session.

    Args:
        stack: Closes them.
        setting: How it is seen and heard.
        headless: Without a window: what is said is printed, with its time.

    Attributes:
        stop: Tells whether Ctrl-C was pressed.
        stage: Where it is seen.
    """

    def __init__(self, stack: ExitStack, setting: Setting, *, headless: bool) -> None:
        self._stack, self._setting, self._headless = stack, setting, headless
        self.stop = stack.enter_context(stop_on_ctrl_c())
        self.stage = stage_of(stack, headless=headless, big_text=setting.big_text)
        self._camera: Camera | None = None
        self._film = stack.enter_context(ExitStack())  # closes one before the next is opened
        self._voice: Voice | None = None
        self._before_s = 0.0  # on the clock of the frames, in the exercises before

    def camera(self, exercise: str | None = None) -> Camera:
        """The camera; of a folder of videos the one of the exercise."""
        changes = os.path.isdir(self._setting.camera)  # noqa: PTH112 - a name may be too long
        if self._camera is None or changes:
            self._film.close()
            self._camera = camera_of(
                self._film, self._setting, self.stage, self.stop, exercise=exercise
            )
        return self._camera

    def coach(
        self,
        spec: ExerciseSpec,
        wishes: Wishes,
        folder: Path,
        *,
        sets: Sets | None = None,
        announced: str = "",
        optional: bool = False,
    ) -> Live:
        """Coaches one exercise; what holds for the day is told with its first one only.

        Args:
            spec: The exercise.
            wishes: How much of it.
            folder: Where its files go.
            sets: Who keeps its sets.
            announced: What is said first.
            optional: Whether a hand leaves it out.
        """
        from formcheck.live import LiveSession
        from formcheck.today import warned_on

        give_back()
        camera = self.camera(spec.id)
        spec = spec.for_insertional_pain() if wishes.floor else spec
        plan = replace(wishes.plan(spec, safety=not warned_on(_today())), announced=announced)
        plan = replace(plan, optional=optional)
        session = LiveSession(
            camera,
            spec,
            plan,
            stage=self.stage,
            voice=self.voice,
            stop=self.stop,
            told=self._told,
            body=wishes.body,
            sets=sets,
        )
        result = session.run(folder, self._setting.model, save=self._setting.save)
        self._before_s += result.report.duration_s
        if result.warned:
            warned_on(_today(), now=True)
        return result

    def lead(self, leader: Leader, near: str | None = None) -> None:
        """Leads through something that is not judged.

        Args:
            leader: Says what is seen and heard.
            near: An exercise of the session that is judged, of whose video a rehearsal is seen.
        """
        from formcheck.live_alone import lead

        give_back()
        camera, model = self._camera or self.camera(near), self._setting.model
        self._before_s += lead(
            leader,
            camera,
            self.stage,
            self.voice,
            stop=self.stop,
            told=self._told,
            model=model,
        )

    @property
    def voice(self) -> Voice:
        """The voice, opened when it is first needed."""
        self._voice = self._voice or voice_of(self._stack, self._setting)
        return self._voice

    def _told(self, prompt: Prompt) -> None:
        if self._headless:
            minutes, seconds = divmod(self._before_s + prompt.time_s, 60)
            time = {"minutes": int(minutes), "seconds": seconds}
            say(Phrase("live.said", text=translated(prompt.text), **time))


def stage_of(stack: ExitStack, *, headless: bool, big_text: bool) -> Stage:
    """The window, or none."""
    from formcheck.coach.keys import HELP
    from formcheck.media.screen.stage import Stage
    from formcheck.media.screen.window import Window

    window = None if headless else stack.enter_context(Window("formcheck"))
    return Stage(window, HELP, big_text=big_text)


def voice_of(stack: ExitStack, setting: Setting) -> Voice:
    """The voice, or why there is none."""
    from formcheck.media.sound.voice import open_voice

    voice = stack.enter_context(open_voice(setting.voice, setting.rate, setting.volume))
    if voice.notice:
        say(voice.notice)
    return voice


def _today() -> str:
    return f"{datetime.now().astimezone():%Y-%m-%d}"
