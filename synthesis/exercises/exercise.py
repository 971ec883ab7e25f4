"""What an exercise has to offer, and how its ground truth is written down."""

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from synthesis.body.body import Body, Points
from synthesis.body.human import Placed
from synthesis.gl.scene import Scene
from synthesis.maths import Array
from synthesis.scenario import Scenario
from synthesis.sides import Side

Frames = dict[str, Any]  # the "frames" of the ground truth: a column for each measurement
Record = dict[str, Any]
Truth = dict[str, Any]
Planted = tuple[Side, ...]  # feet whose ball must not move


class Exercise(Protocol):
    """One person doing one exercise once through."""

    duration_s: float

    def __init__(self, body: Body, scenario: Scenario) -> None: ...

    def pose(self, time_s: float) -> tuple[Placed, Planted]:
        """The body at a time."""

    def furnish(self, scene: Scene) -> None:
        """Room and furniture."""

    def update(self, time_s: float, points: Points) -> None:
        """Moves furniture after `pose`."""

    def looked_at(self) -> Array:
        """The point that the camera looks at."""

    def truth(self, frames: Frames) -> Truth:
        """reps, holds and faults."""


def fault(check: str, start_s: float, end_s: float, magnitude: float, unit: str) -> Record:
    """A fault as the ground truth lists it."""
    return {
        "check": check,
        "start_s": round(start_s, 3),
        "end_s": round(end_s, 3),
        "magnitude": round(float(magnitude), 3),
        "unit": unit,
    }


def hold(frames: Frames, start_s: float, end_s: float, good: NDArray[np.bool_]) -> Record:
    """A hold; good says for every frame whether every must was met."""
    times = np.asarray(frames["time_s"])
    during = (times >= start_s) & (times < end_s)
    good_s = float((during & good).sum() * (times[1] - times[0]))
    return {"start_s": round(start_s, 3), "end_s": round(end_s, 3), "good_s": round(good_s, 2)}


def rep(
    number: int,
    times_s: Sequence[float],
    peak_s: float,
    verdict: str,
    faults: list[str],
    **more: float,
) -> Record:
    """A repetition; times_s are start, end of the rise, start of the descent, end."""
    start, top, down, end = times_s
    return {
        "number": number,
        "start_s": round(start, 3),
        "peak_s": round(peak_s, 3),
        "end_s": round(end, 3),
        "up_s": round(top - start, 3),
        "top_s": round(down - top, 3),
        "down_s": round(end - down, 3),
        **more,
        "verdict": verdict,
        "faults": faults,
    }
