"""compare, correct: what is done with results afterwards."""
# ruff: noqa: PLC0415 - imports wait for the command that needs them, so that --help is quick

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from formcheck.cli.console import put, say, wrong_usage
from formcheck.cli.found import session_of
from formcheck.words import Phrase, said

if TYPE_CHECKING:
    from formcheck.reports.schema.corrections import Corrected

__all__ = ["compare", "correct"]

_Result = Annotated[
    Path,
    typer.Argument(
        readable=False, metavar="SESSION", help="A results folder, or a number of `history list`."
    ),
]


def compare(
    first: _Result,
    second: _Result,
    *,
    out: Annotated[
        Path | None,
        typer.Option(readable=False, metavar="FILE.html", help="Also as a page, side by side."),
    ] = None,
) -> None:
    """Put two results side by side: before and after, or left and right."""
    from formcheck.beside import write_comparison
    from formcheck.compare import compare as compared
    from formcheck.reports.compared import compared_lines

    pair = session_of(first), session_of(second)
    rows = compared(*pair) if out is None else write_comparison(*pair, out)
    for line in compared_lines(rows):
        put(line)
    if out is not None:
        say(Phrase("compare.wrote", path=str(out)))


def correct(
    session: _Result,
    *,
    rep: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Number of the repetition.")
    ] = None,
    hold: Annotated[int | None, typer.Option(min=1, metavar="N", help="Or of the hold.")] = None,
    counted: Annotated[
        bool | None,
        typer.Option("--counted/--not-counted", help="Whether it counts; of a hold, all of it."),
    ] = None,
    side: Annotated[Literal["left", "right"] | None, typer.Option(help="Whose it is.")] = None,
    note: Annotated[str | None, typer.Option(metavar="TEXT", help="In your words.")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take back what was said of it.")] = False,
    from_: Annotated[
        Path | None,
        typer.Option(
            "--from",
            readable=False,
            metavar="FILE",
            help="What the page saved, in place of all before.",
        ),
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="Show what was corrected.")] = False,
) -> None:
    """Correct a repetition or hold by hand, beside the report, which stays as it is."""
    from formcheck.reports.compared import corrected_lines
    from formcheck.reports.schema.corrections import MOST_NOTE
    from formcheck.results import bring_back, corrections_of
    from formcheck.results import correct as corrected

    something = undo or (counted, side, note) != (None, None, None)
    one = rep is not None or hold is not None
    ways = (rep is not None, hold is not None, from_ is not None, list_)
    if sum(ways) != 1 or something != one:
        raise wrong_usage(Phrase("correct.usage"))
    if note is not None and len(note) > MOST_NOTE:
        raise wrong_usage(Phrase("correct.long-note", most=MOST_NOTE))
    session = session_of(session)
    if one:
        said_of_it = _corrected(rep, hold, counted=counted, side=side, note=note)
        found = corrected(session, said_of_it, undo=undo)
    else:
        found = corrections_of(session) if from_ is None else bring_back(session, from_)
    for line in corrected_lines(found):
        put(line)
    if not one:
        _sums(session)
    if not found:
        say(said("correct.none"))


def _corrected(rep: int | None, hold: int | None, **values: Any) -> Corrected:
    from formcheck.reports.schema.corrections import CorrectedHold, CorrectedRep

    of_rep = {"rep": rep, **values}
    return CorrectedRep(**of_rep) if hold is None else CorrectedHold(hold=hold, **values)


def _sums(session: Path) -> None:
    """Full repetitions or seconds of each leg, as judged and by hand."""
    from formcheck.compare import sums_by_hand
    from formcheck.reports.compared import by_hand_lines

    kind, sums = sums_by_hand(session)
    for line in by_hand_lines(sums, kind):
        put(line)
