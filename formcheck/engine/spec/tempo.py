"""The tempo of a repetition: what the metronome calls and the tempo guide shows."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from formcheck.engine.spec.fields import Part

__all__ = ["Beat", "Tempo"]


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
