"""Frame times out of the stamps of video containers, which are not always what they should be."""

_GUESSED_FPS = 30.0  # for files that know neither their times nor a rate
_CLOCK_SET_BACK_S = (
    1.0  # a step back of more than this is a new clock (joined files), less is a slip
)
_CLOCK_SET_ON_S = 86_400.0  # nor does anybody exercise for a day: a damaged stamp


class FrameClock:
    """Makes strictly increasing times, from 0, of what a container says.

    Attributes:
        step_s: The nominal time between frames.
        time_s: The time of the latest frame.
    """

    def __init__(self, fps: float | None) -> None:
        self.step_s = 1 / (fps or _GUESSED_FPS)
        self.time_s = -self.step_s
        self._shift_s: float | None = None
        self._position_s = 0.0

    def next(self, position_s: float | None) -> float:
        """The time of the next frame, which stands at `position_s` in the container, or at None."""
        if position_s is None:
            self.time_s += self.step_s
            return self.time_s
        if (
            self._shift_s is None
            or not -_CLOCK_SET_BACK_S <= position_s - self._position_s <= _CLOCK_SET_ON_S
        ):
            self._shift_s = self.time_s + self.step_s - position_s
        time_s = position_s + self._shift_s
        self.time_s = time_s if time_s > self.time_s else self.time_s + self.step_s / 2
        self._position_s = position_s
        return self.time_s
