"""live: the coach in front of a camera."""
# ruff: noqa: PLC0415 - imports wait for the command that needs them, so that --help is quick

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from formcheck.cli.console import number, page, put, say, stop_on_ctrl_c, wrong_usage, wrote
from formcheck.cli.person import ProfileFile
from formcheck.cli.wishes import Setting, SideChoice, Wishes
from formcheck.words import Phrase, translated

if TYPE_CHECKING:
    from formcheck.coach.values import Plan, Prompt
    from formcheck.engine.spec.exercise import ExerciseSpec
    from formcheck.live import Live, LiveSession
    from formcheck.live_sets import Sets
    from formcheck.media.camera.camera import Camera
    from formcheck.media.camera.devices import Got
    from formcheck.media.screen.stage import Stage
    from formcheck.media.sound.voice import Voice, VoiceKind

__all__ = ["camera_of", "coached", "live", "stage_of", "voice_of"]

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
    camera: Annotated[
        str, typer.Option(metavar="INDEX|PATH|URL", help="Camera, or a video to rehearse.")
    ] = "0",
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
        Path | None, typer.Option(help="Folder; formcheck-DATE-TIME if not given.")
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

    person = profile_of(
        profile, insertional=floor, height_cm=height_cm, foot_cm=foot_cm, mass_kg=mass_kg
    )
    wishes = Wishes(
        sets,
        reps,
        hold,
        rest,
        side=side,
        metronome=metronome,
        headless=headless,
        body=person.body,
        floor=person.insertional,
    )
    setting = Setting(camera, size, fps, model, voice, rate, volume, big_text, save)
    folder = out or Path(f"formcheck-{datetime.now().astimezone():%Y%m%d-%H%M%S}")
    spec = _spec(exercise, headless=headless)
    with ExitStack() as stack:
        coached(spec, wishes, folder, setting, sets=_sets(stack, wanted=not no_history))


def coached(
    spec: ExerciseSpec | None,
    wishes: Wishes,
    folder: Path,
    setting: Setting,
    *,
    sets: Sets | None = None,
) -> None:
    """Coaches one exercise; without one the user chooses."""
    from formcheck.today import warned_on

    with ExitStack() as stack:
        stop = stack.enter_context(stop_on_ctrl_c())
        stage = stage_of(stack, headless=wishes.headless, big_text=setting.big_text)
        opened = camera_of(stack, setting, spec.id if spec else None)
        spec = spec or _chosen(opened, stage, stop)
        if wishes.floor:
            spec = spec.for_insertional_pain()
        heard = voice_of(stack, setting.voice, setting.rate, setting.volume)
        plan = wishes.plan(spec, safety=not warned_on(_today()))
        session = _session(
            opened, spec, plan, wishes, stage=stage, voice=heard, stop=stop, sets=sets
        )
        result = session.run(folder, setting.model, save=setting.save)
    if result.warned:
        warned_on(_today(), now=True)
    _end(result, spec, folder, stopped=stop())


def _sets(stack: ExitStack, *, wanted: bool) -> Sets | None:
    """Who keeps the sets; without a history that can be used the session goes on all the same."""
    from formcheck.cli.kept import SetsKept
    from formcheck.errors import HistoryError
    from formcheck.history.history import open_history

    if not wanted:
        return None
    try:
        return SetsKept(stack.enter_context(open_history(say)), "live")
    except HistoryError as error:
        say(Phrase("error.history.not-kept", why=error.message))
        return None


def _spec(exercise: str | None, *, headless: bool) -> ExerciseSpec | None:
    from formcheck.library import load_exercise

    if headless and exercise is None:
        raise wrong_usage(Phrase("live.headless-name"))
    return load_exercise(exercise) if exercise else None


def stage_of(stack: ExitStack, *, headless: bool, big_text: bool) -> Stage:
    """The window, or none."""
    from formcheck.coach.keys import HELP
    from formcheck.media.screen.stage import Stage
    from formcheck.media.screen.window import Window

    window = None if headless else stack.enter_context(Window("formcheck"))
    return Stage(window, HELP, big_text=big_text)


def camera_of(stack: ExitStack, setting: Setting, exercise: str | None = None) -> Camera:
    """The camera, opened; what it gives is said."""
    from formcheck.media.camera.devices import Asked
    from formcheck.media.camera.film import camera_named

    width, _, height = setting.size.partition("x")
    if not re.fullmatch("[1-9][0-9]{1,4}x[1-9][0-9]{1,4}", setting.size):
        raise wrong_usage(Phrase("live.size", size=setting.size))
    wanted = Asked((int(width), int(height)), setting.fps)
    opened = stack.enter_context(camera_named(setting.camera, wanted, exercise))
    asked = {"camera": opened.name, "width": width, "height": height, "fps": setting.fps}
    say(Phrase("live.asked", **asked, got=_got(opened.got)))
    return opened


def _got(got: Got) -> Phrase:
    size = {"width": got.size_px[0], "height": got.size_px[1]}
    return Phrase("live.got-at", **size, fps=got.fps) if got.fps else Phrase("live.got", **size)


def voice_of(stack: ExitStack, kind: VoiceKind, rate: int, volume: float) -> Voice:
    """The voice, or why there is none."""
    from formcheck.media.sound.voice import open_voice

    voice = stack.enter_context(open_voice(kind, rate, volume))
    if voice.notice:
        say(voice.notice)
    return voice


def _chosen(camera: Camera, stage: Stage, stop: Callable[[], bool]) -> ExerciseSpec:
    from formcheck.library import exercise_ids, load_exercise
    from formcheck.live import choose

    specs = sorted((load_exercise(name) for name in exercise_ids()), key=lambda spec: spec.number)
    number = choose(camera, stage, [spec.name for spec in specs], stop)
    if number is None:
        raise typer.Exit(INTERRUPTED if stop() else 0)
    return specs[number]


def _session(
    camera: Camera,
    spec: ExerciseSpec,
    plan: Plan,
    wishes: Wishes,
    *,
    stage: Stage,
    voice: Voice,
    stop: Callable[[], bool],
    sets: Sets | None,
) -> LiveSession:
    from formcheck.live import LiveSession

    def told(prompt: Prompt) -> None:
        if wishes.headless:
            say(prompt.text)

    return LiveSession(
        camera,
        spec,
        plan,
        stage=stage,
        voice=voice,
        stop=stop,
        told=told,
        body=wishes.body,
        sets=sets,
    )


def _end(result: Live, spec: ExerciseSpec, folder: Path, *, stopped: bool) -> None:
    from formcheck.reports.table import report_page

    page(report_page(result.report, spec.name, result.source))
    for note in result.notes:
        say(note)
    say(wrote(result.files, folder))
    if stopped:
        raise typer.Exit(INTERRUPTED)


def _today() -> str:
    return f"{datetime.now().astimezone():%Y-%m-%d}"


def _show_cameras() -> None:
    from formcheck.errors import CameraError
    from formcheck.media.camera.devices import list_cameras

    if not (found := list_cameras()):
        raise CameraError(Phrase("live.no-camera"))
    for source, description in found:
        put(f"{source}  {translated(description)}")
