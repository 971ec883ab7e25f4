"""What the README shows has to work."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from formcheck.cli import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
COMMANDS = [
    shlex.split(line, comments=True)[2:]
    for _, block in BLOCKS
    for line in block.splitlines()
    if line.startswith("uv run formcheck")
]


def test_it_is_short() -> None:
    assert len(README.splitlines()) <= 150


def test_five_lines_of_python() -> None:
    (program,) = [block for language, block in BLOCKS if language == "python"]
    assert len(list(filter(None, program.splitlines()))) == 5
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    count, *repetitions = done.stdout.splitlines()
    assert count == "2 full repetitions"
    assert [line.split()[2] for line in repetitions] == ["full", "partial", "full"]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_commands_and_their_options_exist(command: list[str]) -> None:
    _, name, *arguments = command
    known = get_command(app).commands[name]  # type: ignore[attr-defined]
    known.make_context(name, arguments)  # raises on unknown options and missing arguments


def test_links_lead_somewhere() -> None:
    for page in (
        README,
        (ROOT / "CONTRIBUTING.md").read_text(),
        (ROOT / "CHANGELOG.md").read_text(),
    ):
        linked = [link for link in re.findall(r"\]\(([^)#]+)\)", page) if "://" not in link]
        assert not [link for link in linked if not (ROOT / link).exists()]
