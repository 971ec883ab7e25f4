"""The whole report; `formcheck schema --report` prints its JSON Schema."""

from __future__ import annotations

from typing import Any, Literal

from formcheck.engine.values.landmarks import Side
from formcheck.engine.values.report import Kind, Level, Quality, Verdict
from formcheck.reports.schema.part import (
    Count,
    Measured,
    Number,
    Part,
    Plain,
    Size,
    about,
    json_schema_of,
)
from formcheck.reports.schema.results import LiveResultsDocument, ResultsDocument

__all__ = ["SCHEMA", "ReportDocument", "report_schema"]

SCHEMA = 1


class FindingDocument(Part):
    """One episode of a check that was not ok."""

    check: str = about("id of the check")
    level: Level = about("warn: a should missed; bad: a must missed; unknown: not seen well enough")
    start_s: Number = about("start of the episode, s of the video")
    end_s: Number = about("end of the episode, s of the video")
    worst: Measured = about("value furthest from the limits, in `unit`; null where unknown")
    unit: str = about("deg, ratio (lengths relative to the body), s, a rate (deg/s) or empty")
    limits: tuple[Measured, Measured] = about("lowest and highest allowed, in `unit`; null: open")
    message: str = about("what to do, in words")


class RepDocument(Part):
    """One repetition. Heights are above the flat foot, of the heel where no ankle is named."""

    number: int = about("from 1, in the order of time")
    side: Side = about("the measured leg")
    start_s: Number = about("the movement begins, s of the video")
    peak_s: Number = about("middle of the time at the top, s of the video")
    end_s: Number = about("the movement has come back, s of the video")
    up_s: Number = about("time to rise, s")
    top_s: Number = about("time at the top, s")
    down_s: Number = about("time to lower, s")
    verdict: Verdict = about("full; partial: a must was missed; uncertain: see its findings")
    peak_heel_height_ratio: Measured = about("highest point, foot lengths")
    valley_heel_height_ratio: Measured = about("lowest point after it, foot lengths")
    peak_heel_height_cm: Measured = about("highest point, cm; null without a scale")
    peak_heel_height_error_cm: Measured = about("its error, cm")
    peak_ankle_rise_cm: Measured = about("highest rise of the ankle centre, cm; null without one")
    peak_ankle_rise_error_cm: Measured = about("its error, cm")
    ankle_displacement_cm: Measured = about("way up of the ankle centre, cm")
    ankle_displacement_error_cm: Measured = about("its error, cm")
    measures: dict[str, Measured] = about(
        "what else was measured in it, each in the unit that its name ends in"
    )
    findings: tuple[FindingDocument, ...] = about("what was wrong in it")


class HoldDocument(Part):
    """One stretch, from the first good second to leaving the position."""

    number: int = about("from 1, in the order of time")
    side: Side = about("the measured leg")
    start_s: Number = about("the first good second begins, s of the video")
    end_s: Number = about("the position is left, s of the video")
    held_s: Number = about("good time in it, s")
    paused_s: Number = about("the rest of it, s")
    findings: tuple[FindingDocument, ...] = about("what was wrong in it")


class SourceDocument(Part):
    """What was analysed."""

    name: str = about("file name without its folder, or name of the camera")
    duration_s: Number = about("time of the last frame, s")
    frames: Count = about("frames that were judged")
    frames_with_person: Count = about("frames with somebody in them")
    size_px: Size = about("width and height of the picture, pixels")
    complete: bool = about("false: stopped early, or the file ended before it should")


class CameraDocument(SourceDocument):
    """A camera, as what was analysed."""

    asked_size_px: Size | None = about("width and height that were asked for, pixels")
    asked_fps: Plain | None = about("pictures a second that were asked for")
    camera_fps: Plain | None = about("pictures a second that the camera promised")
    measured_fps: Plain = about("pictures a second that came")
    captured: Count = about("pictures that came")
    dropped: Count = about("pictures that came and were never looked at")


class ViewDocument(Part):
    """How well the camera saw what the exercise needs."""

    quality: Quality = about("over the whole session")
    near_side: Side | None = about("the side towards the camera; null: nobody, or not always one")
    facing: Literal["left", "right", "camera"] | None = about("where the person faces")
    problems: tuple[str, ...] = about("what hindered judging, with the remedy, most frequent first")
    reason: str | None = about("why nothing was counted or timed although somebody was there")


class CountsDocument(Part):
    """Repetitions."""

    full: Count = about("full ones: what `formcheck count` prints")
    partial: Count = about("those in which a must that counts was missed")
    uncertain: Count = about("those that are neither")


class ProvenanceDocument(Part):
    """What made the report; null for what took no part."""

    formcheck: str = about("version of formcheck")
    spec_sha256: str = about("of the text of the exercise spec")
    model_sha256: str | None = about("of the pose model")
    mediapipe: str | None = about("version of MediaPipe")
    opencv: str | None = about("version of OpenCV")
    leg_model_sha256: str | None = about("of the leg network")


class ReportDocument(Part):
    """What formcheck saw in one video or live session."""

    schema_: Literal[1] = about("version of this shape", alias="schema")
    exercise: str = about("id of the exercise")
    kind: Kind = about("whether it is counted or held")
    source: CameraDocument | SourceDocument = about("what was analysed")
    people: int | None = about("how many people were there at most; null where nobody looked")
    view: ViewDocument = about("how well the camera saw it")
    counts: CountsDocument = about("how many repetitions")
    reps: tuple[RepDocument, ...] = about("every repetition")
    holds: tuple[HoldDocument, ...] = about("every stretch")
    findings: tuple[FindingDocument, ...] = about("every episode of a check that was not ok")
    not_observable: tuple[str, ...] = about("what the camera cannot see of this exercise")
    summary: LiveResultsDocument | ResultsDocument = about("what it comes down to")
    provenance: ProvenanceDocument = about("what made the report")


def report_schema() -> dict[str, Any]:
    """JSON Schema of report.json."""
    return json_schema_of(ReportDocument)
