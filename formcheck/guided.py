"""The two tests in front of a camera: the coach leads, the referee prompts and ends a set.

What was done is then judged as on video.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from formcheck.coach.coach import Coach
from formcheck.coach.values import Plan, Prompt, Scene
from formcheck.coach.work_set import WorkSet
from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.values.landmarks import Side, other_side
from formcheck.library import load_exercise
from formcheck.live import LiveSession
from formcheck.media.camera.camera import Camera
from formcheck.media.screen.stage import Stage
from formcheck.media.sound.voice import Voice
from formcheck.results import TEST, write_result
from formcheck.trial import Tested, TestName, judged, spec_of_test
from formcheck.trials.clearance import PAIN_LIMIT
from formcheck.trials.heel_rise import Person
from formcheck.trials.referee import Referee, counted, prompt_of
from formcheck.words import Phrase

__all__ = ["Guided", "Watch"]

WARM_UP: Final = "calf-raise"
_WARM_UP_PLAN: Final = Plan(sets=1, target=10.0, intro=False, waits=False)


class Watch:
    """The referee of a heel-rise test that is under way: prompts, and ends the set of a leg."""

    def __init__(self) -> None:
        self._set: WorkSet | None = None
        self._referee = Referee()

    def __call__(self, scene: Scene, coach: Coach) -> None:
        """One frame."""
        if scene.state != "active" or coach.work is None:
            return
        time_s, rep = scene.feedback.time_s, scene.feedback.finished_rep
        if coach.work is not self._set:
            self._set, self._referee = coach.work, Referee()
            self._referee.begin(time_s)
        if rep is not None:
            taken = self._referee.judge(rep)
            if taken.prompted:
                coach.say(prompt_of(taken.breaches[0]), "must")
        elif self._referee.stalled(time_s) and not self._referee.over:
            coach.say(prompt_of("off-pace"), "must")
        if self._referee.over:
            coach.say(Phrase("trial.prompt.over"), "must")
            coach.end_set()


@dataclass(frozen=True, slots=True)
class Guided:
    """A guided test.

    Attributes:
        camera: An open camera.
        stage: Where it is seen.
        voice: Where it is heard.
        stop: Is asked between pictures; when true, the test ends.
        told: Is given everything that is said.
    """

    camera: Camera
    stage: Stage
    voice: Voice
    stop: Callable[[], bool]
    told: Callable[[Prompt], object]

    def run(
        self,
        name: TestName,
        person: Person,
        out: Path,
        *,
        first: Side | None = None,
        warm_up: bool = True,
        waits: bool = True,
        model: str = "auto",
    ) -> Tested:
        """Leads through a test and judges it.

        Args:
            name: The test.
            person: Who is tested.
            out: Folder for test.json, the report (in 1) and that of the warm-up (in calf-raise).
            first: The leg to begin with; the sound one where `person` says which is injured.
            warm_up: Whether a heel-rise test begins with ten raises on both legs.
            waits: Whether the summary stays until a key ends it.
            model: As in `LiveSession.run`.

        Raises:
            FormcheckError: As `LiveSession.run`; or no repetition was seen.
        """
        if name == "heel-rise" and warm_up:
            self._session(load_exercise(WARM_UP), _WARM_UP_PLAN, person).run(out / WARM_UP, model)
        spec = spec_of_test(name)
        plan = _plan(spec, first if person.injured is None else other_side(person.injured))
        live = self._session(_told(spec), replace(plan, waits=waits), person).run(out / "1", model)
        document = judged(name, [live.report], person)
        write_result(out / TEST, document)
        said = live.report.log.pain if live.report.log is not None else ()
        ended = any(answer.pain > PAIN_LIMIT for answer in said)
        notes = (Phrase("trial.ended-by-pain", limit=PAIN_LIMIT),) if ended else ()
        return Tested(document, (*live.files, out / TEST), (*live.notes, *notes))

    def _session(self, spec: ExerciseSpec, plan: Plan, person: Person) -> LiveSession:
        return LiveSession(
            self.camera,
            spec,
            plan,
            stage=self.stage,
            voice=self.voice,
            stop=self.stop,
            told=self.told,
            body=person.body,
            referee=Watch() if spec.id == "heel-rise" else _nothing,
            tally=counted if spec.id == "heel-rise" else None,
        )


def _plan(spec: ExerciseSpec, first: Side | None) -> Plan:
    """Once on each leg, the sound one first; heel rises to the metronome, as many as there are."""
    dose = spec.dosage
    return Plan(
        sets=1,
        target=float(dose.reps or 1),
        first=first,
        legs=2,
        switch_s=dose.rest_s,
        safety=True,
        metronome=spec.id == "heel-rise",
    )


def _told(spec: ExerciseSpec) -> ExerciseSpec:
    """The exercise with what is said before its first set."""
    told = Phrase(f"trial.before.{spec.id}")
    return spec.model_copy(update={"told_first": told})


def _nothing(_scene: Scene, _coach: Coach) -> None:
    """Nobody steers the coach."""
