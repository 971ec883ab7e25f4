"""Arrays out of an .npz of unknown origin: what it holds is checked before it is unpacked."""

from __future__ import annotations

import math
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from formcheck.errors import VideoError
from formcheck.words import Phrase

__all__ = ["read_arrays", "read_rows", "wrong"]

_ARRAY = b"\x93NUMPY"
_END_BYTES = 22  # of the end record of a zip without a comment; numpy writes none
_MOST_DIRECTORY_BYTES = 1 << 16
Shape = tuple[int, ...]


def read_arrays(
    path: Path, shapes: dict[str, Shape], more: Sequence[dict[str, Shape]], most_rows: int
) -> dict[str, NDArray[np.float64]]:
    """The arrays of these names.

    Args:
        path: The file.
        shapes: Names, and their dimensions but for the first.
        more: The same, of groups of arrays; all of a group may be missing.
        most_rows: How large the first dimension may be.

    Raises:
        VideoError: There is no such array, or it is another one.
        Exception: Whatever the parsers make of a file that is damaged or made to do harm; memory is
            not exhausted.
    """
    with path.open("rb") as file:
        _check_directory(file)
        with zipfile.ZipFile(file) as archive:
            wanted = dict(shapes)
            for group in more:
                if any(f"{name}.npy" in archive.namelist() for name in group):
                    wanted |= group
            return {
                name: _array(archive, path, name, shape, most_rows)
                for name, shape in wanted.items()
            }


def read_rows(
    path: Path, kind: np.dtype[np.void], most_rows: int
) -> dict[str, NDArray[np.float64]] | None:
    """The columns of an array of rows; None for what is no array.

    `size_px`, which every row has, is that of the first one.

    Args:
        path: The file.
        kind: Of the rows.
        most_rows: How many there may be.

    Raises:
        VideoError: There are too many.
        Exception: As `read_arrays`.
    """
    with path.open("rb") as file:
        if file.read(len(_ARRAY)) != _ARRAY:
            return None
        file.seek(0)
        np.lib.format.read_magic(file)
        shape, _, found = np.lib.format.read_array_header_1_0(file)
        if found != kind or len(shape) != 1 or shape[0] < 0:
            raise zipfile.BadZipFile
        if shape[0] > most_rows:
            problem = Phrase("error.trace.too-many", rows=shape[0], most=most_rows)
            raise wrong(path, (kind.names or ("",))[-1], problem)
        rows = np.frombuffer(file.read(shape[0] * kind.itemsize), kind)
    columns = {name: rows[name].astype(np.float64) for name in kind.names or ()}
    return columns | {"size_px": columns["size_px"][:1].reshape(-1)}


def _check_directory(file: BinaryIO) -> None:
    """A list of a million members would fill the memory before the first can be looked at."""
    file.seek(-min(_END_BYTES + 20, file.seek(0, 2)), 2)
    tail = file.read()
    end = tail[-_END_BYTES:]
    if (
        end[:4] != b"PK\5\6"
        or tail[:4] == b"PK\6\7"
        or int.from_bytes(end[12:16], "little") > _MOST_DIRECTORY_BYTES
    ):
        raise zipfile.BadZipFile
    file.seek(0)


def _array(
    archive: zipfile.ZipFile, path: Path, name: str, inner: Shape, most_rows: int
) -> NDArray[np.float64]:
    if f"{name}.npy" not in archive.namelist():
        raise wrong(path, name, Phrase("error.trace.missing"))
    member = archive.getinfo(f"{name}.npy")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile
    with archive.open(member) as file:
        version = np.lib.format.read_magic(file)
        read = (
            np.lib.format.read_array_header_1_0
            if version == (1, 0)
            else np.lib.format.read_array_header_2_0
        )
        shape, fortran, dtype = read(file)
        if dtype.kind not in "fiu":
            raise wrong(path, name, Phrase("error.trace.numbers"))
        if len(shape) != 1 + len(inner) or shape[1:] != inner:
            lengths = "".join(f", {length}" for length in inner)
            raise wrong(path, name, Phrase("error.trace.shape", inner=lengths))
        if shape[0] > most_rows:
            raise wrong(path, name, Phrase("error.trace.too-many", rows=shape[0], most=most_rows))
        content = file.read(math.prod(shape) * dtype.itemsize)
    array = np.frombuffer(content, dtype).reshape(shape, order="F" if fortran else "C")
    return array.astype(np.float64)


def wrong(path: Path, name: str, problem: str) -> VideoError:
    """The error to raise for an array of a trace."""
    return VideoError(Phrase("error.trace.array", path=path, name=name, problem=problem))
