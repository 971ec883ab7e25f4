"""Broken specs: every mistake at once, each with its key."""

import re

import pytest

from formcheck.engine.spec.exercise import json_schema, parse_spec
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
    assert all(
        line.startswith("mine.toml: ") and "\n" not in line for line in caught.value.problems
    )
    return caught.value.problems


def keys(text: str) -> list[str]:
    return [problem.split(": ")[1] for problem in problems(text)]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('kind = "reps"', 'kind = "jumps"', "kind"),
        ('kind = "reps"', 'kind = "hold"', "(whole file)"),
        ("schema = 1", "schema = 2", "schema"),
        ('id = "calf-raise"', 'id = "Calf Raise"', "id"),
        ("number = 12", 'number = "twelve"', "number"),
        ("number = 12", "number = 0", "number"),
        ('plane = "side"', 'plane = "above"', "view.plane"),
        ('needs = ["nose"', 'needs = ["tail"', "view.needs.1"),
        ('leg = "near"', 'leg = "third"', "target.leg"),
        ("min_s = 0.5", "min_s = -1", "reps.min_s"),
        ("ignore_below = 0.12", "ignore_below = 0", "reps.ignore_below"),
        ("sets = 3", "sets = 0", "dosage.sets"),
        ("reps = 10\n", "", "(whole file)"),
        ('id = "full-height"', 'id = "knee-straight"', "(whole file)"),
        ('signal = "peak"', 'signal = "summit"', "checks.1.rules.1.signal"),
        ('signal = "target.heel_rise_ratio"', 'signal = "target.nonsense"', "reps.signal"),
        (
            'signal = "target.heel_rise_ratio"',
            'signal = "target.trunk_inclination_deg"',
            "reps.signal",
        ),
        (
            'signal = "target.heel_rise_ratio"',
            'signal = "target.target.heel_rise_ratio"',
            "reps.signal",
        ),
        ('signal = "target.heel_rise_ratio"', 'signal = "peak"', "reps.signal"),
        (
            'signal = "trunk_inclination_deg"',
            'signal = "their.knee_flexion_deg"',
            "checks.6.rules.2.signal",
        ),
        ("lift_ratio = 0.8", "lift_ratio = nan", "reps.lift_ratio"),
        ("ignore_below = 0.12", "ignore_below = inf", "reps.ignore_below"),
        ("bad_below = 0.18", "bad_below = -inf", "checks.1.rules.1.bad_below"),
        (
            "bad_below = 0.18",
            "bad_below = 1, when_above = { lift = 1 }",
            "checks.1.rules.1.when_above.lift.[key]",
        ),
        (
            "bad_below = 0.18",
            "bad_below = 1, when_above = { wrist_reach_ratio = nan }",
            "checks.1.rules.1.when_above.wrist_reach_ratio",
        ),
        ('angle = ["knee", "hip", "ankle"]', 'angle = ["foo", "bar"]', "checks.3.angle"),
        (
            'angle = ["knee", "hip", "ankle"]',
            'angle = ["shoulder", "hip", "knee"]',
            "checks.3.angle",
        ),
        ('angle = ["knee", "hip", "ankle"]', 'angle = ["knee"]', "checks.3.angle"),
        ("number = 12", f"number = 0x{'f' * 5000}", "number"),
        ("bad_below = 0.18", f"bad_below = 0x{'f' * 5000}", "checks.1.rules.1.bad_below"),
        ("bad_below = 0.18,", "", "checks.1.rules.1"),
        ("counts = true", "count = true", "checks.1.count"),
        ("[target]", "[target]\nleeg = 1", "target.leeg"),
    ],
)
def test_one_mistake_is_named_by_its_key(old: str, new: str, key: str) -> None:
    assert keys(changed((old, new))) == [key]


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
            "checks.5.message",
            "checks.3.rules.2.bad_above",
            "checks.3.rules.2.bad_aboove",
        ]
    )


def test_a_missing_part_is_named() -> None:
    text = TEXT[: TEXT.index("[dosage]")] + TEXT[TEXT.index("[[sources]]") :]
    assert keys(text) == ["dosage"]


def test_an_unknown_signal_says_which_are_known() -> None:
    (problem,) = problems(
        changed(('signal = "target.knee_flexion_deg"', 'signal = "target.knee_bend"'))
    )
    assert "target.knee_bend" in problem
    assert "knee_flexion_deg" in problem


def test_a_check_that_is_there_twice_is_named() -> None:
    (problem,) = problems(changed(('id = "full-height"', 'id = "knee-straight"')))
    assert "knee-straight" in problem


def test_what_is_no_toml_gives_the_line() -> None:
    (problem,) = problems(changed(("number = 12", "number = = 12")))
    assert re.search(r"line 3\b", problem)


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
    assert "tempo.top has 0.3 s, pause-at-top asks 0.5" in problem
    assert "slow-lowering" in problems(changed(('"down", s = 3', '"down", s = 0.9')))[0]
