"""Heights of repetitions against their limits, with what they may be off."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from formcheck.engine.checks.state import USUAL_ERROR, Judgement, judge, worst
from formcheck.engine.person.geometry import NAN
from formcheck.engine.reps.draft import Draft
from formcheck.engine.spec.exercise import Check, ExerciseSpec, Rule
from formcheck.engine.values.report import Rep

LOWS = ("valley", "rebound")  # known of a movement that was seen to its end
HEIGHTS = ("peak", *LOWS, "height_fraction")
GUARD = 1e-6  # share by which rounding may shift where a height meets a limit


def judged_height(rule: Rule, draft: Draft, rep: Rep, best: float) -> Judgement:
    """A height against its limits.

    How low a movement comes that was not seen to its end is not known.

    Args:
        rule: About one of `HEIGHTS`.
        draft: The movement.
        rep: The repetition with its heights.
        best: The own best height.
    """
    value = rep.measures.get(rule.signal, NAN)
    is_low = rule.signal in LOWS
    tilt = draft.ground.tilt if is_low else 0.0
    judged = judge(rule, value, error=USUAL_ERROR[0] + tilt + _doubt(rule, draft, value, best))
    settled = draft.settled and draft.ground.judges_floor
    if judged.level == "unknown" and draft.ground.doubt:
        return replace(judged, value=NAN)
    unseen = is_low and not settled and judged.level != "ok"
    return replace(judged, level="unknown") if unseen else judged


def worst_height(check: Check, draft: Draft, rep: Rep, best: float) -> Judgement | None:
    """What the heights of a repetition come to by the rules of a check; None without such rules."""
    rules = [rule for rule in check.rules if rule.signal in HEIGHTS]
    judged = [judged_height(rule, draft, rep, best) for rule in rules]
    return worst(judged) if judged else None


def is_near_limit(spec: ExerciseSpec, draft: Draft, rep: Rep, best: float, highest: float) -> bool:
    """Whether a height decides between full and partial, and could do so either way.

    Args:
        spec: The exercise.
        draft: The movement.
        rep: The repetition with its heights.
        best: The own best height.
        highest: What may be the own best as well.
    """
    rules = [r for c in spec.checks if c.counts for r in c.rules if r.signal in HEIGHTS]
    return any(_may_be_both(r, draft, rep, best, highest) for r in rules if r.signal not in LOWS)


def _may_be_both(rule: Rule, draft: Draft, rep: Rep, best: float, highest: float) -> bool:
    value = least = rep.measures.get(rule.signal, NAN)
    if rule.signal == "height_fraction" and highest > 0:
        least = value * best / highest
    low = judge(rule, least - _doubt(rule, draft, least, highest))
    high = judge(rule, value + _doubt(rule, draft, value, best))
    return (low.level == "bad") != (high.level == "bad")


def _doubt(rule: Rule, draft: Draft, value: float, best: float) -> float:
    """By how much a height may be off, in the unit of the rule."""
    doubt = draft.ground.doubt
    if rule.signal != "height_fraction":
        return doubt
    # both are off alike: (value * best - doubt) / (best - doubt) is the least that it may be
    return doubt * max(0.0, 1.0 - value) / (best - doubt) if best > doubt else 0.0


def stays_until(spec: ExerciseSpec, draft: Draft, peak: float, best: float) -> float:
    """Up to which own best nothing changes in how a repetition compares with it.

    Args:
        spec: The exercise.
        draft: The movement.
        peak: Its height above the floor, foot lengths.
        best: The own best height now; only higher ones are asked about.
    """
    if not peak > 0:
        return best
    shares = (r for c in spec.checks for r in c.rules if r.signal == "height_fraction")
    limits = {
        each
        for r in shares
        for each in (r.bad_above, r.bad_below, r.warn_above, r.warn_below)
        if each
    }
    met = (at for each in limits for at in _meets(each, peak, draft.ground.doubt))
    return min((at * (1 - GUARD) for at in met if at * (1 + GUARD) > best), default=math.inf)


def _meets(limit: float, peak: float, doubt: float) -> Iterator[float]:
    """The own bests of which a height, or a bound of what it may be, is just `limit`."""
    yield doubt  # only what is more than the doubt makes shares doubtful
    yield peak / limit
    yield doubt + (peak - doubt) / limit  # the least that it may be
    half = (peak + doubt + limit * doubt) / 2  # and the most: a parabola
    root = math.sqrt(max(0.0, half * half - 2 * limit * doubt * peak))
    yield (half - root) / limit
    yield (half + root) / limit
