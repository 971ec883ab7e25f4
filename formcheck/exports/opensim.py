"""TRC and MOT: the points and the angles as OpenSim and Pose2Sim read them.

The person moves in the plane of the picture: x to the right, y up, z = 0.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import numpy as np

from formcheck.engine.values.landmarks import Array
from formcheck.errors import OutputError
from formcheck.exports.motion import Motion
from formcheck.words import Phrase

__all__ = ["COORDINATES", "write_mot", "write_trc"]

COORDINATES: Final = {  # frames.csv -> the coordinate of the Rajagopal model, of the same sign
    f"{side}_{angle}_deg": f"{coordinate}_{side[0]}"
    for side in ("left", "right")
    for angle, coordinate in (
        ("hip_flexion", "hip_flexion"),
        ("knee_flexion", "knee_angle"),
        ("ankle_dorsiflexion", "ankle_angle"),
        ("shank_inclination", "shank_inclination"),
    )
} | {"trunk_inclination_deg": "trunk_inclination"}


def write_trc(motion: Motion, part: Path) -> None:
    """Writes the points in millimetres; nan is a point that was not seen."""
    names, count = tuple(motion.markers), len(motion.time_s)
    rate = f"{motion.rate_hz:g}"
    header = "DataRate CameraRate NumFrames NumMarkers Units OrigDataRate OrigDataStartFrame"
    facts = (rate, rate, count, len(names), "mm", rate, 1, count)
    axes = (f"{axis}{number}" for number in range(1, len(names) + 1) for axis in "XYZ")
    lines = [
        f"PathFileType\t4\t(X/Y/Z)\t{_plain(motion.name)} ({motion.scale.source})",
        "\t".join((*header.split(), "OrigNumFrames")),
        "\t".join(map(str, facts)),
        "Frame#\tTime\t" + "\t\t\t".join(names),
        "\t\t" + "\t".join(axes),
        "",
    ]
    points = np.stack(tuple(motion.markers.values()), axis=1)
    for number, (time_s, row) in enumerate(zip(motion.time_s, points, strict=True), 1):
        lines.append("\t".join((str(number), f"{time_s:.6f}", *_cells(row))))
    _write(part, lines)


def write_mot(motion: Motion, part: Path) -> None:
    """Writes the angles in degrees, under OpenSim's names where it has one; nan is not seen.

    Raises:
        OutputError: There are no angles, for no exercise was given.
    """
    if not motion.signals:
        raise OutputError(Phrase("error.export.angles"))
    columns = {COORDINATES[name]: motion.signals[name] for name in COORDINATES}
    lines = [
        _plain(motion.name),
        "version=1",
        f"nRows={len(motion.time_s)}",
        f"nColumns={len(columns) + 1}",
        "inDegrees=yes",
        "",
        f"formcheck: {motion.scale.source}; angles do not depend on it",
        "endheader",
        "\t".join(("time", *columns)),
    ]
    for time_s, *angles in zip(motion.time_s, *columns.values(), strict=True):
        lines.append("\t".join((f"{time_s:.6f}", *(f"{angle:.4f}" for angle in angles))))
    _write(part, lines)


def _cells(row: Array) -> Iterable[str]:
    for x, y in row:
        yield from ("nan",) * 3 if math.isnan(x) else (f"{x:.3f}", f"{y:.3f}", "0.000")


def _plain(name: str) -> str:
    """A name that breaks no line and no column."""
    return "".join(each if each.isprintable() else " " for each in name)


def _write(part: Path, lines: Iterable[str]) -> None:
    part.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")
