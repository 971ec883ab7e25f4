"""Each set of a live session on its own, as soon as it is over.

A kill costs only the set under way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from formcheck.coach.record import Record
from formcheck.coach.values import State
from formcheck.engine.values.pose import Pose
from formcheck.engine.values.report import Report
from formcheck.engine.values.results import Pain
from formcheck.media.pose.recorder import TraceRecorder

__all__ = ["LiveSet", "Sets", "SetsTold"]

_OF_A_SET = ("countdown", "active", "paused")


@dataclass(frozen=True, slots=True)
class LiveSet:
    """A set that is over.

    Attributes:
        number: From 1.
        duration_s: From its start to its end.
        corrected: Repetitions that the user added or took away.
        document: Its report in the documented shape.
        trace: Its landmarks, from the countdown on.
    """

    number: int
    duration_s: float
    corrected: int
    document: Mapping[str, Any]
    trace: TraceRecorder


class Sets(Protocol):
    """Who keeps sets; what goes wrong there is no matter of the session."""

    def add(self, done: LiveSet) -> object:
        """A set is over."""

    def felt(self, answers: tuple[Pain, ...]) -> object:
        """All answers to the question for pain so far; the last one may still change."""


class SetsTold:
    """Watches a session, and tells of each set and answer once.

    Args:
        sets: Who keeps them.
        document_of: Makes the report of a set a document.
    """

    def __init__(self, sets: Sets, document_of: Callable[[Report], Mapping[str, Any]]) -> None:
        self._sets, self._document_of = sets, document_of
        self._trace: TraceRecorder | None = None
        self._told = 0
        self._answers: list[tuple[int, int]] = []

    def frame(
        self, time_s: float, pose: Pose | None, state: State, size_px: tuple[int, int]
    ) -> None:
        """Takes a frame, before the coach does; `state` is where the coach stands."""
        if state in ("setup", "ready"):
            self._trace = None
        elif state in _OF_A_SET:
            self._trace = self._trace or TraceRecorder(size_px)
            self._trace.add(time_s, pose)

    def look(self, record: Record, size_px: tuple[int, int]) -> None:
        """Tells what is new in the record."""
        while self._told < len(record.sets):
            done, report = record.sets[self._told], record.reports[self._told]
            self._told += 1
            duration_s, document = done.end_s - done.start_s, self._document_of(report)
            trace = self._trace or TraceRecorder(size_px)
            self._sets.add(LiveSet(done.number, duration_s, done.corrected, document, trace))
            self._trace = None
        answers = [(answer.sets_done, answer.pain) for answer in record.pain]
        if answers != self._answers:
            self._answers = answers
            self._sets.felt(tuple(record.pain))
