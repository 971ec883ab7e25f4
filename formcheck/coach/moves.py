"""What the parts of an exercise are called: by the metronome, on the screen, and after "go"."""

from __future__ import annotations

from typing import Final

from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.spec.tempo import Beat
from formcheck.words import Phrase

__all__ = ["called", "first_move", "in_other_words"]

_KNEE: Final = "target.shank_inclination_deg"  # what is counted there goes forward, not up
_OF_KNEE: Final = {"up": "knee-forward", "forward": "knee-forward", "down": "back"}


def called(spec: ExerciseSpec, beat: Beat) -> str:
    """The word of the catalogue for a part of a repetition."""
    is_knee = spec.reps is not None and spec.reps.signal == _KNEE
    return _OF_KNEE.get(beat.word, beat.word) if is_knee else beat.word


def first_move(spec: ExerciseSpec, *, in_stretch: bool = False) -> Phrase:
    """What to do at "go"; `in_stretch`: the start position is the stretch already."""
    if spec.reps is None:
        return Phrase("coach.go.stay" if in_stretch else "coach.go.hold")
    word = called(spec, spec.reps.tempo.up)
    if word == "up" and spec.reps.lift == "none":
        return Phrase("coach.go.any")  # nobody has said what goes up
    return Phrase("coach.go.reps", move=Phrase(f"coach.tempo.{'toes' if word == 'up' else word}"))


def in_other_words(spec: ExerciseSpec) -> str:
    """What to do, for who does not do it; with insertional pain nobody is told to go as far."""
    return first_move(spec) if spec.is_eased else spec.summary
