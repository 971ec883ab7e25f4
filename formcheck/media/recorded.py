"""A video or pose trace, opened: frames in order, each with its pose, found in advance.

A source: it yields (frame, pose) pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from formcheck.engine.values.pose import Frame, Pose
from formcheck.media.pipeline import read_ahead
from formcheck.media.pose.models import PoseModel, find_model
from formcheck.media.pose.traces import Trace, read_trace

if TYPE_CHECKING:
    from formcheck.media.video.file import VideoFile

__all__ = ["Progress", "Recorded", "opened"]

Progress = Callable[[float, float | None], object]
"""Is told the seconds of video that are done, and the seconds in total (None: not known)."""

_NO_PICTURE = np.empty((0, 0, 3), np.uint8)


@dataclass(slots=True)
class Recorded:
    """A source whose poses are found while the frames before are still looked at.

    Attributes:
        name: File name without its folder.
        size_px: Width and height of the picture.
        duration_s: An estimate, or None.
        model: What finds the poses; None for a trace.
        exhausted: Whether every frame was taken.
        leg_model: What looks at the legs; None for a trace.
    """

    name: str
    size_px: tuple[int, int]
    duration_s: float | None
    model: PoseModel | None
    exhausted: bool
    _pairs: Iterable[tuple[Frame, Pose | None]]
    _progress: Progress | None
    _video: VideoFile | None = None
    leg_model: PoseModel | None = None

    def __iter__(self) -> Iterator[tuple[Frame, Pose | None]]:
        """Yields every frame with its pose, None without a person, once.

        Frames of a trace have an empty image.
        """
        for frame, pose in self._pairs:
            yield frame, pose
            if self._progress is not None:
                self._progress(frame.time_s, self.duration_s)
        self.exhausted = True

    @property
    def has_pictures(self) -> bool:
        """Whether the frames can be drawn on."""
        return self._video is not None

    @property
    def notice(self) -> str | None:
        """What the user should know about the file once it was read, in one line."""
        return None if self._video is None else self._video.notice


@contextmanager
def opened(
    path: Path, model: str = "heavy", progress: Progress | None = None
) -> Iterator[Recorded]:
    """Opens a video or a trace (.npz).

    Args:
        path: The file.
        model: Which model finds the poses in a video: "lite", "full", "heavy" or the path of a
            .task file.
        progress: Is called after every frame.

    Raises:
        VideoError: The file cannot be read.
        PoseModelError: The model cannot be used.
    """
    if path.suffix.lower() == ".npz":
        yield _replayed(read_trace(path), progress)
        return
    # Here and not above, for they load OpenCV and MediaPipe, which a trace does not need.
    from formcheck.media.pose.legs import LegFinder  # noqa: PLC0415
    from formcheck.media.pose.mediapipe import MediaPipePose, picture_of  # noqa: PLC0415
    from formcheck.media.video.file import VideoFile  # noqa: PLC0415

    with ExitStack() as stack:
        video = stack.enter_context(VideoFile(path))
        chosen = find_model(model)
        pose = stack.enter_context(MediaPipePose(chosen))
        # Detecting takes longest, so its thread does nothing else: the pictures come ready made.
        decoded = read_ahead(((frame, picture_of(frame)) for frame in video), depth=1)
        stack.enter_context(closing(decoded))
        found = read_ahead(
            ((frame, pose.estimate(frame, picture)) for frame, picture in decoded), depth=1
        )
        stack.enter_context(closing(found))
        legs = LegFinder()
        pairs = read_ahead(((frame, legs.look(frame, seen)) for frame, seen in found), depth=1)
        stack.enter_context(closing(pairs))
        about = video.name, video.size_px, video.duration_s, chosen, False
        yield Recorded(*about, pairs, progress, video, legs.model)


def _replayed(trace: Trace, progress: Progress | None) -> Recorded:
    frames = (Frame(_NO_PICTURE, index, float(t)) for index, t in enumerate(trace.time_s))
    known = zip(frames, trace.poses, strict=True)
    return Recorded(
        trace.name, trace.size_px, float(trace.time_s[-1]), None, False, known, progress
    )
