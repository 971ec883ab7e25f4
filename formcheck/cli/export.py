"""export: a session in other programs' files."""
# ruff: noqa: PLC0415 - imports wait for the command that needs them, so that --help is quick

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from formcheck.cli.console import put
from formcheck.cli.found import session_of

__all__ = ["export"]


def export(
    session: Annotated[
        Path,
        typer.Argument(
            readable=False,
            metavar="SESSION|TRACE",
            help="A results folder, a number of `history list`, or a pose trace.",
        ),
    ],
    *,
    to: Annotated[
        Literal["trc", "mot", "c3d", "csv", "parquet", "fhir"], typer.Option(help="The format.")
    ],
    out: Annotated[
        Path | None,
        typer.Option(readable=False, metavar="FILE", help="Beside the landmarks if not given."),
    ] = None,
    exercise: Annotated[
        str | None,
        typer.Option("--exercise", "-e", metavar="ID|FILE", help="The report's if not given."),
    ] = None,
    height_cm: Annotated[
        float | None, typer.Option(metavar="N", help="Your height: lengths in mm.")
    ] = None,
    foot_cm: Annotated[
        float | None, typer.Option(metavar="N", help="Foot or shoe length; better for mm.")
    ] = None,
) -> None:
    """Write a session for OpenSim (trc, mot), laboratories (c3d), tables or clinics (fhir)."""
    from formcheck.engine.values.facts import BodyFacts
    from formcheck.export import export as written

    body = BodyFacts(height_cm=height_cm, foot_cm=foot_cm)
    put(str(written(session_of(session), to, out=out, exercise=exercise, body=body)))
