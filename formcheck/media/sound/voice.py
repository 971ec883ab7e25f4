"""Spoken words and short tones; saying something never waits for the one who speaks."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Condition, Thread
from types import TracebackType
from typing import Final, Literal, Protocol, Self

from formcheck.coach.values import Priority, Prompt
from formcheck.errors import VoiceError
from formcheck.media.sound.speech import Speech
from formcheck.media.sound.tones import Tones
from formcheck.words import translated

__all__ = ["Spoken", "Voice", "VoiceKind", "open_voice"]

VoiceKind = Literal["off", "tones", "speech"]
STALE_S: Final = 1.0  # what could not be said by then is not said at all
_ORDER: Final[dict[Priority, int]] = {
    "safety": 0,
    "count": 1,
    "visibility": 2,
    "must": 3,
    "should": 4,
    "praise": 5,
}
_CLOSE_S: Final = 3.0


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

    Of what waits, safety goes first, then the count, then the cues; among equals the newest. A
    count is worth nothing a second later, so what waits for longer than STALE_S is dropped.

    Args:
        speaker: Who says it; None for silence.
        notice: What the user should know about the voice from the start.

    Attributes:
        muted: Nothing new is said while true.
        notice: Why nothing, or no speech, is heard, in one line; None if all is well.
        spoken: What was said so far.
        dropped: How many things were too late.
    """

    def __init__(self, speaker: Speaker | None, notice: str | None = None) -> None:
        self._speaker = speaker
        self.notice = notice
        self.muted = False
        self.spoken: list[Spoken] = []
        self.dropped = 0
        self._waiting: list[tuple[float, Prompt]] = []
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

    def say(self, prompt: Prompt) -> None:
        """Has it said, as soon as the speaker is free."""
        if self.muted or self._speaker is None:
            return
        with self._changed:
            self._waiting.append((time.monotonic(), prompt))
            self._changed.notify()

    def _work(self) -> None:
        while (item := self._next()) is not None and self._speaker is not None:
            decided_s, prompt = item
            self.spoken.append(Spoken(prompt.text, time.monotonic() - decided_s))
            try:
                self._speaker.speak(translated(prompt.text), prompt.priority)
            except VoiceError as error:
                if not self._closed:
                    self.notice = error.message
                self._speaker = None

    def _next(self) -> tuple[float, Prompt] | None:
        """Waits for something that is worth saying; None when closed."""
        with self._changed:
            while not self._closed:
                fresh = [item for item in self._waiting if time.monotonic() - item[0] <= STALE_S]
                self.dropped += len(self._waiting) - len(fresh)
                self._waiting = fresh
                if fresh:
                    chosen = min(fresh, key=lambda item: (_ORDER[item[1].priority], -item[0]))
                    self._waiting.remove(chosen)
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
            return Voice(make(), notice)
        except VoiceError as error:
            notice = error.message
    return Voice(None, notice)
