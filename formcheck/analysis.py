"""What `analyze` gives back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.values.report import Report
from formcheck.reports.document import Provenance, Source, report_dict

__all__ = ["Analysis"]


@dataclass(frozen=True, slots=True)
class Analysis:
    """What `analyze` found and wrote.

    Attributes:
        report: The result.
        spec: The exercise it was judged by.
        source: What was analysed.
        provenance: What made the report.
        stopped: True when `stop` ended it before the last frame.
        files: What was written.
        notes: What the user should know about the run.
        shared: What is said on a page that is passed on; "" on all others.
    """

    report: Report
    spec: ExerciseSpec
    source: Source
    provenance: Provenance
    stopped: bool
    files: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()
    shared: str = ""

    @property
    def document(self) -> dict[str, Any]:
        """The report in its documented JSON shape."""
        return report_dict(self.report, self.source, self.provenance)
