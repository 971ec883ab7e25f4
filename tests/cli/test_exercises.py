import json
from pathlib import Path

import pytest

from formcheck.engine.spec.signals import SIGNALS
from formcheck.library import exercise_ids, specs_folder
from formcheck.programmes import programme_ids
from formcheck.reports.signals import markdown


def test_list_names_every_exercise(cli) -> None:
    listed = cli("list")
    assert listed.code == 0
    assert all(name in listed.out for name in exercise_ids())


def test_show_is_a_page_to_follow(cli) -> None:
    shown = cli("show", "single-leg-calf-raise")
    assert shown.code == 0
    for title in ("How to do it", "How much", "Camera", "What is checked", "Stop when", "Sources"):
        assert title in shown.out
    assert "not medical advice" in " ".join(shown.out.split())


def test_show_unknown_names_the_nearest(cli) -> None:
    wrong = cli("show", "single-calf-raise")
    assert wrong.code == 1
    assert (
        wrong.err
        == "formcheck: unknown exercise 'single-calf-raise'; did you mean 'single-leg-calf-raise'?\n"
    )


def test_validate_accepts_what_is_shipped(cli) -> None:
    assert cli("validate").out == f"{len(exercise_ids()) + len(programme_ids())} specs are valid\n"


def test_validate_reports_every_mistake_of_every_file(cli, tmp_path: Path) -> None:
    text = (specs_folder() / "calf-raise.toml").read_text(encoding="utf-8")
    (tmp_path / "calf-raise.toml").write_text(
        'surprise = "yes"\n' + text.replace('kind = "reps"', 'kind = "rep"')
    )
    (tmp_path / "other.toml").write_text("this is not TOML")
    found = cli(
        "validate", tmp_path / "calf-raise.toml", tmp_path / "other.toml", tmp_path / "missing.toml"
    )
    assert found.code == 1
    assert "calf-raise.toml:7: kind:" in found.out
    assert "calf-raise.toml:1: surprise:" in found.out
    assert "other.toml: not valid TOML" in found.out
    assert "there is no file" in found.out
    assert found.err == "formcheck: 3 of 3 specs are broken\n"


def test_schema_is_a_json_schema(cli) -> None:
    schema = json.loads(cli("schema").out)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert "checks" in schema["required"]


@pytest.mark.parametrize(
    ("of", "holds"), [("--test", "heel-rise"), ("--corrections", "report_sha256")]
)
def test_tests_and_corrections_have_one_each(cli, of: str, holds: str) -> None:
    schema = json.loads(cli("schema", of).out)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert holds in json.dumps(schema)
    assert "description" in json.dumps(schema)
    assert cli("schema", of, "--report").code == 2


def test_the_schema_of_reports_is_one_too(cli) -> None:
    schema = json.loads(cli("schema", "--report").out)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert {"reps", "holds", "findings", "summary"} <= set(schema["required"])


def test_signals_are_listed_with_unit_zero_sign_and_view(cli) -> None:
    listed = cli("signals")
    assert listed.code == 0
    for name, signal in SIGNALS.items():
        (line,) = [line for line in listed.out.splitlines() if line.startswith(f"{name} ")]
        assert f" {signal.unit} " in line
        assert line.rstrip().endswith(f" {signal.plane}")
    words = " ".join(listed.out.split())
    assert "is 0 when" in words
    assert "the knee bends" in words


def test_the_page_of_signals_is_printed(cli) -> None:
    assert cli("signals", "--markdown").out == markdown()
