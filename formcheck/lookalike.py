"""Another exercise than was asked for: what a film looks like in which nothing was found."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace

from formcheck.engine.recognition import Recognizer
from formcheck.engine.values.pose import Frame, Pose
from formcheck.engine.values.report import Report
from formcheck.library import exercise_ids, load_exercise
from formcheck.words import Phrase

__all__ = ["Onlooker"]

_KEPT_S = 40.0  # so much of the film is enough to name an exercise ...
_APART_S = 1 / 15  # ... and so many pictures a second


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
        recognizer = Recognizer(load_exercise(id_) for id_ in exercise_ids())
        for time_s, pose in self._seen:
            recognizer.update(time_s, pose)
        done = recognizer.guess().exercise
        if done is None or done == report.exercise:
            return report
        reason = Phrase("reason.looks-like", name=load_exercise(done).name)
        return replace(report, view=replace(report.view, reason=reason))
