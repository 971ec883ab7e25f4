"""Live: looks round for everybody now and then, and holds up nothing."""

from __future__ import annotations

import math
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final

from formcheck.engine.values.landmarks import Array
from formcheck.engine.values.pose import Frame
from formcheck.media.pose.crowd import CrowdFinder
from formcheck.media.pose.people import People

__all__ = ["Lookout"]

_EVERY_S: Final = 0.5
_AGAIN_S: Final = 0.1  # after a look at somebody new: two looks have to agree


class Lookout:
    """Looks in a thread of its own; what it found is told with the next picture.

    Args:
        people: Is told.

    Raises:
        PoseModelError: The model is missing or damaged.
    """

    def __init__(self, people: People) -> None:
        self._people = people
        self._finder = CrowdFinder()
        self._thread = ThreadPoolExecutor(1, "formcheck-lookout")
        self._looking: tuple[float, Future[tuple[Array, ...]]] | None = None
        self._due_s = -math.inf

    def update(self, frame: Frame) -> None:
        """Takes one picture of the camera."""
        if self._looking is not None and self._looking[1].done():
            time_s, found = self._looking
            self._looking = None
            is_news = self._people.see(time_s, found.result())
            self._due_s = time_s + (_AGAIN_S if is_news else _EVERY_S)
        if self._looking is None and frame.time_s >= self._due_s:
            # A copy, for the picture is drawn on before this look is over.
            looking = self._thread.submit(self._finder.look, frame.image.copy())
            self._looking = frame.time_s, looking

    def wait(self) -> None:
        """Until the look that is under way is over."""
        if self._looking is not None:
            self._looking[1].exception()

    def close(self) -> None:
        """Waits for the look that is under way, and frees the model."""
        self._thread.shutdown()
        self._finder.close()
