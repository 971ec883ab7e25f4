"""Reads what earlier runs left: reports, tests, and corrections that were made by hand."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from formcheck.atomic import replacing
from formcheck.errors import ResultError
from formcheck.incoming import check_file, is_folder, is_there, read_bytes, read_text
from formcheck.output_set import REPORT
from formcheck.page.corrected import with_corrections
from formcheck.reports.schema.corrections import CorrectedRep, CorrectionsDocument
from formcheck.reports.schema.report import ReportDocument
from formcheck.reports.schema.trial import HeelRiseDocument, LungeDocument, TrialDocument
from formcheck.words import Phrase

__all__ = [
    "CORRECTIONS",
    "TEST",
    "bring_back",
    "correct",
    "corrections_of",
    "need_test",
    "read_report",
    "read_test",
    "write_result",
]

_Document = TypeVar("_Document")
CORRECTIONS: Final = "corrections.json"
TEST: Final = "test.json"
_MOST_BYTES: Final = 1 << 26
_MOST_PAGE_BYTES: Final = 1 << 30  # a video may be in it
_TEST: Final = TypeAdapter[HeelRiseDocument | LungeDocument](TrialDocument)
_REPORT: Final = TypeAdapter(ReportDocument)
_CORRECTIONS: Final = TypeAdapter(CorrectionsDocument)


def read_report(session: Path) -> ReportDocument:
    """The report in a results folder, or in this file.

    Raises:
        ResultError: There is none, or it is none.
    """
    return _read(_report_file(session), _REPORT)


def read_test(session: Path) -> HeelRiseDocument | LungeDocument | None:
    """The test in a results folder, or in this file; None where there is a report instead.

    Raises:
        ResultError: It cannot be read.
    """
    if is_folder(session):
        place = session / TEST
        return _read(place, _TEST) if is_there(place) else None
    return _read(session, _TEST) if session.name == TEST else None


def need_test(session: Path) -> HeelRiseDocument | LungeDocument:
    """The test in a results folder, or in this file.

    Raises:
        ResultError: There is none, or it cannot be read.
    """
    found = read_test(session)
    if found is None:
        raise ResultError(Phrase("result.no-test", place=str(session)))
    return found


def corrections_of(session: Path) -> tuple[CorrectedRep, ...]:
    """What was corrected by hand in the report of a session, by number.

    Raises:
        ResultError: The corrections cannot be read, or were made for another report.
    """
    report = _report_file(session)
    place = report.with_name(CORRECTIONS)
    if not is_there(place):
        return ()
    document = _read(place, _CORRECTIONS)
    if document.report_sha256 != _sha256(report):
        raise ResultError(Phrase("correct.other-report", place=str(place)))
    return document.reps


def correct(session: Path, said: CorrectedRep, *, undo: bool = False) -> tuple[CorrectedRep, ...]:
    """Keeps a correction beside the report, which stays as it is.

    Args:
        session: A results folder, or its report.
        said: What is said; what is None stays as it was said before.
        undo: Takes back all that was said about the repetition instead.

    Returns:
        All corrections, by number.

    Raises:
        ResultError: The report has no such repetition, or cannot be read.
        OutputError: The corrections cannot be written.
    """
    numbers = [rep.number for rep in read_report(session).reps]
    if said.rep not in numbers:
        raise ResultError(Phrase("correct.no-such-rep", rep=said.rep, last=len(numbers)))
    earlier = {each.rep: each for each in corrections_of(session)}
    before = earlier.pop(said.rep, CorrectedRep(rep=said.rep))
    if not undo:
        earlier[said.rep] = before.model_copy(update=said.model_dump(exclude_none=True))
    return _kept(_report_file(session), earlier)


def bring_back(session: Path, file: Path) -> tuple[CorrectedRep, ...]:
    """Keeps the corrections of a file, as the page of a session saves it, in place of all before.

    Args:
        session: A results folder, or its report.
        file: What the page saved.

    Returns:
        All corrections, by number.

    Raises:
        ResultError: The file cannot be read, is of another report, or names no such repetition.
        OutputError: The corrections cannot be written.
    """
    report, document = _report_file(session), _read(file, _CORRECTIONS, "kind.corrections")
    if document.report_sha256 != _sha256(report):
        raise ResultError(Phrase("correct.other-report", place=str(file)))
    numbers = [rep.number for rep in read_report(report).reps]
    said: dict[int, CorrectedRep] = {}
    for each in document.reps:
        if each.rep not in numbers:
            raise ResultError(Phrase("correct.no-such-rep", rep=each.rep, last=len(numbers)))
        if each.rep in said:
            raise ResultError(Phrase("correct.twice", place=str(file), rep=each.rep))
        said[each.rep] = each
    return _kept(report, said)


def _kept(report: Path, said: Mapping[int, CorrectedRep]) -> tuple[CorrectedRep, ...]:
    """Writes corrections beside the report, and shows them in the page beside it."""
    reps = tuple(said[number] for number in sorted(said))
    content = {"schema": 1, "report_sha256": _sha256(report), "reps": reps}
    write_result(report.with_name(CORRECTIONS), CorrectionsDocument.model_validate(content))
    page = report.with_suffix(".html")
    if page.is_file():
        text = read_text(page, Phrase("kind.report"), ResultError, _MOST_PAGE_BYTES)
        with replacing(page) as part:
            part.write_text(with_corrections(text, reps), encoding="utf-8", newline="\n")
    return reps


def write_result(place: Path, document: BaseModel) -> None:
    """Writes a document, whole or not at all.

    Raises:
        OutputError: It cannot be written.
    """
    values = document.model_dump(mode="json", by_alias=True)
    with replacing(place) as part:
        part.write_text(json.dumps(values, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _report_file(session: Path) -> Path:
    place = session / REPORT if is_folder(session) else session
    check_file(place, Phrase("kind.report"), ResultError)
    return place


def _sha256(path: Path) -> str:
    return hashlib.sha256(
        read_bytes(path, Phrase("kind.report"), ResultError, _MOST_BYTES)
    ).hexdigest()


def _read(path: Path, shape: TypeAdapter[_Document], kind: str = "kind.report") -> _Document:
    content = read_bytes(path, Phrase(kind), ResultError, _MOST_BYTES)
    try:
        return shape.validate_json(content)
    except ValidationError as error:
        raise ResultError(Phrase("result.unreadable", place=str(path))) from error
