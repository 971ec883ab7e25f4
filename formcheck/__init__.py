"""Camera-based form checker for Achilles-tendon stretches and exercises.

    from formcheck import analyze

    result = analyze("calf-raises.mp4", "single-leg-calf-raise")
    print(result.report.counts.full)

The public names are loaded when they are first used: OpenCV and MediaPipe take a while to import.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from formcheck.analysis import Analysis
    from formcheck.engine.session import Session
    from formcheck.engine.values.facts import BodyFacts
    from formcheck.engine.values.feedback import Feedback
    from formcheck.engine.values.landmarks import Landmark
    from formcheck.engine.values.pose import Frame, Pose
    from formcheck.engine.values.report import Finding, Hold, Rep, Report
    from formcheck.errors import FormcheckError
    from formcheck.library import exercise_ids, load_exercise
    from formcheck.media.pose.mediapipe import MediaPipePose, PoseEstimator
    from formcheck.media.pose.models import PoseModel, find_model
    from formcheck.media.pose.traces import Trace, read_trace
    from formcheck.media.video.file import VideoFile
    from formcheck.media.video.writer import VideoWriter
    from formcheck.run import analyze, record

__all__ = [
    "Analysis",
    "BodyFacts",
    "Feedback",
    "Finding",
    "FormcheckError",
    "Frame",
    "Hold",
    "Landmark",
    "MediaPipePose",
    "Pose",
    "PoseEstimator",
    "PoseModel",
    "Rep",
    "Report",
    "Session",
    "Trace",
    "VideoFile",
    "VideoWriter",
    "__version__",
    "analyze",
    "exercise_ids",
    "find_model",
    "load_exercise",
    "read_trace",
    "record",
]

_HOMES = {
    "errors": ("FormcheckError",),
    "engine.session": ("Session",),
    "engine.values.feedback": ("Feedback",),
    "engine.values.landmarks": ("Landmark",),
    "engine.values.pose": ("Frame", "Pose"),
    "engine.values.report": ("Finding", "Hold", "Rep", "Report"),
    "engine.values.facts": ("BodyFacts",),
    "library": ("exercise_ids", "load_exercise"),
    "media.pose.models": ("PoseModel", "find_model"),
    "media.pose.mediapipe": ("MediaPipePose", "PoseEstimator"),
    "media.pose.traces": ("Trace", "read_trace"),
    "media.video.file": ("VideoFile",),
    "media.video.writer": ("VideoWriter",),
    "run": ("analyze", "record"),
    "analysis": ("Analysis",),
}
_HOME_OF = {name: f"{__name__}.{home}" for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415

        return version(__name__)
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    return __all__
