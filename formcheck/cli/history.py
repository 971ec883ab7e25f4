"""history: what was kept, and how to be rid of it."""
# ruff: noqa: PLC0415 - imports wait for the command that needs them, so that --help is quick

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from formcheck.cli.console import put, say, wrong_usage
from formcheck.words import Phrase, said

if TYPE_CHECKING:
    from formcheck.history.history import History
    from formcheck.history.values import KeptSession, KeptSet

__all__ = ["delete", "export", "list_sessions", "need_session", "path", "show"]


def list_sessions() -> None:
    """List the sessions."""
    from formcheck.history.history import open_history

    with open_history(say) as history:
        for session in history.sessions():
            put(_line(session))


def _line(session: KeptSession) -> str:
    from formcheck.cli.kept import day_name

    pain = Phrase("history.unknown") if session.pain is None else session.pain
    parts = [
        f"{session.id:>5}",
        day_name(session.day),
        f"{session.kind:<7}",
        said("history.sets", n=session.sets),
        said("history.pain", pain=pain),
    ]
    if session.stop_sign:
        parts.append(said("history.stop-sign", sign=session.stop_sign))
    return "  ".join(parts)


def show(session: Annotated[int, typer.Argument(metavar="SESSION", min=1)]) -> None:
    """Show the sets of a session."""
    from formcheck.history.history import open_history

    with open_history(say) as history:
        put(_line(need_session(history, session)))
        for each in history.sets(session):
            put(_set_line(each))
        for note in history.notes(session):
            put(f"  {said(f'history.note.{note.what}', exercise=note.exercise)}")
        for folder in history.folders(session):
            put(said("history.folder", folder=str(folder)))


def _set_line(each: KeptSet) -> str:
    done = said("coach.result.held", n=round(each.held_s))
    if each.kind == "reps":
        counts = {"full": each.full, "partial": each.partial, "uncertain": each.uncertain}
        done = ", ".join(said(f"count.{name}", count=count) for name, count in counts.items())
    values = {"exercise": each.exercise, "number": each.number, "done": done}
    line = said("history.set", side=said(f"history.side.{each.side or 'both'}"), **values)
    height = said("history.highest", height=each.best_ratio) if each.best_ratio else ""
    return f"  {line}  {height}".rstrip()


def need_session(history: History, number: int) -> KeptSession:
    """The session of this number.

    Raises:
        HistoryError: There is none.
    """
    from formcheck.errors import HistoryError

    for session in history.sessions():
        if session.id == number:
            return session
    raise HistoryError(Phrase("error.history.no-session", number=number))


def export(
    file: Annotated[Path, typer.Argument(readable=False, metavar="FILE.json")],
    *,
    from_day: Annotated[str, typer.Option("--from", metavar="DATE", help="2026-05-01")] = "",
) -> None:
    """Write everything that was kept as JSON, the reports of all sets included."""
    import json

    from formcheck.atomic import replacing
    from formcheck.history.history import open_history

    with open_history(say) as history:
        content = _content(history, _day(from_day) if from_day else 0)
    with replacing(file) as part:
        text = json.dumps(content, indent=1, ensure_ascii=False)
        part.write_text(text, encoding="utf-8", errors="backslashreplace")
    say(Phrase("history.exported", n=len(content["sessions"]), file=file))


def _day(text: str) -> int:
    from datetime import date

    try:
        return date.fromisoformat(text).toordinal()
    except ValueError as error:
        raise wrong_usage(Phrase("error.history.date", text=text[:40])) from error


def _content(history: History, from_day: int) -> dict[str, Any]:
    from dataclasses import asdict

    from formcheck.cli.kept import day_name
    from formcheck.history.diary import PlanBook

    sessions = [
        {
            **asdict(session),
            "date": day_name(session.day),
            "sets": [
                {**asdict(each), "report": history.document(each.id)}
                for each in history.sets(session.id)
            ],
            "pains": history.pains(session.id),
            "notes": [asdict(note) for note in history.notes(session.id)],
        }
        for session in history.sessions(from_day)
    ]
    told = PlanBook(history).rows(from_day)
    told["mornings"] = [{**row, "date": day_name(row["day"])} for row in told["mornings"]]
    return {"schema": 1, **told, "sessions": sessions}


def delete(
    sessions: Annotated[list[int] | None, typer.Argument(metavar="[SESSION...]")] = None,
    *,
    everything: Annotated[
        bool, typer.Option("--all", help="Sessions, mornings, plans and traces.")
    ] = False,
) -> None:
    """Delete sessions with their traces, or everything."""
    from formcheck.cli.kept import today_number, waits_for
    from formcheck.history.history import open_history

    if bool(sessions) == everything:
        raise wrong_usage(Phrase("error.history.delete"))
    with open_history(say) as history:
        waits = waits_for(history)
        if everything:
            history.delete_all()
            say(Phrase("history.deleted-all"))
            if waits is not None:
                say(Phrase("history.still-holds", why=waits.text))
            return
        gone = [need_session(history, number) for number in sessions or ()]
        say(Phrase("history.deleted", n=history.delete([s.id for s in gone], today_number())))
        if any(s.kind != "analyze" for s in gone):
            say(Phrase("history.remains"))
        if waits is not None:
            say(waits.text)


def path() -> None:
    """Print where everything is kept.

    FORMCHECK_DATA names another folder, FORMCHECK_TRACES_MB how much landmarks may take (500).
    """
    from formcheck.history.database import NAME
    from formcheck.history.place import data_folder

    put(str(data_folder() / NAME))
