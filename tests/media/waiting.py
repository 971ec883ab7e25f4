"""A clock that stands still, and waiting for what another thread or process does."""

from __future__ import annotations

import time
from collections.abc import Callable

HANGS_S = 600.0  # no machine is as slow as this


class Clock:
    """In place of the module `time`: it goes on when it is told to."""

    def __init__(self) -> None:
        self.now_s = 1000.0

    def monotonic(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        self.now_s += seconds


def wait_for(condition: Callable[[], object], timeout_s: float = HANGS_S) -> None:
    """Waits for what must come, and fails where it does not."""
    end_s = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < end_s, "it did not come"
        time.sleep(0.005)
