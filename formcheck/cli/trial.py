"""test: the heel-rise test and the lunge at a wall."""
# ruff: noqa: PLC0415 - imports wait for the command that needs them, so that --help is quick

from __future__ import annotations

import json as json_text
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from formcheck.cli.console import progress_bar, put, say, stop_on_ctrl_c, wrong_usage
from formcheck.words import Phrase, said

if TYPE_CHECKING:
    from formcheck.trial import Film, Tested, TestName
    from formcheck.trials.heel_rise import Person

__all__ = ["heel_rise", "lunge"]

INTERRUPTED = 130
_OLDEST = 120
_Leg = Literal["left", "right"]
_Video = Annotated[
    Path, typer.Argument(metavar="VIDEO|TRACE", help="The leg that was tested first, or both.")
]
_Side = Annotated[_Leg | None, typer.Option(help="The leg in VIDEO; found if not given.")]
_Other = Annotated[
    Path | None, typer.Option(metavar="VIDEO|TRACE", help="A film of the other leg.")
]
_Before = Annotated[
    Path | None, typer.Option(metavar="RESULT", help="The last test: its folder or test.json.")
]
_Out = Annotated[Path | None, typer.Option(help="Folder; NAME.TEST if not given.")]
_Model = Annotated[str, typer.Option(metavar="auto|lite|full|heavy|PATH", help="Pose model.")]
_Json = Annotated[bool, typer.Option("--json", help="Print JSON; files only with --out.")]


def heel_rise(
    video: _Video,
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
    before: _Before = None,
    model: _Model = "auto",
    out: _Out = None,
    json: _Json = False,
) -> None:
    """The heel-rise test on video: repetitions that keep its rules, height and work of the ankle."""
    from formcheck.engine.values.facts import BodyFacts
    from formcheck.trials.heel_rise import Person

    body = BodyFacts(height_cm, foot_cm, mass_kg)
    person = Person(_on_board(board), age, sex, injured, body)
    _test("heel-rise", _films(video, side, other), person, model, out, before=before, json=json)


def lunge(
    video: _Video,
    *,
    side: _Side = None,
    other: _Other = None,
    before: _Before = None,
    model: _Model = "auto",
    out: _Out = None,
    json: _Json = False,
) -> None:
    """The lunge at a wall on video: how far the shank leans with the heel down, three tries a side."""
    from formcheck.trials.heel_rise import Person

    _test("lunge", _films(video, side, other), Person(), model, out, before=before, json=json)


def _on_board(board: bool | None) -> bool | None:
    """Whether the foot stood on the board: asked where somebody can answer."""
    if board is None and sys.stdin is not None and sys.stdin.isatty():
        return typer.confirm(said("trial.ask.board"), err=True)
    return board


def _films(video: Path, side: _Leg | None, other: Path | None) -> tuple[Film, ...]:
    from formcheck.engine.values.landmarks import other_side
    from formcheck.trial import Film

    if other is None:
        return (Film(video, side),)
    if side is None:
        raise wrong_usage(Phrase("trial.usage.side"))
    return Film(video, side), Film(other, other_side(side))


def _test(
    name: TestName,
    films: tuple[Film, ...],
    person: Person,
    model: str,
    out: Path | None,
    *,
    before: Path | None,
    json: bool,
) -> None:
    from formcheck.results import need_test
    from formcheck.trial import filmed

    last = None if before is None else need_test(before)
    source = films[0].path
    folder = out if out or json else source.parent / f"{source.stem}.{name}"
    with stop_on_ctrl_c() as stop, progress_bar(source.name) as progress:
        result = filmed(name, films, person, out=folder, model=model, progress=progress, stop=stop)
    if json:
        put(json_text.dumps(result.document.model_dump(mode="json", by_alias=True), indent=2))
    else:
        show(result, last)
    if result.files and folder is not None:
        say(said("trial.wrote", folder=str(folder)))
    if result.stopped:
        say(said("trial.stopped"))
        raise typer.Exit(INTERRUPTED)


def show(result: Tested, last: object) -> None:
    """Prints a test, and what has changed since the last one."""
    from formcheck.compare import changes
    from formcheck.reports.compared import compared_lines
    from formcheck.reports.schema.trial import HeelRiseDocument, LungeDocument
    from formcheck.reports.trials import trial_lines

    for line in trial_lines(result.document):
        put(line)
    if isinstance(last, HeelRiseDocument | LungeDocument):
        for line in compared_lines(tuple(changes(last, result.document))):
            put(line)
    for note in result.notes:
        say(note)
