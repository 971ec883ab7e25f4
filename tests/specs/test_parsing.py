"""Broken specs: every mistake at once, each with its key."""

import re

import pytest

from formcheck.engine.spec.reading import parse_spec
from formcheck.engine.spec.schema import json_schema
from formcheck.errors import SpecError
from formcheck.library import specs_folder

TEXT = (specs_folder() / "calf-raise.toml").read_text(encoding="utf-8")


def changed(*changes: tuple[str, str]) -> str:
    """The spec of the calf raise with some first occurrences replaced."""
    text = TEXT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def problems(text: str) -> tuple[str, ...]:
    with pytest.raises(SpecError) as caught:
        parse_spec(text, "mine.toml")
    assert all(line.startswith("mine.toml:") and "\n" not in line for line in caught.value.problems)
    return caught.value.problems


def keys(text: str) -> list[str]:
    return [problem.split(": ")[1] for problem in problems(text)]


def test_all_mistakes_come_at_once() -> None:
    text = changed(
        ("number = 12", "number = -1"),
        ('leg = "near"', 'leg = "third"'),
        ("max_s = 12", 'max_s = "long"'),
        ('message = "Slowly down"', 'message = ""'),
        ("bad_above = 15", 'bad_aboove = 15, bad_above = "x"'),
    )
    assert sorted(keys(text)) == sorted(
        [
            "number",
            "target.leg",
            "reps.max_s",
            "checks.7.message",
            "checks.5.rules.2.bad_above",
            "checks.5.rules.2.bad_aboove",
        ]
    )


def test_what_is_no_toml_gives_the_line() -> None:
    (problem,) = problems(changed(("number = 12", "number = = 12")))
    assert re.match(r"mine\.toml:3: .*mend the line", problem)


@pytest.mark.parametrize("change", ["x = 0000-99-99", f"x = {'9' * 5000}"])
def test_a_number_or_date_that_cannot_be_gives_the_line(change: str) -> None:
    (problem,) = problems(changed(("number = 12", f"number = 12\n{change}")))
    assert problem.startswith("mine.toml:4: ")


@pytest.mark.parametrize(
    "change",
    [
        f"number = {'9' * 5000}",
        "x = " + "[" * 5000,
        "x = " + "{a=" * 3000,
        "x.y = 1\nx = 2",
        "x = '\0'",
        "x = 0000-99-99",
    ],
)
def test_what_breaks_the_parser_is_told_in_one_line(change: str) -> None:
    (problem,) = problems(f"{change}\n")
    assert "mend the line" in problem or "make it flatter" in problem


def test_the_hash_is_that_of_the_text() -> None:
    one, two = parse_spec(TEXT, "a.toml"), parse_spec(TEXT + "\n# a note\n", "b.toml")
    assert one.sha256 == parse_spec(TEXT, "c.toml").sha256
    assert one.sha256 != two.sha256


def test_a_spec_cannot_be_changed() -> None:
    with pytest.raises(Exception, match="frozen"):
        parse_spec(TEXT, "mine.toml").number = 3


def test_the_schema_for_editors_knows_the_keys() -> None:
    schema = json_schema()
    assert {"schema", "id", "kind", "checks"} <= schema["properties"].keys()
    assert "sha256" not in schema["properties"]
    assert schema["additionalProperties"] is False


def test_a_metronome_that_is_faster_than_a_check_allows_is_a_mistake() -> None:
    (problem,) = problems(changed(('word = "hold", s = 1', 'word = "hold", s = 0.3')))
    assert "takes 0.3 s, pause-at-top asks for 0.5" in problem
    assert "slow-lowering" in problems(changed(('"down", s = 3', '"down", s = 0.9')))[0]
