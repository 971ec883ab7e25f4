"""A body in one frame -> readings, and readings -> signals relative to the person's start position.

`read` takes from the picture what is there; `signals` brings the readings to anatomical values with
the corrections (`corrections.py`) and the quiet start position. Both give values that are computed
when they are asked for (`table.py` says how). Heights are in foot lengths.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from formcheck.engine.person.body import Body
from formcheck.engine.person.geometry import NAN, mean_known
from formcheck.engine.signals.comparison import Comparison
from formcheck.engine.signals.corrections import Posture
from formcheck.engine.signals.table import BODY, BY_THE_JUDGE, COMPARED, ERRORS, LEG
from formcheck.engine.values.landmarks import Side, other_side
from formcheck.engine.values.signals import NOTHING, UNKNOWN, Signals, Values


def read(body: Body) -> Signals:
    """All readings of both legs and the body; NaN where a point is missing."""
    whole = Values(compute=lambda name: BODY[name](body))
    return Signals(_read_leg(body, "left"), _read_leg(body, "right"), whole)


def _read_leg(body: Body, side: Side) -> Values:
    own, other = body.limbs(side), body.limbs(other_side(side))

    def error(name: str) -> float:
        return ERRORS[name](body, side) if name in ERRORS else NAN

    def compute(name: str) -> float:
        return NAN if name in BY_THE_JUDGE else LEG[name](own, other, body)

    return Values(compute=compute, error=error)


def signals(
    readings: Signals,
    base: Signals,
    posture: Posture,
    *,
    legs: bool = False,
    yaw_deg: float = NAN,
    level: Signals = UNKNOWN,
) -> Signals:
    """The signals of `spec/signals.py`, and the readings that are none, of both legs and the body.

    Args:
        readings: What `read` gave for this frame.
        base: Medians of the readings in the quiet start position; UNKNOWN before there was one,
            then everything that needs it is NaN.
        posture: Which corrections and assumptions hold.
        legs: The leg network found knee and foot.
        yaw_deg: Turn of the body out of the side view.
        level: Readings while the foot beside the measured one is flat.
    """

    def compared(now: Values, start: Values, body: Values, other: Values = NOTHING) -> Values:
        it = Comparison(now, start, body, posture, legs, yaw_deg, other)

        def compute(name: str) -> float:
            return COMPARED[name](it) if name in COMPARED else it.true(name)

        return Values(compute=compute, error=now.error)

    body = compared(readings.body, base.body, readings.body)
    left = compared(readings.left, base.left, body, level.right)
    return Signals(left, compared(readings.right, base.right, body, level.left), body)


def median_of(frames: Sequence[Signals], known: float = 0.0) -> Signals:
    """Median of every number over several frames; NaN where it was never known.

    Args:
        frames: At least one.
        known: In a larger share of the frames it must be known.
    """

    def over(parts: Sequence[Values]) -> Values:
        return Values(compute=lambda name: _median([part[name] for part in parts], known))

    return Signals(
        over([frame.left for frame in frames]),
        over([frame.right for frame in frames]),
        over([frame.body for frame in frames]),
    )


def _median(values: Sequence[float], share: float) -> float:
    known = sorted(v for v in values if not math.isnan(v))
    if len(known) <= share * len(values):
        return NAN
    return mean_known(*known[(len(known) - 1) // 2 : len(known) // 2 + 1])
