"""Which exercise is being done.

All are tried at once, and the one that explains the movement best is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from formcheck.engine.session import Session
from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.values.pose import Pose
from formcheck.engine.values.report import Hold, Rep, Report

ENOUGH_S = 4.0  # seconds of movement that must be explained before a name is given
AHEAD = 1.6  # the best must explain this many times more than the next
FITS = 0.7  # a special case that explains this share of what the general one does fits as well
FAULTY = 0.3  # seconds with a must missed count less: another exercise may be meant


@dataclass(frozen=True, slots=True)
class Guess:
    """What the movement looks like.

    Attributes:
        exercise: The exercise, or None when it is not sure.
        likeliest: Ids of the likeliest exercises, the best first; empty when nothing fits.
    """

    exercise: str | None
    likeliest: tuple[str, ...]


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
        reports = {id_: session.judged() for id_, session in self._sessions.items()}
        scores = {id_: _explained_s(self._specs[id_], report) for id_, report in reports.items()}
        self._prefer_special_cases(scores, reports)
        order = sorted((id_ for id_, s in scores.items() if s > 0), key=lambda id_: -scores[id_])
        if not order:
            return Guess(None, ())
        best = scores[order[0]]
        second = scores[order[1]] if len(order) > 1 else 0.0
        named = not self._specs[order[0]].unseen_prop  # without it this would be something else
        sure = best >= ENOUGH_S and best >= AHEAD * second and named
        return Guess(order[0] if sure else None, tuple(order[:2]))

    def _prefer_special_cases(
        self, scores: dict[str, float], reports: Mapping[str, Report]
    ) -> None:
        """A raise off a step is a calf raise too.

        Where the special case fits as well, the general one steps back.

        It fits when what makes it special was seen, and was right.
        """
        for id_, spec in self._specs.items():
            for general in spec.refines:
                if general not in scores:
                    continue
                lacks = partial(_lacks_what_is_special, spec, self._specs[general])
                reps = reports[id_].reps
                if 2 * sum(map(lacks, reps)) > len(reps):
                    scores[id_] *= FAULTY
                elif scores[id_] >= FITS * scores[general]:
                    scores[general] *= FAULTY


def _lacks_what_is_special(special: ExerciseSpec, general: ExerciseSpec, rep: Rep) -> bool:
    """What makes it the special case was not seen, or was wrong."""
    common = {check.id for check in general.checks}
    wrong = any(f.level == "bad" and f.check not in common for f in rep.findings)
    return wrong or _is_unseen(special, rep)


def _is_unseen(spec: ExerciseSpec, rep: Rep) -> bool:
    """Something that makes it this exercise was not seen."""
    unknown = (f.check for f in rep.findings if f.level == "unknown")
    return any(spec.check(id_).defining for id_ in unknown)


def _explained_s(spec: ExerciseSpec, report: Report) -> float:
    """Seconds of repetitions and holds, those with a must missed counted less."""
    weights = (FAULTY if _is_faulty(spec, rep) else 1.0 for rep in report.reps)
    reps = sum(w * (r.end_s - r.start_s) for w, r in zip(weights, report.reps, strict=True))
    return reps + sum(_explained_by_hold(h) for h in report.holds)


def _is_faulty(spec: ExerciseSpec, rep: Rep) -> bool:
    """A must is missed, or it is too small, or too much alone, to tell what it was.

    What was only not seen is no fault: it may be this exercise as well as another.
    """
    doubtful = rep.verdict == "uncertain" and not _is_unseen(spec, rep)
    return doubtful or any(f.level == "bad" and f.check != "full-height" for f in rep.findings)


def _explained_by_hold(hold: Hold) -> float:
    return hold.held_s + FAULTY * hold.paused_s
