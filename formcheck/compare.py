"""Two results side by side: before and after, or left and right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

from formcheck.engine.values.landmarks import Side
from formcheck.errors import ResultError
from formcheck.reports.schema.corrections import CorrectedRep
from formcheck.reports.schema.report import ReportDocument
from formcheck.reports.schema.trial import HeelRiseDocument, LungeDocument
from formcheck.results import corrections_of, read_report, read_test
from formcheck.trials.change import LUNGE, REPETITIONS, Beside, Change, Smallest
from formcheck.words import Phrase

__all__ = ["changes", "compare", "counted_by_hand", "counts_by_hand"]

Trial = HeelRiseDocument | LungeDocument
_ENCODER = ("peak_cm", "displacement_cm", "work_j")
# Of each measure the first of these names that both results know. Work is the heel's or the
# ankle's, so it is not put side by side here.
_MEASURES = (
    ("peak_ankle_rise_cm",),
    ("ankle_displacement_cm",),
    ("peak_height_cm", "peak_height_ratio"),
    ("total_displacement_cm",),
    ("peak_angle_deg",),
)


def compare(first: Path, second: Path) -> tuple[Beside, ...]:
    """What two results have in common: folders, report.json or test.json.

    Results of the same legs are before and after; one of each leg are left and right.

    Raises:
        ResultError: One cannot be read, or they have nothing to compare.
    """
    tests = read_test(first), read_test(second)
    if tests[0] is not None and tests[1] is not None:
        found = tuple(changes(tests[0], tests[1]))
    elif tests[0] is None and tests[1] is None:
        found = _reports(first, second)
    else:
        raise ResultError(Phrase("compare.test-and-report"))
    if not found:
        raise ResultError(Phrase("compare.nothing"))
    return found


def changes(before: Trial, now: Trial) -> Iterator[Beside]:
    """The changes from one test to the next; left beside right where each is of another leg.

    Raises:
        ResultError: They are different tests.
    """
    if before.test != now.test:
        raise ResultError(Phrase("compare.exercises", first=before.test, second=now.test))
    pairs = {side: (before.legs[side], now.legs[side]) for side in before.legs if side in now.legs}
    if not pairs and len(before.legs) == len(now.legs) == 1:
        legs = {**before.legs, **now.legs}
        for name in _quantities(before):
            yield from _beside("sides", None, name, legs["left"], legs["right"])
        return
    for side, (a, b) in pairs.items():
        for name in _quantities(before):
            for row in _beside("change", side, name, a, b):
                yield _with_studies(row, before, now)


def _quantities(trial: Trial) -> tuple[str, ...]:
    return ("mean_deg",) if trial.test == "lunge" else ("repetitions", *_ENCODER)


def _with_studies(row: Beside, before: Trial, now: Trial) -> Beside:
    if isinstance(before, HeelRiseDocument) and isinstance(now, HeelRiseDocument):
        if row.name in _ENCODER:
            return replace(row, remark=Phrase("compare.encoder"))
        return _repetitions(row, before, now)
    return _known(row, LUNGE)


def _known(row: Beside, smallest: tuple[Smallest, ...]) -> Beside:
    return replace(row, change=replace(row.change, smallest=smallest))


def _repetitions(row: Beside, before: HeelRiseDocument, now: HeelRiseDocument) -> Beside:
    """Repetitions of tests that were done and seen alike may be judged, others not."""
    if before.board != now.board:
        return replace(row, remark=Phrase("compare.boards"))
    legs = (before.legs[row.side], now.legs[row.side]) if row.side else ()
    if any(leg.validity in ("unsure", "invalid") for leg in legs):
        return replace(row, remark=Phrase("compare.form"))
    return _known(row, REPETITIONS)


def _reports(first: Path, second: Path) -> tuple[Beside, ...]:
    a, b = read_report(first), read_report(second)
    if a.exercise != b.exercise:
        raise ResultError(Phrase("compare.exercises", first=a.exercise, second=b.exercise))
    by_hand = corrections_of(first), corrections_of(second)
    sides = {side: side for side in a.summary.sides if side in b.summary.sides}
    if sides:
        return tuple(row for side in sides for row in _rows("change", side, (a, b), by_hand))
    if len(a.summary.sides) == len(b.summary.sides) == 1:
        if "left" in b.summary.sides:
            a, b, by_hand = b, a, by_hand[::-1]
        return tuple(_rows("sides", None, (a, b), by_hand))
    return ()


def _rows(
    kind: Literal["change", "sides"],
    side: Side | None,
    pair: tuple[ReportDocument, ReportDocument],
    by_hand: tuple[tuple[CorrectedRep, ...], tuple[CorrectedRep, ...]],
) -> Iterator[Beside]:
    a, b = pair
    sides = (side or "left", side or "right")
    name = "held_s" if a.kind == "hold" else "full"
    legs = a.summary.sides[sides[0]], b.summary.sides[sides[1]]
    for row in _beside(kind, side, name, *legs):
        yield row if a.kind == "hold" else replace(row, by_hand=_hand(pair, sides, by_hand))
    outcomes = a.summary.outcomes.get(sides[0]), b.summary.outcomes.get(sides[1])
    for names in _MEASURES:
        known = (tuple(_beside(kind, side, name, *outcomes)) for name in names)
        yield from next(filter(None, known), ())


def _hand(
    pair: tuple[ReportDocument, ReportDocument],
    sides: tuple[Side, Side],
    by_hand: tuple[tuple[CorrectedRep, ...], tuple[CorrectedRep, ...]],
) -> tuple[float, float] | None:
    if not any(by_hand):
        return None
    first, second = (counted_by_hand(r, c, s) for r, c, s in zip(pair, by_hand, sides, strict=True))
    return first, second


def counted_by_hand(
    report: ReportDocument, corrections: tuple[CorrectedRep, ...], side: Side
) -> int:
    """Full repetitions of a leg as they are after corrections."""
    said = {each.rep: each for each in corrections}
    count = 0
    for rep in report.reps:
        by_hand = said.get(rep.number, CorrectedRep(rep=rep.number))
        full = rep.verdict == "full" if by_hand.counted is None else by_hand.counted
        count += full and (by_hand.side or rep.side) == side
    return count


def counts_by_hand(session: Path) -> dict[Side, tuple[int, int]]:
    """Full repetitions of each leg: as judged, and after corrections by hand.

    Raises:
        ResultError: The report or its corrections cannot be read.
    """
    report, corrections = read_report(session), corrections_of(session)
    found = [rep.side for rep in report.reps] + [each.side for each in corrections if each.side]
    return {
        side: (
            counted_by_hand(report, (), side),
            counted_by_hand(report, corrections, side),
        )
        for side in sorted(set(found))
    }


def _beside(
    kind: Literal["change", "sides"], side: Side | None, name: str, first: object, second: object
) -> Iterator[Beside]:
    """Both values of a quantity, where both are known."""
    a, b = getattr(first, name, None), getattr(second, name, None)
    if a is not None and b is not None:
        yield Beside(kind, side, name, Change(a, b))
