"""What analyze is told about the person and the exercise.

Profile, pain-free range, recognition, front view.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from formcheck.cli import app
from formcheck.cli.profile import profile_of
from formcheck.errors import SpecError
from formcheck.library import exercise_ids, load_exercise
from formcheck.run import analyze

TRACE = next(Path(__file__).parents[1].joinpath("data").rglob("deficit-calf-raise*.npz"))


def analyzed(*options: str) -> dict[str, object]:
    result = CliRunner().invoke(app, ["analyze", str(TRACE), "--json", *options])
    assert result.exit_code == 0, result.output
    return dict(json.loads(result.stdout))


def test_the_exercise_is_recognised() -> None:
    assert analyzed("--exercise", "auto")["exercise"] == "deficit-calf-raise"


def test_heels_that_sink_below_the_step_are_told_only_with_pain_at_the_heel_bone() -> None:
    def messages(*options: str) -> set[str]:
        findings = analyzed("--exercise", "deficit-calf-raise", *options)["findings"]
        assert isinstance(findings, list)
        return {f["message"] for f in findings if f["check"] == "heels-below-step"}

    assert messages() == set()
    assert messages("--pain-free-range") == {"Stop when your feet are level"}


def test_a_profile_file_is_read_and_options_go_before_it(tmp_path: Path) -> None:
    file = tmp_path / "me.toml"
    file.write_text("insertional = true\nheight_cm = 170\n")
    person = profile_of(file, height_cm=180)
    assert person.insertional
    assert person.body.height_cm == 180


@pytest.mark.parametrize("text", ["insertional = 1", "height_cm = true", "shoe = 42", "not toml"])
def test_a_broken_profile_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "me.toml"
    file.write_text(text)
    with pytest.raises(SpecError, match=r"me\.toml"):
        profile_of(file)


def test_only_exercises_with_front_checks_have_a_front_view() -> None:
    fronts = {id_ for id_ in exercise_ids() if load_exercise(id_).front_checks}
    assert fronts == {"gastrocnemius-wall-stretch", "deficit-calf-raise", "single-leg-calf-raise"}
    with pytest.raises(SpecError, match="no front view"):
        load_exercise("calf-raise").seen_from_front()


def test_a_person_seen_from_the_side_is_not_judged_from_the_front() -> None:
    document = analyzed("--exercise", "deficit-calf-raise", "--view", "front")
    findings, view = document["findings"], document["view"]
    assert isinstance(findings, list)
    assert {f["level"] for f in findings} <= {"unknown"}
    assert "Turn until you face the camera" in view["problems"]  # type: ignore[index]


def test_every_command_that_judges_knows_pain_at_the_heel_bone() -> None:
    note = load_exercise("deficit-calf-raise").insertional_note
    counted = ["count", str(TRACE), "--exercise", "deficit-calf-raise"]
    with_pain = CliRunner().invoke(app, [*counted, "--pain-free-range"])
    assert note in with_pain.stderr
    assert note not in CliRunner().invoke(app, counted).stderr
    found = analyze(TRACE, "deficit-calf-raise", insertional=True).report.findings
    assert "Stop when your feet are level" in {f.message for f in found}
