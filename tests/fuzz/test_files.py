"""Specs, profiles and traces that somebody else made, or a disk has damaged."""

import io
import math
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from formcheck.cli.profile import profile_of
from formcheck.engine.session import Session
from formcheck.engine.spec.reading import parse_spec
from formcheck.errors import FormcheckError, SpecError, VideoError
from formcheck.library import exercise_ids, specs_folder
from formcheck.media.pose.traces import read_trace
from tests.fuzz.effort import check_report, effort

DATA = Path(__file__).parents[1] / "data"
TRACE = DATA / "calf-raise.npz"
SPECS = [(specs_folder() / f"{name}.toml").read_text(encoding="utf-8") for name in exercise_ids()]
FRAMES = list(zip(read_trace(TRACE).time_s[:90], read_trace(TRACE).poses[:90], strict=True))
NASTY = (
    *(
        "nan",
        "inf",
        "-inf",
        "0",
        "-1",
        "1e308",
        "-0.0",
        "0x" + "f" * 400,
        "9" * 30,
        "true",
        '""',
        '"target.nonsense"',
    ),
    *(
        "[]",
        "{}",
        "[[]]",
        "'\\u0000'",
        "1979-05-27",
        '"""\n"""',
        '"\\u202e"',
        "[" * 200 + "]" * 200,
    ),
)


@st.composite
def spoiled_specs(draw: st.DrawFn) -> str:
    """A spec in which some values are replaced, or some characters."""
    lines = draw(st.sampled_from(SPECS)).splitlines()
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        key, equals, _value = lines[at].partition(" = ")
        how = draw(st.sampled_from(("value", "drop", "double", "characters")))
        if how == "value" and equals:
            lines[at] = f"{key} = {draw(st.sampled_from(NASTY))}"
        elif how == "drop":
            lines[at] = ""
        elif how == "double":
            lines.insert(at, lines[at])
        else:
            cut = draw(st.integers(0, len(lines[at])))
            lines[at] = lines[at][:cut] + draw(st.text(max_size=5)) + lines[at][cut + 3 :]
    return "\n".join(lines)


def one_line(error: FormcheckError) -> None:
    problems = error.problems if isinstance(error, SpecError) else ()
    for line in (
        str(error).removesuffix("".join(f"\n{problem}" for problem in problems)),
        *problems,
    ):
        assert line
        assert len(line.splitlines()) == 1 or not line.isprintable()


@effort(120)
@given(spoiled_specs())
@example("x = " + "[" * 5000)
@example("number = " + "9" * 5000)
@example("")
def test_a_spec_is_refused_in_words_or_can_be_used(text: str) -> None:
    try:
        spec = parse_spec(text, "mine.toml")
    except SpecError as error:
        one_line(error)
        return
    session = Session(spec)
    for time_s, pose in FRAMES:
        session.update(time_s, pose)
    check_report(session.finish())


@effort(60)
@given(
    st.dictionaries(
        st.sampled_from(("height_cm", "foot_cm", "mass_kg", "insertional", "x")),
        st.sampled_from(NASTY),
    ),
    st.binary(max_size=5),
)
def test_a_profile_is_refused_in_words_or_can_be_used(entries: dict[str, str], rest: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "me.toml"
        path.write_bytes(
            "\n".join(f"{key} = {value}" for key, value in entries.items()).encode() + b"\n" + rest
        )
        try:
            body = profile_of(path).body
        except FormcheckError as error:
            one_line(error)
            return
    assert all(
        value is None or math.isfinite(value)
        for value in (body.height_cm, body.foot_cm, body.mass_kg)
    )


ARRAYS: dict[str, Any] = dict(np.load(TRACE))
small = st.integers(0, 3)


def mutated(content: bytes, seed: int, changes: int) -> bytes:
    """Some bytes changed, cut out, doubled or cut off."""
    rng = np.random.default_rng(seed)
    data = bytearray(content)
    for _ in range(changes):
        at, length = int(rng.integers(len(data))), int(rng.integers(1, 64))
        match int(rng.integers(5)):
            case 0:
                data[at] = int(rng.integers(256))
            case 1:
                data[at : at + length] = rng.bytes(length)
            case 2:
                del data[at : at + length]
            case 3:
                data[at:at] = data[at : at + length]
            case _:
                data[at : at + 4] = rng.choice(
                    [b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff"]
                )
        data = data or bytearray(b"\0")
    return bytes(data)


def read_or_refused(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.npz"
        path.write_bytes(content)
        try:
            trace = read_trace(path)
        except VideoError as error:
            one_line(error)
            return
    assert (np.diff(trace.time_s) > 0).all()
    assert len(trace.poses) == len(trace.time_s)
    for pose in filter(None, trace.poses):
        assert ((pose.visibility >= 0) & (pose.visibility <= 1)).all()
        assert not np.isinf(pose.xy_px).any()


@effort(80)
@given(
    seed=st.integers(0, 2**32 - 1),
    changes=st.integers(1, 8),
    where=st.sampled_from(("head", "tail", "all")),
)
def test_a_damaged_trace_is_refused_in_words_or_can_be_used(
    seed: int, changes: int, where: str
) -> None:
    packed = io.BytesIO()
    np.savez_compressed(
        packed, **{name: array[:40] if array.ndim > 1 else array for name, array in ARRAYS.items()}
    )
    content = packed.getvalue()
    head, tail = {
        "head": (0, 400),
        "tail": (len(content) - 600, len(content)),
        "all": (0, len(content)),
    }[where]
    read_or_refused(content[:head] + mutated(content[head:tail], seed, changes) + content[tail:])


@effort(60)
@given(
    name=st.sampled_from(tuple(ARRAYS)),
    value=st.sampled_from((math.nan, math.inf, -math.inf, 1e300, -1.0, 0.0, 5e-324)),
    dtype=st.sampled_from(("f2", "f4", "f8", "i1", "i8", "u8", "c8", "M8[s]", "U3", "O", "?")),
    seed=st.integers(0, 2**32 - 1),
)
@example(name="time_s", value=math.inf, dtype="f2", seed=0)
@example(name="xy_px", value=1e300, dtype="f8", seed=0)
def test_strange_arrays_are_refused_in_words_or_can_be_used(
    name: str, value: float, dtype: str, seed: int
) -> None:
    arrays = {other: array.copy() for other, array in ARRAYS.items()}
    rng = np.random.default_rng(seed)
    array = arrays[name].astype(np.float64)
    array[rng.random(array.shape) < rng.choice([0.01, 1.0])] = value
    with np.errstate(all="ignore"):
        try:
            arrays[name] = array.astype(dtype)
        except (ValueError, TypeError, OverflowError):
            arrays[name] = array
    packed = io.BytesIO()
    np.savez(packed, **arrays)
    read_or_refused(packed.getvalue())


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_other_ways_to_pack_are_refused(method: int, tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, array in ARRAYS.items():
            with archive.open(f"{name}.npy", "w") as member:
                np.lib.format.write_array(member, array)
    with pytest.raises(VideoError):
        read_trace(path)
