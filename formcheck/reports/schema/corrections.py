"""What somebody has corrected by hand: corrections.json, beside the report."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from formcheck.engine.values.landmarks import Side
from formcheck.reports.schema.part import Part, about

__all__ = ["MOST_NOTE", "Corrected", "CorrectedHold", "CorrectedRep", "CorrectionsDocument"]

MOST_NOTE = 2000
_Number = Annotated[int, Field(ge=1)]
_Note = Annotated[str, Field(max_length=MOST_NOTE)]


class CorrectedRep(Part):
    """What is said by hand about one repetition; null: nothing."""

    rep: _Number = about("number of the repetition in the report")
    counted: bool | None = about("whether it counts", default=None)
    side: Side | None = about("the leg that did it", default=None)
    note: _Note | None = about("in words", default=None)

    @property
    def number(self) -> int:
        """Of the repetition."""
        return self.rep


class CorrectedHold(Part):
    """What is said by hand about one hold; null: nothing."""

    hold: _Number = about("number of the hold in the report")
    counted: bool | None = about(
        "true: all its seconds count, those of its pauses, too; false: none", default=None
    )
    side: Side | None = about("the leg that was stretched", default=None)
    note: _Note | None = about("in words", default=None)

    @property
    def number(self) -> int:
        """Of the hold."""
        return self.hold


Corrected = CorrectedRep | CorrectedHold


class CorrectionsDocument(Part):
    """All corrections of one report."""

    schema_: Literal[1] = about("version of this shape", alias="schema")
    report_sha256: str = about("of the report.json that they are of")
    reps: tuple[CorrectedRep, ...] = about("each repetition that was corrected, by number")
    holds: tuple[CorrectedHold, ...] = about("each hold that was corrected, by number", default=())
