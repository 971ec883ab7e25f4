import shutil
from pathlib import Path

import pytest

from formcheck.batch import listing
from formcheck.batch.job import Job
from formcheck.batch.listing import asked_for, listed
from formcheck.batch.run import prepared
from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.values.facts import BodyFacts
from formcheck.errors import SpecError, VideoError
from formcheck.library import load_exercise, specs_folder
from tests.batch.conftest import RAISE, STRETCH, Manifest


def test_a_folder_gives_its_recordings_but_not_results(recordings: Path) -> None:
    (recordings / "notes.txt").write_text("x")
    (recordings / "a.formcheck").mkdir()
    (recordings / "a.formcheck" / "annotated.mp4").write_text("x")
    (prepared(recordings / "out") / "traces" / "old.npz").write_text("x")
    jobs = listed(recordings, RAISE)
    assert [job.file for job in jobs] == ["Küche/b.NPZ", "a b.npz", "broken.npz"]
    assert all(job.path == recordings / job.file for job in jobs)
    assert {job.exercise for job in jobs} == {RAISE}


def test_a_folder_needs_an_exercise_and_recordings(recordings: Path, tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="--exercise ID"):
        listed(recordings, None)
    (tmp_path / "empty").mkdir()
    with pytest.raises(VideoError, match="lists no videos"):
        listed(tmp_path / "empty", RAISE)
    with pytest.raises(VideoError, match="neither a folder nor a manifest"):
        listed(tmp_path / "missing", RAISE)


def test_lines_of_a_manifest_say_what_is_known(manifest: Manifest, tmp_path: Path) -> None:
    shutil.copy(specs_folder() / f"{STRETCH}.toml", tmp_path)
    source = manifest(
        "path,exercise,side,height_cm\n"
        f"a.mp4,{STRETCH}.toml,left,172.5\n\n"
        '"b, c.mp4",auto,AUTO,\n'
        "/d.mp4,,,\n"
    )
    assert listed(source, RAISE, "full") == (
        Job(
            "a.mp4",
            tmp_path / "a.mp4",
            str(tmp_path / f"{STRETCH}.toml"),
            "left",
            BodyFacts(172.5),
            "full",
        ),
        Job("b, c.mp4", tmp_path / "b, c.mp4", "auto", model="full"),
        Job("/d.mp4", Path("/d.mp4"), RAISE, model="full"),
    )


def test_a_manifest_says_who_has_pain_at_the_heel_bone(manifest: Manifest) -> None:
    source = manifest("path,insertional\na.mp4,yes\nb.mp4,No\nc.mp4,\n")
    assert [job.insertional for job in listed(source, RAISE)] == [True, False, False]
    with pytest.raises(SpecError) as caught:
        listed(manifest("path,insertional\na.mp4,maybe\n"), RAISE)
    assert "yes, no or empty" in caught.value.problems[0]


def test_all_wrong_lines_are_told_at_once(manifest: Manifest) -> None:
    lines = [
        "path,exercise,side,height_cm",
        f"good.mp4,{RAISE},,",
        f",{RAISE},,",
        "a.mp4,calf-rise,,",
        f"b.mp4,{RAISE},middle,",
        f"c.mp4,{RAISE},,tall",
        f"d.mp4,{RAISE},,17",
        f"e.mp4,{RAISE}",
        f"f.mp4,{RAISE},,,,",
        "g.mp4,,,",
        f"good.mp4,{RAISE},auto,",
        f"h.mp4,{RAISE},,nan",
    ]
    with pytest.raises(SpecError) as caught:
        listed(manifest("\n".join(lines)), None)
    problems = caught.value.problems
    assert [problem.split(":")[0] for problem in problems] == [f"line {n}" for n in range(3, 13)]
    said = ("name the video", "did you mean 'calf-raise'", "'middle'", "'tall'", "100 to 230")
    said += ("not as many cells",) * 2 + ("no exercise", "same as line 2", "100 to 230")
    assert all(word in problem for word, problem in zip(said, problems, strict=True))


def test_of_many_wrong_lines_the_first_are_told_and_all_counted(manifest: Manifest) -> None:
    with pytest.raises(SpecError, match="2000 line") as caught:
        listed(manifest("path\n" + ",\n" * 2000), RAISE)
    assert len(caught.value.problems) == 100


def test_a_wrong_exercise_is_looked_up_once(
    manifest: Manifest, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up: list[str] = []

    def counted(name: str) -> ExerciseSpec:
        looked_up.append(name)
        return load_exercise(name)

    monkeypatch.setattr(listing, "load_exercise", counted)
    with pytest.raises(SpecError, match="50 line") as caught:
        listed(manifest("path,exercise\n" + "a,calf-rise\n" * 50), None)
    assert looked_up == ["calf-rise"]
    assert all("did you mean 'calf-raise'" in problem for problem in caught.value.problems)


def test_a_manifest_with_too_many_lines_is_refused(
    manifest: Manifest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "_MOST_LINES", 3)
    assert len(listed(manifest("path\na\nb\n"), RAISE)) == 2
    with pytest.raises(SpecError, match="several manifests"):
        listed(manifest("path\na\nb\nc\n"), RAISE)
    with pytest.raises(SpecError, match="several manifests"):
        listed(manifest("path" + "\r" * 4), RAISE)


def test_a_cell_in_quotes_may_hold_what_ends_lines_elsewhere(manifest: Manifest) -> None:
    (job,) = listed(manifest('path\n"a\u2028b.mp4"\n'), RAISE)
    assert job.file == "a\u2028b.mp4"


@pytest.mark.parametrize("head", ["exercise", "path,exercize", "", '"path'])
def test_columns_that_no_manifest_has_are_refused(manifest: Manifest, head: str) -> None:
    with pytest.raises((SpecError, VideoError)) as caught:
        listed(manifest(f"{head}\n"), RAISE)
    assert "\n" not in caught.value.message


def test_a_spec_file_is_known_by_its_full_name(tmp_path: Path, monkeypatch) -> None:
    shutil.copy(specs_folder() / f"{RAISE}.toml", tmp_path)
    monkeypatch.chdir(tmp_path)
    assert asked_for(f"{RAISE}.toml") == str(tmp_path / f"{RAISE}.toml")
    assert (asked_for(RAISE), asked_for("auto"), asked_for(None)) == (RAISE, "auto", None)
    with pytest.raises(SpecError, match="unknown exercise"):
        asked_for("calf")
