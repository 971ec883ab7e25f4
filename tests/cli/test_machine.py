import pytest

from formcheck.media.pose import models


def test_version_and_help(cli) -> None:
    assert cli("--version").out == "formcheck 0.1.0\n"
    listed = cli("--help")
    assert listed.code == 0
    for command in (
        "analyze",
        "count",
        "record",
        "list",
        "show",
        "validate",
        "schema",
        "doctor",
        "models",
    ):
        assert f"  {command} " in listed.out


def test_wrong_usage_exits_with_2_and_keeps_standard_output_clean(cli) -> None:
    wrong = cli("analyse", "clip.mp4")
    assert wrong.code == 2
    assert wrong.out == ""
    assert "Did you mean 'analyze'?" in wrong.err


def test_models_list_says_how_to_get_a_missing_one(cli, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr(models, "fetched_dir", lambda: tmp_path)
    listed = cli("models", "list")
    assert listed.code == 0
    assert "4eaa5eb7a9836522" in listed.out
    assert "formcheck models fetch lite" in " ".join(listed.out.split())


def test_unknown_model_to_fetch(cli) -> None:
    wrong = cli("models", "fetch", "huge")
    assert wrong.code == 1
    assert wrong.err.startswith("formcheck: there is no pose model 'huge'")
    assert wrong.err.count("\n") == 1


def test_doctor_tells_what_works(cli, monkeypatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    healthy = cli("doctor")
    assert healthy.code == 0
    for word in ("mediapipe 0.10.31", "✓  model heavy", "✓  video encoder", "!  display", "camera"):
        assert word in healthy.out


def test_doctor_fails_without_a_model(cli, monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(models, "BUNDLED_DIR", tmp_path)
    monkeypatch.setattr(models, "fetched_dir", lambda: tmp_path)
    (tmp_path / "pose_landmarker_full.task").write_bytes(b"not a model")
    ill = cli("doctor")
    assert ill.code == 1
    assert "✗  model heavy" in ill.out
    assert "formcheck models fetch full" in " ".join(ill.out.split())
    assert "essential" in ill.err


@pytest.mark.parametrize("args", [("list",), ("validate",), ("schema",)])
def test_commands_about_specs_work(cli, args) -> None:
    done = cli(*args)
    assert done.code == 0
    assert done.err == ""
    assert done.out
