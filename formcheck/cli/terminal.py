"""The one way to the terminal.

What is no text is shown, not sent, and a stream that is gone or full does no harm.
"""

from __future__ import annotations

import io
import os
import re
import sys
import unicodedata
from contextlib import suppress
from typing import IO, Any, Final

from formcheck.errors import OutputError
from formcheck.words import Phrase

__all__ = ["shown", "styled", "take_streams"]

_JOINERS: Final = "\u200c\u200d"  # parts of words in some scripts, and of emoji
_KEPT: Final = "\n\t" + _JOINERS
_SUSPECT: Final = re.compile(r"[^ -~\n]")
_NOT_TEXT: Final = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))


def shown(text: str) -> str:
    r"""The text with everything escaped that could steer a terminal or turn the reading direction.

    The escapes, like `\u001b`, are those of JSON, so JSON stays what it is.
    """
    return _SUSPECT.sub(lambda found: _escaped(found[0]), text)


def _escaped(character: str) -> str:
    if character in _KEPT or unicodedata.category(character) not in _NOT_TEXT:
        return character
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


class _Result(io.FileIO):
    """Standard output: that it cannot be written is said once, what comes after that is dropped."""

    gone: str | None = None
    _said = False

    def write(self, content: Any) -> int:
        """Writes, or says why not."""
        try:
            if not self.gone:
                return super().write(content)
        except OSError as error:
            self.gone = error.strerror
        if not self._said:
            self._said = True
            raise OutputError(Phrase("error.output.stdout", why=self.gone))
        return len(content)


class _Aside(io.FileIO):
    """Standard error: nothing depends on it, so nothing ends with it."""

    def write(self, content: Any) -> int:
        """Writes what can be written."""
        with suppress(OSError):
            super().write(content)
        return len(content)


class _Shown(io.TextIOWrapper):
    """A standard stream on which everything that could steer the terminal is shown.

    Attributes:
        styled: The same without that, for colours and bars of formcheck's own.
    """

    styled: io.TextIOWrapper

    def write(self, text: str) -> int:
        """Writes the text."""
        super().write(shown(text))
        return len(text)


def styled(stream: IO[str]) -> IO[str]:
    """The stream on which colours and bars arrive.

    Who writes to it escapes what is not formcheck's own.
    """
    return stream.styled if isinstance(stream, _Shown) else stream


def take_streams() -> None:
    """Puts the streams of this module in the place of Python's.

    Standard streams that others replaced stay.
    """
    closed = [fd for fd in (0, 1, 2) if not _is_open(fd)]
    for _ in closed:
        os.open(
            os.devnull, os.O_RDWR
        )  # takes the lowest number: no file that is opened later is written by libraries
    if sys.stdout is None or _is_plain(sys.stdout):
        result = _Result(1, "w", closefd=False)
        result.gone = Phrase("error.output.closed") if 1 in closed else None
        sys.stdout = _stream(result)
    if sys.stderr is None or _is_plain(sys.stderr):
        sys.stderr = _stream(_Aside(2, "w", closefd=False))


def _is_open(fd: int) -> bool:
    try:
        os.fstat(fd)
    except OSError:
        return False
    return True


def _is_plain(stream: IO[str]) -> bool:
    """Whether it is what Python opened.

    A console of Windows is something else, and takes every character.
    """
    buffer = getattr(stream, "buffer", None)
    return (
        stream in (sys.__stdout__, sys.__stderr__)
        and type(getattr(buffer, "raw", buffer)) is io.FileIO
    )


def _stream(raw: io.FileIO) -> _Shown:
    buffer = io.BufferedWriter(raw)
    stream = _Shown(buffer, encoding="utf-8", errors="backslashreplace", line_buffering=True)
    stream.styled = io.TextIOWrapper(
        buffer, encoding="utf-8", errors="backslashreplace", line_buffering=True
    )
    return stream
