"""A command line whose user types answers, and whose clock can be set."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest

from formcheck.cli import kept
from tests.cli.conftest import Cli

NO = ["no"] * 10
MINE = ["2", "silbernagel", "left", "mid", "no", "no", "1", "175"]


class Machine:
    """A command line whose user types answers, and whose clock can be set."""

    def __init__(self, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
        self._cli, self._patch = cli, monkeypatch
        self._day = date(2026, 5, 4)
        self.sleep(0)

    def sleep(self, days: int) -> None:
        self._day += timedelta(days=days)
        self._patch.setattr(kept, "today_number", self._day.toordinal)
        self._patch.setattr(kept, "now_s", lambda: self._day.toordinal() * 86400.0 + 3600)

    def __call__(self, *args: object, answers: list[str] | None = None):  # type: ignore[no-untyped-def]
        self._patch.setattr("sys.stdin", io.StringIO("".join(f"{a}\n" for a in answers or [])))
        return self._cli(*args)
