"""How long sentences last, measured while they are said."""

from __future__ import annotations

from typing import Final

__all__ = ["Lengths"]

_LETTERS_A_WORD: Final = 6.0  # with the space
_TRUSTED: Final = 40  # letters that must have been heard before they tell the speed


class Lengths:
    """What was said before lasts as long again; the speed of all of it tells the rest.

    Args:
        rate_wpm: Words a minute that the engine was asked for: all that is known at first.
    """

    def __init__(self, rate_wpm: int) -> None:
        self._known: dict[str, float] = {}
        self._a_letter_s = 60 / (rate_wpm * _LETTERS_A_WORD)
        self._letters, self._heard_s = 0, 0.0

    def heard(self, text: str, seconds: float) -> None:
        """A text was said."""
        self._known[text] = seconds
        self._letters += len(text)
        self._heard_s += seconds
        if self._letters >= _TRUSTED:
            self._a_letter_s = self._heard_s / self._letters

    def of(self, text: str) -> float:
        """How long a text lasts, in s."""
        return self._known.get(text, self._a_letter_s * len(text))
