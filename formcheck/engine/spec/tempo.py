"""The tempo of a repetition: what the metronome calls and the tempo guide shows."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from formcheck.engine.spec.rules import Check, Part

__all__ = ["Beat", "Tempo", "too_hasty"]


class Beat(Part):
    """One part of the movement."""

    word: Literal["up", "hold", "down", "forward", "back"]
    s: float = Field(gt=0, le=60, description="how long it takes, in seconds")


class Tempo(Part):
    """A repetition in three parts: away from the start, the hold there, and back."""

    up: Beat = Beat(word="up", s=2)
    top: Beat = Beat(word="hold", s=1)
    down: Beat = Beat(word="down", s=3)

    @property
    def beats(self) -> tuple[Beat, Beat, Beat]:
        """The parts in their order."""
        return self.up, self.top, self.down


def too_hasty(tempo: Tempo, checks: tuple[Check, ...]) -> list[str]:
    """Where the tempo is faster than a check allows: who follows it would be blamed."""
    taken = {"up_s": tempo.up.s, "top_s": tempo.top.s, "down_s": tempo.down.s}
    wrong = []
    for check in checks:
        for rule in check.rules:
            asked = max(rule.bad_below or 0.0, rule.warn_below or 0.0)
            if rule.signal in taken and taken[rule.signal] < asked:
                part = rule.signal.removesuffix("_s")
                wrong.append(
                    f"tempo.{part} has {taken[rule.signal]:g} s, {check.id} asks {asked:g}"
                )
    return wrong
