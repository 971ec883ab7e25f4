"""Who does not begin a test: a yes on the clearance list, or pain above the limit."""

from __future__ import annotations

from typing import Final

from formcheck.errors import FormcheckError
from formcheck.words import Phrase

__all__ = ["CLEARANCE", "PAIN_LIMIT", "refuse_pain", "refuse_without_clearance"]

PAIN_LIMIT: Final = 5  # of 10: Silbernagel's pain-monitoring model
CLEARANCE: Final = tuple(
    Phrase(f"clearance.{key}")
    for key in (
        "rupture",
        "surgery",
        "fracture",
        "sprain",
        "injection",
        "drugs",
        "flare",
        "clot",
        "numb",
        "balance",
    )
)


def refuse_without_clearance(yes: Phrase) -> None:
    """Nobody begins who has said yes to a point of the list.

    Raises:
        FormcheckError: Always.
    """
    raise FormcheckError(Phrase("clearance.refused", what=yes))


def refuse_pain(pain: int) -> None:
    """Nobody begins with pain above 5 of 10.

    Raises:
        FormcheckError: The pain is above it.
    """
    if pain > PAIN_LIMIT:
        raise FormcheckError(Phrase("clearance.pain", pain=pain, limit=PAIN_LIMIT))
