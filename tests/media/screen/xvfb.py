"""A screen of its own: at one that others use, windows of theirs take keys and focus."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import pytest

needs_xvfb = pytest.mark.skipif(shutil.which("Xvfb") is None, reason="Xvfb is not installed")
_XVFB = ("Xvfb", "-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp")
_NO_REPEAT = ("-r",)  # a key that a busy machine holds down for long is one key all the same


class Screen(NamedTuple):
    """Its name, as `DISPLAY` has it, and its process."""

    display: str
    pid: int


@contextmanager
def screen() -> Iterator[Screen]:
    """A screen until the block is left."""
    with subprocess.Popen(
        (*_XVFB, *_NO_REPEAT), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout is not None
        number = server.stdout.readline().strip()
        assert number.isdigit()
        try:
            yield Screen(f":{number}", server.pid)
        finally:
            server.terminate()  # and not killed: its name is for others again
