"""Landmarks on their way into a trace: rows in a file, so that an hour needs no more memory.

While it is written a trace is one NumPy array of rows, whole after each flush, whatever happens
next; at its end it becomes the .npz with one array a column.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from formcheck.atomic import Draft, Written, cannot_write, draft_of, replacing
from formcheck.engine.values.landmarks import LEG_PARTS, Landmark
from formcheck.engine.values.pose import Pose

__all__ = ["ALL_SHAPES", "MORE", "MOST_FRAMES", "ROW", "SHAPES", "TraceRecorder", "TraceWriter"]

Shape = tuple[int, ...]
Rows = NDArray[np.void]
_POINTS: Final = len(Landmark)
SHAPES: Final[dict[str, Shape]] = {
    "time_s": (),
    "xy_px": (_POINTS, 2),
    "visibility": (_POINTS,),
    "world_m": (_POINTS, 3),
}
_LEG_SHAPES: Final[dict[str, Shape]] = {
    "legs_px": (2, len(LEG_PARTS), 2),
    "legs_error_px": (2, len(LEG_PARTS)),
}
MORE: Final[tuple[dict[str, Shape], ...]] = (_LEG_SHAPES, {"people": ()}, {"shift_px": (2,)})
"""What an older trace lacks some of, in groups that are there together."""
ALL_SHAPES: Final[dict[str, Shape]] = SHAPES | {k: v for group in MORE for k, v in group.items()}
_COLUMNS: Final = {
    name: ("<f8" if name == "time_s" else "<f4", shape) for name, shape in ALL_SHAPES.items()
}
ROW: Final = np.dtype(
    [("size_px", "<u4", (2,)), *((name, *column) for name, column in _COLUMNS.items())]
)
"""A frame: the columns of a trace, and the size of its picture."""
MOST_FRAMES: Final = 120_000  # more than an hour at 30 a second
_FLUSHED: Final = 256  # rows, some eight seconds of 30 pictures each
_FLUSHED_S: Final = 5.0  # a kill costs no more than this


class _Rows:
    """A few rows that are not written yet."""

    def __init__(self, size_px: tuple[int, int]) -> None:
        self._rows = np.empty(_FLUSHED, ROW)
        self._rows["size_px"] = size_px
        self._count = 0

    def add(self, time_s: float, pose: Pose | None) -> bool:
        """Adds a frame; whether it is time to take them."""
        row = self._rows[self._count]
        for name in _COLUMNS:
            row[name] = 0 if name == "visibility" else np.nan
        row["time_s"] = time_s
        if pose is not None:
            _fill(row, pose)
        self._count += 1
        is_due = time_s - self._rows["time_s"][0] >= _FLUSHED_S
        return bool(is_due) or self._count == _FLUSHED

    def take(self) -> Rows:
        """The rows, which are forgotten here."""
        taken = self._rows[: self._count].copy()
        self._count = 0
        return taken


class TraceRecorder:
    """Collects the poses of a short run in memory and writes them as a trace."""

    def __init__(self, size_px: tuple[int, int]) -> None:
        self._size_px, self._rows = size_px, _Rows(size_px)
        self._parts: list[Rows] = []

    def add(self, time_s: float, pose: Pose | None) -> None:
        """Adds one frame."""
        if self._rows.add(time_s, pose):
            self._parts.append(self._rows.take())

    def write(self, path: str | Path | Draft) -> None:
        """Writes the trace; a file of that name is replaced when the new one is complete.

        Raises:
            OutputError: The file cannot be written.
        """
        self._parts.append(self._rows.take())
        with (
            replacing(Path(path) if isinstance(path, str) else path) as part,
            part.open("wb") as file,
        ):
            count = sum(map(len, self._parts))
            _pack(file, lambda: iter(self._parts), count, self._size_px)


class TraceWriter(Written):
    """An output: takes time and pose of each frame, and keeps a few seconds of them in memory.

    Every method raises OutputError when the disk does not take the rows; then no file is left
    behind, except the whole rows of a run that can be had once only. As a context manager it closes
    at the end and aborts on an exception.

    Args:
        place: Where the trace will be.
        size_px: Width and height of the picture.
        once_only: What is whole is kept when the disk is full: as the array of rows, if there is no
            room for more, which `read_trace` reads as well.
    """

    def __init__(
        self, place: str | Path | Draft, size_px: tuple[int, int], *, once_only: bool = False
    ) -> None:
        self._draft = draft_of(Path(place) if isinstance(place, str) else place)
        self._size_px, self._once_only = size_px, once_only
        self._rows, self._count, self._given = _Rows(size_px), 0, 0
        try:
            self._file = self._draft.part.open("w+b")
            self._flush()
        except OSError as error:
            self._draft.discard()
            raise cannot_write(self._draft.path, error) from error

    @property
    def full(self) -> bool:
        """Whether it was given more frames than a trace may have; the first ones are kept."""
        return self._given > MOST_FRAMES

    def write(self, time_s: float, pose: Pose | None) -> None:
        """Takes a frame, as long as there is room."""
        self._given += 1
        if not self.full and self._rows.add(time_s, pose):
            self._guarded(self._flush)

    def close(self) -> None:
        """Completes the trace and gives it its name."""
        self._guarded(self._complete)

    def abort(self) -> None:
        """Removes what was written."""
        self._stop()
        self._draft.discard()

    def _complete(self) -> None:
        self._flush()
        packed = Draft(self._draft.path)
        try:
            with packed.part.open("wb") as file:
                _pack(file, self._written, self._count, self._size_px)
            self._file.close()
            packed.part.replace(self._draft.part)
        finally:
            packed.discard()
        self._draft.publish()

    def _flush(self) -> None:
        """The rows first, then how many there are: so the file is whole at any moment."""
        rows = self._rows.take()
        self._file.seek(0, 2)
        self._file.write(rows.tobytes())
        self._file.flush()
        self._count += len(rows)
        self._file.seek(0)
        # A header has room for any number of rows, so it keeps its length.
        np.lib.format.write_array_header_1_0(self._file, _header(ROW, (self._count,)))
        self._file.flush()

    def _written(self) -> Iterator[Rows]:
        self._file.seek(0)
        np.lib.format.read_magic(self._file)
        np.lib.format.read_array_header_1_0(self._file)
        for start in range(0, self._count, _FLUSHED):
            size = min(_FLUSHED, self._count - start) * ROW.itemsize
            yield np.frombuffer(self._file.read(size), ROW)

    def _guarded(self, call: Callable[[], None]) -> None:
        try:
            call()
        except OSError as error:
            self._stop()
            if self._once_only and self._count and self._draft.part.is_file():
                self._draft.publish()
            self._draft.discard()
            raise cannot_write(self._draft.path, error) from error

    def _stop(self) -> None:
        with suppress(OSError):  # rows that a full disk does not take are thrown away here anyway
            self._file.close()


def _fill(row: np.void, pose: Pose) -> None:
    row["xy_px"], row["visibility"] = pose.xy_px, pose.visibility
    if pose.world_m is not None:
        row["world_m"] = pose.world_m
    if pose.legs is not None:
        row["legs_px"], row["legs_error_px"] = pose.legs.xy_px, pose.legs.error_px
    if pose.people is not None:
        row["people"] = pose.people
    if pose.shift_px is not None:
        row["shift_px"] = pose.shift_px


def _pack(
    file: BinaryIO, parts: Callable[[], Iterable[Rows]], count: int, size_px: tuple[int, int]
) -> None:
    """Writes rows as one compressed array a column, in as many passes over their parts."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, (kind, shape) in _COLUMNS.items():
            with archive.open(f"{name}.npy", "w", force_zip64=True) as member:
                header = _header(np.dtype(kind), (count, *shape))
                np.lib.format.write_array_header_1_0(member, header)
                for part in parts():
                    member.write(part[name].tobytes())
        with archive.open("size_px.npy", "w") as member:
            np.lib.format.write_array(member, np.array(size_px))


def _header(kind: np.dtype[Any], shape: Shape) -> dict[str, Any]:
    return {"descr": np.lib.format.dtype_to_descr(kind), "fortran_order": False, "shape": shape}
