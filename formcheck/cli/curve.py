"""curve: signals over time, with the limits of a spec."""
# ruff: noqa: PLC0415 - imports wait for the command that needs them, so that --help is quick

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from formcheck.cli.analysis import INTERRUPTED, spec_of
from formcheck.cli.console import progress_bar, say, stop_on_ctrl_c
from formcheck.cli.person import PainFree, ProfileFile
from formcheck.cli.profile import profile_of
from formcheck.words import Phrase, said

__all__ = ["curve"]


def curve(
    source: Annotated[
        Path,
        typer.Argument(
            readable=False, metavar="VIDEO|TRACE", help="A video, or a pose trace (.npz)."
        ),
    ],
    signals: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SIGNAL...]", help="As in specs: target.knee_flexion_deg; else all judged."
        ),
    ] = None,
    *,
    exercise: Annotated[
        str | None,
        typer.Option("--exercise", "-e", metavar="ID|FILE|auto", help="Whose limits are drawn."),
    ] = None,
    side: Annotated[
        Literal["left", "right", "auto"], typer.Option(help="The leg to judge; auto finds it.")
    ] = "auto",
    model: Annotated[
        str, typer.Option(metavar="auto|lite|full|heavy|PATH", help="Pose model.")
    ] = "auto",
    out: Annotated[
        Path | None,
        typer.Option(
            readable=False, metavar="FILE", help=".svg or .png; NAME.curve.svg if not given."
        ),
    ] = None,
    pain_free_range: PainFree = False,
    profile: ProfileFile = None,
) -> None:
    """Plot signals over time with the limits of a spec: the bench for trying one."""
    from formcheck.curve import curve as plotted

    person = profile_of(profile, insertional=pain_free_range)
    spec = spec_of(source, exercise, model, insertional=person.insertional)
    with stop_on_ctrl_c() as stop, progress_bar(said("run.looking", name=source.name)) as progress:
        plot = plotted(
            source,
            spec,
            signals or (),
            side=None if side == "auto" else side,
            model=model,
            out=out,
            progress=progress,
            stop=stop,
        )
    for signal in plot.unseen:
        say(Phrase("run.never-seen", signal=signal))
    say(Phrase("run.wrote-trace", trace=plot.file))
    if plot.stopped:
        say(Phrase("run.stopped-picture"))
        raise typer.Exit(INTERRUPTED)
