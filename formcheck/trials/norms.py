"""What healthy people reach in the heel-rise test: repetitions only, and only on the board."""

from __future__ import annotations

from typing import Final, Literal

__all__ = ["NORM_SOURCE", "NoNorm", "Sex", "norm", "why_no_norm"]

Sex = Literal["female", "male"]
NoNorm = Literal["no-board", "board-unknown", "who", "age", "form"]
"""Why there is none: the board, age and sex not said, an age without one, the form."""
NORM_SOURCE: Final = (
    "Hebert-Losier 2017, Physiotherapy 103:446, 10.1016/j.physio.2017.03.002 (n = 566, medians)"
)
FIRST_AGE, LAST_AGE = 20, 89
_BY_DECADE: Final[dict[Sex, tuple[int, ...]]] = {  # 20-29, 30-39 ... 80-89
    "male": (37, 32, 28, 23, 19, 14, 10),
    "female": (30, 27, 24, 21, 19, 16, 13),
}


def why_no_norm(*, board: bool | None, age: int | None, sex: Sex | None) -> NoNorm | None:
    """Why a number of repetitions cannot be compared with the norm; None when it can."""
    if not board:
        return "no-board" if board is False else "board-unknown"
    if age is None or sex is None:
        return "who"
    return None if FIRST_AGE <= age <= LAST_AGE else "age"


def norm(age: int, sex: Sex) -> int:
    """Median repetitions of healthy people of this age, 20 to 89 years, and sex."""
    return _BY_DECADE[sex][age // 10 - FIRST_AGE // 10]
