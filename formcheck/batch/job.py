"""What is to be done with one recording, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from formcheck.engine.values.facts import NOBODY, BodyFacts
from formcheck.engine.values.landmarks import Side

__all__ = ["AUTO", "MARK", "Job", "Looked", "Outcome"]

AUTO: Final = "auto"
"""The exercise of a job whose exercise is to be recognised."""
MARK: Final = "formcheck-batch.txt"
"""The file by which the results of a batch are told from recordings."""


@dataclass(frozen=True, slots=True)
class Looked:
    """Who found the landmarks of a recording, and in what; None for what took no part.

    Attributes:
        content_sha256: Of the recording.
        name: File name of the recording, without its folder.
        formcheck: The version that looked.
        model_sha256: Of the pose model.
        mediapipe: Version of MediaPipe.
        opencv: Version of OpenCV.
        leg_model_sha256: Of the leg network.
        complete: False when the recording ended before it should.
        turns: Quarter turns to the right that put its pictures upright.
    """

    content_sha256: str
    name: str
    formcheck: str
    model_sha256: str | None = None
    mediapipe: str | None = None
    opencv: str | None = None
    leg_model_sha256: str | None = None
    complete: bool = True
    turns: int = 0


@dataclass(frozen=True, slots=True)
class Job:
    """One recording and what is known of it.

    Attributes:
        file: The recording as the user names it.
        path: Where it is; its trace when `looked` is there.
        exercise: An id, a spec file, or `AUTO`.
        side: The leg to judge; None finds it.
        body: Size and mass of the person.
        model: The pose model: "auto", a name or the path of a .task file.
        looked: Of a trace: who looked; None when somebody has to.
        insertional: Pain at the heel bone: the exercise as it is done then.
    """

    file: str
    path: Path
    exercise: str
    side: Side | None = None
    body: BodyFacts = NOBODY
    model: str = "auto"
    looked: Looked | None = None
    insertional: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job.

    Attributes:
        job: The job.
        part: Name of the file with its result; None when it failed.
        why: Why it failed, in words that may be translated.
        before: It had been done before.
        brief: Kind, counts and good seconds, for a line of status.
        seconds: How long it took.
        peak_mb: Most memory of the process so far, MB.
    """

    job: Job
    part: str | None = None
    why: str | None = None
    before: bool = False
    brief: dict[str, Any] | None = None
    seconds: float = 0.0
    peak_mb: float = 0.0
