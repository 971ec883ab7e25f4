"""A spec as it was typed, which may hold anything: what is not of its type reads as not there."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from formcheck.engine.spec.lines import Path

__all__ = ["MOST", "Mistake", "Table"]

MOST: Final = 100  # of anything in a list


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong in a spec.

    Attributes:
        path: The key, or the place where it is missing.
        said: What is wrong with it, and the remedy.
    """

    path: Path
    said: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the file, and where it stands."""

    content: Mapping[str, Any]
    path: Path = ()

    def __contains__(self, key: str) -> bool:
        return key in self.content

    def wrong(self, key: str, said: str) -> Mistake:
        """A mistake in the value of a key."""
        return Mistake((*self.path, key), said)

    def text(self, key: str, default: str = "") -> str:
        """The text there."""
        value = self.content.get(key)
        return value if isinstance(value, str) else default

    def number(self, key: str) -> float | None:
        """The number there, if it is one that can be compared."""
        value = self.content.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        try:
            return float(value) if math.isfinite(value) else None
        except OverflowError:
            return None

    def is_true(self, key: str, default: bool = False) -> bool:
        """Whether true is written there."""
        value = self.content.get(key, default)
        return value is True

    def table(self, key: str) -> Table:
        """The table there, without content if there is none."""
        value = self.content.get(key)
        return Table(value if isinstance(value, dict) else {}, (*self.path, key))

    def tables(self, *keys: str) -> Iterator[Table]:
        """The tables of a list, or of several."""
        for key in keys:
            for place, value in self._list(key):
                if isinstance(value, dict):
                    yield Table(value, (*self.path, key, place))

    def texts(self, key: str) -> Iterator[tuple[Path, str]]:
        """The texts of a list, with their places."""
        for place, value in self._list(key):
            if isinstance(value, str):
                yield (*self.path, key, place), value

    def _list(self, key: str) -> Iterator[tuple[int, Any]]:
        value = self.content.get(key)
        yield from enumerate(value[:MOST] if isinstance(value, list) else ())
