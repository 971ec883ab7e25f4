"""Tests, and two results side by side, in words. No layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from formcheck.engine.values.landmarks import Side, other_side
from formcheck.reports.schema.trial import (
    HeelRiseDocument,
    HeelRiseLegDocument,
    LungeDocument,
    LungeLegDocument,
)
from formcheck.words import number, said

__all__ = ["trial_lines"]

_UNITS: Final = {"cm": " cm", "j": " J", "deg": "°"}
_EXACT: Final = 10.0  # errors in cm below this have a decimal
_RATIOS: Final = ("repetitions", "peak_cm", "displacement_cm", "work_j")


def trial_lines(test: HeelRiseDocument | LungeDocument) -> Iterator[str]:
    """What the test came to, leg by leg, then both beside each other."""
    if isinstance(test, LungeDocument):
        for side, tries in test.legs.items():
            yield from _lunge(side, tries)
        yield from _lunge_sides(test.legs)
        return
    for side, leg in test.legs.items():
        yield from _heel_rise(side, leg, test)
    yield from _sides(test)
    yield said("trial.not-seen")


def _heel_rise(side: Side, leg: HeelRiseLegDocument, test: HeelRiseDocument) -> Iterator[str]:
    end = "rules" if leg.ended_by_rules else "person"
    yield said(f"trial.leg.{side}", reached=said("trial.repetitions", n=leg.repetitions))
    yield f"  {said(f'trial.form.{leg.validity}')} {said(f'trial.end.{end}')}"
    for reason, numbers in _why_not(leg).items():
        which = ", ".join(map(str, numbers))
        yield f"  {said('trial.not-counted', which=which, why=said(f'trial.why.{reason}'))}"
    for name in ("peak", "displacement", "work"):
        if line := _measured(leg, name):
            yield f"  {line}"
    if leg.peak_cm is None:
        yield f"  {said('trial.no-ankle')}"
    if leg.norm_missing is not None:
        why = said(f"trial.norm.{leg.norm_missing}", age=test.age)
        yield f"  {said('trial.not-comparable', why=why)}"
    else:
        norm = {"reached": leg.repetitions, "norm": leg.norm, "source": test.norm_source}
        yield f"  {said('trial.norm', **norm)}"


def _measured(leg: HeelRiseLegDocument, name: str) -> str:
    unit = "j" if name == "work" else "cm"
    value, error = getattr(leg, f"{name}_{unit}"), getattr(leg, f"{name}_error_{unit}")
    if value is None or error is None:
        return ""
    digits = 1 if unit == "cm" and error < _EXACT else 0
    of = f"{number(value, digits)} ± {number(error, digits)}{_UNITS[unit]}"
    return said(f"trial.{name}", value=of)


def _why_not(leg: HeelRiseLegDocument) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = {}
    for each in leg.raises:
        if not each.counts:
            reasons = each.breaches or (("unseen",) if each.unseen else ("after-end",))
            for reason in reasons:
                found.setdefault(reason, []).append(each.number)
    return found


def _sides(test: HeelRiseDocument) -> Iterator[str]:
    """One leg in per cent of the other: injured of sound, else the lower of the higher."""
    if len(test.legs) < len(("left", "right")):
        return
    parts = [said(f"trial.name.{name}", value=share) for name, share in _shares(test)]
    if parts:
        key = "injured" if test.injured else "lower"
        yield said(f"trial.sides.{key}", shares=", ".join(parts))
        yield f"  {said('trial.sides.hide')}"


def _shares(test: HeelRiseDocument) -> Iterator[tuple[str, str]]:
    for name in _RATIOS:
        left, right = (getattr(test.legs[side], name) for side in ("left", "right"))
        if left and right:
            low, high = sorted((left, right))
            if test.injured:
                sound = getattr(test.legs[other_side(test.injured)], name)
                low, high = getattr(test.legs[test.injured], name), sound
            yield name, f"{100 * low / high:.0f} %"


def _lunge(side: Side, leg: LungeLegDocument) -> Iterator[str]:
    yield said(f"trial.leg.{side}", reached=_angle(leg))
    for each in leg.tries:
        down = {True: "down", False: "lifted", None: "unseen"}[each.heel_down]
        angle = "-" if each.angle_deg is None else f"{number(each.angle_deg, 1)}°"
        yield f"  {each.number}: {angle} {said(f'trial.heel.{down}')}"


def _angle(leg: LungeLegDocument) -> str:
    if leg.mean_deg is None or leg.best_deg is None:
        return said("trial.too-few-tries")
    error = number(leg.error_deg or 0.0, 1)
    mean = f"{number(leg.mean_deg, 1)} ± {error}°"
    return said("trial.angle", mean=mean, best=f"{number(leg.best_deg, 1)}°")


def _lunge_sides(legs: Mapping[Side, LungeLegDocument]) -> Iterator[str]:
    means = {side: leg.mean_deg for side, leg in legs.items()}
    left, right = means.get("left"), means.get("right")
    if left is not None and right is not None:
        difference = f"{number(abs(left - right), 1)}°"
        more = "left" if left >= right else "right"
        yield said(f"trial.lunge.{more}", difference=difference)
