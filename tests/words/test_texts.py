"""No text for users outside of the catalogues."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import formcheck
from formcheck.progress.page import _STYLE
from formcheck.trials.norms import NORM_SOURCE

PACKAGE = Path(formcheck.__file__).parent
# Mistakes in a spec are told to who writes specs, in the English of TOML's and pydantic's own; the
# schema of the report describes a file.
ENGLISH = ("words", "engine/spec", "reports/schema")
FILES = sorted(
    path
    for path in PACKAGE.rglob("*.py")
    if not any(path.is_relative_to(PACKAGE / room) for room in ENGLISH)
)

# Where texts go to people. Names of functions and classes that show, say or raise.
SHOWN = {
    *("say", "put", "page", "complain", "progress_bar", "wrong_usage", "add_row", "add_column"),
    *("Text", "assemble", "Table", "Line", "Sheet", "banner", "render", "fit", "Cue"),
    *("Prompt", "Finding", "View", "BadParameter", "FormcheckError", "SpecError", "VideoError"),
    *(
        "OutputError",
        "ResultError",
        "CameraError",
        "PoseModelError",
        "DisplayError",
        "VoiceError",
        "BatchError",
        "wrong",
    ),
    *("Labels", "translated"),
    *("PlanError", "HistoryError", "Reason", "Rest", "chart"),
    *("ask_yes", "ask_number", "ask_amount", "ask_one", "_paragraphs"),
}
# English for everybody, each for a reason.
ALLOWED = {
    "sha256",  # the name of the algorithm
    "formcheck",  # the names of programs
    "Python",
}
STYLES = {"bold", "dim", "yellow", "bold cyan", "cyan", "red", "header_style"}
CODES = {"unknown", "visibility", "safety", "course", "count", "praise", "must", "should", "poor"}
COLUMNS = {"path", "person", "phase", "report"}  # of the history


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def called(node: ast.Call) -> str:
    return getattr(node.func, "attr", "") or getattr(node.func, "id", "")


def literals(node: ast.AST) -> Iterator[str]:
    """The texts that a call is given, but not those of calls within: these are looked at themselves."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Constant) and isinstance(child.value, str):
            yield child.value
        elif not isinstance(child, ast.Call | ast.Compare | ast.Subscript | ast.keyword):
            yield from literals(child)


def is_text(value: str) -> bool:
    """Words of a language: letters, and not a code, a style or a key of the catalogue."""
    word = value.strip(" ·")
    if word in ALLOWED | STYLES | CODES | COLUMNS or not any(letter.isalpha() for letter in word):
        return False
    return " " in word or word[0].isupper() or len(word) > 3


def plain_texts(path: Path) -> list[str]:
    calls = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call)]
    shown = [call for call in calls if called(call) in SHOWN]
    return [text for call in shown for text in literals(call) if is_text(text)]


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_text_is_shown_that_is_in_no_catalogue(path: Path) -> None:
    assert not plain_texts(path)


# What reads like a sentence: it may stand in docstrings, in a spec's schema, in help of the
# command line (typer's, English), in messages for programmers, and in code of other programs.
PROGRAMMERS = {"ValueError", "KeyError", "AttributeError", "TypeError", "RuntimeError"}
# And statements to the database.
SQL = re.compile(
    r"\s*(SELECT|INSERT|UPDATE|DELETE FROM|CREATE|DROP INDEX|ALTER TABLE|ROLLBACK|PRAGMA|WHERE|ORDER BY) "
)
ABOUT_CODE = {"Field", "Option", "Argument", "_group", "Typer", *PROGRAMMERS}


def sentences(path: Path) -> list[str]:
    tree = ast.parse(path.read_text("utf-8"))
    spared = {id(node) for each in ast.walk(tree) for node in ast.walk(each) if _is_spared(each)}
    constants = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and id(n) not in spared]
    texts = [node.value for node in constants if isinstance(node.value, str)]
    return [text for text in texts if _reads_like_one(text) and not SQL.match(text)]


def _reads_like_one(text: str) -> bool:
    return len(text.split()) > 2 and text.strip()[0].isalpha()


def _is_spared(node: ast.AST) -> bool:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True  # a docstring
    return isinstance(node, ast.Call) and called(node) in ABOUT_CODE


# Mistakes in a programme are told to who writes programmes, as those in a spec.
CODE = {  # and the words of files, which are English on every machine
    "batch/run.py": ["Results of `formcheck batch`. The same command goes on where it stopped.\n"],
    "exports/fhir.py": [
        "Repetitions over the full range",
        "Repetitions over the full range, corrected by hand",
        "By hand, repetition ",
        "all of it counts",
        "does not count",
        "Repetitions that could not be judged",
        "Time held in good form",
        "Counted by formcheck ",
        " with one camera (",
    ],
    "media/phone/page.py": [
        "camera=(self), screen-wake-lock=(self), microphone=(), geolocation=()",
        "default-src 'none'; style-src 'sha256-",
        "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ],
    "page/template.py": [
        "default-src 'none'; style-src 'sha256-",
        "img-src data:; media-src 'self' file: data:; base-uri 'none'; form-action 'none'",
    ],
    "trials/change.py": ["Ross and Fontenot 2000"],
    "trials/norms.py": [NORM_SOURCE],
    "reports/signals.py": ["is 0 when", "is larger when", "Of a leg", "Of the body"],
    "exports/motion.py": [" from the pose model's metric size", " of the person"],
    "exports/opensim.py": [
        "DataRate CameraRate NumFrames NumMarkers Units OrigDataRate OrigDataStartFrame",
        "PathFileType\t4\t(X/Y/Z)\t",
    ],
    "progress/page.py": [_STYLE],
    "programmes.py": [
        " is held: say hold_s",
        " is repeated: say reps",
        'with one leg after the other; write side = "each", or "sore"',
        'on both legs at once; write side = "both-legs"',
        "is too large; take at most ",
        ": above it every clinic stops",
        "is above acceptable, ",
        "is below pause_weeks, ",
    ],
    "history/shapes.py": ["the programme of the plan"],
}


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_sentence_stands_in_the_code(path: Path) -> None:
    assert [text for text in sentences(path) if text not in CODE.get(name_of(path), [])] == []


def test_the_tests_find_a_text(tmp_path: Path) -> None:
    path = tmp_path / "room.py"
    path.write_text(
        'say("Stand up")\nnote = f"Only {n} of all pictures were seen"\nraise SpecError("broken")'
    )
    assert plain_texts(path) == ["Stand up", "broken"]
    assert sentences(path) == [" of all pictures were seen"]
