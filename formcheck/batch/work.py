"""One job, from the recording to the file with its result, in a process of its own or here."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
import time
from dataclasses import asdict, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter, ValidationError

from formcheck.analysis import Analysis
from formcheck.atomic import replacing
from formcheck.batch.job import AUTO, Job, Looked, Outcome
from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.errors import FormcheckError, ResultError, VideoError
from formcheck.incoming import check_file, is_there, name_of, read_bytes
from formcheck.library import exercise_ids, load_exercise
from formcheck.media.pose.models import LEG_SHA256, find_model
from formcheck.media.pose.recorder import TraceWriter
from formcheck.media.pose.traces import is_trace
from formcheck.media.recorded import opened
from formcheck.recognize import recognize, recognized
from formcheck.reports.document import Provenance
from formcheck.reports.schema.report import ReportDocument
from formcheck.run import analyze, told_of_turns
from formcheck.words import Phrase

__all__ = ["PARTS", "TRACES", "done"]

PARTS: Final = "reports"
TRACES: Final = "traces"
_LOOKING: Final = ("formcheck", "mediapipe", "opencv-python", "av", "numpy")
_FIRST_LOOK: Final = ("full", "standing")  # finds out what is done; some exercises look again
_DIGITS: Final = 20
_MOST_BYTES: Final = 1 << 26
_Shape = TypeVar("_Shape")


class _Part(ReportDocument):
    """A report, with the job and who found the landmarks."""

    job: dict[str, Any]
    looked: Looked


_PART: Final = TypeAdapter(_Part)
_LOOKED: Final = TypeAdapter(Looked)


def done(job: Job, out: Path) -> Outcome:
    """Does a job, unless its result is there already, and tells what came of it.

    What is wrong with the recording is told in the outcome; anything else is a bug and raises.

    Args:
        job: The job.
        out: Folder with the folders for traces and results, which are there.
    """
    began = time.monotonic()
    try:
        outcome = _done(job, out)
    except FormcheckError as error:
        outcome = Outcome(job, why=error.message)
    return replace(outcome, seconds=time.monotonic() - began, peak_mb=_peak_mb())


def _done(job: Job, out: Path) -> Outcome:
    spec = None if job.exercise == AUTO else load_exercise(job.exercise)
    looked, trace = _looked(job, out, *_way(spec))
    rules = spec.sha256 if spec else _all_rules()
    person = job.side, asdict(job.body), job.insertional
    key = _digest(job.file, asdict(looked), rules, *person, version("formcheck"))
    part = out / PARTS / f"{_stem(looked.name)}-{key}.json"
    brief = _brief(part)
    before = brief is not None
    if not before:
        if spec is None:
            spec = load_exercise(recognized(recognize(trace)))
            looked, trace = _looked(job, out, *_way(spec))
        _judge(job, looked, trace, spec, part)
    return Outcome(job, part.name, before=before, brief=brief or _brief(part))


def _way(spec: ExerciseSpec | None) -> tuple[str, str]:
    """How to look: the model, and the posture in which people are put upright."""
    return (spec.best_model, spec.target.posture) if spec else _FIRST_LOOK


def _looked(job: Job, out: Path, best_model: str, posture: str) -> tuple[Looked, Path]:
    """The landmarks of a recording, found now or before."""
    if job.looked is not None:
        return job.looked, job.path
    content = _content(job.path)
    name = name_of(job.path)
    if is_trace(job.path):
        return Looked(content, name, version("formcheck")), job.path
    chosen = best_model if job.model == "auto" else job.model
    model = find_model(chosen)
    versions = [version(name) for name in _LOOKING]
    key = _digest(content, model.sha256, LEG_SHA256, posture, versions)
    trace = out / TRACES / f"{_stem(name)}-{key}.npz"
    about = trace.with_suffix(".json")
    known = _read(about, _LOOKED) if is_there(trace) else None
    if known is None:
        return _look(job.path, chosen, posture, content, trace), trace
    return replace(known, name=name), trace


def _look(path: Path, model: str, posture: str, content: str, trace: Path) -> Looked:
    """Finds the landmarks; who found them stands beside them, written last."""
    with opened(path, model, posture=posture) as recorded:
        with TraceWriter(trace, recorded.size_px) as writer:
            for frame, pose in recorded:
                writer.write(frame.time_s, pose)
        looked = Looked(
            content,
            recorded.name,
            version("formcheck"),
            None if recorded.model is None else recorded.model.sha256,
            version("mediapipe"),
            version("opencv-python"),
            None if recorded.leg_model is None else recorded.leg_model.sha256,
            recorded.notice is None,
            recorded.turns,
        )
    _write(trace.with_suffix(".json"), asdict(looked))
    return looked


def _judge(job: Job, looked: Looked, trace: Path, spec: ExerciseSpec, part: Path) -> None:
    result = analyze(trace, spec, side=job.side, body=job.body, insertional=job.insertional)
    out = part.parents[1]
    about = {
        "file": job.file,
        "asked": _from(out, job.exercise) if job.exercise.endswith(".toml") else job.exercise,
        "side": job.side,
        **asdict(job.body),
        "insertional": job.insertional,
        "trace": _from(out, trace),
    }
    document = _attributed(result, looked).document
    _write(part, {"job": about, "looked": asdict(looked), **document})


def _from(out: Path, path: str | Path) -> str:
    """The way from the results to a file, so that both can be moved, and tell no more than that."""
    return Path(os.path.relpath(path, out)).as_posix()


def _attributed(result: Analysis, looked: Looked) -> Analysis:
    """The result as one of the recording: a trace alone does not tell who found it."""
    complete = result.source.complete and looked.complete
    tools = looked.model_sha256, looked.mediapipe, looked.opencv, looked.leg_model_sha256
    return replace(
        result,
        report=told_of_turns(result.report, looked.turns),
        source=replace(result.source, name=looked.name, complete=complete),
        provenance=Provenance(result.provenance.formcheck, result.spec.sha256, *tools),
    )


def _brief(part: Path) -> dict[str, Any] | None:
    """What came of a job in a line; None where that is not there yet, or damaged."""
    document = _read(part, _PART)
    if document is None:
        return None
    held_s = sum(hold.held_s for hold in document.holds)
    return {"kind": document.kind, **document.counts.model_dump(), "held_s": held_s}


def _read(place: Path, shape: TypeAdapter[_Shape]) -> _Shape | None:
    """What an earlier run left; None where it is not there, or damaged: then it is made again."""
    try:
        content = read_bytes(place, Phrase("kind.report"), ResultError, _MOST_BYTES)
        return shape.validate_json(content)
    except (ResultError, ValidationError):
        return None


def _write(place: Path, content: dict[str, Any]) -> None:
    with replacing(place) as part:
        part.write_text(json.dumps(content, ensure_ascii=False, allow_nan=False), "utf-8")


def _content(path: Path) -> str:
    check_file(path, Phrase("kind.video"), VideoError)
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        why = error.strerror or str(error)
        said = Phrase("error.file.check-permissions", path=str(path), reason=why)
        raise VideoError(said) from error


def _digest(*values: Any) -> str:
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()[:_DIGITS]


def _stem(name: str) -> str:
    """The name without its ending, in characters that every file system takes."""
    return re.sub(r"[^\w-]+", "_", Path(name).stem, flags=re.ASCII)[:40]


@cache
def _all_rules() -> str:
    """Of the exercises among which one is recognised."""
    return _digest([load_exercise(id_).sha256 for id_ in exercise_ids()])


def _peak_mb() -> float:
    if sys.platform == "win32":
        return float("nan")
    import resource  # noqa: PLC0415 - Unix only

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
