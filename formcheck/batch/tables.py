"""The results of a batch as four Parquet tables, and the jobs that can be made of them again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter

from formcheck.atomic import Draft, cannot_write, placed
from formcheck.batch.columns import Column, columns_of
from formcheck.batch.job import Job, Looked, Outcome
from formcheck.batch.work import PARTS
from formcheck.engine.values.facts import BodyFacts
from formcheck.errors import BatchError, VideoError
from formcheck.incoming import check_file
from formcheck.reports.schema.report import (
    FindingDocument,
    HoldDocument,
    ProvenanceDocument,
    RepDocument,
    ReportDocument,
)
from formcheck.words import Phrase

__all__ = ["SESSIONS", "jobs_again", "write_tables"]

SESSIONS: Final = "sessions"
_MOST_ROWS: Final = 5000  # that are held before they are written
_MOST_BYTES: Final = 1 << 28  # of a table of jobs
_MOST_JOBS: Final = 500_000
_LONGEST: Final = 1 << 14  # bytes of a text
_JOB_SHAPE: Final = TypeAdapter(Job)
_BODY: Final = ("height_cm", "foot_cm", "mass_kg")


def _named(*names: str, kind: type = str, under: tuple[str, ...] = ()) -> tuple[Column, ...]:
    return tuple(Column("_".join((*under, name)), (*under, name), kind) for name in names)


_FILE: Final = _named("file")
_MADE: Final = (
    *(
        Column(f"provenance_{each.name}", ("provenance", *each.keys), each.kind)
        for each in columns_of(ProvenanceDocument)
    ),
    *_named("content_sha256", "formcheck", under=("looked",)),
)
_JOB: Final = (
    *_named("status", "error"),
    *_named("trace", "asked", "side", under=("job",)),
    *_named(*_BODY, kind=float, under=("job",)),
    *_named("insertional", kind=bool, under=("job",)),
    *_named("name", under=("looked",)),
    *_named("complete", kind=bool, under=("looked",)),
    *_named("turns", kind=int, under=("looked",)),
)
_REPORT: Final = columns_of(ReportDocument, ("reps", "holds", "findings", "provenance"))
_NUMBERED: Final = (*_named("of"), *_named("of_number", kind=int))
_TABLES: Final[Mapping[str, tuple[Column, ...]]] = {
    SESSIONS: (*_FILE, *_JOB, *_REPORT, *_MADE),
    "repetitions": (
        *_FILE,
        *_named("exercise"),
        *columns_of(RepDocument, ("findings",)),
        *_MADE,
    ),
    "holds": (*_FILE, *_named("exercise"), *columns_of(HoldDocument, ("findings",)), *_MADE),
    "findings": (
        *_FILE,
        *_named("exercise"),
        *_NUMBERED,
        *columns_of(FindingDocument),
        *_MADE,
    ),
}


def write_tables(out: Path, results: Iterable[Outcome]) -> tuple[Path, ...]:
    """Writes sessions, repetitions, holds and findings; every row says what made it.

    Args:
        out: The folder of the batch.
        results: What came of each job, in the order of the rows; failed ones are sessions, too.

    Raises:
        BatchError: pyarrow is not installed.
        OutputError: They cannot be written; then none is.
    """
    drafts: dict[str, Draft] = {}
    try:
        for name in _TABLES:
            drafts[name] = Draft(out / f"{name}.parquet")
        _fill({name: draft.part for name, draft in drafts.items()}, out, results)
        placed((draft.part, draft.path) for draft in drafts.values())
    except OSError as error:
        raise cannot_write(out, error) from error
    finally:
        for draft in drafts.values():
            draft.discard()
    return tuple(draft.path for draft in drafts.values())


def _fill(parts: Mapping[str, Path], out: Path, results: Iterable[Outcome]) -> None:
    arrow, parquet = _arrow()
    with ExitStack() as stack:
        tables = {}
        for name, part in parts.items():
            schema = arrow.schema([(each.name, _type(arrow, each)) for each in _TABLES[name]])
            writer = stack.enter_context(parquet.ParquetWriter(part, schema))
            tables[name] = stack.enter_context(_Table(arrow, writer, schema, _TABLES[name]))
        for result in results:
            for name, row in _rows(out, result):
                tables[name].add(row)


class _Table:
    """Collects rows and writes them in groups."""

    def __init__(self, arrow: Any, writer: Any, schema: Any, columns: tuple[Column, ...]) -> None:
        self._arrow, self._writer, self._schema, self._columns = arrow, writer, schema, columns
        self._rows: list[list[Any]] = []

    def add(self, row: Mapping[str, Any]) -> None:
        self._rows.append([column.value(row) for column in self._columns])
        if len(self._rows) >= _MOST_ROWS:
            self._write()

    def _write(self) -> None:
        if not self._rows:
            return
        columns = zip(*self._rows, self._schema, strict=True)
        arrays = [self._arrow.array(values, field.type) for *values, field in columns]
        self._writer.write_table(self._arrow.Table.from_arrays(arrays, schema=self._schema))
        self._rows.clear()

    def __enter__(self) -> _Table:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._write()


def _rows(out: Path, result: Outcome) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of one job, each with its table."""
    if result.part is None:
        # English, as everything in files, and without the folders of this machine
        why = str(result.why).replace(str(result.job.path), result.job.file)
        yield SESSIONS, {"file": result.job.file, "status": "failed", "error": why}
        return
    document = json.loads((out / PARTS / result.part).read_text("utf-8"))
    every = {key: document[key] for key in ("exercise", "looked", "provenance")}
    every["file"] = result.job.file
    yield SESSIONS, document | every | {"status": "done"}
    for finding in document["findings"]:
        yield "findings", every | {"of": "session"} | finding
    for table, key, of in (("repetitions", "reps", "repetition"), ("holds", "holds", "hold")):
        for part in document[key]:
            yield table, every | part
            about = every | {"of": of, "of_number": part["number"]}
            yield from (("findings", about | finding) for finding in part["findings"])


def jobs_again(earlier: Path, exercise: str | None) -> tuple[Job, ...]:
    """The jobs of an earlier batch, to be judged again from its traces.

    Args:
        earlier: Its folder.
        exercise: By what to judge all; None: each as before.

    Raises:
        VideoError: There are no tables of a batch, or nothing came of it.
        BatchError: pyarrow is not installed.
    """
    arrow, _ = _arrow()
    source = earlier / f"{SESSIONS}.parquet"
    check_file(source, Phrase("kind.sessions"), VideoError)
    try:
        jobs = tuple(_again(earlier.resolve(), row, exercise) for row in _done(source))
    except (arrow.ArrowException, KeyError, OSError, TypeError, ValueError) as error:
        raise VideoError(Phrase("error.batch.no-tables", path=str(source))) from error
    if not jobs:
        raise VideoError(Phrase("error.batch.nothing", path=str(source)))
    return jobs


def _done(source: Path) -> Iterator[dict[str, Any]]:
    """What is known of jobs of which something came.

    Texts are read once each, however many rows of a small file say that they have a long one.
    """
    arrow, parquet = _arrow()
    compute = import_module("pyarrow.compute")  # no part of `pyarrow` before somebody imports it
    columns = (*_FILE, *_JOB, *_MADE)
    texts = [column.name for column in columns if column.kind is str]
    with parquet.ParquetFile(source, read_dictionary=texts) as file:
        about = file.metadata
        groups = (about.row_group(number) for number in range(about.num_row_groups))
        if (
            about.num_rows > _MOST_JOBS
            or sum(each.total_byte_size for each in groups) > _MOST_BYTES
        ):
            raise ValueError("far too many")
        table = file.read(columns=[column.name for column in columns])
    for text in {*texts} & {*table.column_names}:
        if not arrow.types.is_dictionary(table.schema.field(text).type):
            raise TypeError("no text")
        lengths = compute.binary_length(table[text].combine_chunks().dictionary)
        if (compute.max(lengths).as_py() or 0) > _LONGEST:
            raise ValueError("far too long")
    for batch in table.to_batches(_MOST_ROWS):
        yield from (row for row in batch.to_pylist() if row["status"] == "done")


def _again(earlier: Path, row: Mapping[str, Any], exercise: str | None) -> Job:
    looked = Looked(
        row["looked_content_sha256"],
        row["looked_name"],
        row["looked_formcheck"],
        row["provenance_model_sha256"],
        row["provenance_mediapipe"],
        row["provenance_opencv"],
        row["provenance_leg_model_sha256"],
        row["looked_complete"],
        row["looked_turns"],
    )
    body = BodyFacts(*(row[f"job_{name}"] for name in _BODY))
    trace = (earlier / row["job_trace"]).resolve()
    asked = exercise or row["job_asked"]
    if exercise is None and asked.endswith(".toml"):
        asked = str((earlier / asked).resolve())
    # an earlier formcheck did not tell
    pain = bool(row.get("job_insertional"))
    job = Job(row["file"], trace, asked, row["job_side"], body, looked=looked, insertional=pain)
    return _JOB_SHAPE.validate_python(asdict(job))


def _type(arrow: Any, column: Column) -> Any:
    plain = {str: arrow.string(), int: arrow.int64(), float: arrow.float64(), bool: arrow.bool_()}
    if column.kind is list:
        return arrow.list_(plain[column.item])
    return plain.get(column.kind, arrow.string())


def _arrow() -> tuple[Any, Any]:
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise BatchError(Phrase("error.batch.no-arrow")) from error
