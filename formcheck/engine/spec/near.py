"""The name that was probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from functools import lru_cache

__all__ = ["near"]


def near(name: str, known: Iterable[str]) -> str:
    """The question whether the known name next to this one was meant; empty where none is near."""
    return _near(name[:60], tuple(known))


@lru_cache(maxsize=256)
def _near(name: str, known: tuple[str, ...]) -> str:
    found = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    return f"did you mean {found[0]!r}?" if found else ""
