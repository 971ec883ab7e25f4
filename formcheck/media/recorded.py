"""A video or pose trace, opened: frames in order, each with its pose, found in advance.

A source: it yields (frame, pose) pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from formcheck.engine.values.pose import Frame, Pose
from formcheck.media.pipeline import read_ahead
from formcheck.media.pose.models import PoseModel, find_model
from formcheck.media.pose.traces import Trace, is_trace, read_trace

if TYPE_CHECKING:
    from mediapipe.tasks.python.vision.core.image import Image

    from formcheck.media.pose.following import Following, Shown
    from formcheck.media.pose.heads import Heads, Spot
    from formcheck.media.pose.legs import LegFinder
    from formcheck.media.pose.mediapipe import MediaPipePose
    from formcheck.media.second_look import SecondLook
    from formcheck.media.video.file import VideoFile

__all__ = ["Progress", "Recorded", "opened"]

Progress = Callable[[float, float | None], object]
"""Is told the seconds of video that are done, and the seconds in total (None: not known)."""

_Found = tuple[Frame, "Shown", Pose | None, tuple["Spot", ...]]
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
        turns: Quarter turns to the right by which the pictures were put upright.
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
    turns: int = 0
    _heads: Heads | None = None

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
    def heads_sure(self) -> bool:
        """Whether the heads of everybody were surely covered in the frames that were taken."""
        return self._heads is not None and self._heads.sure

    @property
    def notice(self) -> str | None:
        """What the user should know about the file once it was read, in one line."""
        return None if self._video is None else self._video.notice

    @property
    def slow_motion(self) -> str | None:
        """A line about slow motion, where the file says that it is."""
        return None if self._video is None else self._video.slow_motion


@contextmanager
def opened(
    path: Path,
    model: str = "heavy",
    progress: Progress | None = None,
    *,
    posture: str | None = None,
    cover_heads: bool = False,
) -> Iterator[Recorded]:
    """Opens a video or a trace (.npz).

    Args:
        path: The file.
        model: Which model finds the poses in a video: "lite", "full", "heavy" or the path of a
            .task file.
        progress: Is called after every frame.
        posture: Of the exercise, where it is known: a video on its side is put upright.
        cover_heads: Whether the heads of everybody found are made unrecognisable in the frames.

    Raises:
        VideoError: The file cannot be read.
        PoseModelError: The model cannot be used.
    """
    if is_trace(path):
        yield _replayed(read_trace(path), progress)
        return
    with ExitStack() as stack:
        yield _recorded(stack, path, find_model(model), progress, posture, covered=cover_heads)


def _recorded(
    stack: ExitStack,
    path: Path,
    model: PoseModel,
    progress: Progress | None,
    posture: str | None,
    *,
    covered: bool,
) -> Recorded:
    # Here and not above, for they load OpenCV and MediaPipe, which a trace does not need.
    from formcheck.media.pose.following import Following  # noqa: PLC0415
    from formcheck.media.pose.heads import Heads  # noqa: PLC0415
    from formcheck.media.pose.legs import LegFinder  # noqa: PLC0415
    from formcheck.media.pose.mediapipe import MediaPipePose, picture_of  # noqa: PLC0415
    from formcheck.media.second_look import SecondLook  # noqa: PLC0415
    from formcheck.media.video.file import VideoFile  # noqa: PLC0415

    ahead = stack.enter_context(SecondLook(path, closely=covered))
    if turns := ahead.turns(posture):
        ahead.close()
        ahead = stack.enter_context(SecondLook(path, turns, closely=covered))
    video = stack.enter_context(VideoFile(path, turns))
    pose = stack.enter_context(MediaPipePose(model))
    # Detecting takes longest, so its thread does nothing else: the pictures come ready made.
    decoded = read_ahead(((frame, picture_of(frame)) for frame in video), depth=1)
    stack.enter_context(closing(decoded))
    following = Following()
    heads = Heads(ahead.everybody, video.size_px)
    found = read_ahead(_followed(decoded, pose, ahead, following, heads), depth=1)
    stack.enter_context(closing(found))
    legs = LegFinder()
    pairs = read_ahead(_with_legs(found, legs, heads if covered else None), depth=1)
    stack.enter_context(closing(pairs))
    about = video.name, video.size_px, video.duration_s, model, False
    return Recorded(*about, pairs, progress, video, legs.model, turns, heads if covered else None)


def _followed(
    decoded: Iterable[tuple[Frame, Image]],
    pose: MediaPipePose,
    ahead: SecondLook,
    following: Following,
    heads: Heads,
) -> Iterator[_Found]:
    """Every frame with what is shown of it, the pose of who exercises, and all heads."""
    for frame, picture in decoded:
        ahead.reach(frame.time_s, following.people)
        shown = following.shown(frame)
        if shown.hidden:
            yield frame, shown, None, heads.at(frame.time_s, None)
            continue
        found = pose.estimate(shown.frame, picture if shown.frame is frame else None)
        own = following.own(shown, found)
        hidden = replace(shown, hidden=found is not own)
        yield frame, hidden, own, heads.at(frame.time_s, found)


def _with_legs(
    found: Iterable[_Found], legs: LegFinder, covered: Heads | None
) -> Iterator[tuple[Frame, Pose | None]]:
    from formcheck.media.pose.heads import cover  # noqa: PLC0415
    from formcheck.media.pose.picture_shift import PictureShift  # noqa: PLC0415

    camera = PictureShift()
    for frame, shown, pose, heads in found:
        seen = None if shown.hidden else legs.look(shown.frame, pose)
        shift_px = camera.shift(frame, seen)
        seen = seen and replace(seen, shift_px=shift_px)
        if covered is not None:
            covered.check(seen)
            cover(frame.image, heads)  # nobody else looks at this picture any more
        yield frame, shown.counted(seen)


def _replayed(trace: Trace, progress: Progress | None) -> Recorded:
    frames = (Frame(_NO_PICTURE, index, float(t)) for index, t in enumerate(trace.time_s))
    known = zip(frames, trace.poses, strict=True)
    return Recorded(
        trace.name, trace.size_px, float(trace.time_s[-1]), None, False, known, progress
    )
