"""Which language the user's system speaks."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Final

__all__ = ["system_language"]

_VARIABLES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")


def system_language(environment: Mapping[str, str]) -> str:
    """The language of the messages, as "de" of "de_AT.UTF-8"; "" where none is set."""
    name = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    if not name and sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows only
        import locale  # noqa: PLC0415 - Windows only

        code = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        name = locale.windows_locale.get(code, "")
    return name.replace("-", "_").partition("_")[0].partition(".")[0].lower()
