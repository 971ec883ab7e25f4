"""CSV and Parquet: one row a frame, points in millimetres and signals beside each other."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Mapping
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
    it counts, as judged and after corrections by hand. Of a hold `hold`, `hold_held_s` and
    `hold_held_s_by_hand` are its number and its seconds.
    """
    columns = {"time_s": motion.time_s}
    for name, curve in motion.markers.items():
        columns |= {f"{name}_x_mm": curve[:, 0], f"{name}_y_mm": curve[:, 1]}
    reps = _within(motion, "rep", ("rep_full", "rep_full_by_hand"), motion.counted)
    holds = _within(motion, "hold", ("hold_held_s", "hold_held_s_by_hand"), motion.held_s)
    return columns | dict(motion.signals) | reps | holds


def _within(
    motion: Motion, kind: str, names: tuple[str, str], values: Mapping[int, tuple[float, float]]
) -> dict[str, Array]:
    """Number and values of what is under way in each frame; no columns where there is nothing."""
    if not values or motion.document is None:
        return {}
    columns = {name: np.full(len(motion.time_s), np.nan) for name in (kind, *names)}
    for each in motion.document[f"{kind}s"]:
        inside = (motion.time_s >= each["start_s"]) & (motion.time_s <= each["end_s"])
        found = (each["number"], *values[each["number"]])
        for name, value in zip(columns, found, strict=True):
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
