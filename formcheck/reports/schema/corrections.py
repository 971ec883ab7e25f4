"""What somebody has corrected by hand: corrections.json, beside the report."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from formcheck.engine.values.landmarks import Side
from formcheck.reports.schema.part import Part, about

__all__ = ["MOST_NOTE", "CorrectedRep", "CorrectionsDocument"]

MOST_NOTE = 2000


class CorrectedRep(Part):
    """What is said by hand about one repetition; null: nothing."""

    rep: Annotated[int, Field(ge=1)] = about("number of the repetition in the report")
    counted: bool | None = about("whether it counts", default=None)
    side: Side | None = about("the leg that did it", default=None)
    note: Annotated[str, Field(max_length=MOST_NOTE)] | None = about("in words", default=None)


class CorrectionsDocument(Part):
    """All corrections of one report."""

    schema_: Literal[1] = about("version of this shape", alias="schema")
    report_sha256: str = about("of the report.json that they are of")
    reps: tuple[CorrectedRep, ...] = about("each repetition that was corrected, by number")
