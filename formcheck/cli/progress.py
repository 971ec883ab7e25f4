"""progress: one page of what was done."""
# ruff: noqa: PLC0415 - imports wait for the command that needs them, so that --help is quick

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli.console import say
from formcheck.words import Phrase

if TYPE_CHECKING:
    from formcheck.history.history import History
    from formcheck.progress.page import Progress

__all__ = ["progress"]


def progress(
    *,
    out: Annotated[
        Path | None,
        typer.Option(readable=False, metavar="FILE.html", help="progress.html beside the history."),
    ] = None,
    no_open: Annotated[bool, typer.Option("--no-open", help="Only write it.")] = False,
) -> None:
    """Write a page of what was done, heights, pain and what is next, and open it."""
    import webbrowser

    from formcheck.atomic import replacing
    from formcheck.cli.kept import day_name
    from formcheck.history.history import open_history
    from formcheck.history.place import PAGE, data_folder
    from formcheck.progress.page import page_of

    with open_history(say) as history:
        content = page_of(progress_of(history), day_name)
    path = (out or data_folder() / PAGE).absolute()
    with replacing(path) as part:
        part.write_text(content, encoding="utf-8")
    say(Phrase("progress.wrote", path=path))
    if not no_open:
        webbrowser.open(path.as_uri())


def progress_of(history: History) -> Progress:
    """What the page shows: everything that was kept."""
    from formcheck.cli.kept import today_number
    from formcheck.cli.today import day_lines, day_of
    from formcheck.history.diary import PlanBook
    from formcheck.library import exercise_ids, load_exercise
    from formcheck.plan.course import course_of
    from formcheck.progress.page import Progress

    book = PlanBook(history)
    kept = book.current()
    upcoming: list[str] = []
    changes: list[tuple[int, str]] = []
    if kept is not None:
        day = day_of(history, book, today_number())
        upcoming = day_lines(day, commands=False)
        log = course_of(kept.plan, day.diary, day.day).log
        changes = [(day, reason.text) for day, _, reason in log]
    sessions = history.sessions()
    known = {session.id for session in sessions}  # another program may begin one meanwhile
    work = [each for each in history.work() if each.session in known]
    judged = {each.exercise for each in work} & {*exercise_ids()}
    return Progress(
        kept.plan.programme.name if kept else "",
        upcoming,
        changes,
        sessions,
        work,
        book.mornings(),
        {id_: load_exercise(id_).name for id_ in sorted(judged)},
    )
