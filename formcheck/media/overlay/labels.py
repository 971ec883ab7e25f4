"""The words that the overlay shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from formcheck.engine.values.feedback import AngleMark, Feedback
from formcheck.engine.values.landmarks import Landmark
from formcheck.engine.values.report import Kind
from formcheck.words import said


@dataclass(frozen=True, slots=True)
class Labels:
    """What the overlay needs to know of an exercise, made once by the caller from the spec.

    Attributes:
        exercise: Name of the exercise.
        kind: "reps" shows a count and a height bar, "hold" a timer ring.
        checks: Check id -> short message.
        phases: Phase id -> words; an id that is missing is shown as it is.
        parts: Check id -> body parts of the measured leg that take its colour ("heel", "knee",
            ...), for checks without an angle.
        full_fraction: Reps: height, as fraction of the own best, from which a repetition is full.
        big_text: Everything a third larger, for people who stand far away.
    """

    exercise: str
    kind: Kind
    checks: Mapping[str, str] = field(default_factory=dict)
    phases: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    full_fraction: float = 0.85
    big_text: bool = False

    def phase(self, phase: str) -> str:
        """A phase in words."""
        return self.phases.get(phase) or _plain(phase)

    def pauses(self, feedback: Feedback) -> tuple[str, ...]:
        """Why the timer stands, in words; problems are left to their own banner."""
        shown = {problem.code for problem in feedback.problems}
        return tuple(
            self.checks.get(code) or _plain(code)
            for code in feedback.paused_by
            if code not in shown
        )


def unseen(feedback: Feedback) -> tuple[str, ...]:
    """What the angles of a frame cannot say, in words: joints out of sight, joints not judged."""
    marks = [mark for mark in feedback.angles if mark.level == "unknown"]
    hidden = [mark for mark in marks if mark.value_deg is None]
    vague = [mark for mark in marks if mark.value_deg is not None]
    rows = (("not-visible", hidden), ("not-judged", vague))
    return tuple(said(f"overlay.{what}", joints=_joints(some)) for what, some in rows if some)


def _joints(marks: list[AngleMark]) -> str:
    return ", ".join(dict.fromkeys(_joint(mark.vertex) for mark in marks))


def _joint(landmark: Landmark) -> str:
    return said(f"joint.{landmark.name.lower()}")


def _plain(code: str) -> str:
    return code.replace("-", " ").capitalize()
