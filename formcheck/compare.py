"""Two results side by side: before and after, or left and right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

from formcheck.engine.values.landmarks import Side
from formcheck.errors import ResultError
from formcheck.reports.schema.corrections import Corrected, CorrectedHold, CorrectedRep
from formcheck.reports.schema.report import ReportDocument
from formcheck.reports.schema.trial import HeelRiseDocument, LungeDocument
from formcheck.results import corrections_of, read_report, read_test
from formcheck.trials.change import LUNGE, REPETITIONS, Beside, Change, Smallest
from formcheck.words import Phrase

__all__ = ["changes", "compare", "counted_by_hand", "sums_by_hand"]

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
        read_report(first if tests[0] is None else second)
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
    for place, report in ((first, a), (second, b)):
        if not report.summary.sides:
            raise ResultError(Phrase("compare.no-result", place=str(place)))
    rows = _of_reports(a, b, (corrections_of(first), corrections_of(second)))
    if a.provenance.spec_sha256 != b.provenance.spec_sha256:
        rows = tuple(replace(row, remark=Phrase("compare.rules")) for row in rows)
    return rows


def _of_reports(
    a: ReportDocument,
    b: ReportDocument,
    by_hand: tuple[tuple[Corrected, ...], tuple[Corrected, ...]],
) -> tuple[Beside, ...]:
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
    by_hand: tuple[tuple[Corrected, ...], tuple[Corrected, ...]],
) -> Iterator[Beside]:
    a, b = pair
    sides = (side or "left", side or "right")
    name = "held_s" if a.kind == "hold" else "full"
    legs = a.summary.sides[sides[0]], b.summary.sides[sides[1]]
    for row in _beside(kind, side, name, *legs):
        yield replace(row, by_hand=_hand(pair, sides, by_hand))
    if a.kind == "hold":
        yield Beside(
            kind, side, "longest_s", Change(_longest_s(a, sides[0]), _longest_s(b, sides[1]))
        )
    outcomes = a.summary.outcomes.get(sides[0]), b.summary.outcomes.get(sides[1])
    for names in _MEASURES:
        known = (tuple(_beside(kind, side, name, *outcomes)) for name in names)
        yield from next(filter(None, known), ())


def _longest_s(report: ReportDocument, side: Side) -> float:
    return max((hold.held_s for hold in report.holds if hold.side == side), default=0.0)


def _hand(
    pair: tuple[ReportDocument, ReportDocument],
    sides: tuple[Side, Side],
    by_hand: tuple[tuple[Corrected, ...], tuple[Corrected, ...]],
) -> tuple[float, float] | None:
    if not any(by_hand):
        return None
    first, second = (counted_by_hand(r, c, s) for r, c, s in zip(pair, by_hand, sides, strict=True))
    return first, second


def counted_by_hand(
    report: ReportDocument, corrections: tuple[Corrected, ...], side: Side
) -> float:
    """Full repetitions of a leg, or the seconds that it held, as they are after corrections."""
    return sum(value for leg, value in _by_hand(report, corrections) if leg == side)


def _by_hand(
    report: ReportDocument, corrections: tuple[Corrected, ...]
) -> Iterator[tuple[Side, float]]:
    """The leg of each repetition or hold and what it counts, after corrections."""
    reps = {each.rep: each for each in corrections if isinstance(each, CorrectedRep)}
    holds = {each.hold: each for each in corrections if isinstance(each, CorrectedHold)}
    for rep in report.reps:
        one = reps.get(rep.number, CorrectedRep(rep=rep.number))
        yield one.side or rep.side, rep.verdict == "full" if one.counted is None else one.counted
    for hold in report.holds:
        each = holds.get(hold.number, CorrectedHold(hold=hold.number))
        all_s = hold.held_s + hold.paused_s if each.counted else 0.0
        yield each.side or hold.side, hold.held_s if each.counted is None else all_s


def sums_by_hand(session: Path) -> tuple[str, dict[Side, tuple[float, float]]]:
    """Full repetitions of each leg, or the seconds that it held.

    Returns:
        The kind of the report, and of each leg the sum as judged and after corrections by hand.

    Raises:
        ResultError: The report or its corrections cannot be read.
    """
    report, corrections = read_report(session), corrections_of(session)
    legs = {leg for said in ((), corrections) for leg, _ in _by_hand(report, said)}
    return report.kind, {
        side: (
            counted_by_hand(report, (), side),
            counted_by_hand(report, corrections, side),
        )
        for side in sorted(legs)
    }


def _beside(
    kind: Literal["change", "sides"], side: Side | None, name: str, first: object, second: object
) -> Iterator[Beside]:
    """Both values of a quantity, where both are known."""
    a, b = getattr(first, name, None), getattr(second, name, None)
    if a is not None and b is not None:
        yield Beside(kind, side, name, Change(a, b))
