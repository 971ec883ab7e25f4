"""Which recordings: those of a folder, of a manifest, or the traces of an earlier batch."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from formcheck.batch.job import AUTO, MARK, Job
from formcheck.engine.values.facts import BodyFacts
from formcheck.engine.values.landmarks import Side
from formcheck.errors import FormcheckError, SpecError, VideoError
from formcheck.incoming import is_folder, is_there, read_text
from formcheck.library import load_exercise
from formcheck.words import Phrase

__all__ = ["asked_for", "listed"]

_ENDINGS: Final = (
    *(".mp4", ".mov", ".m4v", ".mkv", ".webm", ".avi", ".mts", ".m2ts", ".ts", ".mpg", ".mpeg"),
    *(".wmv", ".3gp", ".npz"),
)
_MOST_BYTES: Final = 1 << 24  # a hundred thousand lines with long paths
_MOST_LINES: Final = 500_000
_MOST_TOLD: Final = 100  # of the wrong lines; all are counted
_NUMBERS: Final = ("height_cm", "foot_cm", "mass_kg")
COLUMNS: Final = ("path", "exercise", "side", *_NUMBERS, "insertional")
_SIDES: Final[Mapping[str, Side | None]] = {
    "": None,
    AUTO: None,
    "left": "left",
    "right": "right",
}
_INSERTIONAL: Final = {"": False, "no": False, "yes": True}


def asked_for(exercise: str | None) -> str | None:
    """The exercise for all, which is there; a spec file by its full name.

    Raises:
        SpecError: It is unknown or broken.
    """
    if exercise is None or exercise == AUTO:
        return exercise
    load_exercise(exercise)
    return str(Path(exercise).resolve()) if exercise.endswith(".toml") else exercise


def listed(source: Path, exercise: str | None, model: str = AUTO) -> tuple[Job, ...]:
    """The jobs of a folder or a manifest (.csv), each in its order.

    A folder is searched to its depths, but for results of formcheck.

    Args:
        source: The folder or manifest; paths in a manifest are relative to its folder.
        exercise: As `asked_for` gives it; a line of a manifest may say otherwise.
        model: The pose model for all.

    Raises:
        SpecError: Lines of the manifest are wrong: all are told, with their numbers.
        VideoError: There is nothing to do.
    """
    is_manifest = source.suffix.lower() == ".csv" and not is_folder(source)
    jobs = (_in_manifest if is_manifest else _in_folder)(source, exercise, model)
    if not jobs:
        raise VideoError(Phrase("error.batch.nothing", path=str(source)))
    return jobs


def _in_folder(source: Path, exercise: str | None, model: str) -> tuple[Job, ...]:
    if not is_folder(source):
        raise VideoError(Phrase("error.batch.no-folder", path=str(source)))
    if exercise is None:
        raise SpecError(Phrase("error.batch.no-exercise"))
    folder = source.resolve()
    names = sorted(path.relative_to(folder).as_posix() for path in _recordings(folder))
    return tuple(Job(name, folder / name, exercise, model=model) for name in names)


def _recordings(folder: Path) -> Iterator[Path]:
    for path, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not _is_result(Path(path, name))]
        yield from (Path(path, name) for name in files if Path(name).suffix.lower() in _ENDINGS)


def _is_result(folder: Path) -> bool:
    return folder.name.endswith(".formcheck") or is_there(folder / MARK)


def _in_manifest(source: Path, exercise: str | None, model: str) -> tuple[Job, ...]:
    text = read_text(source, Phrase("kind.manifest"), SpecError, _MOST_BYTES)
    if max(map(text.count, "\r\n")) > _MOST_LINES:
        raise SpecError(Phrase("error.batch.too-long", path=str(source), most=_MOST_LINES))
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    reader = _Lines(source.resolve().parent, exercise, model, {}, {})
    problems = _Problems()
    jobs: list[Job] = []
    try:
        unknown = [name for name in rows.fieldnames or () if name not in COLUMNS]
        if unknown or "path" not in (rows.fieldnames or ()):
            columns = ", ".join(COLUMNS)
            raise SpecError(Phrase("error.batch.columns", path=str(source), columns=columns))
        for row in rows:
            try:
                jobs.append(reader.job(row, rows.line_num))
            except FormcheckError as error:
                problems.add(rows.line_num, error.message)
    except csv.Error as error:
        problems.add(rows.line_num, str(error))
    if problems.count:
        said = Phrase("error.batch.manifest", path=str(source), n=problems.count)
        raise SpecError(said, tuple(problems.told))
    return tuple(jobs)


@dataclass(slots=True)
class _Problems:
    """The wrong lines: how many, and the first of them in words."""

    count: int = 0
    told: list[str] = field(default_factory=list)

    def add(self, line: int, why: str) -> None:
        self.count += 1
        if self.count <= _MOST_TOLD:
            self.told.append(Phrase("error.batch.line", line=line, why=why))


@dataclass(slots=True)
class _Lines:
    """Reads lines of a manifest; `known` and `seen` are what was learned from those before."""

    folder: Path
    exercise: str | None
    model: str
    known: dict[str, str | FormcheckError]
    seen: dict[Job, int]

    def job(self, row: Mapping[str | None, str | None], number: int) -> Job:
        if None in row or None in row.values():
            raise SpecError(Phrase("error.batch.cells"))
        cells = {name: (cell or "").strip() for name, cell in row.items() if name}
        if not cells["path"]:
            raise SpecError(Phrase("error.batch.no-path"))
        side = cells.get("side", "").lower()
        if side not in _SIDES:
            raise SpecError(Phrase("error.batch.side", side=side))
        pain = cells.get("insertional", "").lower()
        if pain not in _INSERTIONAL:
            raise SpecError(Phrase("error.batch.insertional", cell=pain))
        body = BodyFacts(**dict(_numbers(cells)))
        where = self.folder / cells["path"], self._exercise(cells.get("exercise", ""))
        job = Job(
            cells["path"],
            *where,
            _SIDES[side],
            body,
            self.model,
            insertional=_INSERTIONAL[pain],
        )
        if job in self.seen:
            raise SpecError(Phrase("error.batch.twice", first=self.seen[job]))
        self.seen[job] = number
        return job

    def _exercise(self, cell: str) -> str:
        """What to do; a spec file is relative to the manifest, too."""
        if not cell:
            if self.exercise is None:
                raise SpecError(Phrase("error.batch.no-exercise"))
            return self.exercise
        if cell not in self.known:
            self.known[cell] = self._looked_up(cell)
        found = self.known[cell]
        if isinstance(found, FormcheckError):
            raise SpecError(found.message)  # a new one: each raise of the same would make it longer
        return found

    def _looked_up(self, cell: str) -> str | FormcheckError:
        name = str(self.folder / cell) if cell.endswith(".toml") else cell
        try:
            if name != AUTO:
                load_exercise(name)
        except FormcheckError as error:
            return error
        return name


def _numbers(cells: Mapping[str, str]) -> Iterator[tuple[str, float]]:
    for name in _NUMBERS:
        cell = cells.get(name, "")
        try:
            if cell:
                yield name, float(cell)
        except ValueError as error:
            raise SpecError(Phrase("error.batch.number", name=name, cell=cell)) from error
