"""How high the heel is, where the pose model alone sees it."""

from __future__ import annotations

import math

from formcheck.engine.person.geometry import NAN


class RiseSignal:
    """Fuses heel height with the lift of the body into one rise, in foot lengths.

    The heel landmark loses up to half of its movement in oblique views and under long trousers,
    while hip and shoulders rise cleanly by `lift_ratio` of the heel (0.80-0.83, Andreasen 2021). So
    the body may raise the estimate, but only where the heel shows that the foot takes part:
    straightening the knees is not a raise.
    """

    HEEL_GAIN = 3.0  # the heel is seen to move at least by a third of its true rise
    HEEL_NOISE = 0.05
    BODY_WEIGHT = 0.6  # share of what the body tells more, or less, than the heel
    # foot lengths; a body that lags further behind is rocking or bending, which is not averaged
    MOST_LESS = 0.06
    AT_REST = 0.08  # heel this near to its lowest: the zero may follow slow shifts of weight
    REST_S = 0.5
    HEEL_SHIFT = 0.06  # the heel reads up to this much higher once the weight is on one leg

    def __init__(self, lift_ratio: float) -> None:
        self._ratio = lift_ratio
        self._zero = NAN
        self._rest = NAN
        self._heel_zero = 0.0
        self._time_s = -math.inf

    def forget(self) -> None:
        """A new start position: zero again."""
        self._zero = self._rest = NAN
        self._heel_zero = 0.0

    def update(
        self, time_s: float, heel: float, lift: float, *, resting: bool
    ) -> tuple[float, float]:
        """(rise, lift of the body as heel rise), both in foot lengths.

        NaN where the heel is not seen.

        Args:
            time_s: Time of the frame.
            heel: Heel height above flat.
            lift: Rise of the body over the toe since the start position.
            resting: True between movements.
        """
        if math.isnan(heel) or math.isnan(lift):
            return heel, NAN
        dt, self._time_s = time_s - self._time_s, time_s
        heel -= self._heel_zero
        agreed = lift - self._ratio * heel  # the zero at which body and heel tell the same
        if math.isnan(self._zero):
            self._zero, self._rest = agreed, heel
        if resting:
            self._rest = min(heel, self._rest + 0.1 * dt)
            if heel < self._rest + self.AT_REST:
                follow = 1 - math.exp(-dt / self.REST_S)
                self._zero += follow * (agreed - self._zero)
                if abs(heel) < self.AT_REST:
                    zero = self._heel_zero + 0.5 * follow * heel
                    self._heel_zero = min(max(zero, 0.0), self.HEEL_SHIFT)
        body = (lift - self._zero) / self._ratio
        believed = min(body, max(heel, self.HEEL_GAIN * heel + self.HEEL_NOISE))
        return heel + self.BODY_WEIGHT * max(-self.MOST_LESS, believed - heel), body
