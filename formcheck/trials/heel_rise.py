"""The heel-rise test: what the raises of each leg come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from formcheck.engine.results.outcomes import GRAVITY, with_outcomes
from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.values.facts import NOBODY, BodyFacts
from formcheck.engine.values.landmarks import Side
from formcheck.engine.values.report import Rep, Report
from formcheck.engine.values.results import Outcomes
from formcheck.trials.norms import NoNorm, Sex, norm, why_no_norm
from formcheck.trials.referee import Raise, Referee

__all__ = ["HeelRise", "HeelRiseLeg", "Person", "Validity", "heel_rise"]

Validity = Literal["valid", "prompted", "unsure", "invalid"]


@dataclass(frozen=True, slots=True)
class Person:
    """Who was tested, and on what; None where it was not said.

    Attributes:
        board: Whether the foot stood on a board of 10 degrees.
        age: Years.
        sex: As the norms have it.
        injured: The leg that is compared with the sound one.
        body: Size and mass.
    """

    board: bool | None = None
    age: int | None = None
    sex: Sex | None = None
    injured: Side | None = None
    body: BodyFacts = NOBODY


@dataclass(frozen=True, slots=True)
class HeelRiseLeg:
    """What one leg did in the test. Of the raises that count; None where unknown.

    Attributes:
        repetitions: Raises that keep all rules, until the end of the test.
        raises: Every raise, with the rules that it breaks.
        ended_by_rules: Whether two prompts in a row without response ended the test.
        peak_cm: Highest rise of the ankle centre; `peak_error_cm` is its error.
        displacement_cm: All its ways up together, and their error.
        work_j: Mass x 9.81 x that displacement, and its error.
    """

    repetitions: int
    raises: tuple[Raise, ...]
    ended_by_rules: bool
    peak_cm: float | None
    peak_error_cm: float | None
    displacement_cm: float | None
    displacement_error_cm: float | None
    work_j: float | None
    work_error_j: float | None

    @property
    def validity(self) -> Validity:
        """Whether form made the test valid.

        "valid": every raise before the end kept the rules. "prompted": others were answered after a
        prompt, and do not count. "unsure": some could not be judged. "invalid": none counts.
        """
        until_end = [each for each in self.raises if not each.after_end]
        closing = self._closing()
        if not self.repetitions:
            return "invalid"
        if any(each.unseen for each in until_end):
            return "unsure"
        return "prompted" if any(each.breaches for each in until_end[:closing]) else "valid"

    def _closing(self) -> int:
        """Index of the first of the raises in a row that ended the test by breaking its rules."""
        if not self.ended_by_rules:
            return len(self.raises)
        counted = [index for index, each in enumerate(self.raises) if each.counts]
        return counted[-1] + 1 if counted else 0


@dataclass(frozen=True, slots=True)
class HeelRise:
    """The heel-rise test of one leg or both."""

    person: Person
    legs: Mapping[Side, HeelRiseLeg]

    def norm_of(self, side: Side) -> int | NoNorm:
        """Median repetitions of such people, or why they cannot be compared."""
        who = self.person
        why = why_no_norm(board=who.board, age=who.age, sex=who.sex)
        if why is None and self.legs[side].validity in ("unsure", "invalid"):
            why = "form"
        if why is not None or who.age is None or who.sex is None:
            return why or "who"
        return norm(who.age, who.sex)


def heel_rise(reports: Sequence[Report], spec: ExerciseSpec, person: Person) -> HeelRise:
    """Judges what was seen, one report for both legs or one for each, by the rules of the test.

    Args:
        reports: Of the exercise `heel-rise`; of a leg that is in two of them the first is taken.
        spec: That exercise.
        person: Who was tested.
    """
    legs: dict[Side, HeelRiseLeg] = {}
    for report in reports:
        for side in sorted({rep.side for rep in report.reps}):
            mine = [rep for rep in report.reps if rep.side == side]
            legs.setdefault(side, _leg(mine, report, spec, person.body))
    return HeelRise(person, legs)


def _leg(reps: Sequence[Rep], report: Report, spec: ExerciseSpec, body: BodyFacts) -> HeelRiseLeg:
    referee = Referee()
    raises = tuple(referee.judge(rep) for rep in reps)
    counted = tuple(rep for rep, each in zip(reps, raises, strict=True) if each.counts)
    found = with_outcomes(replace(report, reps=counted), spec, body).summary.outcomes
    outcomes = next(iter(found.values()), None)
    work, error = _work(outcomes, body)
    return HeelRiseLeg(
        repetitions=len(counted),
        raises=raises,
        ended_by_rules=referee.over,
        peak_cm=outcomes.peak_ankle_rise_cm if outcomes else None,
        peak_error_cm=outcomes.peak_ankle_rise_error_cm if outcomes else None,
        displacement_cm=outcomes.ankle_displacement_cm if outcomes else None,
        displacement_error_cm=outcomes.ankle_displacement_error_cm if outcomes else None,
        work_j=work,
        work_error_j=error,
    )


def _work(outcomes: Outcomes | None, body: BodyFacts) -> tuple[float | None, float | None]:
    """Work by the ankle centre and its error, J; the heel's is another quantity."""
    if outcomes is None or outcomes.work_point != "ankle" or body.mass_kg is None:
        return None, None
    error_cm = outcomes.ankle_displacement_error_cm
    error = None if error_cm is None else body.mass_kg * GRAVITY * error_cm / 100
    return outcomes.positive_work_j, error
