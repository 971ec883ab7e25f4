"""analyze, count, record: the commands that read a video."""
# ruff: noqa: PLC0415 - imports wait for the command that needs them, so that --help is quick

from __future__ import annotations

from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from formcheck.cli.console import (
    page,
    progress_bar,
    put,
    say,
    stop_on_ctrl_c,
    wrong_usage,
    wrote,
)
from formcheck.cli.person import PainFree, ProfileFile
from formcheck.incoming import is_folder
from formcheck.words import Phrase, said

if TYPE_CHECKING:
    from formcheck.analysis import Analysis
    from formcheck.engine.spec.exercise import ExerciseSpec
    from formcheck.engine.values.facts import BodyFacts

__all__ = ["analyze", "count", "record", "spec_of"]

INTERRUPTED = 130

_Source = Annotated[
    Path,
    typer.Argument(readable=False, metavar="VIDEO|TRACE", help="A video, or a pose trace (.npz)."),
]
_Exercise = Annotated[
    str | None,
    typer.Option("--exercise", "-e", metavar="ID|FILE|auto", help="See `list`; auto finds it"),
]
_SideChoice = Literal["left", "right", "auto"]
_Side = Annotated[_SideChoice, typer.Option(help="The leg to judge; auto finds it.")]
_Model = Annotated[str, typer.Option(metavar="auto|lite|full|heavy|PATH", help="Pose model.")]


def analyze(
    source: _Source,
    *,
    exercise: _Exercise = None,
    side: _Side = "auto",
    model: _Model = "auto",
    out: Annotated[
        Path | None, typer.Option(readable=False, help="Folder; NAME.formcheck if not given.")
    ] = None,
    no_video: Annotated[bool, typer.Option("--no-video", help="Write no annotated video.")] = False,
    embed: Annotated[
        bool, typer.Option("--embed", help="Put the video into report.html, to send one file.")
    ] = False,
    blur_faces: Annotated[
        bool, typer.Option("--blur-faces", help="Cover the heads of everybody in the video.")
    ] = False,
    share: Annotated[
        bool,
        typer.Option("--share", help="To pass on: faces covered, names of files left out."),
    ] = False,
    json: Annotated[
        bool, typer.Option("--json", help="Print JSON; files only with --out.")
    ] = False,
    height_cm: Annotated[
        float | None, typer.Option(metavar="N", help="Your height: heel heights in cm.")
    ] = None,
    foot_cm: Annotated[
        float | None, typer.Option(metavar="N", help="Foot or shoe length; better for cm.")
    ] = None,
    mass_kg: Annotated[
        float | None, typer.Option(metavar="N", help="Body mass: work and power.")
    ] = None,
    view: Annotated[
        Literal["side", "front"], typer.Option(help="front: a second pass, posture only.")
    ] = "side",
    pain_free_range: PainFree = False,
    profile: ProfileFile = None,
    history: Annotated[
        bool, typer.Option("--history", help="Keep it beside what was done live.")
    ] = False,
) -> None:
    """Count, time and judge an exercise in a video."""
    if share and is_folder(source):
        raise wrong_usage(Phrase("share.again", place=str(source)))
    from formcheck.cli.profile import profile_of

    person = profile_of(
        profile, insertional=pain_free_range, height_cm=height_cm, foot_cm=foot_cm, mass_kg=mass_kg
    )
    folder = out if out or json else _folder(source, share=share)
    spec = spec_of(source, exercise, model, insertional=person.insertional, front=view == "front")
    made = {"video": not no_video, "embed": embed, "blur_faces": blur_faces, "share": share}
    result = _analyze(source, spec, side, model, folder, body=person.body, **made)
    _show(result, as_json=json)
    if history:
        _keep(result, folder)
    for note in result.notes:
        say(note)
    if result.files:
        say(wrote(result.files, folder))
    _exit_if_stopped(result.stopped)


def count(
    source: _Source,
    *,
    exercise: _Exercise = None,
    side: _Side = "auto",
    model: _Model = "auto",
    pain_free_range: PainFree = False,
    profile: ProfileFile = None,
) -> None:
    """Print the number of full repetitions.

    Beside it, on standard error, why others do not count.
    """
    from formcheck.cli.profile import profile_of
    from formcheck.reports.words import counted

    person = profile_of(profile, insertional=pain_free_range)
    spec = spec_of(source, exercise, model, insertional=person.insertional)
    if spec.kind == "hold":
        say(Phrase("run.held-not-repeated", exercise=spec.id))
    result = _analyze(source, spec, side, model, None, video=False)
    put(str(result.report.counts.full))
    if result.report.view.reason:
        say(result.report.view.reason)
    if any(rep.verdict != "full" or not rep.is_measured for rep in result.report.reps):
        say(counted(result.report))
    _exit_if_stopped(result.stopped)


def record(
    video: Annotated[Path, typer.Argument(readable=False, metavar="VIDEO")],
    trace: Annotated[Path, typer.Argument(readable=False, metavar="TRACE.npz")],
    model: _Model = "auto",
) -> None:
    """Keep the landmarks of a video, to analyse it again without the pictures."""
    from formcheck.run import record as run_record

    with stop_on_ctrl_c() as stop, progress_bar(said("run.recording", name=video.name)) as progress:
        whole = run_record(video, trace, model=model, progress=progress, stop=stop)
    say(Phrase("run.wrote-trace", trace=trace) if whole else Phrase("run.wrote-part"))
    _exit_if_stopped(not whole)


def spec_of(
    source: Path,
    exercise: str | None,
    model: str,
    *,
    insertional: bool = False,
    front: bool = False,
) -> ExerciseSpec:
    """The exercise asked for, or recognised, as this person does it."""
    from formcheck.library import load_exercise

    spec = load_exercise(
        _recognized(source, model) if exercise == "auto" else exercise or _no_exercise()
    )
    if insertional:
        spec = spec.for_insertional_pain()
        if spec.told_first:
            say(spec.told_first)
    return spec.seen_from_front() if front else spec


def _recognized(source: Path, model: str) -> str:
    from formcheck.recognize import recognize, recognized

    with (
        stop_on_ctrl_c() as stop,
        progress_bar(said("run.recognising", name=source.name)) as progress,
    ):
        exercise = recognized(recognize(source, model=model, progress=progress, stop=stop))
    say(Phrase("run.recognised", exercise=exercise))
    return exercise


def _analyze(
    source: Path,
    spec: ExerciseSpec,
    side: _SideChoice,
    model: str,
    folder: Path | None,
    *,
    video: bool,
    embed: bool = False,
    blur_faces: bool = False,
    share: bool = False,
    body: BodyFacts | None = None,
) -> Analysis:
    from formcheck.run import analyze as run_analyze

    with (
        stop_on_ctrl_c() as stop,
        progress_bar(said("run.analysing", name=source.name)) as progress,
    ):
        return run_analyze(
            source,
            spec,
            side=None if side == "auto" else side,
            body=body,
            model=model,
            out=folder,
            video=video,
            embed=embed,
            blur_faces=blur_faces,
            share=share,
            progress=progress,
            stop=stop,
        )


def _folder(source: Path, *, share: bool) -> Path:
    """Where results go: beside the recording, and without its name where they are passed on."""
    name = f"shared-{token_hex(3)}" if share else source.stem
    return source.parent / f"{name}.formcheck"


def _no_exercise() -> str:
    from formcheck.library import exercise_ids

    raise wrong_usage(Phrase("run.say-which", exercises=exercise_ids()))


def _show(result: Analysis, *, as_json: bool) -> None:
    from formcheck.reports.document import report_json

    if as_json:
        put(report_json(result.document).rstrip("\n"))
    else:
        from formcheck.reports.table import report_page

        page(report_page(result.report, result.spec.name, result.source))


def _keep(result: Analysis, folder: Path | None) -> None:
    from formcheck.cli.kept import now_s, today_number
    from formcheck.history.history import open_history
    from formcheck.history.values import SetDone

    with open_history(say) as kept:
        session = kept.begin("analyze", today_number(), now_s())
        kept.add_set(session, SetDone(now_s(), 1, result.report.duration_s, 0, result.document))
        if folder is not None:
            kept.add_folder(session, folder)


def _exit_if_stopped(stopped: bool) -> None:
    if stopped:
        say(Phrase("run.stopped"))
        raise typer.Exit(INTERRUPTED)
