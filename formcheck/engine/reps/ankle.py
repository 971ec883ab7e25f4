"""The ankle centre as a marker at the malleolus, without a sticker: how far it rises in a raise.

The norms of the heel-rise test of 2025 measure a marker below the lateral malleolus (Sleeswijk
Visser 2025, Braz J Phys Ther, 10.1016/j.bjpt.2025.101188). The heel, which is further from the ball
of the foot, rises half as much again (rendered people 1.4-1.6 times), so only the ankle's numbers
may stand beside those norms.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from formcheck.engine.person.geometry import NAN
from formcheck.engine.reps.finder import Movement
from formcheck.engine.spec.exercise import Reps
from formcheck.engine.values.landmarks import Array, Side
from formcheck.engine.values.signals import Signals

LEVEL = 0.05  # share of the heel's excursion that is still the top, or the bottom
ON_FLOOR = 0.05  # foot lengths: a heel that begins this near to the floor stands on it
# Mean absolute error of a rise, in shares of the error that the network expects of heel and toe
# together. Measured in 14 rendered clips of 6 people (640 x 480, 4 mm a pixel, 59 repetitions, foot
# length known): 0.27 standing on the floor (2.4 mm), 0.6 seated (6 mm) and 0.8 on a step (7 mm
# above the flat foot, 9 mm on the way up).
EXPECTED_STANDING, EXPECTED_ELSE = 0.3, 0.75


@dataclass(frozen=True, slots=True)
class AnkleRise:
    """Where the ankle centre was in one raise; heights over the toe in foot lengths.

    Attributes:
        top: While the heel was at its highest.
        start: While the heel was at its lowest before that.
        flat: In the start position, with the foot flat; NaN where there was none.
        heel_start: Height of the heel while the ankle was at `start`, from any zero.
        error: Expected error of a rise.
        on_step: The heel may hang below the toes.
    """

    top: float
    start: float
    flat: float
    heel_start: float
    error: float
    on_step: bool

    def measures(self, floor: float) -> dict[str, float]:
        """What a repetition reports of it; what is not known is left out.

        `ankle_displacement_ratio` is the way up, from the lowest point before the top.
        `peak_ankle_rise_ratio` is the height above the flat foot: the same where the heel began on
        the floor; on a step, or where the heel did not come down, from the level of the start
        position.

        Args:
            floor: Where the heel is on the floor, from the zero of `heel_start`.
        """
        found = {"ankle_displacement_ratio": self.top - self.start, "ankle_error_ratio": self.error}
        begins_flat = not self.on_step and abs(self.heel_start - floor) <= ON_FLOOR
        peak = self.top - (self.start if begins_flat else self.flat)
        return found if math.isnan(peak) else {"peak_ankle_rise_ratio": peak, **found}


def ankle_rise(movement: Movement, side: Side, base: Signals, config: Reps) -> AnkleRise | None:
    """The ankle centre in a raise; None where the leg network did not see it, or nothing is raised.

    Args:
        movement: The raise.
        side: The measured leg.
        base: Signals of the start position; UNKNOWN without one.
        config: How repetitions are counted.
    """
    if config.lift == "none" or math.isnan(movement.error):
        return None
    name, values = "ankle_over_toe_ratio", movement.values
    ankle = np.array([s.signals.of(side)[name] for s in movement.samples])
    before = np.arange(len(values)) <= movement.peak
    bottom = float(values[before].min())
    share = LEVEL * (values[movement.peak] - bottom)
    low, high = before & (values <= bottom + share), values >= values[movement.peak] - share
    start, top = _level(ankle[low]), _level(ankle[high])
    if math.isnan(start) or math.isnan(top):
        return None
    stands = config.lift == "body" and not config.sinks
    error = (EXPECTED_STANDING if stands else EXPECTED_ELSE) * movement.error
    return AnkleRise(
        top, start, base.of(side)[name], float(np.median(values[low])), error, config.sinks
    )


def _level(values: Array) -> float:
    """Median; NaN where less than half is known."""
    known = values[np.isfinite(values)]
    return float(np.median(known)) if 2 * len(known) >= max(1, len(values)) else NAN
