"""The page of a comparison: two sessions side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.page.curves import Curve, Line, drawn
from formcheck.page.template import rendered
from formcheck.reports.compared import compared_groups, remarks_of
from formcheck.reports.words import NOT_MEDICAL
from formcheck.trials.change import Beside
from formcheck.words import number, said, translated

__all__ = ["Session", "comparison_page"]

Span = tuple[float, float, str]


@dataclass(frozen=True, slots=True)
class Session:
    """One of the two.

    Attributes:
        about: What it is of, in a line.
        curve: The counted or held signal of the leg; None where it is not known.
        spans: Start and end in s and verdict of each repetition or hold.
    """

    about: str
    curve: Curve | None = None
    spans: Sequence[Span] = ()


@dataclass(frozen=True, slots=True)
class _Strip:
    title: str
    about: str
    line: Line | None
    spans: Sequence[Span]


def comparison_page(
    exercise: str, rows: Sequence[Beside], sessions: tuple[Session, Session]
) -> str:
    """The HTML of a comparison, in the language in use.

    Args:
        exercise: Its name, in English.
        rows: What both have in common.
        sessions: Before and now; or of the left and the right leg.
    """
    sides = all(row.kind == "sides" for row in rows)
    names = ("left", "right") if sides else ("before", "now")
    curves = [each.curve for each in sessions if each.curve is not None]
    until_s = max((float(curve.time_s[-1]) for curve in curves), default=1.0)
    whole = _joined(curves)
    strips = [
        _Strip(
            said(f"compare.column.{name}"),
            each.about,
            None if each.curve is None else drawn(each.curve, until_s, of=whole),
            each.spans,
        )
        for name, each in zip(names, sessions, strict=True)
    ]
    return rendered(
        "compared.html",
        title=said("compare.title-sides" if sides else "compare.title", name=translated(exercise)),
        names=names,
        sides=sides,
        groups=list(compared_groups(rows)),
        remarks=list(remarks_of(rows)),
        strips=strips,
        signal="" if whole is None else said(f"signal.{whole.name.replace('_', '-')}"),
        until_s=until_s,
        until=number(until_s, 1),
        rule=translated(NOT_MEDICAL),
    )


def _joined(curves: Sequence[Curve]) -> Curve | None:
    """Both one after the other: what their common scale is taken from."""
    if not curves:
        return None
    first = curves[0]
    time_s, values, errors = (
        np.concatenate([getattr(curve, part) for curve in curves])
        for part in ("time_s", "values", "errors")
    )
    return Curve(first.name, first.unit, time_s, values, errors)
