"""Texts that know what they say, and the language in use."""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations
from pathlib import Path
from string import Formatter
from typing import Any, Final

from formcheck.words.catalogue import programmes_folder, read_catalogue, specs_folder

_HERE: Final = Path(__file__).parent
_ENGLISH: Final = "en"
_FOLDERS: Final = (specs_folder, programmes_folder)
_in_use = _ENGLISH  # of the process, as gettext has it: threads that draw and speak share it


class Phrase(str):
    """An English text that can be said in other languages.

    Args:
        key: Of the catalogues.
        values: What stands in its braces; `n`, a whole number, decides between its plural forms,
            a tuple is joined by what its braces say after a colon.

    Raises:
        KeyError: No catalogue has the key.
    """

    key: str
    values: dict[str, Any]

    def __new__(cls, key: str, /, **values: Any) -> Phrase:
        """Makes the English text."""
        phrase = super().__new__(cls, _filled(_ENGLISH, key, values))
        phrase.key, phrase.values = key, values
        return phrase

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        return (self.key,), self.values


def languages() -> tuple[str, ...]:
    """The languages that formcheck speaks, as "de"."""
    return tuple(sorted(path.stem for path in _HERE.glob("*.po")))


def language() -> str:
    """The language in use."""
    return _in_use


def use(code: str) -> None:
    """Says everything in this language from now on; English where there is none of that name."""
    global _in_use  # noqa: PLW0603 - one user, one language
    _in_use = code if code in languages() else _ENGLISH


def translated(text: str) -> str:
    """A text in the language in use; as it is where no catalogue has it."""
    return _in(_in_use, text)


def said(key: str, /, **values: Any) -> str:
    """The text of a key in the language in use."""
    return _filled(_in_use, key, values)


def number(value: float, digits: int) -> str:
    """A number with the decimal sign of the language in use."""
    return _Filler(_in_use).format_field(float(value), f".{digits}f")


@cache
def _words(code: str) -> GNUTranslations:
    catalogue = read_catalogue(_HERE / f"{code}.po")
    if code != _ENGLISH:
        catalogue.add_fallback(_words(_ENGLISH))
    return catalogue


@cache
def _spec_words(code: str) -> GNUTranslations:
    specs, programmes = (folder() / "lang" / f"{code}.po" for folder in _FOLDERS)
    catalogue = read_catalogue(specs)
    catalogue.add_fallback(read_catalogue(programmes))
    return catalogue


def _in(code: str, text: str) -> str:
    if code == _ENGLISH or not text:
        return text
    if isinstance(text, Phrase):
        return _filled(code, text.key, text.values)
    return _spec_words(code).gettext(text)


def _filled(code: str, key: str, values: dict[str, Any]) -> str:
    words = _words(code)
    text = words.ngettext(key, key, values["n"]) if "n" in values else words.gettext(key)
    if text == key:
        raise KeyError(key)
    return _Filler(code).vformat(text, (), values) if values else text


class _Filler(Formatter):
    """Fills braces as `str.format` does; what is filled in is put into the language, too."""

    def __init__(self, code: str) -> None:
        self._code = code

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, tuple):
            texts = [self.format_field(each, "") for each in value]
            ended = [text.removesuffix(format_spec.strip()) for text in texts[:-1]]
            return format_spec.join(ended + texts[-1:])  # a sentence has one full stop
        if isinstance(value, str):
            return format(_in(self._code, value), format_spec)
        text = format(value, format_spec)
        sign = _words(self._code).gettext("number.point")
        return text.replace(".", sign) if isinstance(value, float) else text
