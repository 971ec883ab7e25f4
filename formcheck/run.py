"""The loop that joins source, session and outputs, and `analyze`, which runs it on a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from pathlib import Path

from formcheck.analysis import Analysis
from formcheck.atomic import Draft, spare
from formcheck.engine.recognition import Guess
from formcheck.engine.session import Session
from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.values.facts import BodyFacts
from formcheck.engine.values.feedback import Feedback
from formcheck.engine.values.landmarks import Side
from formcheck.engine.values.pose import Frame, Pose
from formcheck.engine.values.report import Report
from formcheck.errors import OutputError
from formcheck.folder import Making, making
from formcheck.incoming import is_there
from formcheck.library import load_exercise
from formcheck.lookalike import Onlooker
from formcheck.media.pipeline import Output
from formcheck.media.pose.recorder import MOST_FRAMES, TraceWriter
from formcheck.media.recorded import Progress, Recorded, opened
from formcheck.output_set import OutputSet, partial_name
from formcheck.recognize import recognize, recognized
from formcheck.reports.document import Provenance, Source
from formcheck.words import Phrase

__all__ = ["Analysis", "analyze", "record", "run", "told_of_turns"]

UPSIDE_DOWN = 2  # quarter turns


def run(
    source: Iterable[tuple[Frame, Pose | None]],
    session: Session,
    outputs: Iterable[Output[Frame, Feedback]] = (),
    stop: Callable[[], bool] = lambda: False,
) -> Report:
    """Judges frame by frame until the source ends or `stop()` is true.

    Args:
        source: Yields every frame with its pose, None without a person.
        session: Judges.
        outputs: Take every frame with what was decided about it; they may draw on its image.
        stop: Is asked after every frame.
    """
    outputs = tuple(outputs)
    for frame, pose in source:
        feedback = session.update(frame.time_s, pose)
        for output in outputs:
            output.write(frame, feedback)
        if stop():
            break
    return session.finish()


def analyze(
    path: str | Path,
    exercise: str | ExerciseSpec,
    *,
    side: Side | None = None,
    insertional: bool = False,
    body: BodyFacts | None = None,
    model: str = "auto",
    out: str | Path | None = None,
    video: bool = True,
    embed: bool = False,
    blur_faces: bool = False,
    share: bool = False,
    progress: Progress | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Analysis:
    """Judges an exercise in a video or in a recorded pose trace (.npz).

    Args:
        path: The video or trace.
        exercise: Id of a shipped exercise, a spec file, a spec, or "auto" to recognise it.
        side: The leg to judge; None finds it.
        insertional: Pain where the tendon meets the heel bone: the exercise as it is done then.
        body: Size and mass of the person, for heights in cm and for work.
        model: "auto" (what the exercise needs), "lite", "full", "heavy" or a .task file.
        out: Folder for `output_set.FILES` (report.partial.json and so on when `stop` ended it),
            there once all are whole; None writes nothing.
        video: Whether to write annotated.mp4.
        embed: Whether report.html carries the video inside, to be sent as one file.
        blur_faces: Whether the heads of everybody found are made unrecognisable in it.
        share: To pass on: no name, no face, no pictures where heads may show.
        progress: Is called after every frame.
        stop: Is asked after every frame; when true, the result covers what was seen until then.

    Raises:
        SpecError: The exercise is unknown, broken or not recognised with certainty.
        VideoError: The file cannot be read.
        PoseModelError: The model cannot be used.
        OutputError: A result cannot be written; what was there before is left as it was.
    """
    look = partial(recognize, path, model=model, progress=progress, stop=stop)
    spec = _spec_of(exercise, look, insertional=insertional)
    session, posture = Session(spec, side, body), spec.target.posture
    made = nullcontext() if out is None else OutputSet(Path(out), Path(path))
    chosen, covered = spec.best_model if model == "auto" else model, blur_faces or share
    with (
        opened(Path(path), chosen, progress, posture=posture, cover_heads=covered) as recorded,
        made as files,
    ):
        if files is None:
            report = _reported(recorded, session, None, stop)
            return _result(report, spec, recorded, wants_video=False, share=share)
        with making(files, recorded, spec, video=video, share=share) as folder:
            report = _reported(recorded, session, folder, stop)
        result = _result(report, spec, recorded, wants_video=video, share=share)
        return folder.filed(result, embed=embed, pictures=recorded.heads_sure or not share)


def _reported(
    recorded: Recorded, session: Session, folder: Making | None, stop: Callable[[], bool]
) -> Report:
    """What a recording shows; the files of a folder are made on the way."""
    onlooker = Onlooker(recorded)
    source = onlooker if folder is None else folder.keeping(onlooker)
    outputs = () if folder is None else folder.outputs
    return onlooker.reasoned(run(source, session, outputs, stop))


def _to_share(result: Analysis, recorded: Recorded) -> Analysis:
    """The result without the name of what was analysed, and what is said of its pictures."""
    source = replace(result.source, name=Phrase("share.name"))
    if not recorded.has_pictures:
        return replace(result, source=source)
    said = Phrase("share.covered" if recorded.heads_sure else "share.left-out")
    return replace(result, source=source, shared=said, notes=(*result.notes, said))


def _spec_of(
    exercise: str | ExerciseSpec, look: Callable[[], Guess], *, insertional: bool
) -> ExerciseSpec:
    if exercise == "auto":
        exercise = recognized(look())
    spec = load_exercise(exercise) if isinstance(exercise, str) else exercise
    return spec.for_insertional_pain() if insertional else spec


def record(
    path: str | Path,
    trace: str | Path,
    *,
    model: str = "auto",
    progress: Progress | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> bool:
    """Writes the landmarks of a video to a trace (.npz); returns whether all of the video is in it.

    When `stop` ends it before the last frame, an earlier trace stays, and the new one is called
    NAME.partial.npz.

    Raises:
        VideoError: The video cannot be read.
        PoseModelError: The model cannot be used.
        OutputError: The trace cannot be written, or would take the place of something else.
    """
    if Path(trace).suffix.lower() != ".npz":
        raise OutputError(Phrase("error.output.no-trace-name", trace=trace))
    spare(Path(path), Path(trace))
    with opened(Path(path), "heavy" if model == "auto" else model, progress) as recorded:
        draft = Draft(Path(trace))
        with TraceWriter(draft, recorded.size_px) as writer:
            for frame, pose in recorded:
                writer.write(frame.time_s, pose)
                if stop() or writer.full:
                    break
            if writer.full:
                raise OutputError(Phrase("error.output.long-trace", most=MOST_FRAMES))
            if not recorded.exhausted and is_there(draft.path):
                draft.path = draft.path.with_name(partial_name(draft.path.name))
    return recorded.exhausted


def told_of_turns(report: Report, turns: int) -> Report:
    """The report with what was done to the picture.

    Args:
        report: The report.
        turns: Quarter turns to the right.
    """
    if not turns:
        return report
    told = Phrase("view.was-upside-down" if turns == UPSIDE_DOWN else "view.was-on-its-side")
    return replace(report, view=replace(report.view, problems=(told, *report.view.problems)))


def _result(
    report: Report, spec: ExerciseSpec, recorded: Recorded, *, wants_video: bool, share: bool
) -> Analysis:
    lacks = Phrase("run.no-pictures") if wants_video and not recorded.has_pictures else None
    said = lacks, recorded.notice, recorded.slow_motion
    result = Analysis(
        told_of_turns(report, recorded.turns),
        spec,
        Source(recorded.name, recorded.size_px, recorded.exhausted and recorded.notice is None),
        _provenance(spec, recorded),
        stopped=not recorded.exhausted,
        notes=tuple(note for note in said if note),
    )
    return _to_share(result, recorded) if share else result


def _provenance(spec: ExerciseSpec, recorded: Recorded) -> Provenance:
    """Versions of what took part; a trace needs neither model nor MediaPipe nor OpenCV."""
    if recorded.model is None:
        return Provenance(version("formcheck"), spec.sha256)
    tools = version("mediapipe"), version("opencv-python")
    legs = None if recorded.leg_model is None else recorded.leg_model.sha256
    return Provenance(version("formcheck"), spec.sha256, recorded.model.sha256, *tools, legs)
