"""What an exercise looks like: a short film of each, and the position in which it starts.

`python -m synthesis demos` renders them; nobody was filmed. An exercise without one is coached all
the same.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from formcheck.coach.values import Start

__all__ = ["Demonstration", "demonstration_of"]

_HERE: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Demonstration:
    """An exercise done well, once.

    Attributes:
        film: A film that begins and ends in the same position; the near side faces its left.
        start: The position in which the exercise starts.
    """

    film: Path
    start: Start


def demonstration_of(exercise: str) -> Demonstration | None:
    """The demonstration of the exercise with this id, where there is one."""
    place = _HERE / f"{Path(exercise).name}.json"
    if not place.is_file():
        return None
    written = json.loads(place.read_text("utf-8"))
    points = {name: (x, y) for name, (x, y) in written["points"].items()}
    return Demonstration(place.with_suffix(".mp4"), Start(points))
