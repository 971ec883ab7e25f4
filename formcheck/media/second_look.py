"""A second look through a recorded video, ahead of the first: who is there, and which way is up."""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from formcheck.engine.values.landmarks import Array
from formcheck.media.pipeline import read_ahead
from formcheck.media.pose.crowd import CrowdFinder
from formcheck.media.pose.people import People
from formcheck.media.pose.upright import quarter_turns
from formcheck.media.video.file import VideoFile

__all__ = ["SecondLook"]

_EVERY_S: Final = 0.4
_AGAIN_S: Final = 0.15  # after a look at somebody new: two looks have to agree
_AHEAD_S: Final = 20.0  # enough to tell exercise from standing about
Bodies = tuple[Array, ...]
Look = tuple[float, Bodies, Bodies]  # when, who was found, and who only by looking closely


class SecondLook:
    """Looks at a picture now and then, in a thread of its own, always some seconds ahead.

    Args:
        path: The video.
        turns: Quarter turns to the right that put its pictures upright.
        closely: Whether everybody is searched for, however small in the picture.

    Attributes:
        everybody: Those, too, who matter only to what is shown of them.

    Raises:
        VideoError: The file cannot be read.
        PoseModelError: The model is missing or damaged.
    """

    def __init__(self, path: Path, turns: int = 0, *, closely: bool = False) -> None:
        self._video = VideoFile(path, turns)
        self._finder = CrowdFinder()
        depth = round(_AHEAD_S / _EVERY_S)
        self._looks: Generator[Look] = read_ahead(
            _looks(self._video, self._finder, closely=closely), depth
        )
        self._begin: list[Look] = []
        self.everybody = People()
        self._reached_s = -math.inf

    def turns(self, posture: str | None) -> int:
        """Quarter turns to the right that put the pictures upright, by the first seconds.

        Args:
            posture: Of the exercise, None where it is not known.
        """
        while self._reached_s < _AHEAD_S and (look := self._next()):
            self._begin.append(look)
        looks = [bodies for _, bodies, _ in self._begin]
        return quarter_turns(looks, self._video.size_px, posture)

    def reach(self, time_s: float, people: People) -> None:
        """Tells of everybody who is there until some seconds after a time."""
        begin, self._begin = self._begin, []
        for look in begin:
            self._tell(look, people)
        while self._reached_s < time_s + _AHEAD_S and (found := self._next()):
            self._tell(found, people)

    def close(self) -> None:
        """Stops looking. Can be called again."""
        self._looks.close()
        self._video.close()
        self._finder.close()

    def _tell(self, look: Look, people: People) -> None:
        time_s, bodies, small = look
        people.see(time_s, bodies)
        self.everybody.see(time_s, (*bodies, *small))

    def _next(self) -> Look | None:
        look = next(self._looks, None)
        self._reached_s = math.inf if look is None else look[0]
        return look

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _looks(video: VideoFile, finder: CrowdFinder, *, closely: bool) -> Iterator[Look]:
    due_s, known = 0.0, 0
    for frame in video:
        if frame.time_s >= due_s:
            bodies = finder.look(frame.image)
            due_s = frame.time_s + (_AGAIN_S if len(bodies) > known else _EVERY_S)
            known = len(bodies)
            yield frame.time_s, bodies, finder.small(frame.image, bodies) if closely else ()
