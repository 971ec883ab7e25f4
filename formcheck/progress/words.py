"""What the page of progress says."""

from __future__ import annotations

from typing import Final

TITLE: Final = "Progress"
NEXT: Final = "Next"
CHANGES: Final = "How the load went"
DONE: Final = "What was done"
PAIN: Final = "Pain, 0 to 10"
STIFFNESS: Final = "Morning stiffness, minutes"
HEIGHTS: Final = "Highest heel rise of a set, {unit}"
SETS: Final = "Sets a day"
MORNING: Final = "the morning"
SESSION: Final = "worst in the session"
SIDES: Final = {"left": "left", "right": "right", "": "both"}
UNITS: Final = {"cm": "cm", "ratio": "foot lengths"}
COLUMNS: Final = ("day", "exercises", "sets", "full repetitions", "good seconds", "pain")
UNKNOWN: Final = "unknown"
NOTHING: Final = "Nothing was done yet."
NO_PLAN: Final = "There is no plan: `formcheck plan new` makes one."
LATEST: Final = "The latest {count} sessions of {all}."
STOP_SIGN: Final = "stop sign: {sign}"
NOT_MEDICAL: Final = (
    "This page shows what a camera saw and what you told. It is no examination and no diagnosis."
)
