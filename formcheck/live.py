"""The live session: camera, pose, coach, picture and voice; what was done is always written."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from formcheck.coach.coach import OVER, Coach
from formcheck.coach.keys import press
from formcheck.coach.pace import Pace
from formcheck.coach.talk import together
from formcheck.coach.values import Plan, Prompt, Scene
from formcheck.coach.work_set import Tally
from formcheck.demonstrations import demonstration_of
from formcheck.engine.results.outcomes import with_outcomes
from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.values.facts import NOBODY, BodyFacts
from formcheck.engine.values.pose import Pose
from formcheck.engine.values.report import Report
from formcheck.errors import DisplayError, OutputError
from formcheck.labels import labels_of
from formcheck.live_folder import Done, LiveFolder
from formcheck.live_sets import Sets, SetsTold
from formcheck.lookalike import SetOnlooker
from formcheck.media.camera.camera import Camera
from formcheck.media.light import light_of
from formcheck.media.overlay.labels import Labels
from formcheck.media.pose.fitting import LivePose
from formcheck.media.screen.stage import Image, Stage
from formcheck.media.sound.voice import Voice
from formcheck.output_set import OutputSet
from formcheck.reports.document import CameraUse, Provenance, Source, report_dict

__all__ = ["Live", "LiveSession"]

_REPORT_S = 10.0  # of work at most are lost when the program is killed
_PATIENCE_S = 0.1  # without a picture for so long, the window is served all the same


@dataclass(frozen=True, slots=True)
class Live:
    """What a live session left.

    Attributes:
        report: The result.
        document: The same in its documented JSON shape.
        source: The camera.
        files: What was written.
        notes: What the user should know.
        stopped: True when it was stopped before its end.
        warned: True when what to know before the first set was told, and spoke not against it.
        stop_sign: Whether there was a stop sign.
        alone: Whether it ended because nobody was there.
        left_out: Whether it was left out by choice.
    """

    report: Report
    document: dict[str, Any]
    source: Source
    files: tuple[Path, ...]
    notes: tuple[str, ...]
    stopped: bool
    warned: bool = False
    stop_sign: bool = False
    alone: bool = False
    left_out: bool = False


class LiveSession:
    """One exercise in front of a camera.

    Args:
        camera: An open camera.
        spec: The exercise.
        plan: How much of it.
        stage: Where it is seen.
        voice: Where it is heard.
        stop: Is asked between pictures; when true, the session ends.
        told: Is given everything that is said.
        body: Size and mass of the person, for heights in cm and for work.
        sets: Keeps each set as soon as it is over.
        referee: Is given each frame what the coach makes of it, and may steer the coach as keys do.
        tally: How many of the repetitions of a set count, where other rules say so.
    """

    def __init__(
        self,
        camera: Camera,
        spec: ExerciseSpec,
        plan: Plan,
        *,
        stage: Stage,
        voice: Voice,
        stop: Callable[[], bool] = lambda: False,
        told: Callable[[Prompt], object] = lambda _prompt: None,
        body: BodyFacts = NOBODY,
        sets: Sets | None = None,
        referee: Callable[[Scene, Coach], object] = lambda _scene, _coach: None,
        tally: Tally | None = None,
    ) -> None:
        self._camera, self._spec, self._stage, self._voice = camera, spec, stage, voice
        self._stop, self._told, self._body = stop, told, body
        self._labels: Labels = labels_of(spec, big_text=stage.big_text)
        shown = demonstration_of(spec.id)
        stage.demonstrate(None if spec.is_eased else shown.film, shown.start)
        plan = replace(plan, start=shown.start)
        self._coach = Coach(spec, plan, voice.ear, tally)
        self._pace, self._onlooker = Pace(), SetOnlooker(spec.id)
        self._watch: SetsTold | None = None
        self._sets, self._referee = sets, referee
        camera.paced = stage.seen or voice.heard

    def run(self, folder: Path, model: str = "auto", *, save: bool = False) -> Live:
        """Runs until the session is over, and writes report, page, table, landmarks and video.

        Until it is over, report.partial.json has what was done so far, report.partial.html the sets
        that are over; so it is when the session breaks off. A session that its user ends is whole.
        A full disk ends table, landmarks and video early, with a note; only without a report, or a
        camera for good, an error is raised.

        Args:
            folder: Where the files go; made if it is not there.
            model: "auto", "lite", "full", "heavy" or the path of a .task file.
            save: Whether to keep the annotated video.

        Raises:
            CameraError: The camera cannot go on.
            PoseModelError: The model cannot be used.
            OutputError: The report cannot be written.
        """
        if (frame := self._camera.newest(_PATIENCE_S)) is not None:
            self._stage.loading(frame.image)
        clock = None if self._camera.waits else time.perf_counter
        with LivePose(model, self._spec.best_model, clock) as pose, OutputSet(folder) as files:
            begun, size_px = self._so_far(pose).document, self._camera.got.size_px
            kept = LiveFolder(files, self._spec, size_px, begun, video=save)
            self._camera.restart()  # menu and model took their time
            if self._sets is not None:
                self._watch = SetsTold(self._sets, self._of_set(pose))
            ended = False
            try:
                self._loop(pose, kept)
                ended = True
            except (KeyboardInterrupt, DisplayError):  # nobody goes on, and nothing is lost
                ended = True
                raise
            finally:
                live = self._kept(kept, pose, ended=ended)
        return live

    def _kept(self, kept: LiveFolder, pose: LivePose, *, ended: bool) -> Live:
        """What the session leaves.

        Whole when it ended, by itself or by its user, and was not broken off.
        """
        self._coach.keep()  # the set under way is a set, too
        self._tell(kept, pose)
        done = self._so_far(pose, whole=ended)
        files, notes = kept.finish(done, ended=ended)
        said = (*notes, self._voice.notice, pose.notice)
        return Live(
            done.report,
            done.document,
            done.source,
            files,
            tuple(filter(None, said)),
            stopped=self._coach.state not in OVER,
            warned=self._coach.intro.warned and self._coach.record.bearable,
            stop_sign=self._coach.before.stop_sign,
            alone=self._coach.hands.alone,
            left_out=self._coach.before.left_out,
        )

    def _loop(self, pose: LivePose, kept: LiveFolder) -> None:
        image, written_s = None, 0.0
        while not (self._stop() or self._stage.closed or self._coach.state == "done"):
            frame = self._camera.newest(_PATIENCE_S)
            if frame is not None:
                image = frame.image
                seen = pose.estimate(frame)
                self._after_film(seen)
                if self._watch is not None:
                    size_px = self._camera.got.size_px
                    self._watch.frame(frame.time_s, seen, self._coach.state, size_px)
                scene = self._pace.update(
                    self._coach.update(frame.time_s, seen, light_of(image, seen))
                )
                self._hold_back()
                pose.side = scene.feedback.side
                self._camera.follow(scene)
                kept.write(frame, seen, scene)
                self._present(image, scene, kept)
                self._doubt(frame.time_s, seen)
                self._referee(scene, self._coach)
                self._tell(kept, pose)
                if frame.time_s - written_s > _REPORT_S:
                    written_s = frame.time_s
                    with suppress(OutputError):  # the last report says so, too
                        kept.keep(self._so_far(pose).document)
            elif image is not None and self._camera.lost:
                self._present(image, self._without_camera(), None)
        if not self._stage.seen:  # where no screen says it, the last sentence is heard, too
            self._voice.finish(self._stop)

    def _hold_back(self) -> None:
        """What is seen in too few pictures is not corrected after the set, either."""
        if self._pace.slow and self._coach.work is not None:
            self._coach.work.slow = True

    def _doubt(self, time_s: float, pose: Pose | None) -> None:
        """Says so when the set shows another exercise."""
        work = self._coach.work if self._coach.state == "active" else None
        said = self._onlooker.look(time_s, pose, work.last if work else None)
        if said is not None:
            self._coach.say(said, "course")

    def _after_film(self, pose: Pose | None) -> None:
        """Sums up when a film is over; nobody who left it comes back to answer."""
        if not self._camera.ended:
            return
        if self._coach.state not in OVER:
            self._coach.finish()
        if pose is None:
            self._coach.hands.hush()

    def _without_camera(self) -> Scene:
        self._pace.restart()
        return self._coach.camera_lost(self._camera.now_s)

    def _present(self, image: Image, scene: Scene, kept: LiveFolder | None) -> None:
        for prompt in together(scene.prompts):
            self._voice.say(prompt)
            self._told(prompt)
        record = kept.record if kept is not None else None
        key = self._stage.show(image, scene, self._labels, self._spec.target.posture, record)
        if key == "v":
            self._voice.muted = not self._voice.muted
        elif key is not None:
            press(self._coach, key)

    def _tell(self, kept: LiveFolder, pose: LivePose) -> None:
        """Tells of the sets that are over."""
        kept.look(self._coach.record.reports, lambda: self._so_far(pose))
        self._stage.stills = () if self._pace.slow else kept.pair
        if self._watch is not None:
            self._watch.look(self._coach.record, self._camera.got.size_px)

    def _so_far(self, pose: LivePose, *, whole: bool = False) -> Done:
        report = with_outcomes(self._pace.report(self._coach.report()), self._spec, self._body)
        document = self._document_of(report, pose, whole=whole)
        return Done(report, document, self._source(whole=whole))

    def _of_set(self, pose: LivePose) -> Callable[[Report], dict[str, Any]]:
        """Makes the report of a set a document."""

        def document(report: Report) -> dict[str, Any]:
            judged = with_outcomes(self._pace.report(report), self._spec, self._body)
            return self._document_of(judged, pose, whole=True)

        return document

    def _source(self, *, whole: bool) -> Source:
        return Source(self._camera.name, self._camera.got.size_px, whole, _used(self._camera))

    def _document_of(self, report: Report, pose: LivePose, *, whole: bool) -> dict[str, Any]:
        made = version("formcheck"), self._spec.sha256, pose.model.sha256
        tools = version("mediapipe"), version("opencv-python"), pose.leg_model.sha256
        return report_dict(report, self._source(whole=whole), Provenance(*made, *tools))


def _used(camera: Camera) -> CameraUse:
    return CameraUse(
        asked_size_px=camera.asked.size_px,
        asked_fps=camera.asked.fps,
        camera_fps=camera.got.fps or None,
        measured_fps=round(camera.fps, 2),
        captured=camera.captured,
        dropped=camera.dropped,
    )
