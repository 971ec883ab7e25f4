"""Two results side by side, and corrections by hand, in words. No layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from formcheck.engine.values.landmarks import Side
from formcheck.reports.schema.corrections import Corrected, CorrectedHold
from formcheck.trials.change import Beside, Smallest
from formcheck.words import number, said, translated

__all__ = [
    "Cells",
    "by_hand_lines",
    "compared_groups",
    "compared_lines",
    "corrected_lines",
    "remarks_of",
]

_UNITS: Final = {
    "cm": (" cm", 1),
    "j": (" J", 0),
    "deg": ("°", 1),
    "s": (" s", 1),
    "ratio": ("", 2),
}


@dataclass(frozen=True, slots=True)
class Cells:
    """A quantity in words.

    Attributes:
        kind: As in `Beside`.
        name: What it is.
        first: The earlier value, or the left one.
        second: The later one, or the right one.
        difference: Between before and now; "" for left and right.
        meanings: What it may mean, one line a study.
        by_hand: Both after corrections by hand; "" where there are none.
    """

    kind: Literal["change", "sides"]
    name: str
    first: str
    second: str
    difference: str
    meanings: tuple[str, ...]
    by_hand: str


def compared_groups(rows: Sequence[Beside]) -> Iterator[tuple[str, tuple[Cells, ...]]]:
    """What is compared, leg by leg: a title, and its quantities."""
    for kind, side in dict.fromkeys((row.kind, row.side) for row in rows):
        cells = (_cells(row) for row in rows if (row.kind, row.side) == (kind, side))
        yield said(f"compare.{kind}.{side or 'both'}"), tuple(cells)


def remarks_of(rows: Sequence[Beside]) -> Iterator[str]:
    """What must stand beside the quantities, each once."""
    for remark in dict.fromkeys(row.remark for row in rows if row.remark is not None):
        yield translated(remark)


def compared_lines(rows: Sequence[Beside]) -> Iterator[str]:
    """One line a quantity, with what its difference may mean below it; remarks once, last."""
    for title, quantities in compared_groups(rows):
        yield title
        for cells in quantities:
            yield from _lines(cells)
    yield from remarks_of(rows)


def _lines(cells: Cells) -> Iterator[str]:
    values = {"name": cells.name, "before": cells.first, "now": cells.second}
    if cells.kind == "sides":
        yield f"  {said('compare.left-right', **values)}"
    else:
        yield f"  {said('compare.before-now', **values, difference=cells.difference)}"
    yield from (f"    {meaning}" for meaning in cells.meanings)
    if cells.by_hand:
        yield f"    {cells.by_hand}"


def _cells(row: Beside) -> Cells:
    change, by_hand = row.change, ""
    if row.by_hand is not None:
        before, now = (_value(row, value) for value in row.by_hand)
        by_hand = said("compare.by-hand", before=before, now=now)
    difference = f"{'+' if change.difference > 0 else ''}{_value(row, change.difference)}"
    return Cells(
        row.kind,
        said(f"compare.name.{row.name}"),
        _value(row, change.before),
        _value(row, change.now),
        difference if row.kind == "change" else "",
        tuple(_meanings(row)) if row.kind == "change" else (),
        by_hand,
    )


def _meanings(row: Beside) -> Iterator[str]:
    yield from (_meaning(row, smallest) for smallest in row.change.smallest)
    if not row.change.smallest and row.remark is None:
        yield said("compare.not-known")


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


def corrected_lines(corrections: Sequence[Corrected]) -> Iterator[str]:
    """One line for each corrected repetition or hold."""
    for each in corrections:
        parts = []
        if each.counted is not None:
            all_of_it = "held" if isinstance(each, CorrectedHold) else "counted"
            parts.append(said(f"correct.{all_of_it if each.counted else 'not-counted'}"))
        if each.side is not None:
            parts.append(said(f"screen.leg.{each.side}"))
        if each.note is not None:
            parts.append(f"“{each.note}”")
        yield f"{each.number}: {', '.join(parts)}"


def by_hand_lines(sums: Mapping[Side, tuple[float, float]], kind: str) -> Iterator[str]:
    """Of each leg what it comes to, as judged and after corrections by hand.

    Args:
        sums: Full repetitions, or seconds held.
        kind: "reps" or "hold", as in the report.
    """
    key, digits = ("held-sum", 1) if kind == "hold" else ("counts", 0)
    for side, (judged, by_hand) in sums.items():
        values = {"judged": number(judged, digits), "by_hand": number(by_hand, digits)}
        yield said(f"correct.{key}.{side}", **values)
