"""Numbers of a repetition: of the repetition alone, not of what came before it."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pytest

from formcheck.engine.reps.draft import reduced
from formcheck.engine.reps.finder import Movement, Sample
from formcheck.engine.spec.exercise import Rule
from formcheck.engine.values.report import Rep
from tests.engine.rules import signals_of

TIME_S = np.arange(0.0, 4.0, 0.05)
HEIGHTS = 0.4 * np.clip(1.5 - np.abs(TIME_S - 2.5), 0, 1)
REP = Rep(1, "left", 1.0, 2.5, 4.0, 1.0, 1.0, 1.0, "full", 0.4, 0.0)


def raised() -> Movement:
    pairs = zip(TIME_S, HEIGHTS, strict=True)
    samples = [Sample(float(t), float(h), signals_of({}), np.zeros(2)) for t, h in pairs]
    return Movement(tuple(samples), int(np.argmax(HEIGHTS)), 0.05)


@pytest.mark.parametrize(("stat", "expected"), [("range", 0.0), ("max", 4.0), ("min", 4.0)])
def test_what_was_before_the_repetition_is_not_judged(
    stat: Literal["range", "max", "min"], expected: float
) -> None:
    rule = Rule(signal="target.knee_flexion_deg", stat=stat, bad_above=15, source="test")
    knee = np.where(TIME_S < 0.6, 30.0, 4.0)  # the rest before belongs to it
    assert reduced(rule, knee, raised(), REP) == pytest.approx(expected)
