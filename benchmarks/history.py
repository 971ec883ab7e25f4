"""How large a history grows, and how long `progress` takes with ten years of it.

uv run python -m benchmarks.history            # prints a table
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from formcheck.cli.progress import progress_of
from formcheck.history.diary import PlanBook
from formcheck.history.history import History, open_history
from formcheck.history.values import SetDone
from formcheck.plan.values import Morning, Person
from formcheck.programmes import read_programme
from formcheck.progress.page import page_of
from tests.history.kept import a_set

SETS = 12  # of 15 repetitions, as in a session of Silbernagel's programme


def days(years: float, a_week: int) -> Iterator[int]:
    """Days with a session."""
    last = time.time() // 86_400 + 719_163
    for day in range(int(last - 365.25 * years), int(last)):
        if day % 7 < a_week:
            yield day


def fill(history: History, sessions: list[int]) -> None:
    """Sessions with sets, pain and mornings."""
    chance, book, done = random.Random(1), PlanBook(history), a_set(count=15)  # noqa: S311
    book.begin(read_programme("silbernagel"), Person(usual_pain=1), sessions[0], 0.0, {})
    for day in sessions:
        at_s = (day - 719_163) * 86_400.0
        session = history.begin("today", day, at_s, 1)
        for number in range(SETS):
            history.add_set(session, _set(done, number, at_s))
        history.add_pain(session, at_s + 1, "after", chance.choice([1, 1, 2, 3]))
        history.end(session)
        book.morning(Morning(day + 1, chance.choice([0, 1]), chance.choice([0, 5, 10])), at_s)


def _set(done: SetDone, number: int, at_s: float) -> SetDone:
    return replace(done, number=number, at_s=at_s)


COPIES = {  # what is shifted of each table: numbers by rows, days by days
    "sessions": "id + :rows, day + :days, at_s + :days * 86400.0, kind, plan, finished, loaded, stop_sign",
    "pains": "id + :rows, session + :rows, at_s + :days * 86400.0, moment, pain",
    "mornings": "day + :days, at_s + :days * 86400.0, pain, stiffness_min",
    "sets": "id + :rows, session + :rows, at_s + :days * 86400.0, exercise, kind, number, side, "
    "duration_s, full, partial, uncertain, held_s, corrected, best_ratio, best_cm, made_by, trace",
    "reps": "set_id + :rows, number, side, verdict, start_s, up_s, top_s, down_s, peak_ratio, "
    "valley_ratio, peak_cm",
    "documents": "set_id + :rows, report",
}


def copy(history: History, times: int, span_days: int) -> None:
    """The same again, so many times, each after the one before."""
    first = {"rows": 100_000, "span": span_days}
    with history.database.writing() as file:
        for table, columns in COPIES.items():
            file.execute(f"CREATE TEMP TABLE first_{table} AS SELECT * FROM {table}")  # noqa: S608
            for again in range(1, times):
                shift = {"rows": again * first["rows"], "days": again * first["span"]}
                query = f"INSERT INTO {table} SELECT {columns} FROM first_{table}"  # noqa: S608
                file.execute(query, shift)


def measure(name: str, years: float, a_week: int, times: int = 1) -> None:
    """Fills one history, `times` years in a row alike, and prints its line."""
    with tempfile.TemporaryDirectory() as folder:
        span = int(365.25 * years / times)
        sessions = list(days(years, a_week))
        first = [day for day in sessions if day < sessions[0] + span]
        with open_history(folder=Path(folder)) as history:
            history.database.rows("PRAGMA synchronous = OFF")  # only here: to fill it quickly
            fill(history, first)
            copy(history, times, span)
            history.database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
            count = len(history.sessions())
        size_mb = (Path(folder) / "history.db").stat().st_size / 1e6
        begin_s = time.perf_counter()
        with open_history(folder=Path(folder)) as history:
            page = page_of(progress_of(history), str)
        took_s = time.perf_counter() - begin_s
    sets = SETS * count
    print(f"{name}: {count} sessions, {sets} sets, {size_mb:.1f} MB; ", end="")
    print(f"progress {took_s:.2f} s, {len(page) / 1e3:.0f} kB")


if __name__ == "__main__":
    measure("12 weeks, 3 a week", 12 * 7 / 365.25, 3)
    measure("ten years, daily", 10, 7, times=120)
