"""MP4 in fragments (ISO/IEC 14496-12): what was written stays playable, whatever happens next."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

__all__ = ["cut_to_whole", "whole_boxes"]


def cut_to_whole(path: Path) -> bool:
    """Cuts a file that was not finished after its last whole fragment; whether there is one.

    Raises:
        OSError: The file cannot be read or cut.
    """
    with path.open("r+b") as file:
        # The first pictures lie behind `moov`, those of every other fragment behind its `moof`.
        ends_at, before = 0, b""
        for kind, end in whole_boxes(file):
            if kind == b"mdat" and before in (b"moov", b"moof"):
                ends_at = end
            before = kind
        file.truncate(ends_at)
    return ends_at > 0


def whole_boxes(file: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Type and end of every box that is there to its last byte."""
    length, at = file.seek(0, 2), 0
    while at + 16 <= length:
        file.seek(at)
        size, kind, large = struct.unpack(">I4sQ", file.read(16))
        at += large if size == 1 else size
        if size == 0 or at > length:
            return
        yield kind, at
