"""A FHIR R4 bundle: what was done and how long, as the HL7 Physical Activity guide records it.

It names nobody and no date: a report has neither. Whoever files it adds subject and time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from formcheck.errors import OutputError
from formcheck.exports.motion import Motion
from formcheck.words import Phrase

__all__ = ["bundle_of", "write_fhir"]

_CATEGORIES: Final = [
    {
        "coding": [
            {
                "system": "http://terminology.hl7.org/CodeSystem/observation-category",
                "code": "activity",
                "display": "Activity",
            }
        ]
    },
    {
        "coding": [
            {
                "system": "http://hl7.org/fhir/us/physical-activity/CodeSystem/pa-temporary-codes",
                "code": "PhysicalActivity",
                "display": "Physical Activity",
            }
        ]
    },
]
_LOINC: Final = "http://loinc.org"
_UCUM: Final = "http://unitsofmeasure.org"
_COUNTS: Final = {
    "full": "Repetitions over the full range",
    "partial": "Partial repetitions",
    "uncertain": "Repetitions that could not be judged",
}


def write_fhir(motion: Motion, part: Path) -> None:
    """Writes the bundle as JSON.

    Raises:
        OutputError: There is no result, for no exercise was given.
    """
    if motion.document is None:
        raise OutputError(Phrase("error.export.result"))
    text = json.dumps(bundle_of(motion.document), indent=2, ensure_ascii=False, allow_nan=False)
    part.write_text(text + "\n", encoding="utf-8")


def bundle_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """The bundle of a report: one observation of the exercise, one for each of its results.

    Args:
        document: The report in its JSON shape.
    """
    seed = json.dumps(document, sort_keys=True)
    results = [(_id(f"{seed}{number}"), result) for number, result in enumerate(_results(document))]
    exercise = _observation(
        {"coding": [{"system": _LOINC, "code": "73985-4", "display": "Exercise activity"}]},
        valueCodeableConcept={"text": document["exercise"]},
        hasMember=[{"reference": f"urn:uuid:{each}"} for each, _ in results],
        note=[{"text": _note(document)}],
    )
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [
            {"fullUrl": f"urn:uuid:{each}", "resource": {**resource, "id": each}}
            for each, resource in ((_id(seed), exercise), *results)
        ],
    }


def _results(document: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    duration = {"coding": [{"system": _LOINC, "code": "55411-3", "display": "Exercise duration"}]}
    yield _observation(duration, valueQuantity=_quantity(document["source"]["duration_s"], "s"))
    if document["kind"] == "reps":
        for verdict, text in _COUNTS.items():
            count = _quantity(document["counts"][verdict], "{count}")
            yield _observation({"text": text}, valueQuantity=count)
        return
    held_s = sum(hold["held_s"] for hold in document["holds"])
    yield _observation(
        {"text": "Time held in good form"}, valueQuantity=_quantity(round(held_s, 3), "s")
    )


def _observation(code: Mapping[str, Any], **values: object) -> dict[str, Any]:
    observation = {"resourceType": "Observation", "status": "final", "category": _CATEGORIES}
    return {**observation, "code": code, **values}


def _quantity(value: float, unit: str) -> dict[str, Any]:
    return {"value": value, "unit": unit, "system": _UCUM, "code": unit}


def _note(document: Mapping[str, Any]) -> str:
    made = document["provenance"]
    model = made.get("model_sha256") or "landmarks only"
    seen = document["view"].get("reason") or f"view {document['view']['quality']}"
    return (
        f"Counted by formcheck {made['formcheck']} with one camera ({seen}); "
        f"pose model {model}; exercise spec {made['spec_sha256']}. Not a diagnosis."
    )


def _id(seed: str) -> str:
    """The same for the same report, so that sending it twice makes no second one."""
    return str(uuid5(NAMESPACE_URL, seed))
