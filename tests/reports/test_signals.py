"""The page of signals is the table of signals."""

from pathlib import Path

from formcheck.engine.spec.signals import SIGNALS
from formcheck.reports.frames import COLUMNS
from formcheck.reports.signals import markdown

PAGE = Path(__file__).parents[2] / "docs" / "signals.md"


def test_the_page_is_the_table() -> None:
    """After a change: `formcheck signals --markdown > docs/signals.md`."""
    assert PAGE.read_text(encoding="utf-8") == markdown()


def test_every_signal_has_one_line() -> None:
    lines = [line for line in markdown().splitlines() if line.startswith(("| `", "| **`"))]
    assert [line.split("`")[1] for line in lines] == list(SIGNALS)
    assert all(len(line.split(" | ")) == 5 for line in lines)


def test_bold_are_the_columns_of_the_frame_table() -> None:
    bold = {line.split("`")[1] for line in markdown().splitlines() if line.startswith("| **`")}
    sides = ("left_", "right_")
    columns = {c.removeprefix("left_").removeprefix("right_") for c in COLUMNS}
    assert bold == columns & SIGNALS.keys()
    assert all(f"{side}knee_flexion_deg" in COLUMNS for side in sides)
