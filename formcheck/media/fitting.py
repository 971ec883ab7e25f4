"""The pose model that this machine can keep up with."""

from __future__ import annotations

import statistics
import time
from types import TracebackType
from typing import Final, Self

from formcheck.engine.types import Frame, Pose
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
    """Finds poses; "auto" begins with the heavy model and changes to the full one if this machine is too slow.

    That is found out on the first pictures with somebody in them: without a person only half of the model runs.

    Args:
        model: "auto", "lite", "full", "heavy" or the path of a .task file.

    Attributes:
        notice: What the user should know about the choice, in one line; None if all is well.

    Raises:
        PoseModelError: The model cannot be used.
    """

    def __init__(self, model: str) -> None:
        self._undecided = model == "auto"
        self._pose = MediaPipePose(find_model("heavy" if self._undecided else model))
        self._took_s: list[float] = []
        self.notice: str | None = None

    @property
    def model(self) -> PoseModel:
        """The model in use."""
        return self._pose.model

    def estimate(self, frame: Frame) -> Pose | None:
        """The pose in the frame, or None without a person."""
        begun_s = time.perf_counter()
        pose = self._pose.estimate(frame)
        if self._undecided and pose is not None:
            self._decide(time.perf_counter() - begun_s)
        return pose

    def _decide(self, took_s: float) -> None:
        self._took_s.append(took_s)
        if len(self._took_s) < _TRIALS + _WARM_UP:
            return
        self._undecided = False
        if statistics.median(self._took_s[_WARM_UP:]) > LONGEST_S:
            self._pose.close()
            self._pose = MediaPipePose(find_model("full"))
            self.notice = _TOO_SLOW

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pose.close()
