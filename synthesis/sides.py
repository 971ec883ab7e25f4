"""Left and right, as the rig names them."""

from typing import Literal

Side = Literal["L", "R"]

SIDES: tuple[Side, Side] = ("L", "R")
NAMES: dict[Side, str] = {"L": "left", "R": "right"}
OTHER: dict[Side, Side] = {"L": "R", "R": "L"}
SIGN: dict[Side, float] = {"L": 1.0, "R": -1.0}  # of x: the person's left is +x


def side_of(name: str) -> Side:
    """The side called "left" or "right"."""
    return "L" if name == "left" else "R"
