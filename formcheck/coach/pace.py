"""Live: with too few pictures a second movements are counted and timed, nothing is corrected."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

from formcheck.coach.talk import drowns
from formcheck.coach.values import Prompt, Scene, by_words
from formcheck.engine.values.feedback import Problem
from formcheck.engine.values.report import Finding, Report
from formcheck.words import Phrase

__all__ = ["TOO_SLOW", "Pace"]

LEAST_FPS = 6.0  # below that, what happens between two pictures is more than what is seen in them
ENOUGH_FPS = 7.0  # back to normal
WINDOW_S = 3.0
CORRECTIONS = frozenset({"must", "should", "praise"})
TOO_SLOW = Problem("slow", Phrase("view.slow"))


class Pace:
    """Follows the pictures that are judged; all times are those of the pictures.

    Attributes:
        slow: Whether there are too few now.
    """

    def __init__(self) -> None:
        self._times: deque[float] = deque()
        self._spans: list[tuple[float, float]] = []
        self.slow = False

    def restart(self) -> None:
        """The camera was away: what lies between is no slowness."""
        self._times.clear()

    def update(self, scene: Scene) -> Scene:
        """One picture; the scene with what may be said about it."""
        time_s = scene.feedback.time_s
        self._times.append(time_s)
        while len(self._times) > 2 and time_s - self._times[1] >= WINDOW_S:
            self._times.popleft()
        span_s = time_s - self._times[0]
        if span_s < WINDOW_S:
            return self._reduced(scene) if self.slow else scene
        fps = (len(self._times) - 1) / span_s
        begins = not self.slow and fps < LEAST_FPS
        self.slow = begins or (self.slow and fps < ENOUGH_FPS)
        if begins:
            self._spans.append((self._times[0], time_s))
            if not drowns(scene.feedback, by_words(TOO_SLOW.message)):  # it is shown, too
                said = Prompt(TOO_SLOW.message, "visibility", time_s)
                scene = replace(scene, prompts=(*scene.prompts, said))
        return self._reduced(scene) if self.slow else scene

    def _reduced(self, scene: Scene) -> Scene:
        """The scene without corrections."""
        feedback = scene.feedback
        self._spans[-1] = self._spans[-1][0], feedback.time_s
        cue = (
            feedback.cue
            if feedback.cue is not None and feedback.cue.priority not in CORRECTIONS
            else None
        )
        return replace(
            scene,
            prompts=tuple(prompt for prompt in scene.prompts if prompt.priority not in CORRECTIONS),
            feedback=replace(
                feedback,
                problems=(*feedback.problems, TOO_SLOW),
                levels=dict.fromkeys(feedback.levels, "unknown"),
                angles=tuple(replace(mark, level="unknown") for mark in feedback.angles),
                cue=cue,
            ),
        )

    def report(self, report: Report) -> Report:
        """The report without what was found while there were too few pictures, which it says.

        To be summed up afterwards.
        """
        if not self._spans:
            return report
        # What kept a repetition from counting stays with it: no verdict is without its reason.
        reps = tuple(
            rep if rep.verdict != "full" else replace(rep, findings=self._sure(rep.findings))
            for rep in report.reps
        )
        holds = tuple(replace(hold, findings=self._sure(hold.findings)) for hold in report.holds)
        findings = self._sure(report.findings)
        view = replace(report.view, problems=(*report.view.problems, TOO_SLOW.message))
        return replace(report, reps=reps, holds=holds, findings=findings, view=view)

    def _sure(self, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        return tuple(
            f
            for f in findings
            if all(f.end_s < begin_s or f.start_s > end_s for begin_s, end_s in self._spans)
        )
