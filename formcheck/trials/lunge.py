"""The lunge at a wall: how far the shank leans while the heel stays down, three tries a side.

The camera reads the inclination of the shank at the furthest knee; the distance to the wall it does
not see. Degrees depend on how the angle is taken, so only like is compared with like.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final

from formcheck.engine.values.landmarks import Side
from formcheck.engine.values.report import Rep, Report

__all__ = ["ERROR_DEG", "TRIES", "Lunge", "LungeLeg", "Try", "lunge"]

TRIES: Final = 3
# Of 100 readings of the shank 95 are this near to the truth (rendered people, docs/accuracy.md).
ERROR_DEG: Final = 2.1


@dataclass(frozen=True, slots=True)
class Try:
    """One lunge.

    Attributes:
        number: Of the repetition in the report.
        angle_deg: Inclination of the shank at the furthest knee; None where unknown.
        heel_down: Whether the heel stayed down; None where not seen well enough.
    """

    number: int
    angle_deg: float | None
    heel_down: bool | None

    @property
    def counts(self) -> bool:
        """Whether it was measured with the heel down."""
        return bool(self.heel_down) and self.angle_deg is not None


@dataclass(frozen=True, slots=True)
class LungeLeg:
    """The tries of one leg: the first three that count, and those that do not, until then."""

    tries: tuple[Try, ...]

    @property
    def angles_deg(self) -> tuple[float, ...]:
        """Inclinations of the tries that count."""
        return tuple(t.angle_deg for t in self.tries if t.counts and t.angle_deg is not None)

    @property
    def best_deg(self) -> float | None:
        """The furthest of them."""
        return max(self.angles_deg, default=None)

    @property
    def mean_deg(self) -> float | None:
        """Their mean, which is what is compared; None before three."""
        return fmean(self.angles_deg) if self.complete else None

    @property
    def complete(self) -> bool:
        """Whether three tries count."""
        return len(self.angles_deg) >= TRIES


@dataclass(frozen=True, slots=True)
class Lunge:
    """The lunge test of one leg or both."""

    legs: Mapping[Side, LungeLeg]


def lunge(reports: Sequence[Report]) -> Lunge:
    """Judges what was seen, from reports of the exercise `lunge` whose peaks are degrees."""
    legs: dict[Side, LungeLeg] = {}
    for report in reports:
        for side in sorted({rep.side for rep in report.reps}):
            tries = [_try(rep) for rep in report.reps if rep.side == side]
            legs.setdefault(side, LungeLeg(tuple(_needed(tries))))
    return Lunge(legs)


def _try(rep: Rep) -> Try:
    levels = {finding.level for finding in rep.findings if finding.check == "heel-down"}
    unseen = rep.verdict == "uncertain" or "unknown" in levels
    down = False if "bad" in levels else None if unseen else True
    return Try(rep.number, rep.measures.get("peak_deg"), down)


def _needed(tries: Sequence[Try]) -> Sequence[Try]:
    """The tries up to the third that counts."""
    counted = [index for index, each in enumerate(tries) if each.counts]
    return tries[: counted[TRIES - 1] + 1] if len(counted) >= TRIES else tries
