"""Names the exercise in a video or pose trace."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from formcheck.engine.recognition import Guess, Recognizer
from formcheck.errors import SpecError
from formcheck.library import exercise_ids, load_exercise
from formcheck.media.recorded import Progress, opened
from formcheck.words import Phrase

__all__ = ["recognize", "recognized"]


def recognize(
    path: str | Path,
    *,
    model: str = "auto",
    progress: Progress | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Guess:
    """Tries all shipped exercises on a recording; see `engine.recognition`.

    Raises:
        VideoError: The file cannot be read.
        PoseModelError: The model cannot be used.
    """
    recognizer = Recognizer(load_exercise(id_) for id_ in exercise_ids())
    with opened(Path(path), "full" if model == "auto" else model, progress) as recorded:
        for frame, pose in recorded:
            recognizer.update(frame.time_s, pose)
            if stop():
                break
    return recognizer.guess()


def recognized(guess: Guess) -> str:
    """The id of the exercise that was recognised.

    Raises:
        SpecError: It is not sure; the message names the likeliest, and what would show which it is.
    """
    if guess.exercise is not None:
        return guess.exercise
    known = "not-sure" if guess.likeliest else "not-recognised"
    likeliest = {"likeliest": guess.likeliest} if guess.likeliest else {}
    if guess.remedy is None:
        raise SpecError(Phrase(f"error.spec.{known}", **likeliest))
    raise SpecError(Phrase(f"error.spec.{known}-unseen", **likeliest, remedy=guess.remedy))
