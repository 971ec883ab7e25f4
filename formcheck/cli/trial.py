"""test: the heel-rise test and the lunge at a wall."""
# ruff: noqa: PLC0415 - imports wait for the command that needs them, so that --help is quick

from __future__ import annotations

import json as json_text
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from formcheck.cli.camera import Yes
from formcheck.cli.console import progress_bar, put, say, stop_on_ctrl_c
from formcheck.cli.guided import INTERRUPTED, Where, guided
from formcheck.words import said

if TYPE_CHECKING:
    from formcheck.reports.schema.trial import TrialDocument
    from formcheck.trial import Tested, TestName
    from formcheck.trials.heel_rise import Person

__all__ = ["heel_rise", "lunge"]

_OLDEST = 120
_Leg = Literal["left", "right"]
_Video = Annotated[
    Path | None,
    typer.Argument(
        readable=False, metavar="[VIDEO|TRACE]", help="The leg tested first, or both; none: live."
    ),
]
_Side = Annotated[_Leg | None, typer.Option(help="The leg in VIDEO, or live the first one.")]
_Other = Annotated[
    Path | None,
    typer.Option(readable=False, metavar="VIDEO|TRACE", help="A film of the other leg."),
]
_Before = Annotated[
    Path | None,
    typer.Option(readable=False, metavar="RESULT", help="The last test: its folder or test.json."),
]
_Out = Annotated[Path | None, typer.Option(readable=False, help="Folder; NAME.TEST if not given.")]
_Model = Annotated[str, typer.Option(metavar="auto|lite|full|heavy|PATH", help="Pose model.")]
_Camera = Annotated[
    str | None,
    typer.Option(metavar="INDEX|PATH|URL|phone", help="Live: the camera; 0 if not given."),
]
_Voice = Annotated[Literal["off", "tones", "speech"], typer.Option(help="Live: what is heard.")]
_Headless = Annotated[bool, typer.Option("--headless", help="Live: no window, print what is said.")]
_Cleared = Annotated[
    bool, typer.Option("--cleared", help="Live: no point of the clearance list applies.")
]
_Pain = Annotated[
    int | None, typer.Option(min=0, max=10, metavar="N", help="Live: pain now, 0 to 10.")
]
_Json = Annotated[bool, typer.Option("--json", help="Print JSON; files only with --out.")]


def heel_rise(
    video: _Video = None,
    *,
    side: _Side = None,
    other: _Other = None,
    board: Annotated[
        bool | None,
        typer.Option("--board/--no-board", help="Did the foot stand on a 10-degree board?"),
    ] = None,
    age: Annotated[
        int | None, typer.Option(min=0, max=_OLDEST, metavar="N", help="For the norms.")
    ] = None,
    sex: Annotated[
        Literal["female", "male"] | None, typer.Option(help="For the norms, as they have it.")
    ] = None,
    injured: Annotated[
        _Leg | None, typer.Option(help="The leg to put beside the sound one.")
    ] = None,
    height_cm: Annotated[float | None, typer.Option(metavar="N", help="Height: cm.")] = None,
    foot_cm: Annotated[
        float | None, typer.Option(metavar="N", help="Foot or shoe length; better for cm.")
    ] = None,
    mass_kg: Annotated[float | None, typer.Option(metavar="N", help="Body mass: work.")] = None,
    no_warm_up: Annotated[
        bool, typer.Option("--no-warm-up", help="Live: no ten raises on both legs before.")
    ] = False,
    camera: _Camera = None,
    yes: Yes = False,
    voice: _Voice = "speech",
    headless: _Headless = False,
    cleared: _Cleared = False,
    pain: _Pain = None,
    before: _Before = None,
    model: _Model = "auto",
    out: _Out = None,
    json: _Json = False,
) -> None:
    """The heel-rise test: raises that keep its rules, height and work; VIDEO or live."""
    from formcheck.engine.values.facts import BodyFacts
    from formcheck.trials.heel_rise import Person

    body = BodyFacts(height_cm, foot_cm, mass_kg)
    where = Where(video, side, other, camera, voice, headless, cleared, pain, not no_warm_up, yes)
    last = _last(before)
    live = where.check()
    person = Person(_on_board(board), age, sex, injured, body)
    run = guided if live else _filmed
    _end(run("heel-rise", where, person, model, out, json=json), last, json=json)


def lunge(
    video: _Video = None,
    *,
    side: _Side = None,
    other: _Other = None,
    camera: _Camera = None,
    yes: Yes = False,
    voice: _Voice = "speech",
    headless: _Headless = False,
    cleared: _Cleared = False,
    pain: _Pain = None,
    before: _Before = None,
    model: _Model = "auto",
    out: _Out = None,
    json: _Json = False,
) -> None:
    """The lunge at a wall: how far the shank leans with the heel down; VIDEO or live."""
    from formcheck.trials.heel_rise import Person

    where = Where(video, side, other, camera, voice, headless, cleared, pain, yes=yes)
    last = _last(before)
    run = guided if where.check() else _filmed
    _end(run("lunge", where, Person(), model, out, json=json), last, json=json)


def _on_board(board: bool | None) -> bool | None:
    """Whether the foot stood on the board: asked where somebody can answer."""
    if board is None and sys.stdin is not None and sys.stdin.isatty():
        return typer.confirm(said("trial.ask.board"), err=True)
    return board


def _last(before: Path | None) -> TrialDocument | None:
    from formcheck.results import need_test

    return None if before is None else need_test(before)


def _filmed(
    name: TestName, where: Where, person: Person, model: str, out: Path | None, *, json: bool
) -> Tested:
    from formcheck.trial import filmed

    films = where.films
    source = films[0].path
    folder = out if out or json else source.parent / f"{source.stem}.{name}"
    with stop_on_ctrl_c() as stop, progress_bar(source.name) as progress:
        return filmed(name, films, person, out=folder, model=model, progress=progress, stop=stop)


def _end(result: Tested, last: TrialDocument | None, *, json: bool) -> None:
    """Prints a test, and what has changed since the last one."""
    if json:
        put(json_text.dumps(result.document.model_dump(mode="json", by_alias=True), indent=2))
    else:
        _show(result, last)
    for note in result.notes:
        say(note)
    if result.files:
        say(said("trial.wrote", folder=str(result.files[-1].parent)))
    if result.stopped:
        say(said("trial.stopped"))
        raise typer.Exit(INTERRUPTED)


def _show(result: Tested, last: TrialDocument | None) -> None:
    from formcheck.compare import changes
    from formcheck.reports.compared import compared_lines
    from formcheck.reports.trials import trial_lines

    for line in trial_lines(result.document):
        put(line)
    if last is not None:
        for line in compared_lines(tuple(changes(last, result.document))):
            put(line)
