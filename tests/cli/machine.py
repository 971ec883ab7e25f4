"""A command line whose user types answers, and whose clock can be set."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from formcheck.cli import kept

if TYPE_CHECKING:
    from tests.cli.conftest import Cli

NO = ["no"] * 10
MINE = ["2", "silbernagel", "left", "mid", "no", "no", "1", "175"]


class Machine:
    """A command line whose user types answers, and whose clock can be set."""

    def __init__(self, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
        self._cli, self._patch = cli, monkeypatch
        self._day, self._ticks = date(2026, 5, 4), 0
        self.sleep(0)

    def sleep(self, days: int) -> None:
        self._day += timedelta(days=days)
        self._patch.setattr(kept, "today_number", self._day.toordinal)
        self._patch.setattr(kept, "now_s", self._now_s)

    def _now_s(self) -> float:
        """Seconds since 1970; each look at the clock is a second later."""
        self._ticks += 1
        return (self._day - date(1970, 1, 1)).total_seconds() + 3600.0 + self._ticks

    def __call__(self, *args: object, answers: list[str] | None = None):  # type: ignore[no-untyped-def]
        self._patch.setattr("sys.stdin", io.StringIO("".join(f"{a}\n" for a in answers or [])))
        return self._cli(*args)
