"""The names that specs may use: of signals, and of what is measured once per repetition."""

from __future__ import annotations

from functools import cache

from formcheck.engine.spec.signals import BODY_SIGNALS, LEG_SIGNALS, SIGNALS
from formcheck.engine.values.side import Side, other_side
from formcheck.engine.values.signals import Key

__all__ = [
    "BODY_SIGNALS",
    "FRONT_SIGNALS",
    "LEG_SIGNALS",
    "REP_MEASURES",
    "SIDE_SIGNALS",
    "SIGNALS",
    "SPEC_SIGNALS",
    "resolve",
    "unit_of",
]

# As specs write them.
SPEC_SIGNALS = (
    *(f"target.{name}" for name in LEG_SIGNALS),
    *(f"other.{name}" for name in LEG_SIGNALS),
    *BODY_SIGNALS,
)
FRONT_SIGNALS = tuple(name for name, signal in SIGNALS.items() if signal.plane == "front")
SIDE_SIGNALS = tuple(name for name, signal in SIGNALS.items() if signal.plane == "side")

REP_MEASURES = {
    "height_fraction": "ratio",  # peak relative to the own best
    "peak": "",  # in the unit of the signal that is counted, as the valley
    "valley": "",
    "rebound": "",  # the higher of the lowest levels before and after: not at rest in between
    "sink": "",  # below the level of the flat foot
    "up_s": "s",
    "top_s": "s",
    "down_s": "s",
    "other_rise_fraction": "ratio",  # rise of the other heel for a rise of this one of 1
    "other_lift_ratio": "ratio",  # from the lowest to the highest place of the other foot
}


@cache
def resolve(signal: str, target: Side) -> Key:
    """Where to find what a spec names, told which leg is the target.

    target.knee_flexion_deg -> the knee flexion of that leg.
    """
    role, _, name = signal.rpartition(".")
    if name in BODY_SIGNALS:
        return Key(None, name)
    return Key(other_side(target) if role == "other" else target, name)


def unit_of(signal: str, of: str = "value", counted: str = "heel_rise_ratio") -> str:
    """Unit of a signal or repetition measure, as reports print it.

    Args:
        signal: Its name in a spec.
        of: What is taken from it.
        counted: The signal by which repetitions are counted.
    """
    name = signal.rpartition(".")[2]
    unit = REP_MEASURES[name] if name in REP_MEASURES else SIGNALS[name].kind
    unit = unit or unit_of(counted)
    return f"{unit}/s" if of == "speed" else unit
