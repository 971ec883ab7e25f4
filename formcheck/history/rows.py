"""A set on its way into the tables, and its report out of them again."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Mapping, Sequence
from typing import Any, Final

from formcheck.history.values import SetDone

__all__ = ["insert", "insert_set", "new_id", "on_clock", "unpacked"]

_MOST_REPORT_BYTES: Final = 1 << 26
_TICK_S: Final = 0.001


def insert_set(file: sqlite3.Connection, session: int, done: SetDone, trace: str | None) -> int:
    """Writes a set with its repetitions or holds and its report; its number."""
    document = done.document
    reps, holds, counts = document["reps"], document["holds"], document["counts"]
    counted = [rep for rep in reps if rep["verdict"] != "uncertain"] or reps
    number = insert(
        file,
        "sets",
        session=session,
        at_s=on_clock(file, done.at_s),
        exercise=document["exercise"],
        kind=document["kind"],
        number=done.number,
        side=next((part["side"] for part in (*reps, *holds)), document["view"]["near_side"]),
        duration_s=done.duration_s,
        full=counts["full"],
        partial=counts["partial"],
        uncertain=counts["uncertain"],
        held_s=sum(hold["held_s"] for hold in holds),
        corrected=done.corrected,
        best_ratio=_best(counted, "peak_heel_height_ratio"),
        best_cm=_best(counted, "peak_heel_height_cm"),
        made_by=json.dumps(document["provenance"]),
        trace=trace,
    )
    for rep in reps:
        insert(file, "reps", set_id=number, **_rep(rep))
    for hold in holds:
        names = ("number", "side", "start_s", "held_s", "paused_s")
        insert(file, "holds", set_id=number, **{name: hold[name] for name in names})
    report = zlib.compress(json.dumps(dict(document), ensure_ascii=False).encode())
    insert(file, "documents", set_id=number, report=report)
    return number


def unpacked(packed: bytes) -> dict[str, Any]:
    """A report; not more of it than a report can sensibly have.

    Raises:
        ValueError: It is cut off, too long, or has what JSON has not.
        TypeError: It is no report.
    """
    unpack = zlib.decompressobj()
    content = unpack.decompress(packed, _MOST_REPORT_BYTES)
    if not unpack.eof:
        raise ValueError("too long, or cut off")
    found = json.loads(content, parse_constant=_no_number)
    if not isinstance(found, dict):
        raise TypeError(type(found))
    return found


def _no_number(constant: str) -> float:
    raise ValueError(constant)


def _rep(rep: Mapping[str, Any]) -> dict[str, Any]:
    names = ("number", "side", "verdict", "start_s", "up_s", "top_s", "down_s")
    return {
        **{name: rep[name] for name in names},
        "peak_ratio": rep["peak_heel_height_ratio"],
        "valley_ratio": rep["valley_heel_height_ratio"],
        "peak_cm": rep.get("peak_heel_height_cm"),
    }


def _best(reps: Sequence[Mapping[str, Any]], name: str) -> float | None:
    return max((rep[name] for rep in reps if rep.get(name) is not None), default=None)


def insert(file: sqlite3.Connection, table: str, **values: Any) -> int:
    """Writes a row; its number."""
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    query = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - names of our own
    return new_id(file.execute(query, tuple(values.values())))


def on_clock(file: sqlite3.Connection, at_s: float) -> float:
    """Now, on a clock that never goes back: what is told later is later, whatever `at_s` says."""
    query = "UPDATE clock SET at_s = max(at_s + ?, ?) RETURNING at_s"
    ((told_s,),) = file.execute(query, (_TICK_S, at_s)).fetchall()
    return float(told_s)


def new_id(cursor: sqlite3.Cursor) -> int:
    """The number that the row got that was written last."""
    return int(cursor.lastrowid or 0)
