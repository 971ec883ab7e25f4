"""The columns of the tables: what the shape of the report says, laid flat."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from formcheck.engine.values.landmarks import Side
from formcheck.reports.schema.part import Part

__all__ = ["Column", "columns_of"]

_UNIONS: Final = (Union, UnionType)


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        name: Its keys in the report, joined by underscores.
        keys: Where its value stands.
        kind: The Python type of its values; list for lists of texts or numbers, dict for what is
            written as JSON.
        item: Type of the items of a list.
    """

    name: str
    keys: tuple[str, ...]
    kind: type
    item: type = str

    def value(self, document: Mapping[str, Any]) -> Any:
        """The value in a document; None where it, or what it belongs to, is not there."""
        value: Any = document
        for key in self.keys:
            value = value.get(key) if isinstance(value, Mapping) else None
        if value is None or self.kind is not dict:
            return value
        return json.dumps(value, ensure_ascii=False)


def columns_of(model: type[Part], without: tuple[str, ...] = ()) -> tuple[Column, ...]:
    """The columns of a part of the report, in its order.

    Args:
        model: The part.
        without: Names of fields to leave out.
    """
    return tuple(_columns(model, (), without))


def _columns(
    model: type[Part], keys: tuple[str, ...], without: tuple[str, ...] = ()
) -> Iterator[Column]:
    for name, field in model.model_fields.items():
        if name not in without:
            yield from _column((*keys, field.alias or name), field.annotation)


def _column(keys: tuple[str, ...], annotation: Any) -> Iterator[Column]:
    types = tuple(_types(annotation))
    parts = [each for each in types if isinstance(each, type) and issubclass(each, Part)]
    name = "_".join(keys)
    if parts:
        yield from _columns(parts[-1], keys)  # the last is that of a file, not of a camera
    elif get_origin(types[0]) is dict and get_args(types[0])[0] == Side:
        for side in get_args(Side):
            yield from _column((*keys, side), get_args(types[0])[1])
    elif get_origin(types[0]) is tuple and set(map(_plain, types[0].__args__)) <= {str, int}:
        yield Column(name, keys, list, _plain(types[0].__args__[0]))
    elif get_origin(types[0]) in (dict, tuple):
        yield Column(name, keys, dict)
    else:
        plain = {_plain(each) for each in types}
        yield Column(name, keys, float if float in plain else plain.pop())


def _types(annotation: Any) -> Iterator[Any]:
    """The types of a union, without None and what is said about them."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _types(get_args(annotation)[0])
    elif origin in _UNIONS:
        for each in get_args(annotation):
            yield from _types(each)
    elif annotation is not NoneType:
        yield annotation


def _plain(annotation: Any) -> type:
    if annotation is Ellipsis or get_origin(annotation) is Literal:
        return str if annotation is Ellipsis else type(get_args(annotation)[0])
    return annotation if annotation in (bool, int, float, str) else dict
