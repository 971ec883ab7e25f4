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
        film: A film that begins and ends in the same position; the person faces its left.
        start: The position in which the exercise starts.
    """

    film: Path | None = None
    start: Start | None = None


def demonstration_of(exercise: str) -> Demonstration:
    """The demonstration of the exercise with this id; an empty one where there is none."""
    place = _HERE / f"{exercise}.json"
    if not place.is_file():
        return Demonstration()
    written = json.loads(place.read_text("utf-8"))
    points = {name: (x, y) for name, (x, y) in written["points"].items()}
    film = place.with_suffix(".mp4")
    return Demonstration(film if film.is_file() else None, Start(points))
