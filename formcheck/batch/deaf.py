"""What a worker loads first: Ctrl-C is for the command, which ends its workers itself."""

from __future__ import annotations

import signal

__all__ = ["dask_setup"]


def dask_setup(_worker: object) -> None:
    """Called by Dask when a worker starts."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
