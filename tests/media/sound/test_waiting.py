"""Whose turn it is, and what is not true any more: a queue by a clock of its own."""

from __future__ import annotations

import pytest

from formcheck.coach.values import Priority, Prompt
from formcheck.media.sound.waiting import Waiting


def said(*added: tuple[float, str, Priority], free_s: float, lasts_s: float = 0.5) -> list[str]:
    """What a speaker says that is busy until `free_s`; each one is decided when it is added."""
    waiting, heard = Waiting(), []
    left = [(at_s, Prompt(text, priority, at_s)) for at_s, text, priority in added]
    while True:
        while left and left[0][0] <= free_s:
            waiting.add(*left.pop(0))
        if (chosen := waiting.take(free_s)) is not None:
            heard.append(chosen[1].text)
            free_s += lasts_s
        elif left:
            free_s = left[0][0]
        else:
            return heard


def test_an_older_number_is_never_said_after_a_newer_one() -> None:
    assert said((0.2, "4", "count"), (0.9, "5", "count"), free_s=1.0) == ["5"]


def test_what_was_decided_at_once_is_said_in_its_order() -> None:
    told = (0.0, "4", "count"), (0.0, "Counted, height not measured", "count")
    assert said(*told, free_s=1.0) == ["4", "Counted, height not measured"]


def test_no_number_comes_after_go_nor_a_correction_after_the_set() -> None:
    assert said((0.0, "1", "count"), (0.9, "Go", "course"), free_s=1.0) == ["Go"]
    over = (0.4, "10 full. Rest", "course")
    assert said((0.0, "Push higher", "must"), over, free_s=1.0) == ["10 full. Rest"]  # type: ignore[arg-type]


def test_a_count_with_its_correction_waits_until_a_sentence_is_said() -> None:
    assert said((0.0, "Not counted: Push higher", "count"), free_s=2.2) == [
        "Not counted: Push higher"
    ]


@pytest.mark.parametrize("lasts_s", [0.35, 0.7])
def test_a_quick_metronome_never_makes_counts_late(lasts_s: float) -> None:
    """Repetitions of 0.8 s, a beat every 0.4 s, words of nearly that length and longer ones."""
    beats = [(round(i * 0.4, 2), "Up" if i % 2 else "Down", "beat") for i in range(50)]
    counts = [(round(0.5 + i * 0.8, 2), str(i + 1), "count") for i in range(24)]
    heard = said(*sorted(beats + counts), free_s=0.0, lasts_s=lasts_s)  # type: ignore[arg-type]
    numbers = [int(text) for text in heard if text.isdigit()]
    assert numbers == sorted(numbers)
    assert len(numbers) == 24


def test_of_two_exercises_the_words_of_the_first_come_first() -> None:
    """Each has its own clock."""
    waiting = Waiting()
    waiting.add(100.0, Prompt("All done", "course", 300.0))
    waiting.add(101.0, Prompt("Next: calf raise", "course", 0.0))
    taken = [waiting.take(102.0), waiting.take(103.0)]
    assert [each[1].text for each in taken if each] == ["All done", "Next: calf raise"]
