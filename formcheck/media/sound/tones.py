"""Short tones, through whatever plays sounds on this machine."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
import wave
from pathlib import Path
from typing import Any, Final

import numpy as np

from formcheck.coach.values import Priority
from formcheck.errors import VoiceError
from formcheck.words import Phrase

__all__ = ["Tones", "require_sound", "tone"]

_RATE_HZ: Final = 22_050
_FADE_S: Final = 0.008  # without it a tone begins and ends with a click
_PLAYERS: Final = ("paplay", "aplay", "afplay")
_TIMEOUT_S: Final = 5.0
_NO_DEVICE: Final = Phrase("error.voice.no-device")
# Frequency and length of each note: counts go up, faults go down, danger insists.
NOTES: Final[dict[Priority, tuple[tuple[int, float], ...]]] = {
    "count": ((880, 0.09),),
    "beat": ((550, 0.06),),
    "course": ((660, 0.12),),
    "praise": ((660, 0.08), (880, 0.10)),
    "should": ((520, 0.12), (440, 0.14)),
    "must": ((440, 0.14), (330, 0.18)),
    "visibility": ((300, 0.14), (300, 0.14)),
    "safety": ((990, 0.16), (660, 0.16), (990, 0.16), (660, 0.16)),
}


class Tones:
    """Plays a signal for each kind of message.

    Args:
        volume: 0 to 1.

    Raises:
        VoiceError: Nothing here plays sounds.
    """

    def __init__(self, volume: float) -> None:
        self._player = None if sys.platform == "win32" else _player_that_is_heard()
        self._folder = tempfile.TemporaryDirectory(prefix="formcheck-")
        self._files: dict[Priority, Path] = {}
        for kind in NOTES:
            self._files[kind] = Path(self._folder.name) / f"{kind}.wav"
            self._files[kind].write_bytes(tone(kind, volume))

    def speak(self, text: str, priority: Priority) -> None:  # noqa: ARG002 - a tone has no words
        """Plays the signal of a priority.

        Raises:
            VoiceError: There is no sound device.
        """
        path = self._files[priority]
        if self._player is None:
            _play_on_windows(path)
            return
        _play(self._player, path)

    def close(self) -> None:
        """Removes the sound files."""
        self._folder.cleanup()


def _player_that_is_heard() -> str:
    """The first player that has a device: of several that are installed one may have no server."""
    error = VoiceError(Phrase("error.voice.no-sound"))
    for player in filter(None, map(shutil.which, _PLAYERS)):
        try:
            require_sound(player)
        except VoiceError as failed:
            error = failed
        else:
            return player
    raise error


def require_sound(player: str) -> None:
    """Plays a moment of silence.

    Raises:
        VoiceError: There is no sound device.
    """
    with tempfile.TemporaryDirectory(prefix="formcheck-") as folder:
        path = Path(folder) / "silence.wav"
        path.write_bytes(tone("count", 0.0))
        _play(player, path)


def _play(player: str, path: Path) -> None:
    try:
        done = subprocess.run(  # noqa: S603
            [player, str(path)], capture_output=True, timeout=_TIMEOUT_S, check=False
        )
    except subprocess.TimeoutExpired:
        return  # a device that is busy; the next sound may be heard
    if done.returncode:
        raise VoiceError(_NO_DEVICE)


def tone(kind: Priority, volume: float) -> bytes:
    """The signal of a priority as a WAV file: 16 bit, mono."""
    wave_form = np.concatenate([_note(hz, length_s) for hz, length_s in NOTES[kind]])
    data = io.BytesIO()
    with wave.open(data, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE_HZ)
        file.writeframes((wave_form * volume * 0.6 * 32767).astype("<i2").tobytes())
    return data.getvalue()


def _note(hz: int, length_s: float) -> np.ndarray[Any, np.dtype[np.float64]]:
    time_s = np.arange(round(length_s * _RATE_HZ)) / _RATE_HZ
    envelope = np.clip(np.minimum(time_s, length_s - time_s) / _FADE_S, 0, 1)
    return np.asarray(np.sin(2 * np.pi * hz * time_s) * envelope, np.float64)


def _play_on_windows(path: Path) -> None:
    import winsound  # noqa: PLC0415 - exists on Windows only

    try:
        getattr(winsound, "PlaySound")(str(path), getattr(winsound, "SND_FILENAME"))  # noqa: B009 - typed for Windows only
    except RuntimeError as error:
        raise VoiceError(_NO_DEVICE) from error
