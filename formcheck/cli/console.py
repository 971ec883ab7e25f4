"""What the commands share: consoles, the progress bar, and Ctrl-C as a wish to stop."""
# ruff: noqa: PLC0415 - imports wait for the command that needs them, so that --help is quick

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["page", "progress_bar", "say", "stop_on_ctrl_c"]


def page(content: RenderableType) -> None:
    """Prints a result."""
    from rich.console import Console

    Console(highlight=False).print(content)


def say(message: str) -> None:
    """Tells something that is not a result."""
    typer.echo(f"formcheck: {message}", err=True)


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[float, float | None], None]]:
    """A bar with the time left on standard error; shows nothing when that is not a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(label, total=None)
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

    known = (getattr(signal, name, None) for name in ("SIGINT", "SIGTERM", "SIGHUP"))  # Windows has no SIGHUP
    before = {number: signal.signal(number, note) for number in known if number is not None}
    try:
        yield pressed.is_set
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
