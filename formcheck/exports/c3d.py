"""C3D: the points at an even rate, as motion laboratories read them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from formcheck.engine.values.landmarks import Array
from formcheck.errors import OutputError
from formcheck.exports.motion import Motion
from formcheck.words import Phrase

__all__ = ["at_even_rate", "write_c3d"]


def write_c3d(motion: Motion, part: Path) -> None:
    """Writes the points in millimetres (x right, y up, z = 0), NaN where not seen.

    C3D knows no times, only a rate: points between two pictures are interpolated.

    Raises:
        OutputError: ezc3d is not installed.
    """
    try:
        import ezc3d  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise OutputError(Phrase("error.export.c3d")) from error
    points = np.stack([at_even_rate(motion, each) for each in motion.markers.values()], axis=1)
    flat = np.full((4, *points.shape[1::-1]), 1.0)
    flat[0], flat[1] = points[..., 0].T, points[..., 1].T
    flat[2] = np.where(np.isnan(flat[0]), np.nan, 0.0)
    file: Any = ezc3d.c3d()  # type: ignore[no-untyped-call]
    file["parameters"]["POINT"]["UNITS"]["value"] = ["mm"]
    file["parameters"]["POINT"]["RATE"]["value"] = [motion.rate_hz]
    file["parameters"]["POINT"]["LABELS"]["value"] = list(motion.markers)
    file.add_parameter("MANUFACTURER", "SOFTWARE", ["formcheck"])
    file.add_parameter("FORMCHECK", "SCALE", [motion.scale.source])
    file["data"]["points"] = flat
    ended = part.with_name(f"{part.name}.c3d")  # ezc3d appends what it misses
    try:
        file.write(str(ended))
        ended.replace(part)
    finally:
        ended.unlink(missing_ok=True)


def at_even_rate(motion: Motion, curve: Array) -> Array:
    """(M, 2) of a curve (N, 2) at `rate_hz`; NaN where the picture before or after has no point."""
    count = round(float(motion.time_s[-1] - motion.time_s[0]) * motion.rate_hz) + 1
    at_s = motion.time_s[0] + np.arange(count) / motion.rate_hz
    return np.stack([np.interp(at_s, motion.time_s, axis) for axis in curve.T], axis=1)
