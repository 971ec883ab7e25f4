import json
import math

import numpy as np
import pytest

from formcheck.engine.values.report import Counts, Finding, Hold, Rep, Report, View
from formcheck.engine.values.results import Results, SideResult
from formcheck.errors import OutputError
from formcheck.reports.document import Provenance, Source, report_dict, report_json, write_json

BENT = Finding(
    "knee-straight", "bad", 1.5, 3.25, 24.04, "deg", (None, 20.0), "Keep your knee straight"
)
UNSEEN = Finding(
    "other-foot-up", "unknown", 0.0, 9.0, None, "ratio", (0.1, None), "Lift the other foot"
)
REP = Rep(
    1,
    "left",
    1.9,
    3.0,
    5.1,
    1.1,
    0.6,
    1.5,
    "full",
    0.34567,
    math.nan,
    (BENT,),
    {"height_fraction": 0.9},
)
REPORT = Report(
    exercise="single-leg-calf-raise",
    kind="reps",
    view=View("usable", "left", None, ("feet out of the picture",)),
    counts=Counts(full=1),
    reps=(REP,),
    holds=(Hold(1, "right", 2.0, 14.0, 9.5, 2.5, (BENT,)),),
    findings=(BENT, UNSEEN),
    not_observable=("feet pointing straight ahead",),
    frames=428,
    frames_with_person=427,
    duration_s=21.4,
    size_px=(640, 480),
    summary=Results(sides={"left": SideResult(1, 0, 0, np.float64(-0.0001), None, 0)}),
)
SOURCE = Source("clip.mp4", (640, 480))
PROVENANCE = Provenance("0.1.0", "ab")


def test_shape_is_that_of_the_contract() -> None:
    document = report_dict(REPORT, SOURCE, PROVENANCE)
    assert document["schema"] == 1
    assert document["source"] == {
        "name": "clip.mp4",
        "duration_s": 21.4,
        "frames": 428,
        "frames_with_person": 427,
        "size_px": [640, 480],
        "complete": True,
    }
    assert document["view"]["facing"] is None
    assert document["counts"] == {"full": 1, "partial": 0, "uncertain": 0}
    assert document["reps"][0]["findings"] == document["findings"][:1]
    assert document["findings"][0] == {
        "check": "knee-straight",
        "level": "bad",
        "start_s": 1.5,
        "end_s": 3.25,
        "worst": 24.04,
        "unit": "deg",
        "limits": [None, 20.0],
        "message": "Keep your knee straight",
    }
    assert document["holds"][0]["held_s"] == 9.5
    assert document["provenance"]["model_sha256"] is None


def test_numbers_are_rounded_and_unknown_is_null() -> None:
    document = report_dict(REPORT, SOURCE, PROVENANCE)
    rep = document["reps"][0]
    assert rep["peak_heel_height_ratio"] == 0.346
    assert rep["valley_heel_height_ratio"] is None
    assert rep["peak_heel_height_cm"] is None
    assert document["findings"][1]["worst"] is None
    assert math.copysign(1, document["summary"]["sides"]["left"]["best_height_ratio"]) == 1


def test_same_input_gives_same_bytes_and_valid_json() -> None:
    first, second = (report_json(report_dict(REPORT, SOURCE, PROVENANCE)) for _ in range(2))
    assert first == second
    assert json.loads(first) == report_dict(REPORT, SOURCE, PROVENANCE)


def test_written_file_is_whole_or_absent(tmp_path) -> None:
    document = report_dict(REPORT, SOURCE, PROVENANCE)
    write_json(tmp_path / "report.json", document)
    assert json.loads((tmp_path / "report.json").read_text("utf-8")) == document
    with pytest.raises(ValueError, match="Out of range"):
        write_json(tmp_path / "other.json", {"broken": math.nan})
    with pytest.raises(OutputError, match=r"cannot write .*report\.json"):
        write_json(tmp_path / "nowhere" / "report.json", document)
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]
