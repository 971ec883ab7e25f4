"""Whom a plan is not for before somebody was asked, and what stops one."""

from __future__ import annotations

from typing import Final

from formcheck.words import Phrase

__all__ = ["CLEARANCE", "LOST", "SHOWN", "STOP_SIGNS", "stop_sign"]

CLEARANCE: Final = (
    "rupture",
    "surgery",
    "fracture",
    "sprain",
    "injection",
    "antibiotic",
    "steroid",
    "arthritis",
    "thrombosis",
    "numb",
)
"""The names by which answers are kept; what each is stands in the catalogue."""

_NOW: Final = {
    "snap": True,
    "weak": True,
    "gap": True,
    "clot": True,
    "fall": True,
    "nerve": False,
    "dizzy": False,
}
STOP_SIGNS: Final = {Phrase(f"plan.stop-sign.{name}"): now for name, now in _NOW.items()}
"""Each sign, and whether it needs care on the same day."""

SHOWN: Final = Phrase("plan.stop-sign.shown")
"""One of them was there: the hand that says so does not say which."""
LOST: Final = Phrase("plan.stop-sign.lost")
"""A history was broken, and one may have been told in what could not be read of it."""


def stop_sign(kept: str) -> str:
    """The sign that was kept by its English text, so that it can be said in any language."""
    return next((sign for sign in (*STOP_SIGNS, SHOWN, LOST) if sign == kept), kept)
