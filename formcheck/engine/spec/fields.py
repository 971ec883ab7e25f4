"""The types of what a spec holds: what can be written at all, as far as one value alone tells."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Any, Final, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, Strict, WithJsonSchema

from formcheck.engine.spec.names import BODY_SIGNALS, LEG_SIGNALS, REP_MEASURES, SPEC_SIGNALS
from formcheck.engine.spec.near import near
from formcheck.engine.spec.tables import MOST

__all__ = [
    "ANGLES",
    "CUE_WORDS",
    "Angle",
    "Cue",
    "Id",
    "Many",
    "Measure",
    "Note",
    "Part",
    "Seconds",
    "Signal",
    "SilentCue",
    "Text",
    "signal_named",
]

CUE_WORDS: Final = 7
ANGLES: Final = (("knee", "hip", "ankle"), ("hip", "shoulder", "knee"), ("ankle", "knee"))
"""What can be drawn: the vertex and its ends, in either order."""

_NOT_TEXT: Final = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
_JOINERS: Final = "\u200c\u200d"  # parts of words in some scripts, and of emoji
_PRINTED: Final = {"pattern": r"^[^\u0000-\u001f\u007f-\u009f]*$"}
_WRITTEN: Final = {"pattern": r"^[^\u0000-\u001f\u007f-\u009f]*[^\s\u0000-\u001f\u007f-\u009f]"}
_SEEN: Final = r"[^\s\u0000-\u001f\u007f-\u009f]"
_IN_WORDS: Final = {"pattern": rf"^ *{_SEEN}+( +{_SEEN}+){{0,{CUE_WORDS - 1}}} *$"}
_PERHAPS: Final = {"pattern": rf"^ *({_SEEN}+( +{_SEEN}+){{0,{CUE_WORDS - 1}}} *)?$"}


class Part(BaseModel):
    """Base of all parts of a spec: frozen, no unknown keys, nothing taken for something else."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


def _printed(text: str) -> str:
    for character in text:
        if unicodedata.category(character) in _NOT_TEXT and character not in _JOINERS:
            raise ValueError(
                f"has a character that cannot be printed (U+{ord(character):04X}); take it out,"
                " and write the text on one line"
            )
    return text


def _written(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty; write it, or leave the key out where it may be")
    return _printed(text)


def _in_words(text: str) -> str:
    words = len(text.split())
    if words > CUE_WORDS:
        raise ValueError(f"has {words} words; a cue that is heard has {CUE_WORDS} at most")
    return text


def _id(name: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        raise ValueError("is no id; take small letters and digits, parts joined by -, as knee-bent")
    return name


def signal_named(name: str) -> str:
    """The name of a signal as specs write it; a ValueError says why it is none."""
    if name in SPEC_SIGNALS:
        return name
    _, dot, bare = name.partition(".")
    if dot and bare in BODY_SIGNALS:
        raise ValueError(f"{bare} is no signal of one leg; leave out what stands before it")
    if not dot and name in LEG_SIGNALS:
        raise ValueError(f"of which leg? take target.{name} or other.{name}")
    if name in REP_MEASURES:
        raise ValueError(f"{name} is known once per repetition only; rules of checks can judge it")
    raise ValueError(_unknown(name, SPEC_SIGNALS))


def _measure(name: str) -> str:
    if name in REP_MEASURES:
        return name
    if name not in SPEC_SIGNALS and "." not in name and name not in LEG_SIGNALS:
        raise ValueError(_unknown(name, (*SPEC_SIGNALS, *REP_MEASURES)))
    return signal_named(name)


def _unknown(name: str, known: tuple[str, ...]) -> str:
    of_legs = f"of a leg, with target. or other. before it: {', '.join(LEG_SIGNALS)}"
    of_body = f"of the body: {', '.join(BODY_SIGNALS)}"
    of_reps = f"; of a repetition: {', '.join(REP_MEASURES)}" if "peak" in known else ""
    known_ones = f"{of_legs}; {of_body}{of_reps}"
    return f"unknown signal {name[:60]!r}; {near(name, known) or f'take one {known_ones}'}"


def _angle(parts: tuple[str, ...]) -> tuple[str, ...]:
    if parts and parts not in _either_way():
        known = " or ".join(str(list(angle)) for angle in ANGLES)
        raise ValueError(f"{[part[:20] for part in parts[:4]]} cannot be drawn; take {known}")
    return parts


def _either_way() -> tuple[tuple[str, ...], ...]:
    return (*ANGLES, *((vertex, *reversed(ends)) for vertex, *ends in ANGLES))


def _one_of(names: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "enum": list(names)})


Kind = TypeVar("Kind")
Many = Annotated[tuple[Kind, ...], Strict(False), Field(max_length=MOST)]  # TOML has lists
Text = Annotated[str, Field(max_length=1000, json_schema_extra=_WRITTEN), AfterValidator(_written)]
Note = Annotated[str, Field(max_length=1000, json_schema_extra=_PRINTED), AfterValidator(_printed)]
Cue = Annotated[
    str,
    Field(max_length=80, json_schema_extra=_IN_WORDS),
    AfterValidator(_written),
    AfterValidator(_in_words),
]
SilentCue = Annotated[
    str,
    Field(max_length=80, json_schema_extra=_PERHAPS),
    AfterValidator(_printed),
    AfterValidator(_in_words),
]
Id = Annotated[
    str,
    Field(max_length=60, json_schema_extra={"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}),
    AfterValidator(_id),
]
Seconds = Annotated[float, Field(ge=0, le=60)]
Signal = Annotated[str, AfterValidator(signal_named), _one_of(SPEC_SIGNALS)]
Measure = Annotated[str, AfterValidator(_measure), _one_of((*SPEC_SIGNALS, *REP_MEASURES))]
Angle = Annotated[
    Many[str],
    AfterValidator(_angle),
    WithJsonSchema({"enum": [[], *(list(angle) for angle in _either_way())]}),
]
