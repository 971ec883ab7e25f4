"""Cases that prove checks, and what they have to show."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

from formcheck.engine.values.report import Report
from tests.engine.recorded import report_of
from tests.specs.people import TRUTH, Recorded, Source


@dataclass(frozen=True, slots=True)
class Case:
    """What proves a check.

    Attributes:
        good: Somebody who meets it.
        bad: Somebody who fails it.
        level: What failing is called.
        also: Other faults that come with this one.
    """

    good: Source
    bad: Source
    level: str = "bad"
    also: frozenset[str] = frozenset()


Cases = dict[str, dict[str, Case]]


def each(cases: Cases) -> list[Any]:
    """One parameter set for every check of a table."""
    return [
        pytest.param(exercise, check, case, id=f"{exercise}-{check}")
        for exercise, checks in cases.items()
        for check, case in checks.items()
    ]


@cache
def report(exercise: str, source: Source) -> Report:
    """What a session says of somebody."""
    return report_of(exercise, source.frames())


def told(report: Report) -> dict[str, str]:
    """The faults that a report names, each with its gravest level."""
    levels = sorted((f.check, f.level) for f in report.findings if f.level != "unknown")
    return {check: "bad" if (check, "bad") in levels else level for check, level in levels}


def true_faults(source: Source) -> list[dict[str, Any]]:
    """The faults that a recorded clip shows, as far as it is used."""
    if not isinstance(source, Recorded):
        return []
    return [fault for fault in TRUTH[source.name]["faults"] if fault["start_s"] < source.until_s]


def assert_met(exercise: str, check: str, case: Case) -> None:
    """The exercise is done, and the check names no fault and nothing that it could not see."""
    found = report(exercise, case.good)
    assert found.counts.full > 0 or sum(hold.held_s for hold in found.holds) >= 2.0
    assert [f for f in found.findings if f.check == check] == []


def assert_failed(exercise: str, check: str, case: Case) -> None:
    """The check is told at its level and when it was so, and nothing is told that is not there."""
    found, true = report(exercise, case.bad), true_faults(case.bad)
    faults = told(found)
    assert faults.get(check) == case.level
    assert faults.keys() - {check} - {fault["check"] for fault in true} == case.also
    for fault in true:
        if fault["check"] == check:
            spans = [(f.start_s, f.end_s) for f in found.findings if f.check == check]
            assert any(start < fault["end_s"] and fault["start_s"] < end for start, end in spans)
