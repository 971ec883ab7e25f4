"""What is led without being judged: the camera sees the hand, nothing is measured or written."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from formcheck.coach.values import Board, Prompt
from formcheck.engine.values.pose import Pose
from formcheck.media.camera.camera import Camera
from formcheck.media.pose.fitting import LivePose
from formcheck.media.screen.stage import Stage
from formcheck.media.sound.voice import Voice

__all__ = ["Leader", "lead"]

_PATIENCE_S = 0.1  # without a picture for so long, it is asked again whether to stop


class Leader(Protocol):
    """Says what is seen and heard next."""

    @property
    def over(self) -> bool:
        """Whether it is over."""

    def update(self, time_s: float, pose: Pose | None, *, lost: bool = False) -> Board:
        """One frame, or a moment in which the camera is lost."""

    def press(self, key: str | None) -> None:
        """A key."""


def lead(
    leader: Leader,
    camera: Camera,
    stage: Stage,
    voice: Voice,
    *,
    stop: Callable[[], bool],
    told: Callable[[Prompt], object],
    model: str = "auto",
) -> float:
    """Goes on until it is over, stopped, or the camera has ended; how long it took, in s.

    Raises:
        CameraError: The camera cannot go on.
        PoseModelError: The model cannot be used.
    """
    clock = None if camera.waits else time.perf_counter
    camera.paced = stage.seen or voice.heard
    time_s, image = 0.0, None
    with LivePose(model, "full", clock) as pose:
        camera.restart()
        while not (leader.over or stop() or stage.closed or camera.ended):
            frame = camera.newest(_PATIENCE_S)
            if frame is not None:
                time_s, image = frame.time_s, frame.image
                board = leader.update(time_s, pose.estimate(frame))
            elif image is not None and camera.lost:
                time_s = max(time_s, camera.now_s)
                board = leader.update(time_s, None, lost=True)
            else:
                continue
            for prompt in board.prompts:
                voice.say(prompt)
                told(prompt)
            leader.press(stage.board(image, board))
    return time_s
