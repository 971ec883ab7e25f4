"""What one movement shows before it is compared with the others."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from formcheck.engine.checks.episodes import CheckState
from formcheck.engine.person.geometry import NAN
from formcheck.engine.person.place import Ground
from formcheck.engine.reps.ankle import AnkleRise
from formcheck.engine.reps.finder import Movement
from formcheck.engine.reps.raises import BOTTOM
from formcheck.engine.spec.exercise import Check, ExerciseSpec, Rule
from formcheck.engine.values.landmarks import Array, Side
from formcheck.engine.values.report import Finding, Rep
from formcheck.engine.values.signals import Signals
from formcheck.words import Phrase

SINK = "sink"
REST_S = 0.3  # before and after a repetition that shows what its range is a range from


@dataclass(frozen=True, slots=True)
class Draft:
    """A repetition before it is compared with the others.

    Attributes:
        rep: With heights as the signal gave them.
        findings: What is judged in the repetition itself.
        ground: Where the feet stood.
        bottom: The lowest level of the signal in it.
        settled: The movement was seen to its end.
        seen: The view shows how high it is.
        doubt: Why it can be neither full nor partial, whatever its height; empty when it can.
        ankle: How far the ankle centre rises; None where it was not seen.
        rebound: The higher of the lowest values before and after the peak.
    """

    rep: Rep
    findings: tuple[Finding, ...]
    ground: Ground
    bottom: float
    settled: bool
    seen: bool
    doubt: str
    ankle: AnkleRise | None = None
    rebound: float = NAN


def episodes_of(
    check: Check, target: Side, movement: Movement, base: Signals, blind: bool
) -> list[Finding]:
    """Faults that are judged frame by frame, within the movement."""
    state = CheckState(check, target)
    for sample in movement.samples:
        state.follow(sample.time_s, state.look(sample.time_s, sample.signals, base, blind=blind))
    state.close()
    return list(state.take_findings())


def sink(movement: Movement, ground: Ground) -> dict[str, float]:
    """How far the heel comes below the flat foot, as a measure of the repetition.

    Nothing where the level of the flat foot is not known.
    """
    below = ground.flat - movement.bottom
    return {} if ground.doubt or math.isnan(below) else {SINK: below}


def is_blind(blind: frozenset[str], spec: ExerciseSpec) -> bool:
    """The view shows nothing of what is judged, nor how high anything is."""
    return len(blind) == len(spec.checks)


def unseen(spec: ExerciseSpec, rep: Rep, findings: Iterable[Finding]) -> str:
    """What makes it this exercise and was not seen; empty where all of it was.

    A view that measures no height is counted all the same, as long as the other foot was seen.
    """
    unknown = (f for f in findings if f.level == "unknown" and f.worst is None)
    check = next((c for f in unknown if (c := spec.check(f.check)).defining), None)
    if check is None:
        return ""
    if any(r.signal.startswith("other") for r in check.rules):
        return Phrase("doubt.other-unseen")
    return Phrase("doubt.unseen") if "peak" in rep.measures else ""


def reduced(rule: Rule, values: Array, movement: Movement, rep: Rep) -> float:
    """One number for the repetition; the outermost twentieth is left to noise."""
    if rule.stat == "top":
        at_top = np.abs(movement.time_s - rep.peak_s) <= max(0.15, rep.top_s / 2)
        values = values[at_top]
    elif rule.stat == "bottom":
        values = values[movement.values <= movement.values.min() + BOTTOM * np.ptp(movement.values)]
    else:  # from the rest just before to the rest just after, not what else came before
        begin_s, end_s = rep.start_s - REST_S, rep.end_s + REST_S
        values = values[(movement.time_s >= begin_s) & (movement.time_s <= end_s)]
    known = values[np.isfinite(values)]
    if len(known) < max(1, len(values) / 2):
        return NAN
    low, middle, high = np.percentile(known, [5, 50, 95])
    return float(
        {"max": high, "min": low, "range": high - low, "top": middle, "bottom": middle}[rule.stat]
    )
