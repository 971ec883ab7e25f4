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

_BY_HAND: Final = "Repetitions over the full range, corrected by hand"
_HELD: Final = "Time held in good form"


def write_fhir(motion: Motion, part: Path) -> None:
    """Writes the bundle as JSON.

    Raises:
        OutputError: There is no result, for no exercise was given.
    """
    bundle = bundle_of(motion)
    text = json.dumps(bundle, indent=2, ensure_ascii=False, allow_nan=False)
    part.write_text(text + "\n", encoding="utf-8")


def bundle_of(motion: Motion) -> dict[str, Any]:
    """The bundle of a report: one observation of the exercise, one for each of its results.

    What was corrected by hand stands beside what was judged, never in its place.

    Raises:
        OutputError: There is no result, for no exercise was given.
    """
    if motion.document is None:
        raise OutputError(Phrase("error.export.result"))
    document = motion.document
    seed = json.dumps([document, list(motion.by_hand)], sort_keys=True)
    results = [(_id(f"{seed}{number}"), result) for number, result in enumerate(_results(motion))]
    exercise = _observation(
        {"coding": [{"system": _LOINC, "code": "73985-4", "display": "Exercise activity"}]},
        valueCodeableConcept={"text": document["exercise"]},
        hasMember=[{"reference": f"urn:uuid:{each}"} for each, _ in results],
        note=[{"text": _note(document)}, *({"text": _said(each)} for each in motion.by_hand)],
    )
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [
            {"fullUrl": f"urn:uuid:{each}", "resource": {**resource, "id": each}}
            for each, resource in ((_id(seed), exercise), *results)
        ],
    }


def _results(motion: Motion) -> Iterable[dict[str, Any]]:
    document = motion.document or {}
    duration = {"coding": [{"system": _LOINC, "code": "55411-3", "display": "Exercise duration"}]}
    yield _observation(duration, valueQuantity=_quantity(document["source"]["duration_s"], "s"))
    if document["kind"] == "reps":
        for verdict, text in _COUNTS.items():
            count = _quantity(document["counts"][verdict], "{count}")
            yield _observation({"text": text}, valueQuantity=count)
        if motion.by_hand:
            count = _quantity(sum(by_hand for _, by_hand in motion.counted.values()), "{count}")
            yield _observation({"text": _BY_HAND}, valueQuantity=count)
        return
    judged_s, by_hand_s = (
        sum(held) for held in zip((0.0, 0.0), *motion.held_s.values(), strict=True)
    )
    yield _observation({"text": _HELD}, valueQuantity=_quantity(round(judged_s, 3), "s"))
    if motion.by_hand:
        held = _quantity(round(by_hand_s, 3), "s")
        yield _observation({"text": f"{_HELD}, corrected by hand"}, valueQuantity=held)


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


def _said(correction: Mapping[str, Any]) -> str:
    """A correction by hand, in words."""
    is_hold = "hold" in correction
    counts = "all of it counts" if is_hold else "counts"
    counted = {True: counts, False: "does not count", None: None}[correction["counted"]]
    side = f"{correction['side']} leg" if correction["side"] else None
    parts = filter(None, (counted, side, correction["note"]))
    what = f"hold {correction['hold']}" if is_hold else f"repetition {correction['rep']}"
    return f"By hand, {what}: {'; '.join(parts)}"


def _id(seed: str) -> str:
    """The same for the same report, so that sending it twice makes no second one."""
    return str(uuid5(NAMESPACE_URL, seed))
