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

__all__ = ["doctor", "fetch", "list_models"]

_TOOLS = ("formcheck", "mediapipe", "opencv-python", "av", "numpy")


@dataclass(frozen=True, slots=True)
class _Result:
    name: str
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
        table.add_row(Text(*mark), result.name, result.said)
    page(table)
    if any(result.essential and not result.works for result in results):
        say("something essential does not work: see the lines marked ✗")
        raise typer.Exit(1)


def list_models() -> None:
    """List the pose models and where they are."""
    from rich.table import Table

    from formcheck.media.pose.models import KNOWN_SHA256, find_model

    table = Table("name", "sha256", "where", box=None, padding=(0, 2, 0, 0), header_style="dim")
    for name in KNOWN_SHA256:
        try:
            model = find_model(name)
            table.add_row(name, model.sha256[:16], str(model.path))
        except FormcheckError as error:
            table.add_row(name, "-", str(error))
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
        remedy = "on Debian and Ubuntu: apt-get install libgl1 libglib2.0-0"
        yield _Result("OpenCV, MediaPipe", False, f"{error}; {remedy}", True)
        return
    yield _tried("model heavy", lambda: probe.pose_model("heavy"))
    yield _tried("model full", lambda: probe.pose_model("full"))
    yield _tried("video encoder", probe.encoder)
    yield _tried("exercises", _exercises)
    yield _tried("camera", probe.camera, essential=False)
    yield _tried("display", probe.display, essential=False)


def _tried(name: str, probe: Callable[[], str], *, essential: bool = True) -> _Result:
    try:
        return _Result(name, True, probe(), essential)
    except FormcheckError as error:
        return _Result(name, False, str(error), essential)


def _exercises() -> str:
    from formcheck.library import exercise_ids, load_exercise

    if not (ids := exercise_ids()):
        raise SpecError("none found; install formcheck again")
    return f"{len([load_exercise(name) for name in ids])} valid"


def _memory() -> str:
    if not hasattr(os, "sysconf"):
        return "amount not known on this system; formcheck needs about 0.4 GB"
    total_gb = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
    return f"{total_gb:.1f} GB; formcheck needs about 0.4 GB"
