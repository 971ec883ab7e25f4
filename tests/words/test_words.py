"""Phrases, plurals, numbers, and the language of the system."""

import copy
import pickle

import pytest

from formcheck.words import (
    Phrase,
    language,
    languages,
    number,
    said,
    system_language,
    translated,
    use,
)
from formcheck.words.catalogue import _entries


def test_a_phrase_is_its_english_text_whatever_the_language() -> None:
    use("de")
    phrase = Phrase("outcome.repetitions", n=2)
    assert phrase == "2 repetitions"
    assert translated(phrase) == "2 Wiederholungen"


@pytest.mark.parametrize(
    ("code", "one", "two"),
    [
        ("en", "1 repetition", "2 repetitions"),
        ("nl", "1 herhaling", "2 herhalingen"),
        ("de", "1 Wiederholung", "2 Wiederholungen"),
    ],
)
def test_plurals(code: str, one: str, two: str) -> None:
    use(code)
    assert [said("outcome.repetitions", n=n) for n in (1, 2)] == [one, two]


def test_what_is_within_a_phrase_is_translated_too_and_numbers_have_a_comma() -> None:
    use("nl")
    held = Phrase("table.held", held=1.25)
    assert translated(Phrase("reason.no-good-second", message=held)).endswith("1,2 s in goede vorm")
    assert number(9.5, 1) == "9,5"


def test_many_values_are_joined() -> None:
    files = Phrase("run.wrote", files=("a.json", "b.csv"), folder="out")
    use("de")
    assert (str(files), translated(files)) == (
        "wrote a.json, b.csv to out",
        "a.json, b.csv nach out geschrieben",
    )


def test_text_of_a_spec_is_found_by_its_english_and_what_is_not_there_stays() -> None:
    use("de")
    assert translated("Pause at the top") == "Halt oben kurz inne"
    assert translated("Wiggle your ears") == "Wiggle your ears"


def test_a_phrase_can_be_copied_and_kept() -> None:
    phrase = Phrase("coach.count.one-more", number=9)
    for other in (copy.deepcopy(phrase), pickle.loads(pickle.dumps(phrase))):  # noqa: S301 - its own
        assert (other, other.key, other.values) == (phrase, phrase.key, phrase.values)


def test_a_key_that_is_nowhere_is_a_bug() -> None:
    with pytest.raises(KeyError):
        Phrase("coach.no-such-thing")


def test_a_language_that_is_not_there_is_english() -> None:
    use("de")
    use("xx")
    assert language() == "en"


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "nl_NL.UTF-8", "LC_ALL": "de_AT"}, "de"),
        ({"LANG": "en_GB", "LC_MESSAGES": "nl_BE@euro"}, "nl"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C.UTF-8"}, "c"),
        ({"LANG": "nl-NL"}, "nl"),
        ({}, ""),
    ],
)
def test_the_language_of_the_system(environment: dict[str, str], code: str) -> None:
    assert system_language(environment) == code


def test_a_line_that_is_none_of_a_catalogue_is_told() -> None:
    with pytest.raises(ValueError, match="no line of a catalogue: hello"):
        _entries('msgid "a"\nhello')


def test_a_text_may_go_over_several_lines() -> None:
    assert _entries('msgid "a"\nmsgstr ""\n"one "\n"two\\n"') == {"a": "one two\n"}


def test_sentences_that_are_joined_have_one_full_stop_each() -> None:
    joined = Phrase("coach.sum-up", sentences=("No good second", "Sit down.", "Rest"))
    assert joined == "No good second. Sit down. Rest"


@pytest.mark.parametrize("code", languages())
def test_to_hold_is_never_said_as_to_stop(code: str) -> None:
    """In German "Halt" is both; whoever hears it in a stretch would stop."""
    use(code)
    words = {said("coach.hold"), said("coach.tempo.hold")}
    assert words == {{"en": "Hold", "nl": "Houd vast", "de": "Halten"}[code]}
