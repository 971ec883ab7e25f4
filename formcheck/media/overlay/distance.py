"""How large letters must be to be read from where somebody exercises."""

from __future__ import annotations

import math
from typing import Final

__all__ = ["FAR", "legible_units"]

CAPITALS: Final = 0.74  # height of a capital letter in the font, of its size
_INCH_M: Final = 0.0254
_SHAPE: Final = 9 / 16  # height of a screen, of its width


def legible_units(distance_m: float = 3.0, screen_in: float = 13.0, minutes: float = 16.0) -> float:
    """The size of a font whose capitals are seen under so many minutes of arc (ISO 9241-303).

    Args:
        distance_m: From the eye to the screen.
        screen_in: Diagonal of the screen that the picture fills, in inches.
        minutes: Of arc; 16 is the least that ISO 9241 allows for reading.

    Returns:
        Hundredths of the height of the picture.
    """
    capital_m = 2 * distance_m * math.tan(math.radians(minutes / 60) / 2)
    height_m = screen_in * _INCH_M * _SHAPE / math.hypot(1, _SHAPE)
    return 100 * capital_m / CAPITALS / height_m


FAR: Final = legible_units()
