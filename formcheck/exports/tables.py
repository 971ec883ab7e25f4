"""CSV and Parquet: one row a frame, points in millimetres and signals beside each other."""

from __future__ import annotations

import csv
import json
import math
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from formcheck.engine.values.landmarks import Array
from formcheck.errors import OutputError
from formcheck.exports.motion import Motion
from formcheck.words import Phrase

__all__ = ["columns_of", "write_csv", "write_parquet"]


def columns_of(motion: Motion) -> dict[str, Array]:
    """`time_s`, then `NAME_x_mm` and `NAME_y_mm` of every point, then signals and repetitions.

    `rep` is the number of the repetition under way; `rep_full` and `rep_full_by_hand` are 1 where
    it counts, as judged and after corrections by hand.
    """
    columns = {"time_s": motion.time_s}
    for name, curve in motion.markers.items():
        columns |= {f"{name}_x_mm": curve[:, 0], f"{name}_y_mm": curve[:, 1]}
    return columns | dict(motion.signals) | _reps(motion)


def _reps(motion: Motion) -> dict[str, Array]:
    if not motion.counted or motion.document is None:
        return {}
    names = ("rep", "rep_full", "rep_full_by_hand")
    columns: dict[str, Array] = {name: np.full(len(motion.time_s), np.nan) for name in names}
    for rep in motion.document["reps"]:
        inside = (motion.time_s >= rep["start_s"]) & (motion.time_s <= rep["end_s"])
        values = (rep["number"], *motion.counted[rep["number"]])
        for name, value in zip(names, values, strict=True):
            columns[name][inside] = value
    return columns


def write_csv(motion: Motion, part: Path) -> None:
    """Writes the table; a cell is empty where a value is unknown. The scale is the last column."""
    columns = columns_of(motion)
    with part.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow((*columns, "scale"))
        for row in zip(*columns.values(), strict=True):
            cells = (f"{value:.6g}" if math.isfinite(value) else "" for value in row[1:])
            rows.writerow((f"{row[0]:.6f}", *cells, motion.scale.source))


def write_parquet(motion: Motion, part: Path) -> None:
    """Writes the table, null where a value is unknown, with scale and provenance in its metadata.

    Raises:
        OutputError: pyarrow is not installed.
    """
    try:
        parquet: Any = import_module("pyarrow.parquet")  # an extra, without types
        arrow: Any = import_module("pyarrow")
    except ImportError as error:
        raise OutputError(Phrase("error.export.parquet")) from error
    table = arrow.Table.from_pydict(
        {name: arrow.array(values, from_pandas=True) for name, values in columns_of(motion).items()}
    )
    about = {"source": motion.name, "scale": motion.scale.source, "rate_hz": motion.rate_hz}
    if motion.document is not None:
        about |= {key: motion.document[key] for key in ("exercise", "provenance")}
        about["corrections"] = list(motion.by_hand)
    parquet.write_table(table.replace_schema_metadata({"formcheck": json.dumps(about)}), part)
