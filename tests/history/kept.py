"""Sets for tests of the history: the true reports of people made of angles."""

from __future__ import annotations

from functools import cache
from typing import Any

from formcheck.history.values import SetDone
from formcheck.reports.document import Provenance, Source, report_dict
from tests.engine.skeleton import Stance, film, raises, watch

LOW, HIGH = Stance(), Stance(heel=0.36, other_heel=0.36)


@cache
def document(count: int = 3) -> dict[str, Any]:
    report, _ = watch("calf-raise", film(raises(LOW, HIGH, count), fps=10))
    return report_dict(report, Source("camera", report.size_px), Provenance("1", "spec"))


def a_set(number: int = 1, at_s: float = 1000.0, count: int = 3) -> SetDone:
    return SetDone(at_s, number, 20.0, 0, document(count))
