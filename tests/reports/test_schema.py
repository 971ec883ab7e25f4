"""Every report has the shape that `formcheck schema --report` prints, and no other."""

import json
import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError

from formcheck.engine.results.outcomes import with_outcomes
from formcheck.engine.session import Session
from formcheck.engine.values.facts import BodyFacts
from formcheck.engine.values.report import Report
from formcheck.engine.values.results import Correction, Log, Pain, Restart, SetDone
from formcheck.library import load_exercise
from formcheck.reports.document import CameraUse, Provenance, Source, report_dict, report_json
from formcheck.reports.schema.report import ReportDocument, report_schema
from tests.engine.recorded import DATA, frames_of, report_of

STANDING = "single-leg-calf-raise"
BODY = BodyFacts(height_cm=175, mass_kg=80.0)
CAMERA = CameraUse((1280, 720), 30, None, 29.53, 600, 2)
LOG = Log(
    sets=(SetDone(1, None, 4.0, 20.0, 2, 1, 0, -1),),
    corrections=(Correction(12.5, 1, -1),),
    restarts=(Restart(3.0, 1, 0),),
    pain=(Pain(21.0, 1, 10),),
)


def front(exercise: str) -> Report:
    session = Session(load_exercise(exercise).seen_from_front())
    for time_s, pose in frames_of(DATA / f"{exercise}.npz"):
        session.update(time_s, pose)
    return session.finish()


def nobody(exercise: str) -> Report:
    return report_of(exercise, [(number / 10, None) for number in range(20)])


def both_sides() -> Report:
    """As if each repetition had been done with the other leg, too."""
    report = report_of(STANDING, frames_of(DATA / f"{STANDING}.npz"))
    reps = (*report.reps, *(replace(rep, side="right", peak=0.2) for rep in report.reps))
    return with_outcomes(replace(report, reps=reps), load_exercise(STANDING), BODY)


def recorded() -> Iterator[Report]:
    for path in sorted(DATA.glob("*.npz")):
        yield report_of(path.stem, frames_of(path))
    for name in ("ankle-mobilization", "seated-calf-raise", "towel-calf-stretch"):
        yield report_of(name, frames_of(DATA / "clips" / f"{name}.npz"))
    yield report_of(STANDING, frames_of(DATA / "soleus-wall-stretch.npz")[:60])  # cut


def text_of(report: Report, camera: CameraUse | None = None) -> str:
    source = Source("clip.mp4", report.size_px, camera=camera)
    return report_json(report_dict(report, source, Provenance("0.1.0", "ab")))


def check(text: str) -> dict[str, Any]:
    """The text of a report says what the schema describes, without a loss, and only numbers."""

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} in a report")

    document: dict[str, Any] = json.loads(text, parse_constant=refuse)
    assert all(math.isfinite(number) for number in numbers(document))
    again = ReportDocument.model_validate_json(text).model_dump(mode="json", by_alias=True)
    assert report_json(again) == text
    return document


def numbers(value: Any) -> Iterator[float]:
    if isinstance(value, int | float):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from numbers(item)


def test_recorded_people_give_reports_of_this_shape() -> None:
    documents = [check(text_of(report)) for report in recorded()]
    verdicts = {rep["verdict"] for document in documents for rep in document["reps"]}
    assert verdicts >= {"full", "partial"}
    assert any(document["holds"] for document in documents)
    assert any(document["summary"]["work_on"] for document in documents)
    assert any(document["view"]["reason"] for document in documents)


def test_nobody_and_the_front_give_reports_of_this_shape() -> None:
    assert check(text_of(nobody(STANDING)))["source"]["frames_with_person"] == 0
    assert check(text_of(nobody("soleus-wall-stretch")))["holds"] == []
    assert check(text_of(front(STANDING)))["reps"] == []


def test_two_legs_are_compared_and_what_is_not_known_of_them_is_left_out() -> None:
    comparison = check(text_of(both_sides()))["summary"]["comparison"]
    assert list(comparison) == ["peak_height", "total_displacement", "repetitions"]
    assert comparison["peak_height"]["unit"] == "cm"


def test_a_live_session_adds_its_log_and_its_camera() -> None:
    document = check(text_of(replace(both_sides(), log=LOG), CAMERA))
    assert list(document["summary"])[:4] == ["sets", "corrections", "restarts", "pain"]
    assert document["summary"]["sets"][0]["side"] is None
    assert document["source"]["measured_fps"] == 29.53
    assert document["source"]["camera_fps"] is None


@pytest.mark.parametrize("place", [(), ("source",), ("view",), ("summary",), ("summary", "body")])
def test_what_is_not_described_is_refused(place: tuple[str, ...]) -> None:
    document = part = json.loads(text_of(nobody(STANDING)))
    for name in place:
        part = part[name]
    part["surprise"] = 1
    with pytest.raises(ValidationError, match="surprise"):
        ReportDocument.model_validate(document)


def test_every_field_is_described_and_every_part_is_closed() -> None:
    schema = report_schema()
    parts = [schema, *schema["$defs"].values()]
    assert len(parts) > 20
    for part in parts:
        assert part["additionalProperties"] is False
        assert part["description"]
        assert all(field["description"] for field in part["properties"].values())


UNITS = {
    "s": "s",
    "cm": "cm",
    "kg": "kg",
    "deg": "deg",
    "px": "pixels",
    "j": "J",
    "w": "W",
    "percent": "%",
}


def test_what_has_a_unit_in_its_name_has_it_in_its_description() -> None:
    told = 0
    for part in report_schema()["$defs"].values():
        for name, field in part["properties"].items():
            unit = UNITS.get(name.rpartition("_")[2]) if "_" in name else None
            if unit and name != "held_s":
                text = field["description"].replace(",", " ").replace(";", " ")
                assert unit in text.split() or text.startswith(("the same", "its error")), name
                told += 1
    assert told > 40
