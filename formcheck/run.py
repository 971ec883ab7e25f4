"""The loop that joins source, session and outputs, and `analyze`, which runs it on a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from formcheck.atomic import Draft, spare
from formcheck.engine.session import Session
from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.values.facts import BodyFacts
from formcheck.engine.values.feedback import Feedback
from formcheck.engine.values.landmarks import Side
from formcheck.engine.values.pose import Frame, Pose
from formcheck.engine.values.report import Report
from formcheck.errors import OutputError
from formcheck.library import load_exercise
from formcheck.media.pipeline import Background, Output
from formcheck.media.pose.traces import TraceRecorder
from formcheck.media.recorded import Progress, Recorded, opened
from formcheck.output_set import REPORT, TABLE, VIDEO, OutputSet, partial_name
from formcheck.reports.document import Provenance, Source, report_dict, write_json
from formcheck.reports.frames import FrameTable

__all__ = ["Analysis", "analyze", "record", "run"]


@dataclass(frozen=True, slots=True)
class Analysis:
    """What `analyze` found and wrote.

    Attributes:
        report: The result.
        spec: The exercise it was judged by.
        source: What was analysed.
        provenance: What made the report.
        stopped: True when `stop` ended it before the last frame.
        files: What was written.
        notes: What the user should know about the run.
    """

    report: Report
    spec: ExerciseSpec
    source: Source
    provenance: Provenance
    stopped: bool
    files: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def document(self) -> dict[str, Any]:
        """The report in its documented JSON shape."""
        return report_dict(self.report, self.source, self.provenance)


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
    body: BodyFacts | None = None,
    model: str = "auto",
    out: str | Path | None = None,
    video: bool = True,
    progress: Progress | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Analysis:
    """Judges an exercise in a video or in a recorded pose trace (.npz).

    Args:
        path: The video or trace.
        exercise: Id of a shipped exercise, a spec file, or a spec.
        side: The leg to judge; None finds it.
        body: Size and mass of the person, for heights in cm and for work.
        model: "auto" (what the exercise needs), "lite", "full", "heavy" or the path of a .task
            file.
        out: Folder for report.json, frames.csv and annotated.mp4, named so (or report.partial.json
            and so on when `stop` ended it) once all are whole; None writes nothing.
        video: Whether to write annotated.mp4.
        progress: Is called after every frame.
        stop: Is asked after every frame; when true, the result covers what was seen until then.

    Raises:
        SpecError: The exercise is unknown or broken.
        VideoError: The file cannot be read.
        PoseModelError: The model cannot be used.
        OutputError: A result cannot be written; what was there before is left as it was.
    """
    spec = load_exercise(exercise) if isinstance(exercise, str) else exercise
    session = Session(spec, side, body)
    made = nullcontext() if out is None else OutputSet(Path(out), Path(path))
    with (
        opened(Path(path), spec.best_model if model == "auto" else model, progress) as recorded,
        made as files,
    ):
        with _outputs(files, recorded, spec if video else None) as outputs:
            report = run(recorded, session, outputs, stop)
        result = _result(report, spec, recorded, video and files is not None)
        return result if files is None else _filed(result, files)


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
        raise OutputError(f"{trace} is no name for a pose trace: let it end in .npz")
    spare(Path(path), Path(trace))
    with (
        opened(Path(path), "heavy" if model == "auto" else model, progress) as recorded,
        ExitStack() as stack,
    ):
        draft = Draft(Path(trace))
        stack.callback(draft.discard)
        recorder = TraceRecorder(recorded.size_px)
        for frame, pose in recorded:
            recorder.add(frame.time_s, pose)
            if stop():
                break
        if not recorded.exhausted and draft.path.exists():
            draft.path = draft.path.with_name(partial_name(draft.path.name))
        recorder.write(draft)
    return recorded.exhausted


@contextmanager
def _outputs(
    files: OutputSet | None, recorded: Recorded, drawn: ExerciseSpec | None
) -> Iterator[tuple[Output[Frame, Feedback], ...]]:
    """The outputs that make the files of the set."""
    with ExitStack() as stack:
        outputs: list[Output[Frame, Feedback]] = []
        if files is not None:
            outputs.append(stack.enter_context(FrameTable(files.draft(TABLE))))
        if files is not None and drawn and recorded.has_pictures:
            outputs.append(
                stack.enter_context(_annotated_video(files.draft(VIDEO), recorded.size_px, drawn))
            )
        yield tuple(outputs)


@contextmanager
def _annotated_video(
    place: Draft, size_px: tuple[int, int], spec: ExerciseSpec
) -> Iterator[Output[Frame, Feedback]]:
    from formcheck.labels import labels_of  # noqa: PLC0415
    from formcheck.media.overlay import draw, stands_left  # noqa: PLC0415
    from formcheck.media.video.writer import VideoWriter  # noqa: PLC0415

    labels, right = labels_of(spec), None
    with VideoWriter(place, size_px) as writer:

        def write(frame: Frame, feedback: Feedback) -> None:
            nonlocal right
            right = stands_left(feedback, size_px[0], right)
            writer.write(draw(frame.image, feedback, labels, right), frame.time_s)

        with Background(write, 1) as background:
            yield background


def _result(report: Report, spec: ExerciseSpec, recorded: Recorded, wants_video: bool) -> Analysis:
    no_picture = "a trace holds no pictures, so there is no annotated video"
    said = (no_picture if wants_video and not recorded.has_pictures else None, recorded.notice)
    return Analysis(
        report,
        spec,
        Source(recorded.name, recorded.size_px, recorded.exhausted and recorded.notice is None),
        _provenance(spec, recorded),
        stopped=not recorded.exhausted,
        notes=tuple(note for note in said if note),
    )


def _provenance(spec: ExerciseSpec, recorded: Recorded) -> Provenance:
    """Versions of what took part; a trace needs neither model nor MediaPipe nor OpenCV."""
    if recorded.model is None:
        return Provenance(version("formcheck"), spec.sha256)
    tools = version("mediapipe"), version("opencv-python")
    legs = None if recorded.leg_model is None else recorded.leg_model.sha256
    return Provenance(version("formcheck"), spec.sha256, recorded.model.sha256, *tools, legs)


def _filed(result: Analysis, files: OutputSet) -> Analysis:
    """The result with its files in place, and without a video of an earlier run beside them."""
    write_json(files.draft(REPORT), result.document)
    written, removed = files.publish(partial=result.stopped)
    notes = (
        f"removed {name} of an earlier run: it does not belong to this report" for name in removed
    )
    return replace(result, files=written, notes=(*result.notes, *notes))
