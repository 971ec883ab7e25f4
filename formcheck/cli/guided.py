"""Where a test is done, and the live way: who may begin, camera, voice, and what is asked."""
# ruff: noqa: PLC0415 - imports wait for the command that needs them, so that --help is quick

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import typer

from formcheck.cli.camera import camera_of, with_phone
from formcheck.cli.console import say, stop_on_ctrl_c, wrong_usage
from formcheck.cli.wishes import Setting
from formcheck.words import Phrase, said

if TYPE_CHECKING:
    from formcheck.coach.values import Prompt
    from formcheck.trial import Film, Tested, TestName
    from formcheck.trials.heel_rise import Person

__all__ = ["INTERRUPTED", "Where", "guided"]

INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Where:
    """What a test is seen on: films, or a camera with what its session needs."""

    video: Path | None
    side: Literal["left", "right"] | None
    other: Path | None
    camera: str | None
    voice: Literal["off", "tones", "speech"]
    headless: bool
    cleared: bool
    pain: int | None
    warm_up: bool = False
    yes: bool = False

    def check(self) -> bool:
        """Whether it is live; nobody begins a live test who should not.

        Raises:
            BadParameter: The options do not fit together.
            FormcheckError: Somebody should not begin.
        """
        if self.video is not None:
            if self.camera is not None:
                raise wrong_usage(Phrase("trial.usage.camera"))
            if self.other is not None and self.side is None:
                raise wrong_usage(Phrase("trial.usage.side"))
            return False
        if self.other is not None:
            raise wrong_usage(Phrase("trial.usage.other"))
        _ask(cleared=self.cleared, pain=self.pain)
        return True

    @property
    def films(self) -> tuple[Film, ...]:
        """The films of a test on video."""
        from formcheck.engine.values.landmarks import other_side
        from formcheck.trial import Film

        first = () if self.video is None else (Film(self.video, self.side),)
        if self.other is None or self.side is None:
            return first
        return *first, Film(self.other, other_side(self.side))


def _ask(*, cleared: bool, pain: int | None) -> None:
    """The clearance list, point by point, and pain now."""
    from formcheck.trials.clearance import CLEARANCE, refuse_pain, refuse_without_clearance

    can_answer = sys.stdin is not None and sys.stdin.isatty()
    if not can_answer and (pain is None or not cleared):
        raise wrong_usage(Phrase("clearance.nobody-asks", what=CLEARANCE))
    if not cleared:
        for point in CLEARANCE:
            if typer.confirm(said("clearance.ask", what=point), err=True):
                refuse_without_clearance(point)
    if pain is None:
        pain = typer.prompt(said("clearance.ask-pain"), type=int, err=True)
    refuse_pain(pain)


def guided(
    name: TestName, where: Where, person: Person, model: str, out: Path | None, *, json: bool
) -> Tested:
    """A test in front of the camera."""
    from formcheck.cli.studio import stage_of, voice_of
    from formcheck.guided import Guided

    def told(prompt: Prompt) -> None:
        if where.headless:
            say(prompt.text)

    del json  # a live test always leaves its files
    folder = out or Path(f"{name}-{datetime.now().astimezone():%Y%m%d-%H%M%S}")
    with ExitStack() as stack:
        setting = Setting(where.camera or "0", voice=where.voice)
        setting = with_phone(stack, setting, yes=where.yes)
        stop = stack.enter_context(stop_on_ctrl_c())
        stage = stage_of(stack, headless=where.headless, big_text=False)
        camera = camera_of(stack, setting, stage, stop)
        voice = voice_of(stack, setting)
        result = Guided(camera, stage, voice, stop, told).run(
            name,
            person,
            folder,
            first=where.side,
            warm_up=where.warm_up,
            waits=not where.headless,
            model=model,
        )
        return replace(result, stopped=stop())
