"""history: what was kept, and how to be rid of it."""
# ruff: noqa: PLC0415 - imports wait for the command that needs them, so that --help is quick

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from formcheck.cli.console import put, say

if TYPE_CHECKING:
    from formcheck.history.history import History
    from formcheck.history.values import KeptSession

__all__ = ["delete", "export", "list_sessions", "path", "show"]


def list_sessions() -> None:
    """List the sessions."""
    from formcheck.history.history import open_history

    with open_history(say) as history:
        for session in history.sessions():
            put(_line(session))


def _line(session: KeptSession) -> str:
    from formcheck.cli.kept import day_name

    pain = "unknown" if session.pain is None else session.pain
    sign = f"  stop sign: {session.stop_sign}" if session.stop_sign else ""
    return (
        f"{session.id:>5}  {day_name(session.day)}  {session.kind:<7}  "
        f"{session.sets} sets  pain {pain}{sign}"
    )


def show(session: Annotated[int, typer.Argument(metavar="SESSION", min=1)]) -> None:
    """Show the sets of a session."""
    from formcheck.history.history import open_history

    with open_history(say) as history:
        put(_line(_session(history, session)))
        for each in history.sets(session):
            height = f"  highest {each.best_ratio:.2f} foot lengths" if each.best_ratio else ""
            done = f"{each.held_s:.0f} good seconds"
            if each.kind == "reps":
                done = f"{each.full} full, {each.partial} partial, {each.uncertain} uncertain"
            put(f"  {each.exercise}, set {each.number}, {each.side or 'both'}: {done}{height}")


def _session(history: History, number: int) -> KeptSession:
    from formcheck.errors import HistoryError

    for session in history.sessions():
        if session.id == number:
            return session
    raise HistoryError(f"there is no session {number}: `formcheck history list` shows all")


def export(
    file: Annotated[Path, typer.Argument(metavar="FILE.json")],
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
        part.write_text(json.dumps(content, indent=1, ensure_ascii=False), encoding="utf-8")
    say(f"wrote {len(content['sessions'])} sessions to {file}")


def _day(text: str) -> int:
    from datetime import date

    try:
        return date.fromisoformat(text).toordinal()
    except ValueError as error:
        raise typer.BadParameter(f"a date is like 2026-05-01, not {text[:40]!r}") from error


def _content(history: History, from_day: int) -> dict[str, Any]:
    from dataclasses import asdict

    from formcheck.cli.kept import day_name

    sessions = [
        {
            **asdict(session),
            "date": day_name(session.day),
            "sets": [
                {**asdict(each), "report": history.document(each.id)}
                for each in history.sets(session.id)
            ],
        }
        for session in history.sessions(from_day)
    ]
    query = "SELECT * FROM mornings WHERE day >= ? ORDER BY day"
    mornings = [
        {**dict(row), "date": day_name(row["day"])}
        for row in history.database.rows(query, from_day)
    ]
    plans = [dict(row) for row in history.database.rows("SELECT * FROM plans ORDER BY id")]
    changes = [dict(row) for row in history.database.rows("SELECT * FROM changes ORDER BY id")]
    parts = {"plans": plans, "changes": changes, "mornings": mornings}
    return {"schema": 1, **parts, "sessions": sessions}


def delete(
    sessions: Annotated[list[int] | None, typer.Argument(metavar="[SESSION...]")] = None,
    *,
    everything: Annotated[
        bool, typer.Option("--all", help="Sessions, mornings, plans and traces.")
    ] = False,
) -> None:
    """Delete sessions with their traces, or everything."""
    from formcheck.history.history import open_history

    if bool(sessions) == everything:
        raise typer.BadParameter("name the sessions to delete, or --all")
    with open_history(say) as history:
        if everything:
            history.delete_all()
            say("everything that was kept is deleted")
            return
        for number in sessions or ():
            _session(history, number)
        say(f"deleted {history.delete(sessions or ())} sessions")


def path() -> None:
    """Print where everything is kept."""
    from formcheck.history.database import NAME
    from formcheck.history.place import data_folder

    put(str(data_folder() / NAME))
