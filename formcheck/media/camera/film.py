"""A film in place of a camera, to rehearse a session: it does what the coach says."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np

from formcheck.coach.values import Scene
from formcheck.engine.values.landmarks import Side
from formcheck.engine.values.pose import Frame
from formcheck.media.camera.camera import Camera, Image, is_device
from formcheck.media.camera.devices import Asked, Got, is_address, is_index
from formcheck.media.video.file import VideoFile

__all__ = ["Film", "camera_named"]

_HELD_S: Final = 1 / 15  # between pictures while a film stands still
_LOOKS_S: Final = 2.0  # the coach needs about a second to see that somebody stands ready
_MOVES: Final = ("active", "paused")


class Film(Camera):
    """A film that is handed out picture by picture; its clock is that of its pictures.

    Nothing is dropped, so what is seen does not depend on how fast the machine is. At its end it
    stands still, so that whoever coaches goes on by its clock.

    Args:
        path: The film.
        asked: What a camera would be asked for, for the report.
        anew: Whether it begins anew for each set, mirrored where the coach asks for the other leg.
            Any other stands still before its first set only: later a picture that is held in the
            middle of a movement would look quiet.

    Attributes:
        holds: While true, it stands still: its present picture comes again and again.
    """

    waits = True

    def __init__(self, path: Path, asked: Asked | None = None, *, anew: bool = False) -> None:
        super().__init__(str(path), asked)
        self._path, self._anew, self.holds = path, anew, True
        self._mirrored = self._over = self._moved = self._turned = False
        self._begun_s = 0.0
        self._leg: Side | None = None  # that the latest set was about
        self._pictures: Iterator[Frame] = iter(())
        self._image: Image | None = None
        self._film_s = 0.0

    def __enter__(self) -> Film:
        """Opens the film.

        Raises:
            VideoError: It cannot be read.
        """
        self._video = VideoFile(self._path)
        self.got = Got(self._video.size_px, self._video.fps or 0.0)
        self.restart()
        return self

    def __exit__(self, *_: object) -> None:
        self._video.close()

    def restart(self) -> None:
        """Begins anew: the next picture is the first, number 0, at the time 0."""
        self.captured = self.taken = 0
        self.ended = self._moved = False
        self._start_s, self._last_s = time.monotonic(), 0.0
        self._begin(0.0)

    def _begin(self, film_s: float) -> None:
        self._pictures, self._image = iter(self._video), None
        self._film_s, self._over = film_s, False

    def follow(self, scene: Scene) -> None:
        """Stands still or moves as who listens to the coach does."""
        moves = scene.state in _MOVES
        if self._anew and not moves:
            self._take_position(scene)
        if moves and scene.side is not None:
            self._leg = scene.side
        self._moved |= moves
        self.holds = scene.held or self._stands(scene)

    def _take_position(self, scene: Scene) -> None:
        """Begins anew after a set, for the leg whose turn it is; once for one turned away."""
        wrong = any(problem.code == "wrong-side" for problem in scene.feedback.problems)
        if self._moved or (wrong and scene.state == "setup" and not self._turned):
            other = None not in (self._leg, scene.side) and scene.side != self._leg
            self._turned = not self._moved
            self._mirrored ^= self._turned or other
            self._moved, self._begun_s = False, self._last_s
            self._begin(-_HELD_S)
        self.ended |= self._over  # it never stood ready

    def _stands(self, scene: Scene) -> bool:
        begins = scene.state == "ready" or self._last_s - self._begun_s < _LOOKS_S
        if self._anew:
            begins |= scene.state not in (*_MOVES, "setup") or scene.ask is not None
            return begins and scene.state not in _MOVES
        return scene.state == "countdown" or (begins and not self._moved)

    def newest(self, timeout_s: float) -> Frame:  # noqa: ARG002 - it never waits for one
        """The next picture, when it is due; at the end the last one again."""
        step_s = self._step()
        self._pass(step_s)
        self.captured += 1
        self.taken += 1
        assert self._image is not None  # noqa: S101 - a video without a picture does not open
        return Frame(self._image, self.captured - 1, self._last_s)

    def _step(self) -> float:
        """Goes on to the next picture; how long after the last one it is."""
        if self.holds and self._image is not None:
            return _HELD_S
        shot = next(self._pictures, None)
        if shot is None:
            self._over = True
            self.ended |= not self._anew
            return _HELD_S
        image = shot.image[:, ::-1] if self._mirrored else shot.image
        step_s, self._film_s = shot.time_s - self._film_s, shot.time_s
        self._image = np.ascontiguousarray(image)
        return step_s

    def _pass(self, seconds: float) -> None:
        """Lets time pass: by the clock where somebody looks, which waits for a slow machine."""
        self._last_s += seconds
        if self.paced:
            time.sleep(max(0.0, self._start_s + self._last_s - time.monotonic()))
            self._start_s = time.monotonic() - self._last_s

    @property
    def now_s(self) -> float:
        """The time of the newest picture."""
        return self._last_s

    @property
    def lost(self) -> bool:
        """A film is never lost."""
        return False


def camera_named(source: str, asked: Asked | None = None, exercise: str | None = None) -> Camera:
    """A camera, a film, or of a folder of films the one that is named like the exercise.

    Args:
        source: Index ("0"), device path, address (http, rtsp), video file or folder of them.
        asked: Size and rate to ask a camera for.
        exercise: Id of what is to be done.
    """
    if is_address(source) or is_index(source) or is_device(source):
        return Camera(source, asked)
    path = Path(source)
    if exercise is not None and os.path.isdir(path):  # noqa: PTH112 - a name may be too long
        return Film(path / f"{exercise}.mp4", asked, anew=True)
    return Film(path, asked)
