"""Two results side by side, and corrections by hand, in words. No layout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from formcheck.reports.schema.corrections import CorrectedRep
from formcheck.trials.change import Beside, Smallest
from formcheck.words import number, said, translated

__all__ = ["compared_lines", "corrected_lines"]

_UNITS: Final = {
    "cm": (" cm", 1),
    "j": (" J", 0),
    "deg": ("°", 1),
    "s": (" s", 1),
    "ratio": ("", 2),
}


def compared_lines(rows: Sequence[Beside]) -> Iterator[str]:
    """One line a quantity, with what its difference may mean below it; remarks once, last."""
    for kind, side in dict.fromkeys((row.kind, row.side) for row in rows):
        yield said(f"compare.{kind}.{side or 'both'}")
        for row in rows:
            if (row.kind, row.side) == (kind, side):
                yield from _row(row)
    for remark in dict.fromkeys(row.remark for row in rows if row.remark is not None):
        yield translated(remark)


def _row(row: Beside) -> Iterator[str]:
    change, name = row.change, said(f"compare.name.{row.name}")
    values = {"name": name, "before": _value(row, change.before), "now": _value(row, change.now)}
    if row.kind == "sides":
        yield f"  {said('compare.left-right', **values)}"
    else:
        difference = f"{'+' if change.difference > 0 else ''}{_value(row, change.difference)}"
        yield f"  {said('compare.before-now', **values, difference=difference)}"
        yield from (f"    {_meaning(row, smallest)}" for smallest in change.smallest)
        if not change.smallest and row.remark is None:
            yield f"    {said('compare.not-known')}"
    if row.by_hand is not None:
        before, now = (_value(row, value) for value in row.by_hand)
        yield f"    {said('compare.by-hand', before=before, now=now)}"


def _meaning(row: Beside, smallest: Smallest) -> str:
    verdict = "beyond" if row.change.beyond(smallest) else "within"
    how = said(f"compare.how.{smallest.how}")
    limit = f"{number(smallest.limit, 1)}{_unit(row)[0]}"
    return said(f"compare.{verdict}", limit=limit, study=smallest.study, how=how)


def _unit(row: Beside) -> tuple[str, int]:
    """How the unit is written, and with how many decimals: names end in their unit."""
    return _UNITS.get(row.name.rpartition("_")[2], ("", 0))


def _value(row: Beside, value: float) -> str:
    unit, digits = _unit(row)
    return f"{number(value, digits)}{unit}"


def corrected_lines(corrections: Sequence[CorrectedRep]) -> Iterator[str]:
    """One line for each corrected repetition."""
    for each in corrections:
        parts = []
        if each.counted is not None:
            parts.append(said(f"correct.{'counted' if each.counted else 'not-counted'}"))
        if each.side is not None:
            parts.append(said(f"screen.leg.{each.side}"))
        if each.note is not None:
            parts.append(f"“{each.note}”")
        yield f"{each.rep}: {', '.join(parts)}"
