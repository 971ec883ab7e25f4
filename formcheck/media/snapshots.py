"""Pictures of a live set, kept until it is known which moments of it are worth a look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.engine.values.feedback import Feedback
from formcheck.media.overlay import draw, stands_left
from formcheck.media.overlay.labels import Labels
from formcheck.media.picture import decoded_own
from formcheck.media.stills import jpeg

__all__ = ["Snapshot", "Snapshots"]

Image = NDArray[np.uint8]

_EVERY_S: Final = 0.3
_NEAR_S: Final = 2.0  # a picture further away shows something else
_MOST: Final = 120  # pictures; some 15 MB at 1280 x 720
_PEAK: Final = "top"  # a phase that is worth a picture of its own


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A picture with the overlay.

    Attributes:
        time_s: When it was taken.
        picture: JPEG.
    """

    time_s: float
    picture: bytes


class Snapshots:
    """The pictures of one set, one at each top at least; of too many every other one goes.

    Args:
        labels: The words of the overlay.
    """

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self._taken: list[tuple[bytes, Feedback]] = []
        self._every_s = _EVERY_S
        self._phase = ""

    def take(self, image: Image, feedback: Feedback) -> None:
        """Keeps a picture, when it is time for one; it is not changed."""
        last = self._taken[-1][1] if self._taken else None
        soon = last is not None and feedback.time_s - last.time_s < self._every_s
        peak = feedback.phase == _PEAK and self._phase != _PEAK
        self._phase = feedback.phase
        if soon and not peak:
            return
        if len(self._taken) >= _MOST:
            self._thin()
        self._taken.append((jpeg(image), feedback))

    def _thin(self) -> None:
        """Every other one goes; those at a top only where there is nothing else."""
        plain = [each for each in self._taken if each[1].phase != _PEAK]
        spare = plain if len(plain) > _MOST // 2 else self._taken
        gone = {id(each) for each in spare[1::2]}
        self._taken = [each for each in self._taken if id(each) not in gone]
        self._every_s *= 2

    def drawn(self, times_s: Sequence[float]) -> tuple[Snapshot, ...]:
        """The pictures nearest to these times, none where there are none at all."""
        if not self._taken:
            return ()
        drawn = map(self._drawn, map(self._nearest, times_s))
        return tuple(snapshot for snapshot in drawn if snapshot is not None)

    def seen(self, time_s: float) -> tuple[Image, Feedback] | None:
        """The picture nearest to a time, as the camera took it; None where none is near."""
        if not self._taken:
            return None
        content, feedback = self._nearest(time_s)
        image = decoded_own(content) if abs(feedback.time_s - time_s) <= _NEAR_S else None
        return None if image is None else (image, feedback)

    def _nearest(self, time_s: float) -> tuple[bytes, Feedback]:
        return min(self._taken, key=lambda each: abs(each[1].time_s - time_s))

    def forget(self) -> None:
        """Begins with a new set."""
        self._taken, self._every_s, self._phase = [], _EVERY_S, ""

    def _drawn(self, taken: tuple[bytes, Feedback]) -> Snapshot | None:
        content, feedback = taken
        if (image := decoded_own(content)) is None:
            return None
        shown = draw(image, feedback, self._labels, stands_left(feedback, image.shape[1], None))
        return Snapshot(feedback.time_s, jpeg(shown, small=True))
