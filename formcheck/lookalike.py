"""Another exercise than was asked for.

What a film, or a live set, looks like in which nothing was found.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace

from formcheck.engine.recognition import Recognizer
from formcheck.engine.values.feedback import Feedback
from formcheck.engine.values.pose import Frame, Pose
from formcheck.engine.values.report import Report
from formcheck.library import exercise_ids, load_exercise
from formcheck.words import Phrase

__all__ = ["Onlooker", "SetOnlooker"]

_KEPT_S = 40.0  # so much of the film is enough to name an exercise ...
_APART_S = 1 / 15  # ... and so many pictures a second
_PATIENT_S = 7.0  # so long nothing is said of a live set in which nothing is counted ...
_AGAIN_S = 2.0  # ... and so often it is looked whether it is another exercise


class Onlooker:
    """Remembers the first seconds in which somebody is seen, and names their exercise.

    Args:
        source: Yields every frame with its pose; the onlooker yields the same.
    """

    def __init__(self, source: Iterable[tuple[Frame, Pose | None]]) -> None:
        self._source = source
        self._seen: list[tuple[float, Pose | None]] = []
        self._begin_s = self._last_s = math.nan

    def __iter__(self) -> Iterator[tuple[Frame, Pose | None]]:
        """Yields what the source yields."""
        for frame, pose in self._source:
            self._keep(frame.time_s, pose)
            yield frame, pose

    def _keep(self, time_s: float, pose: Pose | None) -> None:
        if math.isnan(self._begin_s) and pose is None:
            return
        if math.isnan(self._begin_s):
            self._begin_s, self._last_s = time_s, -math.inf
        wanted = time_s - self._begin_s <= _KEPT_S and time_s - self._last_s >= 0.9 * _APART_S
        if wanted:
            self._seen.append((time_s, pose))
            self._last_s = time_s

    def reasoned(self, report: Report) -> Report:
        """The report; where nothing was found, with what was done instead, if that is certain."""
        if report.view.reason is None:
            return report
        recognizer = _recognizer()
        for time_s, pose in self._seen:
            recognizer.update(time_s, pose)
        reason = _looks_like(recognizer, report.exercise)
        return replace(report, view=replace(report.view, reason=reason)) if reason else report


class SetOnlooker:
    """Watches the sets of a live session; tells once a set that another exercise is done.

    Looks only until something is counted or timed, for it takes much longer than the session.

    Args:
        exercise: The id of the exercise that was asked for.
    """

    def __init__(self, exercise: str) -> None:
        self._exercise = exercise
        self._is_known = exercise in exercise_ids()  # a test is like an exercise, and none
        self._recognizer: Recognizer | None = None
        self._begin_s = self._last_s = self._next_s = math.nan

    def look(self, time_s: float, pose: Pose | None, done: Feedback | None) -> Phrase | None:
        """Take a frame; what to say, or None.

        Args:
            time_s: Time of the frame.
            pose: The person, or None.
            done: What the set has come to; None while there is no set.
        """
        if done is None:
            self._begin_s = math.nan
            return None
        if math.isnan(self._begin_s):
            self._begin_s, self._last_s, self._next_s = time_s, -math.inf, time_s + _PATIENT_S
            self._recognizer = _recognizer() if self._is_known else None
        counts = done.counts
        if counts.full + counts.partial > 0 or done.held_s > 0:
            self._recognizer = None
        if self._recognizer is None or time_s - self._last_s < 0.9 * _APART_S:
            return None
        self._last_s = time_s
        self._recognizer.update(time_s, pose)
        return self._told(self._recognizer, time_s)

    def _told(self, recognizer: Recognizer, time_s: float) -> Phrase | None:
        if time_s < self._next_s:
            return None
        self._next_s = time_s + _AGAIN_S
        reason = _looks_like(recognizer, self._exercise)
        if reason is not None:
            self._recognizer = None
        return reason


def _recognizer() -> Recognizer:
    return Recognizer(load_exercise(id_) for id_ in exercise_ids())


def _looks_like(recognizer: Recognizer, asked: str) -> Phrase | None:
    done = recognizer.guess().exercise
    if done is None or done == asked:
        return None
    return Phrase("reason.looks-like", name=load_exercise(done).name)
