"""What a change between two results may mean: smallest real changes, each with its study.

Numbers of the linear encoder for height (2.2 cm) and work (1160 J) are no measure of a camera: they
are told beside a change, and never judge it. Left against right no test-retest number is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from formcheck.engine.values.landmarks import Side
from formcheck.words import Phrase

__all__ = ["LUNGE", "REPETITIONS", "Beside", "Change", "Smallest"]


@dataclass(frozen=True, slots=True)
class Smallest:
    """The smallest real change that a study gives: 1.96 x sqrt 2 x its standard error.

    Attributes:
        limit: In the unit of the quantity.
        study: Who found it.
        how: The method, as a key of the catalogues.
    """

    limit: float
    study: str
    how: str


REPETITIONS: Final = (
    Smallest(18.6, "Byrne 2017", "encoder"),  # SEM 6.7, n = 38
    Smallest(5.7, "Ross and Fontenot 2000", "counted"),  # SEM 2.07, n = 17
)
LUNGE: Final = (Smallest(4.6, "Powden 2015", "raters"),)  # deg


@dataclass(frozen=True, slots=True)
class Change:
    """One quantity then and now.

    Attributes:
        before: The earlier value, in the unit of the quantity.
        now: The later one.
        smallest: The studies that tell a real change of this quantity; none: not known.
    """

    before: float
    now: float
    smallest: tuple[Smallest, ...] = ()

    @property
    def difference(self) -> float:
        """Now minus before."""
        return self.now - self.before

    def beyond(self, smallest: Smallest) -> bool:
        """Whether the change is larger than what a study takes for noise."""
        return abs(self.difference) > smallest.limit


@dataclass(frozen=True, slots=True)
class Beside:
    """One quantity of two results.

    Attributes:
        kind: "change": before and now, of `side`; "sides": left and right, which no test-retest
            number judges.
        side: The leg; None for both.
        name: Of the quantity, as in the catalogues.
        change: Its two values, with the smallest real changes that are known.
        remark: What must stand beside it.
        by_hand: The two values after corrections by hand, where there are some.
    """

    kind: Literal["change", "sides"]
    side: Side | None
    name: str
    change: Change
    remark: Phrase | None = None
    by_hand: tuple[float, float] | None = None
