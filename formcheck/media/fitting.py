"""The pose model and the look at the legs that this machine can keep up with."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from types import TracebackType
from typing import Final, Self

from formcheck.engine.types import Frame, Pose
from formcheck.media.legs import SIDES, LegFinder
from formcheck.media.models import PoseModel, find_model
from formcheck.media.pose import MediaPipePose

__all__ = ["LivePose"]

# For a pose at 8 pictures a second, with time to draw. Rendered clips at 8 a second with the heavy model have fewer
# errors than at full rate with the full one: 0.57 against 2.60 s in holds, 2 against 9 wrong faults; at 10 a second
# 5 against 10 wrong faults in repetitions.
LONGEST_S: Final = 1 / 8 - 0.01
_TRIALS: Final = 40
_WARM_UP: Final = 3
_TOO_SLOW: Final = (
    "this computer was too slow for the heavy model; the full one reads feet and lying legs less exactly: "
    "close other programs, or use --model heavy"
)


class LivePose:
    """Finds poses with their legs, as well as this machine can without falling behind.

    "auto" begins with the heavy model and changes to the full one if that is too slow. One leg is looked at in a
    picture, in turns; on a slow machine only in every second picture. How fast it is, is found out on the first
    pictures with somebody in them: without a person only half of the model runs.

    Args:
        model: "auto", "lite", "full", "heavy" or the path of a .task file.
        clock: Tells the time in seconds.

    Attributes:
        notice: What the user should know about the choice, in one line; None if all is well.
        leg_every: A leg is looked at in every so many pictures.

    Raises:
        PoseModelError: The model cannot be used.
    """

    def __init__(self, model: str, clock: Callable[[], float] = time.perf_counter) -> None:
        self._may_change = model == "auto"
        self._pose = MediaPipePose(find_model("heavy" if self._may_change else model))
        self._legs = LegFinder(crops=1)
        self._clock = clock
        self._took_s: list[tuple[float, float]] = []
        self._pictures = 0
        self.notice: str | None = None
        self.leg_every = 1

    @property
    def model(self) -> PoseModel:
        """The model in use."""
        return self._pose.model

    @property
    def leg_model(self) -> PoseModel:
        """What looks at the legs."""
        return self._legs.model

    def estimate(self, frame: Frame) -> Pose | None:
        """The pose in the frame, or None without a person."""
        begun_s = self._clock()
        pose = self._pose.estimate(frame)
        found_s = self._clock()
        turn, rest = divmod(self._pictures, self.leg_every)
        self._pictures += 1
        if rest:
            return pose
        seen = self._legs.look(frame, pose, (SIDES[turn % 2],))
        if pose is not None:
            self._decide(found_s - begun_s, self._clock() - found_s)
        return seen

    def _decide(self, pose_s: float, legs_s: float) -> None:
        """Saves time once enough was measured: at the legs first, then with the smaller model."""
        if self.leg_every > 1 and not self._may_change:
            return
        self._took_s.append((pose_s, legs_s))
        if len(self._took_s) < _TRIALS + _WARM_UP:
            return
        pose_s, legs_s = (statistics.median(took) for took in zip(*self._took_s[_WARM_UP:], strict=True))
        self._took_s.clear()
        if self._may_change and pose_s + legs_s / 2 > LONGEST_S:
            self._pose.close()
            self._pose = MediaPipePose(find_model("full"))
            self.notice = _TOO_SLOW
        elif pose_s + legs_s > LONGEST_S:
            self.leg_every = 2
        self._may_change = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pose.close()
