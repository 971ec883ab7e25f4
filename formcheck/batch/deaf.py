"""What a worker loads first.

Ctrl-C is for the command, which ends its workers itself, and nothing starts a program.
"""

from __future__ import annotations

import platform
import signal

__all__ = ["dask_setup", "start_no_uname"]


def dask_setup(_worker: object) -> None:
    """Called by Dask when a worker starts."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    start_no_uname()


def start_no_uname() -> None:
    """Dask tells what the processor is, and Python would run `uname -p` to find out."""
    vars(platform.uname())["processor"] = ""
