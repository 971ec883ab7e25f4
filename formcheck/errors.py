"""Errors that users can do something about.

Every message is one line that names the remedy; anything that is not a FormcheckError is a bug and
keeps its traceback::

    FormcheckError
    ├── SpecError         an exercise spec is unknown or broken
    ├── VideoError        a video or trace cannot be read
    ├── ResultError       a result of an earlier run cannot be read or does not fit
    ├── OutputError       a result cannot be written
    ├── CameraError       a camera cannot be opened or went away
    ├── PoseModelError    a pose model is missing, wrong or cannot be loaded
    ├── DisplayError      there is no display to open a window on
    ├── VoiceError        there is no speech engine
    ├── BatchError        there is nobody to do the work of a batch
    ├── PlanError         there is no plan, or not what is asked of it
    └── HistoryError      what was kept cannot be read or written
"""

__all__ = [
    "BatchError",
    "CameraError",
    "DisplayError",
    "FormcheckError",
    "HistoryError",
    "OutputError",
    "PlanError",
    "PoseModelError",
    "ResultError",
    "SpecError",
    "VideoError",
    "VoiceError",
]


class FormcheckError(Exception):
    """Base of all errors that formcheck raises on purpose; `message` may be put into words."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class SpecError(FormcheckError):
    """An exercise spec is unknown or broken; `problems` lists every mistake, one line each."""

    def __init__(self, message: str, problems: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.args = ("\n".join((message, *problems)),)
        self.problems = problems


class VideoError(FormcheckError):
    """A video or a pose trace cannot be read."""


class ResultError(FormcheckError):
    """What an earlier run left cannot be read, or does not fit what is asked of it."""


class OutputError(FormcheckError):
    """A result cannot be written."""


class CameraError(FormcheckError):
    """A camera cannot be opened or went away."""


class PoseModelError(FormcheckError):
    """A pose model is missing, has the wrong content or cannot be loaded."""


class DisplayError(FormcheckError):
    """There is no display to open a window on."""


class VoiceError(FormcheckError):
    """There is no usable speech engine."""


class BatchError(FormcheckError):
    """There is nobody to do the work of a batch, or no safe way to them."""


class PlanError(FormcheckError):
    """There is no plan, or it does not have what is asked of it."""


class HistoryError(FormcheckError):
    """What was kept cannot be read or written."""
