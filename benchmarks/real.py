"""What formcheck makes of real people, against what an eye saw.

    uv run --group benchmarks python benchmarks/real.py [FOLDER] [--model auto] [--write]

FOLDER holds clips or traces, NAME.mp4 or NAME.ANYTHING.npz, and a truth.json (benchmarks/README.md
says how it is written). Without one the collection beside the checkout is taken, if there is one.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from by_eye import Truth, outcome, said, since_cut, spans_of
from page import PAGE, ROOT, engine_state, table, write_section
from variants import Frames, halved, mirrored, report_of, since

from formcheck.engine.values.report import Report
from formcheck.media.recorded import opened

COLLECTION = ROOT.parent / "shared" / "traces"
COUNTS = {  # of the collection's older traces, counted by eye; all are judged as calf raises
    "calf_raises_3": 3,
    "calf_raise_wall_2": 2,
    "squats_side_2": 0,
    "walk_sports2d": 0,
    "one_by_one_people": 0,
    "nobody_bottles": 0,
    "feet_only_step": 0,
}
CUTS = 10
ANSWERS = ("right", "refused", "not full", "wrong")
KINDS = (".npz", ".mp4", ".mov", ".mkv", ".avi", ".webm")


@dataclass(frozen=True)
class Row:
    """One clip: what is right, what was said, and how often that was right however it was seen."""

    name: str
    truth: Truth
    report: Report
    whole: str
    mirrored: str
    halved: str
    cuts: Counter[str] = field(default_factory=Counter)  # at least one whole repetition is left
    late: Counter[str] = field(default_factory=Counter)  # none is

    @property
    def all_cuts(self) -> Counter[str]:
        """Both together."""
        return self.cuts + self.late


def known(folder: Path | None) -> Iterator[tuple[Path, Truth]]:
    """Clips and traces whose truth is known."""
    if folder is not None:
        yield from _listed(folder)
        return
    if (COLLECTION / "real" / "truth.json").exists():
        yield from _listed(COLLECTION / "real")
    for name, count in COUNTS.items():
        paths = (COLLECTION / f"{name}.npz", COLLECTION / "heavy" / f"{name}.npz")
        yield from ((path, Truth("calf-raise", (count,))) for path in paths if path.exists())


def _listed(folder: Path) -> Iterator[tuple[Path, Truth]]:
    truths: Mapping[str, Mapping[str, Any]] = json.loads((folder / "truth.json").read_text())
    for path in sorted(folder.iterdir()):
        name = path.name.split(".")[0]
        if path.suffix.lower() in KINDS and name in truths:
            yield path, Truth.of(truths[name])


def frames_of(path: Path, model: str) -> Frames:
    """Times and poses of a clip or trace."""
    with opened(path, model) as recorded:
        return [(frame.time_s, pose) for frame, pose in recorded]


def judge(path: Path, truth: Truth, model: str) -> Row:
    """One clip, whole and otherwise."""
    frames = frames_of(path, model)
    report = report_of(truth.exercise, frames)
    whole = outcome(truth, report)
    ways = [outcome(truth, report_of(truth.exercise, way(frames))) for way in (mirrored, halved)]
    spans = spans_of(truth, report, whole)
    cuts: Counter[str] = Counter()
    late: Counter[str] = Counter()
    for number in range(1, CUTS + 1):
        start_s = frames[0][0] + (frames[-1][0] - frames[0][0]) * number / (CUTS + 1)
        later = since_cut(truth, spans, start_s)
        if later is not None:
            kind = cuts if min(later.reps, default=0) > 0 else late
            kind[outcome(later, report_of(truth.exercise, since(frames, start_s)))] += 1
    shown = path.stem if path.parent.name != "heavy" else f"{path.stem}.heavy"
    return Row(shown, truth, report, whole, *ways, cuts, late)


def tables(rows: list[Row], state: str) -> str:
    """The rows and what they come to.

    Clips with nothing to count are easily right, so they have lines of their own.
    """
    head = [
        "clip",
        "exercise",
        "right",
        "said",
        "whole",
        "mirrored",
        "half rate",
        "cut: right",
        "view",
        "reason",
    ]
    lines = []
    for title, has_any in (("something to count or time", True), ("nothing to count", False)):
        chosen = [row for row in rows if row.truth.has_any == has_any]
        lines += [
            [f"{title}, {way}", *_answers(found)] for way, found in _ways(chosen).items() if found
        ]
    skipped = sum(not row.all_cuts for row in rows)
    return "\n\n".join(
        [
            f"Measured with {state}; {len(rows)} clips and traces, several of one clip where both pose models"
            f" looked at it. {skipped} were not cut: where the repetitions are is not known of them.",
            table(["seen", *ANSWERS, "of"], lines),
            table(head, [_cells(row) for row in rows]),
        ]
    )


def _ways(rows: list[Row]) -> dict[str, Counter[str]]:
    return {
        "whole": Counter(row.whole for row in rows),
        "mirrored": Counter(row.mirrored for row in rows),
        "half the frame rate": Counter(row.halved for row in rows),
        "start cut off, whole repetitions left": sum((row.cuts for row in rows), Counter()),
        "start cut off, none left": sum((row.late for row in rows), Counter()),
    }


def _answers(found: Counter[str]) -> list[str]:
    return [*(str(found[answer]) for answer in ANSWERS), str(found.total())]


def _cells(row: Row) -> list[str]:
    view = row.report.view
    reason = getattr(view, "reason", None) or ""
    return [
        row.name,
        row.truth.exercise,
        row.truth.words,
        said(row.report),
        row.whole,
        row.mirrored,
        row.halved,
        f"{row.all_cuts['right']} of {row.all_cuts.total()}" if row.all_cuts else "-",
        f"{view.quality}: {'; '.join(view.problems)}" if view.problems else view.quality,
        reason,
    ]


def main() -> None:
    """Judge, print, and write the section when asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--model", default="auto", help="which pose model looks at videos")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    args = parser.parse_args()
    state = engine_state()
    rows = [judge(path, truth, args.model) for path, truth in known(args.folder)]
    if not rows:
        parser.error(
            "there is no collection of real clips beside the checkout: name a folder with a truth.json"
        )
    text = tables(rows, state)
    print(text)
    if args.write:
        write_section("real", text)


if __name__ == "__main__":
    main()
