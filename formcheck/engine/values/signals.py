"""The numbers that tell a posture, of each leg and of the body.

They are computed when they are asked for: a session costs what its exercise names, no more.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from formcheck.engine.values.side import Side


class Key(NamedTuple):
    """Where a signal is found: of which leg, or of the body (None), and its name."""

    side: Side | None
    name: str


def _unknown(name: str) -> float:  # noqa: ARG001
    return math.nan


class Values:
    """Numbers by name; each is computed when it is first asked for, and kept.

    Args:
        known: What needs no computing.
        compute: The number of a name; without it all others are NaN.
        error: The expected error of a number, NaN where none is told.
    """

    __slots__ = ("_compute", "_known", "error")

    def __init__(
        self,
        known: Mapping[str, float] | None = None,
        compute: Callable[[str], float] = _unknown,
        error: Callable[[str], float] = _unknown,
    ) -> None:
        self._known = dict(known or {})
        self._compute = compute
        self.error = error

    def __getitem__(self, name: str) -> float:
        value = self._known.get(name)
        if value is None:
            value = self._known[name] = self._compute(name)
        return value

    def but(self, known: Mapping[str, float]) -> Values:
        """The same numbers except for those that are given."""
        return Values(known, self.__getitem__, self.error)


NOTHING = Values()


@dataclass(frozen=True, slots=True, eq=False)
class Signals:
    """The signals of one moment; NaN where not known.

    Attributes:
        left: Of the left leg.
        right: Of the right leg.
        body: Of the body.
    """

    left: Values = NOTHING
    right: Values = NOTHING
    body: Values = NOTHING

    def of(self, side: Side | None) -> Values:
        """The signals of a leg, or of the body."""
        if side is None:
            return self.body
        return self.left if side == "left" else self.right

    def __getitem__(self, key: Key) -> float:
        return self.of(key.side)[key.name]

    def error(self, key: Key) -> float:
        """Expected error of a signal; NaN where none is told."""
        return self.of(key.side).error(key.name)

    def but(self, side: Side | None, known: Mapping[str, float]) -> Signals:
        """The same signals except for those that are given, of one leg or of the body."""
        changed = self.of(side).but(known)
        if side is None:
            return replace(self, body=changed)
        return replace(self, left=changed) if side == "left" else replace(self, right=changed)

    def __bool__(self) -> bool:
        """False for `UNKNOWN`: there was nobody to read them from."""
        return self is not UNKNOWN


UNKNOWN = Signals()
