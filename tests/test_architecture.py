"""The rules of docs/architecture.md that a machine can check."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import formcheck

PACKAGE = Path(__file__).parents[1] / "formcheck"
FILES = sorted(PACKAGE.rglob("*.py"))

BELOW_RUN = {"media", "labels", "library", "reports", "history", "engine", "atomic", "output_set", "incoming", "errors"}
MAY_IMPORT = {
    "__init__": {"run", "batch", *BELOW_RUN},
    "cli": {"cli", "run", "batch", "live", "recognize", *BELOW_RUN},
    "recognize": BELOW_RUN,
    "live": {"live", *BELOW_RUN},
    "run": BELOW_RUN,
    "batch": {"run", *BELOW_RUN},
    "labels": {"media", "engine", "errors"},  # words of a spec for the overlay
    "media": {"media", "engine.types", "engine.names", "engine.coach_values", "atomic", "incoming", "errors"},
    "reports": {"reports", "engine", "atomic", "errors"},
    "history": {"engine", "errors"},
    "library": {"engine", "incoming", "errors"},
    "engine": {"engine", "errors"},
    "atomic": {"errors"},
    "output_set": {"atomic", "errors"},
    "incoming": {"errors"},
    "errors": set[str](),
}
HEAVY = {"cv2", "mediapipe", "av"}
NOT_IN_THE_ENGINE = HEAVY | {
    "time",
    "datetime",
    "threading",
    "asyncio",
    "os",
    "pathlib",
    "io",
    "sys",
    "random",
}
NOT_CALLED_IN_THE_ENGINE = {"print", "open", "input", "eval", "exec"}


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}: import by full name"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(name: str, rooms: set[str]) -> bool:
    return any(f"{name}.".startswith(f"formcheck.{room}.") for room in rooms)


def test_there_is_something_to_check() -> None:
    assert {"engine", "media"} <= {room_of(path) for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_rooms_import_only_what_is_below_them(path: Path) -> None:
    own = [name for name in imports_of(path) if name.split(".")[0] == "formcheck"]
    allowed = MAY_IMPORT[room_of(path)]
    wrong = [name for name in own if not within(name, allowed) and name != "formcheck.__version__"]
    assert not wrong


@pytest.mark.parametrize("path", [path for path in FILES if room_of(path) != "media"], ids=name_of)
def test_only_media_knows_opencv_mediapipe_and_pyav(path: Path) -> None:
    assert not HEAVY & {name.split(".")[0] for name in imports_of(path)}


@pytest.mark.parametrize("path", [path for path in FILES if room_of(path) == "engine"], ids=name_of)
def test_the_engine_is_pure(path: Path) -> None:
    assert not NOT_IN_THE_ENGINE & {name.split(".")[0] for name in imports_of(path)}
    calls = [node.func for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    assert not NOT_CALLED_IN_THE_ENGINE & {call.id for call in calls if isinstance(call, ast.Name)}


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_files_and_functions_are_small(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= 300
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    lengths = {function.name: (function.end_lineno or 0) - function.lineno + 1 for function in functions}
    assert not {name: length for name, length in lengths.items() if length > 40}


@pytest.mark.parametrize(
    "start",
    ["import formcheck", "sys.argv = ['formcheck', '--help']; import formcheck.cli; formcheck.cli.main()"],
    ids=["import", "help"],
)
def test_starting_loads_neither_opencv_nor_mediapipe(start: str) -> None:
    program = f"""
import sys
try:
    {start}
finally:
    print("loaded:", sorted({HEAVY!r} & sys.modules.keys()))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "loaded: []"


def test_every_public_name_is_there() -> None:
    missing = [name for name in formcheck.__all__ if not hasattr(formcheck, name)]
    assert not missing
