"""Each exercise says its own words at "go" and for its parts, in three languages."""

from __future__ import annotations

import pytest

from formcheck.coach.moves import called, first_move, in_other_words
from formcheck.coach.tempo import Metronome, Words
from formcheck.library import exercise_ids, load_exercise
from formcheck.trial import spec_of_test
from formcheck.words import translated, use

LEAN, RISE = load_exercise("ankle-mobilization"), load_exercise("calf-raise")


@pytest.mark.parametrize("exercise", exercise_ids())
@pytest.mark.parametrize("language", ["en", "nl", "de"])
def test_go_says_what_to_do(exercise: str, language: str) -> None:
    spec = load_exercise(exercise)
    use(language)
    words = translated(first_move(spec))
    assert len(words.split()) > 2
    assert len(words.split()) <= 7
    assert "{" not in words
    assert words != translated(in_other_words(spec))


def test_the_knee_goes_forward_and_heels_go_up() -> None:
    assert first_move(LEAN) == "Go. Knee forward"
    assert first_move(RISE) == "Go. Up onto your toes"
    assert LEAN.reps is not None
    assert [called(LEAN, beat) for beat in LEAN.reps.tempo.beats] == [
        "knee-forward",
        "hold",
        "back",
    ]


def test_of_an_exercise_of_ones_own_nobody_says_what_goes_up() -> None:
    lunge = spec_of_test("lunge")  # its tempo is the one that every exercise has
    assert first_move(lunge) == "Go. Knee forward"
    assert lunge.reps is not None
    other = lunge.reps.model_copy(update={"signal": "target.knee_flexion_deg"})
    assert first_move(lunge.model_copy(update={"reps": other})) == "Go"


def test_who_is_in_the_stretch_already_is_not_sent_into_it() -> None:
    stretch = load_exercise("supine-hamstring-stretch")
    assert first_move(stretch) == "Go into the stretch"
    assert first_move(stretch, in_stretch=True) == "Go. Stay in the stretch"


def beats(metronome: Metronome, *times_s: float) -> list[tuple[float, str]]:
    said: list[tuple[float, Words]] = [(t, w) for t in times_s for w in metronome.update(t)]
    return [(time_s, text) for time_s, (text, _) in said]


def seconds(until_s: float, from_s: float = 0.0) -> list[float]:
    return [from_s + i / 20 for i in range(round(20 * (until_s - from_s)))]


def test_a_part_that_is_shorter_than_its_word_is_not_called() -> None:
    """Three beats of which a slow voice says the one of a second too late."""
    assert [text for _, text in beats(Metronome(RISE), *seconds(8.0))] == ["Hold", "Down", "Up"]
    slow = Metronome(RISE, lambda _text: 1.5)
    assert [text for _, text in beats(slow, *seconds(8.0))] == ["Down", "Up"]


def test_of_a_movement_that_is_quicker_than_every_word_the_first_part_is_called() -> None:
    quick = Metronome(RISE, lambda _text: 9.0)
    assert [round(s) for s, _ in beats(quick, *seconds(20.0))] == [6, 12, 18]


def test_a_quick_exercise_is_called_once_a_movement() -> None:
    words = [
        text for _, text in beats(Metronome(load_exercise("rebound-calf-raise")), *seconds(8.0))
    ]
    assert set(words) == {"Up"}
    assert len(words) == 9


def test_after_a_pause_the_movement_begins_anew() -> None:
    metronome = Metronome(LEAN)
    assert beats(metronome, *seconds(1.0)) == []
    assert beats(metronome, *seconds(10.5, from_s=10.0)) == [(10.0, "Knee forward")]
