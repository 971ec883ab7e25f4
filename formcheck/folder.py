"""What a recorded run leaves in its folder: report, page, table, landmarks and annotated video."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, replace

from formcheck.analysis import Analysis
from formcheck.atomic import Draft
from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.values.feedback import Feedback
from formcheck.engine.values.pose import Frame, Pose
from formcheck.media.pipeline import Background, Output
from formcheck.media.pose.recorder import TraceWriter
from formcheck.media.recorded import Recorded
from formcheck.output_set import LANDMARKS, PAGE, REPORT, TABLE, VIDEO, OutputSet, partial_name
from formcheck.page.curves import CurveRecorder, turns_of
from formcheck.page.moments import Moment, best_and_worst
from formcheck.page.page import Page, write_page
from formcheck.reports.document import write_json
from formcheck.reports.frames import FrameTable
from formcheck.words import Phrase

__all__ = ["Making", "making"]


class Making:
    """The files of one run while they are made.

    Args:
        files: Where they go.
        recorded: What is analysed.
        spec: The exercise.
        share: Whether they are to be passed on: the landmarks without those of the face.

    Attributes:
        landmarks: What takes every pose.
        outputs: What takes every frame.
    """

    def __init__(
        self, files: OutputSet, recorded: Recorded, spec: ExerciseSpec, *, share: bool
    ) -> None:
        self._files, self._curves, self._share = files, CurveRecorder(spec), share
        self._trace = files.draft(LANDMARKS)
        self.landmarks = TraceWriter(self._trace, recorded.size_px)
        self._video: Draft | None = None
        self.outputs: tuple[Output[Frame, Feedback], ...] = (self._curves,)

    def keeping(
        self, pairs: Iterable[tuple[Frame, Pose | None]]
    ) -> Iterator[tuple[Frame, Pose | None]]:
        """The same pairs, whose landmarks are kept."""
        for frame, pose in pairs:
            kept = pose.without_face() if pose and self._share else pose
            self.landmarks.write(frame.time_s, kept)
            yield frame, pose

    def add(self, output: Output[Frame, Feedback], video: Draft | None = None) -> None:
        """Adds an output, with the file if it draws one."""
        self.outputs = (*self.outputs, output)
        self._video = video or self._video

    def filed(self, result: Analysis, *, embed: bool, pictures: bool = True) -> Analysis:
        """The result with its files in place, and without those of an earlier run beside them.

        Args:
            result: What was found.
            embed: Whether the page carries the video inside.
            pictures: Whether what shows people may be kept: video and stills.
        """
        if self._video is not None and not pictures:
            self._video.withdraw()
            self._video = None
        report_sha256 = write_json(self._files.draft(REPORT), result.document)
        page = replace(self._page(result, embed=embed), report_sha256=report_sha256)
        write_page(self._files.draft(PAGE), page)
        if self.landmarks.full:
            self._trace.withdraw()
        written, removed = self._files.publish(partial=result.stopped)
        notes = [Phrase("run.removed", name=name) for name in removed]
        if self.landmarks.full:
            notes.append(Phrase("run.no-landmarks", name=LANDMARKS))
        return replace(result, files=written, notes=(*result.notes, *notes))

    def _page(self, result: Analysis, *, embed: bool) -> Page:
        page = Page(
            report=result.report,
            exercise=result.spec.name,
            source=result.source,
            provenance=asdict(result.provenance),
            curves=self._curves.curves(turns_of(result.report)),
            shared=result.shared,
        )
        if self._video is None:
            return page
        from formcheck.media.stills import stills  # noqa: PLC0415 - loads OpenCV

        moments = best_and_worst(result.report)
        pictures = stills(self._video.part, [moment.time_s for moment in moments])
        shown: list[tuple[Moment, bytes]] = list(zip(moments, pictures, strict=True))
        if embed:
            return replace(page, stills=shown, embedded=self._video.part.read_bytes())
        name = partial_name(VIDEO) if result.stopped else VIDEO
        return replace(page, stills=shown, video=name)


@contextmanager
def making(
    files: OutputSet, recorded: Recorded, spec: ExerciseSpec, *, video: bool, share: bool
) -> Iterator[Making]:
    """The files of a run, the frame table and the annotated video being complete at the end.

    Args:
        files: Where they go.
        recorded: What is analysed.
        spec: The exercise.
        video: Whether an annotated video is wanted.
        share: Whether they are to be passed on.
    """
    made = Making(files, recorded, spec, share=share)
    with ExitStack() as stack:
        stack.enter_context(made.landmarks)
        made.add(stack.enter_context(FrameTable(files.draft(TABLE))))
        if video and recorded.has_pictures:
            place = files.draft(VIDEO)
            drawing = _annotated_video(place, recorded.size_px, spec)
            made.add(stack.enter_context(drawing), place)
        yield made


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
