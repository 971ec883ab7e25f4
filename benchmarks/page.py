"""docs/accuracy.md.

Text of accuracy_intro.md, tables between markers, each written by its own benchmark.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import formcheck

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "accuracy.md"
TEXT = Path(__file__).with_name("accuracy_intro.md")
_SECTION = "<!-- {0} -->\n{1}<!-- /{0} -->"


def write_section(name: str, tables: str, page: Path = PAGE) -> None:
    """Writes the page anew with new tables in one section; the others keep theirs.

    Raises:
        ValueError: The text has no such section.
    """
    text = TEXT.read_text()
    names = re.findall(r"<!-- (\w+) -->", text)
    if name not in names:
        raise ValueError(
            f"{TEXT.name} has no section {name}: put <!-- {name} --> and <!-- /{name} --> into it"
        )
    old = page.read_text() if page.exists() else ""
    for section in names:
        kept = tables.strip() + "\n" if section == name else _inside(old, section)
        text = text.replace(_SECTION.format(section, ""), _SECTION.format(section, kept))
    page.write_text(text)


def _inside(text: str, section: str) -> str:
    found = re.search(_SECTION.format(section, "(.*?)"), text, re.DOTALL)
    return found[1] if found else ""


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "/") for cell in line) + " |" for line in lines
    )


def engine_state() -> str:
    """The last commit that changed the engine or the specs in use, in words."""
    package = Path(formcheck.__file__).parent
    paths = [package, package.parent / "exercise_specs"]
    last = _git(package, "log", "-1", "--format=%h of %cs", "--", *map(str, paths))
    if not last:
        return f"formcheck {formcheck.__version__}"
    changed = _git(package, "status", "--porcelain", "--", *map(str, paths))
    return f"engine and specs of commit {last}" + (
        ", with changes that are not committed" if changed else ""
    )


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), *arguments]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603
    except FileNotFoundError:
        return ""
