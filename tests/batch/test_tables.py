import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from formcheck.batch.job import Job
from formcheck.batch.run import one_by_one, prepared
from formcheck.batch.tables import jobs_again, write_tables
from formcheck.engine.values.facts import BodyFacts
from formcheck.errors import VideoError
from formcheck.run import analyze
from tests.batch.conftest import DATA, RAISE, STRETCH

JOBS = (
    Job("r.npz", DATA / f"{RAISE}.npz", RAISE, "left", BodyFacts(175)),
    Job("no.npz", DATA / "no.npz", RAISE),
    Job("s.npz", DATA / f"{STRETCH}.npz", STRETCH),
)


def tables(out: Path) -> dict[str, list[dict[str, object]]]:
    return {path.stem: pq.read_table(path).to_pylist() for path in out.glob("*.parquet")}


def test_every_value_of_the_reports_is_in_the_tables(out: Path) -> None:
    write_tables(out, one_by_one(JOBS, out))
    found = tables(out)
    raises = analyze(JOBS[0].path, RAISE, side="left", body=BodyFacts(175)).document
    stretch = analyze(JOBS[2].path, STRETCH).document
    assert [row["file"] for row in found["sessions"]] == ["r.npz", "no.npz", "s.npz"]
    assert [row["status"] for row in found["sessions"]] == ["done", "failed", "done"]
    first = found["sessions"][0]
    assert first["counts_full"] == raises["counts"]["full"] == 2
    assert first["source_size_px"] == raises["source"]["size_px"]
    assert first["summary_outcomes_left_up_s"] == raises["summary"]["outcomes"]["left"]["up_s"]
    assert first["summary_outcomes_right_up_s"] is None
    assert (first["job_height_cm"], first["job_side"]) == (175.0, "left")
    for name, rows in (("repetitions", raises["reps"]), ("holds", stretch["holds"])):
        assert len(rows) == len(found[name]) > 0
        for row, part in zip(found[name], rows, strict=True):
            plain = {key: part[key] for key in part.keys() - {"findings", "measures"}}
            assert row.items() >= plain.items()
    told = [row["message"] for row in found["findings"] if row["of"] == "session"]
    assert told == [each["message"] for doc in (raises, stretch) for each in doc["findings"]]
    of_second = [
        row for row in found["findings"] if (row["of"], row["of_number"]) == ("repetition", 2)
    ]
    assert [row["check"] for row in of_second] == [
        f["check"] for f in raises["reps"][1]["findings"]
    ]


def test_every_row_says_what_made_it(out: Path) -> None:
    write_tables(out, one_by_one(JOBS, out))
    for name, rows in tables(out).items():
        for row in rows:
            known = row.get("status") != "failed"
            assert (row["provenance_spec_sha256"] is not None) == known, name
            assert (row["looked_content_sha256"] is not None) == known, name


def test_files_tell_no_folder_of_this_machine(out: Path) -> None:
    write_tables(out, one_by_one(JOBS, out))
    (failed,) = [row for row in tables(out)["sessions"] if row["status"] == "failed"]
    assert failed["error"] == "there is no file no.npz: check the name and the folder"


def test_tables_are_read_by_a_program_that_has_loaded_nothing_else(out: Path) -> None:
    write_tables(out, one_by_one(JOBS, out))
    code = "import sys, pathlib; from formcheck.batch.tables import jobs_again; "
    code += "print(*(job.file for job in jobs_again(pathlib.Path(sys.argv[1]), None)))"
    command = [sys.executable, "-c", code, str(out)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["r.npz", "s.npz"]


def test_pain_at_the_heel_bone_is_known_again_and_was_not_told_before(out: Path) -> None:
    jobs = (replace(JOBS[0], insertional=True), JOBS[2])
    write_tables(out, one_by_one(jobs, out))
    assert [job.insertional for job in jobs_again(out, None)] == [True, False]
    table = pq.read_table(out / "sessions.parquet").drop_columns(["job_insertional"])
    pq.write_table(table, out / "sessions.parquet")
    assert [job.insertional for job in jobs_again(out, None)] == [False, False]


def test_numbers_in_place_of_texts_are_no_table_of_a_batch(out: Path) -> None:
    write_tables(out, one_by_one(JOBS, out))
    table = pq.read_table(out / "sessions.parquet")
    numbers = pa.array(range(table.num_rows))
    at = table.column_names.index("file")
    pq.write_table(table.set_column(at, "file", numbers), out / "sessions.parquet")
    with pytest.raises(VideoError, match="no table"):
        jobs_again(out, None)


def test_traces_are_judged_again_with_what_was_known(out: Path, tmp_path: Path, clip) -> None:
    jobs = (*JOBS, Job("clip.mp4", clip([0, 0.1, 0.2]), RAISE, model="full"))
    write_tables(out, one_by_one(jobs, out))
    (tmp_path / "clip.mp4").unlink()
    again = jobs_again(out, None)
    assert [job.file for job in again] == ["r.npz", "s.npz", "clip.mp4"]
    second = prepared(tmp_path / "again")
    write_tables(second, one_by_one(again, second))
    first = {
        name: [row for row in rows if row.get("status") != "failed"]
        for name, rows in tables(out).items()
    }
    others = tables(second)
    for row in (*first["sessions"], *others["sessions"]):
        del row["job_trace"]  # told from the folder of the tables
    assert others == first
    assert all(outcome.before for outcome in one_by_one(jobs_again(out, None), second))
    (all_as,) = {job.exercise for job in jobs_again(out, "deficit-calf-raise")}
    assert all_as == "deficit-calf-raise"


def test_what_is_no_batch_is_said(out: Path) -> None:
    with pytest.raises(VideoError, match="no file"):
        jobs_again(out, None)
    (out / "sessions.parquet").write_text("no table")
    with pytest.raises(VideoError, match="no table of this version"):
        jobs_again(out, None)


def test_a_table_that_would_fill_the_memory_is_not_unpacked(out: Path) -> None:
    """A few kilobytes that announce two gigabytes of text."""
    rows = 20_000
    once = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), ["x" * 100_000])
    table = pa.table({"status": ["done"] * rows, "job_asked": once})
    pq.write_table(table, out / "sessions.parquet", store_schema=False)
    assert (out / "sessions.parquet").stat().st_size < 20_000
    with pytest.raises(VideoError, match="no table of this version"):
        jobs_again(out, None)
    assert pa.default_memory_pool().max_memory() < 500e6


def test_a_batch_of_nothing_but_bad_files_has_tables(out: Path) -> None:
    write_tables(out, one_by_one(JOBS[1:2], out))
    assert {name: len(rows) for name, rows in tables(out).items()} == {
        "sessions": 1,
        "repetitions": 0,
        "holds": 0,
        "findings": 0,
    }
    with pytest.raises(VideoError, match="lists no videos"):
        jobs_again(out, None)
