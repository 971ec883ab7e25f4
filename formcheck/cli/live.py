"""live: the coach in front of a camera."""
# ruff: noqa: PLC0415 - imports wait for the command that needs them, so that --help is quick

from __future__ import annotations

from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from formcheck.cli.camera import CameraName, Yes, with_phone
from formcheck.cli.console import number, page, put, say, wrong_usage, wrote
from formcheck.cli.person import ProfileFile
from formcheck.cli.studio import Studio
from formcheck.cli.wishes import Setting, SideChoice, Wishes
from formcheck.words import Phrase, translated

if TYPE_CHECKING:
    from formcheck.cli.kept import SetsKept
    from formcheck.engine.spec.exercise import ExerciseSpec
    from formcheck.live import Live
    from formcheck.plan.values import Person

__all__ = ["live"]

INTERRUPTED = 130


def live(
    exercise: Annotated[
        str | None, typer.Argument(metavar="[EXERCISE]", help="See `list`; none: a menu.")
    ] = None,
    *,
    sets: Annotated[int | None, typer.Option(min=1, max=100, help="Sets a leg.")] = None,
    reps: Annotated[int | None, typer.Option(min=1, max=1000, help="Repetitions a set.")] = None,
    hold: Annotated[
        float | None, typer.Option(min=1, max=3600, callback=number, help="Seconds to hold.")
    ] = None,
    rest: Annotated[
        float | None, typer.Option(min=0, max=3600, callback=number, help="Seconds between sets.")
    ] = None,
    side: Annotated[
        SideChoice, typer.Option(help="Which leg; auto begins with the one you show.")
    ] = "auto",
    camera: CameraName = "0",
    yes: Yes = False,
    list_cameras: Annotated[
        bool, typer.Option("--list-cameras", help="Show the cameras and end.")
    ] = False,
    size: Annotated[
        str, typer.Option(metavar="WxH", help="Size to ask the camera for.")
    ] = "1280x720",
    fps: Annotated[
        float, typer.Option(min=1, max=1000, callback=number, help="Pictures a second to ask for.")
    ] = 30,
    model: Annotated[
        str, typer.Option(metavar="auto|lite|full|heavy|PATH", help="Pose model.")
    ] = "auto",
    voice: Annotated[
        Literal["off", "tones", "speech"], typer.Option(help="What is heard.")
    ] = "speech",
    rate: Annotated[int, typer.Option(min=80, max=400, help="Words a minute.")] = 170,
    volume: Annotated[
        float, typer.Option(min=0, max=1, callback=number, help="Of voice and tones.")
    ] = 1.0,
    metronome: Annotated[
        bool, typer.Option("--metronome", help="Give the tempo, see `show`.")
    ] = False,
    height_cm: Annotated[
        float | None, typer.Option(metavar="N", help="Your height: rises in cm.")
    ] = None,
    foot_cm: Annotated[
        float | None, typer.Option(metavar="N", help="Foot or shoe length; better for cm.")
    ] = None,
    mass_kg: Annotated[
        float | None, typer.Option(metavar="N", help="Body mass: work and power.")
    ] = None,
    profile: ProfileFile = None,
    big_text: Annotated[
        bool, typer.Option("--big-text", help="Everything a third larger.")
    ] = False,
    save: Annotated[bool, typer.Option("--save", help="Keep the annotated video.")] = False,
    out: Annotated[
        Path | None, typer.Option(readable=False, help="Folder; formcheck-DATE-TIME if not given.")
    ] = None,
    headless: Annotated[
        bool, typer.Option("--headless", help="No window: what is said is printed, too.")
    ] = False,
    floor: Annotated[
        bool,
        typer.Option(
            "--pain-free-range", "--floor", help="Pain at the heel bone: nothing below floor level."
        ),
    ] = False,
    no_history: Annotated[
        bool, typer.Option("--no-history", help="Keep nothing beside the report.")
    ] = False,
) -> None:
    """Coach an exercise in front of a camera."""
    if list_cameras:
        _show_cameras()
        return
    from formcheck.cli.profile import profile_of
    from formcheck.plan.today import caution

    person = profile_of(
        profile, insertional=floor, height_cm=height_cm, foot_cm=foot_cm, mass_kg=mass_kg
    )
    patient = _cautions()
    wishes = Wishes(
        sets,
        reps,
        hold,
        rest,
        side=side,
        metronome=metronome,
        headless=headless,
        body=person.body,
        floor=person.insertional or bool(patient and patient.insertional),
    )
    setting = Setting(camera, size, fps, model, voice, rate, volume, big_text, save)
    folder = out or Path(f"formcheck-{datetime.now().astimezone():%Y%m%d-%H%M%S}")
    spec = _spec(exercise, headless=headless)
    with ExitStack() as stack:
        setting = with_phone(stack, setting, yes=yes)
        studio = Studio(stack, setting, headless=headless)
        spec = spec or _chosen(studio)
        against = caution(patient, spec.id) if patient is not None else None
        if against is not None:
            say(against)
        keeper = _sets(stack, folder, wanted=not no_history)
        result = studio.coach(spec, wishes, folder, sets=keeper, announced=against or "")
        if result.stop_sign:
            put(Phrase("plan.stop-now"))
            _keep_stop(keeper)
    _end(result, spec, folder, stopped=studio.stop())


def _cautions() -> Person | None:
    """Says what the plan under way has against any exercise; for whom it is."""
    from formcheck.cli.kept import WAITS, plan_under_way
    from formcheck.plan.sheet import advice_lines

    if (found := plan_under_way()) is None:
        return None
    person, advice = found
    if advice.verdict in WAITS:
        say(next(advice_lines(advice)))
    if person.insertional:
        say(Phrase("plan.floor-only"))
    return person


def _keep_stop(keeper: SetsKept | None) -> None:
    from formcheck.plan.signs import SHOWN

    if keeper is None:
        say(Phrase("plan.stop-unkept"))
    else:
        keeper.stop(SHOWN)


def _sets(stack: ExitStack, folder: Path, *, wanted: bool) -> SetsKept | None:
    """Who keeps the sets; without a history that can be used the session goes on all the same."""
    from formcheck.cli.kept import Keeper, SetsKept
    from formcheck.errors import HistoryError
    from formcheck.history.history import open_history

    if not wanted:
        return None
    try:
        return SetsKept(Keeper(stack.enter_context(open_history(say)), "live"), folder)
    except HistoryError as error:
        say(Phrase("error.history.not-kept", why=error.message))
        return None


def _spec(exercise: str | None, *, headless: bool) -> ExerciseSpec | None:
    from formcheck.errors import SpecError
    from formcheck.library import load_exercise
    from formcheck.programmes import leads_alone

    if headless and exercise is None:
        raise wrong_usage(Phrase("live.headless-name"))
    if exercise and (programme := leads_alone(exercise)):
        raise SpecError(Phrase("live.not-judged", exercise=exercise, programme=programme))
    return load_exercise(exercise) if exercise else None


def _chosen(studio: Studio) -> ExerciseSpec:
    from formcheck.library import exercise_ids, load_exercise
    from formcheck.media.screen.menu import choose

    specs = sorted((load_exercise(name) for name in exercise_ids()), key=lambda spec: spec.number)
    names = [spec.name for spec in specs]
    number = choose(studio.camera(), studio.stage, names, studio.stop)
    if number is None:
        raise typer.Exit(INTERRUPTED if studio.stop() else 0)
    return specs[number]


def _end(result: Live, spec: ExerciseSpec, folder: Path, *, stopped: bool) -> None:
    from formcheck.reports.table import report_page

    page(report_page(result.report, spec.name, result.source))
    for note in result.notes:
        say(note)
    say(wrote(result.files, folder))
    if stopped:
        raise typer.Exit(INTERRUPTED)


def _show_cameras() -> None:
    from formcheck.errors import CameraError
    from formcheck.media.camera.devices import list_cameras

    if not (found := list_cameras()):
        raise CameraError(Phrase("live.no-camera"))
    for source, description in found:
        put(f"{source}  {translated(description)}")
