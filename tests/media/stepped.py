"""A clip as a camera that loses pictures.

What is seen does not depend on how fast the machine is.
"""

from __future__ import annotations

from pathlib import Path

from formcheck.engine.values.pose import Frame
from formcheck.media.camera.film import Film


class SteppedCamera(Film):
    """Hands out the pictures of a clip at their own times, except every `drops`-th one (0: all)."""

    def __init__(self, clip: Path, drops: int = 0) -> None:
        super().__init__(clip)
        self._drops, self.paced = drops, False

    def newest(self, timeout_s: float) -> Frame:
        """The next picture that is not dropped."""
        frame = super().newest(timeout_s)
        if not self._drops or frame.index % self._drops != self._drops - 1:
            return frame
        self.taken -= 1
        return super().newest(timeout_s)
