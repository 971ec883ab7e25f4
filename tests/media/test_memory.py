"""What an exercise had is given back before the next one."""

from __future__ import annotations

import gc
import sys
import weakref
from pathlib import Path
from threading import Thread

import pytest

from formcheck.media.memory import give_back

MB = 1 << 20


class _Loop:
    def __init__(self) -> None:
        self.itself = self


def _resident() -> int:
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) << 10


def test_what_refers_to_itself_is_freed() -> None:
    gc.disable()
    try:
        left = weakref.ref(_Loop())
        assert left() is not None
        give_back()
        assert left() is None
    finally:
        gc.enable()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_what_a_thread_had_freed_goes_back_to_the_system() -> None:
    kept: list[bytes] = []

    def work() -> None:
        pieces = [b"." * 4000 + bytes([i % 256]) for i in range(60 * MB // 4000)]
        kept.append(pieces[-1])  # holds the end of what the thread had

    thread = Thread(target=work)
    thread.start()
    thread.join()
    before = _resident()
    give_back()
    assert before - _resident() > 40 * MB
