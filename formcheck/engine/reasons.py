"""Why nothing was counted or timed although somebody was there, with the remedy.

No result is a bare zero.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.values.report import Finding, View

NOT_MEANT = {  # by the code of `RaiseTest` for the movements that were seen
    "too-small": "The movements were smaller than one repetition: go further",
    "too-slow": "The movements took too long to be told from a change of posture: a little faster",
    "too-fast": "The movements were too fast to be judged: half a second is the least, slower is better",
    "foot-moves": "The toes did not stay in their place: leave them on the floor, and the camera where it is",
    "body-sinks": "The body went down where it should rise with the heel: that is no raise",
    "jitter": "The feet are seen too unsteadily: more light, or come closer",
}
POSTURE = {
    "standing": "This exercise is done standing: stand up, or choose another one",
    "seated": "This exercise is done sitting: sit down, or choose another one",
    "foot-up": "No foot was on a chair: put the foot that you train on the seat",
    "lying": "This exercise is done lying on the back: lie down, or choose another one",
    "long-sitting": "This exercise is done sitting on the floor: sit down, or choose another one",
}
NO_FOOT = (
    "Heel and toes were not seen well enough to follow: show your feet, with more light or nearer"
)
NO_RISE = "The heel was never seen to rise and come back"
NO_MOVEMENT = "No movement there and back was seen"
NO_START = "No quiet start position was seen: keep still for a second before you begin"
NO_POSITION = "The position of the exercise was not seen: {step}"
NO_GOOD_SECOND = "The timer never ran: {message}"
TOO_SHORT = "No position lasted for a second"
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
        return POSTURE[spec.target.posture] if code == "posture" else NOT_MEANT[code]
    if blocked:
        return blocked[0]
    if not seen:
        return view.problems[0] if view.problems else NO_FOOT
    return NO_MOVEMENT if spec.reps is not None and spec.reps.lift == "none" else NO_RISE


def why_no_hold(
    spec: ExerciseSpec,
    findings: Sequence[Finding],
    *,
    started: bool,
    inside: bool,
    blocked: Sequence[str],
) -> str:
    """The likeliest reason for an empty list of holds.

    Args:
        spec: The exercise.
        findings: Faults of attempts that had no good second.
        started: A quiet start position was seen.
        inside: The position was taken up.
        blocked: Problems of the view that were there most of the time.
    """
    restless = {c.id for c in spec.checks if all(rule.of == "bounce" for rule in c.rules)}
    worst = (
        [f for f in findings if f.level == "bad"]
        or [f for f in findings if f.check in restless]
        or [f for f in findings if f.level == "unknown"]
    )
    if worst:
        longest = max(worst, key=lambda f: f.end_s - f.start_s)
        return NO_GOOD_SECOND.format(message=longest.message)
    if blocked:
        return blocked[0]
    if not started:
        return NO_START
    return TOO_SHORT if inside else NO_POSITION.format(step=spec.steps[0])
