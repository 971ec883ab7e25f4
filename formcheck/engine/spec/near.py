"""The name that was probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def near(name: str, known: Iterable[str]) -> str:
    """The question whether the known name next to this one was meant; empty where none is near."""
    found = difflib.get_close_matches(name[:60], known, n=1, cutoff=0.6)
    return f"did you mean {found[0]!r}?" if found else ""
