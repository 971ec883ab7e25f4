"""SESSION: a results folder, or a number of `history list`."""
# ruff: noqa: PLC0415 - imports wait for the command that needs them, so that --help is quick

from __future__ import annotations

import re
from pathlib import Path

from formcheck.cli.console import say
from formcheck.errors import HistoryError
from formcheck.incoming import is_folder, is_there
from formcheck.words import Phrase

__all__ = ["session_of"]


def session_of(given: Path) -> Path:
    """The results that are meant: what lies there, else those of the session of this number.

    Raises:
        HistoryError: There is no such session, it has no results, several, or they are gone.
    """
    if is_there(given) or not re.fullmatch("[0-9]{1,12}", str(given)):
        return given
    from formcheck.cli.history import need_session
    from formcheck.history.history import open_history

    number = int(str(given))
    with open_history(say) as history:
        need_session(history, number)
        folders = history.folders(number)
    if not folders:
        raise HistoryError(Phrase("error.history.no-folder", number=number))
    here = [folder for folder in folders if is_folder(folder)]
    if not here:
        gone = {"number": number, "folder": str(folders[0])}
        raise HistoryError(Phrase("error.history.folder-gone", **gone))
    if len(here) > 1:
        several = tuple(map(str, here))
        raise HistoryError(Phrase("error.history.folders", number=number, folders=several))
    return here[0]
