"""What a live session leaves in its folder, written while it goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from formcheck.coach.values import Scene
from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.values.pose import Frame, Pose
from formcheck.engine.values.report import Report
from formcheck.errors import OutputError
from formcheck.labels import labels_of
from formcheck.media.kept import Kept, LiveVideo, notes_of
from formcheck.media.overlay.mount import screen_size
from formcheck.media.overlay.pair import Still
from formcheck.media.pose.recorder import TraceWriter
from formcheck.media.screen.stage import Image
from formcheck.media.snapshots import Snapshot, Snapshots
from formcheck.output_set import (
    LANDMARKS,
    PAGE,
    REPORT,
    TABLE,
    VIDEO,
    OutputSet,
    partial_name,
)
from formcheck.page.curves import CurveRecorder, turns_of
from formcheck.page.moments import Moment, best_and_worst, worst_beside_best
from formcheck.page.page import Page, write_page
from formcheck.reports.document import Source, write_json
from formcheck.reports.frames import FrameTable

__all__ = ["Done", "LiveFolder"]

_DRAWN_S: Final = 0.06  # between the points of a curve: an hour of them has a few megabytes
_NEAR_S: Final = 2.0  # a picture further away shows something else


@dataclass(frozen=True, slots=True)
class Done:
    """What was done so far.

    Attributes:
        report: The result.
        document: The same in its documented JSON shape.
        source: The camera.
    """

    report: Report
    document: dict[str, Any]
    source: Source


class LiveFolder:
    """The files of a live session while they are made.

    Table, landmarks and video end early, with a note, when the disk is full.

    Args:
        files: Where they go.
        spec: The exercise.
        size_px: Width and height of the picture.
        begun: The report before anything was done: a disk that is full is told then.
        video: Whether to keep the annotated video.

    Attributes:
        pair: The worst moment of the last set beside its best; empty where nothing was wrong.

    Raises:
        OutputError: They cannot be made there.
    """

    def __init__(
        self,
        files: OutputSet,
        spec: ExerciseSpec,
        size_px: tuple[int, int],
        begun: Mapping[str, Any],
        *,
        video: bool,
    ) -> None:
        self._files, self._name = files, spec.name
        self.keep(begun)
        table, landmarks = files.draft(TABLE), files.draft(LANDMARKS)
        self._table = Kept(FrameTable(table, once_only=True), table, spare_mb=2)
        writer = TraceWriter(landmarks, size_px, once_only=True)
        self._landmarks = Kept(writer, landmarks, spare_mb=2)
        self._video: Kept[Image, float] | None = None
        if video:
            place = files.draft(VIDEO)
            self._video = Kept(LiveVideo(place, screen_size(size_px)), place, spare_mb=8)
        self._curves = CurveRecorder(spec, _DRAWN_S)
        self._snapshots = Snapshots(labels_of(spec))
        self._stills: list[Snapshot] = []
        self._sets = 0
        self.pair: tuple[Still, ...] = ()

    @property
    def record(self) -> Callable[[Image, float], None] | None:
        """Takes what is shown, where a video is wanted."""
        return None if self._video is None else self._video.write

    def write(self, frame: Frame, pose: Pose | None, scene: Scene) -> None:
        """Takes a frame, what was found in it, and what the coach made of it."""
        self._table.write(frame, scene.feedback)
        self._landmarks.write(frame.time_s, pose)
        if scene.state in ("active", "paused"):
            self._curves.write(frame, scene.feedback)
            self._snapshots.take(frame.image, scene.feedback)

    def keep(self, document: Mapping[str, Any]) -> str:
        """Writes what was done so far, so that a kill costs only what comes after; its SHA-256.

        Raises:
            OutputError: It cannot be written.
        """
        return write_json(self._files.folder / partial_name(REPORT), document)

    def look(self, reports: Sequence[Report], so_far: Callable[[], Done]) -> None:
        """Keeps pictures and page of the sets that are over.

        Args:
            reports: Of all sets that are over.
            so_far: Gives what was done until now.
        """
        if len(reports) == self._sets:
            return
        for report in reports[self._sets :]:
            moments = [moment.time_s for moment in best_and_worst(report)]
            self._stills += self._snapshots.drawn(moments)
            self.pair = tuple(self._pair(report))
        self._sets = len(reports)
        self._snapshots.forget()
        done = so_far()
        with suppress(OutputError):  # the last report and the last page say so, too
            page = self._page(done, self.keep(done.document), video="")
            write_page(self._files.folder / partial_name(PAGE), page)

    def _pair(self, report: Report) -> Iterator[Still]:
        for moment in worst_beside_best(report):
            if (seen := self._snapshots.seen(moment.time_s)) is not None:
                text = moment.text if moment.kind == "worst" else ""
                yield Still(*seen, moment.kind, text, moment.check)

    def finish(self, done: Done, *, ended: bool) -> tuple[tuple[Path, ...], tuple[str, ...]]:
        """Completes all files; which there are, and what the user should know of them.

        Args:
            done: What was done.
            ended: Whether the session ended, by itself or by its user, and was not broken off.

        Raises:
            OutputError: The report cannot be written.
        """
        kept = [each for each in (self._table, self._landmarks, self._video) if each is not None]
        whole = {each: each.finish() for each in kept}
        report_sha256 = write_json(self._files.draft(REPORT), done.document)
        video = "" if self._video is None or not whole[self._video] else VIDEO
        notes = list(notes_of(kept))
        try:
            named = video if ended or not video else partial_name(video)
            page = self._page(done, report_sha256, video=named)
            write_page(self._files.draft(PAGE), page)
        except OutputError as error:
            notes.append(error.message)
        written, _ = self._files.publish(partial=not ended)
        return written, tuple(notes)

    def _page(self, done: Done, report_sha256: str, *, video: str) -> Page:
        return Page(
            report=done.report,
            exercise=self._name,
            source=done.source,
            provenance=done.document["provenance"],
            curves=self._curves.curves(turns_of(done.report)),
            stills=list(self._shown(done.report)),
            video=video,
            report_sha256=report_sha256,
        )

    def _shown(self, report: Report) -> Iterator[tuple[Moment, bytes]]:
        """The best and the worst moment, where a picture was taken."""
        for moment in best_and_worst(report):
            near = [each for each in self._stills if abs(each.time_s - moment.time_s) < _NEAR_S]
            if near:
                still = min(near, key=lambda each: abs(each.time_s - moment.time_s))
                yield replace(moment, time_s=still.time_s), still.picture
