"""The steps of a programme: which load comes next, and which comes before."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

from formcheck.plan.programme import Dose, Limits, Phase, Programme
from formcheck.plan.values import STRETCHES, Standing

__all__ = ["above", "below", "fewer", "steps_of"]

_WEEK = 7
_CUTS: Final = 2  # design: of a third of the repetitions each, where one set is left


def fewer(sets: int, reps: int | None, eased: int) -> tuple[int, int | None]:
    """Sets and repetitions of an easier load: first a set less each, then a third of the last."""
    left = max(1, sets - eased)
    cuts = eased - (sets - left)
    return left, reps if reps is None else math.ceil(reps * (2 / 3) ** cuts)


def steps_of(phase: Phase, limits: Limits) -> int | None:
    """How many rises a phase has within; None when it has no end (load is added in steps)."""
    if any(dose.load_step_kg for dose in phase.exercises):
        return None
    return max(_steps(dose, limits) for dose in phase.exercises)


def _steps(dose: Dose, limits: Limits) -> int:
    if dose.most_reps is None or dose.reps is None:
        return 0
    return math.ceil((dose.most_reps - dose.reps) / limits.reps_step)


def above(programme: Programme, at: Standing, day: int) -> Standing | None:
    """The next load; None when there is none, or the phase has not lasted its weeks.

    First the sets that were taken away, then repetitions or load, then the next phase.
    """
    phase = programme.phases[at.phase]
    most = steps_of(phase, programme.limits)
    changed = replace(at, changed_day=day)
    if at.eased:
        return replace(changed, eased=at.eased - 1)
    if most is None or at.step < most:
        return replace(changed, step=at.step + 1)
    last = at.phase + 1 == len(programme.phases) or phase.weeks is None
    if last or day - at.since_day < _WEEK * (phase.weeks or 0):
        return None
    return replace(changed, phase=at.phase + 1, step=0, since_day=day)


def below(programme: Programme, at: Standing, day: int) -> Standing:
    """An easier load: a set less, then a step less, then the phase before, then sets less.

    Where an exercise has no set left to take away it has fewer repetitions, see `fewer`. The same
    load where nothing is left to take away, or everything is only stretched.
    """
    changed = replace(at, changed_day=day)
    phase = programme.phases[at.phase]
    doses = (dose for dose in phase.exercises if dose.exercise not in STRETCHES)
    most = max((dose.sets - 1 + _CUTS * bool(dose.reps) for dose in doses), default=0)
    can_ease = at.eased < most
    if can_ease and not at.eased:
        return replace(changed, eased=1)
    if at.step:
        return replace(changed, step=at.step - 1)
    if at.phase:
        return replace(changed, phase=at.phase - 1, since_day=day)
    return replace(changed, eased=at.eased + 1) if can_ease else at
