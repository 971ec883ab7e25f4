"""A trace that is written while it goes on: whole at any moment, flat in memory."""

from __future__ import annotations

import errno
import tracemalloc
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from formcheck.atomic import Draft
from formcheck.errors import OutputError, VideoError
from formcheck.media.pose import recorder
from formcheck.media.pose.recorder import ROW, TraceRecorder, TraceWriter
from formcheck.media.pose.traces import is_trace, pose_of, read_trace

SIZE_PX = (640, 480)
POSE = pose_of(np.full((33, 2), 50.0), np.full(33, 0.5), np.zeros((33, 3)), SIZE_PX)


def write(writer: TraceWriter, frames: int) -> None:
    for number in range(frames):
        writer.write(number / 30, POSE if number % 3 else None)


def test_it_is_the_trace_that_is_kept_in_memory(tmp_path: Path) -> None:
    kept = TraceRecorder(SIZE_PX)
    with TraceWriter(tmp_path / "a.npz", SIZE_PX) as writer:
        write(writer, 700)
    for number in range(700):
        kept.add(number / 30, POSE if number % 3 else None)
    kept.write(tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []
    assert len(read_trace(tmp_path / "a.npz").poses) == 700


def test_what_a_killed_run_leaves_is_read_to_its_last_flush(tmp_path: Path) -> None:
    writer = TraceWriter(tmp_path / "a.npz", SIZE_PX)
    write(writer, 600)
    (part,) = tmp_path.iterdir()
    assert is_trace(part)
    trace = read_trace(part)
    assert (len(trace.poses), trace.size_px) == (
        453,
        SIZE_PX,
    )  # three times five seconds and a frame
    assert [pose is None for pose in trace.poses[:4]] == [True, False, False, True]
    with part.open("ab") as file:  # killed in the middle of a row
        file.write(bytes(ROW.itemsize // 2))
    assert len(read_trace(part).poses) == 453
    writer.abort()
    assert list(tmp_path.iterdir()) == []


def test_an_hour_needs_no_more_memory_than_a_minute(tmp_path: Path) -> None:
    peaks = []
    for minutes in (1, 10):
        tracemalloc.start()
        with TraceWriter(tmp_path / "a.npz", SIZE_PX) as writer:
            write(writer, minutes * 60 * 30)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.1 * peaks[0] < 4 << 20


def full(*_args: object) -> None:
    raise OSError(errno.ENOSPC, "no space left on device")


def test_without_room_to_pack_it_the_rows_are_the_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder, "_pack", full)
    writer = TraceWriter(tmp_path / "a.npz", SIZE_PX, once_only=True)
    write(writer, 600)
    with pytest.raises(OutputError, match="no space"):
        writer.close()
    assert [path.name for path in tmp_path.iterdir()] == ["a.npz"]
    assert len(read_trace(tmp_path / "a.npz").poses) == 600


@pytest.mark.parametrize(("once_only", "left"), [(True, ["a.npz"]), (False, [])])
def test_a_full_disk_keeps_what_cannot_be_had_again(
    tmp_path: Path, once_only: bool, left: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = TraceWriter(Draft(tmp_path / "a.npz"), SIZE_PX, once_only=once_only)
    write(writer, 300)
    monkeypatch.setattr(writer, "_flush", full)
    with pytest.raises(OutputError, match="no space"):
        write(writer, 300)
    assert [path.name for path in tmp_path.iterdir()] == left
    if once_only:
        assert len(read_trace(tmp_path / "a.npz").poses) == 151


@pytest.mark.parametrize(
    "spoil",
    [
        lambda rows: rows[["size_px", "time_s"]],
        lambda rows: rows.reshape(2, 2),
        lambda rows: rows["xy_px"],
    ],
    ids=["columns", "table", "points"],
)
def test_an_array_of_other_rows_is_no_trace(tmp_path: Path, spoil: Any) -> None:
    with (tmp_path / "a.npz").open("wb") as file:
        np.save(file, spoil(np.zeros(4, ROW)))
    with pytest.raises(VideoError, match="not a pose trace"):
        read_trace(tmp_path / "a.npz")
