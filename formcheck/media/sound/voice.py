"""Spoken words and short tones; saying something never waits for the one who speaks."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Condition, Thread
from types import TracebackType
from typing import Final, Literal, Protocol, Self

from formcheck.coach.values import Ear, Priority, Prompt, by_words
from formcheck.errors import VoiceError
from formcheck.media.sound.lengths import Lengths
from formcheck.media.sound.speech import Speech
from formcheck.media.sound.tones import Tones
from formcheck.media.sound.waiting import Waiting
from formcheck.words import translated

__all__ = ["Spoken", "Voice", "VoiceKind", "open_voice"]

VoiceKind = Literal["off", "tones", "speech"]
_CLOSE_S: Final = 3.0
_LOOKS_S: Final = 0.05
_HANGS_S: Final = 20.0  # an engine that speaks for longer is waited for no more


class Speaker(Protocol):
    """Says one thing and returns when it was heard."""

    def speak(self, text: str, priority: Priority) -> None:
        """Says it.

        Raises:
            VoiceError: Nothing can be heard any more.
        """

    def close(self) -> None:
        """Ends at once, also what is being said."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was begun to be said, and how long after the decision."""

    text: str
    delay_s: float


class Voice:
    """Takes what is to be said and has it said in a thread of its own; use it as a context manager.

    Of what waits, safety goes first, then what to do next, in its order, then the newest count and
    the newest cue. What is late or overtaken is dropped, what to do next never.

    Args:
        speaker: Who says it; None for silence.
        lengths: Measures how long sentences last; None where no sentence is heard.
        notice: What the user should know about the voice from the start.

    Attributes:
        muted: Nothing new is said while true.
        notice: Why nothing, or no speech, is heard, in one line; None if all is well.
        spoken: What was said so far.
    """

    def __init__(
        self, speaker: Speaker | None, notice: str | None = None, lengths: Lengths | None = None
    ) -> None:
        self._speaker, self._lengths = speaker, lengths
        self.notice = notice
        self.muted = False
        self.spoken: list[Spoken] = []
        self._waiting = Waiting()
        self._busy_from_s: float | None = None
        self._changed = Condition()
        self._closed = False
        self._thread = Thread(target=self._work, name="formcheck-voice", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify()
        if self._speaker is not None:
            self._speaker.close()
        self._thread.join(_CLOSE_S)

    @property
    def heard(self) -> bool:
        """Whether anything can be heard."""
        return self._speaker is not None

    @property
    def dropped(self) -> int:
        """How many things were too late."""
        return self._waiting.dropped

    def talks(self) -> bool:
        """Whether something is being said, or waits to be."""
        with self._changed:
            begun_s = self._busy_from_s
            hangs = begun_s is not None and time.monotonic() - begun_s > _HANGS_S
            return not hangs and (begun_s is not None or bool(self._waiting))

    def finish(self, stop: Callable[[], bool]) -> None:
        """Waits until everything was said, unless it is to stop."""
        while self.talks() and not stop():
            time.sleep(_LOOKS_S)

    def lasts_s(self, text: str) -> float:
        """How long it takes to say a text: as measured, or told from what was measured."""
        return by_words(text) if self._lengths is None else self._lengths.of(translated(text))

    @property
    def ear(self) -> Ear:
        """What the coach asks; functions of their own, for it is copied, and a voice is not."""
        return Ear(lambda text: self.lasts_s(text), lambda: self.talks())  # noqa: PLW0108

    def say(self, prompt: Prompt) -> None:
        """Has it said, as soon as the speaker is free."""
        if self.muted or self._speaker is None:
            return
        with self._changed:
            self._waiting.add(time.monotonic(), prompt)
            self._changed.notify()

    def _work(self) -> None:
        while (item := self._next()) is not None and self._speaker is not None:
            decided_s, prompt = item
            begun_s, text = time.monotonic(), translated(prompt.text)
            self.spoken.append(Spoken(prompt.text, begun_s - decided_s))
            try:
                self._speaker.speak(text, prompt.priority)
                if self._lengths is not None:
                    self._lengths.heard(text, time.monotonic() - begun_s)
            except VoiceError as error:
                if not self._closed:
                    self.notice = error.message
                self._speaker = None
                self._waiting.clear()

    def _next(self) -> tuple[float, Prompt] | None:
        """Waits for something that is worth saying; None when closed."""
        with self._changed:
            self._busy_from_s = None
            while not self._closed:
                if (chosen := self._waiting.take(time.monotonic())) is not None:
                    self._busy_from_s = time.monotonic()
                    return chosen
                self._changed.wait()
            return None


def open_voice(kind: VoiceKind, rate_wpm: int = 170, volume: float = 1.0) -> Voice:
    """A voice of the wanted kind; tones where there is no speech, silence where there is no sound.

    Args:
        kind: "speech", "tones" or "off".
        rate_wpm: Words per minute.
        volume: 0 to 1.
    """
    makers: dict[VoiceKind, tuple[Callable[[], Speaker], ...]] = {
        "speech": (lambda: Speech(rate_wpm, volume), lambda: Tones(volume)),
        "tones": (lambda: Tones(volume),),
        "off": (),
    }
    notice = None
    for make in makers[kind]:
        try:
            speaker = make()
            measured = Lengths(rate_wpm) if isinstance(speaker, Speech) else None
            return Voice(speaker, notice, measured)
        except VoiceError as error:
            notice = error.message
    return Voice(None, notice)
