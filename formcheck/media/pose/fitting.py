"""The pose model and the look at the legs that this machine can keep up with."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from types import TracebackType
from typing import Final, Self

from formcheck.engine.values.landmarks import KEPT_S, Side, other_side
from formcheck.engine.values.pose import Frame, Pose
from formcheck.media.pose.following import Following
from formcheck.media.pose.legs import SIDES, LegFinder
from formcheck.media.pose.lookout import Lookout
from formcheck.media.pose.mediapipe import MediaPipePose
from formcheck.media.pose.models import PoseModel, find_model
from formcheck.media.pose.picture_shift import PictureShift
from formcheck.words import Phrase

__all__ = ["LivePose"]

# With 8 pictures a second, and time to draw, the heavy model still has fewer errors than the full
# one at full rate where lying or crossed legs need it: 0.57 against 2.60 s in holds (rendered
# clips, without the leg network).
LONGEST_S: Final = 1 / 8 - 0.01
_TRIALS: Final = 40
_WARM_UP: Final = 3
_SAYS_ALL: Final = 30  # looks at the same picture
_TURNS: Final = 3  # one look of so many is at the leg that is not measured
_TOO_SLOW: Final = Phrase("live.too-slow")


class LivePose:
    """Finds poses with their legs, as well as this machine can without falling behind.

    One leg is looked at in a picture, beside the pose model and from where the legs were a moment
    ago; the measured one twice as often as the other, and both where pictures are so far apart that
    a leg would be forgotten before its turn. A slow machine looks at a leg in every second
    picture only, and if that is not enough, "auto" goes from the heavy model to the full one. How
    fast it is, is found out on the first pictures with somebody in them: without a person only half
    of the model runs.

    Args:
        model: "auto", "lite", "full", "heavy" or the path of a .task file.
        best: The model that "auto" begins with.
        clock: Tells the time in seconds; None where nothing is lost by falling behind.

    Attributes:
        notice: What the user should know about the choice, in one line; None if all is well.
        leg_every: A leg is looked at in every so many pictures.
        side: The leg that is measured, None while it is not known.
        lookout: Looks round for others.

    Raises:
        PoseModelError: The model cannot be used.
    """

    def __init__(
        self,
        model: str,
        best: str = "full",
        clock: Callable[[], float] | None = time.perf_counter,
    ) -> None:
        chosen = best if model == "auto" else model
        self._pose = MediaPipePose(find_model(chosen))
        self._may_change = model == "auto" and chosen != "full"
        self._legs = LegFinder(crops=1)
        self._beside = ThreadPoolExecutor(1, "formcheck-legs")
        self._camera = PictureShift()
        self._following = Following()
        self.lookout = Lookout(self._following.people)
        self._clock = clock
        self._took_s: list[float] = []
        self._looks = self._pictures = 0
        self._time_s = math.nan
        self._looked_s: dict[Side, float] = {}
        self._last: Pose | None = None
        self._seen: Pose | None = None
        self._image: object = None
        self._again = 0
        self.notice: str | None = None
        self.leg_every = 1
        self.side: Side | None = None

    @property
    def model(self) -> PoseModel:
        """The model in use."""
        return self._pose.model

    @property
    def leg_model(self) -> PoseModel:
        """What looks at the legs."""
        return self._legs.model

    def estimate(self, frame: Frame) -> Pose | None:
        """The pose in the frame, or None without a person.

        A picture that is shown again and again, by a film that stands still, soon says no more.
        """
        self._again = self._again + 1 if frame.image is self._image else 0
        self._image = frame.image
        if self._again < _SAYS_ALL:
            self._seen = self._look(frame)
        return self._seen

    def _look(self, frame: Frame) -> Pose | None:
        begun_s = self._clock() if self._clock else 0.0
        self.lookout.update(frame)
        shown = self._following.shown(frame)
        if shown.hidden:
            self._last = None
            return None
        sides = self._sides(frame.time_s)
        looking = (
            self._beside.submit(self._legs.look, shown.frame, self._last, sides)
            if self._last and sides
            else None
        )
        moving = self._beside.submit(self._camera.shift, frame, self._last)
        found = self._pose.estimate(shown.frame)
        seen = None if looking is None else looking.result()
        shift_px = moving.result()
        self._last = pose = self._following.own(shown, found)
        if found is None:
            alone = self._legs.look(shown.frame, None, sides) if sides else None
            return shown.counted(alone and replace(alone, shift_px=shift_px))
        if self._clock is not None:
            self._decide(self._clock() - begun_s)
        legs = None if seen is None else seen.legs
        return shown.counted(pose and replace(pose, legs=legs, shift_px=shift_px))

    def _sides(self, time_s: float) -> tuple[Side, ...]:
        """The leg whose turn it is, and those that would be forgotten before the next picture.

        Both in a picture that stands still, where nothing is lost by it.
        """
        next_s = 2 * time_s - self._time_s
        self._time_s = time_s
        turn = self._turn()
        due = [s for s, seen_s in self._looked_s.items() if self._again or next_s - seen_s > KEPT_S]
        sides = tuple(side for side in SIDES if side == turn or side in due)
        self._looked_s |= dict.fromkeys(sides, time_s)
        return sides

    def _turn(self) -> Side | None:
        """The leg whose turn it is; none in a picture that is passed over."""
        self._pictures += 1
        if self._pictures % self.leg_every:
            return None
        self._looks += 1
        if self.side is None:
            return SIDES[self._looks % 2]
        return other_side(self.side) if self._looks % _TURNS == 0 else self.side

    def _decide(self, took_s: float) -> None:
        """Saves time once enough was measured: at the legs first, then with the smaller model."""
        if self.leg_every > 1 and not self._may_change:
            return
        self._took_s.append(took_s)
        if len(self._took_s) < _TRIALS + _WARM_UP:
            return
        too_slow = statistics.median(self._took_s[_WARM_UP:]) > LONGEST_S
        self._took_s.clear()
        if too_slow and self.leg_every == 1:
            self.leg_every = 2
        elif too_slow and self._may_change:
            self._pose.close()
            self._pose = MediaPipePose(find_model("full"))
            self._may_change, self.notice = False, _TOO_SLOW

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.lookout.close()
        self._beside.shutdown()
        self._pose.close()
