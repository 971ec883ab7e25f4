"""The report as JSON: the same input gives the same bytes."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from formcheck.atomic import Draft, replacing
from formcheck.engine.values.report import Rep, Report

__all__ = ["SCHEMA", "Provenance", "Source", "report_dict", "report_json", "write_json"]

SCHEMA = 1
_DIGITS = 3
_IN_CM = tuple(
    f"{length}_{what}"
    for length in ("peak_heel_height", "peak_ankle_rise", "ankle_displacement")
    for what in ("cm", "error_cm")
)


@dataclass(frozen=True, slots=True)
class Source:
    """What was analysed.

    Attributes:
        name: File name without its folder.
        size_px: Width and height of the picture.
        complete: False when the analysis was stopped early or the file ended before it should.
    """

    name: str
    size_px: tuple[int, int]
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made the report.

    None for what took no part (a trace is analysed without model and OpenCV).
    """

    formcheck: str
    spec_sha256: str
    model_sha256: str | None = None
    mediapipe: str | None = None
    opencv: str | None = None
    leg_model_sha256: str | None = None


def report_dict(report: Report, source: Source, provenance: Provenance) -> dict[str, Any]:
    """The report in the documented shape: plain values, unknown numbers None, never NaN."""
    document = {
        "schema": SCHEMA,
        "exercise": report.exercise,
        "kind": report.kind,
        "source": {
            "name": source.name,
            "duration_s": report.duration_s,
            "frames": report.frames,
            "frames_with_person": report.frames_with_person,
            "size_px": source.size_px,
            "complete": source.complete,
        },
        "people": report.people,
        "view": asdict(report.view),
        "counts": asdict(report.counts),
        "reps": [_rep(rep) for rep in report.reps],
        "holds": [asdict(hold) for hold in report.holds],
        "findings": [asdict(finding) for finding in report.findings],
        "not_observable": report.not_observable,
        "summary": report.summary,
        "provenance": asdict(provenance),
    }
    plain: dict[str, Any] = _plain(document)
    return plain


def report_json(document: Mapping[str, Any]) -> str:
    """The text of `report_dict`'s result, ending in a newline."""
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def write_json(path: Path | Draft, document: Mapping[str, Any]) -> None:
    """Writes the report.

    Raises:
        OutputError: The file cannot be written; then none is left behind.
    """
    with replacing(path) as part:
        part.write_text(report_json(document), encoding="utf-8")


def _rep(rep: Rep) -> dict[str, Any]:
    # Not asdict: the document names the heights by their unit, and `measures` may be any mapping.
    return {
        "number": rep.number,
        "side": rep.side,
        "start_s": rep.start_s,
        "peak_s": rep.peak_s,
        "end_s": rep.end_s,
        "up_s": rep.up_s,
        "top_s": rep.top_s,
        "down_s": rep.down_s,
        "verdict": rep.verdict,
        "peak_heel_height_ratio": rep.peak,
        "valley_heel_height_ratio": rep.valley,
        **{name: rep.measures.get(name) for name in _IN_CM},
        "measures": rep.measures,
        "findings": [asdict(finding) for finding in rep.findings],
    }


def _plain(value: Any) -> Any:
    """Rounds numbers, turns NaN into None and every container into dict or list."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float):  # numpy's float64 is one
        return (
            round(float(value), _DIGITS) + 0.0 if math.isfinite(value) else None
        )  # + 0.0: no "-0.0"
    return value
