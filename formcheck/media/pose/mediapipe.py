"""Finds the landmarks of one person in pictures, with MediaPipe."""

from __future__ import annotations

import os
import re
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.engine.values.pose import Frame, Pose
from formcheck.errors import PoseModelError
from formcheck.media.pose.models import PoseModel
from formcheck.media.pose.traces import pose_of
from formcheck.words import Phrase

if TYPE_CHECKING:
    from mediapipe.tasks.python.vision import PoseLandmarker, PoseLandmarkerResult
    from mediapipe.tasks.python.vision.core.image import Image

_STDERR_FD = 2
_SOUND = "sounddevice"
_CHATTER = re.compile(rb"INFO: Created TensorFlow|WARNING: All log messages before absl|[IW]\d{4} ")
_one_redirects = threading.Lock()


class PoseEstimator(Protocol):
    """What finds poses in frames, handed over in the order of their time."""

    def estimate(self, frame: Frame) -> Pose | None:
        """The pose of the person in the frame, None without one."""
        ...

    def close(self) -> None:
        """Frees what the estimator holds."""
        ...


class MediaPipePose:
    """The MediaPipe pose landmarker in video mode, one person.

    Visibilities are as the model gave them. All values fit in float32, so a recorded trace repeats
    them exactly. One object serves one video, one thread at a time.
    """

    def __init__(self, model: PoseModel) -> None:
        """Loads the model.

        Raises:
            PoseModelError: MediaPipe cannot load it.
        """
        self.model = model
        self._last_ms = -1
        self._met_somebody = False
        with without_chatter():
            self._landmarker = load_landmarker(model)

    def estimate(self, frame: Frame, picture: Image | None = None) -> Pose | None:
        """The pose in the frame, or None without a person.

        Args:
            frame: The frame.
            picture: What `picture_of` made of it, where that was done in advance.
        """
        if self._met_somebody:
            return self._detect(frame, picture)
        with without_chatter():  # the last warning comes with the first person
            return self._detect(frame, picture)

    def close(self) -> None:
        """Closes the landmarker. Can be called again."""
        self._landmarker.close()

    def __enter__(self) -> MediaPipePose:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _detect(self, frame: Frame, picture: Image | None) -> Pose | None:
        # MediaPipe wants whole milliseconds that increase; frames of fast cameras can share one.
        self._last_ms = max(round(frame.time_s * 1000), self._last_ms + 1)
        result = self._landmarker.detect_for_video(picture or picture_of(frame), self._last_ms)
        if not result.pose_landmarks:
            return None
        self._met_somebody = True
        height, width = frame.image.shape[:2]
        return _pixel_pose(result, (width, height))


def picture_of(frame: Frame) -> Image:
    """The frame as MediaPipe wants it. Any thread may make it while another one is estimating."""
    return image_of(frame.image)


def image_of(image: NDArray[np.uint8]) -> Image:
    """A BGR picture as MediaPipe wants it."""
    with _without_sound():
        from mediapipe.tasks.python.vision.core.image import Image, ImageFormat  # noqa: PLC0415

    return Image(image_format=ImageFormat.SRGB, data=cv2.cvtColor(image, cv2.COLOR_BGR2RGB))


def _pixel_pose(result: PoseLandmarkerResult, size_px: tuple[int, int]) -> Pose | None:
    points: Any = result.pose_landmarks[0]
    world: Any = result.pose_world_landmarks[0]
    return pose_of(
        np.array([(point.x, point.y) for point in points]) * size_px,
        np.array([point.visibility for point in points]),
        np.array([(point.x, point.y, point.z) for point in world]),
        size_px,
    )


def load_landmarker(model: PoseModel, people: int | None = None) -> PoseLandmarker:
    """A landmarker that follows one person through a video, or finds `people` in single pictures.

    Raises:
        PoseModelError: MediaPipe cannot load the model.
    """
    with _without_sound():
        from mediapipe.tasks.python import BaseOptions, vision  # noqa: PLC0415  # seconds on a slow disk

    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(model.path)),
        running_mode=vision.RunningMode.VIDEO if people is None else vision.RunningMode.IMAGE,
        num_poses=people or 1,
    )
    try:
        return vision.PoseLandmarker.create_from_options(options)
    except (RuntimeError, ValueError, OSError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise PoseModelError(
            Phrase("error.model.no-landmarker", path=model.path, reason=reason)
        ) from error


@contextmanager
def _without_sound() -> Iterator[None]:
    """Keeps MediaPipe from importing `sounddevice`, which runs gcc, ld and ldconfig.

    It finds an empty module in its place: an error at the import would be kept by it for good, with
    all that its traceback refers to, a whole exercise.
    """
    if _SOUND in sys.modules or "mediapipe" in sys.modules:
        yield
        return
    sys.modules[_SOUND] = ModuleType(_SOUND)
    try:
        yield
    finally:
        sys.modules.pop(_SOUND, None)


@contextmanager
def without_chatter() -> Iterator[None]:
    """Keeps MediaPipe's start-up messages from stderr.

    Everything else that is written there is passed on.

    They come from C++, which has no switch for them, so the file descriptor is turned away for a
    moment. It belongs to the whole process: one thread at a time.
    """
    with _one_redirects, tempfile.TemporaryFile() as caught:
        try:
            kept = os.dup(_STDERR_FD)
        except OSError:  # a program without stderr (pythonw): nothing to keep clean
            yield
            return
        sys.stderr.flush()
        os.dup2(caught.fileno(), _STDERR_FD)
        try:
            yield
        finally:
            sys.stderr.flush()
            os.dup2(kept, _STDERR_FD)
            os.close(kept)
            caught.seek(0)
            for line in caught:
                if not _CHATTER.match(line):
                    os.write(_STDERR_FD, line)
