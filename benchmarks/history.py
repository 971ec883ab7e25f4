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


def measure(name: str, years: float, a_week: int) -> None:
    """Fills one history and prints its line."""
    with tempfile.TemporaryDirectory() as folder:
        sessions = list(days(years, a_week))
        with open_history(folder=Path(folder)) as history:
            history.database.rows("PRAGMA synchronous = OFF")  # only here: to fill it quickly
            fill(history, sessions)
            history.database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        size_mb = (Path(folder) / "history.db").stat().st_size / 1e6
        begin_s = time.perf_counter()
        with open_history(folder=Path(folder)) as history:
            page = page_of(progress_of(history), str)
        took_s = time.perf_counter() - begin_s
    sets = SETS * len(sessions)
    print(f"{name}: {len(sessions)} sessions, {sets} sets, {size_mb:.1f} MB; ", end="")
    print(f"progress {took_s:.2f} s, {len(page) / 1e3:.0f} kB")


if __name__ == "__main__":
    measure("12 weeks, 3 a week", 12 * 7 / 365.25, 3)
    measure("ten years, daily", 10, 7)
