"""What formcheck reads against exact ground truth.

    uv run python benchmarks/accuracy.py [FOLDER ...] [--model heavy] [--traces DIR] [--write docs/accuracy.md]

Every NAME.json with the truth of a rendered clip in the folders (default: sample_videos/) is held against what
formcheck makes of NAME.mp4, or of DIR/NAME.npz where landmarks were recorded before (`formcheck record`).
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from bland_altman import bland_altman_svg
from expected import expected_verdicts

from formcheck.engine.session import Session
from formcheck.engine.types import Feedback, Finding, Frame, Report
from formcheck.library import exercise_ids, load_exercise
from formcheck.media.recorded import opened
from formcheck.run import run

ROOT = Path(__file__).parents[1]
LEG = {
    "knee": "knee_flexion_deg",
    "hip": "hip_flexion_deg",
    "ankle": "ankle_dorsiflexion_deg",
    "shank": "shank_inclination_deg",
}
EDGE_S = 0.7  # episodes may be this much longer than the truth on either side
START_S = 1.0  # a fault must be found within this time of its start


@dataclass
class Readings:
    """An output that keeps the signals of every frame."""

    rows: list[tuple[float, str | None, Mapping[str, float]]] = field(default_factory=list)

    def write(self, _frame: Frame, feedback: Feedback) -> None:
        """Takes one frame."""
        self.rows.append((feedback.time_s, feedback.side, feedback.signals))


@dataclass(frozen=True)
class Row:
    """One clip in numbers; NaN where they do not apply."""

    name: str
    exercise: str
    truth: str
    counted: str
    exact: bool
    hold_error_s: float
    faults: int
    found: int
    false: tuple[Finding, ...]
    wrong_s: float
    good_s: float
    errors: Mapping[str, float]
    quality: str
    pairs: Mapping[str, Any]


def measure(truth_file: Path, model: str, traces: Path | None) -> Row:
    """Run one clip and compare."""
    truth = json.loads(truth_file.read_text())
    trace = traces / f"{truth_file.stem}.npz" if traces else None
    source = trace if trace and trace.exists() else truth_file.with_suffix(".mp4")
    readings = Readings()
    spec = load_exercise(truth["exercise"])
    with opened(source, model) as recorded:
        report = run(recorded, recorded, Session(spec), (readings,))
    faults = [(f["check"], f["start_s"], f["end_s"]) for f in truth["faults"]]
    missed = [f for f in faults if not any(_finds(x, f) for x in report.findings)]
    false = tuple(x for x in report.findings if x.level in ("bad", "warn") and not any(_belongs(x, f) for f in faults))
    pairs = dict(_pairs(truth, readings))
    wrong, good = _wrongly_bad(truth, report)
    verdicts = [expected_verdicts(spec, truth), [r.verdict for r in report.reps]]
    return Row(
        truth_file.stem, truth["exercise"], _tally(verdicts[0]), _tally(verdicts[1]), verdicts[0] == verdicts[1],
        _hold_error(truth, report), len(faults), len(faults) - len(missed), false, wrong, good,
        {name: float(np.mean(np.abs(a - b))) for name, (a, b) in pairs.items() if len(a)},
        report.view.quality, pairs,
    )  # fmt: skip


def _tally(verdicts: list[str]) -> str:
    return f"{verdicts.count('full')}+{verdicts.count('partial')}" + "?" * verdicts.count("uncertain")


def _finds(finding: Finding, fault: tuple[str, float, float]) -> bool:
    check, start, end = fault
    same = finding.check == check and finding.level in ("bad", "warn")
    return same and abs(finding.start_s - start) <= START_S and finding.start_s < end


def _belongs(finding: Finding, fault: tuple[str, float, float]) -> bool:
    check, start, end = fault
    return finding.check == check and finding.start_s < end + EDGE_S and finding.end_s > start - EDGE_S


def _hold_error(truth: Mapping[str, Any], report: Report) -> float:
    if not truth["holds"]:
        return math.nan
    return sum(h.held_s for h in report.holds) - sum(h["good_s"] for h in truth["holds"])


def _wrongly_bad(truth: Mapping[str, Any], report: Report) -> tuple[float, float]:
    """Seconds called bad while no fault was on, and seconds without fault, inside repetitions and holds."""
    times = np.array(truth["frames"]["time_s"])
    active = _inside(times, [(x["start_s"], x["end_s"]) for x in truth["reps"] + truth["holds"]])
    partial = [(r["start_s"], r["end_s"]) for r in truth["reps"] if r["verdict"] != "full"]
    faulty = _inside(times, [(f["start_s"] - EDGE_S, f["end_s"] + EDGE_S) for f in truth["faults"]] + partial)
    bad = _inside(times, [(f.start_s, f.end_s) for f in report.findings if f.level == "bad"])
    step = float(np.median(np.diff(times)))
    return float((active & ~faulty & bad).sum() * step), float((active & ~faulty).sum() * step)


def _inside(times: Any, spans: Iterable[tuple[float, float]]) -> Any:
    inside = np.zeros(len(times), bool)
    for start, end in spans:
        inside |= (times >= start) & (times <= end)
    return inside


def _pairs(truth: Mapping[str, Any], readings: Readings) -> Iterable[tuple[str, tuple[Any, Any]]]:
    """(name, (true, read)) of the target leg while the exercise is done."""
    frames, side = truth["frames"], truth["side"]
    times = np.array(frames["time_s"])
    spans = [(x["start_s"], x["end_s"]) for x in truth["reps"] + truth["holds"]]
    rows = [(int(np.argmin(abs(times - t))), s) for t, _, s in readings.rows if _inside(np.array([t]), spans)[0]]
    for name, signal in LEG.items():
        yield name, _known(rows, frames[side][signal], f"{side}_{signal}")
    yield "trunk", _known(rows, frames["trunk_inclination_deg"], "trunk_inclination_deg")
    foot = truth["character"]["foot_length_m"]
    heel = [h / foot for h in frames[side]["heel_height_m"]]
    yield "heel", _known(rows, heel, f"{side}_heel_height_ratio")


def _known(rows: list[tuple[int, Mapping[str, float]]], true: list[float], name: str) -> tuple[Any, Any]:
    both = [(true[i], s.get(name, math.nan)) for i, s in rows]
    known = np.array([p for p in both if not math.isnan(p[1])]).reshape(-1, 2)
    return known[:, 0], known[:, 1]


def table(rows: list[Row]) -> str:
    """The rows as a Markdown table, with a line of totals."""
    names = [*LEG, "trunk", "heel"]
    head = ["clip", "reps true", "read", "hold error s", "faults found", "false", "wrongly bad s", *names, "view"]
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for r in rows:
        false = f"{sum(f.level == 'bad' for f in r.false)} bad, {sum(f.level == 'warn' for f in r.false)} warn"
        cells = [
            r.name, r.truth, r.counted, _number(r.hold_error_s, 1), f"{r.found} of {r.faults}", false,
            f"{r.wrong_s:.1f} of {r.good_s:.0f}",
            *(_number(r.errors.get(n, math.nan), 3 if n == "heel" else 1) for n in names), r.quality,
        ]  # fmt: skip
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join([*lines, "", *_totals(rows, names)])


def _totals(rows: list[Row], names: list[str]) -> list[str]:
    reps = [r for r in rows if r.truth != "0+0" or math.isnan(r.hold_error_s)]
    holds = np.array([r.hold_error_s for r in rows if not math.isnan(r.hold_error_s)])
    faults, false = sum(r.faults for r in rows), [f for r in rows for f in r.false]
    told = sum(r.found for r in rows) + len(false)
    mean = {n: np.mean([r.errors[n] for r in rows if n in r.errors]) for n in names}
    wrong, good = sum(r.wrong_s for r in rows), sum(r.good_s for r in rows)
    found = sum(r.found for r in rows)
    bad = sum(f.level == "bad" for f in false)
    angles = ", ".join(f"{n} {v:.3f}" if n == "heel" else f"{n} {v:.1f} deg" for n, v in mean.items())
    return [
        f"* verdict of every repetition exact: {sum(r.exact for r in reps)} of {len(reps)} clips",
        f"* hold seconds: mean absolute error {_mean_abs(holds)} s,"
        f" within 0.7 s in {int((abs(holds) <= 0.7).sum())} of {len(holds)}",
        f"* fault episodes: {found} of {faults} found within {START_S:.0f} s of their start;"
        f" {len(false)} of {told} told were not in the truth ({bad} bad, {len(false) - bad} warnings)",
        f"* good form wrongly called bad: {wrong:.1f} of {good:.0f} s ({100 * wrong / max(good, 1e-9):.1f} %)",
        f"* mean absolute error: {angles}",
    ]


def _mean_abs(values: Any) -> str:
    return f"{np.mean(abs(values)):.2f}" if len(values) else "-"


def _number(value: float, digits: int) -> str:
    return "" if math.isnan(value) else f"{value:.{digits}f}"


def main() -> None:
    """Measure, print, and write the page when asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=[ROOT / "sample_videos"])
    parser.add_argument("--model", default="heavy")
    parser.add_argument("--traces", type=Path)
    parser.add_argument("--write", type=Path, help="write the page and its picture")
    args = parser.parse_args()
    known = set(exercise_ids())
    files = [f for folder in args.folders for f in sorted(folder.glob("*.json"))]
    rows = []
    for file in files:
        if json.loads(file.read_text()).get("exercise") in known:
            rows.append(measure(file, args.model, args.traces))
    text = table(rows)
    print(text)
    if args.write:
        _write_page(args.write, rows, text, args.model)


def _write_page(path: Path, rows: list[Row], text: str, model: str) -> None:
    pairs = {n: [r.pairs[n] for r in rows if n in r.pairs and len(r.pairs[n][0])] for n in ("knee", "shank", "trunk")}
    picture = path.parent / "images" / f"{path.stem}.svg"
    picture.parent.mkdir(exist_ok=True)
    picture.write_text(bland_altman_svg(pairs))
    intro = (ROOT / "benchmarks" / "accuracy_intro.md").read_text()
    image = f"![Read minus true against true](images/{picture.name})"
    path.write_text(f"{intro}\n## Clip by clip ({model} model)\n\n{text}\n\n{image}\n")


if __name__ == "__main__":
    main()
