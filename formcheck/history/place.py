"""Where things are kept: one folder of the user's, on this machine only."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from platformdirs import user_data_path

from formcheck.errors import HistoryError
from formcheck.words import Phrase

__all__ = ["PAGE", "data_folder", "most_trace_bytes"]

FOLDER: Final = "FORMCHECK_DATA"
TRACES: Final = "FORMCHECK_TRACES_MB"
_TRACES_MB: Final = 500
PAGE: Final = "progress.html"
"""The page of the history, beside it."""


def data_folder() -> Path:
    """The folder that FORMCHECK_DATA names, else the system's for data of the user."""
    named = os.environ.get(FOLDER)
    return Path(named) if named else user_data_path("formcheck", appauthor=False)


def most_trace_bytes() -> int:
    """How much traces may take: FORMCHECK_TRACES_MB megabytes, 500 where it is not set.

    Raises:
        HistoryError: It is no such number.
    """
    named = os.environ.get(TRACES, "") or str(_TRACES_MB)
    if not named.isdecimal() or len(named) > 7:
        raise HistoryError(Phrase("error.history.traces", name=TRACES, given=named[:40]))
    return int(named) << 20
