"""How long the fuzzing lasts.

A fixed minute in the tests, hours with `FORMCHECK_FUZZ=100 uv run pytest tests/fuzz`.

The number is how many times longer than in the tests. With it the examples are others each time,
and those that failed are kept in `.hypothesis`. What once failed is an `@example`, or has a test of
its own where it was mended.
"""

import json
import os
from collections import Counter
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, settings

from formcheck.engine.values.report import Counts, Report
from formcheck.reports.document import Provenance, Source, report_dict, report_json

TIMES = int(os.environ.get("FORMCHECK_FUZZ", "0"))


def effort(examples: int) -> Callable[[Any], Any]:
    """So many examples in the tests."""
    checks = list(HealthCheck)
    if TIMES:
        usual = settings.get_profile("default")  # not that of the tests, whose examples are fixed
        return settings(
            usual,
            max_examples=TIMES * examples,
            deadline=None,
            derandomize=False,
            suppress_health_check=checks,
        )
    return settings(
        max_examples=examples,
        deadline=None,
        suppress_health_check=checks,
        derandomize=True,
        database=None,
    )


def check_report(report: Report) -> None:
    """What no input may change.

    Numbers are finite, nothing ends before it began, counts are those of the list.
    """

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} in a report")

    document = report_dict(report, Source("fuzz", report.size_px), Provenance("0", "0"))
    json.loads(report_json(document), parse_constant=refuse)
    for rep in report.reps:
        assert rep.start_s <= rep.peak_s <= rep.end_s
        assert min(rep.up_s, rep.top_s, rep.down_s) >= 0
        assert rep.end_s - rep.start_s > 0
    for hold in report.holds:
        assert hold.start_s <= hold.end_s
        assert 0 <= hold.held_s <= hold.end_s - hold.start_s + 1e-6
        assert hold.paused_s >= 0
    assert all(finding.start_s <= finding.end_s for finding in report.findings)
    found = Counter(rep.verdict for rep in report.reps)
    assert report.counts == Counts(found["full"], found["partial"], found["uncertain"])
