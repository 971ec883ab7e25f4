"""Why nothing was counted or timed although somebody was there, with the remedy.

No result is a bare zero.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.values.report import Finding, Rep, View
from formcheck.words import Phrase

MOSTLY = 0.5  # share of the frames in which a problem of the view explains everything


def why_no_repetition(
    spec: ExerciseSpec, view: View, refused: Counter[str], *, seen: int, blocked: Sequence[str]
) -> str:
    """The likeliest reason for an empty list of repetitions.

    Args:
        spec: The exercise.
        view: What the camera saw.
        refused: Why movements were none, with how many.
        seen: Frames in which the counted signal was known.
        blocked: Problems of the view that were there most of the time and keep from counting.
    """
    if refused:
        code = refused.most_common(1)[0][0]
        if code == "posture" and Phrase("view.on-its-side") in blocked:
            return Phrase("view.on-its-side")
        return Phrase(
            f"reason.posture.{spec.target.posture}" if code == "posture" else f"reason.{code}"
        )
    if blocked:
        return blocked[0]
    if not seen:
        return view.problems[0] if view.problems else Phrase("reason.no-foot")
    lifts = spec.reps is None or spec.reps.lift != "none"
    return Phrase("reason.no-rise" if lifts else "reason.no-movement")


def why_no_hold(
    spec: ExerciseSpec,
    view: View,
    findings: Sequence[Finding],
    *,
    started: bool,
    inside: bool,
    blocked: Sequence[str],
) -> str:
    """The likeliest reason for an empty list of holds.

    Args:
        spec: The exercise.
        view: What the camera saw.
        findings: Faults of attempts that had no good second.
        started: A quiet start position was seen.
        inside: The position was taken up.
        blocked: Problems of the view that were there most of the time.
    """
    restless = {c.id for c in spec.checks if c.is_of_bouncing}
    unknown = [f for f in findings if f.level == "unknown"]
    worst = (
        [f for f in findings if f.level == "bad"]
        or [f for f in findings if f.check in restless and f.level != "unknown"]
        or ([] if blocked else unknown)
    )
    if worst:
        longest = max(worst, key=lambda f: f.end_s - f.start_s)
        if longest.level == "unknown":
            how = next(c.how for c in spec.checks if c.id == longest.check)
            place = Phrase("reason.place-camera", camera=spec.camera)
            return Phrase("reason.not-told", how=how, remedy=(*view.problems, place)[0])
        return Phrase("reason.no-good-second", message=longest.message)
    if blocked:
        return blocked[0]
    if not started:
        return Phrase("reason.no-start")
    if inside:
        return Phrase("reason.too-short")
    from_start = spec.hold is not None and spec.hold.attempt.of == "change"
    return Phrase("reason.no-way-in" if from_start else "reason.no-position", step=spec.steps[0])


def is_slow_motion(spec: ExerciseSpec, reps: Sequence[Rep]) -> bool:
    """Whether most repetitions took longer than anybody takes for one."""
    if spec.reps is None or not reps:
        return False
    longest = spec.reps.max_s
    return sum(rep.end_s - rep.start_s > longest for rep in reps) > MOSTLY * len(reps)
