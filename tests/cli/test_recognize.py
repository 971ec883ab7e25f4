"""Python and the command line recognise an exercise alike, and say what it may be where unsure."""

from __future__ import annotations

from pathlib import Path

import pytest

from formcheck import analyze
from formcheck.engine.recognition import Guess
from formcheck.errors import SpecError
from formcheck.recognize import recognized
from formcheck.words import Phrase, translated, use
from tests.engine.recorded import DATA

FEET = DATA / "rooms" / "se-feet.npz"
UNSEEN = "I see only your feet: the rest cannot be judged, step back to show it"
SAID = (
    "the picture does not show which exercise this is; likeliest: calf-raise or seated-calf-raise "
    f"or bent-knee-calf-raise; say it with --exercise, or film again: {UNSEEN}"
)


def test_python_recognises_the_exercise() -> None:
    report = analyze(DATA / "closer" / "deficit-calf-raise.npz", "auto").report
    assert report.exercise == "deficit-calf-raise"
    assert report.counts.full == 2


def test_python_is_told_what_the_picture_does_not_show() -> None:
    with pytest.raises(SpecError) as told:
        analyze(FEET, "auto")
    assert told.value.message == SAID


@pytest.mark.parametrize("command", ["count", "analyze"])
def test_the_command_line_is_told_in_one_line(cli, tmp_path: Path, command: str) -> None:
    folder = ("--out", tmp_path / "out") if command == "analyze" else ()
    done = cli(command, FEET, "--exercise", "auto", *folder)
    assert (done.code, done.out, done.err) == (1, "", f"formcheck: {SAID}\n")
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("guess", "said"),
    [
        (Guess(None, ()), "no exercise recognised; name it with --exercise"),
        (Guess(None, (), UNSEEN), UNSEEN),
        (Guess(None, ("calf-raise",)), "not sure which exercise this is; likeliest: calf-raise"),
    ],
)
def test_what_is_said_where_no_exercise_is_certain(guess: Guess, said: str) -> None:
    with pytest.raises(SpecError, match=said.replace("(", r"\(")):
        recognized(guess)


def test_what_would_show_it_is_said_in_the_language_of_the_user() -> None:
    with pytest.raises(SpecError) as told:
        recognized(Guess(None, ("calf-raise",), Phrase("view.turn-sideways")))
    use("de")
    try:
        said = translated(told.value.message)
    finally:
        use("en")
    assert said.endswith("oder film noch einmal: Dreh dich, bis deine Seite zur Kamera zeigt")
