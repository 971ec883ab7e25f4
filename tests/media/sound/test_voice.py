from __future__ import annotations

import io
import sys
import wave
from pathlib import Path
from threading import Semaphore
from types import SimpleNamespace

import pytest

from formcheck.coach.values import Priority, Prompt
from formcheck.errors import VoiceError
from formcheck.media.sound import speech as speech_room
from formcheck.media.sound import tones as tones_room
from formcheck.media.sound import voice as room
from formcheck.media.sound.lengths import Lengths
from formcheck.media.sound.speech import Speech, voice_of
from formcheck.media.sound.tones import NOTES, tone
from formcheck.media.sound.voice import Voice, open_voice
from formcheck.words import Phrase, use
from tests.media.waiting import HANGS_S, Clock, wait_for

on_linux = pytest.mark.skipif(
    sys.platform != "linux", reason="players are found this way on Linux only"
)


class HeldSpeaker:
    """A speech engine at the rim: each text lasts until the test has heard it."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self._heard = Semaphore(0)
        self.hung = False

    def speak(self, text: str, priority: Priority) -> None:  # noqa: ARG002
        self.begun.append(text)
        self.hung |= not self._heard.acquire(timeout=HANGS_S)

    def until_begun(self, count: int) -> None:
        wait_for(lambda: len(self.begun) >= count)

    def heard(self, count: int = 1) -> None:
        """So many texts are over."""
        self._heard.release(count)

    def close(self) -> None:
        self.heard(1000)


class BrokenSpeaker(HeldSpeaker):
    def speak(self, text: str, priority: Priority) -> None:  # noqa: ARG002
        raise VoiceError("the speech engine has ended")


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine is no engine that hangs."""
    monkeypatch.setattr(speech_room, "_START_S", HANGS_S)
    monkeypatch.setattr(tones_room, "_TIMEOUT_S", HANGS_S)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    told = Clock()
    monkeypatch.setattr(room, "time", told)
    return told


def prompt(text: str, priority: Priority = "count", time_s: float = 0.0) -> Prompt:
    return Prompt(text, priority, time_s)


def test_saying_never_waits_even_for_an_engine_that_hangs() -> None:
    speaker = HeldSpeaker()
    with Voice(speaker) as voice:
        for number in range(100):
            voice.say(prompt(str(number)))
        speaker.until_begun(1)
    assert not speaker.hung
    assert len(speaker.begun) == 1


def test_what_is_to_be_said_is_waited_for_until_it_is_to_stop() -> None:
    speaker = HeldSpeaker()
    speaker.heard(2)
    with Voice(speaker) as voice:
        for text in ("one", "two"):
            voice.say(prompt(text, "course"))
        voice.finish(lambda: False)
        assert (speaker.begun, voice.talks()) == (["one", "two"], False)
        voice.say(prompt("three", "course"))
        voice.finish(lambda: True)
        assert voice.talks()


@pytest.mark.usefixtures("clock")
def test_a_free_voice_begins_at_once() -> None:
    speaker = HeldSpeaker()
    speaker.heard(5)
    with Voice(speaker) as voice:
        for number in range(5):
            voice.say(prompt(str(number)))
            speaker.until_begun(number + 1)
    assert [spoken.text for spoken in voice.spoken] == ["0", "1", "2", "3", "4"]
    assert {spoken.delay_s for spoken in voice.spoken} == {0.0}


def test_what_to_do_next_is_said_however_long_it_waits_and_in_its_order(clock: Clock) -> None:
    speaker = HeldSpeaker()
    with Voice(speaker) as voice:
        voice.say(prompt("a long sentence"))
        speaker.until_begun(1)
        voice.say(prompt("Paused", "course"))
        voice.say(prompt("Go on", "course"))
        voice.say(prompt("5"))
        clock.now_s += 15
        speaker.heard()
        speaker.until_begun(2)
        clock.now_s += 3
        speaker.heard(2)
        wait_for(lambda: not voice.talks())
    assert speaker.begun == ["a long sentence", "Paused", "Go on"]
    assert voice.dropped == 1
    assert [spoken.delay_s for spoken in voice.spoken] == [0, 15, 18]


def test_how_long_a_sentence_lasts_is_measured() -> None:
    lengths = Lengths(rate_wpm=120)
    assert lengths.of("x" * 12) == pytest.approx(1.0)
    lengths.heard("Push higher", 2.0)
    assert lengths.of("Push higher") == 2.0
    assert lengths.of("x" * 12) == pytest.approx(1.0)  # a few letters tell no speed
    lengths.heard("Stand upright and still, your side to me", 4.0)
    assert lengths.of("x" * 51) == pytest.approx(6.0)


def test_the_voice_measures_what_it_says(clock: Clock) -> None:
    speaker = HeldSpeaker()
    with Voice(speaker, lengths=Lengths(1000)) as voice:
        assert voice.lasts_s("Go") < 0.1
        voice.say(prompt("Go"))
        speaker.until_begun(1)
        clock.now_s += 0.25
        speaker.heard()
        wait_for(lambda: not voice.talks())
        assert voice.lasts_s("Go") == 0.25


def test_what_is_late_is_dropped_not_said(clock: Clock) -> None:
    speaker = HeldSpeaker()
    with Voice(speaker) as voice:
        voice.say(prompt("first"))
        speaker.until_begun(1)
        voice.say(prompt("late"))
        clock.now_s += 2.6
        voice.say(prompt("fresh"))
        speaker.heard()
        speaker.until_begun(2)
    assert speaker.begun == ["first", "fresh"]
    assert voice.dropped == 1
    assert {spoken.delay_s for spoken in voice.spoken} == {0.0}


@pytest.mark.usefixtures("clock")
def test_of_what_waits_the_most_urgent_goes_first_then_the_newest() -> None:
    speaker = HeldSpeaker()
    with Voice(speaker) as voice:
        voice.say(prompt("first"))
        speaker.until_begun(1)
        voice.say(prompt("Push higher", "must"))
        voice.say(prompt("4", time_s=1.0))
        voice.say(prompt("5", time_s=2.0))
        speaker.heard(2)
        speaker.until_begun(3)
    assert speaker.begun == ["first", "5", "Push higher"]


def test_a_muted_voice_says_nothing() -> None:
    speaker = HeldSpeaker()
    with Voice(speaker) as voice:
        voice.muted = True
        voice.say(prompt("1", "course"))
        voice.muted = False
        voice.say(prompt("2", "course"))
        speaker.until_begun(1)
    assert speaker.begun == ["2"]


def test_an_engine_that_ends_becomes_a_notice() -> None:
    with Voice(BrokenSpeaker()) as voice:
        voice.say(prompt("1"))
        wait_for(lambda: voice.notice is not None)
        voice.say(prompt("2"))
    assert voice.notice == "the speech engine has ended"


@on_linux
def test_without_anything_that_makes_sound_there_is_silence_and_one_notice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")
    for kind in ("speech", "tones"):
        voice = open_voice(kind)  # type: ignore[arg-type]
        assert voice.notice is not None
        assert "alsa-utils" in voice.notice
        with voice:
            voice.say(prompt("1"))
        assert voice.spoken == []
    assert open_voice("off").notice is None


@on_linux
def test_without_an_audio_device_there_is_silence_and_one_notice(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _player(tmp_path, "exit 1")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "no audio device" in str(open_voice("tones").notice)
    assert "no audio device" in str(open_voice("speech").notice)


@on_linux
def test_tones_are_played(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    log = tmp_path / "log"
    _player(tmp_path, f'echo "$1" >> {log}')
    paplay = tmp_path / "paplay"
    paplay.write_text("#!/bin/sh\nexit 1")  # it is preferred, but has no server
    paplay.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with open_voice("tones") as voice:
        assert voice.notice is None
        voice.say(prompt("Push higher", "must"))
        wait_for(lambda: log.exists() and "must.wav\n" in log.read_text())


@on_linux
def test_speech_that_is_not_installed_names_the_remedy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _player(tmp_path, "exit 0")
    (tmp_path / "pyttsx3.py").write_text("raise ImportError('not installed')")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(VoiceError, match=r"formcheck\[voice\].*espeak-ng"):
        Speech(170, 1.0)


@on_linux
def test_a_speech_engine_that_prints_and_dies_is_noticed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The engine is replaced at the rim: a module pyttsx3 that the speaking process imports."""
    _player(tmp_path, "exit 0")
    (tmp_path / "pyttsx3.py").write_text(
        "class init:\n"
        "    def setProperty(self, *_): print('chatter')\n"
        "    def getProperty(self, name): return [] if name == 'voices' else 'any'\n"
        "    def say(self, text): self.text = text\n"
        "    def runAndWait(self):\n"
        "        print('chatter')\n"
        "        if self.text == 'die': raise SystemExit\n"
    )
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    speech = Speech(170, 1.0)
    speech.speak("hello", "count")
    with pytest.raises(VoiceError, match="has ended"):
        speech.speak("die", "count")
    speech.close()


ESPEAK = [
    SimpleNamespace(id="gmw/af", languages=["af"]),
    SimpleNamespace(id="gmw/de-at", languages=["de-at"]),
    SimpleNamespace(id="gmw/de", languages=["de"]),
    SimpleNamespace(id="gmw/en-029", languages=["en-029"]),
    SimpleNamespace(id="gmw/en", languages=["en-gb"]),
    SimpleNamespace(id="europe/nl", languages=[b"\x05nl"]),
]


def test_the_voice_speaks_the_language() -> None:
    assert [voice_of(ESPEAK, code) for code in ("de", "nl", "en", "fr")] == [
        "gmw/de",
        "europe/nl",
        "gmw/en",
        None,
    ]
    assert voice_of(ESPEAK, "de", "gmw/de-at") == "gmw/de-at"
    hedda = SimpleNamespace(id="HKEY_LOCAL_MACHINE\\Voices\\HEDDA", languages=["de_DE"])
    assert voice_of([hedda], "de") == hedda.id


def _engine(folder: Path, languages: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine at the rim that writes what it is told to "said"."""
    _player(folder, "exit 0")
    (folder / "pyttsx3.py").write_text(
        "from types import SimpleNamespace as V\n"
        "class init:\n"
        f"    voices = [V(id=name, languages=[name]) for name in {languages}]\n"
        "    voice = 'en'\n"
        "    def setProperty(self, name, value): setattr(self, name, value)\n"
        "    def getProperty(self, name): return getattr(self, name)\n"
        "    def say(self, text):\n"
        f"        with open({str(folder / 'said')!r}, 'a', encoding='utf-8') as file:\n"
        "            file.write(f'{self.voice}: {text}\\n')\n"
        "    def runAndWait(self): pass\n"
    )
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    monkeypatch.setenv("PYTHONPATH", str(folder))


@on_linux
def test_german_is_spoken_by_a_german_voice(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _engine(tmp_path, ["en", "de"], monkeypatch)
    use("de")
    with Voice(Speech(170, 1.0)) as voice:
        voice.say(Prompt(Phrase("coach.go-on"), "count", 0.0))
        wait_for(lambda: "Weiter\n" in (tmp_path / "said").read_text("utf-8"))
    assert (tmp_path / "said").read_text("utf-8").endswith("de: Weiter\n")


@on_linux
def test_without_a_voice_of_the_language_nothing_is_spoken_by_another(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _engine(tmp_path, ["en"], monkeypatch)
    use("nl")
    with pytest.raises(VoiceError, match=r"no voice speaks 'nl'.*--lang en"):
        Speech(170, 1.0)


@pytest.mark.parametrize("kind", NOTES)
def test_a_tone_is_a_short_wav_that_starts_and_ends_silent(kind: Priority) -> None:
    with wave.open(io.BytesIO(tone(kind, 1.0))) as file:
        assert 0.05 < file.getnframes() / file.getframerate() < 0.8
        samples = memoryview(file.readframes(file.getnframes())).cast("h")
    assert samples[0] == 0
    assert abs(samples[-1]) < 2000
    assert max(samples) > 10_000
    assert not any(tone(kind, 0.0)[44:])


def _player(folder: Path, does: str) -> None:
    path = folder / "aplay"
    path.write_text(f"#!/bin/sh\n{does}\n")
    path.chmod(0o755)
