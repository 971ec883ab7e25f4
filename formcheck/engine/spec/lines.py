"""In which line of a TOML text a key stands: the parser of the standard library does not tell."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from typing import Final

__all__ = ["Path", "line_of", "lines_of"]

Path = tuple[str | int, ...]
"""Where something stands in a document: keys, and places in lists, the first one 0."""

_TOKEN: Final = re.compile(
    r"""
    (?P<space> [ \t\r]+ | \#[^\n]* )
  | (?P<newline> \n )
  | \"\"\" (?: \\. | [^\\] )*? \"{3,5} (?!\")
  | ''' .*? '{3,5} (?!')
  | " (?: \\. | [^"\\\n] )*+ "
  | ' [^'\n]* '
  | [\[\]{}=,.]
  | [^\s\[\]{}=,."'\#]+
    """,
    re.VERBOSE | re.DOTALL,
)
_DEEPEST: Final = 8  # no spec has keys further inside


def lines_of(text: str) -> dict[Path, int]:
    """The line, from 1 on, of every key and every element of a list.

    Args:
        text: A document that `tomllib` accepts. In any other one lines may be missing.
    """
    return _Reader(text).lines


def line_of(lines: dict[Path, int], path: Path) -> int:
    """The line of a place, or of the innermost thing around it that is there."""
    return next((lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in lines), 1)


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    line = 1
    for found in _TOKEN.finditer(text):
        if found.lastgroup != "space":
            yield found[0], line
        line += found[0].count("\n")
    yield "", line


class _Reader:
    """Goes through the tokens once and notes where keys and elements stand."""

    def __init__(self, text: str) -> None:
        self._tokens = _tokens(text)
        self._word, self._line = next(self._tokens)
        self._elements: Counter[Path] = Counter()  # of lists of tables
        self.lines: dict[Path, int] = {}
        self._document()

    def _next(self) -> str:
        word = self._word
        self._word, self._line = next(self._tokens, ("", self._line))
        return word

    def _note(self, path: Path) -> None:
        self.lines.setdefault(path, self._line)

    def _document(self) -> None:
        table: Path = ()
        while self._word:
            if self._word == "\n":
                self._next()
            elif self._word == "[":
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> Path:
        self._next()
        is_list = self._word == "["
        if is_list:
            self._next()
        *outer, name = self._keys("]")
        path: Path = ()
        for key in outer:
            path = self._innermost((*path, key))
        path = (*path, name)
        self._note(path)
        if is_list:
            self._elements[path] += 1
        path = self._innermost(path)
        self._note(path)
        while self._word not in ("\n", ""):
            self._next()
        return path

    def _innermost(self, path: Path) -> Path:
        """The table that a name in a header means: of a list of tables the last one."""
        self._note(path)
        elements = self._elements[path]
        return (*path, elements - 1) if elements else path

    def _keys(self, end: str) -> list[str]:
        keys = []
        while self._word not in (end, "\n", ""):
            word = self._next()
            if word != ".":
                keys.append(_unquoted(word))
        return keys

    def _pair(self, table: Path) -> None:
        path = table
        line = self._line
        for key in self._keys("="):
            path = (*path, key)
            self.lines.setdefault(path, line)
        if self._next() == "=":
            self._value(path)

    def _value(self, path: Path) -> None:
        if len(path) > _DEEPEST:
            self._skip()
        elif self._word == "[":
            self._list(path)
        elif self._word == "{":
            self._table(path)
        else:
            while self._word not in (",", "]", "}", "\n", ""):
                self._next()

    def _list(self, path: Path) -> None:
        self._next()
        place = 0
        while self._word not in ("]", ""):
            if self._word in (",", "\n"):
                self._next()
                continue
            self._note((*path, place))
            self._value((*path, place))
            place += 1
        self._next()

    def _table(self, path: Path) -> None:
        self._next()
        while self._word not in ("}", ""):
            if self._word in (",", "\n"):
                self._next()
            else:
                self._pair(path)
        self._next()

    def _skip(self) -> None:
        """Goes to the end of a value, without looking inside."""
        depth = 0
        while self._word and (depth or self._word not in (",", "]", "}", "\n")):
            depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(self._word, 0)
            self._next()


def _unquoted(key: str) -> str:
    if key[0] in "\"'":
        return next(iter(tomllib.loads(f"{key} = 0")))
    return key
