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

_EVERY_S: Final = 0.3
_MOST: Final = 80  # pictures; some 10 MB at 1280 x 720


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
    """The pictures of one set; when they become too many, every other one goes.

    Args:
        labels: The words of the overlay.
    """

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self._taken: list[tuple[bytes, Feedback]] = []
        self._every_s = _EVERY_S

    def take(self, image: NDArray[np.uint8], feedback: Feedback) -> None:
        """Keeps a picture, when it is time for one; it is not changed."""
        if self._taken and feedback.time_s - self._taken[-1][1].time_s < self._every_s:
            return
        if len(self._taken) == _MOST:
            del self._taken[1::2]
            self._every_s *= 2
        self._taken.append((jpeg(image), feedback))

    def drawn(self, times_s: Sequence[float]) -> tuple[Snapshot, ...]:
        """The pictures nearest to these times, none where there are none at all."""
        if not self._taken:
            return ()
        nearest = [min(self._taken, key=lambda each: abs(each[1].time_s - at)) for at in times_s]
        drawn = map(self._drawn, nearest)
        return tuple(snapshot for snapshot in drawn if snapshot is not None)

    def forget(self) -> None:
        """Begins with a new set."""
        self._taken, self._every_s = [], _EVERY_S

    def _drawn(self, taken: tuple[bytes, Feedback]) -> Snapshot | None:
        content, feedback = taken
        if (image := decoded_own(content)) is None:
            return None
        shown = draw(image, feedback, self._labels, stands_left(feedback, image.shape[1], None))
        return Snapshot(feedback.time_s, jpeg(shown, small=True))
