"""Pose traces: the landmarks of a video in a file, to be analysed again without it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from formcheck.atomic import PART
from formcheck.engine.values.landmarks import Array, Legs
from formcheck.engine.values.pose import Pose
from formcheck.errors import VideoError
from formcheck.incoming import check_file, name_of
from formcheck.media.pose.archive import read_arrays, read_rows, wrong
from formcheck.media.pose.recorder import ALL_SHAPES, MORE, MOST_FRAMES, ROW, SHAPES
from formcheck.words import Phrase

__all__ = ["Trace", "is_trace", "legs_of", "pose_of", "read_trace"]

_NAME: Final = re.compile(rf"\.npz({PART})?$", re.IGNORECASE)
_MOST_S = 86_400.0
_MOST_PX = 16_384
_MOST_M = 100.0
_MOST_PEOPLE = 1000
_COLUMNS: Final = tuple(name for name in ALL_SHAPES if name != "time_s")


@dataclass(frozen=True, slots=True)
class Trace:
    """A recorded run of a pose estimator over a video.

    Attributes:
        name: The file's name.
        time_s: (N,) strictly increasing.
        poses: N poses, None where nobody was found.
        size_px: Width and height of the video.
    """

    name: str
    time_s: Array
    poses: tuple[Pose | None, ...]
    size_px: tuple[int, int]


def pose_of(
    xy_px: Array,
    visibility: Array,
    world_m: Array,
    size_px: tuple[int, int],
    legs: Legs | None = None,
) -> Pose | None:
    """A pose as every source delivers it.

    Values that fit in float32, no points outside the picture.

    Args:
        xy_px: (33, 2) pixels.
        visibility: (33,) 0..1.
        world_m: (33, 3) metres; all NaN when there are none.
        size_px: Width and height of the picture.
        legs: The legs as `legs_of` gives them, or None.

    Returns:
        The pose, with NaN for points that are not in the picture; None when no point is, of body or
        legs.
    """
    xy = _inside(xy_px, size_px)
    if np.isnan(xy).all() and (legs is None or np.isnan(legs.xy_px).all()):
        return None
    world = world_m.copy()
    world[~(np.abs(world) <= _MOST_M).all(axis=1)] = np.nan
    world = _kept(world)
    seen = _kept(np.clip(np.nan_to_num(visibility, nan=0.0), 0, 1))
    return Pose(xy, seen, None if np.isnan(world).all() else world, size_px, legs)


def legs_of(xy_px: Array, error_px: Array, size_px: tuple[int, int]) -> Legs | None:
    """Legs as every source delivers them.

    Values that fit in float32, no points outside the picture.

    Args:
        xy_px: (2, 5, 2) pixels.
        error_px: (2, 5) pixels; NaN where nobody looked.
        size_px: Width and height of the picture.

    Returns:
        The legs; None when nobody looked at any of them.
    """
    error = _kept(np.where((error_px >= 0) & (error_px < _MOST_PX), error_px, np.nan))
    return None if np.isnan(error).all() else Legs(_inside(xy_px, size_px), error)


def _inside(xy_px: Array, size_px: tuple[int, int]) -> Array:
    xy = xy_px.astype(np.float32).astype(np.float64)
    xy[~((xy >= 0) & (xy <= size_px)).all(axis=-1)] = np.nan
    xy.flags.writeable = False
    return xy


def _kept(values: Array) -> Array:
    rounded = values.astype(np.float32).astype(np.float64)
    rounded.flags.writeable = False
    return rounded


def is_trace(path: Path) -> bool:
    """Whether its name is one of a trace, or of what a killed run left of one."""
    return _NAME.search(path.name) is not None


def read_trace(path: str | Path) -> Trace:
    """Reads a trace, or the rows of one that was never completed.

    Raises:
        VideoError: It is missing, no trace, or one of its arrays is wrong; the message says which.
    """
    path = Path(path)
    arrays = _read_arrays(path)
    time_s, size = arrays["time_s"], arrays["size_px"]
    count = len(time_s)
    _require(count > 0, path, "time_s", Phrase("error.trace.no-frames"))
    for name, shape in ALL_SHAPES.items():
        # A trace of an earlier version, or made where nobody looked at the legs, has not all.
        arrays.setdefault(name, np.full((count, *shape), np.nan))
        _require(len(arrays[name]) == count, path, name, Phrase("error.trace.rows", rows=count))
    in_range = bool(((time_s >= 0) & (time_s <= _MOST_S)).all())
    grows = in_range and bool((np.diff(time_s) > 0).all())
    _require(grows, path, "time_s", Phrase("error.trace.time"))
    _require(
        len(size) == 2 and bool(((size >= 1) & (size <= _MOST_PX)).all()),
        path,
        "size_px",
        Phrase("error.trace.size"),
    )
    size_px = (int(size[0]), int(size[1]))
    rows = zip(*(arrays[name] for name in _COLUMNS), strict=True)
    time_s.flags.writeable = False
    with np.errstate(
        over="ignore"
    ):  # what no float32 can hold is infinite, and that is in no picture
        return Trace(name_of(path), time_s, tuple(_pose(row, size_px) for row in rows), size_px)


def _pose(row: tuple[Array, ...], size_px: tuple[int, int]) -> Pose | None:
    xy_px, visibility, world_m, legs_px, error_px, people, shift = row
    legs = legs_of(legs_px, error_px, size_px)
    pose = pose_of(xy_px, visibility, world_m, size_px, legs)
    if pose is None:
        return None
    count = int(people) if 1 <= people <= _MOST_PEOPLE else None
    return replace(pose, people=count, shift_px=_shift(shift))


def _shift(shift_px: Array) -> tuple[float, float] | None:
    x, y = shift_px.tolist()
    return (x, y) if max(abs(x), abs(y)) < _MOST_PX else None


def _read_arrays(path: Path) -> dict[str, Array]:
    check_file(path, Phrase("kind.trace"), VideoError)
    try:
        if (rows := read_rows(path, ROW, MOST_FRAMES)) is not None:
            return rows
        return read_arrays(path, SHAPES | {"size_px": ()}, MORE, MOST_FRAMES)
    except VideoError:
        raise
    except Exception as error:  # what zip and numpy raise for damaged files has no common base
        raise VideoError(Phrase("error.trace.no-trace", path=path, name=path.name)) from error


def _require(holds: bool, path: Path, name: str, problem: str) -> None:
    if not holds:
        raise wrong(path, name, problem)
