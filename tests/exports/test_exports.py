"""What `export` writes is read back by the libraries that others read it with."""

import csv
import json
from pathlib import Path

import ezc3d
import numpy as np
import pytest
from fhir.resources.R4B.bundle import Bundle
from pyarrow import parquet

from formcheck.engine.values.facts import BodyFacts
from formcheck.errors import FormcheckError, OutputError, SpecError, VideoError
from formcheck.export import FORMATS, export
from formcheck.exports.motion import markers_of, scale_of
from formcheck.media.pose.traces import read_trace
from formcheck.reports.schema.corrections import CorrectedHold, CorrectedRep
from formcheck.results import correct
from formcheck.run import analyze

DATA = Path(__file__).parents[1] / "data"
TRACE = DATA / "calf-raise.npz"
FOOT = BodyFacts(foot_cm=26.0)


@pytest.fixture
def trace(tmp_path: Path) -> Path:
    """A recording with gaps: nobody in some pictures, the last point missing in one."""
    arrays = dict(np.load(TRACE))
    arrays["xy_px"][3:9] = np.nan
    arrays["xy_px"][20, -1] = np.nan
    np.savez(tmp_path / "raise.npz", **arrays)
    return tmp_path / "raise.npz"


def expected(trace: Path, body: BodyFacts = FOOT) -> dict[str, np.ndarray]:
    poses = read_trace(trace).poses
    foot_cm = body.foot_length_cm
    return markers_of(poses, scale_of(poses, None if foot_cm is None else 10 * foot_cm))


def test_trc_has_a_row_a_picture_and_the_points_to_a_tenth_of_a_millimetre(trace: Path) -> None:
    lines = export(trace, "trc", body=FOOT).read_text().splitlines()
    assert lines[0] == "PathFileType\t4\t(X/Y/Z)\traise.npz (by the foot length of the person)"
    assert dict(zip(lines[1].split("\t"), lines[2].split("\t"), strict=True))["Units"] == "mm"
    names = lines[3].split("\t")[2::3]
    rows = np.array([[float(cell) for cell in line.split("\t")] for line in lines[6:]])
    assert rows.shape == (len(read_trace(trace).time_s), 2 + 3 * len(names))
    for number, name in enumerate(names):
        x_y = rows[:, 2 + 3 * number : 4 + 3 * number]
        np.testing.assert_allclose(x_y, expected(trace)[name], atol=0.1)
    assert np.isnan(rows[3:9, 2:]).all()
    assert np.isnan(rows[20, -1])


def test_a_foot_of_26_cm_is_260_mm_long_and_heads_are_up(trace: Path) -> None:
    points = expected(trace)
    foot = points["left_foot_index"] - points["left_heel"]
    assert np.nanmedian(np.hypot(*foot.T)) == pytest.approx(260, rel=0.1)
    assert np.nanmedian(points["nose"][:, 1] - points["left_ankle"][:, 1]) > 1300


def test_without_size_the_scale_is_said_to_be_estimated(trace: Path) -> None:
    assert "scale estimated" in export(trace, "trc").read_text().splitlines()[0]
    assert "scale estimated" in export(trace, "csv").read_text().splitlines()[1]
    poses = read_trace(trace).poses
    by_model, by_foot = scale_of(poses, None), scale_of(poses, 260.0)
    assert by_model.estimated
    assert not by_foot.estimated
    assert by_model.mm_per_px == pytest.approx(by_foot.mm_per_px, rel=0.25)


def test_mot_has_the_angles_under_the_names_of_opensim(trace: Path) -> None:
    text = export(trace, "mot", exercise="calf-raise").read_text()
    head, body = text.split("endheader\n")
    assert "inDegrees=yes" in head
    columns, *rows = (line.split("\t") for line in body.splitlines())
    assert f"nColumns={len(columns)}" in head
    assert f"nRows={len(rows)}" in head
    assert {"time", "knee_angle_l", "ankle_angle_r", "hip_flexion_l"} <= set(columns)
    knee = np.array([float(row[columns.index("knee_angle_l")]) for row in rows])
    assert abs(np.nanmedian(knee)) < 15  # raises with straight knees


def test_c3d_is_read_by_ezc3d(trace: Path) -> None:
    read = ezc3d.c3d(str(export(trace, "c3d", body=FOOT)))
    points, labels = read["data"]["points"], read["parameters"]["POINT"]["LABELS"]["value"]
    assert read["parameters"]["POINT"]["UNITS"]["value"] == ["mm"]
    assert read["parameters"]["FORMCHECK"]["SCALE"]["value"] == ["by the foot length of the person"]
    heel = points[:2, labels.index("left_heel")].T
    np.testing.assert_allclose(heel, expected(trace)["left_heel"], atol=0.1)
    assert np.isnan(points[0, 0, 3:9]).all()


def test_parquet_and_csv_have_the_same_table(trace: Path) -> None:
    columns = parquet.read_table(export(trace, "parquet", exercise="calf-raise", body=FOOT))
    with export(trace, "csv", exercise="calf-raise", body=FOOT).open(newline="") as file:
        rows = list(csv.DictReader(file))
    for name in columns.column_names:
        one = np.array([np.nan if v is None else v for v in columns[name].to_pylist()], float)
        other = np.array([float(row[name] or "nan") for row in rows])
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-4)
    about = json.loads(columns.schema.metadata[b"formcheck"])
    assert about["scale"] == "by the foot length of the person"
    assert about["exercise"] == "calf-raise"


@pytest.mark.parametrize("exercise", ["calf-raise", "soleus-wall-stretch"])
def test_fhir_is_a_bundle_of_r4_and_counts_as_the_report_does(trace: Path, exercise: str) -> None:
    text = export(trace, "fhir", exercise=exercise).read_text()
    bundle = Bundle.model_validate_json(text)
    found = [entry.resource for entry in bundle.entry]
    assert found[0].code.coding[0].code == "73985-4"
    assert len(found[0].hasMember) == len(found) - 1
    values = {each.code.text: each.valueQuantity.value for each in found[1:]}
    report = analyze(trace, exercise).report
    if report.kind == "reps":
        assert values["Repetitions over the full range"] == report.counts.full
    else:
        held_s = sum(hold.held_s for hold in report.holds)
        assert float(values["Time held in good form"]) == pytest.approx(held_s, abs=0.001)


def test_corrections_by_hand_stand_beside_what_was_judged(tmp_path: Path) -> None:
    session = tmp_path / "session"
    report = analyze(DATA / "calf-raise.npz", "calf-raise", out=session).report
    judged = export(session, "fhir").read_text()
    assert "by hand" not in judged
    number = next(rep.number for rep in report.reps if rep.verdict == "full")
    correct(session, CorrectedRep(rep=number, counted=False, note="hands pulled"))
    bundle = Bundle.model_validate_json(export(session, "fhir").read_text())
    found = [entry.resource for entry in bundle.entry]
    values = {each.code.text: each.valueQuantity.value for each in found[1:]}
    assert values["Repetitions over the full range"] == report.counts.full
    by_hand = values["Repetitions over the full range, corrected by hand"]
    assert by_hand == report.counts.full - 1
    said = f"By hand, repetition {number}: does not count; hands pulled"
    assert found[0].note[1].text == said
    with export(session, "csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["rep"] == str(number)]
    assert {(row["rep_full"], row["rep_full_by_hand"]) for row in rows} == {("1", "0")}
    about = json.loads(parquet.read_schema(export(session, "parquet")).metadata[b"formcheck"])
    assert [each["note"] for each in about["corrections"]] == ["hands pulled"]


def test_the_seconds_of_a_hold_by_hand_stand_beside_the_judged_ones(tmp_path: Path) -> None:
    exercise, session = "gastrocnemius-wall-stretch", tmp_path / "session"
    (hold, *rest) = analyze(DATA / f"{exercise}.npz", exercise, out=session).report.holds
    correct(session, CorrectedHold(hold=hold.number, counted=False))
    bundle = Bundle.model_validate_json(export(session, "fhir").read_text())
    found = [entry.resource for entry in bundle.entry]
    values = {each.code.text: each.valueQuantity.value for each in found[1:]}
    others_s = sum(each.held_s for each in rest)
    assert float(values["Time held in good form"]) == pytest.approx(
        hold.held_s + others_s, abs=0.01
    )
    by_hand_s = float(values["Time held in good form, corrected by hand"])
    assert by_hand_s == pytest.approx(others_s, abs=0.01)
    assert found[0].note[1].text == f"By hand, hold {hold.number}: does not count"
    with export(session, "csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["hold"] == str(hold.number)]
    ((judged, by_hand),) = {(row["hold_held_s"], row["hold_held_s_by_hand"]) for row in rows}
    assert (float(judged), by_hand) == (pytest.approx(hold.held_s, abs=0.01), "0")


def test_the_same_session_gives_the_same_bytes(trace: Path) -> None:
    for name in FORMATS.keys() - {"c3d", "parquet"}:
        first = export(trace, name, exercise="calf-raise").read_bytes()
        assert export(trace, name, exercise="calf-raise").read_bytes() == first


@pytest.mark.parametrize(
    ("to", "message"),
    [("mot", "--exercise"), ("fhir", "--exercise"), ("xlsx", "choose one of trc")],
)
def test_what_cannot_be_is_said_and_nothing_is_left(trace: Path, to: str, message: str) -> None:
    with pytest.raises(OutputError, match=message):
        export(trace, to)
    assert [path.name for path in trace.parent.iterdir()] == ["raise.npz"]


def test_a_folder_is_a_session_when_landmarks_are_in_it(trace: Path, tmp_path: Path) -> None:
    folder = tmp_path / "results"
    folder.mkdir()
    with pytest.raises(VideoError, match="analyse the video again"):
        export(folder, "trc")
    trace.rename(folder / "landmarks.npz")
    (folder / "report.json").write_text('{"exercise": "calf-raise"}')
    assert export(folder, "mot").name == "motion.mot"
    (folder / "report.json").write_text("[]")
    with pytest.raises(SpecError, match="is no report"):
        export(folder, "mot")


def test_the_landmarks_are_never_written_over(trace: Path) -> None:
    before = trace.read_bytes()
    with pytest.raises(FormcheckError, match="would be lost"):
        export(trace, "csv", out=trace)
    assert trace.read_bytes() == before
