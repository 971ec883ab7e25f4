import csv
import math
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from formcheck.engine.values.feedback import Feedback
from formcheck.engine.values.landmarks import Legs
from formcheck.engine.values.pose import Frame, Pose
from formcheck.engine.values.signals import Signals, Values
from formcheck.errors import OutputError
from formcheck.reports.frames import COLUMNS, FrameTable

POSE = Pose(np.zeros((33, 2)), np.ones(33), None, (640, 480))
SIGNALS = Signals(
    Values({"knee_flexion_deg": 12.3456, "not_in_the_table": 1.0}),
    Values({"heel_height_ratio": math.nan}),
)


def _write(table: FrameTable, count: int = 1) -> None:
    for index in range(count):
        frame = Frame(np.empty((0, 0, 3), np.uint8), index, index / 8)
        table.write(
            frame, Feedback(frame.time_s, POSE if index else None, None, "set-up", signals=SIGNALS)
        )


def test_columns_are_those_of_the_contract() -> None:
    assert len(COLUMNS) == 43
    assert COLUMNS[:3] == ("time_s", "left_hip_flexion_deg", "left_knee_flexion_deg")
    assert COLUMNS[11:16] == (
        "trunk_inclination_deg",
        "person",
        "left_knee_x_px",
        "left_knee_y_px",
        "left_knee_error_px",
    )
    assert COLUMNS[-3:] == ("right_toe_x_px", "right_toe_y_px", "right_toe_error_px")


def test_legs_are_in_the_table(tmp_path: Path) -> None:
    xy_px, error_px = np.arange(20.0).reshape(2, 5, 2), np.full((2, 5), np.nan)
    error_px[0], xy_px[0, 0] = 2.5, np.nan
    legs = replace(POSE, legs=Legs(xy_px, error_px))
    with FrameTable(tmp_path / "frames.csv") as table:
        for pose in (legs, POSE, None):
            frame = Frame(np.empty((0, 0, 3), np.uint8), 0, 0.0)
            table.write(frame, Feedback(0.0, pose, None, "set-up"))
    with (tmp_path / "frames.csv").open(newline="") as file:
        first, *others = csv.DictReader(file)
    assert (first["left_heel_x_px"], first["left_heel_y_px"], first["left_heel_error_px"]) == (
        "4.000",
        "5.000",
        "2.500",
    )
    assert (first["left_knee_x_px"], first["left_knee_error_px"]) == ("", "2.500")
    assert (first["right_toe_y_px"], first["right_toe_error_px"]) == ("19.000", "")
    assert all(row["left_heel_x_px"] == row["right_toe_error_px"] == "" for row in others)


def test_unknown_is_empty(tmp_path: Path) -> None:
    with FrameTable(tmp_path / "frames.csv") as table:
        _write(table, 2)
    with (tmp_path / "frames.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["time_s"] for row in rows] == ["0.000", "0.125"]
    assert [row["person"] for row in rows] == ["0", "1"]
    assert rows[0]["left_knee_flexion_deg"] == "12.346"
    assert rows[0]["right_heel_height_ratio"] == rows[0]["left_hip_flexion_deg"] == ""


def test_nothing_is_left_after_an_error(tmp_path: Path) -> None:
    def fail() -> None:
        with FrameTable(tmp_path / "frames.csv") as table:
            _write(table)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_unwritable_place_is_said(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot write"):
        FrameTable(tmp_path / "nowhere" / "frames.csv")


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are a Unix thing")
@pytest.mark.parametrize("once_only", [False, True])
def test_a_full_disk_leaves_the_whole_rows_of_what_cannot_be_had_again(
    tmp_path: Path, once_only: bool
) -> None:
    program = f"""
import resource
from formcheck.engine.values.signals import Signals, Values
from formcheck.errors import OutputError
from pathlib import Path
from formcheck.reports.frames import FrameTable
from tests.reports.test_frames import _write
resource.setrlimit(resource.RLIMIT_FSIZE, (20_001, resource.RLIM_INFINITY))
try:
    with FrameTable(Path("frames.csv"), once_only={once_only}) as table:
        _write(table, 10_000)
except OutputError as error:
    print(error)
"""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", program]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert "cannot write frames.csv" in done.stdout
    if not once_only:
        assert list(tmp_path.iterdir()) == []
        return
    rows = (tmp_path / "frames.csv").read_text().splitlines(keepends=True)
    assert len(rows) > 100
    assert {row.count(",") for row in rows} == {len(COLUMNS) - 1}
    assert rows[-1].endswith("\n")
    assert list(tmp_path.iterdir()) == [tmp_path / "frames.csv"]
