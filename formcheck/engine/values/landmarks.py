"""The points of the BlazePose model and those of the leg network."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache

import numpy as np
from numpy.typing import NDArray

from formcheck.engine.values.side import Side, other_side

__all__ = ["LEG_PARTS", "Array", "Landmark", "Legs", "Side", "other_side"]

Array = NDArray[np.float64]

LEG_PARTS = ("knee", "ankle", "heel", "ball", "toe")
KEPT_S = 0.25  # legs may take turns: one that was not looked at is where it was for so long


class Landmark(IntEnum):
    """The 33 BlazePose points, in their order."""

    NOSE = 0
    LEFT_EYE_INNER = 1
    LEFT_EYE = 2
    LEFT_EYE_OUTER = 3
    RIGHT_EYE_INNER = 4
    RIGHT_EYE = 5
    RIGHT_EYE_OUTER = 6
    LEFT_EAR = 7
    RIGHT_EAR = 8
    MOUTH_LEFT = 9
    MOUTH_RIGHT = 10
    LEFT_SHOULDER = 11
    RIGHT_SHOULDER = 12
    LEFT_ELBOW = 13
    RIGHT_ELBOW = 14
    LEFT_WRIST = 15
    RIGHT_WRIST = 16
    LEFT_PINKY = 17
    RIGHT_PINKY = 18
    LEFT_INDEX = 19
    RIGHT_INDEX = 20
    LEFT_THUMB = 21
    RIGHT_THUMB = 22
    LEFT_HIP = 23
    RIGHT_HIP = 24
    LEFT_KNEE = 25
    RIGHT_KNEE = 26
    LEFT_ANKLE = 27
    RIGHT_ANKLE = 28
    LEFT_HEEL = 29
    RIGHT_HEEL = 30
    LEFT_FOOT_INDEX = 31
    RIGHT_FOOT_INDEX = 32

    @classmethod
    @cache
    def of(cls, side: Side, part: str) -> Landmark:
        """The landmark of a body part ("hip", "foot_index", ...) on one side."""
        return cls[f"{side}_{part}".upper()]


@dataclass(frozen=True, slots=True)
class Legs:
    """Both lower legs, seen more closely.

    Centres of knee and ankle, lowest part of the heel's rear, ball, tip of toes.

    Attributes:
        xy_px: (2, 5, 2) float64 pixels, y down: left and right leg, each with the `LEG_PARTS`; NaN
            where not known.
        error_px: (2, 5) float64 expected error in pixels; NaN where nobody looked.
        sure: (2, 5) bool, which points are near enough to be judged; none before the engine has
            said so.
        vague: (2, 5) bool, which are somewhere there, but not near enough.
    """

    xy_px: Array
    error_px: Array
    sure: NDArray[np.bool_] = field(default_factory=lambda: np.zeros((2, len(LEG_PARTS)), bool))
    vague: NDArray[np.bool_] = field(default_factory=lambda: np.zeros((2, len(LEG_PARTS)), bool))
