"""What the parts of an exercise are called: by the metronome, on the screen, and after "go"."""

from __future__ import annotations

from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.spec.tempo import Beat
from formcheck.words import Phrase

__all__ = ["called", "first_move", "in_other_words"]

_KNEE = ("forward", "target.shank_inclination_deg")  # what goes forward there is the knee


def called(spec: ExerciseSpec, beat: Beat) -> str:
    """The word of the catalogue for a part of a repetition."""
    is_knee = spec.reps is not None and (beat.word, spec.reps.signal) == _KNEE
    return "knee-forward" if is_knee else beat.word


def first_move(spec: ExerciseSpec, *, in_stretch: bool = False) -> Phrase:
    """What to do at "go"; `in_stretch`: the start position is the stretch already."""
    if spec.reps is None:
        return Phrase("coach.go.stay" if in_stretch else "coach.go.hold")
    raises = spec.reps.lift != "none" and spec.reps.tempo.up.word == "up"
    word = "toes" if raises else called(spec, spec.reps.tempo.up)
    return Phrase("coach.go.reps", move=Phrase(f"coach.tempo.{word}"))


def in_other_words(spec: ExerciseSpec) -> str:
    """What to do, for who does not do it; with insertional pain nobody is told to go as far."""
    return first_move(spec) if spec.is_eased else spec.summary
