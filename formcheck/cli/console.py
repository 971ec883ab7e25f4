"""What the commands share: consoles, the progress bar, and Ctrl-C as a wish to stop."""
# ruff: noqa: PLC0415 - imports wait for the command that needs them, so that --help is quick

from __future__ import annotations

import math
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from formcheck.cli.terminal import shown, styled
from formcheck.errors import FormcheckError, SpecError
from formcheck.words import Phrase, translated

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = [
    "complain",
    "number",
    "page",
    "progress_bar",
    "put",
    "say",
    "stop_on_ctrl_c",
    "wrong_usage",
    "wrote",
]

# columns; a table that is squeezed further cannot be read, one that is broken at the edge can
_NARROW = 80


def page(content: RenderableType) -> None:
    """Prints a result with its layout: as text, whatever its parts look like."""
    from rich.console import Console
    from rich.segment import Segment, Segments

    console = Console(file=styled(sys.stdout), highlight=False, markup=False, emoji=False)
    console.width = max(console.width, _NARROW)
    parts = [Segment(shown(part.text), part.style) for part in console.render(content)]
    console.print(Segments(parts), end="", soft_wrap=True)


def put(text: str) -> None:
    """Prints a result that is plain text."""
    sys.stdout.write(f"{shown(translated(text))}\n")
    sys.stdout.flush()


def say(message: str) -> None:
    """Tells something that is not a result, in one line."""
    sys.stderr.write(f"formcheck: {_line(message)}\n")
    sys.stderr.flush()


def number(value: float | None) -> float | None:
    """An option that is a number; nan is none, and no limit keeps it out."""
    if value is not None and math.isnan(value):
        raise wrong_usage(Phrase("run.nan"))
    return value


def wrote(files: Iterable[Path], folder: Path | None) -> Phrase:
    """What was written where."""
    return Phrase("run.wrote", files=tuple(path.name for path in files), folder=folder)


def wrong_usage(message: str) -> typer.BadParameter:
    """The error of an option or argument that cannot be."""
    return typer.BadParameter(translated(message))


def complain(error: FormcheckError) -> None:
    """Tells what is wrong: one line, and one for every mistake in a spec."""
    problems = error.problems if isinstance(error, SpecError) else ()
    say(error.message)
    for problem in problems:
        sys.stderr.write(f"{_line(problem)}\n")
    sys.stderr.flush()


def _line(text: str) -> str:
    return shown(translated(text)).replace("\n", "\\u000a")


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[float, float | None], None]]:
    """A bar with the time left on standard error; shows nothing when that is not a terminal."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    console = Console(file=styled(sys.stderr))
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
    )
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task(_line(label), total=None)
        yield lambda done_s, total_s: bar.update(task, completed=done_s, total=total_s)


@contextmanager
def stop_on_ctrl_c() -> Iterator[Callable[[], bool]]:
    """Gives the question "was Ctrl-C pressed?"; a second time, it interrupts at once.

    A closed terminal and a shutdown count as Ctrl-C, too.
    """
    pressed = threading.Event()

    def note(number: int, _frame: object) -> None:
        pressed.set()
        signal.signal(number, signal.default_int_handler)

    known = (
        getattr(signal, name, None) for name in ("SIGINT", "SIGTERM", "SIGHUP")
    )  # Windows has no SIGHUP
    before = {number: signal.signal(number, note) for number in known if number is not None}
    try:
        yield pressed.is_set
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
