"""compare, correct: what is done with results afterwards."""
# ruff: noqa: PLC0415 - imports wait for the command that needs them, so that --help is quick

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from formcheck.cli.console import put, say, wrong_usage
from formcheck.cli.found import session_of
from formcheck.words import Phrase, said

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
    counted: Annotated[
        bool | None, typer.Option("--counted/--not-counted", help="Whether it counts.")
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
    """Correct a repetition by hand; the report stays as it is, corrections.json lies beside it."""
    from formcheck.reports.compared import corrected_lines
    from formcheck.reports.schema.corrections import MOST_NOTE, CorrectedRep
    from formcheck.results import bring_back, corrections_of
    from formcheck.results import correct as corrected

    something = undo or (counted, side, note) != (None, None, None)
    ways = (rep is not None, from_ is not None, list_)
    if sum(ways) != 1 or something != (rep is not None):
        raise wrong_usage(Phrase("correct.usage"))
    if note is not None and len(note) > MOST_NOTE:
        raise wrong_usage(Phrase("correct.long-note", most=MOST_NOTE))
    session = session_of(session)
    if rep is not None:
        said_of_it = CorrectedRep(rep=rep, counted=counted, side=side, note=note)
        found = corrected(session, said_of_it, undo=undo)
    else:
        found = corrections_of(session) if from_ is None else bring_back(session, from_)
    for line in corrected_lines(found):
        put(line)
    if rep is None:
        _counts(session)
    if not found:
        say(said("correct.none"))


def _counts(session: Path) -> None:
    """Full repetitions of each leg, as judged and by hand."""
    from formcheck.compare import counts_by_hand

    for side, (judged, by_hand) in counts_by_hand(session).items():
        put(said(f"correct.counts.{side}", judged=judged, by_hand=by_hand))
