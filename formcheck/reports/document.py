"""The report as JSON: the same input gives the same bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from formcheck.atomic import Draft, replacing
from formcheck.engine.values.report import Rep, Report
from formcheck.reports.schema.report import SCHEMA, ReportDocument

__all__ = [
    "CameraUse",
    "Provenance",
    "Source",
    "report_dict",
    "report_json",
    "write_json",
]

_IN_CM = tuple(
    f"{length}_{what}"
    for length in ("peak_heel_height", "peak_ankle_rise", "ankle_displacement")
    for what in ("cm", "error_cm")
)


@dataclass(frozen=True, slots=True)
class CameraUse:
    """What was asked of a camera, what it gave, and how much of it was used.

    Attributes:
        asked_size_px: Width and height that were asked for, None where nothing was.
        asked_fps: Pictures a second that were asked for, None where nothing was.
        camera_fps: What the camera promised; None when it did not say.
        measured_fps: What came.
        captured: Pictures that came.
        dropped: Pictures that came and were never looked at.
    """

    asked_size_px: tuple[int, int] | None
    asked_fps: float | None
    camera_fps: float | None
    measured_fps: float
    captured: int
    dropped: int


@dataclass(frozen=True, slots=True)
class Source:
    """What was analysed.

    Attributes:
        name: File name without its folder.
        size_px: Width and height of the picture.
        complete: False when the analysis was stopped early or the file ended before it should.
        camera: How a camera was used; None for a file.
    """

    name: str
    size_px: tuple[int, int]
    complete: bool = True
    camera: CameraUse | None = None


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
    document = ReportDocument.model_validate(
        {
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
                **_fields(source.camera),
            },
            "people": report.people,
            "view": report.view,
            "counts": report.counts,
            "reps": [_rep(rep) for rep in report.reps],
            "holds": report.holds,
            "findings": report.findings,
            "not_observable": report.not_observable,
            "summary": _fields(report.log) | _fields(report.summary),
            "provenance": provenance,
        }
    )
    return document.model_dump(mode="json", by_alias=True)


def report_json(document: Mapping[str, Any]) -> str:
    """The text of `report_dict`'s result, ending in a newline."""
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def write_json(path: Path | Draft, document: Mapping[str, Any]) -> str:
    """Writes the report; the SHA-256 of the file, which corrections by hand name.

    Raises:
        OutputError: The file cannot be written; then none is left behind.
    """
    with replacing(path) as part:
        content = report_json(document).encode()
        part.write_bytes(content)
    return hashlib.sha256(content).hexdigest()


def _fields(value: Any) -> dict[str, Any]:
    """The fields of a dataclass, as they are; none of None."""
    return {} if value is None else {f.name: getattr(value, f.name) for f in fields(value)}


def _rep(rep: Rep) -> dict[str, Any]:
    """The document names heights by their unit and has those in cm beside, known or not."""
    values = _fields(rep)
    heights = values.pop("peak"), values.pop("valley")
    names = "peak_heel_height_ratio", "valley_heel_height_ratio"
    in_cm = {name: rep.measures.get(name) for name in _IN_CM}
    return values | dict(zip(names, heights, strict=True)) | in_cm
