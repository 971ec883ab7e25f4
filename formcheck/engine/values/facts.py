"""What the camera cannot know of the person, and what it makes of lengths in the picture."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.errors import FormcheckError
from formcheck.words import Phrase

__all__ = ["HEIGHT_ERROR_RATIO", "NOBODY", "BodyFacts"]

FOOT_PER_HEIGHT = 0.152  # foot length in shares of stature (Drillis and Contini 1966)
FOOT_SPREAD = 0.03  # by about so much the feet of people of one stature differ
# foot lengths: mean absolute error of peaks and of rises (rendered people, docs/accuracy.md)
HEIGHT_ERROR_RATIO = 0.05
_RANGES = {
    "height_cm": (100.0, 230.0, "cm"),
    "foot_cm": (12.0, 40.0, "cm"),
    "mass_kg": (20.0, 300.0, "kg"),
}


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """What the camera cannot know of the person; None where it was not said.

    Attributes:
        height_cm: Stature, 100 to 230; the foot length is taken as 0.152 of it (Drillis and Contini
            1966).
        foot_cm: Length of the foot, heel to toe, as the camera sees it: of the shoe, outside, if
            one is worn; 12 to 40. Wins over the stature.
        mass_kg: Body mass, with what is carried, 20 to 300.

    Raises:
        FormcheckError: A number is out of its range.
    """

    height_cm: float | None = None
    foot_cm: float | None = None
    mass_kg: float | None = None

    def __post_init__(self) -> None:
        for name, (low, high, unit) in _RANGES.items():
            value = getattr(self, name)
            if value is not None and not low <= value <= high:
                limits = {"low": low, "high": high, "unit": unit}
                raise FormcheckError(Phrase("error.body.range", name=name, value=value, **limits))

    @property
    def foot_length_cm(self) -> float | None:
        """Centimetres in a foot length; None when neither foot nor stature is known."""
        if self.foot_cm is None and self.height_cm is not None:
            return FOOT_PER_HEIGHT * self.height_cm
        return self.foot_cm

    def cm(self, ratio: float | None) -> float | None:
        """Centimetres of a length in foot lengths."""
        return None if ratio is None or self.foot_length_cm is None else ratio * self.foot_length_cm

    def error_cm(
        self, ratio: float | None, readings: float = 1, each: float | None = HEIGHT_ERROR_RATIO
    ) -> float | None:
        """Error of `cm(ratio)`.

        That of each reading in it, and 3 % when the foot is only estimated.

        Errors of pose estimation are mostly offsets (clothes, shoes, angle of the camera), so they
        add up.

        Args:
            ratio: The length in foot lengths.
            readings: How many readings are summed in it.
            each: Error of one, foot lengths; 0.05 for a heel.
        """
        spread = FOOT_SPREAD if self.foot_cm is None else 0.0
        return (
            None
            if ratio is None or each is None
            else self.cm(readings * each + spread * abs(ratio))
        )


NOBODY = BodyFacts()
