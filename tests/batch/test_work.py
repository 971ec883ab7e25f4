import json
from dataclasses import replace
from pathlib import Path

import pytest

from formcheck.batch.job import Job
from formcheck.batch.work import PARTS, TRACES, done
from formcheck.engine.values.facts import BodyFacts
from formcheck.library import load_exercise
from formcheck.run import analyze
from tests.batch.conftest import DATA, RAISE, STRETCH

LOOKED = Job("x/raise.npz", DATA / f"{RAISE}.npz", RAISE)


def files(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}


def test_the_result_is_that_of_analyze(out: Path) -> None:
    outcome = done(LOOKED, out)
    assert outcome.brief == {"kind": "reps", "full": 2, "partial": 2, "uncertain": 0, "held_s": 0}
    document = json.loads((out / PARTS / str(outcome.part)).read_text())
    assert document.pop("job")["file"] == "x/raise.npz"
    assert len(document.pop("looked")["content_sha256"]) == 64
    assert document == analyze(LOOKED.path, RAISE).document


def test_what_was_done_is_not_done_again(out: Path) -> None:
    first = done(LOOKED, out)
    before = files(out / PARTS)
    again = done(LOOKED, out)
    assert (first.before, again.before) == (False, True)
    assert (again.part, again.brief) == (first.part, first.brief)
    assert files(out / PARTS) == before


@pytest.mark.parametrize(
    "change",
    [
        {"side": "left"},
        {"body": BodyFacts(height_cm=180)},
        {"exercise": "single-leg-calf-raise"},
        {"file": "y/raise.npz"},
        {"insertional": True},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_counts_for_the_result_makes_it_anew(out: Path, change: dict[str, object]) -> None:
    first = done(LOOKED, out)
    other = done(replace(LOOKED, **change), out)
    assert not other.before
    assert other.part != first.part


def test_a_changed_rule_and_changed_content_make_it_anew(out: Path, tmp_path: Path) -> None:
    spec, trace = tmp_path / f"{RAISE}.toml", tmp_path / "raise.npz"
    spec.write_text((load := DATA.parents[1] / "exercise_specs" / f"{RAISE}.toml").read_text())
    assert load.exists()
    trace.write_bytes(LOOKED.path.read_bytes())
    job = Job("raise.npz", trace, str(spec))
    parts = {done(job, out).part}
    spec.write_text(spec.read_text() + "\n# another rule\n")
    parts.add(done(job, out).part)
    trace.write_bytes((DATA / "deficit-calf-raise.npz").read_bytes())
    parts.add(done(job, out).part)
    assert len(parts) == 3


def test_pictures_are_looked_at_once(clip, out: Path) -> None:
    video = clip([0, 0.1, 0.2])
    job = Job("clip.mp4", video, RAISE, model="full")
    first = done(job, out)
    traces = files(out / TRACES)
    assert sorted(Path(name).suffix for name in traces) == [".json", ".npz"]
    other = done(replace(job, exercise=STRETCH), out)
    assert other.part not in (None, first.part)
    assert files(out / TRACES) == traces
    document = json.loads((out / PARTS / str(first.part)).read_text())
    assert document.pop("job")["trace"].startswith(f"{TRACES}/clip-")
    assert document.pop("looked")["complete"] is True
    assert document == analyze(video, RAISE, model="full").document


def test_a_look_that_was_cut_off_is_taken_again(clip, out: Path) -> None:
    job = Job("clip.mp4", clip([0, 0.1]), RAISE, model="full")
    done(job, out)
    next((out / TRACES).glob("*.json")).unlink()
    next((out / PARTS).iterdir()).unlink()
    assert not done(job, out).before
    assert len(list((out / TRACES).glob("*.json"))) == 1


def test_the_exercise_is_recognised(out: Path) -> None:
    job = Job("a.npz", DATA / "deficit-calf-raise.npz", "auto")
    document = json.loads((out / PARTS / str(done(job, out).part)).read_text())
    spec = load_exercise("deficit-calf-raise")
    assert (document["exercise"], document["job"]["asked"]) == (spec.id, "auto")
    assert document["provenance"]["spec_sha256"] == spec.sha256
    assert done(job, out).before


@pytest.mark.parametrize("name", ["missing.mp4", "empty.mp4", "text.mp4", "cut.npz", "folder.mp4"])
def test_a_bad_file_is_told_and_leaves_nothing(out: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "empty.mp4").touch()
    (tmp_path / "text.mp4").write_text("no video")
    (tmp_path / "cut.npz").write_bytes(LOOKED.path.read_bytes()[:1000])
    (tmp_path / "folder.mp4").mkdir()
    outcome = done(Job(name, tmp_path / name, RAISE), out)
    assert outcome.part is None
    assert name in str(outcome.why)
    assert not [*files(out / PARTS), *files(out / TRACES)]
