"""today, morning: the session of the day, and how the tendon felt."""
# ruff: noqa: PLC0415 - imports wait for the command that needs them, so that --help is quick

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from formcheck.cli.camera import CameraName, Yes, with_phone
from formcheck.cli.console import put, say, wrong_usage
from formcheck.words import Phrase, said, translated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from formcheck.history.diary import PlanBook
    from formcheck.history.history import History
    from formcheck.history.values import KeptPlan, KeptSession
    from formcheck.plan.advice import Advice
    from formcheck.plan.today import Task
    from formcheck.plan.values import Diary, Plan

__all__ = ["Day", "day_lines", "day_of", "morning", "today"]

_WEEK = 7
_AHEAD = 2  # days: a journey over the date line is one
_Pain = Annotated[
    int | None, typer.Option(min=0, max=10, help="Worst pain in the session; none: unknown.")
]


@dataclass(frozen=True, slots=True)
class Day:
    """What the plan says of a day.

    Attributes:
        kept: The plan.
        day: The day, as a number.
        advice: What the pain-monitoring rule says.
        tasks: What is left of the session; empty on a day of rest.
        number: The session of the day, from 1.
        rest: Why nothing is done; empty when something is.
        open: The session that was begun today and is not finished.
        diary: What was told.
    """

    kept: KeptPlan
    day: int
    advice: Advice
    tasks: tuple[Task, ...]
    number: int
    rest: str
    open: KeptSession | None
    diary: Diary


def today(
    *,
    leave_out: Annotated[
        list[str] | None,
        typer.Option("--without", metavar="EXERCISE", help="Leave out one that is optional."),
    ] = None,
    begin: Annotated[
        bool, typer.Option("--begin", help="Do it now, one exercise after the other.")
    ] = False,
    done: Annotated[bool, typer.Option("--done", help="Note that the session was done.")] = False,
    pain: _Pain = None,
    camera: CameraName = "0",
    yes: Yes = False,
    voice: Annotated[
        Literal["off", "tones", "speech"], typer.Option(help="What is heard.")
    ] = "speech",
    headless: Annotated[bool, typer.Option("--headless", help="No window.")] = False,
) -> None:
    """Show the session of today: exercises, sets, sides, rests, and why."""
    from formcheck.cli.kept import today_number
    from formcheck.history.diary import PlanBook
    from formcheck.history.history import open_history
    from formcheck.history.lock import leading
    from formcheck.history.place import data_folder

    if (pain is not None and not done) or (begin and done):
        raise wrong_usage(Phrase("error.plan.pain-done"))
    with open_history(say) as history, ExitStack() as stack:
        if begin or done or leave_out:
            stack.enter_context(leading(data_folder()))
        day = day_of(history, PlanBook(history), today_number())
        day = without(history, day, leave_out or ())
        for session in history.sessions(day.day + _AHEAD):
            say(ahead(session))
        for line in day_lines(day):
            put(line)
        if not day.tasks or not (begin or done):
            return
        if done:
            _note(history, day, pain)
        else:
            from formcheck.cli.session import run_session
            from formcheck.cli.wishes import Setting

            setting = with_phone(stack, Setting(camera, voice=voice), yes=yes)
            run_session(history, day, setting, headless=headless)


def ahead(session: KeptSession) -> Phrase:
    """That a session is dated later than any journey makes it."""
    from formcheck.cli.kept import day_name

    return Phrase("plan.ahead", number=session.id, day=day_name(session.day))


def day_of(history: History, book: PlanBook, day: int) -> Day:
    """What the plan says of a day.

    Raises:
        PlanError: There is no plan.
    """
    from formcheck.cli.kept import plan_of
    from formcheck.cli.left import left_of
    from formcheck.plan.advice import advise

    kept = plan_of(book)
    diary = book.diary(kept, day)
    advice = advise(kept.plan, diary, day)
    finished = _finished(history, kept, day)
    started = book.today(kept.id, day)
    pain = next((m.pain for m in reversed(diary.mornings) if m.day == day), None)
    rest = _rest(kept.plan, advice, day, finished, pain=pain)
    whole = () if rest else _tasks(history, kept, advice, day, pain=pain)
    rest = rest if rest or whole else Phrase("plan.rest.nothing")
    tasks = left_of(history, started, whole)
    if started is not None and not tasks and not rest:  # it was broken off behind its last set
        history.end(started.id)
        return day_of(history, book, day)
    return Day(kept, day, advice, tasks, finished.count(day) + 1, rest, started, diary)


def _finished(history: History, kept: KeptPlan, day: int) -> list[int]:
    """The day of each session of the last week that was done, of a plan before, too.

    Those of earlier days, or of the plan before, need not be complete.
    """
    since = max(kept.plan.begun_day, day - _WEEK)
    sessions = (s for s in history.sessions(since) if s.kind == "today")
    over = (s for s in sessions if s.finished or (s.sets and (s.day < day or s.plan != kept.id)))
    return [s.day for s in over]


def _rest(
    plan: Plan, advice: Advice, day: int, finished: Sequence[int], *, pain: int | None
) -> str:
    from formcheck.cli.kept import day_name
    from formcheck.plan.today import why_rest

    if advice.verdict == "stop":
        return Phrase("plan.rests")
    if day < plan.begun_day:
        return Phrase("plan.begins", day=day_name(plan.begun_day))
    rest = why_rest(plan, advice.at, day, finished, pain=pain)
    return rest.why if rest is not None else ""


def _tasks(
    history: History, kept: KeptPlan, advice: Advice, day: int, *, pain: int | None
) -> tuple[Task, ...]:
    from formcheck.library import exercise_ids
    from formcheck.plan.today import session_of

    sessions = history.sessions(max(kept.plan.begun_day, day - _WEEK))
    loaded = [s.day for s in sessions if s.plan == kept.id and s.loaded]
    judged = exercise_ids()
    return session_of(kept.plan, advice.at, day, pain, judged=judged, loaded=loaded)


def without(history: History, day: Day, names: Sequence[str]) -> Day:
    """The day without these exercises, which are kept as left out by choice.

    Raises:
        BadParameter: One of them is not optional today.
    """
    from formcheck.cli.kept import now_s
    from formcheck.history.diary import PlanBook

    optional = [task.dose.exercise for task in day.tasks if task.optional]
    for name in names:
        if name not in optional:
            raise wrong_usage(
                Phrase("error.plan.not-optional", name=name, names=tuple(optional) or ("-",))
            )
    if not names:
        return day
    session = day.open.id if day.open else history.begin("today", day.day, now_s(), day.kept.id)
    for name in dict.fromkeys(names):
        history.note(session, now_s(), name, "left-out")
    return day_of(history, PlanBook(history), day.day)


def day_lines(day: Day, *, commands: bool = True) -> list[str]:
    """What the plan says of a day, in lines."""
    from formcheck.cli.kept import name_of
    from formcheck.plan.sheet import advice_lines, task_lines

    lines = list(advice_lines(day.advice))
    if day.rest:
        return [*lines, translated(day.rest)]
    programme, phase = day.kept.plan.programme, day.advice.at.phase
    count, name = programme.sessions_on(phase), programme.phases[phase].name
    lines.append(said("plan.session-of", number=day.number, count=count, phase=name))
    if programme.phases[phase].unsure:
        lines.append(said("plan.unsure", text=programme.phases[phase].unsure))
    lines += task_lines(day.tasks, name_of)
    if programme.rest_between_s:
        lines.append(said("plan.between", minutes=programme.rest_between_s / 60))
    if commands:
        lines += [command for task in day.tasks if (command := command_of(task))]
    return lines


def command_of(task: Task) -> str:
    """How one exercise is done with the camera; empty where no spec judges it."""
    from formcheck.library import load_exercise

    if not task.camera:
        return ""
    amount = f"--reps {task.reps}" if task.reps is not None else f"--hold {task.dose.hold_s:g}"
    floor = " --floor" if task.floor and load_exercise(task.dose.exercise).insertional else ""
    rest = f"--rest {task.dose.rest_s:g} --side {task.side}"
    return f"formcheck live {task.dose.exercise} --sets {task.sets} {amount} {rest}{floor}"


def _note(history: History, day: Day, pain: int | None) -> None:
    from formcheck.cli.kept import is_open, now_s
    from formcheck.plan.today import uses_load

    session = day.open.id if day.open else history.begin("today", day.day, now_s(), day.kept.id)
    if pain is not None:
        history.add_pain(session, now_s(), "after", pain)
    if any(map(uses_load, day.tasks)):
        history.load(session)
    history.end(session)
    put(Phrase("plan.done"))
    if is_open(history, session):
        put(Phrase("plan.skipped"))


def morning(
    pain: Annotated[int, typer.Argument(min=0, max=10, metavar="PAIN", help="0 to 10.")],
    *,
    stiffness: Annotated[
        float | None, typer.Option(min=0, max=1440, help="Minutes of stiffness.")
    ] = None,
) -> None:
    """Note how the tendon felt this morning: it steers the load."""
    from formcheck.cli.console import number
    from formcheck.cli.kept import now_s, today_number
    from formcheck.history.diary import PlanBook
    from formcheck.history.history import open_history
    from formcheck.plan.advice import advise
    from formcheck.plan.sheet import advice_lines
    from formcheck.plan.values import Morning

    with open_history(say) as history:
        book, day = PlanBook(history), today_number()
        before = next((m.pain for m in book.mornings(day) if m.day == day), None)
        book.morning(Morning(day, pain, number(stiffness)), now_s())
        put(Phrase("plan.morning-kept"))
        if before not in (None, pain):
            put(Phrase("plan.morning-instead", before=before, pain=pain))
        if (kept := book.current()) is not None:
            for line in advice_lines(advise(kept.plan, book.diary(kept, day), day)):
                put(line)
