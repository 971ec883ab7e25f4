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
from contextlib import suppress
from importlib import import_module
from threading import Event, Thread
from typing import Any, Final

from formcheck.coach.values import Priority
from formcheck.errors import VoiceError
from formcheck.media.sound.tones import require_sound

__all__ = ["Speech"]

_START_S: Final = 10.0
_READY: Final = b"ready\n"
_REMEDY: Final = "install it with `pip install 'formcheck[voice]'`, or use --voice tones"


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
                raise VoiceError(
                    "no speech: `aplay` is missing; on Debian and Ubuntu: apt-get install alsa-utils"
                )
            require_sound(player)
        # -P: nothing that lies in the folder of the user is taken for a module.
        command = [
            sys.executable,
            "-P",
            "-m",
            "formcheck.media.sound.speech",
            str(rate_wpm),
            str(volume),
        ]
        self._process = subprocess.Popen(  # noqa: S603 - fixed
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        if self._answer(_START_S) != _READY:
            self.close()
            espeak = " and `apt-get install espeak-ng`" if sys.platform == "linux" else ""
            raise VoiceError(f"no speech engine: {_REMEDY}{espeak}")

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
            raise VoiceError(
                "the speech engine has ended: start again, or use --voice tones"
            ) from error
        if self._answer(None) != _READY:
            raise VoiceError("the speech engine has ended: start again, or use --voice tones")

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


def main() -> None:
    """The process: reads one JSON string a line, speaks it, answers."""
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # engines print, and that is not for the other end
    engine = import_module("pyttsx3").init()  # an extra, and slow
    engine.setProperty("rate", int(sys.argv[1]))
    engine.setProperty("volume", float(sys.argv[2]))
    _speak(engine, " ")  # pyttsx3 says the first text only together with the second
    answers.write(_READY)
    for line in sys.stdin:
        _speak(engine, json.loads(line))
        answers.write(_READY)


def _speak(engine: Any, text: str) -> None:
    engine.say(text)
    engine.runAndWait()


if __name__ == "__main__":
    main()
