"""Which exercise is being done.

All are tried at once, and the one that explains the movement best is named. What tells exercises
from each other is in their specs (checks that are `telling` or `defining`): bent knees, one foot,
heels below a step, sitting. Where that was missed it is another exercise; where it was not seen
it may be this one, and is never certain. Where only the form is poor it still is the exercise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import partial

from formcheck.engine.session import Session
from formcheck.engine.spec.exercise import Check, ExerciseSpec
from formcheck.engine.values.pose import Pose
from formcheck.engine.values.report import Rep, Report

# Seconds that must be explained before a name is given: one slow repetition, a stretch that lasts.
ENOUGH_S = {"reps": 2.5, "hold": 4.0}
AHEAD = 1.6  # the best must explain this many times more than the next
EQUAL = 1.1  # what explains so many times less explains as much
FITS = 0.7  # a special case that explains this share of what the general one does fits as well
# What seconds of a repetition count for: for each thing missed that tells the exercise (and where
# it is too low or cut off, and of a hold those in which something is missed), ...
OTHER = 0.3
UNSEEN = 0.8  # ... and where something that tells it was not seen
# Foot lengths that a heel rises above the floor: few exceed 0.45. Who rises further may come from
# below: a film may begin with heels that hang from a step, quiet as on a floor.
FLOOR_RISE = 0.55
# Measures of a repetition, where they are known; the last one where the leg network saw it.
OTHER_RISE, SINK, EXACT = "other_rise_fraction", "sink", "ankle_error_ratio"
MOST = 3  # names given where none is certain


@dataclass(frozen=True, slots=True)
class Guess:
    """What the movement looks like.

    Attributes:
        exercise: The exercise, or None when it is not sure.
        likeliest: Ids of the likeliest exercises, the best first; empty when nothing fits.
        remedy: What would show which it is, where the view does not; else None.
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
    candidates = {id_: _Candidate(specs[id_], report) for id_, report in reports.items()}
    explained = {id_: candidate.explained_s() for id_, candidate in candidates.items()}
    scores = _compared(candidates, explained)
    order = _ordered(specs, scores)
    if not order:
        return Guess(None, (), _remedy([*reports.values()]))
    best, best_s = candidates[order[0]], scores[order[0]]
    most = max(explained.values())
    likeliest = tuple(id_ for id_ in order if id_ == order[0] or AHEAD * explained[id_] > most)
    if best.is_mostly(best.unseen):
        return Guess(None, likeliest[:MOST], _remedy([best.report]))
    is_ahead = all(best_s >= AHEAD * scores[id_] for id_ in order[1:])
    named = not best.spec.unseen_prop  # without it this would be something else
    sure = best_s >= ENOUGH_S[best.spec.kind] and is_ahead and named
    return Guess(best.spec.id if sure else None, likeliest[:MOST])


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An exercise that it may be, and what its session reports."""

    spec: ExerciseSpec
    report: Report

    @property
    def telling(self) -> list[Check]:
        """What tells it from other exercises."""
        return [check for check in self.spec.checks if check.tells]

    def missed(self, rep: Rep) -> set[str]:
        """What tells the exercise and was missed."""
        bad = {f.check for f in rep.findings if f.level == "bad"}
        return {check.id for check in self.telling if check.id in bad}

    def unseen(self, rep: Rep) -> set[str]:
        """What tells the exercise and was not seen, or has nothing to be told by."""
        unknown = {f.check for f in rep.findings if f.level == "unknown"}
        return {c.id for c in self.telling if c.id in unknown or _lacks_measure(c, rep)}

    def doubtful(self, rep: Rep, common: Set[str]) -> set[str]:
        """What makes it special beside what is common, and was not both seen and right."""
        return (self.missed(rep) | self.unseen(rep)) - common

    def is_mostly(self, found: Callable[[Rep], Set[str]]) -> bool:
        """Whether something was found in most repetitions."""
        return 2 * sum(bool(found(rep)) for rep in self.report.reps) > len(self.report.reps)

    def explained_s(self) -> float:
        """Seconds of repetitions and holds, those that may be of another counted less."""
        reps = sum(self._weight(rep) * (rep.end_s - rep.start_s) for rep in self.report.reps)
        return reps + sum(h.held_s + OTHER * h.paused_s for h in self.report.holds)

    def _weight(self, rep: Rep) -> float:
        missed, unseen = self.missed(rep), self.unseen(rep)
        cut = rep.verdict == "uncertain" and not unseen
        return OTHER ** (len(missed) + (cut or self._is_low(rep))) * (UNSEEN if unseen else 1.0)

    def _is_low(self, rep: Rep) -> bool:
        """A part of the movement only, which tells little."""
        bad = {f.check for f in rep.findings if f.level == "bad"}
        heights = (c for c in self.spec.checks if any(r.signal == "peak" for r in c.rules))
        return any(check.id in bad for check in heights)


def _lacks_measure(check: Check, rep: Rep) -> bool:
    """It is judged by a measure alone that the repetition does not have, or that may be wrong."""
    lacking = {name for name in (OTHER_RISE, SINK) if name not in rep.measures}
    if rep.peak is not None and rep.peak <= FLOOR_RISE:
        lacking -= {SINK}
    elif EXACT in rep.measures:  # exact enough for so great a height to be true
        lacking |= {SINK}
    return all(rule.signal in lacking for rule in check.rules)


def _compared(
    candidates: Mapping[str, _Candidate], explained: Mapping[str, float]
) -> dict[str, float]:
    """Seconds that each explains better than its special cases and what it is a special case of.

    A raise off a step is a calf raise too. Where what makes it special was not seen, or wrong, it
    is the general one. Where it was right, and fits as well, the general one steps back.
    """
    scores = dict(explained)
    for id_, special in candidates.items():
        for general in (g for g in special.spec.refines if g in candidates):
            common = {check.id for check in candidates[general].spec.checks}
            if special.is_mostly(partial(special.doubtful, common=common)):
                scores[id_] *= OTHER
            elif scores[id_] >= FITS * scores[general]:
                scores[general] *= OTHER
    return scores


def _ordered(specs: Mapping[str, ExerciseSpec], scores: Mapping[str, float]) -> list[str]:
    """What fits, the likeliest first: of equals the most general, which nothing speaks against."""
    best = max(scores.values(), default=0.0)
    kinds = Counter(general for spec in specs.values() for general in spec.refines)

    def rank(id_: str) -> tuple[bool, int, float]:
        is_equal = EQUAL * scores[id_] >= best
        return (not is_equal, -kinds[id_] if is_equal else 0, -scores[id_])

    return sorted((id_ for id_, score in scores.items() if score > 0), key=rank)


def _remedy(reports: Sequence[Report]) -> str | None:
    """Of the view: what hinders most of them most."""
    first = Counter(problem for report in reports for problem in report.view.problems[:1])
    return next((problem for problem, n in first.items() if 2 * n > len(reports)), None)
