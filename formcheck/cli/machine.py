"""doctor, models: the commands about this machine."""
# ruff: noqa: PLC0415 - imports wait for the command that needs them, so that --help is quick

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from typing import Annotated

import typer

from formcheck.cli.console import page, put, say
from formcheck.errors import FormcheckError, SpecError
from formcheck.words import Phrase, said, translated

__all__ = ["doctor", "fetch", "list_models"]

_TOOLS = ("formcheck", "mediapipe", "opencv-python", "av", "numpy")


@dataclass(frozen=True, slots=True)
class _Result:
    name: str  # as in the key "doctor.NAME"
    works: bool
    said: str
    essential: bool


def doctor() -> None:
    """Try everything that formcheck needs here, and say how to mend what does not work."""
    from rich.table import Table
    from rich.text import Text

    results = tuple(_results())
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for result in results:
        mark = (
            ("✓", "cyan") if result.works else ("✗", "red") if result.essential else ("!", "yellow")
        )
        table.add_row(Text(*mark), said(f"doctor.{result.name}"), translated(result.said))
    page(table)
    if any(result.essential and not result.works for result in results):
        say(Phrase("doctor.broken"))
        raise typer.Exit(1)


def list_models() -> None:
    """List the pose models and where they are."""
    from rich.table import Table

    from formcheck.media.pose.models import KNOWN_SHA256, find_model

    head = (said("models.name"), "sha256", said("models.where"))
    table = Table(*head, box=None, padding=(0, 2, 0, 0), header_style="dim")
    for name in KNOWN_SHA256:
        try:
            model = find_model(name)
            table.add_row(name, model.sha256[:16], str(model.path))
        except FormcheckError as error:
            table.add_row(name, "-", translated(error.message))
    page(table)


def fetch(name: Annotated[str, typer.Argument(help="lite, full or heavy.")]) -> None:
    """Download a pose model from its official place and check it.

    The only command that uses the network.
    """
    from formcheck.media.pose.models import fetch_model

    model = fetch_model(name)
    put(str(model.path))


def _results() -> Iterator[_Result]:
    versions = ", ".join(f"{tool} {version(tool)}" for tool in _TOOLS)
    yield _Result("versions", True, f"Python {platform.python_version()}, {versions}", True)
    yield _tried("memory", _memory)
    try:
        from formcheck.media import probe
    except ImportError as error:  # OpenCV without its system libraries
        remedy = Phrase("doctor.libraries-remedy", error=str(error))
        yield _Result("libraries", False, remedy, True)
        return
    yield _tried("model-heavy", lambda: probe.pose_model("heavy"))
    yield _tried("model-full", lambda: probe.pose_model("full"))
    yield _tried("encoder", probe.encoder)
    yield _tried("exercises", _exercises)
    yield _tried("camera", probe.camera, essential=False)
    yield _tried("display", probe.display, essential=False)


def _tried(name: str, probe: Callable[[], str], *, essential: bool = True) -> _Result:
    try:
        return _Result(name, True, probe(), essential)
    except FormcheckError as error:
        return _Result(name, False, error.message, essential)


def _exercises() -> str:
    from formcheck.library import exercise_ids, load_exercise

    if not (ids := exercise_ids()):
        raise SpecError(Phrase("doctor.no-exercises"))
    return Phrase("doctor.valid", count=len([load_exercise(name) for name in ids]))


def _memory() -> str:
    if not hasattr(os, "sysconf"):
        return Phrase("doctor.memory-unknown")
    total_gb = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
    return Phrase("doctor.memory-is", total=total_gb)
