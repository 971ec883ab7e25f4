"""Every text is in every language, with the same values in it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

import formcheck
from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.library import exercise_ids, load_exercise, specs_folder
from formcheck.plan.programme import Programme
from formcheck.programmes import load_programme, programme_ids, programmes_folder
from formcheck.trial import TestName, spec_of_test
from formcheck.words import languages
from formcheck.words.catalogue import _entries, read_catalogue

PACKAGE = Path(formcheck.__file__).parent
OTHERS = [code for code in languages() if code != "en"]


def catalogue(folder: Path, code: str) -> dict[str, str]:
    entries = _entries((folder / f"{code}.po").read_text("utf-8"))
    return {key: text for key, text in entries.items() if key}


ENGLISH = catalogue(PACKAGE / "words", "en")


def pattern(node: ast.AST) -> str:
    """What the key of an expression looks like: f"view.{code}" may be view.anything."""
    if isinstance(node, ast.JoinedStr):
        parts = [getattr(part, "value", "") for part in node.values]
        return "".join(re.escape(part) if isinstance(part, str) else "[a-z_-]+" for part in parts)
    return re.escape(str(getattr(node, "value", "")))


def nodes() -> Iterator[ast.AST]:
    for path in PACKAGE.rglob("*.py"):
        yield from ast.walk(ast.parse(path.read_text("utf-8")))


def keys_in(node: ast.expr) -> Iterator[str]:
    """The patterns of the keys that an expression can give."""
    if isinstance(node, ast.IfExp):
        yield from (*keys_in(node.body), *keys_in(node.orelse))
    elif isinstance(node, ast.Constant | ast.JoinedStr):
        yield pattern(node)


def texts_of(spec: ExerciseSpec) -> Iterator[str]:
    yield from (spec.name, spec.summary, spec.purpose, *spec.steps, spec.camera, *spec.stop)
    yield from (*spec.not_observable, spec.insertional_note, spec.dosage.text)
    for check in (*spec.checks, *spec.front_checks, *spec.insertional):
        yield from (check.how, check.message, check.met, check.counted_as)


def texts_in(programme: Programme) -> Iterator[str]:
    yield from (programme.name, programme.summary, programme.source, *programme.notes)
    for phase in programme.phases:
        yield from (phase.name, phase.entry, phase.unsure, phase.source)
        for dose in phase.exercises:
            yield from (dose.name, dose.how, dose.tempo, dose.load)
            yield from (dose.optional, dose.note, dose.source)


ALL = [*map(load_exercise, exercise_ids()), *map(spec_of_test, get_args(TestName))]
SPECS = {text for spec in ALL for text in texts_of(spec) if text}
PROGRAMMES = {text for id_ in programme_ids() for text in texts_in(load_programme(id_)) if text}


def holes(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_dutch_and_german_are_there() -> None:
    assert {"de", "nl"} <= set(OTHERS)


@pytest.mark.parametrize("code", OTHERS)
def test_every_key_is_in_every_language_and_none_is_empty(code: str) -> None:
    other = catalogue(PACKAGE / "words", code)
    assert set(other) == set(ENGLISH)
    assert not [key for key, text in other.items() if not all(text.split("\0"))]


@pytest.mark.parametrize("code", OTHERS)
def test_every_translation_has_the_values_of_the_english(code: str) -> None:
    other = catalogue(PACKAGE / "words", code)
    forms = {
        key: zip(text.split("\0"), other[key].split("\0"), strict=True)
        for key, text in ENGLISH.items()
    }
    wrong = [key for key, pairs in forms.items() if any(holes(a) != holes(b) for a, b in pairs)]
    assert not wrong


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize(
    ("folder", "texts"),
    [(specs_folder(), SPECS), (programmes_folder(), PROGRAMMES)],
    ids=["exercises", "programmes"],
)
def test_every_text_of_every_file_is_translated_and_no_other(
    folder: Path, texts: set[str], code: str
) -> None:
    other = catalogue(folder / "lang", code)
    missing = "\n\n".join(f'msgid "{text}"\nmsgstr ""' for text in texts - set(other))
    assert not missing
    assert set(other) == texts
    assert all(other.values())


@pytest.mark.parametrize("code", OTHERS)
def test_what_is_said_during_an_exercise_is_short_in_every_language(code: str) -> None:
    words = read_catalogue(specs_folder() / "lang" / f"{code}.po")
    checks = [check for spec in ALL for check in (*spec.checks, *spec.front_checks)]
    said = {words.gettext(text) for check in checks for text in (check.message, check.met) if text}
    assert not [text for text in said if len(text.split()) > 7]


def test_every_key_is_used() -> None:
    strings = map(pattern, (n for n in nodes() if isinstance(n, ast.Constant | ast.JoinedStr)))
    pages = "\n".join(path.read_text("utf-8") for path in PACKAGE.rglob("templates/*"))
    used = re.compile("|".join({key for key in strings if re.match(r"[a-z-]+\\\.", key)}))
    begun = re.findall(r"said\('([a-z.-]+)' ~", pages)  # what a value of the code completes
    values = {n.value for n in nodes() if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    pages += "".join(f"'{begin}{value}'" for begin in set(begun) for value in values)
    keys = [key.partition("\0")[0] for key in ENGLISH]
    assert not [key for key in keys if not used.fullmatch(key) and f"'{key}'" not in pages]


def test_every_key_that_is_used_is_there() -> None:
    keys = {key.partition("\0")[0] for key in ENGLISH}
    calls = (node for node in nodes() if isinstance(node, ast.Call))
    said = (call for call in calls if getattr(call.func, "id", "") in ("Phrase", "said"))
    patterns = {key for call in said for key in keys_in(call.args[0])}
    assert not [p for p in patterns if not any(re.fullmatch(p, key) for key in keys)]


@pytest.mark.parametrize("code", languages())
def test_every_answer_can_be_typed_and_told_from_the_others(code: str) -> None:
    words = catalogue(PACKAGE / "words", code)
    assert words["ask.yes"][0] != words["ask.no"][0]
    for question in ("ask.side.", "ask.where."):
        answers = [text for key, text in words.items() if key.startswith(question)]
        assert len({*answers}) == len(answers) > 1
        assert all(answer == answer.lower() for answer in answers)
