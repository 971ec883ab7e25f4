"""Plots signals of a recording with the limits of a spec: the bench on which a spec is tried."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from formcheck.atomic import replacing, spare
from formcheck.engine.session import Session
from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.spec.fields import signal_named
from formcheck.engine.values.landmarks import Side
from formcheck.errors import OutputError, SpecError
from formcheck.library import load_exercise
from formcheck.media.recorded import Progress, opened
from formcheck.output_set import partial_name
from formcheck.reports.curve import Curves, drawn, judged_signals
from formcheck.reports.svg import svg
from formcheck.shapes import Drawing
from formcheck.words import Phrase

__all__ = ["Plot", "curve"]

_KINDS: Final = (".svg", ".png")


@dataclass(frozen=True, slots=True)
class Plot:
    """What was drawn.

    Attributes:
        file: Where it lies.
        stopped: True when `stop` ended it before the last frame.
        unseen: Signals that never had a value.
    """

    file: Path
    stopped: bool
    unseen: tuple[str, ...]


def curve(
    path: str | Path,
    exercise: str | ExerciseSpec,
    signals: Iterable[str] = (),
    *,
    side: Side | None = None,
    model: str = "auto",
    out: str | Path | None = None,
    progress: Progress | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Plot:
    """Plots signals over time, with the repetitions or holds and the limits of the exercise.

    Args:
        path: The video or trace.
        exercise: Id of a shipped exercise, a spec file, or a spec.
        signals: As in specs, `target.knee_flexion_deg`; all that are judged if none.
        side: The leg to judge; None finds it.
        model: "auto" (what the exercise needs), "lite", "full", "heavy" or the path of a .task
            file.
        out: The file, .svg or .png; NAME.curve.svg beside the recording if None.
        progress: Is called after every frame.
        stop: Is asked after every frame; when true, what was seen until then is drawn.

    Raises:
        SpecError: The exercise is unknown or broken, or a signal is unknown.
        VideoError: The file cannot be read.
        PoseModelError: The model cannot be used.
        OutputError: The file cannot be written.
    """
    source = Path(path)
    place = Path(out) if out is not None else source.with_name(f"{source.stem}.curve.svg")
    if place.suffix.lower() not in _KINDS:
        raise OutputError(Phrase("error.output.no-picture-name", place=place))
    spare(source, place)
    spec = load_exercise(exercise) if isinstance(exercise, str) else exercise
    curves = Curves(tuple(map(_known, signals)) or judged_signals(spec))
    with opened(source, spec.best_model if model == "auto" else model, progress) as recorded:
        session = Session(spec, side)
        for frame, pose in recorded:
            curves.add(session.update(frame.time_s, pose))
            if stop():
                break
        stopped = not recorded.exhausted
        drawing = drawn(curves, spec, session.finish(), recorded.name)
    if stopped:
        place = place.with_name(partial_name(place.name))
    with replacing(place) as part:
        part.write_bytes(_content(drawing, place))
    return Plot(place, stopped, curves.unseen)


def _known(signal: str) -> str:
    try:
        return signal_named(signal)
    except ValueError as error:
        raise SpecError(str(error)) from error


def _content(drawing: Drawing, place: Path) -> bytes:
    if place.suffix.lower() == ".svg":
        return svg(drawing).encode()
    from formcheck.media.plot import png  # noqa: PLC0415 - loads OpenCV

    return png(drawing)
