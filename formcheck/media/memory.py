"""Gives memory back between the exercises of a session."""

from __future__ import annotations

import ctypes
import gc
import sys

__all__ = ["give_back"]


def give_back() -> None:
    """Frees what refers to itself, and gives what is free back to the system.

    The threads of an exercise end with it, and glibc keeps what each of them had freed for a thread
    to come: 30 to 80 MB an exercise. Other systems give it back by themselves.
    """
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
        if trim is not None:
            trim(0)
