"""The words that the overlay shows, taken from an exercise spec."""

from __future__ import annotations

from formcheck.coach.moves import called
from formcheck.engine.spec.exercise import Check, ExerciseSpec
from formcheck.engine.spec.names import SIGNALS
from formcheck.media.overlay.labels import Labels
from formcheck.words import said, translated

__all__ = ["labels_of"]

_PHASES = (
    "no-person",
    "set-up",
    "ready",
    "watching",
    "rising",
    "top",
    "lowering",
    "bottom",
    "entering",
    "holding",
    "paused",
    "done",
)
_MOVES = ("rising", "top", "lowering")


def labels_of(spec: ExerciseSpec, *, big_text: bool = False) -> Labels:
    """The names of the exercise, its checks and phases, in the language in use.

    And the body parts that each check colours.
    """
    return Labels(
        exercise=translated(spec.name),
        kind=spec.kind,
        checks={check.id: translated(check.message) for check in spec.checks},
        phases={phase: said(f"phase.{phase}") for phase in _PHASES} | _own_phases(spec),
        parts={check.id: _parts(check) for check in spec.checks if not check.angle},
        big_text=big_text,
    )


def _own_phases(spec: ExerciseSpec) -> dict[str, str]:
    """The parts of a movement that does not go up and down, in its own words."""
    if spec.reps is None or called(spec, spec.reps.tempo.up) == "up":
        return {}
    words = (called(spec, beat) for beat in spec.reps.tempo.beats)
    return {phase: said(f"coach.tempo.{word}") for phase, word in zip(_MOVES, words, strict=True)}


def _parts(check: Check) -> tuple[str, ...]:
    """The body parts that the signals of a check stand on."""
    names = (rule.signal.rpartition(".")[2] for rule in check.rules)
    signals = [SIGNALS[name] for name in names if name in SIGNALS]
    return tuple(dict.fromkeys(part for signal in signals for part in signal.parts))
