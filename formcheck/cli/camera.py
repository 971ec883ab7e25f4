"""The camera of a live session; a phone as camera is asked for, served, and waited for."""
# ruff: noqa: PLC0415 - imports wait for the command that needs them, so that --help is quick

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Final

import typer

from formcheck.cli.console import put, say, wrong_usage
from formcheck.cli.questions import ask_yes
from formcheck.errors import CameraError
from formcheck.words import Phrase, said

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from formcheck.cli.wishes import Setting
    from formcheck.media.camera.camera import Camera
    from formcheck.media.camera.devices import Asked, Got
    from formcheck.media.phone.phone import Phone
    from formcheck.media.screen.stage import Stage

    Code = NDArray[np.bool_]
    Image = NDArray[np.uint8]

__all__ = ["CameraName", "Yes", "camera_of", "with_phone"]

_PHONE: Final = "phone"
_INTERRUPTED: Final = 130
_LOOK_S: Final = 0.05
_BLOCKS: Final = " ▄▀█"

CameraName = Annotated[
    str, typer.Option(metavar="INDEX|PATH|URL|phone", help="Camera; video or folder: rehearse.")
]
Yes = Annotated[
    bool, typer.Option("--yes", help="With --camera phone: serve its page without asking.")
]


def with_phone(stack: ExitStack, setting: Setting, *, yes: bool) -> Setting:
    """The setting; where its camera is a phone, the page for it is served until the stack is left.

    The user is asked first.

    Args:
        stack: Closes the page.
        setting: Its camera is "phone" or "phone@HOST:PORT", or any other, which is left alone.
        yes: Whether the user has agreed already.

    Raises:
        CameraError: What it needs is not installed, or there is no local network.
        BadParameter: There is nobody to ask.
        Exit: The user does not want it.
    """
    name, _, where = setting.camera.partition("@")
    if name != _PHONE:
        return setting
    try:
        from formcheck.media.phone.phone import Phone
    except ImportError as error:
        raise CameraError(Phrase("error.phone.not-there")) from error
    phone = Phone(where, _asked(setting))
    if not yes:
        _ask()
    stack.enter_context(phone)
    say(Phrase("phone.open", address=phone.address))
    say(Phrase("phone.warns", fingerprint=phone.fingerprint))
    return replace(setting, camera=_PHONE, phone=phone)


def camera_of(
    stack: ExitStack,
    setting: Setting,
    stage: Stage,
    stop: Callable[[], bool],
    exercise: str | None = None,
) -> Camera:
    """The camera, opened; what it gives is said. A phone is waited for.

    Of a folder of videos the one is taken that is named like the exercise.

    Raises:
        CameraError: It does not open.
        Exit: The user ends while a phone is waited for.
    """
    from formcheck.media.camera.camera import Camera
    from formcheck.media.camera.film import camera_named

    asked = _asked(setting)
    if setting.phone is not None:
        _await(setting.phone, stage, stop)
        camera = Camera(setting.camera, asked, opens=setting.phone.device)
    else:
        camera = camera_named(setting.camera, asked, exercise)
    opened = stack.enter_context(camera)
    width, _, height = setting.size.partition("x")
    wished = {"camera": opened.name, "width": width, "height": height, "fps": setting.fps}
    say(Phrase("live.asked", **wished, got=_got(opened.got)))
    return opened


def _asked(setting: Setting) -> Asked:
    from formcheck.media.camera.devices import Asked

    if not re.fullmatch("[1-9][0-9]{1,4}x[1-9][0-9]{1,4}", setting.size):
        raise wrong_usage(Phrase("live.size", size=setting.size))
    width, _, height = setting.size.partition("x")
    return Asked((int(width), int(height)), setting.fps)


def _got(got: Got) -> Phrase:
    size = {"width": got.size_px[0], "height": got.size_px[1]}
    return Phrase("live.got-at", **size, fps=got.fps) if got.fps else Phrase("live.got", **size)


def _await(phone: Phone, stage: Stage, stop: Callable[[], bool]) -> None:
    """Shows the code until a phone sends pictures."""
    if phone.present:
        return
    if not stage.seen:
        put(_as_text(phone.code))
    card = _card(phone)
    while not phone.present:
        if stop():
            raise typer.Exit(_INTERRUPTED)
        if stage.closed or stage.card(card) in ("q", "escape"):
            raise typer.Exit(0)
        time.sleep(_LOOK_S)


def _ask() -> None:
    if sys.stdin is None or not sys.stdin.isatty():
        raise wrong_usage(Phrase("phone.nobody-asks"))
    if not ask_yes(Phrase("phone.ask", yes=Phrase("ask.yes"), no=Phrase("ask.no"))):
        raise typer.Exit(0)


def _card(phone: Phone) -> Image:
    from formcheck.media.overlay.scan import scan_card

    steps = [said(f"screen.phone.{step}") for step in ("network", "scan", "warning", "start")]
    pairs = phone.fingerprint.split(":")
    halves = ":".join(pairs[:16]), ":".join(pairs[16:])
    foot = (phone.address, said("screen.phone.compare"), *halves, said("screen.phone.end"))
    return scan_card(phone.code, said("screen.phone.title"), steps, foot)


def _as_text(code: Code) -> str:
    """The code in half blocks; what is light is drawn, for terminals are mostly dark."""
    light = (~code).tolist()
    if len(light) % 2:
        light.append(light[0])
    rows = range(0, len(light), 2)
    return "\n".join(_row(light[row], light[row + 1]) for row in rows)


def _row(upper: list[bool], lower: list[bool]) -> str:
    return "".join(_BLOCKS[2 * up + low] for up, low in zip(upper, lower, strict=True))
