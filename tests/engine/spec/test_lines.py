"""The lines of keys are those that the parser of the standard library means."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.engine.spec.lines import Path, line_of, lines_of
from formcheck.library import exercise_ids, specs_folder

TRICKY = '''# [not.a] header = 1
"quoted key" = 1 # "x" = 2
'lit"eral' = """two
lines = 3
[neither] """ # comment
a.b."c d" = [1, # one
  { x = 1, y.z = "]" },
  [2, 3],
]
dates = 1979-05-27 07:32:00
float = -1.5e3
[[list]]
name = 'one'
[list.inner]
deep = {}
[[list]]
name = """"quoted""""
[[list.inner.list]]
[ table . "x" ]
last = true'''
LINES = {
    ("quoted key",): 2,
    ('lit"eral',): 3,
    ("a", "b", "c d"): 6,
    ("a", "b", "c d", 0): 6,
    ("a", "b", "c d", 1, "y", "z"): 7,
    ("a", "b", "c d", 2, 1): 8,
    ("dates",): 10,
    ("float",): 11,
    ("list", 0): 12,
    ("list", 0, "inner", "deep"): 15,
    ("list", 1): 16,
    ("list", 1, "inner", "list", 0): 18,
    ("table", "x", "last"): 20,
}


def _list(values: list[object]) -> str:
    return "[" + ",\n ".join(map(str, values)) + "]"


VALUES = st.recursive(
    st.integers() | st.sampled_from(['"a # b"', "'[x]'", '"""\n\n"""', '"\\""', "true", "1.5"]),
    lambda inner: st.lists(inner, max_size=3).map(_list),
    max_leaves=6,
)


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    if path:
        yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from paths(inner, (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from paths(inner, (*path, place))


def test_lines_of_a_document_with_everything() -> None:
    lines = lines_of(TRICKY)
    assert lines.keys() == set(paths(tomllib.loads(TRICKY)))
    assert {path: lines[path] for path in LINES} == LINES


@pytest.mark.parametrize("name", exercise_ids())
def test_every_key_of_a_spec_has_its_line(name: str) -> None:
    text = (specs_folder() / f"{name}.toml").read_text(encoding="utf-8")
    lines, rows = lines_of(text), text.splitlines()
    assert lines.keys() == set(paths(tomllib.loads(text)))
    assert all(str(path[-1]) in rows[line - 1] for path, line in lines.items() if len(path) == 1)
    keyed = [(path[-1], line) for path, line in lines.items() if isinstance(path[-1], str)]
    assert all(key in rows[line - 1] for key, line in keyed)


@given(st.lists(VALUES, min_size=1, max_size=6))
def test_values_of_any_shape_do_not_mislead(values: list[object]) -> None:
    text = "\n".join(f"key{n} = {value}" for n, value in enumerate(values))
    lines, rows = lines_of(text), text.split("\n")
    assert lines.keys() == set(paths(tomllib.loads(text)))
    for n in range(len(values)):
        assert rows[lines[f"key{n}",] - 1].startswith(f"key{n} = ")


def test_what_is_missing_is_where_it_would_be() -> None:
    lines = lines_of(TRICKY)
    assert line_of(lines, ("list", 1, "other", "key")) == 16
    assert line_of(lines, ("nowhere",)) == 1
    assert line_of(lines, ()) == 1


def test_what_lies_very_deep_does_no_harm() -> None:
    text = f"a = {'[' * 300}1{']' * 300}\nb = 1\n"
    assert lines_of(text)["b",] == 2
