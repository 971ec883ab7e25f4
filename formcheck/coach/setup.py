"""The way to the start.

What hinders it, whether the body is still, and one instruction at a time.
"""

from __future__ import annotations

import math
from collections import deque

import numpy as np

from formcheck.coach.course import Lesson
from formcheck.coach.light import LightWatch
from formcheck.coach.spot import SpotWatch
from formcheck.coach.start import StartWatch
from formcheck.coach.values import NO_EAR, Ear, Priority
from formcheck.engine.session import Session
from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.values.feedback import Feedback, Problem
from formcheck.engine.values.landmarks import Array, Landmark, Side
from formcheck.engine.values.pose import Pose
from formcheck.words import Phrase

STILL_S = 1.0
RESTLESS_S = 0.5  # who has been still for longer need not be told to
STILL_BODY = 0.02  # no point moves by more than this share of the body's height
MOVED_BODY = 0.03  # further than this is no longer the start position
PATIENCE_S = 5.0  # a view that is not perfect, but can be judged, holds nobody up for longer
REPEAT_S, GAP_S = 8.0, 2.0  # between the same instruction and between two that take turns
SOFT = frozenset({"oblique", "cut-off", "dim", "another-person"})
IN_POSITION = frozenset({"ready", "entering", "holding"})  # phases that have a quiet start position
STILL = Phrase("coach.keep-still")
CAMERA_LOST = Phrase("coach.camera-lost")
TOO_EARLY = Phrase("coach.too-early")
_POINTS = tuple(
    Landmark.of(side, part) for side in ("left", "right") for part in ("shoulder", "hip", "ankle")
)


class Stillness:
    """Tells since when nothing has moved."""

    def __init__(self) -> None:
        self._window: deque[tuple[float, Array]] = deque()
        self._since_s = math.nan

    def update(self, time_s: float, pose: Pose | None) -> float:
        """Seconds for which the body has been still, at most STILL_S."""
        points = None if pose is None else _relative(pose)
        if points is None:
            self._window.clear()
            return 0.0
        self._window.append((time_s, points))
        while self._moved() or time_s - self._window[0][0] > STILL_S + 0.5:
            self._window.popleft()
        return min(STILL_S, time_s - self._window[0][0])

    def _moved(self) -> bool:
        track = np.array([points for _, points in self._window])
        return bool(np.nanmax(np.ptp(track, axis=0), initial=0.0) > STILL_BODY)


def _relative(pose: Pose) -> Array | None:
    """The points that have to be still, in body heights; None when too little is seen."""
    points = pose.xy_px[list(_POINTS)]
    size_px = _size_px(points)
    return None if size_px is None else points / size_px


def _size_px(points: Array) -> float | None:
    seen = points[np.isfinite(points).all(axis=1)]
    if len(seen) < len(_POINTS) // 2:
        return None
    return float(np.max(np.ptp(seen, axis=0))) or None


class Place:
    """Remembers how somebody stood; tells when they have moved on.

    One point alone may be an error of the model.
    """

    def __init__(self) -> None:
        self._points: Array | None = None
        self._size_px = 1.0

    def left(self, pose: Pose | None) -> bool:
        """Whether two points have moved by more than MOVED_BODY since the first pose."""
        if pose is None:
            return False
        points = pose.xy_px[list(_POINTS)]
        if self._points is None:
            if (size_px := _size_px(points)) is None:
                return False
            self._points, self._size_px = points, size_px
        moved = np.linalg.norm(points - self._points, axis=1) / self._size_px
        return int((moved > MOVED_BODY).sum()) > 1


class Guide:
    """Leads to the start position of one set.

    Attributes:
        session: Looks at whoever takes position.
        start: Compares them with the start position.
        spot: Follows where it belongs.
    """

    def __init__(
        self,
        spec: ExerciseSpec,
        side: Side | None,
        light: LightWatch,
        lesson: Lesson,
        ear: Ear = NO_EAR,
    ) -> None:
        self._spec, self._side, self._light, self._lesson = spec, side, light, lesson
        self._ear, self._still_s = ear, 0.0
        self.start, self.spot = StartWatch(lesson.start, spec.kind), SpotWatch(lesson.start)
        self.session = Session(spec, side)
        self._still = Stillness()
        self._soft, self._soft_from_s = (False, False), math.inf
        self._said: tuple[str, float] = ("", -math.inf)

    def update(self, time_s: float, pose: Pose | None) -> tuple[Feedback, str, float]:
        """The feedback, what to do now, and how long the body is still in s.

        Nothing is to be done ("") when only stillness is missing.
        """
        feedback = self._light.told(self.session.update(time_s, pose))
        still_s = self._still_s = self._still.update(time_s, feedback.pose)
        self.start.update(feedback)
        self.spot.update(feedback)
        instruction = self._instruction(feedback)
        return feedback, instruction, 0.0 if instruction else still_s

    def _instruction(self, feedback: Feedback) -> str:
        if feedback.problems and not self._is_patient_enough(feedback):
            return min(feedback.problems, key=_rank).message
        if feedback.pose is None:
            return Phrase("coach.step-in", side=self._place)
        if feedback.phase in IN_POSITION:
            return ""
        posture = Phrase("coach.take-posture", posture=self._posture, side=self._place)
        return self.start.missing or posture

    def _is_patient_enough(self, feedback: Feedback) -> bool:
        """Whether what hinders can be judged and was told for long enough.

        Once before, and again in the position.
        """
        soft = {p.code for p in feedback.problems} <= SOFT, feedback.phase in IN_POSITION
        if soft != self._soft:
            self._soft, self._soft_from_s = soft, feedback.time_s
        return soft[0] and feedback.time_s - self._soft_from_s >= PATIENCE_S

    @property
    def _posture(self) -> Phrase:
        return Phrase(f"coach.posture.{self._spec.target.posture}")

    @property
    def _place(self) -> Phrase:
        turned = "side" if self._spec.view.plane == "side" else "oblique"
        return Phrase(f"coach.{turned}.{self._side or 'any'}")

    def words(self, time_s: float, instruction: str) -> tuple[str, Priority] | None:
        """What is to be said now: the instruction, or the next step of who is not in place.

        Who is in place, and not still, is told what is waited for.
        """
        if self._lesson.talks(time_s):
            return None
        if not instruction:
            restless = self._still_s < RESTLESS_S and self.is_due(time_s, STILL)
            return (STILL, "visibility") if restless else None
        if self.is_due(time_s, instruction):
            return instruction, "visibility"
        waits = self.start.fits or self.talks(time_s)
        step = None if waits else self._lesson.step(time_s)
        return None if step is None else (step, "should")

    def is_due(self, time_s: float, instruction: str) -> bool:
        """Whether an instruction should be spoken.

        When it is new, and now and then while it lasts.
        """
        last, said_s = self._said
        if time_s - said_s < (REPEAT_S if instruction == last else GAP_S):
            return False
        self._said = instruction, time_s
        return True

    def talks(self, time_s: float) -> bool:
        """Whether the last instruction, or a step, is probably still being said."""
        last, said_s = self._said
        said = time_s - said_s < self._ear.lasts_s(last) or self._lesson.talks(time_s)
        return said or self._ear.talks()


def _rank(problem: Problem) -> int:
    """Of a leg that is turned away the camera sees little: turning round comes first.

    What is soft comes last.
    """
    return 0 if problem.code == "wrong-side" else 2 if problem.code in SOFT else 1
