"""What `formcheck doctor` tries.

Whether camera, display, encoder and model work on this machine.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np

from formcheck.engine.values.pose import Frame
from formcheck.errors import CameraError
from formcheck.media.camera.devices import Asked, open_capture
from formcheck.media.pose.mediapipe import MediaPipePose
from formcheck.media.pose.models import find_model
from formcheck.media.screen.window import require_display
from formcheck.media.video.file import VideoFile
from formcheck.media.video.writer import VideoWriter
from formcheck.words import Phrase

__all__ = ["camera", "display", "encoder", "pose_model"]

_GREY = np.full((64, 64, 3), 128, np.uint8)


def pose_model(name: str) -> str:
    """Loads a model and runs it once; returns its hash.

    Raises:
        PoseModelError: It is missing, wrong or does not load.
    """
    model = find_model(name)
    with MediaPipePose(model) as pose:
        pose.estimate(Frame(_GREY, 0, 0.0))
    return f"sha256 {model.sha256[:16]}"


def encoder() -> str:
    """Writes a small video and reads it back.

    Raises:
        OutputError: Nothing can be written.
        VideoError: What was written cannot be read.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "probe.mp4"
        with VideoWriter(path, (64, 64)) as writer:
            for index in range(3):
                writer.write(_GREY, index / 30)
        with VideoFile(path) as video:
            frames = sum(1 for _ in video)
    return Phrase("doctor.encoded", frames=frames)


def display() -> str:
    """Whether a window can be opened.

    Raises:
        DisplayError: There is no display.
    """
    require_display()
    return Phrase("doctor.found")


def camera() -> str:
    """Takes a picture with the first camera; returns its size.

    Raises:
        CameraError: No camera can be opened, or it gives no picture.
    """
    device = open_capture("0", Asked())
    try:
        taken = device.read()
    finally:
        device.close()
    if taken is None:
        raise CameraError(Phrase("error.camera.gives-none"))
    return f"{taken.image.shape[1]} x {taken.image.shape[0]}"
