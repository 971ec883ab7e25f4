"""Offline speech through pyttsx3, in a process of its own.

Speech engines block, want the main thread (macOS), print to standard output and now and then hang:
none of this may reach the program that draws pictures. This module is that process too: `python -m
formcheck.media.sound.speech`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from importlib import import_module
from threading import Event, Thread
from typing import Any, Final

from formcheck.coach.values import Priority
from formcheck.errors import VoiceError
from formcheck.media.sound.tones import require_sound
from formcheck.words import Phrase, language

__all__ = ["Speech"]

_START_S: Final = 10.0
_READY: Final = b"ready\n"
_NO_VOICE: Final = b"no voice\n"


class Speech:
    """A process that speaks.

    Args:
        rate_wpm: Words per minute.
        volume: 0 to 1.

    Raises:
        VoiceError: There is no speech engine.
    """

    def __init__(self, rate_wpm: int, volume: float) -> None:
        if sys.platform == "linux":
            # pyttsx3 plays through aplay, and where that does not work stays silent without a word.
            if (player := shutil.which("aplay")) is None:
                raise VoiceError(Phrase("error.voice.no-aplay"))
            require_sound(player)
        # -P: nothing that lies in the folder of the user is taken for a module.
        command = [
            sys.executable,
            "-P",
            "-m",
            "formcheck.media.sound.speech",
            str(rate_wpm),
            str(volume),
            language(),
        ]
        self._process = subprocess.Popen(  # noqa: S603 - fixed
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        if (answer := self._answer(_START_S)) != _READY:
            self.close()
            raise VoiceError(_why_not(answer))

    def speak(self, text: str, priority: Priority) -> None:  # noqa: ARG002 - a voice says all in one tone
        """Says it and waits until it was heard.

        Raises:
            VoiceError: The speech engine has ended.
        """
        assert self._process.stdin is not None  # noqa: S101 - it is a pipe
        try:
            self._process.stdin.write(json.dumps(text).encode() + b"\n")
            self._process.stdin.flush()
        except (OSError, ValueError) as error:
            raise VoiceError(Phrase("error.voice.ended")) from error
        if self._answer(None) != _READY:
            raise VoiceError(Phrase("error.voice.ended"))

    def close(self) -> None:
        """Ends the process, in the middle of a word if need be."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what the dead process did not take is of no interest
                if pipe is not None:
                    pipe.close()

    def _answer(self, timeout_s: float | None) -> bytes:
        """The next line of the process; empty when it ended or did not answer in time."""
        assert self._process.stdout is not None  # noqa: S101 - it is a pipe
        if timeout_s is None:
            return self._process.stdout.readline()
        lines: list[bytes] = []
        came = Event()

        def read() -> None:
            lines.append(self._process.stdout.readline() if self._process.stdout else b"")
            came.set()

        Thread(target=read, daemon=True).start()
        came.wait(timeout_s)
        return lines[0] if lines else b""


def _why_not(answer: bytes) -> Phrase:
    """Why nothing can be said, by what the process has answered."""
    if answer == _NO_VOICE:
        return Phrase("error.voice.no-language", language=language())
    system = "-linux" if sys.platform == "linux" else ""
    return Phrase(f"error.voice.no-engine{system}")


def main() -> None:
    """The process: reads one JSON string a line, speaks it, answers."""
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # engines print, and that is not for the other end
    engine = import_module("pyttsx3").init()  # an extra, and slow
    engine.setProperty("rate", int(sys.argv[1]))
    engine.setProperty("volume", float(sys.argv[2]))
    if not _chosen(engine, sys.argv[3]):
        answers.write(_NO_VOICE)
        return
    _speak(engine, " ")  # pyttsx3 says the first text only together with the second
    answers.write(_READY)
    for line in sys.stdin:
        _speak(engine, json.loads(line))
        answers.write(_READY)


def _chosen(engine: Any, language: str) -> bool:
    """Gives the engine a voice of the language; whether it has one."""
    voices, present = engine.getProperty("voices"), str(engine.getProperty("voice"))
    voice = voice_of(voices, language, present)
    if voice is not None and voice != present:
        engine.setProperty("voice", voice)
    # English words were always said by whatever voice there is.
    return voice is not None or language == "en"


def voice_of(voices: Iterable[Any], language: str, present: str = "") -> str | None:
    """The id of a voice that speaks the language: the present one, the plain one ("de"), or any.

    Args:
        voices: pyttsx3's; their `languages` are words such as "de-AT" or, of older eSpeak, bytes
            with a number before.
        language: As "de".
        present: Id of the voice in use.
    """
    tags = {str(voice.id): _tags(voice) for voice in voices}
    fits = [name for name, told in tags.items() if any(_is(tag, language) for tag in told)]
    if present in fits:
        return present
    return min(fits, key=lambda name: language not in tags[name], default=None)


def _tags(voice: Any) -> set[str]:
    """The languages of a voice, and what its id ends with: eSpeak's "gmw/en" says "en-gb"."""
    told = [_text(tag) for tag in getattr(voice, "languages", None) or ()]
    names = [*told, str(voice.id).rpartition("/")[2]]
    return {name.lower().replace("_", "-") for name in names}


def _text(tag: str | bytes) -> str:
    return (
        tag.lstrip(bytes(range(32))).decode("ascii", "replace") if isinstance(tag, bytes) else tag
    )


def _is(tag: str, language: str) -> bool:
    return tag.partition("-")[0] == language


def _speak(engine: Any, text: str) -> None:
    engine.say(text)
    engine.runAndWait()


if __name__ == "__main__":
    main()
