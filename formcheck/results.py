"""Reads what earlier runs left: reports, tests, and corrections that were made by hand."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from formcheck.atomic import replacing
from formcheck.errors import ResultError
from formcheck.incoming import check_file, is_folder, is_there, read_bytes, read_text
from formcheck.output_set import REPORT
from formcheck.page.corrected import with_corrections
from formcheck.reports.schema.corrections import (
    Corrected,
    CorrectedHold,
    CorrectedRep,
    CorrectionsDocument,
)
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


def corrections_of(session: Path) -> tuple[Corrected, ...]:
    """What was corrected by hand in the report of a session: repetitions, then holds, by number.

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
    return (*document.reps, *document.holds)


def correct(session: Path, said: Corrected, *, undo: bool = False) -> tuple[Corrected, ...]:
    """Keeps a correction beside the report, which stays as it is.

    Args:
        session: A results folder, or its report.
        said: What is said; what is None stays as it was said before.
        undo: Takes back all that was said about the repetition or hold instead.

    Returns:
        All corrections, by number.

    Raises:
        ResultError: The report has no such repetition or hold, or cannot be read.
        OutputError: The corrections cannot be written.
    """
    _check_number(read_report(session), said)
    earlier = {(type(each), each.number): each for each in corrections_of(session)}
    before = earlier.pop((type(said), said.number), None)
    if not undo:
        new = said.model_dump(exclude_none=True)
        merged = said if before is None else before.model_copy(update=new)
        earlier[type(said), said.number] = merged
    return _kept(_report_file(session), earlier.values())


def bring_back(session: Path, file: Path) -> tuple[Corrected, ...]:
    """Keeps the corrections of a file, as the page of a session saves it, in place of all before.

    Args:
        session: A results folder, or its report.
        file: What the page saved.

    Returns:
        All corrections, by number.

    Raises:
        ResultError: The file cannot be read, is of another report, or names no such repetition or
            hold.
        OutputError: The corrections cannot be written.
    """
    report, document = _report_file(session), _read(file, _CORRECTIONS, "kind.corrections")
    if document.report_sha256 != _sha256(report):
        raise ResultError(Phrase("correct.other-report", place=str(file)))
    judged = read_report(report)
    said: dict[tuple[type[Corrected], int], Corrected] = {}
    everything: tuple[Corrected, ...] = (*document.reps, *document.holds)
    for each in everything:
        _check_number(judged, each)
        key = type(each), each.number
        if key in said:
            problem = Phrase(f"correct.twice-{_kind(each)}", place=str(file), number=each.number)
            raise ResultError(problem)
        said[key] = each
    return _kept(report, said.values())


def _check_number(report: ReportDocument, said: Corrected) -> None:
    found = report.reps if isinstance(said, CorrectedRep) else report.holds
    if said.number not in [each.number for each in found]:
        problem = Phrase(f"correct.no-such-{_kind(said)}", number=said.number, last=len(found))
        raise ResultError(problem)


def _kind(said: Corrected) -> str:
    return "rep" if isinstance(said, CorrectedRep) else "hold"


def _kept(report: Path, said: Iterable[Corrected]) -> tuple[Corrected, ...]:
    """Writes corrections beside the report, and shows them in the page beside it."""
    by_number = sorted(said, key=lambda each: each.number)
    reps = tuple(each for each in by_number if isinstance(each, CorrectedRep))
    holds = tuple(each for each in by_number if isinstance(each, CorrectedHold))
    content = {"schema": 1, "report_sha256": _sha256(report), "reps": reps, "holds": holds}
    write_result(report.with_name(CORRECTIONS), CorrectionsDocument.model_validate(content))
    page = report.with_suffix(".html")
    if page.is_file():
        text = read_text(page, Phrase("kind.report"), ResultError, _MOST_PAGE_BYTES)
        with replacing(page) as part:
            shown = with_corrections(text, (*reps, *holds))
            part.write_text(shown, encoding="utf-8", newline="\n")
    return (*reps, *holds)


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
