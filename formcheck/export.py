"""`export`: a session or a pose trace in the files that other programs read."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import numpy as np

from formcheck.atomic import replacing, spare
from formcheck.engine.session import Session
from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.values.facts import NOBODY, BodyFacts
from formcheck.engine.values.landmarks import Array
from formcheck.errors import OutputError, SpecError, VideoError
from formcheck.exports.c3d import write_c3d
from formcheck.exports.fhir import write_fhir
from formcheck.exports.motion import Motion, markers_of, scale_of
from formcheck.exports.opensim import write_mot, write_trc
from formcheck.exports.tables import write_csv, write_parquet
from formcheck.incoming import is_folder, is_there, read_text
from formcheck.library import load_exercise
from formcheck.media.pose.traces import Trace, read_trace
from formcheck.output_set import LANDMARKS, REPORT
from formcheck.reports.document import Provenance, Source, report_dict
from formcheck.reports.frames import SIGNALS
from formcheck.results import corrections_of, read_report
from formcheck.words import Phrase

__all__ = ["FORMATS", "export"]

FORMATS: Final[Mapping[str, Callable[[Motion, Path], None]]] = {
    "trc": write_trc,
    "mot": write_mot,
    "c3d": write_c3d,
    "csv": write_csv,
    "parquet": write_parquet,
    "fhir": write_fhir,
}
_WITH_REPORT: Final = ("csv", "parquet", "fhir")
_MOST_BYTES: Final = 1 << 26
_ENDING: Final = {"fhir": "fhir.json"}


def export(
    session: str | Path,
    to: str,
    *,
    out: str | Path | None = None,
    exercise: str | ExerciseSpec | None = None,
    body: BodyFacts = NOBODY,
) -> Path:
    """Writes a session in another format; returns the file.

    Args:
        session: A results folder of `analyze` or `live`, or a pose trace (.npz).
        to: One of `FORMATS`.
        out: The file; beside the landmarks if not given.
        exercise: What was done: id, spec file or spec. None takes it from the report of the folder;
            without one there are points only.
        body: Size of the person, which makes millimetres of pixels.

    Raises:
        VideoError: There are no landmarks, or nobody is in them.
        SpecError: The exercise is unknown or broken.
        OutputError: The file cannot be written, needs an exercise or a package that is missing.
    """
    if to not in FORMATS:
        raise OutputError(Phrase("error.export.format", format=to, known=tuple(FORMATS)))
    session = Path(session)
    source = _landmarks_of(session)
    motion = _motion(read_trace(source), _spec_of(session, exercise), body)
    if to in _WITH_REPORT and exercise is None and motion.document is not None:
        motion = _with_report(motion, session)
    place = Path(out) if out else _beside(session, _ENDING.get(to, to))
    spare(source, place)
    with replacing(place) as part:
        FORMATS[to](motion, part)
    return place


def _landmarks_of(session: Path) -> Path:
    if not is_folder(session):
        return session
    trace = session / LANDMARKS
    if not is_there(trace):
        raise VideoError(Phrase("error.export.no-landmarks", session=session, file=LANDMARKS))
    return trace


def _spec_of(session: Path, exercise: str | ExerciseSpec | None) -> ExerciseSpec | None:
    if isinstance(exercise, ExerciseSpec):
        return exercise
    if exercise is None and is_folder(session) and is_there(session / REPORT):
        exercise = _exercise_of(session / REPORT)
    return None if exercise is None else load_exercise(exercise)


def _exercise_of(report: Path) -> str:
    """The exercise that a report is of."""
    try:
        document = json.loads(read_text(report, Phrase("kind.report"), SpecError, _MOST_BYTES))
        return str(document["exercise"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise SpecError(Phrase("error.export.no-report", report=report)) from error


def _with_report(motion: Motion, session: Path) -> Motion:
    """With what the results say, and what was corrected by hand beside them."""
    report, corrections = read_report(session), corrections_of(session)
    by_hand = tuple(each.model_dump(mode="json") for each in corrections)
    return replace(motion, document=report.model_dump(mode="json", by_alias=True), by_hand=by_hand)


def _beside(session: Path, ending: str) -> Path:
    return session / f"motion.{ending}" if is_folder(session) else session.with_suffix(f".{ending}")


def _motion(trace: Trace, spec: ExerciseSpec | None, body: BodyFacts) -> Motion:
    foot_cm = body.foot_length_cm
    scale = scale_of(
        trace.poses,
        None if foot_cm is None else 10 * foot_cm,
        from_height=body.foot_cm is None,
    )
    motion = Motion(trace.name, trace.time_s, trace.size_px, markers_of(trace.poses, scale), scale)
    return motion if spec is None else _judged(motion, trace, spec, body)


def _judged(motion: Motion, trace: Trace, spec: ExerciseSpec, body: BodyFacts) -> Motion:
    """With the signals of every frame, and the report."""
    session = Session(spec, body=body)
    signals: dict[str, Array] = {name: np.full(len(trace.time_s), np.nan) for name in SIGNALS}
    for row, (time_s, pose) in enumerate(zip(trace.time_s, trace.poses, strict=True)):
        feedback = session.update(float(time_s), pose)
        for name, key in SIGNALS.items():
            signals[name][row] = feedback.signals[key]
    report = session.finish()
    made = Provenance(version("formcheck"), spec.sha256)
    document: dict[str, Any] = report_dict(report, Source(trace.name, trace.size_px), made)
    return replace(motion, signals=signals, document=document)
