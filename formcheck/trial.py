"""The two tests on video: each film is judged as any other, then by the rules of the test."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final, Literal

from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.values.facts import BodyFacts
from formcheck.engine.values.landmarks import Side
from formcheck.engine.values.report import Report
from formcheck.errors import ResultError
from formcheck.library import load_exercise
from formcheck.media.recorded import Progress
from formcheck.reports.schema.trial import HeelRiseDocument, LungeDocument
from formcheck.results import TEST, write_result
from formcheck.run import Analysis, analyze
from formcheck.trials.heel_rise import HeelRise, HeelRiseLeg, Person, heel_rise
from formcheck.trials.lunge import ERROR_DEG, Lunge, LungeLeg, lunge
from formcheck.trials.norms import NORM_SOURCE, NoNorm
from formcheck.words import Phrase

__all__ = ["Film", "TestName", "Tested", "filmed", "judged", "spec_of_test"]

TestName = Literal["heel-rise", "lunge"]
_SPECS: Final = Path(__file__).parent / "trials" / "specs"


@dataclass(frozen=True, slots=True)
class Film:
    """A video or trace of a test; `side` is the leg it shows, None finds it."""

    path: Path
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class Tested:
    """What a test came to.

    Attributes:
        document: In its documented shape.
        files: What was written.
        notes: What the user should know.
        stopped: Whether it was stopped before its end.
    """

    document: HeelRiseDocument | LungeDocument
    files: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()
    stopped: bool = False


def spec_of_test(name: TestName) -> ExerciseSpec:
    """The exercise of a test."""
    return load_exercise(str(_SPECS / f"{name}.toml"))


def filmed(
    name: TestName,
    films: Sequence[Film],
    person: Person,
    *,
    out: Path | None = None,
    model: str = "auto",
    progress: Progress | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Tested:
    """Judges a test on video.

    Args:
        name: The test.
        films: One that shows both legs, or one for each.
        person: Who was tested.
        out: Folder for test.json, and for the report of each film in a folder of its own (1, 2);
            None writes nothing.
        model: As in `analyze`.
        progress: Is called after every frame.
        stop: Is asked after every frame.

    Raises:
        FormcheckError: As `analyze`; or no repetition was seen.
    """
    found: list[Analysis] = []
    for number, film in enumerate(films, 1):
        folder = None if out is None else out / str(number)
        found.append(
            analyze(
                film.path,
                spec_of_test(name),
                side=film.side,
                body=person.body,
                model=model,
                out=folder,
                video=False,
                progress=progress,
                stop=stop,
            )
        )
    document = judged(name, [each.report for each in found], person)
    stopped = any(each.stopped for each in found)
    files = [path for each in found for path in each.files]
    if out is not None and not stopped:
        write_result(out / TEST, document)
        files.append(out / TEST)
    notes = tuple(note for each in found for note in each.notes)
    return Tested(document, tuple(files), notes, stopped)


def judged(
    name: TestName, reports: Sequence[Report], person: Person
) -> HeelRiseDocument | LungeDocument:
    """The test that reports of its exercise show.

    Raises:
        ResultError: They show no repetition.
    """
    if not any(report.reps for report in reports):
        reasons = [report.view.reason for report in reports if report.view.reason]
        raise ResultError(reasons[0] if reasons else Phrase("trial.nothing"))
    if name == "heel-rise":
        return _heel_rise_document(heel_rise(reports, spec_of_test(name), person))
    return _lunge_document(lunge(reports))


def _heel_rise_document(test: HeelRise) -> HeelRiseDocument:
    who = test.person
    content = {
        "schema": 1,
        "test": "heel-rise",
        "board": who.board,
        "age": who.age,
        "sex": who.sex,
        "injured": who.injured,
        "body": _body(who.body),
        "norm_source": NORM_SOURCE,
        "legs": {side: _heel_rise_leg(leg, test.norm_of(side)) for side, leg in test.legs.items()},
    }
    return HeelRiseDocument.model_validate(content)


def _heel_rise_leg(leg: HeelRiseLeg, norm: int | NoNorm) -> dict[str, Any]:
    missing = norm if isinstance(norm, str) else None
    raises = [{**_fields(each), "counts": each.counts} for each in leg.raises]
    return {
        **_fields(leg),
        "validity": leg.validity,
        "norm": None if missing is not None else norm,
        "norm_missing": missing,
        "raises": raises,
    }


def _lunge_document(test: Lunge) -> LungeDocument:
    legs = {side: _lunge_leg(leg) for side, leg in test.legs.items()}
    return LungeDocument.model_validate({"schema": 1, "test": "lunge", "legs": legs})


def _lunge_leg(leg: LungeLeg) -> dict[str, Any]:
    return {
        "mean_deg": leg.mean_deg,
        "best_deg": leg.best_deg,
        "error_deg": ERROR_DEG,
        "tries": [_fields(each) for each in leg.tries],
    }


def _body(body: BodyFacts) -> dict[str, Any]:
    return {**_fields(body), "foot_length_cm": body.foot_length_cm}


def _fields(value: Any) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in fields(value)}
