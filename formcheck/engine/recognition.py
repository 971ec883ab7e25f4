"""Which exercise is being done.

All are tried at once, and the one that explains the movement best is named. What tells exercises
from each other is in their specs (checks that are `telling` or `defining`): bent knees, one foot,
heels below a step, sitting. Where that was missed it is another exercise; where it was not seen
it may be this one, and is never certain. Where only the form is poor it still is the exercise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from formcheck.engine.session import Session
from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.values.pose import Pose
from formcheck.engine.values.report import Hold, Level, Rep, Report

ENOUGH_S = 2.5  # seconds of movement that must be explained before a name is given
AHEAD = 1.6  # the best must explain this many times more than the next
EQUAL = 1.1  # what explains so many times less explains as much
FITS = 0.7  # a special case that explains this share of what the general one does fits as well
# What seconds of a repetition count for: for each thing missed that tells the exercise (or where
# the repetition is too small or cut off, and of a hold those in which something is missed), ...
OTHER = 0.3
UNSEEN = 0.8  # ... and for each thing that tells it and was not seen


@dataclass(frozen=True, slots=True)
class Guess:
    """What the movement looks like.

    Attributes:
        exercise: The exercise, or None when it is not sure.
        likeliest: Ids of the likeliest exercises, the best first; empty when nothing fits.
        remedy: What would show which of them it is, where the view does not; else None.
    """

    exercise: str | None
    likeliest: tuple[str, ...]
    remedy: str | None = None


class Recognizer:
    """Runs a session of every exercise side by side.

    Give it every frame, ask `guess` now and then.
    """

    def __init__(self, specs: Iterable[ExerciseSpec]) -> None:
        self._specs = {spec.id: spec for spec in specs}
        self._sessions = {id_: Session(spec) for id_, spec in self._specs.items()}

    def update(self, time_s: float, pose: Pose | None) -> None:
        """Take one frame."""
        for session in self._sessions.values():
            session.update(time_s, pose)

    def guess(self) -> Guess:
        """The exercise so far.

        It ends the sessions' open holds, so call it at the end or seldom.
        """
        return guess(self._specs, {i: session.judged() for i, session in self._sessions.items()})


def guess(specs: Mapping[str, ExerciseSpec], reports: Mapping[str, Report]) -> Guess:
    """The exercise that explains best what the sessions of all of them report.

    Args:
        specs: The exercises by id.
        reports: What a session of each makes of the same movement, by the same ids.
    """
    scores = {id_: _explained_s(specs[id_], report) for id_, report in reports.items()}
    _prefer_special_cases(specs, scores, reports)
    order = _ordered(specs, scores)
    if not order:
        return Guess(None, ())
    first, likeliest = order[0], tuple(order[:2])
    ahead = scores[first] >= AHEAD * max((scores[id_] for id_ in order[1:]), default=0.0)
    if not _is_seen(specs[first], reports[first]):
        return Guess(None, likeliest, next(iter(reports[first].view.problems), None))
    named = not specs[first].unseen_prop  # without it this would be something else
    sure = scores[first] >= ENOUGH_S and ahead and named
    return Guess(first if sure else None, likeliest)


def _ordered(specs: Mapping[str, ExerciseSpec], scores: Mapping[str, float]) -> list[str]:
    """What fits, the likeliest first: of equals the most general, which nothing speaks against."""
    best = max(scores.values(), default=0.0)
    kinds = Counter(general for spec in specs.values() for general in spec.refines)

    def rank(id_: str) -> tuple[bool, int, float]:
        is_equal = EQUAL * scores[id_] >= best
        return (not is_equal, -kinds[id_] if is_equal else 0, -scores[id_])

    return sorted((id_ for id_, score in scores.items() if score > 0), key=rank)


def _prefer_special_cases(
    specs: Mapping[str, ExerciseSpec], scores: dict[str, float], reports: Mapping[str, Report]
) -> None:
    """A raise off a step is a calf raise too.

    Where the special case fits as well, the general one steps back.

    It fits when what makes it special was seen, and was right.
    """
    for id_, spec in specs.items():
        for general in spec.refines:
            if general not in scores:
                continue
            special = _telling(spec) - {check.id for check in specs[general].checks}
            if _mostly(reports[id_], special, "bad", "unknown"):
                scores[id_] *= OTHER
            elif scores[id_] >= FITS * scores[general]:
                scores[general] *= OTHER


def _telling(spec: ExerciseSpec) -> set[str]:
    return {check.id for check in spec.checks if check.tells}


def _found(rep: Rep, ids: set[str], *levels: Level) -> set[str]:
    """Which of these checks have a finding of such a level."""
    return {f.check for f in rep.findings if f.level in levels and f.check in ids}


def _mostly(report: Report, ids: set[str], *levels: Level) -> bool:
    """More than half of the repetitions have a finding of such a level of one of the checks."""
    found = [rep for rep in report.reps if _found(rep, ids, *levels)]
    return 2 * len(found) > len(report.reps)


def _is_seen(spec: ExerciseSpec, report: Report) -> bool:
    """What tells the exercise was mostly seen."""
    return not _mostly(report, _telling(spec), "unknown")


def _explained_s(spec: ExerciseSpec, report: Report) -> float:
    """Seconds of repetitions and holds, those that may be others counted less."""
    reps = sum(_weight(spec, rep) * (rep.end_s - rep.start_s) for rep in report.reps)
    return reps + sum(map(_explained_by_hold, report.holds))


def _weight(spec: ExerciseSpec, rep: Rep) -> float:
    telling = _telling(spec)
    missed, unseen = _found(rep, telling, "bad"), _found(rep, telling, "unknown")
    doubtful = rep.verdict == "uncertain" and not unseen  # too small, or cut, to tell what it was
    return OTHER ** (len(missed) + doubtful) * UNSEEN ** len(unseen)


def _explained_by_hold(hold: Hold) -> float:
    return hold.held_s + OTHER * hold.paused_s
