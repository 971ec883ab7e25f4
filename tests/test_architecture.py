"""The rules of docs/architecture.md that a machine can check."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import formcheck

PACKAGE = Path(__file__).parents[1] / "formcheck"
FILES = sorted(PACKAGE.rglob("*.py"))

ENGINE = {  # a person becomes signals, signals become checks, checks judge, these become results
    "values": set[str](),
    "spec": {"values"},
    "person": {"spec", "values"},
    "signals": {"person", "spec", "values"},
    "checks": {"signals", "person", "spec", "values"},
    "moment": {"checks", "signals", "person", "values"},
    "reasons": {"person", "spec", "values"},
    "front": {"moment", "checks", "spec", "values"},
    "cues": {"checks", "values"},
    "reps": {"reasons", "moment", "checks", "signals", "person", "spec", "values"},
    "holds": {"reasons", "moment", "checks", "signals", "person", "spec", "values"},
    "results": {"spec", "values"},
    "session": {
        "results",
        "holds",
        "reps",
        "front",
        "cues",
        "reasons",
        "moment",
        "checks",
        "signals",
        "person",
        "spec",
        "values",
    },
    "recognition": {"session", "spec", "values"},
}
MEDIA = {
    "pipeline": set[str](),
    "light": set[str](),
    "stills": {"video"},
    "picture": {"video"},
    "snapshots": {"picture", "stills", "overlay"},
    "sound": set[str](),
    "overlay": set[str](),
    "video": set[str](),
    "pose": set[str](),
    "camera": {"video"},
    "phone": {"camera", "picture"},
    "screen": {"overlay", "video", "camera"},
    "kept": {"pipeline", "video"},
    "memory": set[str](),
    "second_look": {"pipeline", "pose", "video"},
    "recorded": {"second_look", "pipeline", "pose", "video"},
    "plot": {"overlay"},
    "probe": {"camera", "pose", "screen", "video"},
}
OUTSIDE_OF_MEDIA = {
    "engine.values",
    "coach.values",
    "atomic",
    "incoming",
    "errors",
    "words",
    "shapes",
}
BELOW_RUN = {
    "media",
    "labels",
    "library",
    "reports",
    "trials",
    "engine",
    "atomic",
    "output_set",
    "incoming",
    "errors",
    "words",
    "shapes",
}
MAY_IMPORT = {
    "__init__": {"analysis", "run", *BELOW_RUN},
    "cli": {
        "analysis",
        "run",
        "live",
        "live_alone",
        "live_sets",
        "coach",
        "recognize",
        "export",
        "batch",
        "curve",
        "today",
        "trial",
        "guided",
        "compare",
        "beside",
        "results",
        "plan",
        "programmes",
        "history",
        "progress",
        *BELOW_RUN,
    },
    "trial": {"analysis", "run", "results", *BELOW_RUN},
    "guided": {"trial", "live", "coach", "results", *BELOW_RUN},
    "compare": {"results", "reports", "trials", "engine.values", "errors", "words"},
    "beside": {
        "compare",
        "results",
        "page",
        "reports",
        "library",
        "trials",
        "engine.spec",
        "engine.values",
        "atomic",
        "output_set",
        "incoming",
        "errors",
        "words",
    },
    "results": {"page", "reports", "atomic", "output_set", "incoming", "errors", "words"},
    "trials": {"engine.results", "engine.spec", "engine.values", "errors", "words"},
    "batch": {"analysis", "run", "recognize", *BELOW_RUN},
    "recognize": BELOW_RUN,
    "live": {"coach", "demonstrations", "live_sets", "live_folder", "lookalike", *BELOW_RUN},
    "demonstrations": {"coach.values"},
    "live_folder": {"coach.values", "page", *BELOW_RUN},
    "live_alone": {"coach", "engine", "media"},
    "live_sets": {"coach", "engine", "media.pose"},
    "run": {"analysis", "folder", "lookalike", "recognize", *BELOW_RUN},
    "analysis": {"reports", "engine"},
    "folder": {"analysis", "page", *BELOW_RUN},
    "page": {"reports", "trials", "engine", "atomic", "words", "errors"},
    "lookalike": {"engine", "library", "words"},
    "curve": BELOW_RUN,
    "export": {"exports", "results", *BELOW_RUN},
    "labels": {
        "media",
        "coach.moves",
        "engine",
        "errors",
        "words",
    },  # words of a spec for the overlay
    "reports": {"engine", "trials", "atomic", "errors", "words", "shapes"},
    "exports": {"engine.values", "errors", "words"},
    "library": {"engine", "incoming", "errors", "words"},
    "plan": {"engine.spec", "errors", "words"},
    "programmes": {"plan", "library", "engine.spec", "incoming", "errors", "words"},
    "history": {"plan", "errors", "words"},
    "progress": {"plan", "history.values", "atomic", "errors", "words"},
    "coach": {
        "engine.session",
        "engine.cues",
        "engine.results",
        "engine.person",
        "engine.spec",
        "engine.values",
        "errors",
        "words",
    },
    "atomic": {"errors", "words"},
    "today": {"history.place", "atomic", "errors"},
    "output_set": {"atomic", "incoming", "errors", "words"},
    "incoming": {"errors", "words"},
    "errors": set[str](),
    "shapes": set[str](),
    "words": set[str](),
    **{
        f"engine.{room}": {"errors", "words", *(f"engine.{each}" for each in below)}
        for room, below in ENGINE.items()
    },
    **{
        f"media.{room}": {*OUTSIDE_OF_MEDIA, *(f"media.{each}" for each in below)}
        for room, below in MEDIA.items()
    },
}
PURE = ("engine", "coach", "plan", "trials")
DECIDING = ("run", "recognize", "live")
HEAVY = {"cv2", "mediapipe", "av"}
SERVING = {"aiohttp", "segno", "cryptography", "asyncio"}
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
    """The folder or file of the package; in engine and media those inside."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:2]) if parts[0] in ("engine", "media") else parts[0]


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}: import by full name"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(name: str, rooms: set[str]) -> bool:
    return any(f"{name}.".startswith(f"formcheck.{room}.") for room in rooms)


def top_of(path: Path) -> str:
    return room_of(path).split(".")[0]


def words_of(line: str) -> list[str]:
    return "".join(char if char.isalpha() else " " for char in line).split()


def test_every_room_of_the_page_is_there() -> None:
    rooms = {room_of(path) for path in FILES} - {"engine.__init__", "media.__init__"}
    assert rooms == set(MAY_IMPORT)


def test_the_picture_shows_every_room_of_the_engine_above_those_it_uses() -> None:
    page = (PACKAGE.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    picture = page.split("floor by floor")[1].split("```")[1]
    floors = {room: n for n, line in enumerate(picture.splitlines()) for room in words_of(line)}
    assert floors.keys() == ENGINE.keys()
    climbs = [
        (room, below)
        for room, rooms in ENGINE.items()
        for below in rooms
        if floors[room] >= floors[below]
    ]
    assert not climbs


@pytest.mark.parametrize("below", [ENGINE, MEDIA], ids=["engine", "media"])
def test_the_arrows_make_no_circle(below: dict[str, set[str]]) -> None:
    assert tuple(TopologicalSorter(below).static_order())


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_rooms_import_only_what_is_below_them(path: Path) -> None:
    own = [name for name in imports_of(path) if name.split(".")[0] == "formcheck"]
    room = room_of(path)
    allowed = {room, *MAY_IMPORT.get(room, ())}
    wrong = [name for name in own if not within(name, allowed) and name != "formcheck.__version__"]
    assert not wrong


@pytest.mark.parametrize("path", [path for path in FILES if top_of(path) != "media"], ids=name_of)
def test_only_media_knows_opencv_mediapipe_and_pyav(path: Path) -> None:
    assert not HEAVY & {name.split(".")[0] for name in imports_of(path)}


@pytest.mark.parametrize("path", [p for p in FILES if room_of(p) != "media.phone"], ids=name_of)
def test_only_the_phones_room_serves(path: Path) -> None:
    assert not SERVING & {name.split(".")[0] for name in imports_of(path)}


@pytest.mark.parametrize("path", [path for path in FILES if top_of(path) in PURE], ids=name_of)
def test_engine_and_coach_are_pure(path: Path) -> None:
    assert not NOT_IN_THE_ENGINE & {name.split(".")[0] for name in imports_of(path)}
    calls = [
        node.func for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)
    ]
    assert not NOT_CALLED_IN_THE_ENGINE & {call.id for call in calls if isinstance(call, ast.Name)}


@pytest.mark.parametrize(
    "path",
    [path for path in FILES if room_of(path) in DECIDING or top_of(path) in PURE],
    ids=name_of,
)
def test_nobody_asks_what_kind_of_formcheck_thing_it_has(path: Path) -> None:
    """A protocol says what each of them can do."""
    tree = ast.parse(path.read_text())
    own = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("formcheck")
        for alias in node.names
    } | {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    asked = {
        name.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "isinstance"
        for name in ast.walk(node.args[1])
        if isinstance(name, ast.Name)
    }
    assert not own & asked


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_files_and_functions_are_small(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= 300
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    lengths = {
        function.name: (function.end_lineno or 0) - function.body[0].lineno + 1
        for function in functions
    }
    assert not {name: length for name, length in lengths.items() if length > 40}


@pytest.mark.parametrize(
    "start",
    [
        "import formcheck",
        "sys.argv = ['formcheck', '--help']; import formcheck.cli; formcheck.cli.main()",
    ],
    ids=["import", "help"],
)
def test_starting_loads_neither_opencv_nor_mediapipe(start: str) -> None:
    program = f"""
import sys
try:
    {start}
finally:
    print("loaded:", sorted({HEAVY | SERVING - {"asyncio"}!r} & sys.modules.keys()))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "loaded: []"


def test_every_public_name_is_there() -> None:
    missing = [name for name in formcheck.__all__ if not hasattr(formcheck, name)]
    assert not missing
