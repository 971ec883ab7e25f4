"""live: the coach in front of a camera."""
# ruff: noqa: PLC0415 - imports wait for the command that needs them, so that --help is quick

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from formcheck.cli.console import number, page, put, say, stop_on_ctrl_c, wrong_usage, wrote
from formcheck.cli.person import PainFree, ProfileFile
from formcheck.words import Phrase, translated

if TYPE_CHECKING:
    from formcheck.cli.profile import Profile
    from formcheck.coach.values import Plan, Prompt
    from formcheck.engine.spec.exercise import ExerciseSpec
    from formcheck.live import Live, LiveSession
    from formcheck.media.camera.camera import Camera
    from formcheck.media.camera.devices import Got
    from formcheck.media.screen.stage import Stage
    from formcheck.media.sound.voice import Voice, VoiceKind

__all__ = ["live"]

INTERRUPTED = 130

_SideChoice = Literal["left", "right", "both", "auto"]


@dataclass(frozen=True, slots=True)
class _Wishes:
    """How much the user wants to do; None leaves it to the exercise."""

    sets: int | None
    reps: int | None
    hold_s: float | None
    rest_s: float | None
    side: _SideChoice
    metronome: bool
    headless: bool
    person: Profile

    def plan(self, spec: ExerciseSpec, *, safety: bool) -> Plan:
        from formcheck.coach.values import Plan
        from formcheck.library import exercise_ids, load_exercise

        dose = spec.dosage
        target = (self.reps or dose.reps) if spec.kind == "reps" else (self.hold_s or dose.hold_s)
        one_leg = self.side in ("left", "right")
        first: Literal["left", "right"] | None = "right" if self.side == "right" else "left"
        return Plan(
            self.sets or dose.sets,
            float(target or 1),
            None if self.side == "auto" or not dose.per_side else first,
            1 if one_leg or not dose.per_side else 2,
            dose.rest_s if self.rest_s is None else self.rest_s,
            metronome=self.metronome,
            waits=not self.headless,
            safety=safety,
            sides=dose.sides,
            easier=load_exercise(spec.easier).name if spec.easier in exercise_ids() else "",
        )


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
        _SideChoice, typer.Option(help="Which leg; auto begins with the one you show.")
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
    pain_free_range: PainFree = False,
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
) -> None:
    """Coach an exercise in front of a camera."""
    if list_cameras:
        _show_cameras()
        return
    from formcheck.cli.profile import profile_of
    from formcheck.today import warned_on

    person = profile_of(
        profile, insertional=pain_free_range, height_cm=height_cm, foot_cm=foot_cm, mass_kg=mass_kg
    )
    wishes = _Wishes(sets, reps, hold, rest, side, metronome, headless, person)
    folder = out or Path(f"formcheck-{datetime.now().astimezone():%Y%m%d-%H%M%S}")
    safety = not warned_on(_today())
    with ExitStack() as stack:
        stop = stack.enter_context(stop_on_ctrl_c())
        spec = _spec(exercise, headless=headless)
        stage = _stage(stack, headless=headless, big_text=big_text)
        opened = _camera(stack, camera, size, fps)
        spec = spec or _chosen(opened, stage, stop)
        if person.insertional:
            spec = spec.for_insertional_pain()
        heard = _voice(stack, voice, rate, volume)
        plan = wishes.plan(spec, safety=safety)
        result = _session(opened, spec, wishes, plan, stage=stage, voice=heard, stop=stop).run(
            folder, model, save=save
        )
    if result.warned:
        warned_on(_today(), now=True)
    _end(result, spec, folder, stopped=stop())


def _spec(exercise: str | None, *, headless: bool) -> ExerciseSpec | None:
    from formcheck.library import load_exercise

    if headless and exercise is None:
        raise wrong_usage(Phrase("live.headless-name"))
    return load_exercise(exercise) if exercise else None


def _stage(stack: ExitStack, *, headless: bool, big_text: bool) -> Stage:
    from formcheck.coach.keys import HELP
    from formcheck.media.screen.stage import Stage
    from formcheck.media.screen.window import Window

    window = None if headless else stack.enter_context(Window("formcheck"))
    return Stage(window, HELP, big_text=big_text)


def _camera(stack: ExitStack, source: str, size: str, fps: float) -> Camera:
    from formcheck.media.camera.camera import Asked, Camera

    width, _, height = size.partition("x")
    if not re.fullmatch("[1-9][0-9]{1,4}x[1-9][0-9]{1,4}", size):
        raise wrong_usage(Phrase("live.size", size=size))
    opened = stack.enter_context(Camera(source, Asked((int(width), int(height)), fps), holds=True))
    asked = {"camera": opened.name, "width": width, "height": height, "fps": fps}
    say(Phrase("live.asked", **asked, got=_got(opened.got)))
    return opened


def _got(got: Got) -> Phrase:
    size = {"width": got.size_px[0], "height": got.size_px[1]}
    return Phrase("live.got-at", **size, fps=got.fps) if got.fps else Phrase("live.got", **size)


def _voice(stack: ExitStack, kind: VoiceKind, rate: int, volume: float) -> Voice:
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
    wishes: _Wishes,
    plan: Plan,
    *,
    stage: Stage,
    voice: Voice,
    stop: Callable[[], bool],
) -> LiveSession:
    from formcheck.live import LiveSession

    def told(prompt: Prompt) -> None:
        if wishes.headless:
            say(prompt.text)

    return LiveSession(
        camera, spec, plan, stage=stage, voice=voice, stop=stop, told=told, body=wishes.person.body
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
