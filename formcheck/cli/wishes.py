"""What the user wants of a live session."""
# ruff: noqa: PLC0415 - imports wait for the command that needs them, so that --help is quick

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from formcheck.coach.values import Plan
    from formcheck.engine.spec.exercise import ExerciseSpec
    from formcheck.engine.values.facts import BodyFacts
    from formcheck.media.phone.phone import Phone
    from formcheck.media.sound.voice import VoiceKind

__all__ = ["Setting", "SideChoice", "Wishes"]

_LEAVE_S, _BETWEEN_S = 30.0, 8.0  # for which a summary stays that nobody ends
SideChoice = Literal["left", "right", "both", "auto"]


@dataclass(frozen=True, slots=True)
class Wishes:
    """How much the user wants to do; None leaves it to the exercise."""

    sets: int | None
    reps: int | None
    hold_s: float | None
    rest_s: float | None
    side: SideChoice
    metronome: bool
    headless: bool
    body: BodyFacts
    floor: bool = False
    most_pain: int = 5
    of_many: bool = False  # exercises of one session: the next one does not wait for long

    def plan(self, spec: ExerciseSpec, *, safety: bool) -> Plan:
        """How much of an exercise is done; `safety`: red flags are told first."""
        from formcheck.coach.values import Plan
        from formcheck.library import exercise_ids, load_exercise

        dose = spec.dosage
        target = (self.reps or dose.reps) if spec.kind == "reps" else (self.hold_s or dose.hold_s)
        one_leg = self.side in ("left", "right")
        first: Literal["left", "right"] | None = "right" if self.side == "right" else "left"
        return Plan(
            self.sets or dose.sets,
            float(target or 1),
            None if self.side == "auto" or not dose.per_side else first,
            1 if one_leg or not dose.per_side else 2,
            dose.rest_s if self.rest_s is None else self.rest_s,
            metronome=self.metronome,
            waits=self.of_many or not self.headless,
            leave_s=_BETWEEN_S if self.of_many else _LEAVE_S,
            hands_free=True,
            safety=safety,
            sides=dose.sides,
            most_pain=self.most_pain,
            easier=load_exercise(spec.easier).name if spec.easier in exercise_ids() else "",
        )


@dataclass(frozen=True, slots=True)
class Setting:
    """How it is seen and heard."""

    camera: str = "0"
    size: str = "1280x720"
    fps: float = 30
    model: str = "auto"
    voice: VoiceKind = "speech"
    rate: int = 170
    volume: float = 1.0
    big_text: bool = False
    save: bool = False
    phone: Phone | None = None
