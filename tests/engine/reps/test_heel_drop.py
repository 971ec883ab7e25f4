"""The rendered heel drops: up on both legs, down on one, in the second repetition on both."""

import json

import pytest

from tests.engine.recorded import DATA, frames_of, report_of

DROPS = ("eccentric-heel-drop", "eccentric-heel-drop-bent-knee")


@pytest.mark.parametrize("drop", DROPS)
def test_each_drop_is_judged_as_it_was_planned(drop: str) -> None:
    truth = json.loads((DATA.parents[1] / "sample_videos" / f"{drop}.json").read_text())
    report = report_of(drop, frames_of(DATA / "clips" / f"{drop}.npz"))
    assert [rep.verdict for rep in report.reps] == [rep["verdict"] for rep in truth["reps"]]
    for rep, true in zip(report.reps, truth["reps"], strict=True):
        assert rep.start_s == pytest.approx(true["start_s"], abs=0.8)
        assert rep.end_s == pytest.approx(true["end_s"], abs=0.8)
        assert rep.peak == pytest.approx(true["peak_heel_height_ratio"], abs=0.1)
        assert [f.check for f in rep.findings if f.level == "bad"] == true["faults"]
