"""What formcheck should know about the person.

From options, and from a profile file of the person's own.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from formcheck.engine.spec.reading import toml_problem
from formcheck.engine.values.facts import BodyFacts
from formcheck.errors import SpecError
from formcheck.incoming import read_text
from formcheck.words import Phrase

__all__ = ["Profile", "profile_of"]

_MOST_BYTES = 1 << 16
_MOST = 1e6  # more is no number that a person has
KEYS: dict[str, type | tuple[type, ...]] = {
    "insertional": bool,
    "height_cm": (int, float),
    "foot_cm": (int, float),
    "mass_kg": (int, float),
}


@dataclass(frozen=True, slots=True)
class Profile:
    """Facts about the person.

    Attributes:
        insertional: Pain where the Achilles tendon meets the heel bone: heels are not asked below
            the step.
        body: Size and mass.
    """

    insertional: bool
    body: BodyFacts


def profile_of(
    path: Path | None,
    *,
    insertional: bool = False,
    height_cm: float | None = None,
    foot_cm: float | None = None,
    mass_kg: float | None = None,
) -> Profile:
    """The facts given as options, completed by those in the file.

    Raises:
        SpecError: The file cannot be read, or has a key or value that no profile has.
    """
    given = {"height_cm": height_cm, "foot_cm": foot_cm, "mass_kg": mass_kg}
    data = {
        **(_read(path) if path else {}),
        **{key: value for key, value in given.items() if value is not None},
    }
    body = BodyFacts(data.get("height_cm"), data.get("foot_cm"), data.get("mass_kg"))
    return Profile(insertional or data.get("insertional", False), body)


def _read(path: Path) -> dict[str, Any]:
    text = read_text(path, Phrase("kind.profile"), SpecError, _MOST_BYTES)
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        why = toml_problem(error)
        raise SpecError(Phrase("error.profile.toml", path=path, why=why)) from error
    for key, value in data.items():
        if key not in KEYS:
            raise SpecError(
                Phrase("error.profile.unknown-key", path=path, key=key[:40], keys=tuple(KEYS))
            )
        fits = isinstance(value, KEYS[key]) and isinstance(value, bool) == (key == "insertional")
        if not fits or abs(value) > _MOST:
            kind = "bool" if key == "insertional" else "number"
            raise SpecError(Phrase(f"error.profile.no-{kind}", path=path, key=key))
    return data
