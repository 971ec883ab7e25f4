"""Reads gettext catalogues as they are written (.po), so that no build step can be forgotten."""

from __future__ import annotations

import ast
import re
import struct
from gettext import GNUTranslations
from io import BytesIO
from itertools import accumulate
from pathlib import Path
from typing import Final

__all__ = ["programmes_folder", "read_catalogue", "specs_folder"]

_FIELD: Final = re.compile(r'(msgid|msgid_plural|msgstr)(?:\[(\d)\])? (".*")')
_MAGIC: Final = 0x950412DE


def specs_folder() -> Path:
    """Folder of the shipped specs: inside the installed package, or beside it in a checkout."""
    return _folder("exercise_specs", "exercise_specs")


def programmes_folder() -> Path:
    """Folder of the shipped programmes: inside the installed package, or beside it."""
    return _folder("programme_files", "programmes")


def _folder(inside: str, beside: str) -> Path:
    package = Path(__file__).resolve().parents[1]
    installed = package / inside
    return installed if installed.is_dir() else package.parent / beside


def read_catalogue(path: Path) -> GNUTranslations:
    """The catalogue of a .po file.

    Raises:
        ValueError: A line is none of such a file.
    """
    return GNUTranslations(BytesIO(_compiled(_entries(path.read_text("utf-8")))))


def _entries(text: str) -> dict[str, str]:
    """Key -> text; a plural has its forms joined by NUL, and so have its two keys, as in a .mo."""
    entries: dict[str, str] = {}
    for block in text.split("\n\n"):
        fields = _fields(block)
        forms = [value for name, value in fields.items() if name.startswith("msgstr")]
        keys = [fields[name] for name in ("msgid", "msgid_plural") if name in fields]
        if keys:
            entries["\0".join(keys)] = "\0".join(forms)
    return entries


def _fields(block: str) -> dict[str, str]:
    """The fields of one entry; a string that stands alone continues the line before."""
    fields: dict[str, str] = {}
    name = ""
    for line in block.splitlines():
        if not line or line.startswith("#"):
            continue
        if found := _FIELD.fullmatch(line):
            name = f"{found[1]}{found[2] or ''}"
            fields[name] = ast.literal_eval(found[3])
        elif name and line.startswith('"'):
            fields[name] += ast.literal_eval(line)
        else:
            raise ValueError(f"no line of a catalogue: {line}")
    return fields


def _compiled(entries: dict[str, str]) -> bytes:
    """The entries in gettext's binary form (.mo), which Python's reader takes."""
    pairs = sorted((key.encode(), text.encode()) for key, text in entries.items())
    tables = [[key for key, _ in pairs], [text for _, text in pairs]]
    at = 28 + 16 * len(pairs)
    index, pool = b"", b""
    for strings in tables:
        ends = list(accumulate((len(string) + 1 for string in strings), initial=at + len(pool)))
        places = zip(strings, ends, strict=False)
        index += b"".join(struct.pack("<II", len(string), place) for string, place in places)
        pool += b"".join(string + b"\0" for string in strings)
    header = struct.pack("<7I", _MAGIC, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, at)
    return header + index + pool
